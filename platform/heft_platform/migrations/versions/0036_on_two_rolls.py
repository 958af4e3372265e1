"""Pupils on the roll of two places: what the school’s own system says, and what was written down of the other one."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from heft_tenants.fences import raise_fence

revision = "0036"
down_revision = "0035"


def upgrade() -> None:
    op.execute("set local role heft_owner")
    op.execute("alter table owned.pupil add column enrolment text not null default ''")
    op.create_table(
        "dual_registration",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("pupil_id", sa.Uuid(), nullable=False),
        sa.Column("is_taken_out", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("written_by", sa.Uuid(), nullable=False),
        sa.Column("writer_name", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_main", sa.Boolean(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("arrangement", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("days", postgresql.JSONB(), nullable=False),
        sa.Column("contact", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("place <> ''", name=op.f("ck_dual_registration_says_where")),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_dual_registration_ends_after_it_starts")),
        sa.ForeignKeyConstraint(
            ["org_id", "pupil_id"],
            ["owned.pupil.org_id", "owned.pupil.id"],
            name=op.f("fk_dual_registration_org_id_pupil_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "written_by"],
            ["owned.member.org_id", "owned.member.person_id"],
            name=op.f("fk_dual_registration_org_id_written_by"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["shared.organisation.org_id"], name=op.f("fk_dual_registration_org_id")
        ),
        sa.PrimaryKeyConstraint("org_id", "id", "version", name=op.f("pk_dual_registration")),
        schema="owned",
    )
    op.create_index(
        op.f("ix_dual_registration_org_id_pupil_id"),
        "dual_registration",
        ["org_id", "pupil_id"],
        schema="owned",
    )
    for statement in raise_fence(
        table="owned.dual_registration",
        columns=[
            *(
                "org_id",
                "id",
                "version",
                "pupil_id",
                "is_taken_out",
                "written_by",
                "writer_name",
                "written_at",
            ),
            *("is_main", "place", "arrangement", "starts_on", "ends_on", "days", "contact"),
        ],
        app="select, insert",
    ):
        op.execute(statement)
    op.execute("set local role none")
