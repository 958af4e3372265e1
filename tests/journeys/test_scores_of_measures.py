"""Scores of standard measures: ranges, bands, and what has become of them since the first."""

import itertools
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from heft_platform import clock
from heft_platform.measures.tools import TOOLS, band_of, bands
from heft_testing.browser import Browser, Page
from heft_testing.doing import Started

BrowserOf = Callable[[str], Browser]
SDQ = {"emotional": "5", "conduct": "4", "hyperactivity": "8", "peer": "5", "prosocial": "4"}


def on(day: date) -> dict[str, str]:
    return {f"taken_on-{part}": str(getattr(day, part)) for part in ("day", "month", "year")}


def score(browser: Browser, pupil: str, tool: str, *, status: int = 200, **answers: str) -> Page:
    browser.visit(f"{pupil}/measures/{tool}/new")
    return browser.press("Keep the scores", status=status, **{**on(clock.today()), **answers})


@pytest.mark.requirement("S001-30")
def test_scores_say_their_bands_and_what_has_become_of_them(at_oakfield: Browser, started: Started) -> None:
    at_oakfield.visit(started.pupil_path)
    at_oakfield.follow("Measures")
    assert "No scores yet." in at_oakfield.page.text
    before = on(clock.today() - timedelta(days=60))
    by_teacher = {"rater": "teacher", "rater_name": "Ms Khan", "edition": "four_bands"}
    page = score(at_oakfield, started.pupil_path, "sdq", **SDQ, **by_teacher, **before)
    assert ["Total difficulties", "22: Very high"] in page.rows()
    assert "One set of scores so far." in page.text

    page = score(
        at_oakfield, started.pupil_path, "sdq", **{**SDQ, "emotional": "3", "prosocial": "6"}, **by_teacher
    )

    assert "Total difficulties: 22 at first, 20 now. 2 lower, which is better." in page.text
    assert "Prosocial: 4 at first, 6 now. 2 higher, which is better." in page.text
    assert "Peer: 5 at first, and 5 now. No change." in page.text


def test_raters_and_bandings_are_never_mixed(at_oakfield: Browser, started: Started) -> None:
    for rater, edition in (("teacher", "four_bands"), ("teacher", "three_bands"), ("self", "four_bands")):
        page = score(at_oakfield, started.pupil_path, "sdq", **SDQ, rater=rater, edition=edition)

    assert page.text.count("One set of scores so far.") == 3
    assert "22: Abnormal" in page.text
    assert "22: Very high" in page.text
    assert ["Total difficulties", "22"] in page.rows(0)  # no table is known for what pupils say themselves


@pytest.mark.parametrize(
    ("tool", "answers", "said"),
    [
        ("sdq", {**SDQ, "peer": "11"}, "Peer must be a whole number from 0 to 10"),
        ("sdq", {**SDQ, "peer": "two"}, "Peer must be a whole number from 0 to 10"),
        ("sdq", {**SDQ, "total": "30"}, "The four scales add up to 22. Correct them or the total"),
        ("sdq", {}, "Enter at least one score"),
        ("leuven", {"wellbeing": "6"}, "Well-being must be a whole number from 1 to 5"),
        ("gas", {"level": "-3", "about": "I start"}, "Level must be a whole number from -2 to 2"),
        ("gas", {"level": "1"}, "Write the target"),
        ("tme", {"about": "I start", "baseline": "3", "expected": "7"}, "Enter “Where it is”"),
        (
            "tme",
            {"about": "I start", "baseline": "3", "expected": "3", "actual": "3"},
            "Enter more than where it started",
        ),
    ],
)
def test_scores_out_of_range_are_refused_in_words(
    at_oakfield: Browser, started: Started, tool: str, answers: dict[str, str], said: str
) -> None:
    edition = TOOLS[tool].editions[0][0]
    page = score(
        at_oakfield,
        started.pupil_path,
        tool,
        status=422,
        **answers,
        rater="teacher",
        edition=edition,
        note="Kept",
    )

    assert page.problems == [said]
    assert page.value_of("Note") == "Kept"


def test_a_day_to_come_has_no_scores(at_oakfield: Browser, started: Started) -> None:
    tomorrow = on(clock.today() + timedelta(days=1))
    page = score(
        at_oakfield,
        started.pupil_path,
        "leuven",
        status=422,
        wellbeing="2",
        edition="1_to_5",
        rater="teacher",
        **tomorrow,
    )

    assert page.problems == ["The day must be today or before"]


def test_a_target_that_is_monitored_says_how_it_compares(at_oakfield: Browser, started: Started) -> None:
    steps = {"baseline": "2", "expected": "6", "rater": "together", "edition": "1_to_10", "about": "I start"}
    page = score(at_oakfield, started.pupil_path, "tme", **steps, actual="5")

    assert "Progress, below expected." in page.text
    page = at_oakfield.press("Take out")
    assert "No scores yet." in page.text


def test_key_workers_and_teachers_see_no_scores(
    at_oakfield: Browser, started: Started, browser_of: BrowserOf
) -> None:
    for who in ("daniel-lee", "carl-dunne"):
        browser_of(who).visit(started.pupil_path + "/measures", status=404)
    assert "Measures" not in browser_of("daniel-lee").visit(started.pupil_path).text


def test_the_bands_of_a_scale_follow_each_other_without_a_gap() -> None:
    kinds = {(one.banding, one.rater, one.scale) for one in bands()}
    assert len(kinds) == 16

    for banding, rater, scale in kinds:
        of = TOOLS["sdq"].scale(scale)
        said = [
            band_of(edition=banding, rater=rater, scale=scale, score=score)
            for score in range(of.lowest, of.highest + 1)
        ]
        assert all(said)
        changes = [said[0], *(now for before, now in itertools.pairwise(said) if now != before)]
        assert len(changes) == (4 if banding == "four_bands" else 3)
