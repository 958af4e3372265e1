"""Lists in full, row by row: nothing is kept of a row that was read, however many there are."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from sqlalchemy import Row, Select
from sqlalchemy.orm import Session

Cell = str | int | float | Decimal | bool | date | datetime | time | None
AT_ONCE = 500  # rows that are fetched together


@dataclass(frozen=True, kw_only=True)
class FullList:
    """The headings of a list, and its rows, which can be read once."""

    headings: tuple[str, ...]
    rows: Iterable[Sequence[Cell]]


def one_by_one(session: Session, found: Select[*tuple[Any, ...]]) -> Iterator[Row[Any]]:
    """Give the rows that are found without fetching them all: the database keeps those to come."""
    with session.execute(found, execution_options={"yield_per": AT_ONCE}) as result:
        yield from result
