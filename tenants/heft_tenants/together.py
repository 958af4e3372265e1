"""Ask the database several questions in one journey: each collection comes back as one value of the same row.

A service that only reads offers its question, and whoever shows a page asks several services' questions at once. What
comes back is read, not written: entities are copies that no session knows, without the columns that are loaded late.

What is asked with every page is `built_once`: what differs from page to page is named in its statement and not filled
in, and the same questions asked together again are one statement that is there already.
"""

from collections import namedtuple
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache, lru_cache, wraps
from typing import Any, Generic, ParamSpec, TypeVar, cast
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Date,
    DateTime,
    LargeBinary,
    Numeric,
    Select,
    Time,
    TypeDecorator,
    Uuid,
    column,
    func,
    inspect,
    select,
)
from sqlalchemy.orm import Session
from sqlalchemy.sql.selectable import SelectBase
from sqlalchemy.types import TypeEngine

T = TypeVar("T")
U = TypeVar("U")
P = ParamSpec("P")
Statement = SelectBase
MOST_KEPT = 512  # statements, of each kind
MOST_IDS = 8192
READ: tuple[tuple[type[TypeEngine[Any]], Callable[[Any], Any]], ...] = (
    (Uuid, lru_cache(maxsize=MOST_IDS)(UUID)),  # a list says the same few again and again
    (DateTime, datetime.fromisoformat),
    (Date, date.fromisoformat),
    (Time, time.fromisoformat),
    (Numeric, lambda number: Decimal(str(number))),
    (LargeBinary, lambda octets: bytes.fromhex(octets.removeprefix("\\x"))),
)
# Every statement gives lines; all of its lines are one value, and none are an empty one.
LINES = func.coalesce(func.json_agg(column("line")), func.json_build_array())


class Question(Generic[T]):
    """What is asked, and how the rows are read: `read` is given the rows of each statement as a session gives them.

    What the statements name and do not fill in is said by its name.
    """

    answer: T

    def __init__(
        self, read: Callable[..., T], *statements: "Statement | AskedStatement", **said: Any
    ) -> None:
        self.read = read
        self.statements = tuple(
            one if isinstance(one, AskedStatement) else AskedStatement(one) for one in statements
        )
        self.said = said

    def then(self, tell: Callable[[T], U]) -> "Question[U]":
        """Ask the same, and tell otherwise what was answered."""
        return Question(lambda *rows: tell(self.read(*rows)), *self.statements, **self.said)

    def ask(self, session: Session) -> T:
        """Ask this question alone."""
        ask_together(session, self)
        return self.answer


def ask_together(session: Session, *questions: Question[Any]) -> None:
    """Ask questions in one statement; each then has its answer.

    :raises SaidTwiceError: if two of them say different things by the same name
    """
    asked = tuple(one for question in questions for one in question.statements)
    one_row = _kept_together(asked) if all(one.is_kept for one in asked) else _together(asked)
    found = iter(session.execute(one_row, _said(questions)).one())
    read = iter([one.rows(value) for one, value in zip(asked, found, strict=True)])
    for question in questions:
        question.answer = question.read(*(next(read) for _ in question.statements))


class SaidTwiceError(Exception):
    """Two questions that are asked together say different things by one name: give one of them another name."""


def _said(questions: Iterable[Question[Any]]) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for question in questions:
        for name, value in question.said.items():
            if said.setdefault(name, value) != value:
                raise SaidTwiceError(name)
    return said


def built_once(build: Callable[P, Statement]) -> Callable[P, "AskedStatement"]:
    """Build a statement once for each way in which it is asked."""

    @lru_cache(maxsize=MOST_KEPT)
    def built(*ways: Any, **named_ways: Any) -> AskedStatement:
        return AskedStatement(build(*ways, **named_ways), is_kept=True)

    return cast("Callable[P, AskedStatement]", wraps(build)(built))


@dataclass(frozen=True, kw_only=True)
class _Entity:
    """A table as it is asked for: its columns, by the names of their attributes, and which of them are its key."""

    table: type[Any]
    empty: Callable[[], Any]
    names: tuple[str, ...]
    columns: tuple[Any, ...]
    readers: tuple[Callable[[Any], Any] | None, ...]
    line: Any
    key: tuple[int, ...]


class AskedStatement:
    """One statement, as a column of the row that comes back."""

    def __init__(self, statement: Statement, *, is_kept: bool = False) -> None:
        self.is_kept = is_kept
        # What each part of a row is made of: a table, or a column alone.
        self.parts: list[_Entity | None] = []
        self.names: list[str] = []
        if isinstance(statement, Select):
            alone = statement.with_only_columns(self._line_of(statement), maintain_column_froms=True)
            asked = select(LINES).select_from(alone.subquery())
        else:
            several = statement.subquery()
            columns = list(several.c)
            self.parts, self.names = [None] * len(columns), [column.name for column in columns]
            self.readers = _readers(columns)
            asked = select(LINES).select_from(select(_line(columns)).subquery())
        self.as_one_value = asked.scalar_subquery()

    def _line_of(self, statement: Select[Any]) -> Any:
        """Return every column that is asked for as one, those of a table one by one."""
        columns: list[Any] = []
        for one in statement.column_descriptions:
            entity = _entity_of(one["expr"]) if isinstance(one["expr"], type) else None
            columns += entity.columns if entity else [one["expr"]]
            self.parts.append(entity)
            self.names.append(one["name"])
        if len(self.parts) == 1 and (alone := self.parts[0]) is not None:
            self.readers = alone.readers
            return alone.line
        self.readers = _readers(columns)
        return _line(columns)

    def rows(self, value: Iterable[Sequence[Any]]) -> list[Any]:
        """Return the rows as a session gives them: alone what stands alone in a row, else a row with names."""
        known: dict[Any, Any] = {}  # an entity that stands in several rows is the same in all of them
        if len(self.parts) == 1 and (alone := self.parts[0]) is not None:
            return [_read(alone, self._values(line), known) for line in value]
        row_of = _row_of(tuple(self.names))
        return [row_of(*self._parts(self._values(line), known)) for line in value]

    def _values(self, line: Sequence[Any]) -> list[Any]:
        return [
            value if value is None or read is None else read(value)
            for value, read in zip(line, self.readers, strict=True)
        ]

    def _parts(self, values: list[Any], known: dict[Any, Any]) -> Iterable[Any]:
        at = 0
        for part in self.parts:
            width = len(part.names) if part else 1
            yield _read(part, values[at : at + width], known) if part else values[at]
            at += width


def _together(asked: Iterable[AskedStatement]) -> Select[Any]:
    return select(*(one.as_one_value for one in asked))


@lru_cache(maxsize=MOST_KEPT)
def _kept_together(asked: tuple[AskedStatement, ...]) -> Select[Any]:
    return _together(asked)


def _read(entity: _Entity, values: list[Any], known: dict[Any, Any]) -> Any:
    """Return an entity; None where an outer join found none."""
    key = (entity.table, *(values[place] for place in entity.key))
    if None in key:
        return None
    if key not in known:
        one = known[key] = entity.empty()
        # As a session loads: nothing has changed.
        vars(one).update(zip(entity.names, values, strict=True))
    return known[key]


@cache
def _entity_of(table: type[Any]) -> _Entity:
    mapper: Any = inspect(table)
    asked = [one for one in mapper.column_attrs if not one.deferred]
    key = {mapper.get_property_by_column(column).key for column in mapper.primary_key}
    columns = tuple(getattr(table, one.key) for one in asked)
    return _Entity(
        table=table,
        empty=mapper.class_manager.new_instance,
        names=tuple(one.key for one in asked),
        columns=columns,
        readers=_readers(columns),
        line=_line(columns),
        key=tuple(place for place, one in enumerate(asked) if one.key in key),
    )


@cache
def _row_of(names: tuple[str, ...]) -> Any:
    return namedtuple("Row", names, rename=True)  # noqa: PYI024


def _as_sent(column: Any) -> Any:
    """Return a column as the database is to give it, where its type says so."""
    sent = column.type.column_expression(column)
    return column if sent is None else sent


def _line(columns: Iterable[Any]) -> Any:
    return func.json_build_array(*map(_as_sent, columns)).label("line")


def _readers(columns: Iterable[Any]) -> tuple[Callable[[Any], Any] | None, ...]:
    return tuple(_reader(column.type) for column in columns)


def _reader(kind: TypeEngine[Any]) -> Callable[[Any], Any] | None:
    if isinstance(kind, TypeDecorator):
        return lambda value: kind.process_result_value(value, None)  # type: ignore[arg-type]
    if isinstance(kind, ARRAY) and (read := _reader(kind.item_type)) is not None:
        return lambda several: [read(one) for one in several]
    return next((read for of_kind, read in READ if isinstance(kind, of_kind)), None)
