"""Every way in which a file of records can be dirty, and what the person reads of it."""

import io
from collections.abc import Sequence
from datetime import date, time
from uuid import UUID, uuid4

import pytest

from heft_platform.calendar.services import SchoolCalendar, TermDates
from heft_platform.csv_files import read_text
from heft_platform.csv_tables import read_table
from heft_platform.pupils.services import OnRoll, Roll
from heft_platform.records.files import LAYOUTS, READERS, KnownOfSchool, ReadFile
from heft_platform.records.files.incident_rows import kind_of
from heft_platform.records.said import AttendanceSaid, IncidentSaid, SuspensionSaid

TODAY = date(2026, 11, 24)
JAY, MAYA, LEO, OTHER_LEO, GONE = (uuid4() for _ in range(5))
UPN = "A999900025001"


def pupil(id_: UUID, upn: str, given: str, family: str, **more: object) -> OnRoll:
    known: dict[str, object] = {"preferred_name": "", "born_on": None, "class_name": "5B", "left_on": None}
    return OnRoll(id=id_, upn=upn, given_name=given, family_name=family, **{**known, **more})  # type: ignore[arg-type]


ROLL = Roll(
    [
        pupil(JAY, UPN, "Jay", "Smith", preferred_name="JJ"),
        pupil(MAYA, "P999900025002", "Zoë", "O’Neill-Brown"),
        pupil(LEO, "D999900025003", "Leo", "Connor", born_on=date(2016, 5, 27), class_name="6A"),
        pupil(OTHER_LEO, "A999900026002", "Leo", "Connor", born_on=date(2017, 1, 2), class_name="4A"),
        pupil(GONE, "P999900026003", "Kit", "Reed", left_on=date(2026, 7, 20)),
    ]
)
CALENDAR = SchoolCalendar(
    terms=(
        TermDates(name="Autumn", first_on=date(2026, 9, 2), last_on=date(2026, 12, 18)),
        TermDates(name="Spring", first_on=date(2027, 1, 5), last_on=date(2027, 3, 25)),
    )
)


def read(kind: str, text: str, period: tuple[date, date] | None = None) -> ReadFile:
    known = KnownOfSchool(roll=ROLL, calendar=CALENDAR, today=TODAY, period=period)
    return READERS[kind](read_table(text, LAYOUTS[kind]), known)


def problems(found: ReadFile) -> list[tuple[int, str, str]]:
    return [(one.row, one.column, one.words) for one in (*found.problems, *found.unknown)]


def incident(row: str, headings: str = "UPN,Date,Behaviour") -> ReadFile:
    return read("incident", f"{headings}\n{row}\n")


@pytest.mark.parametrize(
    ("headings", "row", "whom"),
    [
        ("UPN", "a9999 0002 5001", JAY),
        ("UPN,Pupil name", f"{UPN},JJ Smith", JAY),
        ("Pupil name", '"Smith, Jay"', JAY),
        ("Student", "Jay Smith", JAY),
        ("Name", "SMITH Jay", JAY),
        ("Forename,Surname", "JJ,Smith", JAY),
        ("Legal Surname,Legal Forename", "ONeill Brown,Zoe", MAYA),
        ("Name,DOB", "Leo Connor,27/05/2016", LEO),
        ("Name,Class", "Leo Connor,4a", OTHER_LEO),
        ("UPN", "P999900026003", GONE),
    ],
)
def test_a_pupil_is_found_however_the_file_names_them(headings: str, row: str, whom: UUID) -> None:
    found = incident(f"{row},03/11/2026,Ran", f"{headings},Date,Behaviour")

    assert problems(found) == []
    assert [line.pupil.id for line in found.lines] == [whom]


@pytest.mark.parametrize(
    ("headings", "row", "column", "words"),
    [
        ("UPN", "B999900025001", "UPN", "“B999900025001” is not a UPN: its first letter does not fit the digits, so one of them is wrong"),
        ("UPN", "123", "UPN", "“123” is not a UPN: it has 3 characters, and a UPN has 13"),
        ("UPN", "L99990002500A", "UPN", "No pupil of your list has this UPN"),
        ("UPN", "", "UPN", "Say which pupil this row is about: enter the UPN"),
        ("UPN,Name", f"{UPN},Maya Brown", "UPN", "This UPN is Jay Smith’s, and the row says Maya Brown. Check which is right"),
        ("Name", "Ann Other", "Name", "No pupil of your list has this name"),
        ("Name", "Leo Connor", "Name", "2 pupils have this name. Add a column with the UPN or the date of birth"),
    ],
)  # fmt: skip
def test_a_row_that_names_nobody_is_said(headings: str, row: str, column: str, words: str) -> None:
    found = incident(f"{row},03/11/2026,Ran", f"{headings},Date,Behaviour")

    assert problems(found) == [(2, column, words)]
    assert found.lines == []


def test_pupils_who_are_not_on_the_list_are_told_apart_from_mistakes() -> None:
    found = read("incident", f"UPN,Date,Behaviour\nL99990002500A,03/11/2026,Ran\n{UPN},31/02/2026,Ran\n")

    assert [one.row for one in found.unknown] == [2]
    assert [one.row for one in found.problems] == [3]


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        (f"{UPN},,Ran", "Date", "Enter the date"),
        (f"{UPN},31/02/2026,Ran", "Date", "“31/02/2026” is not a date. Write it like 31/08/2016 or 2016-08-31"),
        (f"{UPN},25/11/2026,Ran", "Date", "25 November 2026 has not come yet. Check the year"),
        (f"{UPN},03/11/1996,Ran", "Date", "3 November 1996 is too long ago for a pupil. Check the year"),
        (f"{UPN},03/11/2026,", "Behaviour", "Enter what happened"),
        (f"{UPN},03/11/2026,{'x' * 10_001}", "Behaviour", "This has 10,001 characters, and may have 10,000. Make it shorter"),
        (f"{UPN},03/11/2026,Ran,away", "Whole row", "This row has more cells than there are headings. Put names with a comma in quotation marks"),
    ],
)  # fmt: skip
def test_an_incident_that_is_not_understood_is_said(row: str, column: str, words: str) -> None:
    found = incident(row)

    assert problems(found) == [(2, column, words)]
    assert found.lines == []


@pytest.mark.parametrize(
    ("headings", "cells", "expected"),
    [
        ("Time", "9.40am", {"at": time(9, 40)}),
        ("Time", "Period 3", {"at": None, "period": "Period 3"}),
        ("Level", "Level 2", {"severity": "medium"}),
        ("Points", "-3", {"severity": "high"}),
        ("Severity", "Minor", {"severity": "low"}),
        ("Type", "Physical assault against an adult", {"kind": "hurt_adult", "kind_said": "Physical assault against an adult"}),
        ("Type", "Corridor card", {"kind": "other", "kind_said": "Corridor card"}),
        ("Type", "Achievement", {"kind": "good_news"}),
        ("Location", "=1+1", {"place": "=1+1"}),
        ("Action taken", "“Sorry” 🙏 מצטער", {"consequence": "“Sorry” 🙏 מצטער"}),
        ("Trigger", "Asked to write", {"antecedent": "Asked to write"}),
        ("Staff", "Mr O'Brien", {"adults": "Mr O’Brien"}),
    ],
)  # fmt: skip
def test_what_a_row_of_behaviour_says_is_understood(
    headings: str, cells: str, expected: dict[str, object]
) -> None:
    found = incident(f"{UPN},03/11/2026,Ran,{cells}", f"UPN,Date,Description,{headings}")

    assert problems(found) == []
    [line] = found.lines
    assert isinstance(line.said, IncidentSaid)
    assert {name: getattr(line.said, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("headings", "cells", "words"),
    [
        ("Time", "25:99", "“25:99” is not a time. Write it like 09:40"),
        ("Severity", "purple", "“purple” must be low, medium or high, or a level from 1 to 5"),
        ("Location", "x" * 201, "This has 201 characters, and may have 200. Make it shorter"),
        ("Incident ID", "x" * 201, "This has 201 characters, and may have 200. Make it shorter"),
    ],
)
def test_a_cell_of_behaviour_that_is_not_understood_is_said(headings: str, cells: str, words: str) -> None:
    found = incident(f"{UPN},03/11/2026,Ran,{cells}", f"UPN,Date,Description,{headings}")

    assert problems(found) == [(2, headings, words)]


def test_the_time_may_stand_with_the_date_and_midnight_is_no_time() -> None:
    found = read("incident", f"UPN,Date,Details\n{UPN},03/11/2026 13:20,Ran\n{UPN},03/11/2026 00:00,Sat\n")

    assert [getattr(line.said, "at") for line in found.lines] == [time(13, 20), None]  # noqa: B009  (of three kinds)


def test_an_incident_is_known_again_by_its_number_or_by_what_it_says() -> None:
    numbered = read("incident", f"UPN,Date,Details,Incident ID\n{UPN},03/11/2026,Ran,77\n")
    plain = [incident(f"{UPN},03/11/2026,Ran").lines[0].outside_id for _ in range(2)]

    assert numbered.lines[0].outside_id == "number 77"
    assert plain[0] == plain[1]
    assert plain[0] != incident(f"{UPN},03/11/2026,Sat").lines[0].outside_id


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        *(("Verbal abuse to staff", "words_adult"), ("Swearing", "words_pupil"), ("Fighting", "hurt_pupil")),
        *(("Refusal to work", "refusal"), ("Low level disruption", "disruption"), ("Truancy", "left_room")),
        *(("Racist incident", "prejudice"), ("Bullying - cyber", "bullying"), ("Vandalism", "damage")),
        *(("Hurting a pupil", "hurt_pupil"), ("hurt_pupil", "hurt_pupil"), ("Zzz", "other")),
    ],
)
def test_kinds_of_other_systems_are_counted_as_ours(words: str, kind: str) -> None:
    assert kind_of(words) == kind


SUMMARY = "UPN,From,To,Possible,Attended,Authorised,Unauthorised,Lates"


@pytest.mark.parametrize(
    ("headings", "cells", "figures"),
    [
        ("Possible,Attended,Authorised,Unauthorised", "100,90,6,4", (100, 90, 6, 4)),
        ("Possible,Present,Auth Absences", "100,90,6", (100, 90, 6, 4)),
        ("Possible Sessions,Authorised Absence,Unauthorised Absence", "100,6,4", (100, 90, 6, 4)),
        ("Poss,% Attendance", "100,90", (100, 90, 0, 10)),
        ("Poss,Attendance", "100,0.9", (100, 90, 0, 10)),
        ("Possible,Attended,Attendance %", '"1,000",900,90%', (1000, 900, 0, 100)),
        ("Possible,Attended", "100.0,90", (100, 90, 0, 10)),
    ],
)
def test_figures_are_understood_and_completed(headings: str, cells: str, figures: tuple[int, ...]) -> None:
    found = read("attendance", f"UPN,From,To,{headings}\n{UPN},02/09/2026,20/11/2026,{cells}\n")

    assert problems(found) == []
    said = found.lines[0].said
    assert isinstance(said, AttendanceSaid)
    assert (said.possible, said.attended, said.authorised, said.unauthorised) == figures


@pytest.mark.parametrize(
    ("cells", "column", "words"),
    [
        ("02/09/2026,20/11/2026,100,90,6,5,0", "Possible", "Attended, authorised and unauthorised make 101, and 100 were possible. Check the figures"),
        ("02/09/2026,20/11/2026,100,ninety,6,4,0", "Attended", "“ninety” is not a number of sessions"),
        ("02/09/2026,20/11/2026,-5,1,1,1,0", "Possible", "“-5” is not a number of sessions"),
        ("02/09/2026,20/11/2026,,90,6,4,0", "Possible", "Enter the possible sessions"),
        ("02/09/2026,20/11/2026,100,90,6,4,101", "Lates", "Late cannot be more than the possible sessions"),
        ("20/11/2026,02/09/2026,100,90,6,4,0", "To", "The last day must not be before the first"),
        ("02/09/2026,25/11/2026,100,90,6,4,0", "To", "25 November 2026 has not come yet. Check the year"),
        ("02/09/2024,20/11/2026,100,90,6,4,0", "To", "A period may be a school year at most. Check the dates"),
        (",,100,90,6,4,0", "Whole row", "Enter from when to when these figures are, where you choose the file"),
        ("02/09/2026,20/11/2026,10,,,12,0", "Attended", "Enter the sessions attended, or both kinds of absence"),
    ],
)  # fmt: skip
def test_attendance_that_is_not_understood_is_said(cells: str, column: str, words: str) -> None:
    found = read("attendance", f"{SUMMARY}\n{UPN},{cells}\n")

    assert problems(found) == [(2, column, words)]


def test_a_share_that_does_not_fit_its_sessions_is_said() -> None:
    found = read(
        "attendance", f"UPN,From,To,Possible,Present,%\u00a0Attendance\n{UPN},2/9/26,20/11/26,100,90,85%\n"
    )

    assert problems(found)[0][2] == "The row says 85%, and its sessions make 90%. Check both"


def test_a_period_may_be_typed_or_stand_in_the_title() -> None:
    rows = f"UPN,Possible,Attended\n{UPN},100,90\n"
    typed = read("attendance", rows, (date(2026, 9, 2), date(2026, 10, 23)))
    titled = read("attendance", f"Attendance from 02/09/2026 to 20/11/2026\n{rows}")

    assert typed.notes == ["The figures are taken for 2 September to 23 October 2026."]
    assert titled.notes == ["The figures are taken for 2 September to 20 November 2026."]
    assert titled.lines[0].outside_id == "from 2026-09-02"


def test_marks_are_added_up_by_weeks() -> None:
    text = f"UPN,Date,AM,PM\n{UPN},16/11/2026,/,\\\n{UPN},17/11/2026,L,I\n{UPN},18/11/2026,U,Y1\n{UPN},23/11/2026,/,-\n"
    found = read("attendance", text)

    assert problems(found) == []
    first, second = (line.said for line in found.lines)
    assert isinstance(first, AttendanceSaid)
    assert isinstance(second, AttendanceSaid)
    assert (first.possible, first.attended, first.authorised, first.unauthorised, first.late) == (
        5,
        3,
        1,
        1,
        2,
    )
    assert (second.possible, second.attended) == (1, 1)
    assert [line.outside_id for line in found.lines] == ["week 2026-11-16", "week 2026-11-23"]


@pytest.mark.parametrize(
    ("cells", "column", "words"),
    [
        ("16/11/2026,AM,QQ", "Mark", "“QQ” is not an attendance code"),
        ("16/11/2036,AM,/", "Date", "16 November 2036 has not come yet. Check the year"),
        (",AM,/", "Date", "Enter the date"),
    ],
)
def test_a_mark_that_is_not_understood_is_said(cells: str, column: str, words: str) -> None:
    found = read("attendance", f"UPN,Date,Session,Mark\n{UPN},{cells}\n")

    assert problems(found) == [(2, column, words)]


@pytest.mark.parametrize("mark", ["H", "J", "F", "Y"])
def test_marks_of_before_2024_can_still_be_read(mark: str) -> None:
    found = read("attendance", f"UPN,Date,Session,Mark\n{UPN},16/11/2020,AM,/\n{UPN},16/11/2020,PM,{mark}\n")

    assert problems(found) == []


SUSPENSIONS = "UPN,Type,Start date,End date,Days,Reason,Reason 2,Comments"


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ("SUSP,03/11/2026,04/11/2026,2,DB,,", {"category": "SUSP", "sessions": 4, "reasons": ["DB"]}),
        ("Fixed Term,03/11/2026,04/11/2026,,PA,VA,", {"category": "SUSP", "sessions": 4, "reasons": ["PA", "VA"]}),
        ("FIXD,03/11/2026,03/11/2026,0.5 days,Theft,,", {"sessions": 1, "reasons": ["TH"]}),
        ("Lunchtime suspension,03/11/2026,05/11/2026,,DB;PP,,", {"category": "LNCH", "sessions": 3, "reasons": ["DB", "PP"]}),
        ("PEX,03/11/2026,,,OW,,", {"category": "PERM", "sessions": None, "last_on": None}),
        ("Suspension,03/11/2026,,1,db - Persistent or general disruptive behaviour,,", {"last_on": date(2026, 11, 3), "reasons": ["DB"]}),
        (",03/11/2026,06/11/2026,,OT,,=1+1", {"category": "SUSP", "sessions": 8, "reasons": ["OT"], "circumstances": "=1+1"}),
    ],
)  # fmt: skip
def test_what_a_row_of_suspensions_says_is_understood(cells: str, expected: dict[str, object]) -> None:
    found = read("suspension", f"{SUSPENSIONS}\n{UPN},{cells}\n")

    assert problems(found) == []
    said = found.lines[0].said
    assert isinstance(said, SuspensionSaid)
    assert {name: getattr(said, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("cells", "column", "words"),
    [
        ("Isolation,03/11/2026,,,,,", "Type", "“Isolation” must be SUSP, LNCH or PERM, or a suspension in words"),
        ("SUSP,,,,,,", "Start date", "Enter the first day"),
        ("SUSP,03/11/2026,,,DB,,", "End date", "Enter the last day of the suspension"),
        ("SUSP,03/11/2026,02/11/2026,,DB,,", "End date", "The last day must not be before the first"),
        ("SUSP,03/11/2026,03/11/2026,3,DB,,", "Sessions", "There are 2 sessions at most between the first day and the last. Check the dates"),
        ("SUSP,07/11/2026,08/11/2026,,DB,,", "Start date", "There is no school on these days. Check the dates"),
        ("SUSP,03/11/2026,03/11/2026,0.3,DB,,", "Days", "“0.3” must be days and half days, such as 1.5"),
        ("SUSP,03/11/2026,03/11/2026,,ZZ,,", "Reason", "“ZZ” is no reason of the national list. Use its code, such as DB"),
        ("SUSP,03/11/2027,04/11/2027,,DB,,", "Start date", "3 November 2027 has not come yet. Check the year"),
    ],
)  # fmt: skip
def test_a_suspension_that_is_not_understood_is_said(cells: str, column: str, words: str) -> None:
    found = read("suspension", f"{SUSPENSIONS}\n{UPN},{cells}\n")

    assert problems(found) == [(2, column, words)]
    assert found.lines == []


def test_a_cancelled_suspension_is_read_as_one() -> None:
    found = read("suspension", f"UPN,Start date,End date,Cancelled\n{UPN},03/11/2026,03/11/2026,Yes\n")

    said = found.lines[0].said
    assert isinstance(said, SuspensionSaid)
    assert (said.cancelled_on, said.cancelled_why) == (
        date(2026, 11, 3),
        "Cancelled in the school’s own system",
    )


def test_dates_with_the_month_first_are_noted() -> None:
    found = read("incident", f"UPN,Date,Details\n{UPN},11/03/2026,Ran\n{UPN},11/23/2026,Sat\n")

    assert [line.said.day for line in found.lines] == [date(2026, 11, 3), date(2026, 11, 23)]  # type: ignore[union-attr]
    assert found.notes == ["The dates are read with the month first, because of “11/23/2026”."]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_letters_are_right_whatever_the_encoding(encoding: str) -> None:
    octets = f"UPN,Date,Details\r\n{UPN},03/11/2026,Café – “no”\r\n".encode(encoding)
    found = read("incident", read_text(io.BytesIO(octets), at_most=10_000))

    assert getattr(found.lines[0].said, "behaviour") == "Café – “no”"  # noqa: B009  (of three kinds)


def test_fifty_thousand_rows_are_read() -> None:
    rows: Sequence[str] = [f"{UPN},{1 + number % 20}/11/2026,Row {number}" for number in range(50_000)]
    found = read("incident", "UPN,Date,Details\n" + "\n".join(rows))

    assert (len(found.lines), found.problems) == (50_000, [])
