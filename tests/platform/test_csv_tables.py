"""What is the same for every table that a school's system exports: headings, rows, dates, times, numbers, shares."""

from datetime import date, time
from decimal import Decimal

import pytest

from heft_platform.csv_tables import (
    Column,
    DateColumn,
    HeadersMissingError,
    Layout,
    PercentColumn,
    Table,
    TooManyRowsError,
    as_lines,
    read_number,
    read_table,
    read_time,
    read_whole,
)

TODAY = date(2026, 11, 24)
THIRD = date(2026, 11, 3)
LAYOUT = Layout(
    columns=(
        Column(field="upn", words="UPN", aliases=("upn",)),
        Column(field="day", words="Date", aliases=("incident date", "date")),
        Column(field="what", words="What", aliases=("what", "details")),
    ),
    needed=(("UPN", frozenset({"upn"})), ("Date", frozenset({"day"}))),
    most_rows=4,
)


def read(text: str) -> Table:
    return read_table(text, LAYOUT)


def said(table: Table, field: str) -> list[str]:
    return list(table.column(field))


@pytest.mark.parametrize(
    "text",
    [
        "UPN,Date,What\nA1,03/11/2026,Ran\n",
        "What,UPN,Date\nRan,A1,03/11/2026\n",  # another order
        "upn,INCIDENT_DATE,Details\nA1,03/11/2026,Ran\n",  # other names
        "UPN;Date;What\nA1;03/11/2026;Ran\n",
        "UPN\tDate\tWhat\nA1\t03/11/2026\tRan\n",
        "Behaviour report\nOakfield Primary,,\n\nUPN,Date,What\nA1,03/11/2026,Ran\n",  # titles above
        "UPN,Date,What,,,\nA1,03/11/2026,Ran,,,\n,,,,,\n\n",  # empty columns and rows at the end
        "UPN,Date,What\nA1,03/11/2026,Ran\nTotal,1,\n",  # a line that adds up
        "UPN,Date,What\nA1,03/11/2026,Ran\nReport generated on 24/11/2026\nPage 1 of 1\n",
        "UPN,Date,What\nA1,03/11/2026,Ran\nUPN,Date,What\n",  # headings again on the next sheet of paper
        "UPN,Date,Other,What\nA1,03/11/2026,,Ran\n",  # a column that nobody asked for
        '\ufeffUPN,Date,What\r\n"A1","03/11/2026","Ran"\r\n'.lstrip("\ufeff"),
    ],
)
def test_the_same_row_is_found_however_the_file_is_laid_out(text: str) -> None:
    table = read(text)

    assert [line.said for line in table.lines] == [{"upn": "A1", "day": "03/11/2026", "what": "Ran"}]
    assert table.lines[0].problems == ()


def test_a_cell_of_several_lines_stays_one_cell_and_rows_are_numbered_as_a_spreadsheet_does() -> None:
    table = read('UPN,Date,What\nA1,03/11/2026,"Ran,\nthen ""stopped"""\nA2,04/11/2026,Sat\n')

    assert said(table, "what") == ['Ran,\nthen "stopped"', "Sat"]
    assert [line.row for line in table.lines] == [2, 3]


def test_a_heading_that_stands_twice_is_asked_about_where_the_two_differ() -> None:
    table = read(
        "UPN,Date,Date,What\nA1,03/11/2026,03/11/2026,Ran\nA1,,04/11/2026,Sat\nA1,1/1/2026,2/1/2026,x\n"
    )

    assert said(table, "day")[:2] == ["03/11/2026", "04/11/2026"]
    assert [line.problems for line in table.lines] == [
        (),
        (),
        (
            (
                "day",
                "Two columns are called “Date”, and say “1/1/2026” and “2/1/2026”. Rename the one that is not meant",
            ),
        ),
    ]


def test_cells_that_slipped_out_of_their_columns_are_said() -> None:
    [line] = read("UPN,Date,What\nA1,03/11/2026,Ran,away\n").lines

    assert line.problems == (
        ("row", "This row has more cells than there are headings. Put names with a comma in quotation marks"),
    )


def test_a_missing_column_is_named_with_what_was_found() -> None:
    with pytest.raises(HeadersMissingError) as refused:
        read("UPN,When,Extra\nA1,03/11/2026,x\n")
    assert (refused.value.missing, refused.value.found) == ("Date", "UPN, When, Extra")


def test_there_is_an_end_to_the_rows() -> None:
    with pytest.raises(TooManyRowsError) as refused:
        read("UPN,Date\n" + "A1,03/11/2026\n" * 5)
    assert refused.value.most == "4"


@pytest.mark.parametrize(
    "cell",
    [
        *("03/11/2026", "3/11/2026", "03/11/26", "03.11.2026", "03-11-2026", "3 11 2026"),
        *("2026-11-03", "2026/11/03", "20261103", "2026-11-03T09:40:00Z", "2026-11-03 00:00:00"),
        *("3 November 2026", "3rd Nov 2026", "03-Nov-26", "Tue 3 November 2026", "Tuesday, 3 Nov 2026"),
        *("November 3, 2026", "03/11/2026 09:40", "03/11/2026 9:40 am", "46329", "46329.4027"),
    ],
)
def test_a_day_is_understood_in_every_style(cell: str) -> None:
    assert DateColumn([cell], latest=TODAY).read(cell) == THIRD


@pytest.mark.parametrize("cell", ["", "31/02/2026", "soon", "13/13/2026", "2026", "0", "99/99/99", "1/1"])
def test_what_is_no_day_is_none(cell: str) -> None:
    assert DateColumn([cell], latest=TODAY).read(cell) is None


def test_the_whole_column_says_whether_the_month_comes_first() -> None:
    british = DateColumn(["03/11/2026", "25/11/2026"], latest=TODAY)
    american = DateColumn(["11/03/2026", "11/23/2026"], latest=TODAY)

    assert (british.read("03/11/2026"), british.note) == (THIRD, None)
    assert american.read("11/03/2026") == THIRD
    assert american.note == "The dates are read with the month first, because of “11/23/2026”."


def test_a_column_written_in_both_ways_is_not_guessed_at() -> None:
    column = DateColumn(["25/11/2026", "11/23/2026"], latest=TODAY)

    assert column.read("25/11/2026") == date(2026, 11, 25)
    assert column.read("05/05/2026") == date(2026, 5, 5)
    assert [column.read(cell) for cell in ("11/23/2026", "03/11/2026")] == [None, None]
    assert column.why_not("11/23/2026") == (
        "“11/23/2026” has day and month the other way round from other dates in this column. Write all in one way"
    )
    assert column.why_not("03/11/2026") == (
        "“03/11/2026” may mean two days: dates in this column are written in both ways. Write all like 2016-08-31"
    )


def test_a_year_of_two_digits_is_never_in_the_future() -> None:
    column = DateColumn([], latest=TODAY)

    assert column.read("14/03/17") == date(2017, 3, 14)
    assert column.read("14/03/98") == date(1998, 3, 14)


@pytest.mark.parametrize(
    ("cell", "at"),
    [
        *(("09:40", time(9, 40)), ("9.40", time(9, 40)), ("0940", time(9, 40)), ("9:40:30", time(9, 40))),
        *(
            ("9:40am", time(9, 40)),
            ("9.40 a.m.", time(9, 40)),
            ("2pm", time(14, 0)),
            ("2:05 PM", time(14, 5)),
        ),
        *(("12:30pm", time(12, 30)), ("12am", time(0, 0)), ("03/11/2026 14:05", time(14, 5))),
        *(("0.4027777778", time(9, 40)), ("46329.5", time(12, 0))),
        *(("", None), ("Period 3", None), ("25:00", None), ("9:75", None), ("13pm", None), ("lunch", None)),
    ],
)
def test_a_time_is_understood_in_every_style(cell: str, at: time | None) -> None:
    assert read_time(cell) == at


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        *(("1,234", "1234"), ("1 234", "1234"), ("12.5", "12.5"), ("12,5", "12.5"), (" 92 % ", "92")),
        *(("-3", "-3"), ("", None), ("=1+1", None), ("ten", None), ("1e9", None), ("9" * 40, None)),
    ],
)
def test_a_number_is_understood_with_its_commas(cell: str, number: str | None) -> None:
    assert read_number(cell) == (Decimal(number) if number else None)


def test_only_a_whole_number_counts_sessions() -> None:
    assert [read_whole(cell) for cell in ("95", "95.0", "95.5", "-1", "many")] == [95, 95, None, None, None]


@pytest.mark.parametrize(
    ("cells", "heading", "percents"),
    [
        (["92", "85.5"], "Attendance", [92, 85.5]),
        (["92%", "85.5%"], "Attendance", [92, 85.5]),
        (["0.92", "1"], "Attendance", [92, 100]),
        (["1", "0"], "% Attendance", [1, 0]),
        (["1", "0"], "Attendance", [100, 0]),
        (["101", "-1", "most"], "Attendance", [None, None, None]),
    ],
)
def test_shares_are_percents_or_fractions_as_the_column_says(
    cells: list[str], heading: str, percents: list[float | None]
) -> None:
    column = PercentColumn(cells, heading=heading)

    assert [None if (share := column.read(cell)) is None else float(share) for cell in cells] == percents


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("One\r\n\r\n\r\n\r\ntwo ", "One\n\ntwo"),
        ("Jay\u202e\u0007 ran", "Jay ran"),  # turned round, and a bell
        (
            "\u0645\u0631\u062d\u0628\u0627 \U0001f600",
            "\u0645\u0631\u062d\u0628\u0627 \U0001f600",
        ),  # right to left, a face
        ("=HYPERLINK(1)", "=HYPERLINK(1)"),
    ],
)
def test_text_is_kept_as_it_is_read(cell: str, text: str) -> None:
    assert as_lines(cell) == text
