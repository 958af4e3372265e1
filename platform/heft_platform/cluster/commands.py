"""`heft cluster`: make one, and bring its list of schools up to date."""

from pathlib import Path

import click

from heft_platform import clock
from heft_platform.cluster import gias, services
from heft_platform.entering_by_command import within_cluster


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
    try:
        services.found_cluster(
            name=name,
            authority=authority,
            slug=slug,
            administrator=administrator,
            email=email,
            password=password,
            today=clock.today(),
        )
    except services.NotASlugError as refusal:
        raise click.ClickException(f"“{slug}” cannot be a part of an address: {refusal.__doc__}") from refusal
    except services.SlugTakenError as refusal:
        raise click.ClickException(f"Another organisation has “{slug}” in its addresses.") from refusal
    click.echo(f"{name} is made. {administrator} can sign in for {authority}.")


@cluster.command("import-schools")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--la", "authorities", multiple=True, help="Only schools of this authority, such as “Hillingdon”."
)
@click.option(
    "--cluster", "slug", help="The word of the cluster’s authority in addresses, if there are several."
)
def import_schools(file: Path, authorities: tuple[str, ...], slug: str | None) -> None:
    """Read FILE from Get Information about Schools. Run again, it changes only what changed."""
    try:
        with file.open("rb") as stream, within_cluster(slug) as session:
            lines = gias.read_schools(stream, authorities=authorities)
            report = services.import_schools(session, lines=lines, today=clock.today())
    except (gias.NotAnExtractError, gias.NoAuthorityColumnError) as refusal:
        raise click.ClickException(str(refusal.__doc__)) from refusal
    for line in report.lines():
        click.echo(line)
    if not report.counts and authorities:
        click.echo(
            f"No school of {' or '.join(authorities)} is in the file. Is the name spelt as in its column “LA (name)”?"
        )
