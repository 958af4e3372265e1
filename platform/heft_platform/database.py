"""`heft database`: make it ready, bring it up to date, and check its fence."""

import os
from pathlib import Path
from typing import Any

import click
import psycopg
from alembic import command
from alembic.config import Config

from heft_tenants import preparing
from heft_tenants.refusals import Refused

MIGRATIONS = Path(__file__).parent / "migrations"


OUT_OF_REACH = "The database cannot be reached: look at HEFT_DATABASE_URL."


class ReachesTheDatabase(click.Group):
    """Commands that end with words when the database does not answer."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except psycopg.OperationalError as error:
            if error.sqlstate is not None:  # the database answered: what is wrong is something else
                raise
            raise click.ClickException(OUT_OF_REACH) from error


@click.group(cls=ReachesTheDatabase)
def database() -> None:
    """Prepare, migrate and check the database."""


@database.command()
def prepare() -> None:
    """Make the login roles, the schemas and the fence's key. May be run again."""
    preparing.prepare(migrator_url(), data())
    click.echo(f"Login roles are ready. Their passwords are in {data()}.")


@database.command()
def migrate() -> None:
    """Bring the tables up to date."""
    try:
        preparing.refuse_to_migrate(migrator_url())
    except Refused as refusal:
        raise click.ClickException(str(refusal.__doc__)) from refusal
    command.upgrade(migrations(), "head")
    preparing.keep_key(migrator_url(), preparing.kept_key(data() / preparing.KEY_FILE))


@database.command()
@click.argument("name")
def revise(name: str) -> None:
    """Write the migration from the tables as they are to the models as they are, fences included."""
    command.revision(migrations(), message=name, autogenerate=True)


@database.command()
def check() -> None:
    """Name everything in the catalogue that breaks a rule of the fence."""
    if left_open := preparing.left_open_by_the_provider(migrator_url()):
        click.echo("HEFT_DATABASE_URL names no superuser, and nobody else can close these. They show no row:")
        for what, where in left_open:
            click.echo(f"  {what}: {where}")
    faults = preparing.faults_of_the_fence(migrator_url())
    for what, where in faults:
        click.echo(f"{what}: {where}")
    if faults:
        raise SystemExit(1)
    click.echo("The fence is whole.")


def migrations() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    return config


def migrator_url() -> str:
    if not (url := os.environ.get("HEFT_DATABASE_URL")):
        raise click.ClickException(
            "HEFT_DATABASE_URL is missing: the address of the database, as the migrator"
        )
    return url


def data() -> Path:
    return Path(os.environ.get("HEFT_DATA", "var"))
