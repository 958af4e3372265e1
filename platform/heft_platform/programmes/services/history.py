"""What happened to a programme, in words: who, when, what before and after, and why."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform import words
from heft_platform.named import PROGRAMME
from heft_platform.programmes.models import ProgrammeChange
from heft_platform.programmes.views import CourseChange
from heft_tenants.together import Question, Statement, built_once

KIND_WORDS = {
    "started": "Started",
    "activated": "The programme began",
    "paused": "Paused",
    "resumed": "Went on",
    "held": "A meeting was held",
    "closed": "Finished",
    "closing_changed": "How it ended was changed",
    "ended_early": "Ended early",
    "merged": "Closed, because it should have been another programme",
    "took_in": "Took in the record of a programme that was started wrongly",
    "extended": "Made longer",
    "moved": "A date was changed",
    "dates_agreed": "Dates were agreed",
    "early_review_called": "A review was called early",
    "moved_to_version": "Follows a newer version of its template",
    "calendar_moved": "Dates moved with the school’s calendar",
    "skipped": "A step was left out",
    "people_changed": "Other people have it now",
    "class_changed": "The pupil is in another class",
    "undone": "The last change was taken back",
}
STATE_WORDS = {"preparing": "Preparing", "active": "Active", "paused": "Paused", "closed": "Finished"}
FIELD_WORDS = {
    "state": "State",
    "key_worker_name": "Key worker",
    "coordinator_name": "Coordinator",
    "extended_weeks": "Weeks added",
}
OF_MILESTONE = {"due_on": "due", "held_on": "held", "skipped_on": "left out", "window_from": "to be set from"}
CHANGES_SHOWN = 200


def history(session: Session, *, programme_id: UUID) -> list[CourseChange]:
    """Return every change of a programme’s course, the newest first."""
    return history_asked(programme_id=programme_id).ask(session)


def history_asked(*, programme_id: UUID, at_most: int | None = CHANGES_SHOWN) -> Question[list[CourseChange]]:
    """Ask for the changes of a programme’s course, the newest first, for pages that ask for more at once."""
    return Question(
        lambda rows: [change_in_words(one) for one in rows], _newest_changes(at_most), programme=programme_id
    )


@built_once
def _newest_changes(at_most: int | None) -> Statement:
    found = select(ProgrammeChange).where(ProgrammeChange.programme_id == PROGRAMME)
    return found.order_by(ProgrammeChange.at.desc(), ProgrammeChange.id.desc()).limit(at_most)


def change_in_words(change: ProgrammeChange) -> CourseChange:
    """Return a change as people read it."""
    return CourseChange(
        id=change.id,
        kind=change.kind,
        at=change.at,
        by=change.by_name,
        what=KIND_WORDS.get(change.kind, change.kind),
        why=change.why,
        details=(*_of_programme(change), *_of_milestones(change), *_also(change)),
    )


def _of_programme(change: ProgrammeChange) -> list[tuple[str, str, str]]:
    return [
        (said, _said(change.before.get(name), nothing=""), _said(change.after.get(name)))
        for name, said in FIELD_WORDS.items()
        if change.before.get(name) != change.after.get(name)
    ]


def _of_milestones(change: ProgrammeChange) -> list[tuple[str, str, str]]:
    before, after = change.before.get("steps", {}), change.after.get("steps", {})
    milestones, lines = before | after, []
    for code in sorted(milestones, key=lambda code: milestones[code].get("due_on") or ""):
        old, new = before.get(code, {}), after.get(code, {})
        label = (new or old)["label"]
        lines += [
            (f"{label}, {said}", _said(old.get(name), nothing=""), _said(new.get(name)))
            for name, said in OF_MILESTONE.items()
            if old.get(name) != new.get(name)
        ]
    return lines


def _also(change: ProgrammeChange) -> list[tuple[str, str, str]]:
    if told := change.after.get("pupil_told"):
        return [("How the pupil was told", "", told)]
    if after := change.after.get("class_after"):
        return [("Class", change.after.get("class_before", ""), after)]
    if until := change.after.get("until"):
        return [("Goes on by itself on", "", _said(until))]
    if took_in := change.after.get("took_in"):
        return [("Programme", "", took_in)]
    return []


def _said(value: Any, *, nothing: str = "Not yet") -> str:
    if value in STATE_WORDS:
        return STATE_WORDS[value]
    if isinstance(value, str):
        try:
            return words.day(date.fromisoformat(value))
        except ValueError:
            return value
    return nothing if value is None else str(value)
