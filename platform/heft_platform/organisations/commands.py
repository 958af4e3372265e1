"""`heft organisation`: one arrives, takes everything with it, and leaves."""

import getpass
from pathlib import Path

import click

from heft_platform import clock, storage
from heft_platform.accounts import services as accounts
from heft_platform.audit.services import record
from heft_platform.database import data, migrator_url
from heft_platform.entering_by_command import within
from heft_platform.extensions import db, signer_of_this_application
from heft_platform.organisations import archive, arriving, leaving, ledger, services
from heft_platform.organisations.words import refusals_in_words

FIRST_ROLES = {"school": "head", "agency": "outreach_worker", "authority": "cluster_administrator"}
A_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def organisation() -> None:
    """Let an organisation arrive, take everything with it, and leave."""


@organisation.command()
@click.argument("kind", type=click.Choice(["school", "agency", "authority"]))
@click.argument("name")
@click.option("--slug", required=True, help="Its word in addresses, such as oakfield.")
@click.option("--cluster", help="The word of the cluster’s authority in addresses, if there are several.")
@click.option("--new-cluster", help="For an authority: the name of the cluster that begins with it.")
@click.option("--person", required=True, help="The name of its first person.")
@click.option("--email", required=True, help="Their e-mail address.")
@click.option("--role", help="What they do there: head, pastoral_lead, dsl or senco at a school.")
@click.option(
    "--address", default="", help="Where the service is, such as https://heft.example: for the link."
)
def create(address: str, role: str | None, **said: str) -> None:
    """Make a KIND of organisation called NAME, with its first person: school, agency or authority."""
    arrives = arriving.Arriving(role=role or FIRST_ROLES[said["kind"]], **said)
    with refusals_in_words():
        arrived = arriving.arrive(arrives, now=clock.now(), today=clock.today())
    click.echo(f"{arrived.name} is open, as number {arrived.org_id}.")
    if arrived.token is None:
        click.echo(f"{arrives.person} signs in as before, and finds it there.")
    else:
        click.echo(
            f"Send {arrives.person} this link, with which they choose a password. It works once, for 7 days:"
        )
        click.echo(f"{address.rstrip('/')}/choose-password/{arrived.token}")


@organisation.command()
@click.argument("slug")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def export(slug: str, file: Path) -> None:
    """Write everything of the organisation with SLUG in its addresses into FILE, a ZIP archive."""
    door = door_of(slug)
    if door.left_at is not None:
        raise click.ClickException(f"{door.name} has left: there is nothing to export.")
    if not file.parent.is_dir():
        raise click.ClickException(f"There is no folder {file.parent}: make it first.")
    with refusals_in_words():
        if file.exists():
            raise archive.FileAlreadyThereError
        with within(door.org_id, door.cluster_id) as session:
            record(session, action="organisation.exported", thing="organisation")
        people = tuple(accounts.belonging_to(db.session(), org_id=door.org_id))
        going = services.Going(
            door=door,
            people=people,
            store=storage.at_hand(),
            master_keys=storage.master_keys(),
            mint=signer_of_this_application().mint,
        )
        with within(door.org_id, door.cluster_id) as session:
            fingerprint = services.export(session, going=going, path=file, now=clock.now())
    click.echo(f"{door.name} is in {file}, which only you can read. Its fingerprint is {fingerprint}.")


@organisation.command()
@click.argument("file", type=A_FILE)
@click.option("--fingerprint", help="The one that was noted when the archive was made.")
def check(file: Path, fingerprint: str | None) -> None:
    """Compare the archive FILE with its manifest, member by member."""
    with refusals_in_words():
        checked = archive.check(file)
    for fault in checked.faults:
        click.echo(fault)
    if fingerprint not in {None, checked.fingerprint}:
        click.echo(f"The manifest was changed: the fingerprint is {checked.fingerprint}.")
    elif not checked.faults:
        click.echo(f"{file} is whole: {said_of(checked.manifest)}. Its fingerprint is {checked.fingerprint}.")
        return
    raise SystemExit(1)


@organisation.command()
@click.argument("slug", required=False)
@click.option("--archive", "file", type=A_FILE, help="The archive that was made of what is there now.")
@click.option("--without-archive", is_flag=True, help="Nobody needs an archive.")
@click.option(
    "--yes", "typed", help="The organisation’s word in addresses once more, instead of being asked."
)
@click.option("--by", default=getpass.getuser, help="Who erases, for the certificate.")
@click.option("--replay", is_flag=True, help="After a restore: erase again what was erased before.")
def erase(slug: str | None, file: Path | None, typed: str | None, by: str, **flags: bool) -> None:
    """Erase the organisation with SLUG in its addresses: its rows, its files, its keys. Nothing brings them back."""
    hands = leaving.Hands(
        by=by, migrator_url=migrator_url(), ledger=ledger.Ledger(data()), store=storage.at_hand()
    )
    if flags["replay"]:
        replay(hands)
        return
    if slug is None or (file is None) != flags["without_archive"]:
        raise click.UsageError("Say which organisation, and either --archive FILE or --without-archive.")
    door = door_of(slug)
    with refusals_in_words():
        checked = archive_of(door, file) if file else None
        if (typed or click.prompt(f"Type “{slug}” to erase {door.name} for good")) != slug:
            raise click.ClickException("That is another word. Nothing was erased.")
        erased = leaving.erase(door, checked=checked, hands=hands)
    click.echo(
        f"{door.name} is erased: {sum(erased.rows.values())} rows and {erased.files} files. Nothing is left."
    )
    click.echo(f"The certificate is {erased.certificate} (SHA-256 {erased.digest}).")
    click.echo(f"Keep {hands.ledger.path} away from the database’s backups: it is replayed after a restore.")


def replay(hands: leaving.Hands) -> None:
    """Go through the ledger, and erase again what has come back. May be done again at any time."""
    unclear = False
    with refusals_in_words():
        entries = hands.ledger.last_of_each().values()
    for entry in entries:
        try:
            with refusals_in_words():
                click.echo(f"{entry.slug}: {leaving.replay(entry, hands=hands)}")
        except click.ClickException as refusal:
            unclear = True
            click.echo(f"{entry.slug}: {refusal.message}")
    click.echo(f"Erasures in the ledger: {len(entries)}.")
    if unclear:
        raise SystemExit(1)


def door_of(slug: str) -> accounts.DoorView:
    door = accounts.door(db.session(), slug=slug)
    db.session.remove()
    if door is None:
        raise click.ClickException(f"There is no organisation “{slug}”.")
    return door


def archive_of(door: accounts.DoorView, file: Path) -> archive.Checked:
    checked = archive.check(file)
    if checked.faults:
        raise click.ClickException("\n".join(["The archive is not as it was made.", *checked.faults]))
    whose = checked.manifest.organisation
    if (whose.get("org_id"), whose.get("slug")) != (door.org_id, door.slug):
        raise click.ClickException(f"This is the archive of {whose.get('name')}, and not of {door.name}.")
    return checked


def said_of(manifest: archive.Manifest) -> str:
    rows = sum(member.rows or 0 for member in manifest.members)
    return f"{manifest.organisation['name']}, {len(manifest.tables)} tables with {rows} rows, {len(manifest.files)} files"
