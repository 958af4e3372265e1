"""What was agreed to be done stays on one list until it is done, carried or dropped."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

import pytest

from heft_platform import clock
from heft_testing.browser import Browser
from heft_testing.doing import Started, add_an_action, in_parts
from heft_testing.page import text_of

BrowserOf = Callable[[str], Browser]
TodayIs = Callable[[datetime], AbstractContextManager[None]]
LATER = 14


def test_an_action_needs_something_to_do_somebody_who_does_it_and_a_day_to_come(
    at_oakfield: Browser, started: Started
) -> None:
    at_oakfield.visit(started.path + "/actions/new")

    page = at_oakfield.press("Add the action", status=422, why="Her mother asked")
    assert page.problems == ["Say what will be done", "Enter the day by which it is done"]
    assert page.value_of("Why") == "Her mother asked"

    today = clock.today()
    page = at_oakfield.press("Add the action", status=422, what="Ring", **in_parts("due_on", today))
    assert page.problems == ["Choose who does it, or write their name"]
    yesterday = in_parts("due_on", today - timedelta(days=1))
    page = at_oakfield.press("Add the action", status=422, owner_name="Her aunt", **yesterday)
    assert page.problems == ["The day must be today or later"]
    assert page.value_of("Name of somebody else") == "Her aunt"
    (daniel,) = [one.get("value") for one in page.all("//option") if text_of(one).startswith("Daniel Lee")]
    page = at_oakfield.press("Add the action", status=422, owner_id=daniel, **in_parts("due_on", today))
    assert page.problems == ["Choose one of your staff or write another name, not both"]
    assert at_oakfield.press("Add the action", owner_id="").items[0].count("Her aunt") == 1


@pytest.mark.requirement("S001-80")
def test_the_running_list_of_a_programme_keeps_what_was_carried_done_and_dropped(
    browser_of: BrowserOf, started: Started
) -> None:
    sam, daniel = browser_of("sam-patel"), browser_of("daniel-lee")
    for what in ("Ring her mother", "Find a quiet table", "Ask for a fidget"):
        add_an_action(sam, started, what=what)

    daniel.visit("/s/oakfield/actions")
    daniel.follow("Ring her mother")
    later = clock.today() + timedelta(days=LATER)
    daniel.press("Carry it", why_carried="She is at work all week", **in_parts("to", later))
    daniel.visit("/s/oakfield/actions")
    daniel.follow("Find a quiet table")
    daniel.press("Mark as done", outcome="By the window")
    daniel.follow("Ask for a fidget")
    daniel.press("Drop it", why_dropped="She does not want one")

    page = sam.visit(started.path + "/actions")
    done, dropped, carried = page.items
    assert "Find a quiet table" in done
    assert "Done : By the window" in done
    assert "Dropped : She does not want one" in dropped
    assert "carried 1 time" in carried
    assert "She is at work all week" in carried
    assert "Open" in carried


def test_carrying_goes_forward_and_says_why(at_oakfield: Browser, started: Started) -> None:
    at_oakfield.visit(f"/s/oakfield/actions/{add_an_action(at_oakfield, started)}")

    page = at_oakfield.press(
        "Carry it", status=422, why_carried="Soon", **in_parts("to", clock.today() + timedelta(days=7))
    )
    assert page.problems == ["The new day must be later than the old one, and not before today"]
    assert page.value_of("Why it is carried") == "Soon"

    page = at_oakfield.press("Carry it", status=422, why_carried="", **in_parts("to", clock.today()))
    assert page.problems == ["Say why it is carried"]


def test_several_are_marked_as_done_at_once_and_none_is_chosen_for_nobody(
    browser_of: BrowserOf, started: Started
) -> None:
    sam, daniel = browser_of("sam-patel"), browser_of("daniel-lee")
    actions = [add_an_action(sam, started, what=what) for what in ("Ring her mother", "Find a table")]
    daniel.visit("/s/oakfield/actions")

    page = daniel.press("Mark as done", status=422)
    assert page.problems == ["Select an action to mark as done"]

    page = daniel.press("Mark as done", chosen=actions)
    assert page.messages == ["2 actions are done."]
    assert "You have no actions." in page.text
    assert len(sam.visit("/s/oakfield/actions?whose=all&show=ended").items) == 2


def test_an_action_that_somebody_changed_meanwhile_is_shown_as_it_is_now_with_what_was_typed(
    browser_of: BrowserOf, started: Started
) -> None:
    sam, daniel = browser_of("sam-patel"), browser_of("daniel-lee")
    action = add_an_action(sam, started)
    for one in (sam, daniel):
        one.visit(f"/s/oakfield/actions/{action}")
    later = clock.today() + timedelta(days=LATER)
    daniel.press("Carry it", why_carried="She is away", **in_parts("to", later))

    page = sam.press("Mark as done", status=422, outcome="We spoke")
    assert "She is away" in page.text
    assert page.value_of("What came of it") == "We spoke"
    sam.press("Mark as done")
    daniel.visit(f"/s/oakfield/actions/{action}")
    assert "We spoke" in daniel.page.text


def test_an_action_that_is_late_is_said_to_be_and_a_teacher_sees_only_their_own(
    browser_of: BrowserOf, today_is: TodayIs, started: Started
) -> None:
    sam = browser_of("sam-patel")
    action = add_an_action(sam, started, what="Bring 🙂 שלום" + "a" * 1900)
    assert "Nothing here." in sam.visit("/s/oakfield/actions?whose=all&show=overdue").text

    with today_is(clock.now() + timedelta(days=LATER)):
        (late,) = browser_of("sam-patel").visit("/s/oakfield/actions?whose=all&show=overdue").items
        assert "7 days late" in late
        carl = browser_of("carl-dunne")
        assert "Nothing here." in carl.visit("/s/oakfield/actions?whose=all&show=overdue").text
        carl.visit(f"/s/oakfield/actions/{action}", status=404)


def test_an_action_about_a_pupil_without_a_programme_is_for_somebody_outside_school(
    at_oakfield: Browser, started: Started
) -> None:
    at_oakfield.visit(started.pupil_path)
    at_oakfield.follow("Add an action")

    page = at_oakfield.press(
        "Add the action",
        what="Send the report",
        owner_name="Dr Amin, surgery",
        **in_parts("due_on", clock.today()),
    )

    (line,) = page.items
    assert "Dr Amin, surgery" in line
    assert "today" in line
