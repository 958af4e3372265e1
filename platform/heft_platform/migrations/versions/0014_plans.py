"""Plans: small steps, horizons and history of targets, reasons, and the versions that people agreed to."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from heft_tenants.fences import raise_fence as statements_of_fence

revision = "0014"
down_revision = "0013"

NEW_IN_TARGET = ("horizon", "pupil_words", "smart", "help", "review_on", "replaces_id")
A_PARTY = "party in ('school', 'family', 'pupil', 'agency', 'la', 'independent')"


def raise_fence(**fence: Any) -> None:
    for statement in statements_of_fence(**fence):
        op.execute(statement)


def upgrade() -> None:
    op.execute("set local role heft_owner")
    _widen_target()
    _widen_commitment()
    _make_target_step()
    _make_target_version()
    _make_commitment_version()
    _make_no_promise()
    _make_plan_version()
    _make_agreement()
    op.execute("set local role none")


def _widen_target() -> None:
    for column in (
        sa.Column("horizon", sa.Text(), server_default="short", nullable=False),
        sa.Column("pupil_words", sa.Text(), server_default="", nullable=False),
        sa.Column("smart", postgresql.JSONB(), server_default="{}", nullable=False),
        sa.Column("help", sa.Text(), server_default="", nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("replaces_id", sa.Uuid(), nullable=True),
    ):
        op.add_column("target", column, schema="owned")
    op.create_check_constraint(
        op.f("ck_target_horizon"), "target", "horizon in ('short', 'long')", schema="owned"
    )
    op.create_check_constraint(
        op.f("ck_target_replaces_another"), "target", "replaces_id <> id", schema="owned"
    )
    op.create_foreign_key(
        op.f("fk_target_org_id_programme_id_replaces_id"),
        "target",
        "target",
        ["org_id", "programme_id", "replaces_id"],
        ["org_id", "programme_id", "id"],
        source_schema="owned",
        referent_schema="owned",
    )
    op.execute(f"grant select ({', '.join(NEW_IN_TARGET)}) on owned.target to heft_visitor")


def _widen_commitment() -> None:
    op.add_column(
        "commitment",
        sa.Column("is_additional", sa.Boolean(), server_default="false", nullable=False),
        schema="owned",
    )
    op.drop_constraint(op.f("ck_commitment_party"), "commitment", schema="owned")
    op.create_check_constraint(op.f("ck_commitment_party"), "commitment", A_PARTY, schema="owned")
    op.create_check_constraint(
        op.f("ck_commitment_additional_of_school"),
        "commitment",
        "not is_additional or party = 'school'",
        schema="owned",
    )
    op.execute("grant select (is_additional) on owned.commitment to heft_visitor")


def _make_target_step() -> None:
    op.create_table(
        "target_step",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("target_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.SmallInteger(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("reached_on", sa.Date(), nullable=True),
        sa.Column("reached_by", sa.Uuid(), nullable=True),
        sa.Column("reached_by_name", sa.Text(), nullable=True),
        sa.Column("dropped_on", sa.Date(), nullable=True),
        sa.CheckConstraint("words <> ''", name=op.f("ck_target_step_says_something")),
        sa.CheckConstraint(
            "(reached_on is null) = (reached_by is null) and (reached_on is null) = (reached_by_name is null)",
            name=op.f("ck_target_step_reached"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "programme_id", "target_id"],
            ["owned.target.org_id", "owned.target.programme_id", "owned.target.id"],
            name=op.f("fk_target_step_org_id_programme_id_target_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["shared.organisation.org_id"], name=op.f("fk_target_step_org_id")
        ),
        sa.PrimaryKeyConstraint("org_id", "programme_id", "id", name=op.f("pk_target_step")),
        schema="owned",
    )
    raise_fence(
        table="owned.target_step",
        columns=[
            "org_id",
            "programme_id",
            "id",
            "target_id",
            "place",
            "words",
            "reached_on",
            "reached_by",
            "reached_by_name",
            "dropped_on",
        ],
        app="select, insert, update",
        visit_key="programme_id",
        visit_section=4,
        visit_columns=[
            "programme_id",
            "id",
            "target_id",
            "place",
            "words",
            "reached_on",
            "reached_by",
            "reached_by_name",
            "dropped_on",
        ],
    )


def _make_target_version() -> None:
    op.create_table(
        "target_version",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("target_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("deed", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), server_default="", nullable=False),
        sa.Column("before", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
        sa.Column("after", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("changed_by_name", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "after is not null or deed in ('replaced', 'dropped')", name=op.f("ck_target_version_after")
        ),
        sa.CheckConstraint("before is not null or deed = 'added'", name=op.f("ck_target_version_before")),
        sa.CheckConstraint(
            "deed in ('added', 'changed', 'up', 'down', 'replaced', 'dropped')",
            name=op.f("ck_target_version_deed"),
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_target_version_number")),
        sa.ForeignKeyConstraint(
            ["org_id", "programme_id", "target_id"],
            ["owned.target.org_id", "owned.target.programme_id", "owned.target.id"],
            name=op.f("fk_target_version_org_id_programme_id_target_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["shared.organisation.org_id"], name=op.f("fk_target_version_org_id")
        ),
        sa.PrimaryKeyConstraint("org_id", "programme_id", "id", name=op.f("pk_target_version")),
        sa.UniqueConstraint(
            "org_id",
            "programme_id",
            "target_id",
            "number",
            name=op.f("uq_target_version_org_id_programme_id_target_id_number"),
        ),
        schema="owned",
    )
    raise_fence(
        table="owned.target_version",
        columns=[
            "org_id",
            "programme_id",
            "id",
            "target_id",
            "number",
            "deed",
            "why",
            "before",
            "after",
            "changed_by",
            "changed_by_name",
            "changed_at",
        ],
        app="select, insert",
        visit_key="programme_id",
        visit_section=4,
        visit_columns=[
            "programme_id",
            "id",
            "target_id",
            "number",
            "deed",
            "why",
            "before",
            "after",
            "changed_by",
            "changed_by_name",
            "changed_at",
        ],
    )


def _make_commitment_version() -> None:
    op.create_table(
        "commitment_version",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("commitment_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("deed", sa.Text(), nullable=False),
        sa.Column("before", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
        sa.Column("after", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("changed_by_name", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("after is not null or deed = 'dropped'", name=op.f("ck_commitment_version_after")),
        sa.CheckConstraint("before is not null or deed = 'added'", name=op.f("ck_commitment_version_before")),
        sa.CheckConstraint(
            "deed in ('added', 'changed', 'dropped')", name=op.f("ck_commitment_version_deed")
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_commitment_version_number")),
        sa.ForeignKeyConstraint(
            ["org_id", "programme_id", "commitment_id"],
            ["owned.commitment.org_id", "owned.commitment.programme_id", "owned.commitment.id"],
            name=op.f("fk_commitment_version_org_id_programme_id_commitment_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["shared.organisation.org_id"], name=op.f("fk_commitment_version_org_id")
        ),
        sa.PrimaryKeyConstraint("org_id", "programme_id", "id", name=op.f("pk_commitment_version")),
        sa.UniqueConstraint(
            "org_id",
            "programme_id",
            "commitment_id",
            "number",
            name=op.f("uq_commitment_version_org_id_programme_id_commitment_id_number"),
        ),
        schema="owned",
    )
    raise_fence(
        table="owned.commitment_version",
        columns=[
            "org_id",
            "programme_id",
            "id",
            "commitment_id",
            "number",
            "deed",
            "before",
            "after",
            "changed_by",
            "changed_by_name",
            "changed_at",
        ],
        app="select, insert",
        visit_key="programme_id",
        visit_section=4,
        visit_columns=[
            "programme_id",
            "id",
            "commitment_id",
            "number",
            "deed",
            "before",
            "after",
            "changed_by",
            "changed_by_name",
            "changed_at",
        ],
    )


def _make_no_promise() -> None:
    op.create_table(
        "no_promise",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("said_by", sa.Uuid(), nullable=True),
        sa.Column("said_by_name", sa.Text(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "party in ('school', 'family', 'pupil', 'agency', 'la', 'independent')",
            name=op.f("ck_no_promise_party"),
        ),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_no_promise_says_something")),
        sa.ForeignKeyConstraint(
            ["org_id", "programme_id"],
            ["owned.programme.org_id", "owned.programme.id"],
            name=op.f("fk_no_promise_org_id_programme_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["shared.organisation.org_id"], name=op.f("fk_no_promise_org_id")
        ),
        sa.PrimaryKeyConstraint("org_id", "programme_id", "party", name=op.f("pk_no_promise")),
        schema="owned",
    )
    raise_fence(
        table="owned.no_promise",
        columns=["org_id", "programme_id", "party", "reason", "said_by", "said_by_name", "said_at"],
        app="select, insert, update",
        visit_key="programme_id",
        visit_section=4,
        visit_columns=["programme_id", "party", "reason", "said_by", "said_by_name", "said_at"],
    )


def _make_plan_version() -> None:
    op.create_table(
        "plan_version",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("content", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column(
            "digest",
            sa.LargeBinary(),
            sa.Computed("sha256(decode(replace(content::text, '\\', '\\\\'), 'escape'))", persisted=True),
            nullable=False,
        ),
        sa.Column("made_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("made_by_name", sa.Text(), nullable=False),
        sa.CheckConstraint("fingerprint ~ '^[0-9a-f]{64}$'", name=op.f("ck_plan_version_fingerprint")),
        sa.CheckConstraint("number > 0", name=op.f("ck_plan_version_number")),
        sa.CheckConstraint(
            "octet_length(content::text) <= 1000000", name=op.f("ck_plan_version_plan_too_long")
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "programme_id"],
            ["owned.programme.org_id", "owned.programme.id"],
            name=op.f("fk_plan_version_org_id_programme_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["shared.organisation.org_id"], name=op.f("fk_plan_version_org_id")
        ),
        sa.PrimaryKeyConstraint("org_id", "programme_id", "id", name=op.f("pk_plan_version")),
        sa.UniqueConstraint(
            "org_id", "programme_id", "number", name=op.f("uq_plan_version_org_id_programme_id_number")
        ),
        schema="owned",
    )
    raise_fence(
        table="owned.plan_version",
        columns=[
            "org_id",
            "programme_id",
            "id",
            "number",
            "label",
            "content",
            "fingerprint",
            "digest",
            "made_at",
            "made_by",
            "made_by_name",
        ],
        app="select, insert",
        visit_key="programme_id",
        visit_section=4,
        visit_columns=[
            "programme_id",
            "id",
            "number",
            "label",
            "content",
            "fingerprint",
            "digest",
            "made_at",
            "made_by",
            "made_by_name",
        ],
    )


def _make_agreement() -> None:
    op.create_table(
        "agreement",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_version_id", sa.Uuid(), nullable=False),
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("role_label", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("how", sa.Text(), nullable=True),
        sa.Column("words", sa.Text(), server_default="", nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("recorded_by_name", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "(answer in ('agrees', 'disagrees')) = (how is not null)", name=op.f("ck_agreement_said_somehow")
        ),
        sa.CheckConstraint("answer = 'agrees' or words <> ''", name=op.f("ck_agreement_says_why")),
        sa.CheckConstraint(
            "answer in ('agrees', 'disagrees', 'could_not', 'waived')", name=op.f("ck_agreement_answer")
        ),
        sa.CheckConstraint(
            "how in ('in_room', 'on_paper', 'by_telephone', 'told_to_staff')", name=op.f("ck_agreement_how")
        ),
        sa.CheckConstraint("name <> '' or answer = 'waived'", name=op.f("ck_agreement_somebody")),
        sa.CheckConstraint(
            "party in ('school', 'family', 'pupil', 'agency', 'la', 'independent')",
            name=op.f("ck_agreement_party"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "programme_id", "plan_version_id"],
            ["owned.plan_version.org_id", "owned.plan_version.programme_id", "owned.plan_version.id"],
            name=op.f("fk_agreement_org_id_programme_id_plan_version_id"),
        ),
        sa.ForeignKeyConstraint(["org_id"], ["shared.organisation.org_id"], name=op.f("fk_agreement_org_id")),
        sa.PrimaryKeyConstraint("org_id", "programme_id", "id", name=op.f("pk_agreement")),
        schema="owned",
    )
    raise_fence(
        table="owned.agreement",
        columns=[
            "org_id",
            "programme_id",
            "id",
            "plan_version_id",
            "party",
            "role",
            "role_label",
            "name",
            "answer",
            "how",
            "words",
            "said_on",
            "recorded_by",
            "recorded_by_name",
            "recorded_at",
        ],
        app="select, insert",
        visit_key="programme_id",
        visit_section=4,
        visit_columns=[
            "programme_id",
            "id",
            "plan_version_id",
            "party",
            "role",
            "role_label",
            "name",
            "answer",
            "how",
            "words",
            "said_on",
            "recorded_by",
            "recorded_by_name",
            "recorded_at",
        ],
    )
