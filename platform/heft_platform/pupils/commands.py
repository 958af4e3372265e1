"""`heft pupils`: the same import as on the page, for a school's nightly file."""

from pathlib import Path

import click

from heft_platform import clock
from heft_platform.csv_files import read_text
from heft_platform.entering_by_command import within_school
from heft_platform.pupils.mis_csv import read_pupils
from heft_platform.pupils.services import LARGEST_FILE, import_text
from heft_tenants.refusals import Refused


@click.group()
def pupils() -> None:
    """Keep a school's list of pupils."""


@pupils.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--school", required=True, help="The school's word in addresses, such as oakfield.")
def import_file(file: Path, school: str) -> None:
    """Import pupils from FILE, all of it or nothing."""
    try:
        with file.open("rb") as stream:
            text = read_text(stream, at_most=LARGEST_FILE)
        _, problems = read_pupils(text, today=clock.today())
        for problem in problems:
            click.echo(f"Row {problem.row}, {problem.column}: {problem.words}", err=True)
        with within_school(school) as session:
            new, changed = import_text(session, text=text, today=clock.today())
    except Refused as refusal:
        raise click.ClickException(f"{type(refusal).__doc__} Nothing was imported.") from refusal
    click.echo(f"{new} new, {changed} changed.")
