"""What is ticked on a checklist before a programme, and who answered it when one began."""

import sqlalchemy as sa
from alembic import op

from heft_tenants.fences import raise_fence

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    op.execute("set local role heft_owner")
    op.create_table(
        "entry_tick",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pupil_id", sa.Uuid(), nullable=False),
        sa.Column("template_key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("is_ticked", sa.Boolean(), nullable=False),
        sa.Column("words", sa.Text(), server_default="", nullable=False),
        sa.Column("said_by", sa.Uuid(), nullable=False),
        sa.Column("sayer_name", sa.Text(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind in ('trigger', 'prerequisite', 'considered')", name=op.f("ck_entry_tick_kind")
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "pupil_id"],
            ["owned.pupil.org_id", "owned.pupil.id"],
            name=op.f("fk_entry_tick_org_id_pupil_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "said_by"],
            ["owned.member.org_id", "owned.member.person_id"],
            name=op.f("fk_entry_tick_org_id_said_by"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["shared.organisation.org_id"], name=op.f("fk_entry_tick_org_id")
        ),
        sa.PrimaryKeyConstraint("org_id", "id", name=op.f("pk_entry_tick")),
        schema="owned",
    )
    op.create_index(
        op.f("ix_entry_tick_org_id_pupil_id_template_key"),
        "entry_tick",
        ["org_id", "pupil_id", "template_key"],
        schema="owned",
    )
    for statement in raise_fence(
        table="owned.entry_tick",
        columns=[
            *("org_id", "id", "pupil_id", "template_key", "kind", "code", "is_ticked", "words"),
            *("said_by", "sayer_name", "said_at"),
        ],
        app="select, insert",
    ):
        op.execute(statement)
    op.execute("alter table owned.entry_check add column answered_by text not null default ''")
    op.execute("set local role none")
