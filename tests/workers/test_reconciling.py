"""What cannot be is found wherever it is made, mended where it can be, and raises the alarm without a word of whom it is about."""

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy.orm import Session

from heft_platform import logs
from heft_tenants import outbox
from heft_testing.damages import CANNOT_BE_MENDED, DAMAGES, LEASED_AND_LEFT, NOT_DUE, new_work
from heft_workers import cli
from heft_workers.alarms import DiscrepancyError
from heft_workers.drain import drain_queue
from heft_workers.queues import QUEUES

Damage = Callable[..., None]
A_LONG_TIME_AGO = datetime(2026, 1, 5, 7, tzinfo=UTC)
OneRound = Callable[[], dict[str, tuple[int, int]]]


@pytest.mark.usefixtures("lived_in")
def test_where_nothing_is_wrong_nothing_is_found(
    one_round: OneRound, app: Flask, alarms: list[BaseException]
) -> None:
    assert one_round() == {}
    assert one_round() == {}
    assert alarms == []


def test_what_is_asked_for_after_its_time_is_not_late_already(
    one_round: OneRound, acting_as: Callable[..., AbstractContextManager[Session]]
) -> None:
    with acting_as("sam-patel") as session:
        outbox.ask(session, queue="chores", kind="today.nudge", ref=uuid4(), not_before=A_LONG_TIME_AGO)

    assert "due_for_an_hour" not in one_round()


@pytest.mark.usefixtures("lived_in")
def test_everything_that_is_damaged_is_found_and_mended_once(
    one_round: OneRound, damage: Damage, alarms: list[BaseException]
) -> None:
    for statements in DAMAGES.values():
        damage(*statements)

    first, second = one_round(), one_round()

    assert set(first) == set(DAMAGES)
    assert {what for what, (found, mended) in first.items() if found != mended} == CANNOT_BE_MENDED
    assert set(second) == CANNOT_BE_MENDED, "what was mended was found again, or what was not was forgotten"
    assert {one.known_as for one in alarms if isinstance(one, DiscrepancyError)} == set(DAMAGES)


@pytest.mark.parametrize("what", sorted(DAMAGES))
@pytest.mark.usefixtures("lived_in")
def test_each_is_found_by_itself(one_round: OneRound, damage: Damage, what: str) -> None:
    damage(*DAMAGES[what])

    assert what in one_round()


def test_what_was_mended_is_done(
    one_round: OneRound, ask: Callable[..., UUID], damage: Damage, counted: Callable[[UUID], int]
) -> None:
    forgotten, abandoned = ask(queue="mail"), ask(queue="mail", kind="test.goes_outside")
    damage(NOT_DUE.format(kind="test.counts"), LEASED_AND_LEFT.format(kind="test.goes_outside"))

    one_round()
    drain_queue(QUEUES["mail"], for_seconds=5)

    assert counted(forgotten) == 1
    assert counted(abandoned) == 1


def test_an_alarm_says_what_and_how_often_and_nothing_else(
    one_round: OneRound, app: Flask, damage: Damage, caplog: pytest.LogCaptureFixture
) -> None:
    damage(*[new_work("letter.arrived")] * 3)

    one_round()

    (line,) = [logs.Words().format(one) for one in caplog.records if one.levelno == logging.ERROR]
    assert line.partition("heft_workers")[2].partition(" ")[2] == (
        '"Something was found that cannot be" code=arrival_of_no_letter org=2 found=3 mended=0'
    )


def test_the_command_prints_what_it_found_and_mended(app: Flask, damage: Damage) -> None:
    assert CliRunner().invoke(cli.reconcile).output == "Nothing is lost.\n"
    damage(*DAMAGES["due_and_ended"], *DAMAGES["arrival_of_no_letter"])

    said = CliRunner().invoke(cli.reconcile)

    assert said.output.splitlines() == [
        "due_and_ended: found 1, mended 1",
        "arrival_of_no_letter: found 1, mended 0",
        "What was not mended needs somebody to look at it.",
    ]
    assert said.exit_code == 1
