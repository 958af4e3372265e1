"""Before a review staff are asked how it goes, and other services what came of their commitments."""

import pytest

from heft_testing.browser import Browser
from heft_testing.doing import Started


@pytest.mark.requirement("S001-82")
def test_whoever_committed_to_something_is_asked_for_a_report_before_the_review(
    at_oakfield: Browser, running: Started
) -> None:
    at_oakfield.visit(running.path + "/promises/new")
    at_oakfield.press("Save the promise", party="agency", who="Primary outreach", what="Six visits")
    page = at_oakfield.visit(running.path + "/asked")
    assert "Reports for the 4-week review" in page.text
    assert "Nobody has been asked yet: Daniel Lee, Primary outreach." in page.text

    page = at_oakfield.press("Ask for the reports")
    assert page.messages == ["2 reports asked for."]
    asked = {row[0]: row[1:] for row in page.rows()}
    assert asked["Staff progress report: 4-week review"][0] == "Daniel Lee"
    assert asked["Agency report on commitments: 4-week review"][0] == "Primary outreach"
    assert "Reports for the 4-week review" not in page.text, "nobody is asked twice"

    page = at_oakfield.follow("Agency report on commitments: 4-week review")
    at_oakfield.press("Save what was said", **{"answer-progress": "Five of six visits made"})
    page = at_oakfield.follow("Agency report on commitments: 4-week review")
    assert page.value_of("Progress seen") == "Five of six visits made"
