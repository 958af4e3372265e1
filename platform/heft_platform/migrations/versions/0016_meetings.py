"""Meetings of every kind: how they are prepared, what was said and decided, and on what a programme is judged."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from heft_tenants.fences import raise_fence as statements_of_fence

revision = "0016"
down_revision = "0015"


def raise_fence(**fence: Any) -> None:
    for statement in statements_of_fence(**fence):
        op.execute(statement)


def upgrade() -> None:
    op.execute("set local role heft_owner")
    _make_meeting_plan()
    _make_invited_person()
    _make_invitation_step()
    _make_meeting_draft()
    _make_meeting_record()
    _make_meeting_remark()
    _make_verdict_evidence()
    _widen_results()
    op.execute("set local role none")


def _make_meeting_plan() -> None:
    op.create_table(
        "meeting_plan",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("milestone_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("starts_at", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("privacy", sa.Text(), nullable=False),
        sa.Column("access", sa.Text(), nullable=False),
        sa.Column("interpreter", sa.Text(), nullable=False),
        sa.Column("other_times", sa.Text(), nullable=False),
        sa.Column("chair", sa.Text(), nullable=False),
        sa.Column("note_taker", sa.Text(), nullable=False),
        sa.Column("pupil_part", sa.Text(), nullable=False),
        sa.Column("pupil_part_why", sa.Text(), nullable=False),
        sa.Column("pupil_items", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("papers", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("family_gap", sa.Text(), nullable=False),
        sa.Column("saved_by", sa.Uuid(), nullable=False),
        sa.Column("saver_name", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("mode in ('in_person', 'phone', 'video')", name=op.f("ck_meeting_plan_mode")),
        sa.CheckConstraint(
            "pupil_part in ('', 'full', 'part', 'views_only', 'not_there')",
            name=op.f("ck_meeting_plan_pupil_part"),
        ),
        sa.CheckConstraint("version > 0", name=op.f("ck_meeting_plan_version")),
        sa.ForeignKeyConstraint(
            ["org_id", "programme_id", "milestone_id"],
            ["owned.milestone.org_id", "owned.milestone.programme_id", "owned.milestone.id"],
            name=op.f("fk_meeting_plan_org_id_programme_id_milestone_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "saved_by"],
            ["owned.member.org_id", "owned.member.person_id"],
            name=op.f("fk_meeting_plan_org_id_saved_by"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["shared.organisation.org_id"], name=op.f("fk_meeting_plan_org_id")
        ),
        sa.PrimaryKeyConstraint(
            "org_id", "programme_id", "milestone_id", "version", name=op.f("pk_meeting_plan")
        ),
        schema="owned",
    )
    raise_fence(
        table="owned.meeting_plan",
        columns=[
            "org_id",
            "programme_id",
            "milestone_id",
            "version",
            "starts_at",
            "mode",
            "place",
            "privacy",
            "access",
            "interpreter",
            "other_times",
            "chair",
            "note_taker",
            "pupil_part",
            "pupil_part_why",
            "pupil_items",
            "papers",
            "family_gap",
            "saved_by",
            "saver_name",
            "saved_at",
        ],
        app="select, insert",
    )


def _make_invited_person() -> None:
    op.create_table(
        "invited_person",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("milestone_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("role_label", sa.Text(), nullable=False),
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_invited_person_has_a_name")),
        sa.ForeignKeyConstraint(
            ["org_id", "programme_id", "milestone_id"],
            ["owned.milestone.org_id", "owned.milestone.programme_id", "owned.milestone.id"],
            name=op.f("fk_invited_person_org_id_programme_id_milestone_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["shared.organisation.org_id"], name=op.f("fk_invited_person_org_id")
        ),
        sa.PrimaryKeyConstraint("org_id", "programme_id", "id", name=op.f("pk_invited_person")),
        schema="owned",
    )
    op.create_index(
        op.f("ix_invited_person_org_id_programme_id_milestone_id"),
        "invited_person",
        ["org_id", "programme_id", "milestone_id"],
        unique=False,
        schema="owned",
    )
    raise_fence(
        table="owned.invited_person",
        columns=[
            "org_id",
            "programme_id",
            "id",
            "milestone_id",
            "role",
            "role_label",
            "party",
            "name",
            "contact",
        ],
        app="select, insert",
    )


def _make_invitation_step() -> None:
    op.create_table(
        "invitation_step",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("invited_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "kind in ('sent', 'comes', 'sends_views', 'cannot', 'taken_back')",
            name=op.f("ck_invitation_step_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "by_id"],
            ["owned.member.org_id", "owned.member.person_id"],
            name=op.f("fk_invitation_step_org_id_by_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "programme_id", "invited_id"],
            ["owned.invited_person.org_id", "owned.invited_person.programme_id", "owned.invited_person.id"],
            name=op.f("fk_invitation_step_org_id_programme_id_invited_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["shared.organisation.org_id"], name=op.f("fk_invitation_step_org_id")
        ),
        sa.PrimaryKeyConstraint("org_id", "programme_id", "id", name=op.f("pk_invitation_step")),
        schema="owned",
    )
    op.create_index(
        op.f("ix_invitation_step_org_id_programme_id_invited_id"),
        "invitation_step",
        ["org_id", "programme_id", "invited_id"],
        unique=False,
        schema="owned",
    )
    raise_fence(
        table="owned.invitation_step",
        columns=[
            "org_id",
            "programme_id",
            "id",
            "invited_id",
            "kind",
            "on_day",
            "words",
            "by_id",
            "by_name",
            "at",
        ],
        app="select, insert",
    )


def _make_meeting_draft() -> None:
    op.create_table(
        "meeting_draft",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("milestone_id", sa.Uuid(), nullable=False),
        sa.Column("answers", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("saved_by", sa.Uuid(), nullable=False),
        sa.Column("saver_name", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["org_id", "programme_id", "milestone_id"],
            ["owned.milestone.org_id", "owned.milestone.programme_id", "owned.milestone.id"],
            name=op.f("fk_meeting_draft_org_id_programme_id_milestone_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "saved_by"],
            ["owned.member.org_id", "owned.member.person_id"],
            name=op.f("fk_meeting_draft_org_id_saved_by"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["shared.organisation.org_id"], name=op.f("fk_meeting_draft_org_id")
        ),
        sa.PrimaryKeyConstraint("org_id", "programme_id", "milestone_id", name=op.f("pk_meeting_draft")),
        schema="owned",
    )
    raise_fence(
        table="owned.meeting_draft",
        columns=[
            "org_id",
            "programme_id",
            "milestone_id",
            "answers",
            "saved_by",
            "saver_name",
            "saved_at",
            "version",
        ],
        app="select, insert, update, delete",
    )


def _make_meeting_record() -> None:
    op.create_table(
        "meeting_record",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("review_id", sa.Uuid(), nullable=False),
        sa.Column("chair", sa.Text(), nullable=False),
        sa.Column("note_taker", sa.Text(), nullable=False),
        sa.Column("decisions", sa.Text(), nullable=False),
        sa.Column("parked", sa.Text(), nullable=False),
        sa.Column("further_measures", sa.Text(), nullable=False),
        sa.Column("control", sa.SmallInteger(), nullable=True),
        sa.Column("outlook", sa.Text(), nullable=False),
        sa.Column("alternatives", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("family_gap", sa.Text(), nullable=False),
        sa.Column("why_day", sa.Text(), nullable=False),
        sa.Column("attendance", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("words", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.CheckConstraint(
            "outlook in ('', 'likely', 'unsure', 'unlikely')", name=op.f("ck_meeting_record_outlook")
        ),
        sa.CheckConstraint("control between 0 and 10", name=op.f("ck_meeting_record_control")),
        sa.ForeignKeyConstraint(
            ["org_id", "programme_id", "review_id"],
            ["owned.review.org_id", "owned.review.programme_id", "owned.review.id"],
            name=op.f("fk_meeting_record_org_id_programme_id_review_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["shared.organisation.org_id"], name=op.f("fk_meeting_record_org_id")
        ),
        sa.PrimaryKeyConstraint("org_id", "programme_id", "review_id", name=op.f("pk_meeting_record")),
        schema="owned",
    )
    raise_fence(
        table="owned.meeting_record",
        columns=[
            "org_id",
            "programme_id",
            "review_id",
            "chair",
            "note_taker",
            "decisions",
            "parked",
            "further_measures",
            "control",
            "outlook",
            "alternatives",
            "family_gap",
            "why_day",
            "attendance",
            "words",
        ],
        app="select, insert",
    )


def _make_meeting_remark() -> None:
    op.create_table(
        "meeting_remark",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("review_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("author_name", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.CheckConstraint("body <> ''", name=op.f("ck_meeting_remark_says_something")),
        sa.ForeignKeyConstraint(
            ["org_id", "author_id"],
            ["owned.member.org_id", "owned.member.person_id"],
            name=op.f("fk_meeting_remark_org_id_author_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "programme_id", "review_id"],
            ["owned.review.org_id", "owned.review.programme_id", "owned.review.id"],
            name=op.f("fk_meeting_remark_org_id_programme_id_review_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["shared.organisation.org_id"], name=op.f("fk_meeting_remark_org_id")
        ),
        sa.PrimaryKeyConstraint("org_id", "programme_id", "id", name=op.f("pk_meeting_remark")),
        schema="owned",
    )
    op.create_index(
        op.f("ix_meeting_remark_org_id_programme_id_review_id"),
        "meeting_remark",
        ["org_id", "programme_id", "review_id"],
        unique=False,
        schema="owned",
    )
    raise_fence(
        table="owned.meeting_remark",
        columns=[
            "org_id",
            "programme_id",
            "id",
            "review_id",
            "author_id",
            "author_name",
            "written_at",
            "body",
        ],
        app="select, insert",
    )


def _make_verdict_evidence() -> None:
    op.create_table(
        "verdict_evidence",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("evidence", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("credit", sa.Text(), nullable=False),
        sa.Column("support", sa.Text(), nullable=False),
        sa.Column("left_out", sa.Text(), nullable=False),
        sa.Column("after_care_until", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=False),
        sa.Column("decider_name", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("verdict <> ''", name=op.f("ck_verdict_evidence_says_how_it_went")),
        sa.ForeignKeyConstraint(
            ["org_id", "decided_by"],
            ["owned.member.org_id", "owned.member.person_id"],
            name=op.f("fk_verdict_evidence_org_id_decided_by"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "programme_id"],
            ["owned.programme.org_id", "owned.programme.id"],
            name=op.f("fk_verdict_evidence_org_id_programme_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["shared.organisation.org_id"], name=op.f("fk_verdict_evidence_org_id")
        ),
        sa.PrimaryKeyConstraint("org_id", "programme_id", "id", name=op.f("pk_verdict_evidence")),
        schema="owned",
    )
    raise_fence(
        table="owned.verdict_evidence",
        columns=[
            "org_id",
            "programme_id",
            "id",
            "verdict",
            "evidence",
            "credit",
            "support",
            "left_out",
            "after_care_until",
            "decided_by",
            "decider_name",
            "decided_at",
        ],
        app="select, insert",
    )


def _widen_results() -> None:
    """Let a review say what shows a result, and do more with a target than keep, harden, reword or drop it."""
    for table, column in (("reviewed_target", "evidence"), ("reviewed_commitment", "comment")):
        op.add_column(table, sa.Column(column, sa.Text(), server_default="", nullable=False), schema="owned")
        op.execute(f"grant select ({column}) on owned.{table} to heft_visitor")
    op.drop_constraint(op.f("ck_reviewed_target_change"), "reviewed_target", schema="owned")
    op.create_check_constraint(
        op.f("ck_reviewed_target_change"),
        "reviewed_target",
        "change in ('keep', 'harder', 'easier', 'revise', 'replace', 'drop')",
        schema="owned",
    )
