"""Find an example of a target, and let the bank grow: the cluster's by its administrator, a school's by itself."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypedDict, TypeVar, Unpack
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from heft_platform.adding import add_once
from heft_platform.audit.services import record
from heft_platform.library.services import MEASURE_WORDS
from heft_platform.target_bank.models import BankTarget, OwnBankTarget
from heft_tenants.context import current
from heft_tenants.ids import uuid7
from heft_tenants.refusals import ChangedMeanwhileError, Refused

PHASE_WORDS = {"any": "Primary and secondary", "primary": "Primary", "secondary": "Secondary"}
AT_ONCE = 60
Kept = TypeVar("Kept", BankTarget, OwnBankTarget)


class AlreadyInTheBankError(Refused):
    """An example with these very words is in the bank."""


class UnknownMeasureError(Refused):
    """There is no such way to measure a target."""


class NamesThePupilError(Refused):
    """The example holds a name of the pupil for whom it was written; `name` is it."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(name)


class ExampleChangedMeanwhileError(ChangedMeanwhileError):
    """Somebody else changed this example since it was opened."""


class Words(TypedDict):
    """What an example says."""

    need: str
    phase: str
    statement: str
    success: str
    measure: str
    steps: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class Example:
    """An example as the bank shows it; `source` is cluster or school."""

    id: UUID
    source: str
    need: str
    phase: str
    phase_words: str
    statement: str
    success: str
    measure: str
    measure_words: str
    steps: tuple[str, ...]
    is_retired: bool
    version: int


def find(session: Session, *, words: str = "", need: str = "", phase: str = "") -> list[Example]:
    """Return the school's own examples and then the cluster's that hold every word, for a need and a phase."""
    found = _found(session, OwnBankTarget, words, need, phase) if current().kind == "org" else []
    return [*found, *_found(session, BankTarget, words, need, phase)]


def examples_of_cluster(session: Session, *, words: str = "", need: str = "") -> list[Example]:
    """Return the cluster's examples, those that were taken out at the end."""
    return _found(session, BankTarget, words, need, "", retired=True)


def needs(session: Session) -> list[str]:
    """Return every need for which there is an example, in order."""
    named = set(session.scalars(select(BankTarget.need).where(BankTarget.retired_on.is_(None)).distinct()))
    if current().kind == "org":
        own = select(OwnBankTarget.need).where(OwnBankTarget.retired_on.is_(None)).distinct()
        named |= set(session.scalars(own))
    return sorted(named, key=str.casefold)


def example(session: Session, *, source: str, example_id: UUID) -> Example | None:
    """Return an example of the cluster, or one of the school's own; None if there is none."""
    found = _row(session, source, example_id)
    return _view(found) if found is not None else None


def add(session: Session, *, source: str, not_naming: Collection[str] = (), **said: Unpack[Words]) -> Example:
    """Put an example into the bank of the cluster, or of the school.

    :raises NamesThePupilError: if it holds one of the names that it must not
    :raises UnknownMeasureError: if there is no such measure
    :raises AlreadyInTheBankError: if these words are there
    """
    _check(said, not_naming)
    model = _model(source)
    made_by = {} if source == "cluster" else {"added_by": current().person}
    made_id = uuid7()
    if not add_once(session, model, id=made_id, version=1, **_kept(said), **made_by):
        raise AlreadyInTheBankError
    record(session, action="bank.added", thing="bank_target", thing_id=made_id, fields=tuple(said))
    made = _row(session, source, made_id)
    assert made is not None
    return _view(made)


def change(session: Session, *, source: str, example_id: UUID, version: int, **said: Unpack[Words]) -> bool:
    """Change an example that was read in this version; one that was taken out is in the bank again. False if there is none.

    :raises ExampleChangedMeanwhileError: if it has another version by now
    :raises UnknownMeasureError: if there is no such measure
    :raises AlreadyInTheBankError: if these words are there already
    """
    found = _row(session, source, example_id, lock=True)
    if found is None:
        return False
    if found.version != version:
        raise ExampleChangedMeanwhileError
    _check(said, ())
    if _others_with(session, _model(source), said["statement"]) - {example_id}:
        raise AlreadyInTheBankError
    for name, value in {**_kept(said), "retired_on": None}.items():
        setattr(found, name, value)
    record(session, action="bank.changed", thing="bank_target", thing_id=example_id, fields=tuple(said))
    return True


def take_out(session: Session, *, source: str, example_id: UUID, today: date) -> bool:
    """Take an example out of the bank; plans that were written from it stay as they are. False if there is none."""
    found = _row(session, source, example_id, lock=True)
    if found is None:
        return False
    found.retired_on = today
    record(session, action="bank.taken_out", thing="bank_target", thing_id=example_id)
    return True


def load(session: Session, *, lines: Iterable[Words]) -> int:
    """Put examples into the cluster's bank whose words are not there yet, and return how many those were."""
    there = set(session.scalars(select(BankTarget.statement)))
    new = [line for line in lines if line["statement"] not in there]
    session.add_all(BankTarget(**_kept(line)) for line in new)
    if new:
        record(session, action="bank.loaded", thing="bank_target")
    return len(new)


def _model(source: str) -> type[BankTarget] | type[OwnBankTarget]:
    return BankTarget if source == "cluster" else OwnBankTarget


def _row(
    session: Session, source: str, example_id: UUID, *, lock: bool = False
) -> BankTarget | OwnBankTarget | None:
    if source == "cluster":
        return session.get(BankTarget, (current().cluster, example_id), with_for_update=lock or None)
    return session.get(OwnBankTarget, (current().org, example_id), with_for_update=lock or None)


def _found(
    session: Session, model: type[Kept], words: str, need: str, phase: str, *, retired: bool = False
) -> list[Example]:
    criteria: list[ColumnElement[bool]] = [_holds(model, word) for word in words.split()]
    if need:
        criteria.append(model.need == need)
    if phase:
        criteria.append(model.phase.in_(["any", phase]))
    if not retired:
        criteria.append(model.retired_on.is_(None))
    found = select(model).where(*criteria)
    found = found.order_by(model.retired_on.is_not(None), model.need, model.statement).limit(AT_ONCE)
    return [_view(one) for one in session.scalars(found)]


def _holds(model: type[Kept], word: str) -> ColumnElement[bool]:
    stem = word.replace("%", "").replace("_", "")
    stem = stem[:-1] if len(stem) > 3 and stem.lower().endswith("s") else stem
    return or_(*(column.ilike(f"%{stem}%") for column in (model.need, model.statement, model.success)))


def _check(said: Words, not_naming: Collection[str]) -> None:
    if said["measure"] not in MEASURE_WORDS:
        raise UnknownMeasureError
    text = " ".join([said["need"], said["statement"], said["success"], *said["steps"]])
    for name in not_naming:
        if name and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE):
            raise NamesThePupilError(name)


def _kept(said: Mapping[str, Any]) -> dict[str, Any]:
    return {**said, "steps": list(said["steps"])}


def _others_with(session: Session, model: type[BankTarget | OwnBankTarget], statement: str) -> set[UUID]:
    """Return the examples with these words. Who changes one waits at the first of all for whoever does so too."""
    session.execute(select(model.id).order_by(model.id).limit(1).with_for_update())
    return set(session.scalars(select(model.id).where(model.statement == statement)))


def _view(one: BankTarget | OwnBankTarget) -> Example:
    return Example(
        id=one.id,
        source="cluster" if isinstance(one, BankTarget) else "school",
        need=one.need,
        phase=one.phase,
        phase_words=PHASE_WORDS[one.phase],
        statement=one.statement,
        success=one.success,
        measure=one.measure,
        measure_words=MEASURE_WORDS.get(one.measure, one.measure),
        steps=tuple(one.steps),
        is_retired=one.retired_on is not None,
        version=one.version,
    )
