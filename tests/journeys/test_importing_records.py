"""A file of records is looked at row by row, imported when somebody says so, and adds nothing twice."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from io import BytesIO

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from heft_platform import clock
from heft_platform.records.models import Attendance, Incident, RecordVersion, Suspension
from heft_testing.browser import Browser
from heft_testing.doing import a_school_day, do_all_work
from heft_testing.imports import BEHAVIOUR, DAY, IMPORT, JAY, choose, facts, import_rows, number_of

ActingAs = Callable[..., AbstractContextManager[Session]]


def test_nothing_is_saved_before_it_was_seen_and_confirmed(at_oakfield: Browser, acting_as: ActingAs) -> None:
    page = choose(at_oakfield, "incident", BEHAVIOUR)

    assert page.heading == "Check the import"
    assert facts(page) == {
        "File": "export.csv",
        "What": "Behaviour",
        "Rows": "4",
        "New": "2",
        "Changed": "0",
        "As they are": "0",
        "Left out": "2",
    }
    assert "2 rows will be left out." in page.text
    assert [
        "Row 6",
        "Date",
        "“31/02/2026” is not a date. Write it like 31/08/2016 or 2016-08-31",
    ] in page.rows()
    assert "No pupil of your list has this UPN" in page.text
    assert number_of(acting_as, Incident) == 0

    page = import_rows(at_oakfield, "Import 2 rows, leave out 2")
    assert page.heading == "Records imported"
    assert [facts(page)[name] for name in ("New", "Changed", "As they were", "Left out")] == [
        "2",
        "0",
        "0",
        "2",
    ]
    at_oakfield.visit("/s/oakfield/pupils")
    at_oakfield.follow("Jay Smith")
    page = at_oakfield.follow("Log")
    assert "imported by Sam Patel" in page.text
    assert "Swore, twice" in page.text
    assert "Swearing" not in page.text  # it is one of our kinds, said in our words
    assert "Hurtful words to a pupil (9:40am)" in page.text


def test_the_same_file_again_adds_nothing_and_a_correction_here_stays(
    at_oakfield: Browser, acting_as: ActingAs
) -> None:
    choose(at_oakfield, "incident", BEHAVIOUR)
    import_rows(at_oakfield, "Import 2 rows")
    at_oakfield.visit("/s/oakfield/pupils")
    at_oakfield.follow("Maya Brown")
    at_oakfield.follow("Log")
    at_oakfield.follow("Open or correct")
    at_oakfield.press("Save the correction", behaviour="Helped a friend")

    page = choose(at_oakfield, "incident", BEHAVIOUR)
    assert facts(page)["As they are"] == "2"
    assert (
        "Nothing can be imported. 2 rows have problems, and 2 rows say what is on record already."
        in page.text
    )
    at_oakfield.post(page.path)  # as somebody might who sends the form all the same
    do_all_work(at_oakfield)
    assert "Everything that the file says was on record already." in at_oakfield.visit(page.path).text

    page = choose(at_oakfield, "incident", BEHAVIOUR.replace("Sat out", "Rang home"))
    assert [row[2:] for row in page.rows(2) if "Rang home" in row] == [["Afterwards", "Sat out", "Rang home"]]
    page = import_rows(at_oakfield, "Import 1 row, leave out 2")
    assert [facts(page)[name] for name in ("New", "Changed", "As they were", "Left out")] == [
        "0",
        "1",
        "1",
        "2",
    ]
    with acting_as("sam-patel") as session:
        assert session.scalar(select(func.count()).select_from(Incident)) == 2
        assert "Helped a friend" in set(session.scalars(select(Incident.behaviour)))
        assert set(session.scalars(select(RecordVersion.why))) == {"", "The school’s own system says so now"}


def test_a_row_that_stands_twice_is_taken_once_and_two_that_differ_are_asked_about(
    at_oakfield: Browser,
) -> None:
    row = f"{JAY},{DAY:%d/%m/%Y}"
    page = choose(at_oakfield, "incident", f"UPN,Date,Details\n{row},Ran\n{row},Ran\n")
    assert "1 row stood in the file before. Each is taken once." in page.text
    assert facts(page)["New"] == "1"

    page = choose(at_oakfield, "incident", f"UPN,Date,Details,ID\n{row},Ran,7\n{row},Sat,7\n")
    assert page.rows()[0] == [
        "Row 3",
        "Whole row",
        "Row 2 is about the same pupil and the same time or number, and says something else",
    ]


def test_marks_of_the_same_week_come_together(at_oakfield: Browser, acting_as: ActingAs) -> None:
    monday = DAY - timedelta(days=DAY.weekday())
    headings = "UPN,Date,AM,PM\n"
    choose(at_oakfield, "attendance", f"{headings}{JAY},{monday},/,\\\n")
    import_rows(at_oakfield, "Import 1 row")
    page = choose(at_oakfield, "attendance", f"{headings}{JAY},{monday + timedelta(days=1)},L,O\n")
    assert facts(page)["Changed"] == "1"
    import_rows(at_oakfield, "Import 1 row")

    with acting_as("sam-patel") as session:
        [week] = session.scalars(select(Attendance))
        assert (week.possible, week.attended, week.unauthorised, week.late) == (4, 3, 1, 1)
        assert len(week.marks) == 4


def test_figures_of_attendance_grow_with_the_year(at_oakfield: Browser, acting_as: ActingAs) -> None:
    since = clock.today() - timedelta(days=60)
    rows = "UPN,From,To,Possible,Attended\n"
    choose(at_oakfield, "attendance", f"{rows}{JAY},{since},{DAY},40,38\n")
    import_rows(at_oakfield, "Import 1 row")
    page = choose(at_oakfield, "attendance", f"{rows}{JAY},{since},{clock.today()},60,55\n")
    assert facts(page)["Changed"] == "1"
    import_rows(at_oakfield, "Import 1 row")
    page = choose(at_oakfield, "attendance", f"{rows}{JAY},{DAY},{clock.today()},20,20\n")
    assert page.rows()[0][2].startswith("These days overlap with ")
    assert number_of(acting_as, Attendance) == 1


def test_a_period_is_asked_for_where_the_file_says_none(at_oakfield: Browser) -> None:
    text = f"UPN,Possible,Attended\n{JAY},40,38\n"
    page = choose(at_oakfield, "attendance", text)
    assert "Enter from when to when these figures are, where you choose the file" in page.text
    days = {
        f"{name}-{part}": value
        for name, day in (("first_on", DAY), ("last_on", clock.today()))
        for part, value in (("day", day.day), ("month", day.month), ("year", day.year))
    }
    page = choose(at_oakfield, "attendance", text, **days)
    assert "The figures are taken for " in page.text
    assert facts(page)["New"] == "1"


def test_suspensions_that_overlap_are_not_imported(at_oakfield: Browser, acting_as: ActingAs) -> None:
    before = (DAY - timedelta(days=ago) for ago in range(60))  # no holiday is as long
    row = f"{JAY},SUSP,{next(day for day in before if a_school_day(from_day=day) == day)}"
    page = choose(
        at_oakfield,
        "suspension",
        f"UPN,Type,Start date,Sessions,Reason,ID\n{row},2,DB,1\n{row},1,PP,2\n",
    )
    assert facts(page)["New"] == "1"
    assert page.rows()[0][2].startswith("These days overlap with ")
    import_rows(at_oakfield, "Import 1 row, leave out 1")

    assert number_of(acting_as, Suspension) == 1


@pytest.mark.parametrize(
    ("octets", "words"),
    [
        (b"", "There is nothing in this file"),
        (b"PK\x03\x04workbook", "This is not a CSV file. In your system or spreadsheet, choose “Export”"),
        (b"UPN,Date,Details\nA,\x00,b\n", "This is not a CSV file."),
        (
            b"Name,When,x\nJay,1,2\n",
            "The columns must be named. There is no Date and Description. What is named is",
        ),
        (b'UPN,Date,Details\nA1,"' + b"x" * 200_000, "The file cannot be read as a table from row 2 on"),
        (b"UPN,Date,Details\n" + b"a,b,c\n" * 50_001, "There are more than 50,000 rows in this file."),
    ],
    ids=["nothing", "workbook", "zeros", "headings", "broken", "too many rows"],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(
    at_oakfield: Browser, octets: bytes, words: str
) -> None:
    page = choose(at_oakfield, "incident", octets, status=422)

    assert page.problems[0].startswith(words)
    assert page.heading == "Import records"


def test_what_is_in_the_file_and_the_file_itself_are_asked_for(at_oakfield: Browser) -> None:
    at_oakfield.visit(IMPORT)
    page = at_oakfield.press("Check the file", status=422)
    assert page.problems == ["Select what is in the file", "Select a CSV file"]
    page = at_oakfield.press("Check the file", status=422, kind="incident")
    assert page.problems == ["Select a CSV file"]


def test_a_file_that_came_back_with_a_problem_is_asked_for_again(at_oakfield: Browser) -> None:
    at_oakfield.visit(IMPORT)
    page = at_oakfield.press("Check the file", status=422, file=(BytesIO(b"UPN,Date\n"), "export.csv"))

    assert page.problems == ["Select what is in the file", "Select the CSV file again"]


def test_an_empty_table_says_so(at_oakfield: Browser) -> None:
    assert (
        "There are no rows under the headings." in choose(at_oakfield, "incident", "UPN,Date,Details\n").text
    )
