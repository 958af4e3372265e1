"""`heft cluster`: make one, and bring its list of schools up to date."""

from pathlib import Path

import click

from heft_platform import clock
from heft_platform.accounts import services as accounts
from heft_platform.cluster import gias, services
from heft_platform.entering_by_command import within_cluster, within_new_cluster
from heft_platform.extensions import db
from heft_tenants.refusals import Refused


@click.group()
def cluster() -> None:
    """Make a cluster and keep its schools."""


@cluster.command()
@click.argument("name")
@click.option("--authority", required=True, help="The authority’s name, such as “Fellside Council”.")
@click.option("--slug", required=True, help="Its word in addresses, such as fellside.")
@click.option("--administrator", required=True, help="The first administrator’s name.")
@click.option("--email", required=True, help="Their e-mail address.")
@click.password_option(help="Their password; asked for if it is not given.")
def create(name: str, authority: str, slug: str, administrator: str, email: str, password: str) -> None:
    """Make a cluster NAME, its authority and its first administrator."""
    session = db.session()
    org_id, cluster_id = accounts.next_free_number(session)
    door = accounts.NewDoor(
        org_id=org_id, cluster_id=cluster_id, kind="authority", slug=slug, name=authority, cluster_name=name
    )
    try:
        accounts.open_door(session, door=door)
        person_id = accounts.add_person(
            session,
            org_id=org_id,
            name=administrator,
            email=email,
            role="cluster_administrator",
            password_hash=accounts.hash_password(password),
            today=clock.today(),
        )
        session.commit()
        with within_new_cluster(org_id, cluster_id) as shared:
            services.make_cluster(
                shared, cluster_id=cluster_id, org_id=org_id, name=name, authority=authority, slug=slug
            )
    except Refused as refusal:
        raise click.ClickException(str(type(refusal).__doc__)) from refusal
    click.echo(f"Cluster {cluster_id}, {name}: authority {org_id}, {authority}. Administrator {person_id}.")


@cluster.command("import-schools")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--la", "authority", required=True, help="The authority’s name in the file, such as “Hillingdon”.")
@click.option("--cluster", "slug", required=True, help="The word of the cluster’s authority in addresses.")
def import_schools(file: Path, authority: str, slug: str) -> None:
    """Read FILE from Get Information about Schools. Run again, it changes only what changed."""
    try:
        with within_cluster(slug) as session:
            lines = gias.read_schools(file, authority=authority)
            report = services.import_schools(session, lines=lines, today=clock.today())
    except gias.NotAnExtractError as refusal:
        raise click.ClickException(str(refusal.__doc__)) from refusal
    for line in report.lines():
        click.echo(line)
