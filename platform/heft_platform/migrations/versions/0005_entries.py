"""Agencies note when their people went through a gate, and schools take invitations back."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.execute("set local role heft_owner")
    op.add_column("agency_case", sa.Column("entered_at", sa.DateTime(timezone=True)), schema="owned")
    op.add_column(
        "agency_case", sa.Column("visits", sa.Integer(), nullable=False, server_default="0"), schema="owned"
    )
    op.drop_constraint(op.f("ck_invitation_state"), "invitation", schema="owned")
    op.create_check_constraint(
        op.f("ck_invitation_state"),
        "invitation",
        "state in ('waiting', 'withdrawn', 'accepted', 'declined', 'ended')",
        schema="owned",
    )
    op.execute("set local role none")
