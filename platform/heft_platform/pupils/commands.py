"""`heft pupils`: the same import as on the page, for a list that comes every night."""

from pathlib import Path

import click

from heft_platform import clock
from heft_platform.csv_files import read_text
from heft_platform.entering_by_command import within_school
from heft_platform.pupils import services
from heft_platform.pupils.schemas import SAID_OF_FILE
from heft_platform.words import number_of


@click.group()
def pupils() -> None:
    """Keep a school's list of pupils."""


@pupils.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--school", required=True, help="The school's word in addresses, such as oakfield.")
def import_file(file: Path, school: str) -> None:
    """Import pupils from FILE, all of it or nothing. Known pupils are found by their UPN."""
    try:
        with file.open("rb") as stream:
            text = read_text(stream, at_most=services.LARGEST_FILE)
        with within_school(school) as session:
            preview = services.preview_of_text(session, text=text, today=clock.today())
            for problem in preview.problems:
                click.echo(f"Row {problem.row}, {problem.column}: {problem.words}.", err=True)
            new, changed = services.import_text(session, text=text, today=clock.today())
    except services.FileHasProblemsError as refusal:
        raise click.ClickException("Nothing was imported. Put the problems right and try again.") from refusal
    except tuple(SAID_OF_FILE) as refusal:
        _, words = SAID_OF_FILE[type(refusal)]
        raise click.ClickException(f"{words.format(refusal=refusal)}.") from refusal
    click.echo(
        f"{number_of(new, 'new pupil')}, {number_of(changed, 'changed pupil')}, {preview.unchanged} as they were."
    )
