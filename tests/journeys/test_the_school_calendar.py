"""The authority sets its terms, every school follows, and each changes for itself what differs."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from heft_platform import clock
from heft_platform.calendar import services
from heft_platform.calendar.published_dates import read_date
from heft_platform.words import day as in_words
from heft_testing.browser import Browser
from heft_testing.doing import Started, a_school_day

BrowserOf = Callable[[str], Browser]
Answers = dict[str, Any]
ActingAs = Callable[..., AbstractContextManager[Session]]
OAKFIELD, HILLSIDE, TERMS = "/s/oakfield/calendar", "/s/hillside/calendar", "/cluster/term-dates"
DAY = timedelta(days=1)
NEXT: Answers = {  # after everything that the demonstration has
    "name": "Autumn term 2049",
    "first_on": "Wednesday 1 September 2049",
    "break_from": "Mon 25 Oct 2049",
    "break_to": "29/10/2049",
    "last_on": "2049-12-17",
}


def next_school_day(count: int = 1) -> date:
    """Return a school day of every school of the made-up cluster, some days from now."""
    day = clock.today()
    for _ in range(count):
        day = a_school_day(from_day=day + DAY)
    return day


def day_of_milestone(browser: Browser, path: str, label: str) -> date:
    """Return the day on which a programme's page says that a milestone is."""
    milestones = [
        milestone.get_text(" ") for milestone in browser.visit(path).soup.select(".heft-tracker li")
    ]
    said, _, _ = next(milestone for milestone in milestones if label in milestone).partition("Moved:")
    return read_date(" ".join(said.split()[-4:]))


def names_of_terms(browser: Browser, path: str) -> list[str]:
    browser.visit(path)
    return [name.get_text() for name in browser.page.soup.select("main tbody th")]


@pytest.mark.requirement("S001-03")
def test_a_term_that_the_administrator_adds_is_every_school_s(browser_of: BrowserOf) -> None:
    owen, sam, bronwen = browser_of("owen-parry"), browser_of("sam-patel"), browser_of("bronwen-hughes")
    owen.visit(TERMS)
    page = owen.press("Add the term", **NEXT)

    assert page.messages == ["Autumn term 2049 is added. Every school follows it."]
    for one, path in ((sam, OAKFIELD), (bronwen, HILLSIDE)):
        assert names_of_terms(one, path)[-1] == "Autumn term 2049"
        assert "25 to 29 October" in one.page.text
    assert "Autumn term 2049" not in browser_of("priya-nair").visit("/s/tarnside/calendar").text


SLIPS: tuple[tuple[Answers, str], ...] = (
    ({"name": ""}, "Enter the name of the term, such as Autumn term 2027"),
    ({"first_on": ""}, "Enter the first day of term"),
    ({"first_on": "soon"}, "Enter the first day of term with its year, such as 2 September 2026"),
    (
        {"first_on": "Tuesday 1 September 2049"},
        "1 September 2049 is a Wednesday, not a Tuesday. Check it with the published dates",
    ),
    (
        {"first_on": "30 August 2049"},
        "Monday 30 August 2049 is a bank holiday (Summer bank holiday). Check it with the published dates",
    ),
    (
        {"last_on": "18 December 2049"},
        "Saturday 18 December 2049 is at a weekend. Check it with the published dates",
    ),
    ({"last_on": "17 December 2048"}, "The term must end after it begins"),
    ({"last_on": "16 December 2050"}, "The term would last 67 weeks. Check the year"),
    ({"break_to": ""}, "Enter the first and the last day of half-term, or leave both empty"),
    ({"break_to": "20 December 2049"}, "Half-term must lie between the first and the last day of term"),
)


def test_slips_in_published_dates_are_found_and_what_was_typed_stays(browser_of: BrowserOf) -> None:
    owen = browser_of("owen-parry")
    owen.visit(TERMS)
    for changed, problem in SLIPS:
        typed = {**NEXT, **changed}
        page = owen.press("Add the term", status=422, **typed)
        assert page.problems == [problem]
        assert page.value_of("Name") == typed["name"]
        assert page.value_of("First day of half-term") == typed["break_from"]
        assert page.value_of("Last day of school") == typed["last_on"]


def test_terms_share_no_name_and_no_day(browser_of: BrowserOf) -> None:
    owen = browser_of("owen-parry")
    owen.visit(TERMS)
    owen.press("Add the term", **NEXT)

    same = owen.press("Add the term", status=422, **NEXT)
    assert same.problems == ["There is a term of this name already. Change that one"]
    overlapping = owen.press("Add the term", status=422, **{**NEXT, "name": "Late autumn term 2049"})
    assert overlapping.problems == ["These dates overlap with Autumn term 2049"]


def test_a_term_is_put_right_and_two_people_do_not_overwrite_each_other(browser_of: BrowserOf) -> None:
    first, second = browser_of("owen-parry"), browser_of("owen-parry")
    first.visit(TERMS)
    first.press("Add the term", **NEXT)
    for one in (first, second):
        one.visit(TERMS)
        one.follow("Change Autumn term 2049")
    first.press("Save the term", last_on="Thursday 16 December 2049")

    page = second.press("Save the term", status=422, last_on="Wednesday 15 December 2049")
    assert page.problems == ["Somebody changed this term while you had it open. Save again to use your dates"]
    assert (
        "As it is kept now: Autumn term 2049, Wednesday 1 September 2049 to Thursday 16 December 2049"
        in page.text
    )
    assert page.value_of("Last day of school") == "Wednesday 15 December 2049"

    assert second.press("Save the term").messages == ["Autumn term 2049 is changed."]
    assert "Wednesday 15 December 2049" in second.page.text


def test_a_training_day_is_no_school_day_of_that_school_alone(
    at_oakfield: Browser, at_hillside: Browser, acting_as: ActingAs
) -> None:
    day = next_school_day(3)
    at_oakfield.visit(OAKFIELD)
    page = at_oakfield.press("Add to the calendar", kind="inset", day=in_words(day), reason="Safeguarding")

    assert f"{in_words(day)} Staff training (INSET): Safeguarding" in " ".join(page.items)
    assert in_words(day) not in " ".join(at_hillside.visit(HILLSIDE).items)
    for slug, is_school_day in (("sam-patel", False), ("bronwen-hughes", True)):
        with acting_as(slug) as session:
            assert services.calendar_of_school(session).is_school_day(day) is is_school_day

    at_oakfield.press("Remove")
    assert at_oakfield.page.messages == ["The day is a school day again."]
    with acting_as("sam-patel") as session:
        assert services.calendar_of_school(session).is_school_day(day)


def test_a_meeting_that_falls_on_a_closed_day_moves_and_the_school_is_told(
    at_oakfield: Browser, started: Started
) -> None:
    review = day_of_milestone(at_oakfield, started.path, "4-week review")
    at_oakfield.visit(OAKFIELD)

    page = at_oakfield.press("Add to the calendar", kind="inset", day=in_words(review))

    moved = a_school_day(from_day=review + DAY)
    said = f"{started.reference}, 4-week review, is now on {in_words(moved)}. Tell everybody who is invited."
    assert page.messages == [f"The calendar is changed. {said}"]
    assert day_of_milestone(at_oakfield, started.path, "4-week review") == moved


def test_a_closure_takes_every_school_day_until_its_last(at_oakfield: Browser) -> None:
    first, last = next_school_day(2), next_school_day(4)
    at_oakfield.visit(OAKFIELD)
    page = at_oakfield.press(
        "Add to the calendar", kind="closure", day=in_words(first), last_on=in_words(last), reason="Flood"
    )

    assert len([item for item in page.items if "School closed: Flood" in item]) == 3


REFUSED: tuple[tuple[Answers, str], ...] = (
    ({}, "Select why there are no pupils"),
    ({"kind": "inset"}, "Enter the day"),
    ({"kind": "inset", "day": "Friday"}, "Enter the day with its year, such as 2 September 2026"),
    (
        {"kind": "inset", "day": "25 December 2026"},
        "There is no school on this day anyway (Christmas Day)",
    ),
    (
        {"kind": "closure", "day": "1 December 2026", "last_on": "30 November 2026"},
        "The last day must come after the first, within six weeks",
    ),
    (
        {"kind": "inset", "day": "4 January 2049"},
        "Term dates are needed for",
    ),
)


def test_days_that_cannot_be_are_refused_in_words(at_oakfield: Browser) -> None:
    for answers, problem in REFUSED:
        at_oakfield.visit(OAKFIELD)
        page = at_oakfield.press("Add to the calendar", status=422, **answers)
        assert page.problems[0].startswith(problem)
        assert page.value_of("Day") == answers.get("day", "")


def test_a_school_with_dates_of_its_own_keeps_them_whatever_the_authority_does(
    browser_of: BrowserOf, at_oakfield: Browser, at_hillside: Browser
) -> None:
    owen = browser_of("owen-parry")
    owen.visit(TERMS)
    owen.press("Add the term", **NEXT)
    at_oakfield.visit(OAKFIELD)
    at_oakfield.follow("Ours differ in Autumn term 2049")
    page = at_oakfield.press("Save our dates", first_on="Monday 6 September 2049")

    assert page.messages[0].startswith("Autumn term 2049 now has this school’s own dates.")
    assert "Monday 6 September 2049" in page.text
    assert "Monday 6 September 2049" not in at_hillside.visit(HILLSIDE).text

    owen.follow("Change Autumn term 2049")
    owen.press("Save the term", first_on="Thursday 2 September 2049")
    assert "Monday 6 September 2049" in at_oakfield.visit(OAKFIELD).text
    assert "Thursday 2 September 2049" in at_hillside.visit(HILLSIDE).text

    at_oakfield.follow("Change our dates of Autumn term 2049")
    page = at_oakfield.press("Go back to the local authority’s dates")
    assert page.messages[0].startswith("The local authority’s dates hold again.")
    assert "Thursday 2 September 2049" in page.text


def test_a_school_puts_its_own_dates_right_also_when_the_authority_calls_the_term_otherwise(
    browser_of: BrowserOf, at_oakfield: Browser
) -> None:
    owen = browser_of("owen-parry")
    owen.visit(TERMS)
    owen.press("Add the term", **NEXT)
    at_oakfield.visit(OAKFIELD)
    at_oakfield.follow("Ours differ in Autumn term 2049")
    at_oakfield.press("Save our dates", name="AUTUMN TERM 2049", first_on="Monday 6 September 2049")
    owen.follow("Change Autumn term 2049")
    owen.press("Save the term", name="Michaelmas 2049")

    at_oakfield.visit(OAKFIELD)
    at_oakfield.follow("Change our dates of AUTUMN TERM 2049")
    page = at_oakfield.press("Save our dates", first_on="Tuesday 7 September 2049")

    assert page.messages[0].startswith("AUTUMN TERM 2049 is changed.")
    assert "Michaelmas 2049" not in page.text
    owen.visit(TERMS)
    owen.press("Add the term", name="Spring term 2050", first_on="5 January 2050", last_on="1 April 2050")
    at_oakfield.follow("Change our dates of AUTUMN TERM 2049")
    page = at_oakfield.press("Save our dates", status=422, last_on="Wednesday 5 January 2050")
    assert page.problems == ["These dates overlap with Spring term 2050"]


def test_a_school_whose_authority_has_no_dates_is_told_whom_to_ask(browser_of: BrowserOf) -> None:
    priya = browser_of("priya-nair")
    page = priya.visit("/s/tarnside/calendar")

    assert "Ask your cluster administrator to add the local authority’s dates." in page.text
    priya.follow("Our school sets its own dates")
    page = priya.press("Save our dates", **NEXT)
    assert page.rows()[0][0] == "Autumn term 2049"


def test_another_school_s_own_term_is_not_there(at_oakfield: Browser, at_hillside: Browser) -> None:
    at_oakfield.visit(OAKFIELD + "/terms/new")
    at_oakfield.press("Save our dates", **NEXT)
    own = at_oakfield.page.link("Change our dates")

    at_hillside.visit(own, status=404)
    at_hillside.visit(own.replace("oakfield", "hillside"), status=404)


def test_a_teacher_reads_the_calendar_and_changes_nothing(browser_of: BrowserOf) -> None:
    carl = browser_of("carl-dunne")
    page = carl.visit(OAKFIELD)

    assert not page.soup.find("form", action=OAKFIELD)
    carl.visit(OAKFIELD + "/terms/new", status=404)
