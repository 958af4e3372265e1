"""Ask the database several questions in one journey: each collection comes back as one value of the same row.

A service that only reads offers its question, and whoever shows a page asks several services' questions at once. What
comes back is read, not written: entities are copies that no session knows, without the columns that are loaded late.
"""

from collections import namedtuple
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import ARRAY, Date, DateTime, LargeBinary, Numeric, Select, Time, Uuid, func, inspect, select
from sqlalchemy.orm import Session
from sqlalchemy.sql.selectable import FromClause, Join, SelectBase
from sqlalchemy.types import TypeEngine

from heft_tenants.context import current

T = TypeVar("T")
READ: tuple[tuple[type[TypeEngine[Any]], Callable[[Any], Any]], ...] = (
    (Uuid, UUID),
    (DateTime, datetime.fromisoformat),
    (Date, date.fromisoformat),
    (Time, time.fromisoformat),
    (Numeric, lambda number: Decimal(str(number))),
    (LargeBinary, lambda octets: bytes.fromhex(octets.removeprefix("\\x"))),
)


class Question(Generic[T]):
    """What is asked, and how the rows are read: `read` is given the rows of each statement as a session gives them."""

    answer: T

    def __init__(self, read: Callable[..., T], *statements: SelectBase) -> None:
        self.read = read
        self.statements = statements

    def ask(self, session: Session) -> T:
        """Ask this question alone."""
        ask_together(session, self)
        return self.answer


def ask_together(session: Session, *questions: Question[Any]) -> None:
    """Ask questions in one statement; each then has its answer."""
    asked = [_Asked(statement) for question in questions for statement in question.statements]
    found = iter(session.execute(select(*(one.as_one_value for one in asked))).one())
    read = iter([one.rows(value) for one, value in zip(asked, found, strict=True)])
    for question in questions:
        question.answer = question.read(*(next(read) for _ in question.statements))


class _Asked:
    """One statement, as a column of the row that comes back."""

    def __init__(self, statement: SelectBase) -> None:
        self.entities: list[tuple[type[Any] | None, int]] = []  # what each part of a row is made of
        self.names: list[str] = []
        inner = self._flat(statement) if isinstance(statement, Select) else statement
        rows = inner.subquery()
        columns = list(rows.c)
        if not self.entities:
            self.entities = [(None, 1)] * len(columns)
            self.names = [column.name for column in columns]
        self.readers = [_reader(column.type) for column in columns]
        listed = func.coalesce(func.json_agg(func.json_build_array(*columns)), func.json_build_array())
        self.as_one_value = select(listed).select_from(rows).scalar_subquery()

    def _flat(self, statement: Select[Any]) -> Select[Any]:
        """Return the statement with every entity as its columns, and of the organisation's own rows alone."""
        columns: list[Any] = []
        for one in statement.column_descriptions:
            expression: Any = one["expr"]
            is_entity = isinstance(expression, type)
            own = _columns_of(inspect(expression)) if is_entity else [expression]
            columns += own
            self.entities.append((expression if is_entity else None, len(own)))
            self.names.append(one["name"])
        first = _first(statement.get_final_froms())
        named = (column.label(f"c{place}") for place, column in enumerate(columns))
        flat: Select[Any] = statement.with_only_columns(*named, maintain_column_froms=True)
        return flat.where(first.c.org_id == current().org) if first is not None else flat

    def rows(self, value: Iterable[Sequence[Any]]) -> list[Any]:
        """Return the rows as a session gives them: alone what stands alone in a row, else a row with names."""
        self.known: dict[Any, Any] = {}  # an entity that stands in several rows is the same in all of them
        row_of: Any = namedtuple("Row", self.names, rename=True)  # type: ignore[misc]  # noqa: PYI024
        rows: list[Any] = [row_of(*self._parts(line)) for line in value]
        is_alone = len(self.entities) == 1 and self.entities[0][0] is not None
        return [row[0] for row in rows] if is_alone else rows

    def _parts(self, line: Sequence[Any]) -> Iterable[Any]:
        read_so = zip(line, self.readers, strict=True)
        values = (value if value is None or read is None else read(value) for value, read in read_so)
        for entity, width in self.entities:
            yield next(values) if entity is None else self._entity(entity, list(islice(values, width)))

    def _entity(self, entity: type[Any], values: list[Any]) -> Any:
        """Return an entity; None where an outer join found none."""
        mapper = inspect(entity)
        said = dict(zip(_names_of(mapper), values, strict=True))
        key = (entity, *(said[mapper.get_property_by_column(column).key] for column in mapper.primary_key))
        if None in key:
            return None
        if key not in self.known:
            self.known[key] = entity(**said)
        return self.known[key]


def _attributes(mapper: Any) -> list[Any]:
    return [one for one in mapper.column_attrs if not one.deferred]


def _columns_of(mapper: Any) -> list[Any]:
    return [getattr(mapper.class_, one.key) for one in _attributes(mapper)]


def _names_of(mapper: Any) -> list[str]:
    return [one.key for one in _attributes(mapper)]


def _first(froms: Sequence[FromClause]) -> FromClause | None:
    """Return the table that a statement begins with, if its rows are an organisation's own."""
    first = froms[0]
    while isinstance(first, Join):
        first = first.left
    return first if "org_id" in first.c else None


def _reader(kind: TypeEngine[Any]) -> Callable[[Any], Any] | None:
    if isinstance(kind, ARRAY) and (read := _reader(kind.item_type)) is not None:
        return lambda several: [read(one) for one in several]
    return next((read for of_kind, read in READ if isinstance(kind, of_kind)), None)
