"""Pictures and papers that people bring as their answer."""

import sqlalchemy as sa
from alembic import op

from heft_tenants.fences import raise_fence

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    op.execute("set local role heft_owner")
    op.create_table(
        "answer_file",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("asked_for_id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("bringer_name", sa.Text(), nullable=False),
        sa.Column("brought_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["org_id", "programme_id"],
            ["owned.programme.org_id", "owned.programme.id"],
            name=op.f("fk_answer_file_org_id_programme_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "programme_id", "asked_for_id"],
            ["owned.asked_for.org_id", "owned.asked_for.programme_id", "owned.asked_for.id"],
            name=op.f("fk_answer_file_org_id_programme_id_asked_for_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "file_id"],
            ["owned.file.org_id", "owned.file.id"],
            name=op.f("fk_answer_file_org_id_file_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["shared.organisation.org_id"], name=op.f("fk_answer_file_org_id")
        ),
        sa.PrimaryKeyConstraint("org_id", "programme_id", "id", name=op.f("pk_answer_file")),
        schema="owned",
    )
    op.create_index(
        op.f("ix_answer_file_org_id_programme_id_asked_for_id"),
        "answer_file",
        ["org_id", "programme_id", "asked_for_id"],
        schema="owned",
    )
    for statement in raise_fence(
        table="owned.answer_file",
        columns=["org_id", "programme_id", "id", "asked_for_id", "file_id", "bringer_name", "brought_at"],
        app="select, insert, delete",
    ):
        op.execute(statement)
    op.execute("set local role none")
