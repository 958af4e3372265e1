"""Packs as files: of which kind, for whom, without which blocks, and made of which classes."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    op.execute("set local role heft_owner")
    for column in (
        sa.Column("kind", sa.Text(), server_default="record", nullable=False),
        sa.Column("audience", sa.Text(), server_default="school", nullable=False),
        sa.Column("left_out", sa.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.Column("sees", sa.ARRAY(sa.Text()), server_default='{"briefing safe",pastoral}', nullable=False),
        sa.Column("is_large", sa.Boolean(), server_default="false", nullable=False),
    ):
        op.add_column("export", column, schema="owned")
    op.create_check_constraint(
        op.f("ck_export_audience"),
        "export",
        "audience in ('family', 'school', 'authority', 'agency')",
        schema="owned",
    )
    op.execute("set local role none")
