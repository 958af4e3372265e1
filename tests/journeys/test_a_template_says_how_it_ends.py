"""What a template says of endings: what must be there, how somebody looks in afterwards, and what may follow."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from heft_platform import clock
from heft_platform.actions.models import Action
from heft_platform.programmes.models import Milestone
from heft_testing.browser import Browser, Page
from heft_testing.database import ServerOfTests
from heft_testing.doing import Started, a_school_day, in_parts
from heft_testing.other_rules import let

ActingAs = Callable[[str], AbstractContextManager[Session]]
TodayIs = Callable[[datetime], AbstractContextManager[None]]
TODAY = a_school_day()
WELL: dict[str, Any] = {
    "verdict": "successful",
    "words": "She wanted it",
    "next_steps": ["credit"],
    "credit": "A letter home",
}


@pytest.fixture
def ready(acting_as: ActingAs, running: Started) -> Started:
    """The running programme, all of whose meetings were held, but for the first review, which was left out."""
    with acting_as("sam-patel") as session:
        programme = let(session, running, "closing.after_care.weeks", 6)
        milestones = update(Milestone).where(Milestone.programme_id == programme.id)
        to_come = milestones.where(Milestone.is_meeting, Milestone.held_on.is_(None))
        session.execute(to_come.where(Milestone.code != "review_4").values(held_on=TODAY))
        left_out = {"skipped_on": TODAY, "skip_reason": "Too close to the holidays"}
        session.execute(to_come.where(Milestone.code == "review_4").values(**left_out))
    return running


def finish(browser: Browser, programme: Started, *, status: int = 200, **more: Any) -> Page:
    browser.visit(programme.path + "/finish")
    return browser.press("Finish the programme", status=status, **(WELL | more))


def test_a_programme_is_not_finished_without_a_meeting_that_its_template_requires(
    at_oakfield: Browser, ready: Started, acting_as: ActingAs
) -> None:
    with acting_as("sam-patel") as session:
        let(session, ready, "milestones.3.meeting", "early")
        let(session, ready, "meetings.1.id", "early")
        let(session, ready, "milestones.4.meeting", "final")
        let(session, ready, "closing.requires", ["meeting.early", "verdict", "next_steps"])

    assert finish(at_oakfield, ready, status=422).problems == [
        "“Review meeting” was left out, and the template lets no programme finish without it. End it early, and say why"
    ]


def test_a_programme_is_not_finished_without_a_paper_that_its_template_requires(
    at_oakfield: Browser, ready: Started, acting_as: ActingAs
) -> None:
    with acting_as("sam-patel") as session:
        let(session, ready, "closing.requires", ["document.final_record", "document.outcome_letter"])
    (said,) = finish(at_oakfield, ready, status=422).problems
    assert said.startswith("The template lets no programme finish without “Outcome letter")

    at_oakfield.visit(ready.path + "/asked/new")
    at_oakfield.press(
        "Ask for it", document="outcome_letter", asked_name="The head", **in_parts("due_on", TODAY)
    )
    at_oakfield.follow("Outcome letter")
    at_oakfield.press("The paper is here")
    assert finish(at_oakfield, ready).messages[-1] == "The programme is finished."


@pytest.mark.parametrize(
    ("cadence", "number", "words"),
    [
        ("fortnightly", 3, "every two weeks"),
        ("weekly", 6, "every week"),
        ("daily", 1, "every school day"),
    ],
)
def test_somebody_looks_in_afterwards_as_often_and_with_the_paper_that_the_template_says(
    at_oakfield: Browser,
    ready: Started,
    acting_as: ActingAs,
    *,
    cadence: str,
    number: int,
    words: str,
) -> None:
    with acting_as("sam-patel") as session:
        let(session, ready, "closing.after_care.cadence", cadence)
    page = at_oakfield.visit(ready.path + "/finish")
    assert (
        f"After it went well, for 6 weeks: Key member of staff looks in {words}, with “Monitoring meeting sheet”"
    ) in page.text
    finish(at_oakfield, ready, after_care=["yes"])

    with acting_as("sam-patel") as session:
        looks = session.scalars(
            select(Action).where(Action.what.startswith("Look in")).order_by(Action.due_on)
        ).all()
        assert all("“Monitoring meeting sheet”" in one.what for one in looks)
        assert looks[-1].due_on == clock.today() + timedelta(weeks=6)
        assert 1 <= len(looks) <= number, "looks that holidays put on one day are one"
        assert len({one.due_on for one in looks}) == len(looks)


def test_what_is_left_to_do_after_the_key_worker_left_is_for_the_coordinator(
    at_oakfield: Browser, ready: Started, acting_as: ActingAs, server: ServerOfTests
) -> None:
    server.run("update owned.member set left_on = current_date where name = 'Daniel Lee' returning 1")

    finish(at_oakfield, ready, after_care=["yes"])

    with acting_as("sam-patel") as session:
        owners = session.scalars(select(Action.owner_name).where(Action.what.startswith("Look in")))
        assert set(owners) == {"Sam Patel"}
