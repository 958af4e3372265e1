"""The picture of a pupil, the help they get, their timetable, and scores of measures."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from heft_tenants.fences import raise_fence as statements_of_fence

revision = "0013"
down_revision = "0012"


def raise_fence(**fence: Any) -> None:
    for statement in statements_of_fence(**fence):
        op.execute(statement)


def upgrade() -> None:
    op.execute("set local role heft_owner")
    _make_picture()
    _make_provision()
    _make_measures()
    op.execute("set local role none")


def _make_picture() -> None:
    op.create_table(
        "briefing_area",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("answers", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("source", sa.Text(), server_default="", nullable=False),
        sa.Column("pupil_id", sa.Uuid(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("version", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("written_by", sa.Uuid(), nullable=False),
        sa.Column("writer_name", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["org_id", "pupil_id"],
            ["owned.pupil.org_id", "owned.pupil.id"],
            name=op.f("fk_briefing_area_org_id_pupil_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "written_by"],
            ["owned.member.org_id", "owned.member.person_id"],
            name=op.f("fk_briefing_area_org_id_written_by"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["shared.organisation.org_id"], name=op.f("fk_briefing_area_org_id")
        ),
        sa.PrimaryKeyConstraint("org_id", "pupil_id", "area", "version", name=op.f("pk_briefing_area")),
        schema="owned",
    )
    raise_fence(
        table="owned.briefing_area",
        columns=[
            "org_id",
            "answers",
            "source",
            "pupil_id",
            "area",
            "version",
            "written_by",
            "writer_name",
            "written_at",
        ],
        app="select, insert",
    )
    op.create_table(
        "pastoral_area",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("answers", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("source", sa.Text(), server_default="", nullable=False),
        sa.Column("pupil_id", sa.Uuid(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("version", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("written_by", sa.Uuid(), nullable=False),
        sa.Column("writer_name", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["org_id", "pupil_id"],
            ["owned.pupil.org_id", "owned.pupil.id"],
            name=op.f("fk_pastoral_area_org_id_pupil_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "written_by"],
            ["owned.member.org_id", "owned.member.person_id"],
            name=op.f("fk_pastoral_area_org_id_written_by"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["shared.organisation.org_id"], name=op.f("fk_pastoral_area_org_id")
        ),
        sa.PrimaryKeyConstraint("org_id", "pupil_id", "area", "version", name=op.f("pk_pastoral_area")),
        schema="owned",
    )
    raise_fence(
        table="owned.pastoral_area",
        columns=[
            "org_id",
            "answers",
            "source",
            "pupil_id",
            "area",
            "version",
            "written_by",
            "writer_name",
            "written_at",
        ],
        app="select, insert",
    )
    op.create_table(
        "sensitive_area",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("answers", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("source", sa.Text(), server_default="", nullable=False),
        sa.Column("pupil_id", sa.Uuid(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("version", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("written_by", sa.Uuid(), nullable=False),
        sa.Column("writer_name", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["org_id", "pupil_id"],
            ["owned.pupil.org_id", "owned.pupil.id"],
            name=op.f("fk_sensitive_area_org_id_pupil_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "written_by"],
            ["owned.member.org_id", "owned.member.person_id"],
            name=op.f("fk_sensitive_area_org_id_written_by"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["shared.organisation.org_id"], name=op.f("fk_sensitive_area_org_id")
        ),
        sa.PrimaryKeyConstraint("org_id", "pupil_id", "area", "version", name=op.f("pk_sensitive_area")),
        schema="owned",
    )
    raise_fence(
        table="owned.sensitive_area",
        columns=[
            "org_id",
            "answers",
            "source",
            "pupil_id",
            "area",
            "version",
            "written_by",
            "writer_name",
            "written_at",
        ],
        app="select, insert",
    )
    op.create_table(
        "safeguarding_area",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("answers", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("source", sa.Text(), server_default="", nullable=False),
        sa.Column("pupil_id", sa.Uuid(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("version", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("written_by", sa.Uuid(), nullable=False),
        sa.Column("writer_name", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["org_id", "pupil_id"],
            ["owned.pupil.org_id", "owned.pupil.id"],
            name=op.f("fk_safeguarding_area_org_id_pupil_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "written_by"],
            ["owned.member.org_id", "owned.member.person_id"],
            name=op.f("fk_safeguarding_area_org_id_written_by"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["shared.organisation.org_id"], name=op.f("fk_safeguarding_area_org_id")
        ),
        sa.PrimaryKeyConstraint("org_id", "pupil_id", "area", "version", name=op.f("pk_safeguarding_area")),
        schema="owned",
    )
    raise_fence(
        table="owned.safeguarding_area",
        columns=[
            "org_id",
            "answers",
            "source",
            "pupil_id",
            "area",
            "version",
            "written_by",
            "writer_name",
            "written_at",
        ],
        app="select, insert",
    )
    op.create_table(
        "contribution",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("setting", sa.Text(), nullable=False),
        sa.Column("said_by", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("to_be_different", sa.Text(), server_default="", nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("pupil_id", sa.Uuid(), nullable=False),
        sa.Column("is_taken_out", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("written_by", sa.Uuid(), nullable=False),
        sa.Column("writer_name", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(kind = 'concern') = (to_be_different <> '')", name=op.f("ck_contribution_says_what_must_change")
        ),
        sa.CheckConstraint(
            "(kind = 'strength') = (setting in ('in_school', 'out_of_school'))",
            name=op.f("ck_contribution_setting_of_kind"),
        ),
        sa.CheckConstraint("kind in ('strength', 'concern')", name=op.f("ck_contribution_kind")),
        sa.CheckConstraint(
            "setting in ('in_school', 'out_of_school', 'learning', 'social')",
            name=op.f("ck_contribution_setting"),
        ),
        sa.CheckConstraint("what <> '' and said_by <> ''", name=op.f("ck_contribution_says_something")),
        sa.ForeignKeyConstraint(
            ["org_id", "pupil_id"],
            ["owned.pupil.org_id", "owned.pupil.id"],
            name=op.f("fk_contribution_org_id_pupil_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "written_by"],
            ["owned.member.org_id", "owned.member.person_id"],
            name=op.f("fk_contribution_org_id_written_by"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["shared.organisation.org_id"], name=op.f("fk_contribution_org_id")
        ),
        sa.PrimaryKeyConstraint("org_id", "id", "version", name=op.f("pk_contribution")),
        schema="owned",
    )
    op.create_index(
        op.f("ix_contribution_org_id_pupil_id"),
        "contribution",
        ["org_id", "pupil_id"],
        unique=False,
        schema="owned",
    )
    raise_fence(
        table="owned.contribution",
        columns=[
            "org_id",
            "kind",
            "setting",
            "said_by",
            "what",
            "to_be_different",
            "id",
            "version",
            "pupil_id",
            "is_taken_out",
            "written_by",
            "writer_name",
            "written_at",
        ],
        app="select, insert",
    )
    op.create_table(
        "consultation",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("how", sa.Text(), server_default="", nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("pupil_id", sa.Uuid(), nullable=False),
        sa.Column("is_taken_out", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("written_by", sa.Uuid(), nullable=False),
        sa.Column("writer_name", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "party in ('pupil', 'family', 'staff', 'agency')", name=op.f("ck_consultation_party")
        ),
        sa.CheckConstraint("person <> '' and outcome <> ''", name=op.f("ck_consultation_says_something")),
        sa.ForeignKeyConstraint(
            ["org_id", "pupil_id"],
            ["owned.pupil.org_id", "owned.pupil.id"],
            name=op.f("fk_consultation_org_id_pupil_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "written_by"],
            ["owned.member.org_id", "owned.member.person_id"],
            name=op.f("fk_consultation_org_id_written_by"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["shared.organisation.org_id"], name=op.f("fk_consultation_org_id")
        ),
        sa.PrimaryKeyConstraint("org_id", "id", "version", name=op.f("pk_consultation")),
        schema="owned",
    )
    op.create_index(
        op.f("ix_consultation_org_id_pupil_id"),
        "consultation",
        ["org_id", "pupil_id"],
        unique=False,
        schema="owned",
    )
    raise_fence(
        table="owned.consultation",
        columns=[
            "org_id",
            "on_day",
            "party",
            "person",
            "how",
            "outcome",
            "id",
            "version",
            "pupil_id",
            "is_taken_out",
            "written_by",
            "writer_name",
            "written_at",
        ],
        app="select, insert",
    )
    op.create_table(
        "other_plan",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("where_it_is", sa.Text(), server_default="", nullable=False),
        sa.Column("about", sa.Text(), server_default="", nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("pupil_id", sa.Uuid(), nullable=False),
        sa.Column("is_taken_out", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("written_by", sa.Uuid(), nullable=False),
        sa.Column("writer_name", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("holder <> ''", name=op.f("ck_other_plan_is_held_by_somebody")),
        sa.CheckConstraint(
            "relation in ('runs_beside', 'replaced', 'integrated')", name=op.f("ck_other_plan_relation")
        ),
        sa.CheckConstraint(
            "ends_on is null or starts_on is null or ends_on >= starts_on",
            name=op.f("ck_other_plan_ends_after_it_starts"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "file_id"],
            ["owned.file.org_id", "owned.file.id"],
            name=op.f("fk_other_plan_org_id_file_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "pupil_id"],
            ["owned.pupil.org_id", "owned.pupil.id"],
            name=op.f("fk_other_plan_org_id_pupil_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "written_by"],
            ["owned.member.org_id", "owned.member.person_id"],
            name=op.f("fk_other_plan_org_id_written_by"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["shared.organisation.org_id"], name=op.f("fk_other_plan_org_id")
        ),
        sa.PrimaryKeyConstraint("org_id", "id", "version", name=op.f("pk_other_plan")),
        schema="owned",
    )
    op.create_index(
        op.f("ix_other_plan_org_id_pupil_id"),
        "other_plan",
        ["org_id", "pupil_id"],
        unique=False,
        schema="owned",
    )
    raise_fence(
        table="owned.other_plan",
        columns=[
            "org_id",
            "kind",
            "holder",
            "starts_on",
            "ends_on",
            "relation",
            "where_it_is",
            "about",
            "file_id",
            "id",
            "version",
            "pupil_id",
            "is_taken_out",
            "written_by",
            "writer_name",
            "written_at",
        ],
        app="select, insert",
    )


def _make_provision() -> None:
    op.create_table(
        "intervention",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("wave", sa.SmallInteger(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), server_default="", nullable=False),
        sa.Column("is_taken_out", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("written_by", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("name <> '' and evidence <> ''", name=op.f("ck_intervention_says_what_is_known")),
        sa.CheckConstraint("wave between 1 and 3", name=op.f("ck_intervention_wave")),
        sa.ForeignKeyConstraint(
            ["org_id", "written_by"],
            ["owned.member.org_id", "owned.member.person_id"],
            name=op.f("fk_intervention_org_id_written_by"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["shared.organisation.org_id"], name=op.f("fk_intervention_org_id")
        ),
        sa.PrimaryKeyConstraint("org_id", "id", name=op.f("pk_intervention")),
        schema="owned",
    )
    raise_fence(
        table="owned.intervention",
        columns=[
            "org_id",
            "id",
            "name",
            "wave",
            "evidence",
            "link",
            "is_taken_out",
            "written_by",
            "written_at",
        ],
        app="select, insert, update (is_taken_out)",
    )
    op.create_table(
        "provision",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("wave", sa.SmallInteger(), nullable=False),
        sa.Column("intervention_id", sa.Uuid(), nullable=True),
        sa.Column("who", sa.Text(), server_default="", nullable=False),
        sa.Column("how_often", sa.Text(), server_default="", nullable=False),
        sa.Column("hours", sa.Numeric(precision=4, scale=2), nullable=True),
        sa.Column("cost_pence", sa.Integer(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("is_earlier", sa.Boolean(), nullable=False),
        sa.Column("impact", sa.SmallInteger(), nullable=True),
        sa.Column("impact_words", sa.Text(), server_default="", nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("pupil_id", sa.Uuid(), nullable=False),
        sa.Column("is_taken_out", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("written_by", sa.Uuid(), nullable=False),
        sa.Column("writer_name", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "not is_earlier or impact_words <> ''", name=op.f("ck_provision_earlier_says_what_came_of_it")
        ),
        sa.CheckConstraint("what <> '' and why <> ''", name=op.f("ck_provision_says_what_and_why")),
        sa.CheckConstraint("cost_pence >= 0", name=op.f("ck_provision_cost")),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_provision_ends_after_it_starts")),
        sa.CheckConstraint("hours >= 0 and hours <= 40", name=op.f("ck_provision_hours")),
        sa.CheckConstraint("impact between -2 and 2", name=op.f("ck_provision_impact")),
        sa.CheckConstraint("is_earlier or starts_on is not null", name=op.f("ck_provision_starts")),
        sa.CheckConstraint("wave between 1 and 3", name=op.f("ck_provision_wave")),
        sa.ForeignKeyConstraint(
            ["org_id", "intervention_id"],
            ["owned.intervention.org_id", "owned.intervention.id"],
            name=op.f("fk_provision_org_id_intervention_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "pupil_id"],
            ["owned.pupil.org_id", "owned.pupil.id"],
            name=op.f("fk_provision_org_id_pupil_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "written_by"],
            ["owned.member.org_id", "owned.member.person_id"],
            name=op.f("fk_provision_org_id_written_by"),
        ),
        sa.ForeignKeyConstraint(["org_id"], ["shared.organisation.org_id"], name=op.f("fk_provision_org_id")),
        sa.PrimaryKeyConstraint("org_id", "id", "version", name=op.f("pk_provision")),
        schema="owned",
    )
    op.create_index(
        op.f("ix_provision_org_id_pupil_id"),
        "provision",
        ["org_id", "pupil_id"],
        unique=False,
        schema="owned",
    )
    raise_fence(
        table="owned.provision",
        columns=[
            "org_id",
            "what",
            "category",
            "wave",
            "intervention_id",
            "who",
            "how_often",
            "hours",
            "cost_pence",
            "starts_on",
            "ends_on",
            "why",
            "is_earlier",
            "impact",
            "impact_words",
            "id",
            "version",
            "pupil_id",
            "is_taken_out",
            "written_by",
            "writer_name",
            "written_at",
        ],
        app="select, insert",
    )
    op.create_table(
        "timetable",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("is_part_time", sa.Boolean(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("risk", sa.Text(), server_default="", nullable=False),
        sa.Column("agreed_by", sa.Text(), server_default="", nullable=False),
        sa.Column("agreed_how", sa.Text(), server_default="", nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("periods", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("changes", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("pupil_id", sa.Uuid(), nullable=False),
        sa.Column("is_taken_out", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("written_by", sa.Uuid(), nullable=False),
        sa.Column("writer_name", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "not is_part_time or risk <> '' and agreed_by <> '' and agreed_how <> '' and agreed_on is not null",
            name=op.f("ck_timetable_part_time_is_agreed"),
        ),
        sa.CheckConstraint("why <> ''", name=op.f("ck_timetable_says_why")),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_timetable_ends_after_it_starts")),
        sa.CheckConstraint(
            "not is_part_time or ends_on is not null and ends_on <= starts_on + 42 and review_on is not null",
            name=op.f("ck_timetable_part_time_ends_within_six_weeks"),
        ),
        sa.CheckConstraint(
            "review_on between starts_on and ends_on", name=op.f("ck_timetable_review_while_it_lasts")
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "pupil_id"],
            ["owned.pupil.org_id", "owned.pupil.id"],
            name=op.f("fk_timetable_org_id_pupil_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "written_by"],
            ["owned.member.org_id", "owned.member.person_id"],
            name=op.f("fk_timetable_org_id_written_by"),
        ),
        sa.ForeignKeyConstraint(["org_id"], ["shared.organisation.org_id"], name=op.f("fk_timetable_org_id")),
        sa.PrimaryKeyConstraint("org_id", "id", "version", name=op.f("pk_timetable")),
        schema="owned",
    )
    op.create_index(
        op.f("ix_timetable_org_id_pupil_id"),
        "timetable",
        ["org_id", "pupil_id"],
        unique=False,
        schema="owned",
    )
    raise_fence(
        table="owned.timetable",
        columns=[
            "org_id",
            "starts_on",
            "ends_on",
            "review_on",
            "is_part_time",
            "why",
            "risk",
            "agreed_by",
            "agreed_how",
            "agreed_on",
            "periods",
            "changes",
            "id",
            "version",
            "pupil_id",
            "is_taken_out",
            "written_by",
            "writer_name",
            "written_at",
        ],
        app="select, insert",
    )


def _make_measures() -> None:
    op.create_table(
        "measure",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("tool", sa.Text(), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("rater", sa.Text(), nullable=False),
        sa.Column("rater_name", sa.Text(), server_default="", nullable=False),
        sa.Column("about", sa.Text(), server_default="", nullable=False),
        sa.Column("scores", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("pupil_id", sa.Uuid(), nullable=False),
        sa.Column("is_taken_out", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("written_by", sa.Uuid(), nullable=False),
        sa.Column("writer_name", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(tool in ('gas', 'tme')) = (about <> '')", name=op.f("ck_measure_about_a_target")
        ),
        sa.CheckConstraint(
            "rater in ('parent', 'teacher', 'self', 'together')", name=op.f("ck_measure_rater")
        ),
        sa.CheckConstraint("scores <> '{}'", name=op.f("ck_measure_has_scores")),
        sa.CheckConstraint("tool in ('sdq', 'boxall', 'leuven', 'gas', 'tme')", name=op.f("ck_measure_tool")),
        sa.ForeignKeyConstraint(
            ["org_id", "pupil_id"],
            ["owned.pupil.org_id", "owned.pupil.id"],
            name=op.f("fk_measure_org_id_pupil_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "written_by"],
            ["owned.member.org_id", "owned.member.person_id"],
            name=op.f("fk_measure_org_id_written_by"),
        ),
        sa.ForeignKeyConstraint(["org_id"], ["shared.organisation.org_id"], name=op.f("fk_measure_org_id")),
        sa.PrimaryKeyConstraint("org_id", "id", "version", name=op.f("pk_measure")),
        schema="owned",
    )
    op.create_index(
        op.f("ix_measure_org_id_pupil_id"), "measure", ["org_id", "pupil_id"], unique=False, schema="owned"
    )
    raise_fence(
        table="owned.measure",
        columns=[
            "org_id",
            "tool",
            "edition",
            "taken_on",
            "rater",
            "rater_name",
            "about",
            "scores",
            "note",
            "id",
            "version",
            "pupil_id",
            "is_taken_out",
            "written_by",
            "writer_name",
            "written_at",
        ],
        app="select, insert",
    )
