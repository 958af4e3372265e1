"""A spreadsheet of very many rows: none of them stays in memory, and each cell is what it was."""

import tracemalloc
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import text

from heft_platform.demo.opening import acting_as
from heft_platform.full_lists import AT_ONCE
from heft_platform.programmes import services as programmes
from heft_platform.programmes.models import Programme
from heft_platform.programmes.services import Wanted
from heft_platform.spreadsheets import CUT, write_spreadsheet
from heft_testing.sheets import rows_of_sheet

MANY = 1000
MOST_OCTETS = 3_000_000
COLUMNS = [one.name for one in Programme.__table__.columns if one.computed is None]
COPIES = f"""
insert into owned.programme ({", ".join(COLUMNS)})
select {", ".join(f"copy.{name}" for name in COLUMNS)} from owned.programme one, generate_series(1, :many) n,
jsonb_populate_record(null::owned.programme, to_jsonb(one) - 'template' || jsonb_build_object(
    'id', gen_random_uuid(), 'reference', 'PSP-' || n,
    'template', json_build_object('label', 'A plan', 'duration', json_build_object('planned_weeks', 12)),
    'state', 'closed', 'closed_on', current_date, 'verdict', 'successful')) copy
"""  # noqa: S608  (names of our own columns)


def written(*rows: tuple[object, ...]) -> list[list[str]]:
    with write_spreadsheet(["A", "B"], rows) as file:  # type: ignore[arg-type]
        file.seek(0)
        return rows_of_sheet(file.read())


@pytest.mark.parametrize(
    "words",
    ["=1+1", "+44 1900", "-3", "@here", "http://example.org", "007", "émile 😀 שלום", "a\nb", "x" * 10_000],
)
def test_text_stays_text(words: str) -> None:
    assert written((words, None))[1] == [words]


def test_what_is_too_long_for_a_cell_is_cut_and_says_so() -> None:
    cut = written(("x" * 40_000, ""))[1][0]
    assert cut.endswith(CUT)
    assert len(cut) == 32_000


def test_days_moments_numbers_and_truth_are_what_they_are() -> None:
    assert written((date(2026, 11, 29), datetime(2026, 7, 1, 11, 0, tzinfo=UTC)))[1] == ["46355", "46204.5"]
    assert written((True, Decimal("96.5")), (time(9, 40), date(1850, 1, 1)))[1:] == [
        ["Yes", "96.5"],
        ["09:40", "1850-01-01"],
    ]


def test_rows_that_were_written_are_forgotten() -> None:
    def rows() -> Iterator[tuple[str, str]]:
        for number in range(8 * MANY):
            yield f"{number} " + "x" * 1000, "y"

    tracemalloc.start()
    try:
        write_spreadsheet(["A", "B"], rows()).close()
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < MOST_OCTETS, "8 MB of text were written"


def test_a_thousand_programmes_are_listed_without_loading_them_all(app: Flask, told: None) -> None:
    with app.app_context(), acting_as("sam-patel") as session:
        session.connection().execute(text(COPIES), {"many": MANY})
        found = programmes.programmes_in_full(session, wanted=Wanted(), today=date(2026, 11, 29))
        rows = iter(found.rows)
        first = next(rows)
        fetched = session.scalar(text("select count(*) from pg_cursors where name <> ''"))

        assert fetched == 1, "the database keeps those to come"
        assert len(first) == len(found.headings)
        assert 1 + sum(1 for _ in rows) > MANY > AT_ONCE
        assert not [one for one in session.identity_map.values() if type(one).__name__ == "Programme"]
