"""What is asked for through a gate is done with a visitor's rights, and only while the gate is open."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from heft_platform.extensions import db
from heft_tenants import outbox
from heft_tenants.context import Context, working_as
from heft_workers.doings import DOINGS
from heft_workers.drain import drain_queue
from heft_workers.queues import QUEUES
from heft_workers.work import Outside, Work

OAKFIELD, QUARRY_BANK, FELLSIDE_SCHOOLS = 2, 4, 1
Look = Callable[..., list[tuple[UUID]]]
AsVisitor = Callable[[], AbstractContextManager[Session]]


@pytest.fixture
def gate(look: Look) -> Context:
    """Open a gate at Oakfield for an outreach worker, to a programme that is nothing but its id."""
    person = look("select person_id from owned.member where name = 'Niamh Doherty'")[0][0]
    opened = Context(
        kind="visitor",
        org=OAKFIELD,
        cluster=FELLSIDE_SCHOOLS,
        person=person,
        programme=uuid4(),
        grant=uuid4(),
    )
    look(
        "alter table owned.visit_grant disable trigger all"
    )  # the programme and the pupil are not needed here
    look(
        "insert into owned.visit_grant (org_id, programme_id, id, cluster_id, pupil_id, agency_id, person_id,"
        " reads, adds, expires_at) values (%s, %s, %s, %s, %s, %s, %s, 2, 2, now() + interval '1 day')",
        *(OAKFIELD, opened.programme, opened.grant, FELLSIDE_SCHOOLS, uuid4(), QUARRY_BANK, person),
    )
    look("alter table owned.visit_grant enable trigger all")
    return opened


@pytest.fixture
def ask_through_gate(gate: Context) -> Callable[[str], UUID]:
    @contextmanager
    def visiting() -> Iterator[Session]:
        db.session.remove()
        with working_as(gate):
            yield db.session()
            db.session.commit()
            db.session.remove()

    def do_ask(kind: str) -> UUID:
        ref = uuid4()
        with visiting() as session:
            outbox.ask(session, queue="exports", kind=kind, ref=ref)
        return ref

    return do_ask


def test_it_is_done_as_the_visitor_and_sees_what_a_visitor_sees(
    app: Flask, gate: Context, ask_through_gate: Callable[[str], UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[object] = []

    def looks_around(session: Session, work: Work) -> Outside | None:
        seen.append(session.scalar(text("select session_user")))
        seen.append(session.scalar(text("select fence.person()")))
        seen.append(session.scalar(text("select fence.programme()")))
        return None

    monkeypatch.setitem(DOINGS, "test.looks_around", looks_around)
    ask_through_gate("test.looks_around")

    assert drain_queue(QUEUES["exports"], for_seconds=5) == 1

    assert seen == ["heft_visitor", gate.person, gate.programme]


def test_when_the_gate_has_closed_it_is_called_off(
    ask_through_gate: Callable[[str], UUID],
    look: Look,
    state: Callable[[UUID], tuple[str, str | None]],
    counted: Callable[[UUID], int],
) -> None:
    ref = ask_through_gate("test.counts")
    look("update owned.visit_grant set revoked_at = now(), revoked_by = person_id")

    assert drain_queue(QUEUES["exports"], for_seconds=5) == 0

    assert state(ref) == ("cancelled", "gate_closed")
    assert counted(ref) == 0
