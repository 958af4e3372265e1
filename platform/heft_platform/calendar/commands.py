"""`heft calendar`: for whoever keeps Heft itself."""

from pathlib import Path

import click

from heft_platform.calendar import bank_holidays


@click.group()
def calendar() -> None:
    """Keep what every calendar rests on."""


@calendar.command("add-bank-holidays")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def add_bank_holidays(file: Path) -> None:
    """Merge FILE, as gov.uk/bank-holidays.json gives it, into the file that comes with Heft."""
    try:
        holidays = bank_holidays.merged(bank_holidays.published(), file.read_text(encoding="utf-8"))
    except (bank_holidays.NotTheFeedError, UnicodeDecodeError) as error:
        raise click.ClickException("This is not the file of gov.uk/bank-holidays.json.") from error
    Path(str(bank_holidays.kept_file())).write_text(bank_holidays.as_file(holidays), encoding="utf-8")
    click.echo(f"{len(holidays)} bank holidays are known, the last on {max(holidays)}.")
