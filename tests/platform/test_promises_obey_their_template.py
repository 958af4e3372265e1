"""What is asked of a promise is what the template asks: how often, from which day, until when, for which target."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from heft_platform import clock, words
from heft_testing.browser import Browser, Page
from heft_testing.doing import Started, in_parts, record_who_agrees
from heft_testing.other_rules import let

ActingAs = Callable[[str], AbstractContextManager[Session]]
FIRST = clock.today()
LAST = FIRST + timedelta(weeks=4)
PROMISE = {"party": "family", "who": "Gloria Brown", "what": "Reads with her", "how_often": "School nights"}
WHEN = f"School nights, from {words.day(FIRST)} until {words.day(LAST)}"
ASKED = ("How often (optional)", "From which day? (optional)", "Until when? (optional)", "For which target?")


@pytest.fixture
def asks(running: Started, acting_as: ActingAs) -> Callable[..., None]:
    """Let the template ask this of promises, beside who promises what."""

    def ask(*fields: str) -> None:
        with acting_as("sam-patel") as session:
            let(session, running, "commitments.fields", ["owner", "party", "what", *fields])

    return ask


def promise(browser: Browser, running: Started, *, status: int = 200, **more: Any) -> Page:
    browser.visit(running.path + "/promises/new")
    return browser.press("Save the promise", status=status, **PROMISE, **more)


def questions(page: Page) -> list[str]:
    said = [one.get_text(strip=True) for one in page.soup.select("main form label, main form legend")]
    return [one for one in ASKED if one in said]


def row_of(page: Page) -> list[str]:
    return next(row for row in page.rows() if row[0].startswith("Reads with her"))


def test_a_promise_says_from_when_until_when_and_how_often_it_holds(
    at_oakfield: Browser, running: Started
) -> None:
    days = {**in_parts("starts_on", FIRST), **in_parts("ends_on", LAST)}
    page = promise(at_oakfield, running, status=422, **days | in_parts("ends_on", FIRST - timedelta(days=1)))
    assert page.problems == ["The last day must not be before the first"]
    assert questions(page) == list(ASKED)
    page = at_oakfield.press("Save the promise", status=422, **days | {"starts_on-year": "26"})
    assert page.problems == ["Enter a real date, such as 4 12 2026"], "nobody promises since the year 26"

    page = at_oakfield.press("Save the promise", **days)

    assert row_of(page)[1:3] == ["Gloria Brown", WHEN]
    record_who_agrees(at_oakfield, running)
    assert f"Gloria Brown: Reads with her, {WHEN}" in at_oakfield.visit(running.path + "/plan/agree").text
    assert WHEN in at_oakfield.visit(running.path + "/packs/plan?for=family").text
    at_oakfield.visit(running.path + "/plan")
    at_oakfield.follow("Change : Reads with her")
    at_oakfield.press("Save the promise", **in_parts("ends_on", LAST + timedelta(weeks=1)))
    text = at_oakfield.visit(running.path + "/plan").text
    longer = words.day(LAST + timedelta(weeks=1))
    assert f"Until: “{words.day(LAST)}” became “{longer}”" in text
    assert f"It was “Reads with her, {WHEN}”" in text, "the plan that was agreed had other days"


def test_only_what_the_template_asks_of_a_promise_is_asked_and_what_was_said_before_stays(
    at_oakfield: Browser, running: Started, asks: Callable[..., None]
) -> None:
    promise(at_oakfield, running, **in_parts("starts_on", FIRST), **in_parts("ends_on", LAST))
    asks("end", "target")
    page = at_oakfield.follow("Change : Reads with her")
    assert questions(page) == [ASKED[2], ASKED[3]]

    page = at_oakfield.press("Save the promise", what="Reads with her in bed")

    assert row_of(page)[2] == WHEN
    asks()
    assert questions(at_oakfield.visit(running.path + "/promises/new")) == []
