"""What can be said of targets, commitments and outcomes is what the template’s own scales have: choices, words, and what they mean."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.meetings import services as meetings
from heft_platform.plans.models import TargetVersion
from heft_platform.programmes.models import Programme
from heft_testing.browser import Browser, Page
from heft_testing.doing import Started
from heft_testing.reviews import answers_to

ActingAs = Callable[[str], AbstractContextManager[Session]]
HELD = {
    "present": "Maya, Daniel Lee",
    "summary": "Mornings go well.",
    "why_day": "Her mother could only come then",
}


def hold(browser: Browser, running: Started, *, words: str = "", status: int = 200, **more: str) -> Page:
    """Record the next meeting, with the words of a scale for its only target."""
    page = browser.visit(running.path + "/review")
    said = dict(answers_to(page))
    if words:
        (label,) = (one for one in page.soup.select("main label") if one.get_text(strip=True) == words)
        box = page.soup.find(id=label["for"])
        assert box is not None
        said[str(box["name"])] = str(box["value"])
    press = "Save the final meeting" if "Save the final meeting" in page.text else "Save the review"
    return browser.press(press, status=status, **{**HELD, **said, **more})


def choices(page: Page, legend: str) -> list[str]:
    (asked,) = (one for one in page.soup.select("legend") if one.get_text(strip=True) == legend)
    assert asked.parent is not None
    return [one.get_text(strip=True) for one in asked.parent.select("label")]


def test_a_review_says_how_targets_go_and_the_last_meeting_what_became_of_them_each_on_its_scale(
    at_oakfield: Browser, running: Started, says: Callable[[str, Any], None], acting_as: ActingAs
) -> None:
    def achieved() -> int:
        with acting_as("sam-patel") as session:
            id_: UUID = session.scalars(
                select(Programme.id).where(Programme.reference == running.reference)
            ).one()
            return meetings.targets_reviewed(session, programme_ids=[id_])[id_].achieved

    says("targets.status_scale", "gas")
    says("targets.result_scale", "tme_outcome")
    says("review.further_measures_when", ["-2"])
    page = at_oakfield.visit(running.path + "/review")
    assert choices(page, "How is target 1 going?")[1:3] == [
        "Some way, less than expected",
        "Expected level reached",
    ]

    page = hold(at_oakfield, running, words="Better than expected")

    assert "I start my work: Better than expected. Keep as it is." in page.text
    assert achieved() == 1, "the scale says which of its steps mean that"
    hold(at_oakfield, running, words="Some way, less than expected")
    assert achieved() == 0
    assert choices(at_oakfield.visit(running.path + "/review"), "What became of target 1?") == [
        "Worse than baseline",
        "No change",
        "Progress, below expected",
        "At the expected level",
        "Above the expected level",
    ]
    hold(at_oakfield, running, words="At the expected level")
    assert achieved() == 1
    assert "12-week final meeting: I start my work, at the expected level" in at_oakfield.page.text
    said = at_oakfield.visit(running.path + "/packs/certificate").text
    assert "You reached your target: I start my work" in said
    assert "Better than expected" in at_oakfield.visit(running.path + "/packs/record?for=school").text


def test_more_is_asked_for_the_states_that_the_template_names(
    at_oakfield: Browser, running: Started, says: Callable[[str, Any], None]
) -> None:
    mixed = "Some days yes, some no"
    page = at_oakfield.visit(running.path + "/review")
    assert "Needed where you say of a target: “Struggling”." in page.text
    says("review.further_measures_when", ["mixed", "struggling"])

    page = hold(at_oakfield, running, words=mixed, status=422)

    assert page.problems == [f"Say what more will be done for the target of which you say “{mixed}”"]
    assert f"Needed where you say of a target: “{mixed}” or “Struggling”." in page.text
    hold(at_oakfield, running, words=mixed, further_measures="A quiet table")


def test_what_happens_to_a_target_is_one_of_the_scale_and_one_that_is_achieved_is_closed(
    at_oakfield: Browser, running: Started, acting_as: ActingAs
) -> None:
    page = at_oakfield.visit(running.path + "/review")
    assert "Achieved, close it" in choices(page, "What happens to target 1 now?")

    page = hold(at_oakfield, running, words="Achieved, close it")

    assert "I start my work: On track. Achieved, close it." in page.text
    assert "No targets yet." in page.text
    with acting_as("sam-patel") as session:
        why = session.scalars(select(TargetVersion.why).where(TargetVersion.deed == "dropped")).one()
    assert why == "Achieved: 4-week review"


def test_a_commitment_is_kept_as_the_scale_has_it_at_reviews_and_in_between(
    at_oakfield: Browser, running: Started
) -> None:
    page = at_oakfield.visit(running.path + "/promises")
    name = str(page.soup.select_one(".heft-score__set input")["name"])  # type: ignore[index]
    page = at_oakfield.press("Save what I ticked", **{name: "not_due"})
    assert "Not due yet" in page.soup.select("main details ul")[0].get_text(" ")
    page = at_oakfield.visit(running.path + "/review")
    assert "Promises ticked: not due yet" in page.text

    page = hold(at_oakfield, running, words="Not due yet")

    assert "Not due yet" in page.text
    assert "Not due yet" in at_oakfield.visit(running.path + "/packs/review?for=school").text


def test_the_scale_of_outcomes_says_which_of_them_is_a_good_end(
    at_oakfield: Browser, running: Started, says: Callable[[str, Any], None]
) -> None:
    says("closing.after_care.offered_for", ["unsuccessful"])
    for _ in range(3):
        hold(at_oakfield, running)

    page = at_oakfield.press(
        "Finish the programme", status=422, verdict="successful", next_steps=["credit"], words="Kind words."
    )

    assert page.problems == ["Say what credit the pupil is given, and how"]
