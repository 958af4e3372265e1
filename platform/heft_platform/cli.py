"""The `heft` command, as far as the application goes."""

import click

from heft_platform.database import database


@click.group()
def heft() -> None:
    """Heft: Pastoral Support Programmes for a cluster of schools."""


heft.add_command(database)


if __name__ == "__main__":
    heft()
