"""What a template says of its dates: where they are agreed and decided, how many reviews there are, and on which weekday."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform import clock, words
from heft_platform.calendar import services as calendar
from heft_platform.demo.opening import id_of
from heft_platform.library.programme_template import ProgrammeTemplate
from heft_platform.programmes import services as programmes
from heft_platform.programmes.models import Milestone
from heft_testing.browser import Browser, Page
from heft_testing.doing import Started, a_school_day, in_parts
from heft_testing.other_rules import let
from heft_testing.templates import begin

ActingAs = Callable[[str], AbstractContextManager[Session]]
BrowserOf = Callable[[str], Browser]
TodayIs = Callable[[datetime], AbstractContextManager[None]]
FIRST = a_school_day()
OPEN, SIX = "8 to 16 weeks", "Support Plan, 6 weeks"


def leave_out(browser: Browser, programme: Started, label: str, *, status: int = 200) -> Page:
    browser.visit(programme.path + "/course")
    browser.follow(f"Change of {label}")
    return browser.press("Leave this step out", status=status, skip="Too close to the holidays")


def milestone(session: Session, code: str) -> Milestone:
    return session.scalars(select(Milestone).where(Milestone.code == code)).one()


def test_a_step_is_left_out_where_that_is_decided_and_not_before(
    at_oakfield: Browser, started: Started, acting_as: ActingAs
) -> None:
    page = leave_out(at_oakfield, started, "4-week review", status=422)
    assert "Whether it is left out is decided at the initial meeting." in page.text
    assert page.problems == [
        "Whether it is left out is decided at the Initial meeting. Hold that first, and decide it there"
    ]
    assert page.value_of("Why this step is left out") == "Too close to the holidays"
    with acting_as("sam-patel") as session:
        milestone(session, "initial").held_on = FIRST

    assert "Left out" in leave_out(at_oakfield, started, "4-week review").text


def test_a_review_without_a_place_of_its_own_is_left_out_where_the_number_is_decided(
    at_oakfield: Browser, running: Started, acting_as: ActingAs
) -> None:
    page = at_oakfield.visit(running.path + "/course")
    assert "There are 1 to 2 reviews." in page.text
    assert "How many is decided" not in page.text, "it was decided at the first meeting"
    with acting_as("sam-patel") as session:
        milestones = let(session, running, "review.number.decided_at", "review_4").template.body["milestones"]
        without = [{key: value for key, value in one.items() if key != "skip"} for one in milestones]
        let(session, running, "milestones", without)

    page = at_oakfield.visit(running.path + "/course")
    assert "How many is decided at the 4-week review." in page.text
    (said,) = leave_out(at_oakfield, running, "8-week review", status=422).problems
    assert said.startswith("Whether it is left out is decided at the 4-week review.")


def test_no_more_reviews_are_held_than_the_template_has(
    at_oakfield: Browser, running: Started, acting_as: ActingAs
) -> None:
    with acting_as("sam-patel") as session:
        let(session, running, "review.number.max", 1)
        let(session, running, "review.all_targets_answered", False)
        let(session, running, "review.all_commitments_answered", False)
        milestone(session, "review_4").held_on = clock.today()
    at_oakfield.visit(running.path + "/review")
    said: dict[str, Any] = {"present": "All of us", "summary": "Well", "why_day": "It suited all"}
    page = at_oakfield.press("Save the review", status=422, **said)
    assert page.problems == [
        "The template allows no more than 1 of these reviews. Leave this one out under “Course and dates”"
    ]
    assert page.value_of("How it is going, in a sentence or two") == "Well"
    leave_out(at_oakfield, running, "8-week review")

    assert "8-week review Left out" in at_oakfield.visit(running.path).text


def test_where_not_everything_is_asked_about_what_is_written_of_something_needs_its_answer(
    at_oakfield: Browser, running: Started, acting_as: ActingAs
) -> None:
    with acting_as("sam-patel") as session:
        let(session, running, "review.all_targets_answered", False)
        let(session, running, "review.all_commitments_answered", False)
    page = at_oakfield.visit(running.path + "/review")
    of_target, of_commitment = (
        page.field(label).get("name") for label in ("What shows it", "What would make")
    )
    said: dict[str, Any] = {"present": "All of us", "summary": "Well", "why_day": "It suited all"}

    page = at_oakfield.press(
        "Save the review",
        status=422,
        **said,
        **{of_target: "Four days of five", of_commitment: "A later bus"},
    )

    assert page.problems == [
        "Select how target 1 goes",
        "Select what happens to target 1 now",
        "Select whether this was kept: Meets Maya at the gate",
    ]


def test_a_review_that_is_called_early_comes_besides(
    at_oakfield: Browser, running: Started, acting_as: ActingAs
) -> None:
    with acting_as("sam-patel") as session:
        programme = let(session, running, "review.number.max", 1)
        programmes.put_in_review(session, programme_id=programme.id, due_on=FIRST)
        milestone(session, "review_4").held_on = FIRST
        early = milestone(session, "review_4:early-1")
        assert early.label == "Early review meeting", "as the template calls what comes in between"
        programmes.mark_held(session, programme_id=programme.id, milestone_id=early.id, held_on=FIRST)


def test_a_review_that_is_called_early_counts_among_the_fewest(
    at_oakfield: Browser, running: Started, acting_as: ActingAs
) -> None:
    with acting_as("sam-patel") as session:
        programme_id = let(session, running, "review.number.min", 2).id
    leave_out(at_oakfield, running, "8-week review", status=422)
    with acting_as("sam-patel") as session:
        programmes.put_in_review(session, programme_id=programme_id, due_on=FIRST)

    assert "Left out" in leave_out(at_oakfield, running, "8-week review").text


@pytest.mark.parametrize(("most", "comes_again"), [(2, False), (3, True)])
def test_what_comes_again_in_weeks_that_are_added_comes_no_oftener_than_the_template_has_it(
    acting_as: ActingAs, app: Any, *, most: int, comes_again: bool
) -> None:
    with acting_as("sam-patel") as session:
        programme = begin(session, OPEN, on=FIRST)
        body = programme.template.body
        number = body["review"]["number"] | {"max": most}
        programme.template = ProgrammeTemplate(body | {"review": body["review"] | {"number": number}})
        for code in ("start", "look"):
            milestone(session, code).held_on = FIRST
        in_ten_weeks = a_school_day(from_day=milestone(session, "look:2").due_on + timedelta(weeks=2))
        closing = milestone(session, "closing")
        programmes.agree_dates(session, programme_id=programme.id, days={closing.id: in_ten_weeks})
        programmes.extend(
            session,
            programme_id=programme.id,
            version=programme.version,
            weeks=4,
            why="More is possible",
            approved_by=id_of("ruth-okonjo"),
            agreed_by="Gloria and Maya",
        )
        looks = session.scalars(select(Milestone.code).where(Milestone.code.startswith("look"))).all()

    assert ("look:4" in looks) is comes_again


def test_an_end_that_is_set_at_a_meeting_is_set_at_no_desk_before(
    at_oakfield: Browser, acting_as: ActingAs
) -> None:
    with acting_as("sam-patel") as session:
        programme = begin(session, OPEN, on=FIRST, state="preparing")
        reference, day = programme.reference, milestone(session, "closing").due_on
    path = f"/s/oakfield/programmes/{reference}"
    page = at_oakfield.visit(path + "/course")
    assert "There is no fixed end: the day of the closing meeting is set at a meeting." in page.text
    at_oakfield.follow("Set the day of Closing meeting")
    page = at_oakfield.press("Save the day", status=422, **in_parts("due_on", day))
    assert page.problems == [
        "This plan has no fixed end: its end is set at a meeting. Hold the Planning meeting first"
    ]

    with acting_as("sam-patel") as session:
        milestone(session, "start").held_on = FIRST
    at_oakfield.visit(path + "/course")
    at_oakfield.follow("Set the day of Closing meeting")
    at_oakfield.press("Save the day", **in_parts("due_on", day))


def test_the_week_of_a_plan_without_a_fixed_end_says_when_it_ends_at_the_latest(
    browser_of: BrowserOf, acting_as: ActingAs, today_is: TodayIs
) -> None:
    with acting_as("sam-patel") as session:
        reference = begin(session, OPEN, on=FIRST).reference
    with today_is(datetime.combine(FIRST, time(9), tzinfo=UTC)):
        page = browser_of("sam-patel").visit(f"/s/oakfield/programmes/{reference}")

    assert "Week 1, and 16 at the latest" in page.text


@pytest.mark.parametrize(
    ("rule", "stays"), [("same_weekday_next_school_day", True), ("next_school_day", False)]
)
def test_weeks_that_are_added_keep_to_the_weekday_where_the_template_does(
    acting_as: ActingAs, app: Any, *, rule: str, stays: bool
) -> None:
    with acting_as("sam-patel") as session:
        programme = begin(session, SIX, on=FIRST)
        body = programme.template.body
        programme.template = ProgrammeTemplate(body | {"schedule": body["schedule"] | {"day_rule": rule}})
        last = milestone(session, "review")
        if last.due_on.weekday() == FIRST.weekday():
            calendar.add_inset(session, day=last.due_on)
            last.due_on = calendar.calendar_of_school(session).next_school_day(last.due_on)
        milestone(session, "initial").held_on = last.held_on = FIRST
        session.flush()
        day = programmes.extend(
            session,
            programme_id=programme.id,
            version=programme.version,
            weeks=2,
            why="Nearly there",
            approved_by=id_of("sam-patel"),
            agreed_by="Gloria Brown",
        )

    assert (day.weekday() == FIRST.weekday()) is stays


def test_dates_are_proposals_until_they_are_agreed(
    at_oakfield: Browser, started: Started, acting_as: ActingAs
) -> None:
    proposals = "These dates are proposals. The real ones are agreed at the initial meeting."
    assert proposals in at_oakfield.visit(started.path + "/course").text
    with acting_as("sam-patel") as session:
        milestone(session, "initial").held_on = FIRST

    assert proposals not in at_oakfield.visit(started.path + "/course").text


def test_a_meeting_that_is_arranged_for_the_last_day_of_its_window_has_its_day(
    at_oakfield: Browser, acting_as: ActingAs
) -> None:
    with acting_as("sam-patel") as session:
        programme = begin(session, OPEN, on=FIRST)
        milestone(session, "start").held_on = FIRST
        path, closing = f"/s/oakfield/programmes/{programme.reference}", milestone(session, "closing")
        last, closing_id = closing.due_on, closing.id
    assert "Closing meeting Day To be set: " in at_oakfield.visit(path + "/course").text
    at_oakfield.visit(f"{path}/meetings/{closing_id}/prepare")

    roles = {"chair": "Ruth Okonjo", "note_taker": "Sam Patel", "pupil_part": "full"}
    at_oakfield.press("Save", starts_at="3:30pm", **roles)

    assert f"Closing meeting Day {words.day(last)}" in at_oakfield.visit(path + "/course").text
