"""`heft demo`: fill a database with made-up clusters and their story."""

import click

from heft_platform.accounts import services as accounts
from heft_platform.demo import base, opening, story
from heft_platform.demo.cast import ORGANISATIONS
from heft_platform.extensions import db


@click.group()
def demo() -> None:
    """Made-up clusters, for looking around."""


@demo.command()
def load() -> None:
    """Load the made-up clusters. Loaded again, they stay as they are; a database with real organisations is refused."""
    made_up = {one.slug for one in ORGANISATIONS}
    if others := accounts.door_slugs(db.session()) - made_up:
        raise click.ClickException(
            f"This database holds other organisations: {', '.join(sorted(others)[:5])}."
        )
    db.session.remove()
    opening.open_clusters()
    base.load()
    story.tell()
