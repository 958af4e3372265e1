"""The daily report: three buttons for each target, on whatever is at hand."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, time, timedelta

import psycopg
import pytest

from heft_testing.browser import Browser, Page
from heft_testing.database import ServerOfTests
from heft_testing.doing import Started, a_school_day, in_parts, start_a_programme

BrowserOf = Callable[[str], Browser]
ONE = timedelta(days=1)
DAY_BEFORE = a_school_day()
DAY = a_school_day(from_day=DAY_BEFORE + ONE)


@pytest.fixture(autouse=True)
def _on_a_school_day(today_is: Callable[..., AbstractContextManager[None]]) -> Iterator[None]:
    with today_is(datetime.combine(DAY, time(9), tzinfo=UTC)):
        yield


@pytest.fixture
def programme(at_oakfield: Browser, running: Started) -> Started:
    """A programme of Maya Brown's that runs, with two targets."""
    at_oakfield.visit(running.path + "/targets/new")
    at_oakfield.press(
        "Save the target", statement="I use kind words", success="Heard", measure="percent_lessons"
    )
    return running


def open_lesson(
    browser: Browser, programme: Started, *, day: date = DAY, lesson: int = 1, status: int = 200
) -> Page:
    return browser.visit(
        f"/s/oakfield/reports/{programme.reference}/{day.isoformat()}/{lesson}", status=status
    )


def chosen(page: Page) -> list[str]:
    return [str(one["value"]) for one in page.soup.select(".heft-score__set input[checked]")]


@pytest.mark.requirement("S001-74")
def test_a_teacher_scores_a_lesson_from_the_list_of_today(browser_of: BrowserOf, programme: Started) -> None:
    carl = browser_of("carl-dunne")
    carl.visit("/s/oakfield/reports")
    carl.follow("Lesson 1 of M.B.")

    page = carl.press("Save and next pupil", **{"target-1": "2", "target-2": "1"})

    assert page.messages == ["Saved: M.B., Lesson 1."]
    assert "Lesson 1 of M.B. done" in page.text
    assert "75% in week 1" in browser_of("daniel-lee").visit(programme.path).text


def test_one_tap_says_that_every_target_was_met(at_oakfield: Browser, programme: Started) -> None:
    open_lesson(at_oakfield, programme)
    at_oakfield.press("Met all 2")

    assert chosen(open_lesson(at_oakfield, programme)) == ["2", "2"]


def test_a_target_without_a_score_is_named_and_the_others_stay_chosen(
    at_oakfield: Browser, programme: Started
) -> None:
    open_lesson(at_oakfield, programme)

    page = at_oakfield.press("Save and next pupil", status=422, words="Hard after lunch", **{"target-1": "1"})

    assert page.problems == ["Say how it went: I use kind words"]
    assert chosen(page) == ["1"]
    assert page.value_of("In your own words") == "Hard after lunch"


def test_a_pupil_who_was_not_in_the_lesson_needs_no_scores(at_oakfield: Browser, programme: Started) -> None:
    open_lesson(at_oakfield, programme)
    at_oakfield.press("Save and next pupil", was_missed="yes")

    page = open_lesson(at_oakfield, programme)
    assert chosen(page) == []
    assert "checked" in page.field("Not in this lesson").attrib
    assert "Nothing has been scored yet." in at_oakfield.visit(programme.path).text


def test_who_scores_second_is_told_and_keeps_what_they_chose(
    browser_of: BrowserOf, programme: Started
) -> None:
    aisha, carl = browser_of("aisha-khan"), browser_of("carl-dunne")
    open_lesson(aisha, programme)
    open_lesson(carl, programme)
    aisha.press("Save and next pupil", **{"target-1": "2", "target-2": "2"})

    page = carl.press("Save and next pupil", status=409, **{"target-1": "0", "target-2": "1"})

    assert "Aisha Khan scored this lesson" in page.text
    assert "They chose: I start my work: Met, I use kind words: Met." in page.text
    assert chosen(page) == ["0", "1"]
    carl.press("Save and next pupil")
    assert chosen(open_lesson(aisha, programme)) == ["0", "1"]


def test_a_form_that_came_back_with_a_problem_still_knows_that_somebody_else_scored(
    browser_of: BrowserOf, programme: Started
) -> None:
    aisha, carl = browser_of("aisha-khan"), browser_of("carl-dunne")
    open_lesson(carl, programme)
    open_lesson(aisha, programme)
    aisha.press("Met all 2")
    carl.press("Save and next pupil", status=422, **{"target-1": "0"})

    carl.press("Save and next pupil", status=409, **{"target-1": "0", "target-2": "0"})


def test_a_lesson_of_the_day_before_is_marked_as_late(at_oakfield: Browser, programme: Started) -> None:
    page = open_lesson(at_oakfield, programme, day=DAY_BEFORE)

    assert "late entry" in page.text
    at_oakfield.press("Met all 2")
    assert chosen(open_lesson(at_oakfield, programme, day=DAY_BEFORE)) == ["2", "2"]


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (DAY + ONE, "This lesson has not been yet"),
        (DAY - ONE * (DAY.weekday() + 1), "There is no school on this day"),
        (DAY - ONE * 2000, "Term dates are needed for "),
    ],
)
def test_a_day_that_cannot_be_scored_is_refused_in_words(
    at_oakfield: Browser, programme: Started, day: date, words: str
) -> None:
    open_lesson(at_oakfield, programme, day=day)

    page = at_oakfield.press("Met all 2", status=422)

    assert words in page.problems[0]


@pytest.mark.parametrize("path", ["/yesterday/1", f"/{DAY}/7", f"/{DAY}/0"])
def test_a_lesson_that_there_is_not_is_not_found(at_oakfield: Browser, programme: Started, path: str) -> None:
    at_oakfield.visit(f"/s/oakfield/reports/{programme.reference}{path}", status=404)


def test_a_programme_that_has_not_begun_is_on_no_list(at_oakfield: Browser) -> None:
    start_a_programme(at_oakfield)

    assert "No pupil is on report." in at_oakfield.visit("/s/oakfield/reports").text


def test_another_school_scores_nothing_here(browser_of: BrowserOf, programme: Started) -> None:
    bronwen = browser_of("bronwen-hughes")

    bronwen.visit(f"/s/hillside/reports/{programme.reference}/{DAY}/1", status=404)
    assert "No pupil is on report." in bronwen.visit("/s/hillside/reports").text


@pytest.mark.requirement("S001-11")
def test_progress_gives_each_target_week_by_week_with_what_is_not_known(
    at_oakfield: Browser, programme: Started
) -> None:
    open_lesson(at_oakfield, programme)
    at_oakfield.press("Save and next pupil", **{"target-1": "2", "target-2": "0"})

    page = at_oakfield.visit(programme.path)

    week, first, second, recorded = page.rows()[-1]
    assert week.startswith("Week ")
    assert (first, second) == ("100%", "0%")
    assert recorded.startswith("1 of ")
    assert "Not enough reports yet. We draw a chart after 5 school days." in page.text


def test_the_page_of_a_lesson_is_light(at_oakfield: Browser, programme: Started) -> None:
    page = open_lesson(at_oakfield, programme)

    assert len(page.response.data) < 12_000


def test_on_a_day_without_school_no_lesson_is_offered(at_oakfield: Browser, running: Started) -> None:
    saturday = DAY - timedelta(days=DAY.weekday() + 2)

    page = at_oakfield.visit(f"/s/oakfield/reports?day={saturday}")

    assert "There is no school on this day: it is a weekend." in page.text
    assert page.soup.select(".heft-links") == []


def test_a_template_that_looks_in_less_often_asks_nobody_to_score_until_a_report_is_agreed(
    at_oakfield: Browser, running: Started, server: ServerOfTests
) -> None:
    day = DAY
    initials = "M.B."
    assert initials in at_oakfield.visit(f"/s/oakfield/reports?day={day}").text
    weekly = """update shared.template set body = jsonb_set(body::jsonb, '{monitoring,0,cadence}',
        '{"options": ["weekly"], "default": "weekly"}') #- '{monitoring,1}'"""
    with psycopg.connect(
        server.superuser_url
    ) as superuser:  # no template that anybody has published looks so rarely
        superuser.execute("set session_replication_role = replica")
        superuser.execute(weekly)
    assert initials not in at_oakfield.visit(f"/s/oakfield/reports?day={day}").text
    page = at_oakfield.visit(running.path + "/report")
    assert "asks for no daily report" in page.text

    at_oakfield.press("Agree this report", **in_parts("from_on", day))

    assert initials in at_oakfield.visit(f"/s/oakfield/reports?day={day}").text
