"""Bring the cluster's list of schools up to date. Run again, it changes only what changed."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.audit.services import record
from heft_platform.cluster.gias import BadLine, SchoolLine
from heft_platform.cluster.models import Establishment

KEPT_FIELDS = (
    *("name", "number", "authority", "sort", "phase"),
    *("street", "town", "postcode", "telephone", "website", "closed_on"),
)
OUTCOMES = ("new", "changed", "unchanged", "closed", "left out because they are not open")
AT_ONCE = 500
Thing = TypeVar("Thing")


@dataclass(kw_only=True)
class ImportReport:
    """What an import did, and what it could not use."""

    counts: Counter[str] = field(default_factory=Counter)
    bad: list[BadLine] = field(default_factory=list)

    def lines(self) -> list[str]:
        """Return the report as people read it."""
        summary = [f"{self.counts[outcome]:,} {outcome}" for outcome in OUTCOMES]
        return [f"{', '.join(summary)}, {len(self.bad):,} not usable.", *self._said_of_bad()]

    def _said_of_bad(self) -> Iterator[str]:
        return (f"Row {line.row}: {line.words}." for line in self.bad)


def import_schools(session: Session, *, lines: Iterable[SchoolLine | BadLine], today: date) -> ImportReport:
    """Bring the cluster's schools up to date. Schools that are not open are left out; bad rows never stop the rest.

    Some hundred schools are in memory at a time, however long the list is.
    """
    report = ImportReport()
    for some in _by(AT_ONCE, _usable(lines, report)):
        known = _known(session, some)
        for line in some:
            report.counts[_bring_up_to_date(session, known, line, today)] += 1
        session.flush()  # so that these can be let go
        for one in known.values():
            session.expunge(one)
    record(session, action="schools.imported", thing="cluster", fields=KEPT_FIELDS)
    return report


def _usable(lines: Iterable[SchoolLine | BadLine], report: ImportReport) -> Iterator[SchoolLine]:
    for line in lines:
        if isinstance(line, BadLine):
            report.bad.append(line)
        else:
            yield line


def _by(count: int, things: Iterator[Thing]) -> Iterator[list[Thing]]:
    while some := list(islice(things, count)):
        yield some


def _known(session: Session, lines: list[SchoolLine]) -> dict[str, Establishment]:
    found = select(Establishment).where(Establishment.urn.in_([line.urn for line in lines]))
    return {one.urn: one for one in session.scalars(found)}


def _bring_up_to_date(
    session: Session, known: dict[str, Establishment], line: SchoolLine, today: date
) -> str:
    one = known.get(line.urn)
    if not line.is_open:
        if one is None or one.closed_on is not None:
            return "left out because they are not open"
        one.closed_on = line.closed_on or today
        return "closed"
    said = {name: getattr(line, name) for name in KEPT_FIELDS}
    if one is None:
        known[line.urn] = one = Establishment(urn=line.urn, **said)
        session.add(one)
        return "new"
    differing = [name for name in KEPT_FIELDS if getattr(one, name) != said[name]]
    for name in differing:
        setattr(one, name, said[name])
    return "changed" if differing else "unchanged"
