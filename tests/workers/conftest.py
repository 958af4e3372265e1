"""What tests of the work behind the pages share: a Valkey, kinds of work of their own, and somebody who asks for it."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from itertools import chain
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
import redis
from flask import Flask
from sqlalchemy.orm import Session

from heft_platform import error_reports
from heft_platform.audit.services import record
from heft_platform.extensions import db
from heft_tenants import outbox
from heft_testing import damages
from heft_testing.database import ServerOfTests
from heft_workers.doings import DOINGS
from heft_workers.reconciling import reconciled
from heft_workers.ringing import client_of
from heft_workers.work import Outside, Record, RefusedWorkError, Work
from valkey import Valkey

ActingAs = Callable[..., AbstractContextManager[Session]]
Ask = Callable[..., UUID]
Look = Callable[..., list[tuple[Any, ...]]]
CHILD = "Zebedee O’Canary"  # a name that must turn up nowhere


@pytest.fixture
def app(app: Flask) -> Iterator[Flask]:
    """The application as a worker has it: inside its context, with no page about it."""
    with app.app_context():
        yield app
        db.session.remove()


@pytest.fixture(scope="session")
def valkey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Valkey]:
    server = Valkey(tmp_path_factory.mktemp("valkey"))
    server.start()
    yield server
    server.ask_to_stop()
    server.wait_until_stopped()


@pytest.fixture
def bells(valkey: Valkey) -> Iterator[redis.Redis]:
    """Redis as the bell sees it, with no bell in it."""
    operator = redis.Redis.from_url(valkey.url("worker"))
    for key in list(operator.scan_iter("rq:*")):
        operator.delete(key)
    with client_of(valkey.url("bell")) as client:
        yield client
    operator.close()


@pytest.fixture
def ask(acting_as: ActingAs) -> Ask:
    """Somebody of the cast asks for work, by default at Oakfield."""

    def do_ask(
        kind: str = "test.counts", *, by: str = "sam-patel", queue: str = "escalations", **more: Any
    ) -> UUID:
        ref = more.pop("ref", None) or uuid4()
        with acting_as(by) as session:
            outbox.ask(session, queue=queue, kind=kind, ref=ref, **more)  # type: ignore[arg-type]
        return ref

    return do_ask


@pytest.fixture
def look(app: Flask, server: ServerOfTests) -> Look:
    """Look at everything, as nobody can who serves people."""
    del app

    def do_look(statement: str, *values: Any) -> list[tuple[Any, ...]]:
        with psycopg.connect(server.superuser_url, autocommit=True) as superuser:
            found = superuser.execute(statement.encode(), values)
            return found.fetchall() if found.description else []

    return do_look


@pytest.fixture
def counted(look: Look) -> Callable[[UUID], int]:
    """Say how often a piece of work had its effect."""

    def times(ref: UUID) -> int:
        return len(look("select seq from owned.trail where action = 'test.counted' and thing_id = %s", ref))

    return times


@pytest.fixture
def state(look: Look) -> Callable[[UUID], tuple[str, str | None]]:
    """Say how a piece of work stands, and the code of what went wrong."""

    def how(ref: UUID) -> tuple[str, str | None]:
        word, code = look("select state, last_error from owned.outbox where ref = %s", ref)[0]
        return word, code

    return how


@pytest.fixture
def leases_run_out(look: Look) -> Callable[[], None]:
    """Let all leases and pauses be over."""

    def be_over() -> None:
        look("update fence.due set due_at = clock_timestamp() - interval '1 millisecond'")

    return be_over


@pytest.fixture
def damage(app: Flask, server: ServerOfTests) -> Callable[..., None]:
    """Do damage to the database, as nobody can who is stopped by keys and triggers."""
    del app

    def do_damage(*statements: str) -> None:
        with psycopg.connect(server.superuser_url) as superuser:
            damages.damage(superuser, *statements)

    return do_damage


@pytest.fixture
def one_round(app: Flask) -> Callable[[], dict[str, tuple[int, int]]]:
    """Let the reconciler go round once, and return how often each thing was found, and mended."""
    del app

    def go_round() -> dict[str, tuple[int, int]]:
        sums: dict[str, tuple[int, int]] = {}
        for one in chain.from_iterable(reconciled()):
            found, mended = sums.get(one.what, (0, 0))
            sums[one.what] = (found + one.found, mended + one.mended)
        return sums

    return go_round


@pytest.fixture
def alarms(monkeypatch: pytest.MonkeyPatch) -> list[BaseException]:
    """What is reported to the error service."""
    raised: list[BaseException] = []
    monkeypatch.setattr(error_reports, "report", raised.append)
    return raised


@pytest.fixture(autouse=True)
def kinds_of_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Kinds of work that leave a mark, go outside, fail and are refused."""
    for doing in (counts, goes_outside, fails, is_refused):
        monkeypatch.setitem(DOINGS, f"test.{doing.__name__}", doing)
    WENT_OUT.clear()


WENT_OUT: list[str] = []


def counts(session: Session, work: Work) -> Outside | None:
    record(session, action="test.counted", thing="test", thing_id=work.ref)
    return None


def goes_outside(session: Session, work: Work) -> Outside | None:
    del session, work

    def go_out(key: str) -> Record:
        WENT_OUT.append(key)
        return lambda later, again: counts(later, again) and None

    return go_out


def fails(session: Session, work: Work) -> Outside | None:
    raise LookupError(CHILD)


def is_refused(session: Session, work: Work) -> Outside | None:
    raise RefusedWorkError("no_such_thing")


@pytest.fixture
def went_out() -> list[str]:
    return WENT_OUT


@pytest.fixture
def child() -> str:
    return CHILD


@pytest.fixture
def mails(app: Flask) -> Callable[[], list[Path]]:
    folder = app.config["SETTINGS"].data / "mail"
    return lambda: sorted(folder.glob("*.eml"))
