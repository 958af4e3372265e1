"""Every version of every template, as a list."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.full_lists import FullList, one_by_one
from heft_platform.library.models import Template


def templates_in_full(session: Session) -> FullList:
    """Return every version of every template of the cluster."""
    found = select(
        *(Template.label, Template.key, Template.version, Template.summary, Template.published_at),
        *(Template.publisher, Template.note, Template.retired_at),
    ).order_by(Template.key, Template.version)
    return FullList(
        headings=(
            *("Template", "Key", "Version", "What it is for", "Published at", "Published by"),
            *("What is new", "Retired at"),
        ),
        rows=(tuple(row) for row in one_by_one(session, found)),
    )
