"""What speaks for a programme is counted from records or ticked by people, with who and when, before one is started."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest

from heft_platform import clock
from heft_platform.checklists.counting import PupilRecords
from heft_platform.library.programme_template import Trigger
from heft_platform.records.services import SuspensionView
from heft_testing.browser import Browser, Page
from heft_testing.doing import Started, start_a_programme

BrowserOf = Callable[[str], Browser]
NOBODY = UUID(int=0)


def checklist(browser: Browser, label: str = "12 weeks") -> Page:
    browser.visit("/s/oakfield/pupils")
    browser.follow("Maya Brown")
    browser.follow("Checklist")
    return browser.follow(label)


def boxes_ticked(page: Page) -> set[str]:
    return {str(box["value"]) for box in page.soup.select("input[type=checkbox][checked]")}


def test_records_say_what_is_met_not_met_and_not_known(at_oakfield: Browser) -> None:
    page = checklist(at_oakfield)
    assert "Not met 0 suspensions this term, from records" in page.text
    page = at_oakfield.follow("8 to 16 weeks")
    assert "Not known No attendance of this school year is on record, from records" in page.text

    since = clock.today() - timedelta(days=20)
    at_oakfield.visit(page.path.removesuffix("/checklist") + "/attendance/new")
    figures = {"possible": "40", "attended": "30", "authorised": "4", "unauthorised": "6"}
    days = {
        f"{name}-{part}": getattr(day, part)
        for name, day in (("first_on", since), ("last_on", clock.today()))
        for part in ("day", "month", "year")
    }
    at_oakfield.press("Save", **figures, **days)
    page = checklist(at_oakfield, "8 to 16 weeks")

    assert "Met 75% of 40 sessions this school year, from records" in page.text


def test_ticks_are_kept_with_who_and_when_and_nothing_of_another_is_lost(
    browser_of: BrowserOf, at_oakfield: Browser
) -> None:
    aisha = browser_of("aisha-khan")
    checklist(aisha)
    page = checklist(at_oakfield)
    page = at_oakfield.press(
        "Save the checklist",
        ticked=["prerequisite:family_asked", "trigger:exclusion_risk"],
        words="Rang her mother on Monday",
    )
    assert page.messages == ["What was ticked is kept, with your name and the time."]
    assert "by Sam Patel: Rang her mother on Monday" in page.text

    page = aisha.press("Save the checklist", ticked=["prerequisite:sen_checked"])  # opened before Sam saved
    assert page.text.count("by Sam Patel") == 2
    assert "by Aisha Khan" in page.text
    page = aisha.press("Save the checklist", ticked=["prerequisite:sen_checked", "trigger:exclusion_risk"])
    assert "No longer ticked" in page.text
    assert aisha.press("Save the checklist", words="x" * 2001, status=422).problems == [
        "Use 2,000 characters or fewer"
    ]
    checklist(at_oakfield)
    ticked = ["prerequisite:sen_checked", "trigger:exclusion_risk", "considered:outreach"]
    at_oakfield.press("Save the checklist", ticked=ticked)
    checklist_of_aisha = aisha.press("Save the checklist", words="x" * 2001, status=422)
    assert "by Sam Patel" in checklist_of_aisha.text  # ticked while this was open: it stays ticked
    assert "No longer ticked" not in aisha.press("Save the checklist", words="").text.partition("outreach")[2]

    checklist(at_oakfield)
    assert boxes_ticked(at_oakfield.follow("Start a PSP")) == {"exclusion_risk", "sen_checked"}
    checklist(at_oakfield, "8 to 16 weeks")
    assert not boxes_ticked(at_oakfield.follow("Start a PSP")), "that was said of another template"


def test_words_wait_until_the_line_is_ticked_with_which_they_are_kept(at_oakfield: Browser) -> None:
    checklist(at_oakfield)

    page = at_oakfield.press("Save the checklist", status=422, words="Rang her mother on Monday")

    assert page.problems == ["Tick the line that this is about: it is kept with what you tick"]
    page = at_oakfield.press("Save the checklist", ticked="prerequisite:family_asked")
    assert "by Sam Patel: Rang her mother on Monday" in page.text


def test_only_those_who_write_programmes_of_this_school_see_it(
    browser_of: BrowserOf, at_oakfield: Browser
) -> None:
    path = checklist(at_oakfield).path
    browser_of("carl-dunne").visit(path, status=404)
    browser_of("bronwen-hughes").visit(path, status=404)
    browser_of("bronwen-hughes").visit(path.replace("oakfield", "hillside"), status=404)
    at_oakfield.post(path + "?template=nowhere", status=404, ticked="trigger:exclusion_risk")


def test_what_is_required_and_not_done_needs_a_reason_and_stays_on_the_programme(
    at_oakfield: Browser,
) -> None:
    start_a_programme(at_oakfield, until="check")
    at_oakfield.press("Change something")
    page = at_oakfield.press("Continue", status=422, prerequisites=[])
    assert page.problems == ["Say why it starts without: Parents or carers have been told and asked"]
    at_oakfield.press("Continue", prerequisites=[], why_not_ready="The family is away until Friday")
    page = at_oakfield.press("Start the PSP")

    page = at_oakfield.follow("Checklist of the beginning")

    said = {row[0]: row[1:] for row in page.rows(1)}
    assert said["Parents or carers have been told and asked"][0] == "No: The family is away until Friday"
    assert said["Parents or carers have been told and asked"][1].endswith("Sam Patel")


@pytest.mark.requirement("S001-34")
def test_outreach_is_considered_on_the_checklist_and_asked_for_from_there(
    at_oakfield: Browser, started: Started
) -> None:
    page = checklist(at_oakfield)
    assert "Outreach from alternative provision was considered" in page.text
    page = at_oakfield.follow("Invite an outreach team")

    assert started.reference in page.text
    assert page.soup.find("select", attrs={"name": "team_id"}) or "Invite" in page.text


TWO_TERMS = Trigger(id="x", label="x", kind="metric", metric="terms_with_suspension", operator=">=", value=2)
CANCELLED = Trigger(id="x", label="x", kind="event", event="exclusion_cancelled")


def suspension(day: date, *, cancelled_on: date | None = None) -> SuspensionView:
    return SuspensionView(
        id=NOBODY,
        pupil_id=NOBODY,
        recorded_by=NOBODY,
        recorded_at=clock.now(),
        version=1,
        source="typed",
        recorder_name="",
        withdrawn_by="",
        withdrawn_why="",
        withdrawn_at=None,
        category="SUSP",
        first_on=day,
        last_on=day,
        sessions=2,
        reasons=(),
        circumstances="",
        parent_told_on=None,
        authority_told_on=None,
        returned_on=None,
        cancelled_on=cancelled_on,
        cancelled_why="Found to be wrong" if cancelled_on else "",
    )


def said(trigger: Trigger, *several: SuspensionView) -> tuple[str, str] | None:
    found = PupilRecords(attendance=(), suspensions=several, today=date(2026, 2, 2)).say(trigger)
    return (found.state, found.words) if found else None


def test_terms_with_a_suspension_are_counted_one_after_another_and_cancelled_ones_are_none() -> None:
    autumn, summer, spring = date(2025, 12, 1), date(2025, 6, 2), date(2026, 1, 12)

    assert said(TWO_TERMS) == ("not_met", "Suspensions in 0 terms running")
    assert said(TWO_TERMS, suspension(summer)) == ("not_met", "Suspensions in 0 terms running")
    assert said(TWO_TERMS, suspension(summer), suspension(autumn)) == (
        "met",
        "Suspensions in 2 terms running",
    )
    overturned = suspension(spring, cancelled_on=spring)
    assert said(TWO_TERMS, suspension(autumn), overturned) == ("not_met", "Suspensions in 1 term running")
    assert said(CANCELLED, overturned) == ("met", "Last on 12 January")
    assert said(CANCELLED, suspension(autumn)) == ("not_met", "Not this school year")


def test_what_people_judge_is_left_to_them() -> None:
    assert said(Trigger(id="x", label="x", kind="judgement"), suspension(date(2026, 1, 12))) is None
