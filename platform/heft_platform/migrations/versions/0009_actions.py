"""Actions: what somebody will do by a day, and what became of it."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from heft_tenants.fences import raise_fence as statements_of_fence

revision = "0009"
down_revision = "0008"


def raise_fence(**fence: Any) -> None:
    for statement in statements_of_fence(**fence):
        op.execute(statement)


def upgrade() -> None:
    op.execute("set local role heft_owner")
    _make_action()
    _make_action_step()
    op.execute("set local role none")


def _make_action() -> None:
    op.create_table(
        "action",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pupil_id", sa.Uuid(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=True),
        sa.Column("reference", sa.Text(), server_default="", nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), server_default="", nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("owner_name", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), server_default="open", nullable=False),
        sa.Column("carried", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.Column("added_by", sa.Uuid(), nullable=False),
        sa.Column("adder_name", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(programme_id is null) = (reference = '')", name=op.f("ck_action_reference")),
        sa.CheckConstraint("(state = 'open') = (ended_on is null)", name=op.f("ck_action_ended_on")),
        sa.CheckConstraint("owner_name <> ''", name=op.f("ck_action_is_somebodys")),
        sa.CheckConstraint(
            "source in ('meeting', 'review', 'session', 'failing', 'typed')", name=op.f("ck_action_source")
        ),
        sa.CheckConstraint("state in ('open', 'done', 'dropped')", name=op.f("ck_action_state")),
        sa.CheckConstraint("what <> ''", name=op.f("ck_action_says_something")),
        sa.CheckConstraint("carried >= 0", name=op.f("ck_action_carried")),
        sa.ForeignKeyConstraint(
            ["org_id", "added_by"],
            ["owned.member.org_id", "owned.member.person_id"],
            name=op.f("fk_action_org_id_added_by"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "owner_id"],
            ["owned.member.org_id", "owned.member.person_id"],
            name=op.f("fk_action_org_id_owner_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "programme_id", "pupil_id"],
            ["owned.programme.org_id", "owned.programme.id", "owned.programme.pupil_id"],
            name=op.f("fk_action_org_id_programme_id_pupil_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "pupil_id"],
            ["owned.pupil.org_id", "owned.pupil.id"],
            name=op.f("fk_action_org_id_pupil_id"),
        ),
        sa.ForeignKeyConstraint(["org_id"], ["shared.organisation.org_id"], name=op.f("fk_action_org_id")),
        sa.PrimaryKeyConstraint("org_id", "id", name=op.f("pk_action")),
        schema="owned",
    )
    op.create_index(
        op.f("ix_action_org_id_programme_id"),
        "action",
        ["org_id", "programme_id"],
        unique=False,
        schema="owned",
    )
    op.create_index(
        op.f("ix_action_org_id_pupil_id"), "action", ["org_id", "pupil_id"], unique=False, schema="owned"
    )
    op.create_index(
        op.f("ix_action_org_id_state_due_on"),
        "action",
        ["org_id", "state", "due_on"],
        unique=False,
        schema="owned",
    )
    raise_fence(
        table="owned.action",
        columns=[
            "org_id",
            "id",
            "pupil_id",
            "programme_id",
            "reference",
            "what",
            "why",
            "owner_id",
            "owner_name",
            "due_on",
            "source",
            "state",
            "carried",
            "ended_on",
            "added_on",
            "added_by",
            "adder_name",
            "version",
        ],
        app="select, insert, update",
    )


def _make_action_step() -> None:
    op.create_table(
        "action_step",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("action_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("due_before", sa.Date(), nullable=False),
        sa.Column("due_after", sa.Date(), nullable=True),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "(kind = 'carried') = (due_after is not null)", name=op.f("ck_action_step_carried_to_a_day")
        ),
        sa.CheckConstraint("kind = 'done' or words <> ''", name=op.f("ck_action_step_says_why")),
        sa.CheckConstraint("kind in ('carried', 'done', 'dropped')", name=op.f("ck_action_step_kind")),
        sa.ForeignKeyConstraint(
            ["org_id", "action_id"],
            ["owned.action.org_id", "owned.action.id"],
            name=op.f("fk_action_step_org_id_action_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["shared.organisation.org_id"], name=op.f("fk_action_step_org_id")
        ),
        sa.PrimaryKeyConstraint("org_id", "id", name=op.f("pk_action_step")),
        schema="owned",
    )
    op.create_index(
        op.f("ix_action_step_org_id_action_id"),
        "action_step",
        ["org_id", "action_id"],
        unique=False,
        schema="owned",
    )
    raise_fence(
        table="owned.action_step",
        columns=[
            "org_id",
            "id",
            "action_id",
            "kind",
            "words",
            "due_before",
            "due_after",
            "by_id",
            "by_name",
            "at",
        ],
        app="select, insert",
    )
