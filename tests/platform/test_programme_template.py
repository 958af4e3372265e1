"""What the engine reads in a template: every part by name, as the file says it."""

from dataclasses import fields, is_dataclass
from typing import Any

import pytest

from heft_platform.library.programme_template import ProgrammeTemplate
from heft_platform.library.programme_template.parts import OTHER_WORDS
from heft_tenants.tables import Visibility
from heft_testing.bodies import BODIES

TWELVE = ProgrammeTemplate(BODIES["hillingdon-12-week.yaml"])
NAMES = {  # what a part of the template is called where it is read
    "purposes": "reasons",
    "targets": "target_rules",
    "commitments": "commitment_rules",
    "review": "review_rules",
    "verdicts": "outcome",
    "escalation": "escalations",
    "visibility": "views",
}


def as_written(thing: Any, body: Any) -> Any:
    """Return a part as the file would say it, with the keys that the file gives."""
    if is_dataclass(thing):
        said = {OTHER_WORDS.get(one.name, one.name): getattr(thing, one.name) for one in fields(thing)}
        return {key: as_written(said[key], body[key]) for key in body}
    if isinstance(body, str) and isinstance(thing, tuple):
        return thing[0]
    if isinstance(thing, tuple):
        assert len(thing) == len(body)
        return [as_written(one, other) for one, other in zip(thing, body, strict=True)]
    return thing.name if isinstance(thing, Visibility) else thing


@pytest.mark.parametrize("name", BODIES)
def test_every_part_is_read_as_the_file_says_it(name: str) -> None:
    body = BODIES[name]
    template = ProgrammeTemplate(body)

    for key in body.keys() - {"schema", "locks"}:
        assert as_written(getattr(template, NAMES.get(key, key)), body[key]) == body[key], key
    assert template.locks == set(body["locks"])


def test_parts_are_found_by_their_ids() -> None:
    assert TWELVE.role("senco").label == "SENCO"
    assert TWELVE.document("pupil_voice_a").question("coming_in").compare_as == "coming_in"
    meeting = TWELVE.meeting_at("review_4")
    assert meeting is not None
    assert meeting.item("commitments").goes_round
    assert TWELVE.meeting_at("papers_in") is None
    assert {one.id for one in TWELVE.group_of("pupil_voice_a")} == {"pupil_voice_a", "pupil_voice_b"}
    with pytest.raises(KeyError):
        TWELVE.role("nobody")


def test_a_repeat_is_the_milestone_it_repeats() -> None:
    assert TWELVE.milestone("review_4:2") is TWELVE.milestone("review_4")


def test_next_steps_are_those_of_the_outcome() -> None:
    assert [step.id for step in TWELVE.next_steps_after("successful")] == [
        "credit",
        "continue_support",
        "step_down",
    ]
    assert "la_request" in {step.id for step in TWELVE.next_steps_after("unsuccessful")}


def test_a_number_reaches_a_trigger_as_its_operator_says() -> None:
    trigger = next(one for one in TWELVE.entry.triggers if one.metric)

    assert [trigger.is_reached_by(number) for number in (1, 2, 3)] == [False, True, True]


def test_an_answer_is_as_guarded_as_its_document_or_as_the_question_says() -> None:
    summary = TWELVE.document("pre_meeting_summary")

    assert summary.visibility_of(summary.question("concerns")) is Visibility.PASTORAL
    assert summary.visibility_of(summary.question("context")) is Visibility.SENSITIVE
