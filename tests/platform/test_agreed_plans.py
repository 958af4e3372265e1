"""A plan that was agreed never changes, and its fingerprint is that of its words alone."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from heft_platform.plans.content import content_of, differences_in_words, fingerprint_of
from heft_platform.plans.views import CommitmentView, Plan, TargetStepView, TargetView
from heft_testing.doing import Started

ActingAs = Callable[[str], AbstractContextManager[Session]]


def plan(*, statement: str = "I ask", steps: tuple[TargetStepView, ...] = (), said: str = "Waits") -> Plan:
    target = TargetView(
        id=TARGET_ID,
        place=1,
        statement=statement,
        success="Seen",
        measure="yes_no",
        measure_words="Yes or no",
        baseline="",
        aim="",
        version=1,
        steps=steps,
    )
    commitment = CommitmentView(
        id=COMMITMENT_ID,
        party="school",
        who="Mr Lee",
        what=said,
        how_often="daily",
        target=None,
        target_id=None,
        version=1,
    )
    return Plan(targets=(target,), commitments=(commitment,), reasons={})


def part(*lines: str) -> dict[str, Any]:
    return {"label": "Rewards", "lines": list(lines)}


TARGET_ID, COMMITMENT_ID = uuid4(), uuid4()


@pytest.mark.parametrize("table", ["plan_version", "agreement", "target_version", "commitment_version"])
@pytest.mark.parametrize("deed", ["update owned.{0} set org_id = org_id", "delete from owned.{0}"])
def test_the_database_itself_refuses_to_change_what_was_agreed_or_happened(
    acting_as: ActingAs, running: Started, table: str, deed: str
) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), acting_as("sam-patel") as session:
        session.connection().execute(text(deed.format(table)))


def test_reaching_a_small_step_changes_no_fingerprint_and_its_words_do() -> None:
    step = TargetStepView(id=uuid4(), words="I look", reached_on=None, reached_by="")
    before = content_of(plan(steps=(step,)), {})

    assert fingerprint_of(content_of(plan(), {})) != fingerprint_of(before)
    assert differences_in_words(content_of(plan(), {}), before) == (
        "Target 1 has new words for the small steps",
    )


def test_what_differs_is_said_of_targets_commitments_and_other_parts() -> None:
    before = content_of(plan(), {"rewards": part("Music at tidy-up time")})
    after = content_of(plan(statement="I ask twice", said="Runs"), {"rewards": part("Time with Mum")})

    assert differences_in_words(before, after) == (
        "Target 1 is now “I ask twice”. It was “I ask”",
        "Promise of Mr Lee is now “Runs, daily”. It was “Waits, daily”",
        "Rewards, new: Time with Mum",
        "Rewards, taken out: Music at tidy-up time",
    )
    assert differences_in_words(after, after) == ()


def test_a_promise_that_somebody_else_makes_now_is_said_to_be_so() -> None:
    before = content_of(plan(), {})
    other = replace(plan().commitments[0], who="Mrs Hall", target_id=TARGET_ID, target=1)
    after = content_of(replace(plan(), commitments=(other,)), {})

    assert differences_in_words(before, after) == (
        "Changed in the promise “Waits”: who makes it and which target it is for",
    )
