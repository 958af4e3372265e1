"""Rows of attendance: each the figures of a period, or one mark of many that are added up by weeks."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from heft_platform.csv_tables import DateColumn, Line, PercentColumn, Table, read_whole, short
from heft_platform.pupils.services import OnRoll
from heft_platform.records.files.reading import (
    CellError,
    KnownOfSchool,
    ReadFile,
    ReadLine,
    add,
    day_of,
    lines_with_pupils,
)
from heft_platform.records.marks import is_mark, of_week, read_mark
from heft_platform.records.said import AttendanceSaid
from heft_platform.records.wording import period_words

AFTERNOON = re.compile(r"p\.?m|afternoon|2", re.IGNORECASE)
A_DATE = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2} [A-Za-z]{3,9} \d{4}")
ROUNDING = 1  # percent by which a system's own figure may be off


def read_attendance(table: Table, known: KnownOfSchool) -> ReadFile:
    """Return what the rows of a file of attendance say."""
    read = ReadFile()
    if table.has("day") and (table.has("mark") or table.has("am") or table.has("pm")):
        _read_marks(table, known, read)
    else:
        _read_figures(table, known, read)
    return read


def _read_figures(table: Table, known: KnownOfSchool, read: ReadFile) -> None:
    first, last = (table.dates(name, latest=known.today) for name in ("first_on", "last_on"))
    percents = PercentColumn(table.column("percent"), heading=table.heading_of("percent"))
    period = known.period or _period_above(table, known)
    if period and not (table.has("first_on") and table.has("last_on")):
        read.notes.append(f"The figures are taken for {period_words(*period)}.")
    for line, pupil in lines_with_pupils(table, known, read):
        try:
            first_on, last_on = _period(line, first, last, period)
            said = _figures(line, percents, first_on, last_on)
        except CellError as wrong:
            read.problems.append(table.problem(line.row, wrong.field, wrong.words))
            continue
        found = ReadLine(row=line.row, pupil=pupil, outside_id=f"from {first_on}", said=said)
        add(table, known, read, found)


def _period(
    line: Line, first: DateColumn, last: DateColumn, period: tuple[date, date] | None
) -> tuple[date, date]:
    first_on = day_of(line, "first_on", first) or (period[0] if period else None)
    last_on = day_of(line, "last_on", last) or (period[1] if period else None)
    if first_on is None or last_on is None:
        raise CellError("row", "Enter from when to when these figures are, where you choose the file")
    return first_on, last_on


def _figures(line: Line, percents: PercentColumn, first_on: date, last_on: date) -> AttendanceSaid:
    """Return the figures of a row: what it leaves out is worked out from the rest, if it can be."""
    possible = _whole(line, "possible")
    if possible is None:
        raise CellError("possible", "Enter the possible sessions")
    attended = _attended(line, percents, possible)
    authorised, unauthorised = _absences(line, max(possible - attended, 0))
    if min(attended, authorised, unauthorised) < 0:
        raise CellError("possible", "There are more absences than possible sessions. Check the figures")
    return AttendanceSaid(
        first_on=first_on,
        last_on=last_on,
        possible=possible,
        attended=attended,
        authorised=authorised,
        unauthorised=unauthorised,
        late=_whole(line, "late") or 0,
    )


def _attended(line: Line, percents: PercentColumn, possible: int) -> int:
    attended, cell = _whole(line, "attended"), line.get("percent")
    authorised, unauthorised = _whole(line, "authorised"), _whole(line, "unauthorised")
    percent = percents.read(cell)
    if cell and percent is None:
        raise CellError("percent", f"“{short(cell)}” is not a share between 0 and 100 percent")
    if attended is None and authorised is not None and unauthorised is not None:
        attended = possible - authorised - unauthorised
    if attended is None and percent is not None:
        attended = round(possible * percent / 100)
    if attended is None:
        raise CellError("attended", "Enter the sessions attended, or both kinds of absence")
    if percent is not None and possible:
        _compare(float(percent), 100 * attended / possible)
    return attended


def _compare(said: float, worked_out: float) -> None:
    if abs(worked_out - said) > ROUNDING:
        raise CellError(
            "percent", f"The row says {said:g}%, and its sessions make {worked_out:.0f}%. Check both"
        )


def _absences(line: Line, absent: int) -> tuple[int, int]:
    """Return both kinds of absence. What no column explains is unauthorised until somebody does."""
    authorised, unauthorised = _whole(line, "authorised"), _whole(line, "unauthorised")
    if authorised is None:
        authorised = absent - unauthorised if unauthorised is not None else 0
    return authorised, unauthorised if unauthorised is not None else absent - authorised


def _whole(line: Line, field: str) -> int | None:
    cell = line.get(field)
    if not cell:
        return None
    number = read_whole(cell)
    if number is None or number > 1000:
        raise CellError(field, f"“{short(cell)}” is not a number of sessions")
    return number


def _period_above(table: Table, known: KnownOfSchool) -> tuple[date, date] | None:
    """Return the period that the title of a report names: its two dates."""
    written = A_DATE.findall(table.title)
    column = DateColumn(written, latest=known.today)
    days = sorted({day for cell in written if (day := column.read(cell)) and day <= known.today})
    return (days[0], days[-1]) if len(days) > 1 else None


def _read_marks(table: Table, known: KnownOfSchool, read: ReadFile) -> None:
    days = table.dates("day", latest=known.today)
    read.notes += [days.note] if days.note else []
    weeks: dict[tuple[UUID, date], dict[str, str]] = defaultdict(dict)
    seen: dict[tuple[UUID, date], tuple[int, OnRoll]] = {}
    for line, pupil in lines_with_pupils(table, known, read):
        try:
            day = _day_of_marks(line, days, known.today)
            marks = dict(_marks(table, line, day))
        except CellError as wrong:
            read.problems.append(table.problem(line.row, wrong.field, wrong.words))
            continue
        week = (pupil.id, day - timedelta(days=day.weekday()))
        seen.setdefault(week, (line.row, pupil))
        weeks[week] |= marks
    for (pupil_id, monday), marks in weeks.items():
        row, pupil = seen[pupil_id, monday]
        said = of_week(monday, marks)
        if said.possible:
            add(table, known, read, ReadLine(row=row, pupil=pupil, outside_id=f"week {monday}", said=said))
    read.notes.append("Marks are added up by weeks.")


def _day_of_marks(line: Line, days: DateColumn, today: date) -> date:
    day = day_of(line, "day", days, missing="Enter the date")
    assert day is not None
    if day > today:
        raise CellError("day", f"{day.day} {day:%B %Y} has not come yet. Check the year")
    return day


def _marks(table: Table, line: Line, day: date) -> Iterator[tuple[str, str]]:
    """Give each mark of a row with its half of the day."""
    if table.has("mark"):
        half = "PM" if AFTERNOON.search(line.get("half")) or line.get("mark") == "\\" else "AM"
        cells = [("mark", half)]
    else:
        cells = [("am", "AM"), ("pm", "PM")]
    for field, half in cells:
        cell = line.get(field)
        if not is_mark(cell):
            continue
        mark = read_mark(cell)
        if mark is None:
            raise CellError(field, f"“{short(cell)}” is not an attendance code")
        yield f"{day} {half}", mark
