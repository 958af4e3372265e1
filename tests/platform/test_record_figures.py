"""What attendance and suspensions add up to, by the terms and the limits of the law."""

from datetime import UTC, date, datetime
from itertools import pairwise
from uuid import uuid4

import pytest

from heft_platform.records.statutory_terms import term_of, terms_of_year, year_of
from heft_platform.records.summaries import AttendanceFigures, attendance_by_time, suspension_summary
from heft_platform.records.views import AttendanceView, SuspensionView
from heft_platform.records.wording import days_words, period_words

TODAY = date(2026, 11, 24)
OF_ALL = {
    "pupil_id": uuid4(),
    "source": "typed",
    "recorded_by": uuid4(),
    "recorder_name": "Sam Patel",
    "recorded_at": datetime(2026, 11, 24, tzinfo=UTC),
    "withdrawn_at": None,
    "withdrawn_by": "",
    "withdrawn_why": "",
    "version": 1,
}


def suspended(first_on: date, last_on: date | None, sessions: int | None, **more: object) -> SuspensionView:
    blank: dict[str, object] = {
        "category": "SUSP" if last_on else "PERM",
        "reasons": [],
        "circumstances": "",
        "parent_told_on": None,
        "authority_told_on": None,
        "returned_on": None,
        "cancelled_on": None,
        "cancelled_why": "",
    }
    told = {**OF_ALL, **blank, "first_on": first_on, "last_on": last_on, "sessions": sessions, **more}
    return SuspensionView(id=uuid4(), **told)  # type: ignore[arg-type]


def attended(first_on: date, last_on: date, possible: int, missed: int) -> AttendanceView:
    return AttendanceView(
        id=uuid4(),
        first_on=first_on,
        last_on=last_on,
        possible=possible,
        attended=possible - missed,
        authorised=0,
        unauthorised=missed,
        late=1,
        marks={},
        **OF_ALL,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("day", "name", "last_on"),
    [
        (date(2026, 12, 31), "autumn 2026", date(2026, 12, 31)),
        (date(2027, 1, 1), "spring 2027", date(2027, 3, 29)),
        (date(2027, 3, 29), "spring 2027", date(2027, 3, 29)),  # Easter Monday
        (date(2027, 3, 30), "summer 2027", date(2027, 7, 31)),
        (date(2027, 8, 1), "autumn 2027", date(2027, 12, 31)),
        (date(2026, 4, 6), "spring 2026", date(2026, 4, 6)),
        (date(2038, 4, 26), "spring 2038", date(2038, 4, 26)),  # the latest that Easter can be
    ],
)
def test_the_law_ends_its_terms_at_new_year_easter_monday_and_the_end_of_july(
    day: date, name: str, last_on: date
) -> None:
    term = term_of(day)

    assert (term.name, term.last_on) == (name, last_on)
    assert term.first_on <= day <= term.last_on


def test_a_school_year_has_three_terms_without_a_gap() -> None:
    first_on, last_on = year_of(date(2027, 7, 31))
    terms = terms_of_year(first_on)

    assert (terms[0].first_on, terms[-1].last_on) == (first_on, last_on)
    assert [(b.first_on - a.last_on).days for a, b in pairwise(terms)] == [1, 1]


@pytest.mark.parametrize(
    ("sessions", "said"),
    [
        (10, ["40 days left of the 45"]),
        (11, ["39½ days left of the 45", "More than 5 school days in one term"]),
        (30, ["30 days left of the 45", "More than 5 school days in one term"]),
        (31, ["29½ days left of the 45", "or more than 15 school days in one term"]),
        (90, ["No days left of the 45", "or more than 15 school days in one term"]),
        (91, ["More than 45 school days in one school year", "or more than 15 school days in one term"]),
    ],
)
def test_the_law_is_named_where_its_limits_are_passed(sessions: int, said: list[str]) -> None:
    one = suspended(date(2026, 9, 7), date(2026, 11, 20), sessions)
    summary = suspension_summary([one], today=TODAY)

    assert len(summary.said_by_law) == len(said)
    for words, part in zip(summary.said_by_law, said, strict=True):
        assert part in words
        assert "(England) Regulations 2012" in words


def test_lunchtimes_count_half_a_day_and_cancelled_ones_nothing() -> None:
    summary = suspension_summary(
        [
            suspended(date(2026, 11, 2), date(2026, 11, 4), 3, category="LNCH"),
            suspended(
                date(2026, 11, 9), date(2026, 11, 9), 2, cancelled_on=TODAY, cancelled_why="New evidence"
            ),
            suspended(date(2026, 11, 10), date(2026, 11, 10), 2, withdrawn_at=OF_ALL["recorded_at"]),
        ],
        today=TODAY,
    )

    assert (summary.year.number, summary.year.sessions, summary.year.days_words) == (1, 3, "1½ days")


def test_a_suspension_over_a_border_counts_on_both_sides() -> None:
    over_easter = suspended(date(2027, 3, 29), date(2027, 4, 2), 10)
    summary = suspension_summary([over_easter], today=date(2027, 6, 1))

    assert [(one.name, one.sessions) for one in summary.terms] == [
        ("Autumn 2026 term", 0),
        ("Spring 2027 term", 2),
        ("Summer 2027 term", 8),
    ]
    assert summary.year.sessions == 10


def test_a_permanent_exclusion_is_counted_apart() -> None:
    summary = suspension_summary([suspended(date(2026, 11, 2), None, None)], today=TODAY)

    assert (summary.year.number, summary.year.permanent, summary.year.sessions) == (0, 1, 0)
    assert "the governing board must meet within 15 school days" in summary.said_by_law[0]


@pytest.mark.parametrize(
    ("possible", "attended_", "percent", "words"),
    [
        (0, 0, None, ""),
        (100, 91, 91.0, ""),
        (100, 90, 90.0, "Persistent absence"),
        (100, 51, 51.0, "Persistent absence"),
        (100, 50, 50.0, "Severe absence"),
        (3, 2, 66.7, "Persistent absence"),
    ],
)
def test_absence_is_named_from_a_tenth_and_from_a_half_missed(
    possible: int, attended_: int, percent: float | None, words: str
) -> None:
    figures = AttendanceFigures(possible=possible, attended=attended_, unauthorised=possible - attended_)

    assert figures.percent == percent
    assert figures.absence_words.startswith(words)
    assert bool(figures.absence_words) == bool(words)


def test_attendance_is_added_up_by_term_and_year() -> None:
    periods = [
        attended(date(2026, 3, 2), date(2026, 3, 27), 40, 20),  # of another year
        attended(date(2026, 9, 2), date(2026, 10, 23), 70, 7),
        attended(date(2026, 11, 2), date(2026, 11, 20), 30, 0),
    ]

    assert [
        (one.name, one.figures.percent, one.figures.late) for one in attendance_by_time(periods, today=TODAY)
    ] == [
        ("Autumn 2026 term", 93.0, 2),
        ("School year 2026 to 2027", 93.0, 2),
    ]


def test_lengths_and_periods_are_said_in_words() -> None:
    assert [days_words(sessions) for sessions in (None, 0, 1, 2, 3, 4, 5)] == [
        *("", "no days", "half a day", "1 day", "1½ days", "2 days", "2½ days"),
    ]
    assert [
        period_words(date(2026, 11, 2), last)
        for last in (date(2026, 11, 2), date(2026, 11, 4), date(2026, 12, 1), date(2027, 1, 8))
    ] == [
        "2 November 2026",
        "2 to 4 November 2026",
        "2 November to 1 December 2026",
        "2 November 2026 to 8 January 2027",
    ]
