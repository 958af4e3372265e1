"""Rows of suspensions: categories and reasons by code or in words, lengths in sessions or in days."""

import re
from datetime import date
from decimal import Decimal

from heft_platform.csv_tables import DateColumn, Line, Table, as_text, plain, read_number, read_whole, short
from heft_platform.records.files.reading import (
    LONGEST_TEXT,
    CellError,
    KnownOfSchool,
    ReadFile,
    ReadLine,
    add,
    day_of,
    lines_with_pupils,
    words_of,
)
from heft_platform.records.said import SuspensionSaid
from heft_platform.records.wording import known_reasons

CATEGORIES = (
    (re.compile(r"lnch|lunch", re.IGNORECASE), "LNCH"),
    (re.compile(r"perm|pex", re.IGNORECASE), "PERM"),
    (re.compile(r"susp|fixd|fixed|fte|temp", re.IGNORECASE), "SUSP"),
)
NO, YES = frozenset({"", "no", "n", "false", "0"}), frozenset({"yes", "y", "true", "1"})
SAID_BY_FILE = "Cancelled in the school’s own system"


def read_suspensions(table: Table, known: KnownOfSchool) -> ReadFile:
    """Return what the rows of a file of suspensions say."""
    read = ReadFile()
    days = {
        name: table.dates(name, latest=known.today)
        for name in ("first_on", "last_on", "parent_told_on", "authority_told_on", "returned_on", "cancelled")
    }
    read.notes += list(dict.fromkeys(column.note for column in days.values() if column.note))
    for line, pupil in lines_with_pupils(table, known, read):
        try:
            said = _suspension(line, days)
            number = as_text(words_of(line, "outside_id"))
        except CellError as wrong:
            read.problems.append(table.problem(line.row, wrong.field, wrong.words))
            continue
        outside_id = f"number {number}" if number else f"{said.category} from {said.first_on}"
        add(table, known, read, ReadLine(row=line.row, pupil=pupil, outside_id=outside_id, said=said))
    return read


def _suspension(line: Line, days: dict[str, DateColumn]) -> SuspensionSaid:
    category = _category(line.get("category"))
    first_on = day_of(line, "first_on", days["first_on"], missing="Enter the first day")
    assert first_on is not None
    sessions = _sessions(line) if category != "PERM" else None
    last_on = day_of(line, "last_on", days["last_on"]) if category != "PERM" else None
    if last_on is None and sessions and sessions <= 2:
        last_on = first_on
    cancelled_on = _cancelled_on(line, days["cancelled"], first_on)
    return SuspensionSaid(
        category=category,
        first_on=first_on,
        last_on=last_on,
        sessions=sessions,
        reasons=_reasons(line),
        circumstances=words_of(line, "circumstances", most=LONGEST_TEXT),
        parent_told_on=_day_or_yes(line, "parent_told_on", days),
        authority_told_on=_day_or_yes(line, "authority_told_on", days),
        returned_on=day_of(line, "returned_on", days["returned_on"]),
        cancelled_on=cancelled_on,
        cancelled_why=SAID_BY_FILE if cancelled_on else "",
    )


def _category(cell: str) -> str:
    if not cell:
        return "SUSP"
    found = next((category for pattern, category in CATEGORIES if pattern.search(cell)), None)
    if found is None:
        raise CellError("category", f"“{short(cell)}” must be SUSP, LNCH or PERM, or a suspension in words")
    return found


def _sessions(line: Line) -> int | None:
    if cell := line.get("sessions"):
        number = read_whole(cell)
        if not number:
            raise CellError("sessions", f"“{short(cell)}” is not a number of sessions")
        return number
    if cell := line.get("days"):
        days = read_number(re.sub(r"\s*(school )?days?$", "", cell, flags=re.IGNORECASE))
        if days is None or days <= 0 or days * 2 != (days * 2).to_integral_value():
            raise CellError("days", f"“{short(cell)}” must be days and half days, such as 1.5")
        return int(days * Decimal(2))
    return None


def _reasons(line: Line) -> list[str]:
    """Return the codes of the reasons: each by its code, its words, or both in one cell; several after each other."""
    found: list[str] = []
    for field in ("reason", "reason_2", "reason_3"):
        cell = line.get(field)
        if not cell:
            continue
        whole = _reason(cell)
        parts = [cell] if whole else re.split(r"\s*[;|\n]\s*|\s*,\s*(?=[A-Z]{2}\b)", cell)
        for part in filter(None, parts):
            code = whole or _reason(part)
            if code is None:
                raise CellError(
                    field, f"“{short(part)}” is no reason of the national list. Use its code, such as DB"
                )
            found.append(code)
    return list(dict.fromkeys(found))


def _reason(words: str) -> str | None:
    known = known_reasons()
    code = re.split(r"[\s:–-]", words.strip(), maxsplit=1)[0].upper()
    if code in known:
        return code
    return next((one.code for one in known.values() if plain(one.label) == plain(words)), None)


def _day_or_yes(line: Line, field: str, days: dict[str, DateColumn]) -> date | None:
    """Return the day on which somebody was told; a bare yes or no says no day."""
    return None if line.get(field).casefold() in NO | YES else day_of(line, field, days[field])


def _cancelled_on(line: Line, days: DateColumn, first_on: date) -> date | None:
    said = line.get("cancelled").casefold()
    if said in NO:
        return None
    return first_on if said in YES else day_of(line, "cancelled", days)
