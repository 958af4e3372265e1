"""Whoever took a part on may give it up, so that somebody else can have it."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"


def upgrade() -> None:
    op.execute("set local role heft_owner")
    op.add_column("known_part", sa.Column("given_up_on", sa.Date(), nullable=True), schema="owned")
    op.add_column(
        "known_part",
        sa.Column("given_up_by", sa.Text(), server_default="", nullable=False),
        schema="owned",
    )
    op.create_check_constraint(
        op.f("ck_known_part_given_up"),
        "known_part",
        "(given_up_on is null) = (given_up_by = '')",
        schema="owned",
    )
    op.execute("grant update (given_up_on, given_up_by) on owned.known_part to heft_app, heft_worker")
    op.execute("set local role none")
