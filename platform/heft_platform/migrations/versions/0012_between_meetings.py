"""The weeks between meetings: parts of the day, what is on a report, sessions, promises, rewards."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from heft_tenants.fences import raise_fence as statements_of_fence

revision = "0012"
down_revision = "0011"


def raise_fence(**fence: Any) -> None:
    for statement in statements_of_fence(**fence):
        op.execute(statement)


def upgrade() -> None:
    op.execute("set local role heft_owner")
    _change_reports()
    _make_part_of_day()
    _make_report_plan()
    _make_report_plan_target()
    _make_earlier_report()
    _make_reward()
    _make_consequence()
    _make_reward_given()
    _make_monitoring_plan()
    _make_key_worker_session()
    _make_confidence()
    _make_commitment_tick()
    _make_home_contact()
    _make_target_message()
    op.execute("set local role none")


def _change_reports() -> None:
    """A report says why the pupil was not there and of how many steps its scale is; a day has as many parts as it has."""
    for column in (
        sa.Column("missed_because", sa.Text(), server_default="", nullable=False),
        sa.Column("steps", sa.SmallInteger(), server_default="3", nullable=False),
    ):
        op.add_column("daily_report", column, schema="owned")
    op.drop_constraint(op.f("ck_daily_report_period"), "daily_report", schema="owned", type_="check")
    op.drop_constraint(op.f("ck_score_points"), "score", schema="owned", type_="check")
    for name, table, rule in (
        ("ck_daily_report_period", "daily_report", "period > 0"),
        ("ck_daily_report_steps", "daily_report", "steps in (3, 5)"),
        (
            "ck_daily_report_missed_because",
            "daily_report",
            "missed_because in ('', 'absent', 'elsewhere')",
        ),
        ("ck_daily_report_missed", "daily_report", "was_missed or missed_because = ''"),
        ("ck_score_points", "score", "points between 0 and 4"),
    ):
        op.create_check_constraint(op.f(name), table, rule, schema="owned")
    op.create_index(op.f("ix_daily_report_org_id_day"), "daily_report", ["org_id", "day"], schema="owned")
    op.execute("grant select (steps, missed_because) on owned.daily_report to heft_visitor")


def _make_part_of_day() -> None:
    op.create_table(
        "part_of_day",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("place", sa.SmallInteger(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("begins_at", sa.Time(), nullable=True),
        sa.Column("ends_at", sa.Time(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.CheckConstraint("label <> ''", name=op.f("ck_part_of_day_says_something")),
        sa.CheckConstraint("begins_at < ends_at", name=op.f("ck_part_of_day_in_order")),
        sa.CheckConstraint("from_on < until_on", name=op.f("ck_part_of_day_for_a_while")),
        sa.CheckConstraint("number > 0", name=op.f("ck_part_of_day_number")),
        sa.ForeignKeyConstraint(
            ["org_id"], ["shared.organisation.org_id"], name=op.f("fk_part_of_day_org_id")
        ),
        sa.PrimaryKeyConstraint("org_id", "id", name=op.f("pk_part_of_day")),
        sa.UniqueConstraint("org_id", "number", name=op.f("uq_part_of_day_org_id_number")),
        schema="owned",
    )
    raise_fence(
        table="owned.part_of_day",
        columns=["org_id", "id", "number", "place", "label", "begins_at", "ends_at", "from_on", "until_on"],
        app="select, insert, update (until_on), delete",
    )


def _make_report_plan() -> None:
    op.create_table(
        "report_plan",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("steps", sa.SmallInteger(), nullable=False),
        sa.Column("step_words", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("weekdays", sa.SmallInteger(), nullable=False),
        sa.Column("parts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("scorers", sa.Text(), nullable=False),
        sa.Column("written_by", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("from_on <= until_on", name=op.f("ck_report_plan_in_order")),
        sa.CheckConstraint(
            "jsonb_array_length(step_words) = steps", name=op.f("ck_report_plan_words_for_each_step")
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_report_plan_number")),
        sa.CheckConstraint("steps in (3, 5)", name=op.f("ck_report_plan_steps")),
        sa.CheckConstraint("weekdays between 1 and 31", name=op.f("ck_report_plan_weekdays")),
        sa.ForeignKeyConstraint(
            ["org_id", "programme_id"],
            ["owned.programme.org_id", "owned.programme.id"],
            name=op.f("fk_report_plan_org_id_programme_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["shared.organisation.org_id"], name=op.f("fk_report_plan_org_id")
        ),
        sa.PrimaryKeyConstraint("org_id", "programme_id", "id", name=op.f("pk_report_plan")),
        sa.UniqueConstraint(
            "org_id", "programme_id", "number", name=op.f("uq_report_plan_org_id_programme_id_number")
        ),
        schema="owned",
    )
    raise_fence(
        table="owned.report_plan",
        columns=[
            "org_id",
            "programme_id",
            "id",
            "number",
            "from_on",
            "until_on",
            "steps",
            "step_words",
            "weekdays",
            "parts",
            "scorers",
            "written_by",
            "written_at",
        ],
        app="select, insert",
    )


def _make_report_plan_target() -> None:
    op.create_table(
        "report_plan_target",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("target_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["org_id", "programme_id", "plan_id"],
            ["owned.report_plan.org_id", "owned.report_plan.programme_id", "owned.report_plan.id"],
            name=op.f("fk_report_plan_target_org_id_programme_id_plan_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "programme_id", "target_id"],
            ["owned.target.org_id", "owned.target.programme_id", "owned.target.id"],
            name=op.f("fk_report_plan_target_org_id_programme_id_target_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["shared.organisation.org_id"], name=op.f("fk_report_plan_target_org_id")
        ),
        sa.PrimaryKeyConstraint(
            "org_id", "programme_id", "plan_id", "target_id", name=op.f("pk_report_plan_target")
        ),
        schema="owned",
    )
    raise_fence(
        table="owned.report_plan_target",
        columns=["org_id", "programme_id", "plan_id", "target_id"],
        app="select, insert",
    )


def _make_earlier_report() -> None:
    op.create_table(
        "earlier_report",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("was_missed", sa.Boolean(), nullable=False),
        sa.Column("missed_because", sa.Text(), nullable=False),
        sa.Column("steps", sa.SmallInteger(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("points", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("scored_by", sa.Uuid(), nullable=False),
        sa.Column("scorer_name", sa.Text(), nullable=False),
        sa.Column("scored_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["org_id", "programme_id", "report_id"],
            ["owned.daily_report.org_id", "owned.daily_report.programme_id", "owned.daily_report.id"],
            name=op.f("fk_earlier_report_org_id_programme_id_report_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["shared.organisation.org_id"], name=op.f("fk_earlier_report_org_id")
        ),
        sa.PrimaryKeyConstraint(
            "org_id", "programme_id", "report_id", "version", name=op.f("pk_earlier_report")
        ),
        schema="owned",
    )
    raise_fence(
        table="owned.earlier_report",
        columns=[
            "org_id",
            "programme_id",
            "report_id",
            "version",
            "was_missed",
            "missed_because",
            "steps",
            "comment",
            "points",
            "scored_by",
            "scorer_name",
            "scored_at",
        ],
        app="select, insert",
    )


def _make_reward() -> None:
    op.create_table(
        "reward",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("giver", sa.Text(), nullable=False),
        sa.Column("chosen_by_pupil", sa.Boolean(), nullable=False),
        sa.Column("within_reach", sa.Boolean(), nullable=False),
        sa.Column("costs_nothing", sa.Boolean(), nullable=False),
        sa.Column("effort", sa.Boolean(), nullable=False),
        sa.Column("achievement", sa.Boolean(), nullable=False),
        sa.Column("target_id", sa.Uuid(), nullable=True),
        sa.Column("replaces_id", sa.Uuid(), nullable=True),
        sa.Column("written_by", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("dropped_on", sa.Date(), nullable=True),
        sa.Column("dropped_by", sa.Text(), nullable=True),
        sa.CheckConstraint("giver in ('family', 'school')", name=op.f("ck_reward_giver")),
        sa.CheckConstraint("what <> ''", name=op.f("ck_reward_says_something")),
        sa.CheckConstraint(
            "(dropped_on is null) = (dropped_by is null)", name=op.f("ck_reward_dropped_by_somebody")
        ),
        sa.CheckConstraint("effort or achievement", name=op.f("ck_reward_for_something")),
        sa.ForeignKeyConstraint(
            ["org_id", "programme_id", "target_id"],
            ["owned.target.org_id", "owned.target.programme_id", "owned.target.id"],
            name=op.f("fk_reward_org_id_programme_id_target_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "programme_id"],
            ["owned.programme.org_id", "owned.programme.id"],
            name=op.f("fk_reward_org_id_programme_id"),
        ),
        sa.ForeignKeyConstraint(["org_id"], ["shared.organisation.org_id"], name=op.f("fk_reward_org_id")),
        sa.PrimaryKeyConstraint("org_id", "programme_id", "id", name=op.f("pk_reward")),
        schema="owned",
    )
    raise_fence(
        table="owned.reward",
        columns=[
            "org_id",
            "programme_id",
            "id",
            "kind",
            "what",
            "giver",
            "chosen_by_pupil",
            "within_reach",
            "costs_nothing",
            "effort",
            "achievement",
            "target_id",
            "replaces_id",
            "written_by",
            "written_at",
            "dropped_on",
            "dropped_by",
        ],
        app="select, insert, update (dropped_on, dropped_by)",
    )


def _make_consequence() -> None:
    op.create_table(
        "consequence",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("occasion", sa.Text(), server_default="", nullable=False),
        sa.Column("known_to_pupil", sa.Boolean(), nullable=False),
        sa.Column("target_id", sa.Uuid(), nullable=True),
        sa.Column("replaces_id", sa.Uuid(), nullable=True),
        sa.Column("written_by", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("dropped_on", sa.Date(), nullable=True),
        sa.Column("dropped_by", sa.Text(), nullable=True),
        sa.CheckConstraint("what <> ''", name=op.f("ck_consequence_says_something")),
        sa.CheckConstraint(
            "(dropped_on is null) = (dropped_by is null)", name=op.f("ck_consequence_dropped_by_somebody")
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "programme_id", "target_id"],
            ["owned.target.org_id", "owned.target.programme_id", "owned.target.id"],
            name=op.f("fk_consequence_org_id_programme_id_target_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "programme_id"],
            ["owned.programme.org_id", "owned.programme.id"],
            name=op.f("fk_consequence_org_id_programme_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["shared.organisation.org_id"], name=op.f("fk_consequence_org_id")
        ),
        sa.PrimaryKeyConstraint("org_id", "programme_id", "id", name=op.f("pk_consequence")),
        schema="owned",
    )
    raise_fence(
        table="owned.consequence",
        columns=[
            "org_id",
            "programme_id",
            "id",
            "kind",
            "what",
            "occasion",
            "known_to_pupil",
            "target_id",
            "replaces_id",
            "written_by",
            "written_at",
            "dropped_on",
            "dropped_by",
        ],
        app="select, insert, update (dropped_on, dropped_by)",
    )


def _make_reward_given() -> None:
    op.create_table(
        "reward_given",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("reward_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("given_by", sa.Text(), nullable=False),
        sa.Column("for_what", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("given_by <> '' and for_what <> ''", name=op.f("ck_reward_given_says_something")),
        sa.ForeignKeyConstraint(
            ["org_id", "programme_id", "reward_id"],
            ["owned.reward.org_id", "owned.reward.programme_id", "owned.reward.id"],
            name=op.f("fk_reward_given_org_id_programme_id_reward_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "programme_id"],
            ["owned.programme.org_id", "owned.programme.id"],
            name=op.f("fk_reward_given_org_id_programme_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["shared.organisation.org_id"], name=op.f("fk_reward_given_org_id")
        ),
        sa.PrimaryKeyConstraint("org_id", "programme_id", "id", name=op.f("pk_reward_given")),
        schema="owned",
    )
    op.create_index(
        op.f("ix_reward_given_org_id_programme_id_day"),
        "reward_given",
        ["org_id", "programme_id", "day"],
        unique=False,
        schema="owned",
    )
    raise_fence(
        table="owned.reward_given",
        columns=[
            "org_id",
            "programme_id",
            "id",
            "reward_id",
            "day",
            "given_by",
            "for_what",
            "recorded_by",
            "recorded_at",
        ],
        app="select, insert",
    )


def _make_monitoring_plan() -> None:
    op.create_table(
        "monitoring_plan",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("cadence", sa.Text(), nullable=False),
        sa.Column("method", sa.Text(), server_default="", nullable=False),
        sa.Column("rhythm", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=False),
        sa.Column("written_by", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "cadence in ('daily', 'weekly', 'fortnightly')", name=op.f("ck_monitoring_plan_cadence")
        ),
        sa.CheckConstraint(
            "rhythm in ('daily', 'weekly', 'fortnightly')", name=op.f("ck_monitoring_plan_rhythm")
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_monitoring_plan_number")),
        sa.ForeignKeyConstraint(
            ["org_id", "programme_id"],
            ["owned.programme.org_id", "owned.programme.id"],
            name=op.f("fk_monitoring_plan_org_id_programme_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["shared.organisation.org_id"], name=op.f("fk_monitoring_plan_org_id")
        ),
        sa.PrimaryKeyConstraint("org_id", "programme_id", "id", name=op.f("pk_monitoring_plan")),
        sa.UniqueConstraint(
            "org_id", "programme_id", "number", name=op.f("uq_monitoring_plan_org_id_programme_id_number")
        ),
        schema="owned",
    )
    raise_fence(
        table="owned.monitoring_plan",
        columns=[
            "org_id",
            "programme_id",
            "id",
            "number",
            "cadence",
            "method",
            "rhythm",
            "channel",
            "agreed_on",
            "written_by",
            "written_at",
        ],
        app="select, insert",
    )


def _make_key_worker_session() -> None:
    op.create_table(
        "key_worker_session",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), server_default="", nullable=False),
        sa.Column("moved_by", sa.Text(), server_default="", nullable=False),
        sa.Column("own_control", sa.SmallInteger(), nullable=True),
        sa.Column("helped", sa.Text(), server_default="", nullable=False),
        sa.Column("next_time", sa.Text(), server_default="", nullable=False),
        sa.Column("notes", sa.Text(), server_default="", nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("recorder_name", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("outcome <> 'not_held' or why <> ''", name=op.f("ck_key_worker_session_says_why")),
        sa.CheckConstraint(
            "outcome = 'held' or own_control is null", name=op.f("ck_key_worker_session_rated_when_held")
        ),
        sa.CheckConstraint(
            "outcome in ('held', 'pupil_absent', 'not_held')", name=op.f("ck_key_worker_session_outcome")
        ),
        sa.CheckConstraint("next_on > day", name=op.f("ck_key_worker_session_next_on")),
        sa.CheckConstraint("own_control between 1 and 5", name=op.f("ck_key_worker_session_own_control")),
        sa.ForeignKeyConstraint(
            ["org_id", "programme_id"],
            ["owned.programme.org_id", "owned.programme.id"],
            name=op.f("fk_key_worker_session_org_id_programme_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["shared.organisation.org_id"], name=op.f("fk_key_worker_session_org_id")
        ),
        sa.PrimaryKeyConstraint("org_id", "programme_id", "id", name=op.f("pk_key_worker_session")),
        sa.UniqueConstraint(
            "org_id", "programme_id", "day", name=op.f("uq_key_worker_session_org_id_programme_id_day")
        ),
        schema="owned",
    )
    raise_fence(
        table="owned.key_worker_session",
        columns=[
            "org_id",
            "programme_id",
            "id",
            "day",
            "outcome",
            "why",
            "moved_by",
            "own_control",
            "helped",
            "next_time",
            "notes",
            "next_on",
            "recorder_name",
            "recorded_at",
        ],
        app="select, insert",
    )


def _make_confidence() -> None:
    op.create_table(
        "confidence",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("target_id", sa.Uuid(), nullable=False),
        sa.Column("rating", sa.SmallInteger(), nullable=False),
        sa.CheckConstraint("rating between 1 and 5", name=op.f("ck_confidence_rating")),
        sa.ForeignKeyConstraint(
            ["org_id", "programme_id", "session_id"],
            [
                "owned.key_worker_session.org_id",
                "owned.key_worker_session.programme_id",
                "owned.key_worker_session.id",
            ],
            name=op.f("fk_confidence_org_id_programme_id_session_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "programme_id", "target_id"],
            ["owned.target.org_id", "owned.target.programme_id", "owned.target.id"],
            name=op.f("fk_confidence_org_id_programme_id_target_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["shared.organisation.org_id"], name=op.f("fk_confidence_org_id")
        ),
        sa.PrimaryKeyConstraint(
            "org_id", "programme_id", "session_id", "target_id", name=op.f("pk_confidence")
        ),
        schema="owned",
    )
    raise_fence(
        table="owned.confidence",
        columns=["org_id", "programme_id", "session_id", "target_id", "rating"],
        app="select, insert",
    )


def _make_commitment_tick() -> None:
    op.create_table(
        "commitment_tick",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("commitment_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), server_default="", nullable=False),
        sa.Column("ticked_by", sa.Text(), nullable=False),
        sa.Column("ticked_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "result in ('kept', 'partly', 'not_kept')", name=op.f("ck_commitment_tick_result")
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "programme_id", "commitment_id"],
            ["owned.commitment.org_id", "owned.commitment.programme_id", "owned.commitment.id"],
            name=op.f("fk_commitment_tick_org_id_programme_id_commitment_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["shared.organisation.org_id"], name=op.f("fk_commitment_tick_org_id")
        ),
        sa.PrimaryKeyConstraint("org_id", "programme_id", "id", name=op.f("pk_commitment_tick")),
        schema="owned",
    )
    op.create_index(
        op.f("ix_commitment_tick_org_id_programme_id_day"),
        "commitment_tick",
        ["org_id", "programme_id", "day"],
        unique=False,
        schema="owned",
    )
    raise_fence(
        table="owned.commitment_tick",
        columns=[
            "org_id",
            "programme_id",
            "id",
            "commitment_id",
            "day",
            "result",
            "words",
            "ticked_by",
            "ticked_at",
        ],
        app="select, insert",
    )


def _make_home_contact() -> None:
    op.create_table(
        "home_contact",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("good_news", sa.Text(), server_default="", nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("recorder_name", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("words <> ''", name=op.f("ck_home_contact_says_something")),
        sa.ForeignKeyConstraint(
            ["org_id", "programme_id"],
            ["owned.programme.org_id", "owned.programme.id"],
            name=op.f("fk_home_contact_org_id_programme_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["shared.organisation.org_id"], name=op.f("fk_home_contact_org_id")
        ),
        sa.PrimaryKeyConstraint("org_id", "programme_id", "id", name=op.f("pk_home_contact")),
        schema="owned",
    )
    op.create_index(
        op.f("ix_home_contact_org_id_programme_id_day"),
        "home_contact",
        ["org_id", "programme_id", "day"],
        unique=False,
        schema="owned",
    )
    raise_fence(
        table="owned.home_contact",
        columns=[
            "org_id",
            "programme_id",
            "id",
            "day",
            "channel",
            "who",
            "good_news",
            "words",
            "recorder_name",
            "recorded_at",
        ],
        app="select, insert",
    )


def _make_target_message() -> None:
    op.create_table(
        "target_message",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("written_by", sa.Text(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("done_by", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("recipient <> ''", name=op.f("ck_target_message_says_who")),
        sa.CheckConstraint(
            "(done_on is null) = (done_by is null)", name=op.f("ck_target_message_done_by_somebody")
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "programme_id"],
            ["owned.programme.org_id", "owned.programme.id"],
            name=op.f("fk_target_message_org_id_programme_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["shared.organisation.org_id"], name=op.f("fk_target_message_org_id")
        ),
        sa.PrimaryKeyConstraint("org_id", "programme_id", "id", name=op.f("pk_target_message")),
        schema="owned",
    )
    raise_fence(
        table="owned.target_message",
        columns=[
            "org_id",
            "programme_id",
            "id",
            "recipient",
            "channel",
            "written_by",
            "done_on",
            "done_by",
            "version",
        ],
        app="select, insert, update (done_on, done_by, version)",
    )
