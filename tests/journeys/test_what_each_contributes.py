"""Pupil, family and school each contribute, about learning and about other people, in the order of the four phases."""

from typing import Any

import pytest

from heft_testing.browser import Browser
from heft_testing.doing import Started


@pytest.mark.requirement("S001-15")
def test_the_family_says_how_it_sees_things_promises_and_has_a_say_in_the_targets(
    at_oakfield: Browser, started: Started
) -> None:
    at_oakfield.visit(started.path + "/asked")
    at_oakfield.follow("Parent or carer questionnaire")
    said = {"answer-strengths": "Kind to her brother", "answer-hope": "That mornings are calm"}
    at_oakfield.press("Save what was said", method="phone", **said)
    assert "That mornings are calm" in at_oakfield.visit(started.path + "/asked/together").text

    at_oakfield.visit(started.path + "/targets/new")
    measure = str(at_oakfield.page.soup.select('input[name="measure"]')[0]["value"])
    answers: dict[str, Any] = {"success": "In by nine", "help": "Her mother: a walk to school together"}
    at_oakfield.press("Save the target", statement="I come in calmly", measure=measure, **answers)
    at_oakfield.visit(started.path + "/promises/new")
    at_oakfield.press("Save the promise", party="family", who="Gloria Brown", what="Bag packed at night")
    page = at_oakfield.visit(started.path + "/plan")

    assert "Who helps, and how Her mother: a walk to school together" in page.text
    rows = {row[0]: row[1] for row in page.rows() if len(row) > 1}
    assert rows["Bag packed at night"] == "Gloria Brown"


@pytest.mark.requirement("S001-44")
def test_concerns_and_plan_have_a_side_of_learning_and_a_side_of_other_people(
    at_oakfield: Browser, started: Started
) -> None:
    for side, what in (("learning", "Cannot read the questions"), ("social", "Alone at lunch")):
        at_oakfield.visit(started.pupil_path + "/entries/concern/new")
        at_oakfield.press("Save", said_by="Mr Lee", setting=side, what=what, to_be_different="She asks")
    page = at_oakfield.visit(started.pupil_path + "/context")
    assert "Learning · said by Mr Lee" in page.text
    assert "With other people · said by Mr Lee" in page.text

    for statement in ("I ask when I cannot read it", "I sit with Leo at lunch"):
        at_oakfield.visit(started.path + "/targets/new")
        measure = str(at_oakfield.page.soup.select('input[name="measure"]')[0]["value"])
        page = at_oakfield.press("Save the target", statement=statement, success="Seen", measure=measure)
    assert "1. I ask when I cannot read it" in page.text
    assert "2. I sit with Leo at lunch" in page.text


@pytest.mark.requirement("S001-10")
def test_a_meeting_goes_from_assess_to_review(at_oakfield: Browser, started: Started) -> None:
    at_oakfield.visit(started.path + "/review")
    phases = [one.get_text(strip=True) for one in at_oakfield.page.soup.select("section h3")]
    assert phases[:3] == ["Assess", "Plan", "Do"]
    assert "Review" in phases

    at_oakfield.visit(started.path + "/meetings")
    page = at_oakfield.follow("Prepare the initial")
    assert "Assess:" in page.text
    assert page.text.index("Assess:") < page.text.index("Plan:") < page.text.index("Do:")
