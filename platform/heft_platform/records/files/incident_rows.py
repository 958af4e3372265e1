"""Rows of a behaviour log. Every system has its own kinds of behaviour: they are kept in its words, and counted as ours."""

import re
from datetime import time

from heft_platform.codes import codes_of
from heft_platform.csv_tables import Line, Table, as_text, read_number, read_time, short
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
from heft_platform.records.said import IncidentSaid, fingerprint

STAFF = r"adult|staff|teacher|\bta\b"
# The first that fits: words of other systems, and the kind that it is.
KINDS = tuple(
    (re.compile(pattern, re.IGNORECASE), kind)
    for pattern, kind in (
        (r"achiev|praise|positive|reward|merit|good news|house point|kindness|star of", "good_news"),
        (r"bull(y|ied)", "bullying"),
        (r"racis|racial|homophob|transphob|sexis|misogyn|prejudic|discriminat|hate", "prejudice"),
        (
            r"truan|abscon|left (the )?(room|class|lesson|site|school)|walk(ed|ing) out|out of (class|lesson)",
            "left_room",
        ),
        (rf"(verbal|swear|abusive|threat|rude).*({STAFF})", "words_adult"),
        (rf"(physical|assault|violen|hit|kick|bit|hurt).*({STAFF})", "hurt_adult"),
        (r"verbal|swear|abusive|name.?call|threat|unkind|language", "words_pupil"),
        (r"physical|assault|violen|fight|hit|kick|bit(e|ing)|hurt", "hurt_pupil"),
        (r"disrupt|low.?level|talking|calling out|off.?task", "disruption"),
        (r"refus|defian|non.?complian|not follow|disobe|failure to|uncooperat", "refusal"),
        (r"damage|vandal|graffiti|theft|steal", "damage"),
        (r"unsafe|danger|weapon|climb|throw", "unsafe"),
        (r"distress|crisis|dysregul|meltdown|upset|self.?harm", "distress"),
    )
)
SEVERITIES = tuple(
    (re.compile(pattern, re.IGNORECASE), severity)
    for pattern, severity in (
        (r"low|minor|mild|green|level 1|stage 1", "low"),
        (r"medium|moderate|amber|yellow|level 2|stage 2", "medium"),
        (r"high|major|serious|severe|critical|red|(level|stage) [3-9]", "high"),
    )
)


def read_incidents(table: Table, known: KnownOfSchool) -> ReadFile:
    """Return what the rows of a behaviour log say."""
    read = ReadFile()
    days = table.dates("day", latest=known.today)
    read.notes += [days.note] if days.note else []
    for line, pupil in lines_with_pupils(table, known, read):
        try:
            day = day_of(line, "day", days, missing="Enter the date")
            assert day is not None
            at, period = _when(line)
            said = IncidentSaid(
                day=day,
                at=at,
                period=period,
                place=as_text(words_of(line, "place")),
                kind=kind_of(line.get("kind") or line.get("behaviour")[:100]),
                kind_said=as_text(words_of(line, "kind")),
                severity=severity_of(line.get("severity")),
                antecedent=words_of(line, "antecedent", most=LONGEST_TEXT),
                behaviour=_behaviour(line),
                consequence=words_of(line, "consequence", most=LONGEST_TEXT),
                adults=as_text(words_of(line, "adults")),
            )
            number = as_text(words_of(line, "outside_id"))
        except CellError as wrong:
            read.problems.append(table.problem(line.row, wrong.field, wrong.words))
            continue
        outside_id = f"number {number}" if number else f"row {fingerprint(said)}"
        add(table, known, read, ReadLine(row=line.row, pupil=pupil, outside_id=outside_id, said=said))
    return read


def kind_of(words: str) -> str:
    """Return which of our kinds the words of another system mean."""
    plain = words.strip().casefold()
    for one in codes_of("behaviour_kinds").values():
        if plain in {one.code, one.label.casefold()}:
            return one.code
    return next((kind for pattern, kind in KINDS if pattern.search(plain)), "other")


def severity_of(cell: str) -> str:
    """Return how serious something was, from words, a level or points.

    :raises CellError: if it says none of them
    """
    if not cell:
        return ""
    number = read_number(cell)
    if number is not None:
        return ("", "low", "medium", "high")[min(3, abs(int(number)))]
    found = next((severity for pattern, severity in SEVERITIES if pattern.search(cell)), None)
    if found is None:
        raise CellError("severity", f"“{short(cell)}” must be low, medium or high, or a level from 1 to 5")
    return found


def _when(line: Line) -> tuple[time | None, str]:
    """Return the time of day and the period: some systems write “Period 3” where the time should be."""
    cell, period = line.get("at"), as_text(words_of(line, "period"))
    if not cell:
        return _time_beside(line.get("day")), period
    at = read_time(cell)
    if at is None and (period or cell[:1].isdigit()):
        raise CellError("at", f"“{short(cell)}” is not a time. Write it like 09:40")
    return at, period or ("" if at else as_text(words_of(line, "at")))


def _time_beside(day: str) -> time | None:
    """Return the time that stands after the date in its cell; midnight is what systems write when they know none."""
    at = read_time(day) if re.search(r"\d[ T]\d{1,2}[:.]\d{2}|\d{5}\.\d", day) else None
    return at if at != time(0, 0) else None


def _behaviour(line: Line) -> str:
    words = words_of(line, "behaviour", most=LONGEST_TEXT) or words_of(line, "kind")
    if not words:
        raise CellError("behaviour", "Enter what happened")
    return words
