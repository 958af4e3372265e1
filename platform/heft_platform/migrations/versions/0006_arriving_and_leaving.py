"""Organisations that arrive and leave."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.execute("set local role heft_owner")
    for moment in ("left_at", "erased_at"):
        op.add_column("organisation", sa.Column(moment, sa.DateTime(timezone=True)), schema="shared")
    op.create_check_constraint(
        op.f("ck_organisation_left_before_it_was_erased"),
        "organisation",
        "erased_at is null or left_at is not null and erased_at >= left_at",
        schema="shared",
    )
    op.add_column("door", sa.Column("left_at", sa.DateTime(timezone=True)), schema="ident")
    op.execute("set local role none")
