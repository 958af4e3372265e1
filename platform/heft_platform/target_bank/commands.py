"""`heft target-bank`: begin the bank of a cluster."""

import click

from heft_platform.entering_by_command import within_cluster
from heft_platform.target_bank import services
from heft_platform.target_bank.bank_file import examples_of_the_project


@click.group("target-bank")
def target_bank() -> None:
    """Keep examples of targets."""


@target_bank.command("load")
@click.option("--cluster", "slug", required=True, help="The word of the cluster’s authority in addresses.")
def load(slug: str) -> None:
    """Put the examples that come with Heft into the bank of a cluster; what stands there stays."""
    with within_cluster(slug) as session:
        number = services.load(session, lines=examples_of_the_project())
    click.echo(f"{number} examples are new in the bank.")
