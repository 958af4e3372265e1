"""`heft demo`: fill a database with made-up clusters and their story."""

import click

from heft_platform.accounts import services as accounts
from heft_platform.demo import base, opening, other_pupils, story
from heft_platform.demo.cast import ORGANISATIONS
from heft_platform.extensions import db


@click.group()
def demo() -> None:
    """Made-up clusters, for looking around."""


@demo.command()
def load() -> None:
    """Load the made-up clusters. Loaded again, they stay as they are; a database with real organisations is refused."""
    slugs = accounts.door_slugs(db.session())
    is_ours = {one.slug for one in ORGANISATIONS} <= slugs  # with what was opened while looking around
    if slugs and not is_ours:
        raise click.ClickException(
            "This database holds real organisations: the demonstration stays out of it."
        )
    if any(accounts.has_left(db.session(), slug=one.slug) for one in ORGANISATIONS):
        click.echo("Somebody of the made-up clusters has left: they stay as they are.")
        return
    db.session.remove()
    opening.open_clusters()
    base.load()
    story.tell()
    other_pupils.tell()
