"""Files: what was uploaded, where it lies and with which key."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from heft_tenants.fences import raise_fence as statements_of_fence
from heft_tenants.preparing import sql_file

revision = "0004"
down_revision = "0003"


def raise_fence(**fence: Any) -> None:
    for statement in statements_of_fence(**fence):
        op.execute(statement)


def upgrade() -> None:
    op.execute("set local role heft_owner")
    _make_keys()
    op.execute("set local role none")
    for name in ("file_keys",):
        op.get_bind().connection.cursor().execute(sql_file(name))


def _make_keys() -> None:
    op.create_table(
        "file_key",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cluster_id", sa.Integer(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("private_key", sa.LargeBinary(), nullable=False),
        sa.Column("master_key", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("length(public_key) = 32", name=op.f("ck_file_key_x25519")),
        sa.ForeignKeyConstraint(
            ["org_id", "cluster_id"],
            ["shared.organisation.org_id", "shared.organisation.cluster_id"],
            name=op.f("fk_file_key_org_id_cluster_id"),
        ),
        sa.ForeignKeyConstraint(["org_id"], ["shared.organisation.org_id"], name=op.f("fk_file_key_org_id")),
        sa.PrimaryKeyConstraint("org_id", "id", name=op.f("pk_file_key")),
        schema="owned",
    )
    op.create_table(
        "published_key",
        sa.Column("cluster_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cluster_id"], ["shared.cluster.cluster_id"], name=op.f("fk_published_key_cluster_id")
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "cluster_id"],
            ["shared.organisation.org_id", "shared.organisation.cluster_id"],
            name=op.f("fk_published_key_org_id_cluster_id"),
        ),
        sa.PrimaryKeyConstraint("cluster_id", "org_id", "id", name=op.f("pk_published_key")),
        schema="shared",
    )
    raise_fence(
        table="owned.file_key",
        columns=["org_id", "id", "cluster_id", "public_key", "private_key", "master_key", "made_at"],
        app="select, insert",
    )
    raise_fence(
        table="shared.published_key", columns=["cluster_id", "org_id", "id", "public_key"], app="select"
    )
