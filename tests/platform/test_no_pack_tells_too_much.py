"""Whatever is sensitive or guarded, in whichever column it stands, is in no pack for those who may not have it.

A mark is put into every such column that there is; then every pack of every kind is made for everybody whom it is for.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Connection, NullPool, create_engine, insert, text, update
from sqlalchemy.orm import Session

import heft_platform.models  # noqa: F401  (so that every table is known)
from heft_platform import clock, words
from heft_platform.config import for_sqlalchemy
from heft_platform.documents import audiences
from heft_platform.documents.blocks import BLOCKS
from heft_platform.documents.known import Known
from heft_platform.documents.material import Material
from heft_platform.documents.services import KINDS, build_pack, prints_of
from heft_platform.gathering import services as gathering
from heft_platform.gathering.models import GivenAnswer, SensitiveAnswer
from heft_platform.measures.models import Measure
from heft_platform.measures.tools import TOOLS
from heft_platform.permissions import classes_seen
from heft_platform.picture.entries import KINDS as KINDS_OF_ENTRY
from heft_platform.picture.models import OtherPlan, SafeguardingArea, SensitiveArea
from heft_platform.programmes import services as programmes
from heft_platform.programmes.services import ProgrammeView, Wanted
from heft_platform.pupils.models import Pupil, PupilImport
from heft_platform.records.models import RecordImport
from heft_tenants.context import current
from heft_tenants.ids import uuid7
from heft_tenants.tables import Owned, Visibility
from heft_testing.database import ServerOfTests

pytestmark = pytest.mark.proof

ActingAs = Callable[..., AbstractContextManager[Session]]
GUARDED = {Visibility.SENSITIVE, Visibility.SAFEGUARDING, Visibility.LEGAL}
LONG_AGO = date(1999, 2, 1)
PLAN = {question.name: question for question in KINDS_OF_ENTRY["plan"].questions}


@dataclass(frozen=True, kw_only=True)
class Mark:
    """What would be read in a pack if a column stood in it. Columns of closed lists have the words of their codes."""

    table: str
    column: str
    words: str
    visibility: Visibility


@dataclass(frozen=True, kw_only=True)
class Told:
    """A programme, and the marks that stand in the record of its pupil."""

    programme: ProgrammeView
    marks: tuple[Mark, ...]


def tables_of_schools(of: type[Any] = Owned) -> Iterator[type[Any]]:
    for model in of.__subclasses__():
        yield from tables_of_schools(model)
        if "__tablename__" in model.__dict__:
            yield model


def guarded_columns() -> dict[tuple[str, str], Visibility]:
    """Return every column of a school's tables that few may read."""
    return {
        (model.__tablename__, column.key): column.info["visibility"]
        for model in tables_of_schools()
        for column in model.__table__.columns
        if column.info["visibility"] in GUARDED
    }


def mark_in(table: str, column: str, more: str = "") -> str:
    return f"mark-of-{table}-{column}{more}"


@pytest.fixture
def told_of(told: None, acting_as: ActingAs, server: ServerOfTests) -> Iterator[tuple[Session, Told]]:
    """The safeguarding lead, who sees everything, and a programme of a pupil of whom everything is recorded."""
    with acting_as("aisha-khan") as session:
        line = programmes.programmes_page(session, wanted=Wanted(), page=1, today=clock.today()).lines[0]
        programme = programmes.read_programme(session, reference=line.reference, today=clock.today())
        assert programme is not None
        before = " ".join(text for _, _, text in packs_of(session, programme))
        with create_engine(for_sqlalchemy(server.superuser_url), poolclass=NullPool).begin() as connection:
            marks = tuple(put_marks(connection, current().org, programme))
        assert not [one for one in marks if one.words in before], "a mark must be what nothing else says"
        yield session, Told(programme=programme, marks=marks)


def put_marks(connection: Connection, org: int, programme: ProgrammeView) -> Iterator[Mark]:
    """Put a mark into every guarded column of the pupil's record, past every rule of the services."""
    connection.execute(text("set local session_replication_role = replica"))
    pupil = programme.line.pupil_id
    whose = {"org_id": org, "pupil_id": pupil, "id": uuid7(), "version": 1, "written_by": uuid7()}
    whose |= {"writer_name": "Sam", "written_at": clock.now(), "is_taken_out": False}
    guarded = guarded_columns()

    def mark(table: str, column: str, says: str = "") -> Mark:
        return Mark(
            table=table,
            column=column,
            words=says or mark_in(table, column),
            visibility=guarded[table, column],
        )

    connection.execute(
        update(Pupil).where(Pupil.id == pupil),
        {"upn": mark_in("pupil", "upn"), "sen": mark_in("pupil", "sen"), "born_on": LONG_AGO},
    )
    yield from (mark("pupil", "upn"), mark("pupil", "sen"), mark("pupil", "born_on", words.day(LONG_AGO)))
    for model, areas in (
        (
            SensitiveArea,
            {"circumstances": "circumstances", "study_support": "outcome", "senco_comments": "needs"},
        ),
        (SafeguardingArea, {"social_care": "social_care", "police_notices": "notices_words"}),
    ):
        table = model.__tablename__
        for area, question in areas.items():
            says = mark_in(table, "answers", f"-{area}")
            row = {**whose, "area": area, "answers": {question: says}, "source": mark_in(table, "source")}
            row |= {"version": 90}
            del row["id"], row["is_taken_out"]
            connection.execute(insert(model), row)
            yield mark(table, "answers", says)
        yield mark(table, "source")
    yield from _mark_plan(connection, whose, mark)
    yield from _mark_measure(connection, whose, mark)
    yield from _mark_answers(connection, org, programme, mark)
    for upload in (PupilImport, RecordImport):
        table = upload.__tablename__
        row = {"org_id": org, "id": uuid7(), "text": mark_in(table, "text"), "file_name": "list.csv"}
        row |= {"asked_by": uuid7(), "asked_at": clock.now()}
        of_records = {"kind": "incident", "asker_name": "Sam Patel"} if upload is RecordImport else {}
        connection.execute(insert(upload), row | of_records)
        yield mark(table, "text")


def _mark_plan(connection: Connection, whose: dict[str, Any], mark: Callable[..., Mark]) -> Iterator[Mark]:
    says = {name: mark_in("other_plan", name) for name in ("holder", "where_it_is", "about")}
    codes = {"kind": "communication_passport", "relation": "integrated"}
    days = {"starts_on": LONG_AGO, "ends_on": LONG_AGO}
    connection.execute(insert(OtherPlan), {**whose, **says, **codes, **days})
    yield from (mark("other_plan", name) for name in says)
    yield from (mark("other_plan", name, PLAN[name].said(code)) for name, code in codes.items())
    yield from (mark("other_plan", name, words.day(LONG_AGO)) for name in days)


def _mark_measure(connection: Connection, whose: dict[str, Any], mark: Callable[..., Mark]) -> Iterator[Mark]:
    tool = TOOLS["tme"]
    says = {name: mark_in("measure", name) for name in ("edition", "rater_name", "about", "note")}
    scores = {one.code: number for number, one in enumerate(tool.scales, start=3)}
    row = {"tool": tool.code, "rater": "together", "scores": scores, "taken_on": LONG_AGO}
    connection.execute(insert(Measure), {**whose, **says, **row})
    yield from (mark("measure", name) for name in says)
    yield mark("measure", "tool", tool.words)
    yield mark("measure", "rater", mark_in("measure", "rater_name"))
    yield mark("measure", "scores", f"{tool.scales[0].words}: 3")
    yield mark("measure", "taken_on", words.day(LONG_AGO))


def _mark_answers(
    connection: Connection, org: int, programme: ProgrammeView, mark: Callable[..., Mark]
) -> Iterator[Mark]:
    row = {"org_id": org, "programme_id": programme.id, "answer_id": uuid7()}
    for visibility in ("SENSITIVE", "SAFEGUARDING"):
        says = mark_in("sensitive_answer", "answers", f"-{visibility}")
        connection.execute(
            insert(SensitiveAnswer), {**row, "visibility": visibility, "answers": {"coming_in": says}}
        )
        yield mark("sensitive_answer", "answers", says)


def packs_of(session: Session, programme: ProgrammeView) -> Iterator[tuple[str, str, str]]:
    """Make every pack of every kind for everybody whom it is for: kind, audience, and all that it says."""
    for kind in (*KINDS.values(), *prints_of(programme.template)):
        for audience in kind.audiences:
            pack = build_pack(
                session,
                programme=programme,
                kind=kind.code,
                audience=audience,
                today=clock.today(),
                sees=classes_seen("dsl"),
            )
            yield kind.code, audience, json.dumps(pack.to_content(), ensure_ascii=False)


def found_in(session: Session, told: Told, *, audience: str = "") -> set[tuple[str, Mark]]:
    """Return the marks that stand in packs, by audience."""
    return {
        (reader, mark)
        for _, reader, says in packs_of(session, told.programme)
        for mark in told.marks
        if mark.words in says and audience in {"", reader}
    }


def too_much(found: set[tuple[str, Mark]]) -> set[tuple[str, Mark]]:
    """Return what nobody should find: anything guarded, but for what staff of the school may read as sensitive."""
    return {
        (audience, mark)
        for audience, mark in found
        if not (audience == "school" and mark.visibility == Visibility.SENSITIVE)
    }


def test_every_guarded_column_has_a_mark(told_of: tuple[Session, Told]) -> None:
    _, told = told_of
    assert {(one.table, one.column) for one in told.marks} == set(guarded_columns()), (
        "a column that few may read is new, or gone: put a mark into it here"
    )


def test_no_pack_holds_what_its_readers_may_not_have(told_of: tuple[Session, Told]) -> None:
    session, told = told_of
    found = found_in(session, told)

    assert too_much(found) == set()
    read = {(mark.table, mark.column) for _, mark in found}
    assert {("sensitive_area", "answers"), ("other_plan", "holder"), ("measure", "about")} <= read, (
        "what staff may have is there, so that a mark would be seen"
    )


def test_a_table_of_classes_that_allows_too_much_would_be_found(
    told_of: tuple[Session, Told], monkeypatch: pytest.MonkeyPatch
) -> None:
    session, told = told_of
    for audience in ("family", "authority", "agency"):
        monkeypatch.setitem(
            audiences.MAY_HOLD, audience, audiences.MAY_HOLD[audience] | {Visibility.SENSITIVE}
        )

    assert {audience for audience, _ in too_much(found_in(session, told))} >= {
        "family",
        "authority",
        "agency",
    }


def test_a_block_that_names_too_low_a_class_would_be_found(
    told_of: tuple[Session, Told], monkeypatch: pytest.MonkeyPatch
) -> None:
    session, told = told_of
    make = BLOCKS["needs"]

    def mistaken(known: Known) -> Material:
        found = make(known)
        facts = tuple(replace(one, visibility=Visibility.PASTORAL) for one in found.facts)
        return replace(found, facts=facts, lowest=Visibility.PASTORAL)

    monkeypatch.setitem(BLOCKS, "needs", mistaken)

    assert "authority" in {audience for audience, _ in too_much(found_in(session, told))}


def test_whoever_may_not_be_told_makes_no_pack_that_says_it(told_of: tuple[Session, Told]) -> None:
    session, told = told_of
    pack = build_pack(
        session,
        programme=told.programme,
        kind="moving_school",
        audience="school",
        today=clock.today(),
        sees=classes_seen("key_worker"),
    )

    says = json.dumps(pack.to_content(), ensure_ascii=False)
    assert [mark for mark in told.marks if mark.words in says] == []


def test_what_is_protected_is_quoted_in_no_pack(
    told: None, acting_as: ActingAs, server: ServerOfTests
) -> None:
    with acting_as("aisha-khan") as session:
        line = programmes.programmes_page(session, wanted=Wanted(), page=1, today=clock.today()).lines[0]
        programme = programmes.read_programme(session, reference=line.reference, today=clock.today())
        assert programme is not None
        asked = gathering.voices_asked(programme_id=programme.id, template=programme.template).ask(session)
        secret = next(one.asked.id for one in asked if one.asked.is_protected)
        spoken = next(one.asked.id for one in asked if "Parent" in one.asked.label)
        with create_engine(for_sqlalchemy(server.superuser_url), poolclass=NullPool).begin() as connection:
            connection.execute(text("set local session_replication_role = replica"))
            for id_, says in ((secret, "said in trust"), (spoken, "said to all")):
                _give_answer(connection, programme, id_, says, clock.now())
        whole = " ".join(says for _, _, says in packs_of(session, programme))

    assert "said to all" in whole
    assert "said in trust" not in whole
    assert "What stands in it is quoted to nobody" in whole


def _give_answer(
    connection: Connection, programme: ProgrammeView, asked_for_id: UUID, says: str, now: datetime
) -> None:
    every_question = {
        question.id: says for document in programme.template.documents for question in document.questions
    }
    row = {"org_id": current().org, "programme_id": programme.id, "id": uuid7(), "no": 90, "typed_at": now}
    row |= {"asked_for_id": asked_for_id, "answers": every_question, "typed_by": "Sam"}
    connection.execute(insert(GivenAnswer), row)
