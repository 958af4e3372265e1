"""The reconciler goes round by itself, holds nobody up, and finishes whatever happens on the way."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from heft_platform.extensions import db
from heft_tenants.context import current
from heft_tenants.lost import Found
from heft_testing.damages import DAMAGES, new_work
from heft_workers import bell, looking_after, reconciling
from heft_workers.alarms import DiscrepancyError
from heft_workers.drain import drain_queue
from heft_workers.leases import look_after
from heft_workers.queues import QUEUES
from heft_workers.reconciling import Rounds
from heft_workers.ringing import client_of

OAKFIELD = 2
Damage = Callable[..., None]
OneRound = Callable[[], dict[str, tuple[int, int]]]
Look = Callable[..., list[tuple[object, ...]]]


def test_the_bell_goes_round_by_itself_with_redis_away(
    app: Flask, damage: Damage, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reconciling, "EVERY", 0.1)
    damage(*DAMAGES["due_and_never_asked_for"])
    looks = iter(range(10))

    bell.keep_ringing(client_of("redis://127.0.0.1:1/0"), stopped=lambda: next(looks, None) is None)

    assert look("select queue from fence.due where queue <> 'chores'") == []


def test_a_look_holds_the_bell_up_for_one_organisation_only(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_after: list[int] = []
    monkeypatch.setattr(reconciling, "EVERY", 0.0)
    monkeypatch.setattr(reconciling, "_look_after", lambda _, **whom: looked_after.append(whom["org"]) or [])
    rounds = Rounds()

    so_far = []
    for _ in range(4):
        rounds.go_on()
        so_far.append(len(looked_after))

    assert so_far == [0, 1, 2, 3]


def test_an_organisation_that_cannot_be_looked_after_stops_no_other(
    one_round: OneRound,
    ask: Callable[..., UUID],
    damage: Damage,
    alarms: list[BaseException],
    child: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fails_at_oakfield(session: Session, *, now: datetime) -> list[Found]:
        del session, now
        if current().org == OAKFIELD:
            raise LookupError(child)
        return []

    monkeypatch.setattr(looking_after, "LOOKING_AFTER", (fails_at_oakfield, looking_after.look_after_letters))
    damage(new_work("letter.arrived", org=3))

    found = one_round()

    assert found == {"not_looked_after.lookuperror": (1, 0), "arrival_of_no_letter": (1, 0)}
    assert child not in repr(alarms)


def test_two_rounds_at_once_look_after_each_organisation_once(
    one_round: OneRound, app: Flask, look: Look
) -> None:
    engine = db.engines["worker"]
    lease = look_after(engine, org=OAKFIELD, cluster=1, seconds=60)
    assert lease is not None

    assert look_after(engine, org=OAKFIELD, cluster=1, seconds=60) is None
    one_round()

    assert look("select count(*) from fence.due where lease is not null") == [(1,)]


def test_a_round_that_was_broken_off_is_finished_by_a_worker(
    app: Flask, damage: Damage, look: Look, leases_run_out: Callable[[], None], alarms: list[BaseException]
) -> None:
    damage(new_work("letter.arrived"))
    assert look_after(db.engines["worker"], org=OAKFIELD, cluster=1, seconds=60)
    leases_run_out()

    assert drain_queue(QUEUES["chores"], for_seconds=5) == 1

    assert [one.known_as for one in alarms if isinstance(one, DiscrepancyError)] == ["arrival_of_no_letter"]


def test_a_round_leaves_everything_as_it_was(app: Flask, one_round: OneRound, look: Look) -> None:
    """So an archive that was made of an organisation is still equal to it when it is erased."""
    before = look("select o::text from owned.outbox o"), look("select d::text from fence.due d")

    one_round()

    assert (look("select o::text from owned.outbox o"), look("select d::text from fence.due d")) == before


def test_who_has_left_is_left_alone(app: Flask, look: Look) -> None:
    look("update shared.organisation set left_at = now() where org_id = %s", OAKFIELD)

    assert look_after(db.engines["worker"], org=OAKFIELD, cluster=1, seconds=60) is None


def test_a_round_that_the_database_ended_is_followed_by_another(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reconciling, "EVERY", 0.0)
    begun: list[object] = []

    def is_away_at_first(engine: object) -> list[Found]:
        begun.append(engine)
        if len(begun) == 1:
            raise OperationalError("", None, Exception())
        return []

    monkeypatch.setattr(reconciling, "_reconcile_outbox", is_away_at_first)
    rounds = Rounds()
    with pytest.raises(OperationalError):
        rounds.go_on()
    rounds.go_on()  # finds that the round is over
    rounds.go_on()

    assert len(begun) == 2
