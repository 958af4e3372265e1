"""How a programme begins: what is asked for and answered, what was checked, and the plans it stands beside."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from heft_tenants.fences import raise_fence as statements_of_fence

revision = "0019"
down_revision = "0018"


def raise_fence(**fence: Any) -> None:
    for statement in statements_of_fence(**fence):
        op.execute(statement)


def upgrade() -> None:
    op.execute("set local role heft_owner")
    _make_asked_for()
    _make_given_answer()
    _make_sensitive_answer()
    _make_entry_check()
    _make_reason_why_not()
    _make_plan_relation()
    _make_not_started()
    op.execute("set local role none")


def _make_asked_for() -> None:
    op.create_table(
        "asked_for",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("document", sa.Text(), server_default="", nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("place", sa.SmallInteger(), nullable=False),
        sa.Column("asked_id", sa.Uuid(), nullable=True),
        sa.Column("asked_name", sa.Text(), server_default="", nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("reminded_on", sa.Date(), nullable=True),
        sa.Column("state", sa.Text(), server_default="asked", nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("is_on_paper", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'asked') = (answered_on is null)", name=op.f("ck_asked_for_answered_on")
        ),
        sa.CheckConstraint(
            "(state in ('waived', 'not_applicable')) = (reason <> '')",
            name=op.f("ck_asked_for_left_out_with_a_reason"),
        ),
        sa.CheckConstraint("label <> ''", name=op.f("ck_asked_for_has_a_name")),
        sa.CheckConstraint(
            "state in ('asked', 'received', 'waived', 'not_applicable')", name=op.f("ck_asked_for_state")
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "asked_id"],
            ["owned.member.org_id", "owned.member.person_id"],
            name=op.f("fk_asked_for_org_id_asked_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "programme_id"],
            ["owned.programme.org_id", "owned.programme.id"],
            name=op.f("fk_asked_for_org_id_programme_id"),
        ),
        sa.ForeignKeyConstraint(["org_id"], ["shared.organisation.org_id"], name=op.f("fk_asked_for_org_id")),
        sa.PrimaryKeyConstraint("org_id", "programme_id", "id", name=op.f("pk_asked_for")),
        schema="owned",
    )
    op.create_index(
        op.f("ix_asked_for_org_id_asked_id_state"),
        "asked_for",
        ["org_id", "asked_id", "state"],
        unique=False,
        schema="owned",
    )
    raise_fence(
        table="owned.asked_for",
        columns=[
            "org_id",
            "programme_id",
            "id",
            "document",
            "label",
            "place",
            "asked_id",
            "asked_name",
            "due_on",
            "asked_on",
            "reminded_on",
            "state",
            "answered_on",
            "is_on_paper",
            "reason",
            "version",
        ],
        app="select, insert, update",
    )


def _make_given_answer() -> None:
    op.create_table(
        "given_answer",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("asked_for_id", sa.Uuid(), nullable=False),
        sa.Column("no", sa.SmallInteger(), nullable=False),
        sa.Column("answers", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("method", sa.Text(), server_default="", nullable=False),
        sa.Column("supporter", sa.Text(), server_default="", nullable=False),
        sa.Column("was_explained", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("typed_by", sa.Text(), nullable=False),
        sa.Column("typed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["org_id", "programme_id", "asked_for_id"],
            ["owned.asked_for.org_id", "owned.asked_for.programme_id", "owned.asked_for.id"],
            name=op.f("fk_given_answer_org_id_programme_id_asked_for_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "programme_id"],
            ["owned.programme.org_id", "owned.programme.id"],
            name=op.f("fk_given_answer_org_id_programme_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["shared.organisation.org_id"], name=op.f("fk_given_answer_org_id")
        ),
        sa.PrimaryKeyConstraint("org_id", "programme_id", "id", name=op.f("pk_given_answer")),
        sa.UniqueConstraint(
            "org_id",
            "programme_id",
            "asked_for_id",
            "no",
            name=op.f("uq_given_answer_org_id_programme_id_asked_for_id_no"),
        ),
        schema="owned",
    )
    raise_fence(
        table="owned.given_answer",
        columns=[
            "org_id",
            "programme_id",
            "id",
            "asked_for_id",
            "no",
            "answers",
            "method",
            "supporter",
            "was_explained",
            "typed_by",
            "typed_at",
        ],
        app="select, insert",
    )


def _make_sensitive_answer() -> None:
    op.create_table(
        "sensitive_answer",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("answer_id", sa.Uuid(), nullable=False),
        sa.Column("visibility", sa.Text(), nullable=False),
        sa.Column("answers", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.CheckConstraint(
            "visibility in ('SENSITIVE', 'SAFEGUARDING', 'LEGAL')",
            name=op.f("ck_sensitive_answer_visibility"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "programme_id", "answer_id"],
            ["owned.given_answer.org_id", "owned.given_answer.programme_id", "owned.given_answer.id"],
            name=op.f("fk_sensitive_answer_org_id_programme_id_answer_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "programme_id"],
            ["owned.programme.org_id", "owned.programme.id"],
            name=op.f("fk_sensitive_answer_org_id_programme_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["shared.organisation.org_id"], name=op.f("fk_sensitive_answer_org_id")
        ),
        sa.PrimaryKeyConstraint("org_id", "programme_id", "id", name=op.f("pk_sensitive_answer")),
        sa.UniqueConstraint(
            "org_id",
            "programme_id",
            "answer_id",
            "visibility",
            name=op.f("uq_sensitive_answer_org_id_programme_id_answer_id_visibility"),
        ),
        schema="owned",
    )
    raise_fence(
        table="owned.sensitive_answer",
        columns=["org_id", "programme_id", "id", "answer_id", "visibility", "answers"],
        app="select, insert",
    )


def _make_entry_check() -> None:
    op.create_table(
        "entry_check",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=False),
        sa.CheckConstraint("answer in ('yes', 'no')", name=op.f("ck_entry_check_answer")),
        sa.CheckConstraint("kind in ('trigger', 'prerequisite')", name=op.f("ck_entry_check_kind")),
        sa.ForeignKeyConstraint(
            ["org_id", "programme_id"],
            ["owned.programme.org_id", "owned.programme.id"],
            name=op.f("fk_entry_check_org_id_programme_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["shared.organisation.org_id"], name=op.f("fk_entry_check_org_id")
        ),
        sa.PrimaryKeyConstraint("org_id", "programme_id", "id", name=op.f("pk_entry_check")),
        schema="owned",
    )
    raise_fence(
        table="owned.entry_check",
        columns=["org_id", "programme_id", "id", "kind", "code", "label", "answer", "reason", "answered_on"],
        app="select, insert",
    )


def _make_reason_why_not() -> None:
    op.create_table(
        "reason_why_not",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("given_by", sa.Text(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_reason_why_not_says_something")),
        sa.ForeignKeyConstraint(
            ["org_id", "programme_id"],
            ["owned.programme.org_id", "owned.programme.id"],
            name=op.f("fk_reason_why_not_org_id_programme_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["shared.organisation.org_id"], name=op.f("fk_reason_why_not_org_id")
        ),
        sa.PrimaryKeyConstraint("org_id", "programme_id", "id", name=op.f("pk_reason_why_not")),
        schema="owned",
    )
    op.create_index(
        op.f("ix_reason_why_not_org_id_programme_id_about"),
        "reason_why_not",
        ["org_id", "programme_id", "about"],
        unique=False,
        schema="owned",
    )
    raise_fence(
        table="owned.reason_why_not",
        columns=["org_id", "programme_id", "id", "about", "reason", "given_by", "given_on"],
        app="select, insert",
    )


def _make_plan_relation() -> None:
    op.create_table(
        "plan_relation",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("plan_name", sa.Text(), server_default="", nullable=False),
        sa.Column("named_on", sa.Date(), nullable=False),
        sa.Column("named_by", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind in ('replaces', 'runs_beside', 'integrates', 'follows', 'may_become', 'escalates_to')",
            name=op.f("ck_plan_relation_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "programme_id"],
            ["owned.programme.org_id", "owned.programme.id"],
            name=op.f("fk_plan_relation_org_id_programme_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["shared.organisation.org_id"], name=op.f("fk_plan_relation_org_id")
        ),
        sa.PrimaryKeyConstraint("org_id", "programme_id", "id", name=op.f("pk_plan_relation")),
        schema="owned",
    )
    raise_fence(
        table="owned.plan_relation",
        columns=[
            "org_id",
            "programme_id",
            "id",
            "code",
            "kind",
            "label",
            "plan_name",
            "named_on",
            "named_by",
        ],
        app="select, insert, delete",
    )


def _make_not_started() -> None:
    op.create_table(
        "not_started",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pupil_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("instead", sa.Text(), server_default="", nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_not_started_says_something")),
        sa.ForeignKeyConstraint(
            ["org_id", "pupil_id"],
            ["owned.pupil.org_id", "owned.pupil.id"],
            name=op.f("fk_not_started_org_id_pupil_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["shared.organisation.org_id"], name=op.f("fk_not_started_org_id")
        ),
        sa.PrimaryKeyConstraint("org_id", "id", name=op.f("pk_not_started")),
        schema="owned",
    )
    op.create_index(
        op.f("ix_not_started_org_id_pupil_id"),
        "not_started",
        ["org_id", "pupil_id"],
        unique=False,
        schema="owned",
    )
    raise_fence(
        table="owned.not_started",
        columns=["org_id", "id", "pupil_id", "reason", "instead", "decided_by", "decided_on"],
        app="select, insert",
    )
