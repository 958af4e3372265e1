"""Keep a record while it is written."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.adding import add_once
from heft_platform.audit.services import record
from heft_platform.meetings.models import MeetingDraft
from heft_platform.meetings.services.preparing import MeetingHeldError
from heft_platform.meetings.views import DraftView
from heft_platform.named import MILESTONE, PROGRAMME
from heft_platform.programmes.services import MilestoneView, ProgrammeClosedError, ProgrammeView
from heft_tenants.refusals import ChangedMeanwhileError
from heft_tenants.together import Question, Statement, built_once


def draft_of(session: Session, *, programme_id: UUID, milestone_id: UUID) -> DraftView | None:
    """Return what was typed for the record of a meeting so far; None if nothing was saved."""
    return draft_asked(programme_id, milestone_id).ask(session)


def draft_asked(programme_id: UUID, milestone_id: UUID) -> Question[DraftView | None]:
    """Ask for what was typed so far, for pages that ask for more at once."""
    return Question(_view, _draft_of_meeting(), programme=programme_id, milestone=milestone_id)


@built_once
def _draft_of_meeting() -> Statement:
    return select(MeetingDraft).where(
        MeetingDraft.programme_id == PROGRAMME, MeetingDraft.milestone_id == MILESTONE
    )


def _view(rows: Sequence[MeetingDraft]) -> DraftView | None:
    if not rows:
        return None
    found = rows[0]
    return DraftView(
        answers=found.answers, saver=found.saver_name, saved_at=found.saved_at, version=found.version
    )


def save_draft(
    session: Session,
    *,
    programme: ProgrammeView,
    milestone: MilestoneView,
    version: int,
    answers: Mapping[str, Any],
    saved_by: UUID,
    saver_name: str,
    now: datetime,
) -> None:
    """Keep what was typed so far. `version` is that of the draft that was read: 0 if there was none.

    :raises ProgrammeClosedError: if the programme is closed
    :raises MeetingHeldError: if the record is finished
    :raises ChangedMeanwhileError: if somebody saved another draft since
    """
    if programme.line.state == "closed":
        raise ProgrammeClosedError
    if milestone.held_on is not None:
        raise MeetingHeldError
    draft = _draft(session, programme.id, milestone.id, to_change=True)
    if (draft.version if draft else 0) != version:
        raise ChangedMeanwhileError
    said = {
        "answers": dict(answers),
        "saved_by": saved_by,
        "saver_name": saver_name,
        "saved_at": now,
    }
    if draft is None:
        where = {"programme_id": programme.id, "milestone_id": milestone.id}
        if not add_once(session, MeetingDraft, **where, version=1, **said):
            raise ChangedMeanwhileError
    else:
        for name, value in said.items():
            setattr(draft, name, value)
    record(
        session,
        action="meeting.draft_saved",
        thing="programme",
        thing_id=programme.id,
        pupil_id=programme.line.pupil_id,
        fields=("answers",),
    )


def end_draft(session: Session, *, programme_id: UUID, milestone_id: UUID, version: int) -> None:
    """Let a draft go, because its record is finished.

    :raises ChangedMeanwhileError: if somebody saved another draft since it was read
    """
    draft = _draft(session, programme_id, milestone_id, to_change=True)
    if draft is None:
        return
    if draft.version != version:
        raise ChangedMeanwhileError
    session.delete(draft)


def _draft(
    session: Session, programme_id: UUID, milestone_id: UUID, *, to_change: bool = False
) -> MeetingDraft | None:
    found = select(MeetingDraft).where(
        MeetingDraft.programme_id == programme_id, MeetingDraft.milestone_id == milestone_id
    )
    if to_change:
        found = found.with_for_update().execution_options(populate_existing=True)
    return session.scalar(found)
