"""The weeks between meetings: sessions held and missed, commitments ticked, school and home."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy.orm import Session

from heft_platform.sessions import services as sessions
from heft_platform.words import day as in_words
from heft_testing.browser import Browser, Page
from heft_testing.doing import Started, a_school_day

BrowserOf = Callable[[str], Browser]
TodayIs = Callable[[datetime], AbstractContextManager[None]]
WEEK = timedelta(days=7)
STARTED = a_school_day()
FIRST = a_school_day(from_day=STARTED + WEEK)
SECOND = a_school_day(from_day=FIRST + WEEK)
NEVER = a_school_day(from_day=SECOND + 4 * WEEK)


def at(day: date) -> datetime:
    return datetime.combine(day, time(15, 20), tzinfo=UTC)


@pytest.fixture(autouse=True)
def _on_the_day_of_the_first_session(today_is: TodayIs) -> Iterator[None]:
    with today_is(at(FIRST)):
        yield


@pytest.fixture
def daniel(browser_of: BrowserOf) -> Browser:
    return browser_of("daniel-lee")


def record(browser: Browser, programme: Started, *, status: int = 200, **answers: object) -> Page:
    browser.visit(programme.path + "/sessions/new")
    return browser.press("Save session", status=status, **answers)


@pytest.mark.requirement("S004-06")
def test_nothing_starts_without_a_key_worker_who_is_named_where_sessions_are_recorded(
    at_oakfield: Browser, running: Started
) -> None:
    at_oakfield.visit("/s/oakfield/pupils")
    at_oakfield.follow("Leo")
    at_oakfield.follow("Start a PSP")
    assert "Choose a key worker" in at_oakfield.press("Continue", status=422).problems

    page = at_oakfield.visit(running.path + "/sessions/new")

    assert "Key member of staff: Daniel Lee." in page.text


@pytest.mark.requirement("S001-73")
def test_how_often_the_key_worker_meets_the_pupil_is_fixed_and_shown(
    daniel: Browser, running: Started
) -> None:
    daniel.visit(running.path + "/sessions")
    daniel.follow("Agree something else")

    page = daniel.press(
        "Agree this",
        cadence="fortnightly",
        method="Looks at the reports together",
        rhythm="weekly",
        channel="email",
    )

    assert "Key member of staff Daniel Lee" in page.text
    assert "Every two weeks" in page.text
    assert "Every week, e-mail" in page.text
    assert "Never more than 10 school days apart." in page.text


@pytest.mark.requirement("S004-19")
def test_the_way_of_monitoring_is_part_of_the_record(daniel: Browser, running: Started) -> None:
    daniel.visit(running.path + "/sessions/plan")

    page = daniel.press("Agree this", method="Ten minutes after registration, with the reports")

    assert "Ten minutes after registration, with the reports" in page.text
    assert "written by Daniel Lee" in page.text


def test_who_agrees_second_is_shown_both(browser_of: BrowserOf, daniel: Browser, running: Started) -> None:
    sam = browser_of("sam-patel")
    for browser in (sam, daniel):
        browser.visit(running.path + "/sessions/plan")
    sam.press("Agree this", method="In the library")

    page = daniel.press("Agree this", status=409, method="In the garden")

    assert "Sam Patel agreed: every week" in page.text
    assert page.value_of("How do they review and monitor?") == "In the garden"
    assert "In the garden" in daniel.press("Agree this").text


def test_a_session_keeps_what_the_pupil_says_and_when_the_next_one_is(
    daniel: Browser, running: Started
) -> None:
    page = record(
        daniel,
        running,
        outcome="held",
        own_control="4",
        helped="The timer",
        next_time="Show the card",
        **{"confidence-1": "3"},
    )

    [said] = page.items
    for words in ("I start my work: 3 of 5", "Own control: 4 of 5", "The timer", "Show the card"):
        assert words in said
    assert f"next agreed for {SECOND:%A} {SECOND.day} {SECOND:%B}" in said
    assert "1 of 1 planned session held." in page.text
    assert "1 of 1 planned session held." in daniel.visit(running.path + "/progress").text
    assert daniel.page.rows()[-1][1:] == ["3 of 5", "4 of 5"]


def test_a_session_that_did_not_happen_says_why_and_an_absent_pupil_is_told_apart(
    daniel: Browser, running: Started, today_is: TodayIs
) -> None:
    page = record(daniel, running, status=422, outcome="not_held", notes="Sports day")
    assert page.problems == ["Say why it did not happen"]
    assert page.value_of("Notes") == "Sports day"
    page = daniel.press("Save session", why="Daniel was on a course", moved_by="the school")
    assert "Missed" in page.items[0]
    assert "Moved by the school" in page.items[0]

    with today_is(at(SECOND)):
        daniel.is_signed_in_as("daniel-lee")
        page = record(daniel, running, outcome="pupil_absent")

    assert "Pupil absent" in page.items[0]
    assert "0 of 2 planned sessions held. 1 missed. The pupil was absent for 1." in page.text


def test_a_day_without_school_and_a_second_record_are_refused_in_words(
    daniel: Browser, running: Started, today_is: TodayIs
) -> None:
    sunday = FIRST - timedelta(days=FIRST.weekday() + 1)
    page = record(
        daniel,
        running,
        status=422,
        outcome="held",
        **{"day-day": sunday.day, "day-month": sunday.month, "day-year": sunday.year},
    )
    assert page.problems == ["There was no school on this day: it is a weekend"]
    record(daniel, running, outcome="held")

    page = record(daniel, running, status=422, outcome="held")

    assert page.problems == ["Daniel Lee recorded the session of this day already"]


@pytest.mark.requirement("S004-03")
def test_sessions_that_are_missed_without_a_word_are_counted_and_propose_an_early_review(
    daniel: Browser,
    running: Started,
    today_is: TodayIs,
    acting_as: Callable[[str], AbstractContextManager[Session]],
) -> None:
    with today_is(at(NEVER)):
        daniel.is_signed_in_as("daniel-lee")
        [listed] = daniel.visit("/s/oakfield/sessions/late").items
        page = daniel.visit(running.path + "/sessions")
        with acting_as("sam-patel") as session:
            [late] = sessions.overdue_cadences(session, today=NEVER)

    assert f"Overdue since {FIRST.day} {FIRST:%B}" in page.text
    assert "First session due" not in page.text, "it was due, and is late"
    assert f"Overdue since {FIRST.day} {FIRST:%B}" in listed
    assert "proposes an early review" in listed
    assert "missed since the last meeting. The template proposes an early review." in page.text
    assert late.programme.reference == running.reference
    assert late.cadence.overdue_since == FIRST
    assert late.cadence.missed >= 3


def test_no_session_is_missed_in_a_pause(browser_of: BrowserOf, running: Started, today_is: TodayIs) -> None:
    with today_is(at(FIRST)):
        sam = browser_of("sam-patel")
        sam.visit(running.path + "/course/pause")
        sam.press("Pause the programme", reason="illness")
    with today_is(at(NEVER)):
        sam = browser_of("sam-patel")
        page = sam.visit(running.path + "/sessions")
        assert "No session was due yet. None is due while the programme is paused." in page.text
        assert "Waits while paused" in sam.visit(running.path).text
        assert "Waits while paused" in sam.visit(running.path + "/meetings").text
        sam.visit(running.path + "/course/pause")
        sam.press("Go on with the programme")
        page = sam.visit(running.path + "/sessions")

    assert f"No session was due yet. Next: {in_words(NEVER)}, today." in page.text
    assert "early review" not in page.text


def test_what_was_missed_before_a_pause_or_the_end_still_counts(
    browser_of: BrowserOf, running: Started, today_is: TodayIs
) -> None:
    missed = re.compile(r"0 of (\d+) planned sessions held\. \1 missed\.")
    with today_is(at(NEVER)):
        sam = browser_of("sam-patel")
        before = missed.search(sam.visit(running.path + "/sessions").text)
        sam.visit(running.path + "/course/pause")
        sam.press("Pause the programme", reason="illness")
        during = missed.search(sam.visit(running.path + "/sessions").text)
        assert "early review" not in sam.page.text, "nothing is held in a pause"

    assert before
    assert during
    assert before[0] == during[0]


@pytest.mark.requirement("S001-80")
def test_commitments_are_ticked_in_between_and_two_views_of_a_day_both_stay(
    browser_of: BrowserOf, daniel: Browser, running: Started
) -> None:
    for browser, result in ((daniel, "yes"), (browser_of("sam-patel"), "no")):
        page = browser.visit(running.path + "/promises")
        name = str(page.soup.select_one(".heft-score__set input")["name"])  # type: ignore[index]
        page = browser.press("Save what I ticked", **{name: result, name.replace("kept-", "words-"): "Seen"})

    ticked = page.soup.select_one("main details ul")
    assert ticked is not None
    assert [one.get_text(" ", strip=True).split(": ", 1)[1] for one in ticked.find_all("li")] == [
        "Not kept Seen Sam Patel",
        "Kept Seen Daniel Lee",
    ]
    assert browser.press("Save what I ticked", status=422).problems == ["Tick at least one promise"]


@pytest.mark.requirement("S001-75")
def test_news_from_home_has_a_way_and_a_rhythm_and_a_gap_is_flagged(
    daniel: Browser, running: Started, today_is: TodayIs
) -> None:
    page = daniel.visit(running.path + "/home")
    page = daniel.press(
        "Save", channel="phone", who="Her mother", good_news="A kind morning", words="Bed times"
    )
    assert page.text.index("A kind morning") < page.text.index("Bed times")
    assert "Nothing since" not in page.text

    with today_is(at(NEVER)):
        daniel.is_signed_in_as("daniel-lee")
        page = daniel.visit(running.path + "/home")

    assert f"Nothing since {FIRST:%A} {FIRST.day} {FIRST:%B}" in page.text


@pytest.mark.requirement("S004-18")
def test_who_is_to_know_the_targets_is_named_told_and_ticked(daniel: Browser, running: Started) -> None:
    daniel.visit(running.path + "/told")
    page = daniel.press("Add to the list", recipient="Her father, who could not come", channel="letter")
    assert "Letter" in page.items[0]

    page = daniel.press("Told")

    assert "says Daniel Lee" in page.items[0]


def test_nothing_is_recorded_before_the_programme_runs(daniel: Browser, started: Started) -> None:
    page = record(daniel, started, status=422, outcome="held", helped="Nothing yet")

    assert page.problems == ["This programme is not running, so no session is recorded"]
    assert page.value_of("What helped?") == "Nothing yet"


def test_ten_thousand_characters_come_back_with_a_word(daniel: Browser, running: Started) -> None:
    page = record(daniel, running, status=422, outcome="held", helped="x" * 10_000)

    assert page.problems == ["Use 2,000 characters or fewer"]
    assert page.value_of("What helped?") == "x" * 10_000


def test_another_school_finds_nothing(browser_of: BrowserOf, running: Started) -> None:
    for page in ("/sessions", "/progress", "/home", "/told", "/promises"):
        browser_of("bronwen-hughes").visit(running.path + page, status=404)
