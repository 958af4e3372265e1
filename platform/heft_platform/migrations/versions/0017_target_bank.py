"""Examples of targets by need: the cluster's, and each school's own."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from heft_tenants.fences import raise_fence as statements_of_fence

revision = "0017"
down_revision = "0016"


def raise_fence(**fence: Any) -> None:
    for statement in statements_of_fence(**fence):
        op.execute(statement)


def upgrade() -> None:
    op.execute("set local role heft_owner")
    _make_bank_target()
    _make_own_bank_target()
    op.execute("set local role none")


def _make_bank_target() -> None:
    op.create_table(
        "bank_target",
        sa.Column("cluster_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("need", sa.Text(), nullable=False),
        sa.Column("phase", sa.Text(), server_default="any", nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("success", sa.Text(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("steps", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "need <> '' and statement <> '' and success <> ''", name=op.f("ck_bank_target_says_something")
        ),
        sa.CheckConstraint("phase in ('any', 'primary', 'secondary')", name=op.f("ck_bank_target_phase")),
        sa.ForeignKeyConstraint(
            ["cluster_id"], ["shared.cluster.cluster_id"], name=op.f("fk_bank_target_cluster_id")
        ),
        sa.PrimaryKeyConstraint("cluster_id", "id", name=op.f("pk_bank_target")),
        sa.UniqueConstraint("cluster_id", "statement", name=op.f("uq_bank_target_cluster_id_statement")),
        schema="shared",
    )
    op.create_index(
        op.f("ix_bank_target_cluster_id_need"),
        "bank_target",
        ["cluster_id", "need"],
        unique=False,
        schema="shared",
    )
    raise_fence(
        table="shared.bank_target",
        columns=[
            "cluster_id",
            "id",
            "need",
            "phase",
            "statement",
            "success",
            "measure",
            "steps",
            "retired_on",
            "version",
        ],
        app="select",
    )


def _make_own_bank_target() -> None:
    op.create_table(
        "own_bank_target",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("need", sa.Text(), nullable=False),
        sa.Column("phase", sa.Text(), server_default="any", nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("success", sa.Text(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("steps", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.Column("added_by", sa.Uuid(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "need <> '' and statement <> '' and success <> ''", name=op.f("ck_own_bank_target_says_something")
        ),
        sa.CheckConstraint("phase in ('any', 'primary', 'secondary')", name=op.f("ck_own_bank_target_phase")),
        sa.ForeignKeyConstraint(
            ["org_id"], ["shared.organisation.org_id"], name=op.f("fk_own_bank_target_org_id")
        ),
        sa.PrimaryKeyConstraint("org_id", "id", name=op.f("pk_own_bank_target")),
        sa.UniqueConstraint("org_id", "statement", name=op.f("uq_own_bank_target_org_id_statement")),
        schema="owned",
    )
    op.create_index(
        op.f("ix_own_bank_target_org_id_need"),
        "own_bank_target",
        ["org_id", "need"],
        unique=False,
        schema="owned",
    )
    raise_fence(
        table="owned.own_bank_target",
        columns=[
            "org_id",
            "id",
            "need",
            "phase",
            "statement",
            "success",
            "measure",
            "steps",
            "retired_on",
            "added_by",
            "added_at",
            "version",
        ],
        app="select, insert, update",
    )
