"""No two terms of a cluster, and no two of a school’s own, share a day: also if both are entered at the same moment."""

import click
from alembic import op
from sqlalchemy.exc import IntegrityError

revision = "0041"
down_revision = "0040"


def upgrade() -> None:
    op.execute("set local role heft_owner")
    for table, whose in (("shared.term", "cluster_id"), ("owned.own_term", "org_id")):
        name = f"ex_{table.partition('.')[2]}_apart"
        try:
            op.execute(
                f"alter table {table} add constraint {name} exclude using gist"
                f" (int4range({whose}, {whose}, '[]') with &&, daterange(first_on, last_on, '[]') with &&)"
            )
        except IntegrityError as overlap:
            raise click.ClickException(
                f"Two terms of {table} share a day, and no two may any longer. {_which(overlap)}"
                " Change the dates of one of them on the calendar’s page, then migrate again."
            ) from overlap
    op.execute("set local role none")


def _which(overlap: IntegrityError) -> str:
    """Say whose they are and from when until when, as the database does."""
    diagnosis = getattr(overlap.orig, "diag", None)
    return diagnosis.message_detail or "" if diagnosis else ""
