"""Questions that are asked together: built once, answered for whoever asks, and never mixed up."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from sqlalchemy import Select, Text, bindparam, select
from sqlalchemy.orm import Session

from heft_platform.accounts.models import Member
from heft_platform.calendar.models import Term
from heft_tenants.together import Question, SaidTwiceError, Statement, ask_together, built_once
from heft_testing.counting import counted

ActingAs = Callable[[str], AbstractContextManager[Session]]
NAME = bindparam("name", type_=Text)
built = []


@built_once
def members_named(*, which: str) -> Statement:
    built.append(which)
    return select(Member).where(Member.name == NAME).order_by(Member.name)


def everybody() -> Select[Any]:
    return select(Member).order_by(Member.name)


def named(name: str) -> Question[list[str]]:
    return Question(lambda rows: [one.name for one in rows], members_named(which="one"), name=name)


def test_a_statement_is_built_once_and_answers_what_is_said_each_time(acting_as: ActingAs) -> None:
    built.clear()
    with acting_as("sam-patel") as session:
        assert named("Sam Patel").ask(session) == ["Sam Patel"]
        assert named("Nobody At All").ask(session) == []
    assert len(built) <= 1


def test_one_statement_serves_every_organisation_and_shows_each_its_own(acting_as: ActingAs) -> None:
    with acting_as("sam-patel") as session:
        assert named("Sam Patel").ask(session) == ["Sam Patel"]
    with acting_as("marcus-bennett") as session:
        assert named("Sam Patel").ask(session) == []
        assert named("Marcus Bennett").ask(session) == ["Marcus Bennett"]


def test_what_is_asked_together_is_one_statement_whether_it_is_built_once_or_anew(
    acting_as: ActingAs,
) -> None:
    anew = Question(lambda rows: [one.name for one in rows], everybody())
    terms: Question[list[Term]] = Question(list, select(Term))
    once = named("Sam Patel")
    with acting_as("sam-patel") as session, counted() as statements:
        ask_together(session, once, anew, terms)
    assert len(statements) == 1 + 1, "the transaction begins, and then everything is asked"
    assert once.answer == ["Sam Patel"]
    assert "Sam Patel" in anew.answer
    assert len(anew.answer) > 1
    assert terms.answer


def test_an_answer_is_told_otherwise(acting_as: ActingAs) -> None:
    with acting_as("sam-patel") as session:
        assert named("Sam Patel").then(len).ask(session) == 1


def test_two_questions_that_say_different_things_by_one_name_are_refused(acting_as: ActingAs) -> None:
    with acting_as("sam-patel") as session, pytest.raises(SaidTwiceError, match="name"):
        ask_together(session, named("Sam Patel"), named("Aisha Khan"))
