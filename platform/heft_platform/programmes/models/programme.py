"""What a programme keeps. Names of people stand beside their ids, as they were: a visitor may read no staff list."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Computed,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    SmallInteger,
    Text,
    UniqueConstraint,
    Uuid,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped

from heft_platform.keys import of_member, of_programme, of_pupil, programme_id
from heft_platform.library.programme_template import ProgrammeTemplate, TemplateColumn
from heft_tenants.context import current
from heft_tenants.tables import Owned, Section, Visibility, Visit, kept, new_id


class Programme(Owned):
    """A programme of one pupil, pinned to the version of a template that it was started from."""

    __tablename__ = "programme"
    __table_args__ = (
        UniqueConstraint("org_id", "reference"),
        UniqueConstraint("org_id", "id", "pupil_id"),
        of_pupil(),
        ForeignKeyConstraint(
            ["cluster_id", "template_id"], ["shared.template.cluster_id", "shared.template.id"]
        ),
        Index(
            "uq_programme_open",
            "org_id",
            "pupil_id",
            "plan_kind",
            unique=True,
            postgresql_where=text("state <> 'closed'"),
        ),
        Index(None, "org_id", "state", "started_on"),
        ForeignKeyConstraint(["org_id", "follows_id"], ["owned.programme.org_id", "owned.programme.id"]),
        ForeignKeyConstraint(["org_id", "merged_into_id"], ["owned.programme.org_id", "owned.programme.id"]),
        Index(None, "org_id", "follows_id", postgresql_where=text("follows_id is not null")),
        Index(None, "org_id", "merged_into_id", postgresql_where=text("merged_into_id is not null")),
        CheckConstraint("state in ('preparing', 'active', 'paused', 'closed')", name="state"),
        CheckConstraint("(state = 'paused') = (paused_on is not null)", name="paused_on"),
        CheckConstraint("(state = 'closed') = (closed_on is not null)", name="closed_on"),
        CheckConstraint(
            "(state = 'closed') = (num_nonnulls(verdict, early_end, merged_into_id) = 1)",
            name="closed_in_one_way",
        ),
        CheckConstraint("concern_on <= started_on", name="concern_comes_first"),
        CheckConstraint(
            "extended_weeks >= 0 and times_extended >= 0 and cycle >= 1 and school_days_lost >= 0",
            name="counts",
        ),
    )
    __visit__ = Visit(
        section=Section.SUMMARY,
        key="id",
        columns=(
            *("id", "reference", "pupil_id", "plan_kind", "template", "state", "started_on", "key_worker_id"),
            *(
                "key_worker_name",
                "coordinator_id",
                "coordinator_name",
                "purposes",
                "triggers",
                "verdict",
                "next_steps",
            ),
            *("closed_on", "closing_words", "version", "cluster_id", "template_id", "concern_on"),
            *("paused_on", "extended_weeks", "times_extended", "cycle", "follows_id"),
            *("early_end", "merged_into_id", "template_label", "planned_weeks", "school_days_lost"),
        ),
    )

    id: Mapped[UUID] = new_id()
    reference: Mapped[str] = kept(Visibility.KEY, Text)
    pupil_id: Mapped[UUID] = kept(Visibility.KEY, Uuid)
    cluster_id: Mapped[int] = kept(Visibility.KEY, Integer, default=lambda: current().cluster)
    template_id: Mapped[UUID] = kept(Visibility.KEY, Uuid)
    template: Mapped[ProgrammeTemplate] = kept(Visibility.OPERATIONAL, TemplateColumn)
    # Of the template, for lists: a whole body is too much to read for each line of them.
    template_label: Mapped[str] = kept(
        Visibility.OPERATIONAL, Text, Computed("template ->> 'label'", persisted=True)
    )
    planned_weeks: Mapped[int] = kept(
        Visibility.OPERATIONAL,
        SmallInteger,
        Computed(
            "coalesce((template #>> '{duration,planned_weeks}')::smallint,"
            " (template #>> '{duration,max_weeks}')::smallint)",
            persisted=True,
        ),
    )
    plan_kind: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    state: Mapped[str] = kept(Visibility.OPERATIONAL, Text, server_default="preparing", default="preparing")
    started_on: Mapped[date] = kept(Visibility.OPERATIONAL, Date)  # the day of the first meeting: week 1
    concern_on: Mapped[date | None] = kept(Visibility.OPERATIONAL, Date)  # when the worry was first raised
    key_worker_id: Mapped[UUID] = kept(Visibility.OPERATIONAL, Uuid)
    key_worker_name: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    coordinator_id: Mapped[UUID] = kept(Visibility.OPERATIONAL, Uuid)
    coordinator_name: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    purposes: Mapped[list[str]] = kept(Visibility.PASTORAL, JSONB)
    triggers: Mapped[list[str]] = kept(Visibility.PASTORAL, JSONB)
    # What staff saw or heard is their own note, which no visitor may read: it is loaded where it is asked for alone.
    concern: Mapped[str] = kept(Visibility.PASTORAL, Text, server_default="", default="", deferred=True)
    verdict: Mapped[str | None] = kept(Visibility.PASTORAL, Text)
    next_steps: Mapped[list[str]] = kept(Visibility.PASTORAL, JSONB, server_default="[]", default=list)
    closing_words: Mapped[str] = kept(Visibility.PASTORAL, Text, server_default="", default="")
    closed_on: Mapped[date | None] = kept(Visibility.OPERATIONAL, Date)
    paused_on: Mapped[date | None] = kept(Visibility.OPERATIONAL, Date)
    extended_weeks: Mapped[int] = kept(Visibility.OPERATIONAL, SmallInteger, server_default="0", default=0)
    times_extended: Mapped[int] = kept(Visibility.OPERATIONAL, SmallInteger, server_default="0", default=0)
    # By how many its dates moved in pauses that are over.
    school_days_lost: Mapped[int] = kept(Visibility.OPERATIONAL, SmallInteger, server_default="0", default=0)
    cycle: Mapped[int] = kept(Visibility.OPERATIONAL, SmallInteger, server_default="1", default=1)
    # The programme of which this is the next cycle.
    follows_id: Mapped[UUID | None] = kept(Visibility.KEY, Uuid)
    early_end: Mapped[str | None] = kept(Visibility.PASTORAL, Text)  # a code of the template’s early ends
    merged_into_id: Mapped[UUID | None] = kept(Visibility.KEY, Uuid)  # the one that should have been started
    version: Mapped[int] = kept(Visibility.OPERATIONAL, Integer)
    __mapper_args__ = {"version_id_col": version}


class Milestone(Owned):
    """A milestone of a programme on its day, worked out on the school's calendar."""

    __tablename__ = "milestone"
    __app__ = "select, insert, update, delete"  # a newer version of the template may have a milestone less
    __table_args__ = (
        of_programme(),
        UniqueConstraint("org_id", "programme_id", "code"),
        Index(None, "org_id", "due_on"),
        CheckConstraint("held_on is null or skipped_on is null", name="held_or_skipped"),
        CheckConstraint("(skipped_on is null) = (skip_reason = '')", name="skipped_with_a_reason"),
    )
    __visit__ = Visit(
        section=Section.SUMMARY,
        columns=(
            "programme_id",
            "id",
            "code",
            "label",
            "place",
            "due_on",
            "is_meeting",
            "is_final",
            "tolerance",
            "held_on",
            "is_optional",
            "window_from",
            "skipped_on",
        ),
    )

    programme_id: Mapped[UUID] = programme_id()
    id: Mapped[UUID] = new_id()
    code: Mapped[str] = kept(Visibility.OPERATIONAL, Text)  # the template's id for it
    label: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    place: Mapped[int] = kept(Visibility.OPERATIONAL, SmallInteger)
    due_on: Mapped[date] = kept(Visibility.OPERATIONAL, Date)
    is_meeting: Mapped[bool] = kept(Visibility.OPERATIONAL)
    is_final: Mapped[bool] = kept(Visibility.OPERATIONAL)
    tolerance: Mapped[int] = kept(Visibility.OPERATIONAL, SmallInteger)  # school days
    held_on: Mapped[date | None] = kept(Visibility.OPERATIONAL, Date)
    is_optional: Mapped[bool] = kept(Visibility.OPERATIONAL, server_default="false", default=False)
    # Of a milestone whose day a meeting sets later: it lies between this day and `due_on`. None once it is set.
    window_from: Mapped[date | None] = kept(Visibility.OPERATIONAL, Date)
    skipped_on: Mapped[date | None] = kept(Visibility.OPERATIONAL, Date)
    # Why it is so may be a family’s own business: no visitor may read it, so it is loaded where it is asked for alone.
    skip_reason: Mapped[str] = kept(Visibility.PASTORAL, Text, server_default="", default="", deferred=True)
    moved_because: Mapped[str] = kept(Visibility.PASTORAL, Text, server_default="", default="", deferred=True)


class Note(Owned):
    """What somebody saw or did, in the log of the programme. Never changed."""

    __tablename__ = "note"
    __app__ = "select, insert"
    __table_args__ = (
        of_programme(),
        of_member("author_id"),
        CheckConstraint("section > 0 and section & (section - 1) = 0", name="one_section"),
        CheckConstraint("body <> ''", name="says_something"),
    )
    __visit__ = Visit(
        section="section",
        columns=("programme_id", "id", "section", "author_id", "author_name", "written_at", "body"),
        adds=("programme_id", "id", "section", "author_id", "author_name", "body"),
    )

    programme_id: Mapped[UUID] = programme_id()
    id: Mapped[UUID] = new_id()
    section: Mapped[int] = kept(Visibility.OPERATIONAL, Integer, default=int(Section.NOTES))
    author_id: Mapped[UUID] = kept(Visibility.OPERATIONAL, Uuid)
    author_name: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    written_at: Mapped[datetime] = kept(
        Visibility.OPERATIONAL, DateTime(timezone=True), server_default=func.now()
    )
    body: Mapped[str] = kept(Visibility.PASTORAL, Text)
