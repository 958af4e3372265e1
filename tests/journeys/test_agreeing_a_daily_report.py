"""What is on a report, the whole day and the whole class on one page, and two people who score the same lesson."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from heft_testing.browser import Browser, Page
from heft_testing.counting import counted
from heft_testing.doing import Started, a_school_day

BrowserOf = Callable[[str], Browser]
TodayIs = Callable[[datetime], AbstractContextManager[None]]
ONE = timedelta(days=1)
DAY = a_school_day(from_day=a_school_day() + ONE)
LATER = a_school_day(from_day=DAY + ONE)
MOST_STATEMENTS = 12
FIVE = ("Not yet", "A little", "Half the time", "Mostly", "Met")


@pytest.fixture(autouse=True)
def _on_a_school_day(today_is: TodayIs) -> Iterator[None]:
    with today_is(datetime.combine(DAY, time(9, 5), tzinfo=UTC)):
        yield


@pytest.fixture
def programme(at_oakfield: Browser, running: Started) -> Started:
    """A programme of Maya Brown’s that runs, with two targets."""
    at_oakfield.visit(running.path + "/targets/new")
    at_oakfield.press(
        "Save the target", statement="I use kind words", success="Heard", measure="percent_lessons"
    )
    return running


def agree(browser: Browser, programme: Started, *, status: int = 200, **answers: Any) -> Page:
    browser.visit(programme.path + "/report")
    return browser.press("Agree this report", status=status, **answers)


def open_day(browser: Browser, programme: Started, *, day: date = DAY) -> Page:
    return browser.visit(f"/s/oakfield/reports/{programme.reference}/{day.isoformat()}")


def open_lesson(browser: Browser, programme: Started, *, lesson: int = 1, day: date = DAY) -> Page:
    return browser.visit(f"/s/oakfield/reports/{programme.reference}/{day.isoformat()}/{lesson}")


def cells(*rows: tuple[int, str, str]) -> dict[str, str]:
    return {f"cell-{part}-{place}": points for part, *both in rows for place, points in enumerate(both, 1)}


def chosen(page: Page) -> dict[str, str]:
    return {
        str(one["name"]): str(option["value"])
        for one in page.soup.select(".heft-grid select")
        if (option := one.select_one("option[selected]")) and option["value"]
    }


@pytest.mark.requirement("S001-74")
def test_a_report_has_the_targets_parts_and_words_that_were_agreed_on_screen_and_on_paper(
    at_oakfield: Browser, browser_of: BrowserOf, programme: Started
) -> None:
    page = at_oakfield.visit(programme.path + "/report")
    second = str(page.soup.select("input[name=targets]")[1]["value"])

    page = at_oakfield.press(
        "Agree this report",
        targets=[second],
        steps="5",
        parts=["Lesson 2", "Lunchtime"],
        **{f"word-{number}": words for number, words in enumerate(FIVE, 1)},
    )

    assert "Not yet, A little, Half the time, Mostly, Met" in page.text
    carl = browser_of("carl-dunne")
    page = carl.visit("/s/oakfield/reports")
    assert "I use kind words" in page.text
    assert "I start my work" not in page.text
    assert [one for one in ("Lesson 1 of", "Lesson 2 of", "Lunchtime of") if one in page.text] == [
        "Lesson 2 of",
        "Lunchtime of",
    ]
    carl.follow("Lesson 2 of M.B.")
    assert [one.get_text() for one in carl.page.soup.select(".heft-score__set label")] == list(reversed(FIVE))
    carl.press("Save and next pupil", **{"target-2": "3"})
    assert "75%" in at_oakfield.visit(programme.path + "/progress").text
    at_oakfield.visit(programme.path + "/report/sheet")
    assert [row[0] for row in at_oakfield.page.rows()] == ["Lesson 2", "Lunchtime"]


def test_what_was_scored_on_another_scale_keeps_its_meaning(
    at_oakfield: Browser, programme: Started, today_is: TodayIs
) -> None:
    open_lesson(at_oakfield, programme)
    at_oakfield.press("Save and next pupil", **{"target-1": "1", "target-2": "1"})

    agree(at_oakfield, programme, steps="5")

    assert "50% in week 1" in at_oakfield.visit(programme.path + "/progress").text
    open_lesson(at_oakfield, programme, lesson=2)
    at_oakfield.press("Met all 2")
    assert "75% in week 1" in at_oakfield.visit(programme.path + "/progress").text


def test_what_is_missing_or_contradicts_itself_is_refused_in_words(
    at_oakfield: Browser, programme: Started
) -> None:
    assert agree(at_oakfield, programme, status=422, targets=[]).problems == [
        "Select at least one target of the plan"
    ]
    assert agree(at_oakfield, programme, status=422, weekdays=[]).problems == ["Select at least one day"]
    same = {f"word-{number}": "Good" for number in range(1, 4)}
    assert agree(at_oakfield, programme, status=422, **same).problems == ["Give each step words of its own"]
    assert agree(at_oakfield, programme, status=422, **{"word-2": "x" * 10_000}).problems == [
        "Use 40 characters or fewer"
    ]
    fourth = agree(at_oakfield, programme, status=422, steps="3", **{"word-4": "Shone all lesson"})
    assert fourth.problems == ["There are 3 steps. Clear this, or choose 5"]
    assert fourth.soup.select_one("input[name=word-4]")["value"] == "Shone all lesson"  # type: ignore[index]
    before = DAY - ONE
    until = {"until_on-day": before.day, "until_on-month": before.month, "until_on-year": before.year}
    assert agree(at_oakfield, programme, status=422, **until).problems == [
        "The last day must not be before the first"
    ]


def test_who_agrees_second_is_shown_both(
    at_oakfield: Browser, browser_of: BrowserOf, programme: Started
) -> None:
    daniel = browser_of("daniel-lee")
    for browser in (at_oakfield, daniel):
        browser.visit(programme.path + "/report")
    at_oakfield.press("Agree this report", steps="5")

    page = daniel.press("Agree this report", status=409, scorers="The class teacher")

    assert "Sam Patel agreed:" in page.text
    assert page.value_of("Who scores?") == "The class teacher"
    assert "The class teacher" in daniel.press("Agree this report").text


def test_a_day_that_is_not_on_the_report_is_not_scored(at_oakfield: Browser, programme: Started) -> None:
    agree(at_oakfield, programme, weekdays=[str((DAY.weekday() + 1) % 5)])

    assert "No pupil is on report." in at_oakfield.visit("/s/oakfield/reports").text
    open_lesson(at_oakfield, programme)
    assert at_oakfield.press("Met all 2", status=422).problems == ["This pupil is not on report on this day"]


def test_a_whole_day_is_saved_at_once_in_few_statements(browser_of: BrowserOf, programme: Started) -> None:
    carl = browser_of("carl-dunne")
    page = open_day(carl, programme)
    assert chosen(page) == {}
    given = cells((1, "2", "1"), (2, "n", "n"), (3, "0", "2"), (4, "2", "2"), (5, "1", "1"), (6, "2", "2"))
    button = page.soup.find("button", string="Save day")
    assert button is not None

    form = {
        str(one["name"]): str(one.get("value", "")) for one in page.soup.select("form[method=post] input")
    }
    with counted() as first:
        answer = carl.client.post(page.path, data={**form, **given})
    assert answer.status_code == 303

    page = open_day(carl, programme)
    assert chosen(page) == given
    assert "Carl Dunne: not in lesson" in page.text
    assert "Whole day" in carl.visit("/s/oakfield/reports").text
    assert len(first) <= MOST_STATEMENTS, "\n".join(first)


def test_empty_cells_are_filled_on_purpose_and_nothing_is_saved_by_it(
    at_oakfield: Browser, programme: Started
) -> None:
    open_day(at_oakfield, programme)
    page = at_oakfield.press("Fill the empty ones", **cells((1, "0", ""), (2, "n", "n")))

    filled = chosen(page)
    assert (filled["cell-1-1"], filled["cell-1-2"], filled["cell-2-1"], filled["cell-3-1"]) == (
        *("0", "2", "n", "2"),
    )
    assert chosen(open_day(at_oakfield, programme)) == {}


def test_a_row_that_is_half_scored_is_named_and_every_cell_stays(
    at_oakfield: Browser, programme: Started
) -> None:
    open_day(at_oakfield, programme)

    page = at_oakfield.press("Save day", status=422, **cells((1, "2", ""), (2, "n", "1")))

    assert page.problems == [
        "Lesson 1: say how it went: I use kind words",
        "Lesson 2: choose “Not in lesson” for every target, or for none",
    ]
    assert chosen(page) == {"cell-1-1": "2", "cell-2-1": "n", "cell-2-2": "1"}
    open_day(at_oakfield, programme)
    assert at_oakfield.press("Save day", status=422).problems == [
        "Nothing has changed: choose how each lesson went"
    ]


def test_one_lesson_of_several_pupils_is_scored_on_one_page(
    at_oakfield: Browser, browser_of: BrowserOf, programme: Started
) -> None:
    carl = browser_of("carl-dunne")
    carl.visit("/s/oakfield/reports?part=1")
    carl.follow("All pupils on one page")
    name = f"cell-{programme.reference}"

    page = carl.press("Save lesson", **{f"{name}-1": "2", f"{name}-2": "1"})

    assert page.messages == ["Saved: Lesson 1."]
    assert "Lesson 1 of M.B. done" in page.text


def test_both_stay_where_two_people_score_the_same_lesson(browser_of: BrowserOf, programme: Started) -> None:
    aisha, carl = browser_of("aisha-khan"), browser_of("carl-dunne")
    open_lesson(aisha, programme)
    open_day(carl, programme)
    aisha.press("Met all 2")

    page = carl.press("Save day", status=409, **cells((1, "0", "1")))
    assert "Aisha Khan: met, met" in page.text
    carl.press("Save day")

    assert "Lesson 1 of M.B. scored again" in carl.visit("/s/oakfield/reports").text
    page = open_lesson(aisha, programme)
    assert (
        "Scored again. Before: Aisha Khan, today, 9:05am: I start my work: met, I use kind words: met"
        in page.text
    )


def test_the_parts_of_the_day_change_from_a_day_on_and_what_was_scored_stays(
    at_oakfield: Browser, programme: Started, today_is: TodayIs
) -> None:
    open_lesson(at_oakfield, programme)
    at_oakfield.press("Met all 2")
    at_oakfield.visit("/s/oakfield/reports/parts")
    new = {"label-1": "Registration", "begins-1": "8:50", "ends-1": "9:10", "label-2": "Period 1"}
    new |= {f"label-{number}": "" for number in range(3, 13)}
    assert at_oakfield.press("Save the parts", status=422, **new).problems == [
        "Lessons are scored on this day or after it, and keep their parts. Choose a later day"
    ]
    for no_time in ("soon", "9" * 30):
        assert at_oakfield.press("Save the parts", status=422, **{**new, "begins-1": no_time}).problems == [
            "Write the time as 9:40 or 13:15"
        ]
    forgotten = at_oakfield.press("Save the parts", status=422, **{**new, "begins-3": "9:10", "ends-3": "10"})
    assert forgotten.problems == ["Name this part. To take it out, clear its times too"]
    assert forgotten.value_of("From, part 3") == "9:10"
    from_on = {"from_on-day": LATER.day, "from_on-month": LATER.month, "from_on-year": LATER.year}

    cleared = {"begins-3": "", "ends-3": ""}
    at_oakfield.press("Save the parts", **{**new, **cleared, **from_on})

    assert "Lesson 1 of M.B. done" in at_oakfield.visit("/s/oakfield/reports").text
    with today_is(datetime.combine(LATER, time(9), tzinfo=UTC)):
        at_oakfield.is_signed_in_as("sam-patel")
        page = at_oakfield.visit("/s/oakfield/reports")
    assert "Registration 1 pupil on report. Start" in page.text
    assert "Lesson 1 of" not in page.text


def test_a_lesson_is_saved_in_few_statements(browser_of: BrowserOf, programme: Started) -> None:
    carl = browser_of("carl-dunne")
    page = open_lesson(carl, programme)
    form = {
        str(one["name"]): str(one.get("value", ""))
        for one in page.soup.select("form[method=post] input[type=hidden]")
    }
    with counted() as sent:
        answer = carl.client.post(page.path, data={**form, "target-1": "2", "target-2": "1"})

    asked = [one for one in sent if not one.endswith("begin") and "begin; select" not in one]
    assert answer.status_code == 303
    assert len(asked) <= MOST_STATEMENTS, "\n".join(sent)


@pytest.mark.parametrize(
    "page", ["/rewards", "/sessions", "/sessions/new", "/promises", "/home", "/told", "/report", "/progress"]
)
def test_a_page_inside_a_programme_is_shown_in_few_statements(
    browser_of: BrowserOf, told: None, page: str
) -> None:
    daniel = browser_of("daniel-lee")
    daniel.visit("/s/oakfield/pupils")
    daniel.follow("Jay Smith")
    path = daniel.page.link("Open PSP")
    with counted() as sent:
        daniel.visit(path + page)

    assert len(sent) <= MOST_STATEMENTS, "\n".join(sent)
