"""Templates that people write: drafts, retired templates, and what a school adds to one."""

import sqlalchemy as sa
from alembic import op

from heft_tenants.fences import raise_fence

revision = "0011"
down_revision = "0010"

WHOLE = (
    "'{schema,key,version,status,label,short_label,summary,language,plan_kind,origin,audience,terms,duration,"
    "schedule,cycle,purposes,entry,relations,roles,documents,milestones,meetings,targets,commitments,rewards,"
    "consequences,contingency,provision,monitoring,communication,signatures,review,verdicts,closing,escalation,"
    "visibility,notices,outputs,locks}'"
)


def upgrade() -> None:
    op.execute("set local role heft_owner")
    _let_templates_be_retired()
    _make_drafts()
    _make_extensions()
    op.execute("set local role none")


def _let_templates_be_retired() -> None:
    """Nothing but whether a version is retired is ever changed; half a template is never kept."""
    op.execute("alter table shared.template alter body type json using body::json")  # keeps choices in order
    op.add_column(
        "template",
        sa.Column("publisher", sa.Text(), server_default="", nullable=False),
        schema="shared",
    )
    op.add_column(
        "template", sa.Column("note", sa.Text(), server_default="", nullable=False), schema="shared"
    )
    op.add_column(
        "template", sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True), schema="shared"
    )
    op.add_column("template", sa.Column("retired_by", sa.Uuid(), nullable=True), schema="shared")
    op.create_check_constraint(
        op.f("ck_template_says_what_it_is"),
        "template",
        "body ->> 'status' = 'published' and body ->> 'key' = key and body ->> 'version' = version::text",
        schema="shared",
    )
    op.create_check_constraint(
        op.f("ck_template_whole"), "template", f"body::jsonb ?& {WHOLE}::text[]", schema="shared"
    )
    op.execute("revoke update on shared.template from heft_admin")
    op.execute("grant update (retired_at, retired_by) on shared.template to heft_admin")


def _make_drafts() -> None:
    op.create_table(
        "template_draft",
        sa.Column("cluster_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("based_on", sa.Uuid(), nullable=True),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("changed_by_name", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("json_typeof(body) = 'object'", name=op.f("ck_template_draft_body")),
        sa.ForeignKeyConstraint(
            ["cluster_id", "based_on"],
            ["shared.template.cluster_id", "shared.template.id"],
            name=op.f("fk_template_draft_cluster_id_based_on"),
        ),
        sa.ForeignKeyConstraint(
            ["cluster_id"], ["shared.cluster.cluster_id"], name=op.f("fk_template_draft_cluster_id")
        ),
        sa.PrimaryKeyConstraint("cluster_id", "id", name=op.f("pk_template_draft")),
        sa.UniqueConstraint("cluster_id", "key", name=op.f("uq_template_draft_cluster_id_key")),
        schema="shared",
    )
    columns = (
        *("cluster_id", "id", "key", "based_on", "body"),
        *("changed_by", "changed_by_name", "changed_at", "version"),
    )
    for statement in raise_fence(
        "shared.template_draft", columns, app="select", admin="insert, update, delete"
    ):
        op.execute(statement)


def _make_extensions() -> None:
    op.create_table(
        "template_extension",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("cluster_id", sa.Integer(), nullable=False),
        sa.Column("template_id", sa.Uuid(), nullable=False),
        sa.Column("additions", sa.JSON(), nullable=False),
        sa.Column("left_out", sa.JSON(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_by_name", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "json_typeof(additions) = 'array' and json_typeof(left_out) = 'array'",
            name=op.f("ck_template_extension_lists"),
        ),
        sa.CheckConstraint("no > 0", name=op.f("ck_template_extension_no")),
        sa.ForeignKeyConstraint(
            ["cluster_id", "template_id"],
            ["shared.template.cluster_id", "shared.template.id"],
            name=op.f("fk_template_extension_cluster_id_template_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "made_by"],
            ["owned.member.org_id", "owned.member.person_id"],
            name=op.f("fk_template_extension_org_id_made_by"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["shared.organisation.org_id"], name=op.f("fk_template_extension_org_id")
        ),
        sa.PrimaryKeyConstraint("org_id", "id", name=op.f("pk_template_extension")),
        sa.UniqueConstraint("org_id", "key", "no", name=op.f("uq_template_extension_org_id_key_no")),
        schema="owned",
    )
    columns = (
        *("org_id", "id", "key", "no", "cluster_id", "template_id", "additions", "left_out"),
        *("made_by", "made_by_name", "made_at"),
    )
    for statement in raise_fence("owned.template_extension", columns, app="select, insert"):
        op.execute(statement)
