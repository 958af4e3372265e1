"""What somebody, or a file, says for the record: the same whether it was typed or imported."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class By:
    """Who records something, and when."""

    person_id: UUID
    name: str
    now: datetime


@dataclass(frozen=True, kw_only=True)
class IncidentSaid:
    """Something that happened: A for what went before, B for what was done, C for what came of it."""

    day: date
    behaviour: str
    at: time | None = None
    period: str = ""
    place: str = ""
    kind: str = "other"
    kind_said: str = ""
    severity: str = ""
    antecedent: str = ""
    consequence: str = ""
    adults: str = ""


@dataclass(frozen=True, kw_only=True)
class AttendanceSaid:
    """A period of attendance, in sessions."""

    first_on: date
    last_on: date
    possible: int
    attended: int
    authorised: int
    unauthorised: int
    late: int = 0
    marks: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class SuspensionSaid:
    """A suspension; `sessions` is None where they are to be counted, and always for a permanent exclusion."""

    category: str
    first_on: date
    last_on: date | None = None
    sessions: int | None = None
    reasons: list[str] = field(default_factory=list)
    circumstances: str = ""
    parent_told_on: date | None = None
    authority_told_on: date | None = None
    returned_on: date | None = None
    cancelled_on: date | None = None
    cancelled_why: str = ""


Said = IncidentSaid | AttendanceSaid | SuspensionSaid


def values_of(said: Said) -> dict[str, Any]:
    """Return what was said, by column."""
    return dict(vars(said))


def fingerprint(said: Said) -> str:
    """Return what tells one saying from every other."""
    written = json.dumps(vars(said), default=str, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()


def in_json(values: dict[str, Any]) -> dict[str, Any]:
    """Return values as a version keeps them."""
    return {name: str(one) if isinstance(one, date | time) else one for name, one in values.items()}
