"""Who knows what their part in a programme is."""

import sqlalchemy as sa
from alembic import op

from heft_tenants.fences import raise_fence

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    op.execute("set local role heft_owner")
    op.create_table(
        "known_part",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("noted_on", sa.Date(), nullable=False),
        sa.Column("noted_by", sa.Text(), nullable=False),
        sa.CheckConstraint("who <> ''", name=op.f("ck_known_part_is_somebody")),
        sa.ForeignKeyConstraint(
            ["org_id", "programme_id"],
            ["owned.programme.org_id", "owned.programme.id"],
            name=op.f("fk_known_part_org_id_programme_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["shared.organisation.org_id"], name=op.f("fk_known_part_org_id")
        ),
        sa.PrimaryKeyConstraint("org_id", "programme_id", "id", name=op.f("pk_known_part")),
        schema="owned",
    )
    for statement in raise_fence(
        table="owned.known_part",
        columns=["org_id", "programme_id", "id", "role", "who", "noted_on", "noted_by"],
        app="select, insert",
    ):
        op.execute(statement)
    op.execute("set local role none")
