"""Behaviour, attendance and suspensions on record; and pupils who have left."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from heft_tenants.fences import raise_fence as statements_of_fence

revision = "0010"
down_revision = "0009"


def raise_fence(**fence: Any) -> None:
    for statement in statements_of_fence(**fence):
        op.execute(statement)


def upgrade() -> None:
    op.execute("set local role heft_owner")
    op.add_column("pupil", sa.Column("left_on", sa.Date(), nullable=True), schema="owned")
    op.create_index(
        "ix_pupil_left",
        "pupil",
        ["org_id", "left_on"],
        schema="owned",
        postgresql_where=sa.text("left_on is not null"),
    )
    op.create_table(
        "incident",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.Time(), nullable=True),
        sa.Column("period", sa.Text(), server_default="", nullable=False),
        sa.Column("place", sa.Text(), server_default="", nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("kind_said", sa.Text(), server_default="", nullable=False),
        sa.Column("severity", sa.Text(), server_default="", nullable=False),
        sa.Column("antecedent", sa.Text(), server_default="", nullable=False),
        sa.Column("behaviour", sa.Text(), nullable=False),
        sa.Column("consequence", sa.Text(), server_default="", nullable=False),
        sa.Column("adults", sa.Text(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("pupil_id", sa.Uuid(), nullable=False),
        sa.Column("source", sa.Text(), server_default="typed", nullable=False),
        sa.Column("outside_id", sa.Text(), nullable=True),
        sa.Column("imported_as", sa.Text(), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("recorder_name", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by", sa.Text(), server_default="", nullable=False),
        sa.Column("withdrawn_why", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint(
            "(source = 'import') = (outside_id is not null)", name=op.f("ck_incident_imports_have_an_id")
        ),
        sa.CheckConstraint(
            "(withdrawn_at is null) = (withdrawn_why = '')", name=op.f("ck_incident_withdrawn_for_a_reason")
        ),
        sa.CheckConstraint("behaviour <> ''", name=op.f("ck_incident_says_what")),
        sa.CheckConstraint("severity in ('', 'low', 'medium', 'high')", name=op.f("ck_incident_severity")),
        sa.CheckConstraint("source in ('typed', 'import')", name=op.f("ck_incident_source")),
        sa.ForeignKeyConstraint(
            ["org_id", "pupil_id"],
            ["owned.pupil.org_id", "owned.pupil.id"],
            name=op.f("fk_incident_org_id_pupil_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "recorded_by"],
            ["owned.member.org_id", "owned.member.person_id"],
            name=op.f("fk_incident_org_id_recorded_by"),
        ),
        sa.ForeignKeyConstraint(["org_id"], ["shared.organisation.org_id"], name=op.f("fk_incident_org_id")),
        sa.PrimaryKeyConstraint("org_id", "id", name=op.f("pk_incident")),
        sa.UniqueConstraint(
            "org_id", "pupil_id", "outside_id", name=op.f("uq_incident_org_id_pupil_id_outside_id")
        ),
        schema="owned",
    )
    op.create_index(
        op.f("ix_incident_org_id_pupil_id_day"),
        "incident",
        ["org_id", "pupil_id", "day"],
        unique=False,
        schema="owned",
    )
    op.create_index(
        op.f("ix_incident_org_id_recorded_by_day"),
        "incident",
        ["org_id", "recorded_by", "day"],
        unique=False,
        schema="owned",
    )
    raise_fence(
        table="owned.incident",
        columns=[
            "org_id",
            "id",
            "day",
            "at",
            "period",
            "place",
            "kind",
            "kind_said",
            "severity",
            "antecedent",
            "behaviour",
            "consequence",
            "adults",
            "version",
            "pupil_id",
            "source",
            "outside_id",
            "imported_as",
            "recorded_by",
            "recorder_name",
            "recorded_at",
            "withdrawn_at",
            "withdrawn_by",
            "withdrawn_why",
        ],
        app="select, insert, update",
    )
    op.create_table(
        "attendance",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("possible", sa.SmallInteger(), nullable=False),
        sa.Column("attended", sa.SmallInteger(), nullable=False),
        sa.Column("authorised", sa.SmallInteger(), nullable=False),
        sa.Column("unauthorised", sa.SmallInteger(), nullable=False),
        sa.Column("late", sa.SmallInteger(), nullable=False),
        sa.Column("marks", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("pupil_id", sa.Uuid(), nullable=False),
        sa.Column("source", sa.Text(), server_default="typed", nullable=False),
        sa.Column("outside_id", sa.Text(), nullable=True),
        sa.Column("imported_as", sa.Text(), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("recorder_name", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by", sa.Text(), server_default="", nullable=False),
        sa.Column("withdrawn_why", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint(
            "(source = 'import') = (outside_id is not null)", name=op.f("ck_attendance_imports_have_an_id")
        ),
        sa.CheckConstraint(
            "(withdrawn_at is null) = (withdrawn_why = '')", name=op.f("ck_attendance_withdrawn_for_a_reason")
        ),
        sa.CheckConstraint("source in ('typed', 'import')", name=op.f("ck_attendance_source")),
        sa.CheckConstraint(
            "attended + authorised + unauthorised = possible", name=op.f("ck_attendance_adds_up")
        ),
        sa.CheckConstraint("first_on <= last_on", name=op.f("ck_attendance_in_order")),
        sa.CheckConstraint("late <= possible", name=op.f("ck_attendance_late_is_some_of_it")),
        sa.CheckConstraint(
            "least(attended, authorised, unauthorised, late) >= 0",
            name=op.f("ck_attendance_no_less_than_none"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "pupil_id"],
            ["owned.pupil.org_id", "owned.pupil.id"],
            name=op.f("fk_attendance_org_id_pupil_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "recorded_by"],
            ["owned.member.org_id", "owned.member.person_id"],
            name=op.f("fk_attendance_org_id_recorded_by"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["shared.organisation.org_id"], name=op.f("fk_attendance_org_id")
        ),
        sa.PrimaryKeyConstraint("org_id", "id", name=op.f("pk_attendance")),
        sa.UniqueConstraint(
            "org_id", "pupil_id", "outside_id", name=op.f("uq_attendance_org_id_pupil_id_outside_id")
        ),
        schema="owned",
    )
    op.create_index(
        "ix_attendance_stands",
        "attendance",
        ["org_id", "pupil_id", "first_on"],
        unique=True,
        schema="owned",
        postgresql_where=sa.text("withdrawn_at is null"),
    )
    raise_fence(
        table="owned.attendance",
        columns=[
            "org_id",
            "id",
            "first_on",
            "last_on",
            "possible",
            "attended",
            "authorised",
            "unauthorised",
            "late",
            "marks",
            "version",
            "pupil_id",
            "source",
            "outside_id",
            "imported_as",
            "recorded_by",
            "recorder_name",
            "recorded_at",
            "withdrawn_at",
            "withdrawn_by",
            "withdrawn_why",
        ],
        app="select, insert, update",
    )
    op.create_table(
        "suspension",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=True),
        sa.Column("sessions", sa.SmallInteger(), nullable=True),
        sa.Column("reasons", sa.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.Column("circumstances", sa.Text(), server_default="", nullable=False),
        sa.Column("parent_told_on", sa.Date(), nullable=True),
        sa.Column("authority_told_on", sa.Date(), nullable=True),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.Column("cancelled_on", sa.Date(), nullable=True),
        sa.Column("cancelled_why", sa.Text(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("pupil_id", sa.Uuid(), nullable=False),
        sa.Column("source", sa.Text(), server_default="typed", nullable=False),
        sa.Column("outside_id", sa.Text(), nullable=True),
        sa.Column("imported_as", sa.Text(), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("recorder_name", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by", sa.Text(), server_default="", nullable=False),
        sa.Column("withdrawn_why", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint(
            "(cancelled_on is null) = (cancelled_why = '')", name=op.f("ck_suspension_cancelled_for_a_reason")
        ),
        sa.CheckConstraint(
            "(category = 'PERM') = (last_on is null) and (category = 'PERM') = (sessions is null)",
            name=op.f("ck_suspension_permanent_has_no_end"),
        ),
        sa.CheckConstraint(
            "(source = 'import') = (outside_id is not null)", name=op.f("ck_suspension_imports_have_an_id")
        ),
        sa.CheckConstraint(
            "(withdrawn_at is null) = (withdrawn_why = '')", name=op.f("ck_suspension_withdrawn_for_a_reason")
        ),
        sa.CheckConstraint("category in ('SUSP', 'PERM', 'LNCH')", name=op.f("ck_suspension_category")),
        sa.CheckConstraint("source in ('typed', 'import')", name=op.f("ck_suspension_source")),
        sa.CheckConstraint("cardinality(reasons) <= 3", name=op.f("ck_suspension_three_reasons_at_most")),
        sa.CheckConstraint("first_on <= last_on", name=op.f("ck_suspension_in_order")),
        sa.CheckConstraint("sessions > 0", name=op.f("ck_suspension_some_sessions")),
        sa.ForeignKeyConstraint(
            ["org_id", "pupil_id"],
            ["owned.pupil.org_id", "owned.pupil.id"],
            name=op.f("fk_suspension_org_id_pupil_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "recorded_by"],
            ["owned.member.org_id", "owned.member.person_id"],
            name=op.f("fk_suspension_org_id_recorded_by"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["shared.organisation.org_id"], name=op.f("fk_suspension_org_id")
        ),
        sa.PrimaryKeyConstraint("org_id", "id", name=op.f("pk_suspension")),
        sa.UniqueConstraint(
            "org_id", "pupil_id", "outside_id", name=op.f("uq_suspension_org_id_pupil_id_outside_id")
        ),
        schema="owned",
    )
    op.create_index(
        op.f("ix_suspension_org_id_pupil_id_first_on"),
        "suspension",
        ["org_id", "pupil_id", "first_on"],
        unique=False,
        schema="owned",
    )
    raise_fence(
        table="owned.suspension",
        columns=[
            "org_id",
            "id",
            "category",
            "first_on",
            "last_on",
            "sessions",
            "reasons",
            "circumstances",
            "parent_told_on",
            "authority_told_on",
            "returned_on",
            "cancelled_on",
            "cancelled_why",
            "version",
            "pupil_id",
            "source",
            "outside_id",
            "imported_as",
            "recorded_by",
            "recorder_name",
            "recorded_at",
            "withdrawn_at",
            "withdrawn_by",
            "withdrawn_why",
        ],
        app="select, insert, update",
    )
    op.create_table(
        "record_version",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pupil_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("was", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("why", sa.Text(), server_default="", nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=False),
        sa.Column("changer_name", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind in ('incident', 'attendance', 'suspension')", name=op.f("ck_record_version_kind")
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "changed_by"],
            ["owned.member.org_id", "owned.member.person_id"],
            name=op.f("fk_record_version_org_id_changed_by"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "pupil_id"],
            ["owned.pupil.org_id", "owned.pupil.id"],
            name=op.f("fk_record_version_org_id_pupil_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["shared.organisation.org_id"], name=op.f("fk_record_version_org_id")
        ),
        sa.PrimaryKeyConstraint("org_id", "id", name=op.f("pk_record_version")),
        sa.UniqueConstraint(
            "org_id", "record_id", "version", name=op.f("uq_record_version_org_id_record_id_version")
        ),
        schema="owned",
    )
    raise_fence(
        table="owned.record_version",
        columns=[
            "org_id",
            "id",
            "pupil_id",
            "kind",
            "record_id",
            "version",
            "was",
            "why",
            "changed_by",
            "changer_name",
            "changed_at",
        ],
        app="select, insert",
    )
    op.create_table(
        "record_import",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=True),
        sa.Column("last_on", sa.Date(), nullable=True),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind in ('incident', 'attendance', 'suspension')", name=op.f("ck_record_import_kind")
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "asked_by"],
            ["owned.member.org_id", "owned.member.person_id"],
            name=op.f("fk_record_import_org_id_asked_by"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["shared.organisation.org_id"], name=op.f("fk_record_import_org_id")
        ),
        sa.PrimaryKeyConstraint("org_id", "id", name=op.f("pk_record_import")),
        schema="owned",
    )
    raise_fence(
        table="owned.record_import",
        columns=["org_id", "id", "kind", "text", "file_name", "first_on", "last_on", "asked_by", "asked_at"],
        app="select, insert, update, delete",
    )
    op.execute("set local role none")
