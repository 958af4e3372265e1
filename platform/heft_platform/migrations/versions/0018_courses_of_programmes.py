"""The course of a programme: paused, extended, ended early, skipped, and every change as it was before and after."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from heft_tenants.fences import raise_fence

revision = "0018"
down_revision = "0017"

CLOSED = "(state = 'closed') = (num_nonnulls(verdict, early_end, merged_into_id) = 1)"
COLUMNS = (
    "org_id",
    "programme_id",
    "id",
    "kind",
    "at",
    "by_id",
    "by_name",
    "why",
    "before",
    "after",
    "undoes_id",
)


def upgrade() -> None:
    op.execute("set local role heft_owner")
    _widen_programme()
    _widen_milestone()
    _make_changes()
    op.execute("set local role none")


def _widen_programme() -> None:
    for column in (
        sa.Column("paused_on", sa.Date(), nullable=True),
        sa.Column("extended_weeks", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("times_extended", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("cycle", sa.SmallInteger(), server_default="1", nullable=False),
        sa.Column("follows_id", sa.Uuid(), nullable=True),
        sa.Column("early_end", sa.Text(), nullable=True),
        sa.Column("merged_into_id", sa.Uuid(), nullable=True),
    ):
        op.add_column("programme", column, schema="owned")
    for name in ("state", "closed_with_a_verdict"):
        op.drop_constraint(op.f(f"ck_programme_{name}"), "programme", schema="owned")
    for name, rule in (
        ("state", "state in ('preparing', 'active', 'paused', 'closed')"),
        ("paused_on", "(state = 'paused') = (paused_on is not null)"),
        ("closed_in_one_way", CLOSED),
        ("counts", "extended_weeks >= 0 and times_extended >= 0 and cycle >= 1"),
    ):
        op.create_check_constraint(op.f(f"ck_programme_{name}"), "programme", rule, schema="owned")
    for other in ("follows_id", "merged_into_id"):
        op.create_foreign_key(
            op.f(f"fk_programme_org_id_{other}"),
            "programme",
            "programme",
            ["org_id", other],
            ["org_id", "id"],
            source_schema="owned",
            referent_schema="owned",
        )
        op.create_index(
            op.f(f"ix_programme_org_id_{other}"),
            "programme",
            ["org_id", other],
            schema="owned",
            postgresql_where=sa.text(f"{other} is not null"),
        )
    op.execute(
        "grant select (paused_on, extended_weeks, times_extended, cycle, follows_id, early_end, merged_into_id)"
        " on owned.programme to heft_visitor"
    )


def _widen_milestone() -> None:
    for column in (
        sa.Column("is_optional", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("window_from", sa.Date(), nullable=True),
        sa.Column("skipped_on", sa.Date(), nullable=True),
        sa.Column("skip_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("moved_because", sa.Text(), server_default="", nullable=False),
    ):
        op.add_column("milestone", column, schema="owned")
    for name, rule in (
        ("held_or_skipped", "held_on is null or skipped_on is null"),
        ("skipped_with_a_reason", "(skipped_on is null) = (skip_reason = '')"),
    ):
        op.create_check_constraint(op.f(f"ck_milestone_{name}"), "milestone", rule, schema="owned")
    op.execute(
        "grant select (is_optional, window_from, skipped_on, skip_reason, moved_because)"
        " on owned.milestone to heft_visitor"
    )


def _make_changes() -> None:
    op.create_table(
        "programme_change",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), server_default="", nullable=False),
        sa.Column("before", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("after", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("undoes_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["org_id", "by_id"],
            ["owned.member.org_id", "owned.member.person_id"],
            name=op.f("fk_programme_change_org_id_by_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "programme_id", "undoes_id"],
            [f"owned.programme_change.{column}" for column in ("org_id", "programme_id", "id")],
            name=op.f("fk_programme_change_org_id_programme_id_undoes_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "programme_id"],
            ["owned.programme.org_id", "owned.programme.id"],
            name=op.f("fk_programme_change_org_id_programme_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["shared.organisation.org_id"], name=op.f("fk_programme_change_org_id")
        ),
        sa.PrimaryKeyConstraint("org_id", "programme_id", "id", name=op.f("pk_programme_change")),
        schema="owned",
    )
    op.create_index(
        op.f("ix_programme_change_org_id_programme_id_at"),
        "programme_change",
        ["org_id", "programme_id", "at"],
        schema="owned",
    )
    for statement in raise_fence("owned.programme_change", COLUMNS, app="select, insert"):
        op.execute(statement)
