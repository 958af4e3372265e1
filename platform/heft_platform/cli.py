"""The `heft` command, as far as the application goes."""

import click

from heft_platform.agencies.commands import agencies
from heft_platform.calendar.commands import calendar
from heft_platform.cluster.commands import cluster
from heft_platform.database import database
from heft_platform.demo.commands import demo
from heft_platform.library.commands import library
from heft_platform.operations.commands import jobs
from heft_platform.organisations.commands import organisation
from heft_platform.people import people
from heft_platform.pupils.commands import pupils
from heft_platform.target_bank.commands import target_bank

# These need none, or make their own.
WITHOUT_THE_APPLICATION = {"calendar", "database", "bell", "work", "check"}


@click.group()
@click.pass_context
def heft(context: click.Context) -> None:
    """Heft: Pastoral Support Programmes for a cluster of schools."""
    if context.invoked_subcommand not in WITHOUT_THE_APPLICATION:
        from heft_platform.app import create_app  # noqa: PLC0415  (the database's commands run before it can be made)

        context.with_resource(create_app().app_context())


for group in (
    agencies,
    calendar,
    cluster,
    database,
    demo,
    jobs,
    library,
    organisation,
    people,
    pupils,
    target_bank,
):
    heft.add_command(group)


if __name__ == "__main__":
    heft()
