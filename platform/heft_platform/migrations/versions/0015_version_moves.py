"""Moves of running programmes to newer versions of their templates."""

import sqlalchemy as sa
from alembic import op

from heft_tenants.fences import raise_fence

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.execute("set local role heft_owner")
    op.create_table(
        "version_move",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cluster_id", sa.Integer(), nullable=False),
        sa.Column("from_template_id", sa.Uuid(), nullable=False),
        sa.Column("to_template_id", sa.Uuid(), nullable=False),
        sa.Column("from_version", sa.Integer(), nullable=False),
        sa.Column("to_version", sa.Integer(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("moved_by", sa.Uuid(), nullable=False),
        sa.Column("moved_by_name", sa.Text(), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("to_version > from_version", name=op.f("ck_version_move_forward")),
        sa.CheckConstraint("why <> ''", name=op.f("ck_version_move_why")),
        sa.ForeignKeyConstraint(
            ["cluster_id", "from_template_id"],
            ["shared.template.cluster_id", "shared.template.id"],
            name=op.f("fk_version_move_cluster_id_from_template_id"),
        ),
        sa.ForeignKeyConstraint(
            ["cluster_id", "to_template_id"],
            ["shared.template.cluster_id", "shared.template.id"],
            name=op.f("fk_version_move_cluster_id_to_template_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "moved_by"],
            ["owned.member.org_id", "owned.member.person_id"],
            name=op.f("fk_version_move_org_id_moved_by"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "programme_id"],
            ["owned.programme.org_id", "owned.programme.id"],
            name=op.f("fk_version_move_org_id_programme_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["shared.organisation.org_id"], name=op.f("fk_version_move_org_id")
        ),
        sa.PrimaryKeyConstraint("org_id", "programme_id", "id", name=op.f("pk_version_move")),
        schema="owned",
    )
    columns = (
        *("org_id", "programme_id", "id", "cluster_id", "from_template_id", "to_template_id"),
        *("from_version", "to_version", "before", "why", "moved_by", "moved_by_name", "moved_at"),
    )
    for statement in raise_fence("owned.version_move", columns, app="select, insert"):
        op.execute(statement)
    op.execute("grant delete on owned.milestone to heft_app, heft_worker")
    # The order of choices is part of a template, and JSONB would forget it.
    op.execute("alter table owned.programme alter template type json using template::json")
    op.execute("set local role none")
