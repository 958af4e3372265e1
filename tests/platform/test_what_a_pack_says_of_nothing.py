"""A pack that has nothing to say of something says what is so: not that a meeting was not held, nor that it is past."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any, cast

from heft_platform.documents.blocks import my_plan, told
from heft_platform.documents.known import Known
from heft_platform.meetings.services import Decided

TODAY = date(2026, 11, 30)


def known(**facts: Any) -> Known:
    return cast("Known", SimpleNamespace(today=TODAY, **facts))


def test_a_meeting_that_decided_nothing_was_held_all_the_same() -> None:
    review = SimpleNamespace(commitments=(), targets=())
    record = SimpleNamespace(evidence=(), decided=Decided(), remarks=(), review=review)

    assert told.decided(known(meeting=record)).nothing == "Nothing was decided at it."
    assert told.decided(known(meeting=None)).nothing == "No meeting has been held."


def test_a_pupil_is_told_of_no_meeting_on_a_day_that_is_over() -> None:
    def said(due_on: date) -> str:
        milestone = SimpleNamespace(label="4-week review", due_on=due_on)
        [line] = my_plan.dates(known(programme=SimpleNamespace(next_milestone=milestone))).said
        return line.words

    assert said(TODAY) == "4-week review: Monday 30 November 2026. I can say what I think."
    late = said(TODAY - timedelta(days=1))
    assert late == "4-week review: we still choose the day. I can say what I think."
