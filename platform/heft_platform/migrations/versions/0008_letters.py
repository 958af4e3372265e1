"""Letters that their organisation erases: each side its own copy."""

import sqlalchemy as sa
from alembic import op

from heft_tenants.fences import raise_fence
from heft_tenants.preparing import sql_file

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.execute("set local role heft_owner")
    op.create_table(
        "erased_letter",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("from_org", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("to_org", sa.Integer(), nullable=False),
        sa.Column("thread_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("copies", sa.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("erased_by", sa.Uuid(), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("org_id in (from_org, to_org)", name=op.f("ck_erased_letter_own_copy")),
        sa.CheckConstraint(
            "why in ('kept_long_enough', 'record_erased', 'asked_to')", name=op.f("ck_erased_letter_why")
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "erased_by"],
            ["owned.member.org_id", "owned.member.person_id"],
            name=op.f("fk_erased_letter_org_id_erased_by"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["shared.organisation.org_id"], name=op.f("fk_erased_letter_org_id")
        ),
        sa.PrimaryKeyConstraint("org_id", "from_org", "id", name=op.f("pk_erased_letter")),
        schema="owned",
    )
    op.create_index(
        op.f("ix_erased_letter_org_id_thread_id"), "erased_letter", ["org_id", "thread_id"], schema="owned"
    )
    for statement in raise_fence("owned.erased_letter", ("org_id", "from_org", "to_org"), app="select"):
        op.execute(statement)
    # What the authority made of a letter outlasts the letter, without what it said.
    op.alter_column("triage", "letter_id", nullable=True, schema="owned")
    op.execute("grant delete on owned.triage_note to heft_app, heft_worker")
    op.execute("set local role none")
    op.get_bind().connection.cursor().execute(sql_file("erased_letters"))
