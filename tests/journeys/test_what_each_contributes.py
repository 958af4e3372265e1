"""Pupil, family and school each contribute, about learning and about other people, in the order of the four phases."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from heft_platform.forms import Problems
from heft_platform.gathering.models import GivenAnswer
from heft_platform.gathering.questions import Condition, FormQuestion
from heft_platform.gathering.typed_answers import answers_in, in_words
from heft_testing.browser import Browser
from heft_testing.doing import Started, a_school_day, in_parts

ActingAs = Callable[..., AbstractContextManager[Session]]


@pytest.mark.requirement("S001-15")
def test_the_family_says_how_it_sees_things_commits_and_has_a_say_in_the_targets(
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


def test_a_report_has_a_row_for_each_target_and_each_commitment_of_whoever_writes_it(
    at_oakfield: Browser, running: Started
) -> None:
    at_oakfield.visit(running.path + "/asked/new")
    at_oakfield.press("Ask for it", document="staff_progress_report", **in_parts("due_on", a_school_day()))
    page = at_oakfield.follow("Staff progress report")
    rows = [one.get_text(" ", strip=True) for one in page.soup.select("#answers details summary")]
    assert rows == ["I start my work", "Daniel Lee: Meets Maya at the gate"]

    names = {str(one["name"]) for one in page.soup.select("#answers input[name^=answer-per_target-]")}
    seen = next(name for name in names if name.endswith("-evidence"))
    at_oakfield.press("Save what was said", **{seen: "Wrote her first line twice"})
    page = at_oakfield.follow("Staff progress report")

    assert any(
        box.get("value") == "Wrote her first line twice" for box in page.soup.select(f'[name="{seen}"]')
    )


def test_what_was_said_of_a_target_that_is_taken_out_since_stays_when_somebody_saves_again(
    at_oakfield: Browser, running: Started, acting_as: ActingAs
) -> None:
    at_oakfield.visit(running.path + "/asked/new")
    at_oakfield.press("Ask for it", document="staff_progress_report", **in_parts("due_on", a_school_day()))
    page = at_oakfield.follow("Staff progress report")
    names = page.all("//*[@id='answers']//input[starts-with(@name, 'answer-per_target-')]/@name")
    seen = next(str(name) for name in names if name.endswith("-evidence"))
    at_oakfield.press("Save what was said", **{seen: "Wrote her first line twice"})
    at_oakfield.visit(running.path + "/plan")
    at_oakfield.follow("Change target 1")
    at_oakfield.press("Take this target out of the plan")
    at_oakfield.visit(running.path + "/asked")
    at_oakfield.follow("Staff progress report")

    at_oakfield.press("Save what was said", supporter="Ms Khan")

    with acting_as("sam-patel") as session:
        first, second = session.scalars(select(GivenAnswer.answers).order_by(GivenAnswer.no)).all()
    assert first["per_target"][0]["evidence"] == "Wrote her first line twice"
    assert second["per_target"] == first["per_target"]


SCALE = {"yes": "Yes", "no": "No"}


def a_question(name: str, **more: Any) -> FormQuestion:
    return FormQuestion(
        id=name, label=name.title(), kind="one", type="yes_no", choices=tuple(SCALE.items()), **more
    )


def test_a_condition_hangs_on_the_one_before_it_and_what_is_not_asked_is_not_needed() -> None:
    first = a_question("first", is_required=True)
    second = a_question(
        "second", is_required=True, condition=Condition(other="first", answers=("yes",), words="")
    )
    third = a_question(
        "third", is_required=True, condition=Condition(other="second", answers=("no",), words="")
    )
    asked = [third, first, second]

    def kept(**said: str) -> tuple[dict[str, Any], list[str]]:
        problems = Problems()
        typed = MultiDict({f"answer-{name}": value for name, value in said.items()})
        return answers_in(typed, asked, problems), [one.words for one in problems.summary()]

    assert kept(first="no", second="no", third="yes") == ({"first": "no"}, [])
    assert kept(first="yes") == ({"first": "yes"}, ["Answer this: Second"])
    assert kept(first="yes", second="no") == ({"first": "yes", "second": "no"}, ["Answer this: Third"])
    assert kept() == ({}, ["Answer this: First"])


def test_every_row_that_the_plan_gives_needs_its_answer_and_keeps_what_stood_there() -> None:
    column = a_question("status", is_required=True)
    rows = (("t1", "I start my work"), ("t2", "I wait"))
    table = FormQuestion(
        id="targets", label="Targets", kind="table", type="table", is_required=True, columns=(column,)
    )
    problems = Problems()
    given = answers_in(
        MultiDict({"answer-targets-t1-status": "yes"}), [replace(table, rows=rows, takes_rows=True)], problems
    )
    assert [one.words for one in problems.summary()] == ["Answer “Status” for: I wait"]
    without_a_plan = Problems()
    assert answers_in(MultiDict(), [replace(table, takes_rows=True)], without_a_plan) == {}
    assert not without_a_plan

    later = replace(table, rows=(("t2", "I wait"),), takes_rows=True)
    assert in_words(later, given["targets"]) == "I start my work: Yes", "the target has gone since"
