"""Arrange a meeting: when and where it is, who leads it, and which part of it the pupil attends."""

from collections.abc import Collection, Sequence
from uuid import UUID, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.adding import add_once
from heft_platform.audit.services import record
from heft_platform.meetings.models import MeetingPlan
from heft_platform.meetings.services.telling import tell_of_planning
from heft_platform.meetings.views import MeetingPlanView
from heft_platform.named import MILESTONE, PROGRAMME
from heft_platform.programmes.services import (
    MilestoneView,
    ProgrammeClosedError,
    ProgrammeView,
    UnknownMilestoneError,
)
from heft_tenants.refusals import ChangedMeanwhileError, Refused
from heft_tenants.together import Question, Statement, built_once

WORDS = (
    *("starts_at", "mode", "place", "privacy", "access", "interpreter", "other_times", "chair"),
    *("note_taker", "pupil_part", "pupil_part_why", "family_gap"),
)


class MeetingHeldError(Refused):
    """The meeting was held: nothing is arranged for it any more."""


class PupilPartReasonError(Refused):
    """The pupil is not there all the time, and nothing says why."""


def plan_of(session: Session, *, programme_id: UUID, milestone_id: UUID) -> MeetingPlanView:
    """Return how a meeting is arranged now."""
    return plan_asked(programme_id, milestone_id).ask(session)


def plan_asked(programme_id: UUID, milestone_id: UUID) -> Question[MeetingPlanView]:
    """Ask how a meeting is arranged, for pages that ask for more at once."""
    return Question(_plan, _newest_plan(), programme=programme_id, milestone=milestone_id)


@built_once
def _newest_plan() -> Statement:
    of_meeting = select(MeetingPlan).where(
        MeetingPlan.programme_id == PROGRAMME, MeetingPlan.milestone_id == MILESTONE
    )
    return of_meeting.order_by(MeetingPlan.version.desc()).limit(1)


def _plan(rows: Sequence[MeetingPlan]) -> MeetingPlanView:
    if not rows:
        return MeetingPlanView()
    found = rows[0]
    return MeetingPlanView(
        **{name: getattr(found, name) for name in WORDS},
        pupil_items=tuple(found.pupil_items),
        papers=tuple(found.papers),
        saver=found.saver_name,
        saved_at=found.saved_at,
        version=found.version,
    )


def save_plan(
    session: Session,
    *,
    programme: ProgrammeView,
    milestone: MilestoneView,
    version: int,
    pupil_items: Collection[str],
    papers: Collection[str],
    saved_by: UUID,
    saver_name: str,
    **words: str,
) -> None:
    """Arrange a meeting. `version` is that of the arrangement that was read: 0 if there was none.

    :raises ProgrammeClosedError: if the programme is closed
    :raises MeetingHeldError: if the meeting was held
    :raises UnknownMilestoneError: if it was left out
    :raises PupilPartReasonError: if the pupil attends less than all of it, and nothing says why
    :raises ChangedMeanwhileError: if it was arranged otherwise since
    """
    if programme.line.state == "closed":
        raise ProgrammeClosedError
    if milestone.held_on is not None:
        raise MeetingHeldError
    if milestone.skipped_on is not None:
        raise UnknownMilestoneError
    if words.get("pupil_part") in {"part", "views_only", "not_there"} and not words.get("pupil_part_why"):
        raise PupilPartReasonError
    if plan_of(session, programme_id=programme.id, milestone_id=milestone.id).version != version:
        raise ChangedMeanwhileError
    is_first = add_once(
        session,
        MeetingPlan,
        programme_id=programme.id,
        milestone_id=milestone.id,
        version=version + 1,
        **{name: words.get(name, "") for name in WORDS},
        pupil_items=list(pupil_items),
        papers=list(papers),
        saved_by=saved_by,
        saver_name=saver_name,
    )
    if not is_first:  # who is second to save the same version learns so here
        raise ChangedMeanwhileError
    tell_of_planning(
        session,
        programme=programme,
        people=[programme.key_worker_id, programme.coordinator_id],
        about_id=uuid5(milestone.id, f"arranged {version + 1}"),
    )
    record(
        session,
        action="meeting.arranged",
        thing="programme",
        thing_id=programme.id,
        pupil_id=programme.line.pupil_id,
        fields=(*WORDS, "pupil_items", "papers"),
    )
