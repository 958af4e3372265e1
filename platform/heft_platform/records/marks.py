"""Marks of the register, and what they add up to: the national codes since August 2024, and those of before."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from heft_platform.codes import codes_of
from heft_platform.records.said import AttendanceSaid

NOTHING = frozenset({"", "-", "–", ".", "*", "?"})  # how systems write that no mark was made
COUNTS_AS: Mapping[str, str] = MappingProxyType(
    {
        "attending": "attended",
        "approved_educational_activity": "attended",
        "authorised_absence": "authorised",
        "unauthorised_absence": "unauthorised",
    }
)
WITHDRAWN: Mapping[str, str] = MappingProxyType({"H": "authorised", "F": "authorised", "J": "attended"})
LATE = frozenset({"L", "U"})  # before the register closed, and after
WORDS: Mapping[str, str] = MappingProxyType({"PRESENT": "/", "LATE": "L", "ILLNESS": "I", "ABSENT": "N"})


def is_mark(cell: str) -> bool:
    """Say whether a cell of a register holds a mark at all."""
    return cell.strip() not in NOTHING


def read_mark(cell: str) -> str | None:
    """Return the code that a cell says; None if it is none."""
    mark = cell.strip().upper()
    mark = WORDS.get(mark, mark)
    return mark if mark in codes_of("attendance_codes") else None


def of_week(monday: date, marks: Mapping[str, str]) -> AttendanceSaid:
    """Add up the marks of a week. Codes that are neither attendance nor absence are not in the possible sessions."""
    known = codes_of("attendance_codes")
    counted = Counter(
        WITHDRAWN.get(mark) or COUNTS_AS.get(known[mark].group, "not possible") for mark in marks.values()
    )
    last_on = max((date.fromisoformat(key[:10]) for key in marks), default=monday)
    attended, authorised, unauthorised = (
        counted[name] for name in ("attended", "authorised", "unauthorised")
    )
    return AttendanceSaid(
        first_on=monday,
        last_on=last_on,
        possible=attended + authorised + unauthorised,
        attended=attended,
        authorised=authorised,
        unauthorised=unauthorised,
        late=sum(mark in LATE for mark in marks.values()),
        marks=dict(sorted(marks.items())),
    )
