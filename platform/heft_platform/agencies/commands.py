"""`heft agencies`: bring the directory up to date from a file."""

import csv
from pathlib import Path

import click

from heft_platform.agencies import services
from heft_platform.agencies.directory_file import read_directory
from heft_platform.entering_by_command import within_cluster


@click.group()
def agencies() -> None:
    """Keep the agency directory."""


@agencies.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--cluster", "slug", required=True, help="The word of the cluster’s authority in addresses.")
def import_file(file: Path, slug: str) -> None:
    """Import FILE, a CSV with the columns of the directory that comes with Heft: all of it, or nothing."""
    with file.open(encoding="utf-8-sig", newline="") as text:
        try:
            lines, problems = read_directory(text)
        except (UnicodeDecodeError, csv.Error) as error:
            raise click.ClickException(f"{file.name} is not a CSV file in UTF-8.") from error
    if problems:
        raise click.ClickException("\n".join(["Nothing was imported.", *problems]))
    with within_cluster(slug) as session:
        number = services.import_directory(session, lines=lines)
    click.echo(f"The directory holds {number} services.")
