"""Sections of a programme that a school did not open are not there: no heading, no figure, no word."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime, time

import pytest

from heft_testing.browser import Browser, Page
from heft_testing.doing import Started, a_school_day, do_all_work
from heft_testing.reviews import answers_to

BrowserOf = Callable[[str], Browser]
HEADINGS = {
    "PLAN": {"Targets", "What we promised"},
    "SCORES": {"How it is going"},
    "MEETINGS": {"Reviews"},
    "NOTES": {"Log"},
}


@pytest.fixture(autouse=True)
def _on_a_school_day(today_is: Callable[..., AbstractContextManager[None]]) -> Iterator[None]:
    with today_is(datetime.combine(a_school_day(), time(9), tzinfo=UTC)):
        yield


@pytest.fixture
def programme(at_oakfield: Browser, running: Started) -> Started:
    """A programme of Maya Brown's with something in every section."""
    at_oakfield.visit(f"/s/oakfield/reports/{running.reference}/{a_school_day().isoformat()}/1")
    at_oakfield.press("Save", **{"target-1": "2"})
    page = at_oakfield.visit(running.path + "/review")
    at_oakfield.press(
        "Save the review",
        present="Everybody",
        summary="Mornings go well.",
        why_day="The family could only come then",
        **answers_to(page, result="achieved"),
    )
    at_oakfield.press("Save to Oakfield Primary", body="Waved this morning.")
    return running


def let_in(browser_of: BrowserOf, programme: Started, section: str) -> Page:
    sam, niamh = browser_of("sam-patel"), browser_of("niamh-doherty")
    sam.visit(programme.path + "/access")
    team = next(one for one in sam.page.soup.find_all("option") if "Primary outreach" in one.text)
    sam.press(
        "Send the invitation", team_id=team["value"], sections=[section], parent_told="Her mother was told."
    )
    do_all_work(sam)
    niamh.visit("/outreach/invitations")
    niamh.follow("M.B. at Oakfield Primary")
    niamh.press("Join this case")
    do_all_work(sam)
    return niamh.visit(programme.path)


@pytest.mark.parametrize("section", HEADINGS)
def test_a_visitor_sees_the_granted_section_and_no_other(
    browser_of: BrowserOf, programme: Started, section: str
) -> None:
    page = let_in(browser_of, programme, section)

    shown = {heading.get_text(strip=True) for heading in page.soup.select("main h2")}
    assert shown & set().union(*HEADINGS.values()) == HEADINGS[section]
    assert ("I start my work" in page.text) == (section in {"PLAN", "MEETINGS"})
    assert ("Waved this morning." in page.text) == (section == "NOTES")
    assert "Left the room twice" not in page.text, "what was seen or heard is staff’s own note"


def test_scores_without_the_plan_are_one_line_for_all_targets(
    browser_of: BrowserOf, programme: Started
) -> None:
    page = let_in(browser_of, programme, "SCORES")

    headings = [cell.get_text(strip=True) for cell in page.soup.select("main thead th")]
    assert headings == ["Week", "All targets together", "Recorded"]
