"""Things that wait for somebody: every feature says which are its own, and one statement reads them all."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Date,
    Integer,
    Select,
    Text,
    Uuid,
    cast,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import Session


class Waiting(NamedTuple):
    """Something that waits: what kind of thing, of which programme or pupil, and since when or until when."""

    kind: str
    thing_id: UUID | None
    programme_id: UUID | None
    pupil_id: UUID | None
    person_id: UUID | None  # who is to do it
    on_day: date | None
    words: str
    number: int


def those_that_wait(
    kind: str,
    *,
    thing_id: Any = None,
    programme_id: Any = None,
    pupil_id: Any = None,
    person_id: Any = None,
    on_day: Any = None,
    words: Any = None,
    number: Any = None,
) -> Select[Any]:
    """Return how things of one kind are read: what each column of `Waiting` is for them. Its feature says of which."""
    columns = {
        "kind": (literal(kind), Text),
        "thing_id": (thing_id, Uuid),
        "programme_id": (programme_id, Uuid),
        "pupil_id": (pupil_id, Uuid),
        "person_id": (person_id, Uuid),
        "on_day": (on_day, Date),
        "words": (words if words is not None else literal(""), Text),
        "number": (number if number is not None else literal(0), Integer),
    }
    named: list[ColumnElement[Any]] = [
        cast(column if column is not None else null(), sort).label(name)
        for name, (column, sort) in columns.items()
    ]
    return select(*named)


def all_of_these(several: Sequence[Select[Any]]) -> CompoundSelect[Any]:
    """Return how things of several kinds are read in one statement."""
    return union_all(*several)


def all_that_wait(  # noqa: PLR0913  (everything that the features above search by)
    session: Session,
    statement: CompoundSelect[Any],
    *,
    person_id: UUID,
    today: date,
    until: date,
    long_ago: datetime,
    programme_ids: Collection[UUID],
    paused_ids: Collection[UUID],
    pupil_ids: Collection[UUID],
) -> list[Waiting]:
    """Return everything that waits, for a person and a day, in these programmes and of these pupils; nothing of what is paused."""
    named = {"person": person_id, "today": today, "until": until, "long_ago": long_ago}
    searched = {"programmes": list(programme_ids), "paused": list(paused_ids), "pupils": list(pupil_ids)}
    return [Waiting._make(row) for row in session.execute(statement, named | searched)]
