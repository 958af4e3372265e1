"""Close a programme with a verdict. No verdict is an exclusion, and an unsuccessful one asks what comes next."""

from collections import Counter
from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from heft_platform.audit.services import record
from heft_platform.gathering import services as gathering
from heft_platform.library.services import ProgrammeTemplate
from heft_platform.programmes.services.course import change_of, milestones_of
from heft_platform.programmes.services.finding import locked_programme, open_programme
from heft_platform.programmes.services.lasting import template_milestone
from heft_platform.programmes.services.milestones import next_meeting
from heft_platform.refusals import NotRunningError
from heft_tenants.refusals import ChangedMeanwhileError, Refused


class MeetingsMissingError(Refused):
    """The last meeting has not been held; `end` is what the template calls it."""

    def __init__(self, end: str) -> None:
        self.end = end
        super().__init__(end)


class MeetingLeftOutError(Refused):
    """The template closes no programme without a meeting that was left out; `label` names it."""

    def __init__(self, label: str) -> None:
        self.label = label
        super().__init__(label)


class PaperMissingError(Refused):
    """The template closes no programme without a paper that is not there; `label` names it, `lacking` counts it."""

    def __init__(self, label: str, lacking: int) -> None:
        self.label, self.lacking = label, lacking
        super().__init__(label)


class UnknownVerdictError(Refused):
    """The template has no such verdict."""


class TooLateError(Refused):
    """How it ended is changed on the day on which it was closed, and not later."""


class NextStepMissingError(Refused):
    """Every programme ends with what comes next."""


def close(
    session: Session,
    *,
    programme_id: UUID,
    verdict: str,
    next_steps: Collection[str],
    words: str,
    today: date,
    version: int | None = None,
) -> None:
    """Close a programme after its final meeting.

    :raises ProgrammeClosedError: if it is closed
    :raises ChangedMeanwhileError: if it has another version than the one that was read
    :raises NotRunningError: if it has not begun, or is paused
    :raises MeetingsMissingError: if a meeting has not been held
    :raises MeetingLeftOutError, PaperMissingError: if the template requires a meeting or a paper that there was not
    :raises UnknownVerdictError: if the template has no such verdict
    :raises NextStepMissingError: if nothing is said about what comes next
    """
    programme = open_programme(session, programme_id, version=version)
    template = programme.template
    if programme.state != "active":
        raise NotRunningError
    if next_meeting(session, programme_id=programme_id) is not None:
        raise MeetingsMissingError(template.terms.end.lower())
    _refuse_gaps(session, programme_id, template)
    _check_outcome(template, verdict, next_steps)
    with change_of(session, programme, kind="closed", why=words):
        programme.state, programme.verdict, programme.closed_on = "closed", verdict, today
        programme.next_steps, programme.closing_words = list(next_steps), words
    record(
        session,
        action="programme.closed",
        thing="programme",
        thing_id=programme_id,
        pupil_id=programme.pupil_id,
        fields=("verdict", "next_steps", "closing_words"),
    )


def change_closing(
    session: Session,
    *,
    programme_id: UUID,
    version: int | None,
    verdict: str,
    next_steps: Collection[str],
    words: str,
    today: date,
) -> None:
    """Write anew how a programme ended, on the day on which it was closed: two people may have closed it at once.

    :raises TooLateError: if it was closed on another day, or did not end with a verdict
    :raises ChangedMeanwhileError: if it has another version by now
    :raises UnknownVerdictError: if the template has no such verdict
    :raises NextStepMissingError: if nothing is said about what comes next
    """
    programme = locked_programme(session, programme_id)
    if programme.closed_on != today or programme.verdict is None:
        raise TooLateError
    if programme.version != version:
        raise ChangedMeanwhileError
    _check_outcome(programme.template, verdict, next_steps)
    with change_of(session, programme, kind="closing_changed", why=words):
        programme.verdict = verdict
        programme.next_steps, programme.closing_words = list(next_steps), words


def _refuse_gaps(session: Session, programme_id: UUID, template: ProgrammeTemplate) -> None:
    """Refuse to close without what the template requires. The record of a meeting is there when the meeting was held.

    Any other paper is there when it was received, or is left out for a reason: as often as there is to be one at least.
    """
    meeting_of = {one.id: one.meeting for one in template.milestones}
    held = {
        meeting_of.get(template_milestone(one)) for one in milestones_of(session, programme_id) if one.held_on
    }
    for meeting in template.closing.required("meeting"):
        if meeting not in held:
            raise MeetingLeftOutError(template.meeting(meeting).label)
    there = {paper for one in template.meetings if one.id in held for paper in one.produces}
    asked = gathering.asked_for(session, programme_id=programme_id, template=template)
    answered = Counter(one.document for one in asked if one.state != "asked")
    for paper in map(template.document, template.closing.required("document")):
        lacking = max(paper.how_many.fewest, 1) - answered[paper.id]
        if paper.id not in there and lacking > 0:
            raise PaperMissingError(paper.label, lacking)


def _check_outcome(template: ProgrammeTemplate, verdict: str, next_steps: Collection[str]) -> None:
    if verdict not in {code for code, _, _ in template.verdicts()}:
        raise UnknownVerdictError
    if not next_steps or not set(next_steps) <= {code for code, _ in template.next_steps()}:
        raise NextStepMissingError
