"""Counting on a school's calendar, against a count that lists every day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heft_platform.calendar.school_days import CalendarHorizonError, SchoolCalendar, TermDates, term_of

DAY = timedelta(days=1)
AUTUMN = TermDates(
    name="Autumn term 2026",
    first_on=date(2026, 9, 2),
    last_on=date(2026, 12, 18),
    break_from=date(2026, 10, 26),
    break_to=date(2026, 10, 30),
)
SPRING = TermDates(
    name="Spring term 2027",
    first_on=date(2027, 1, 4),
    last_on=date(2027, 3, 25),
    break_from=date(2027, 2, 15),
    break_to=date(2027, 2, 19),
)
SUMMER = TermDates(
    name="Summer term 2027",
    first_on=date(2027, 4, 12),
    last_on=date(2027, 7, 21),
    break_from=date(2027, 5, 31),
    break_to=date(2027, 6, 4),
)
YEAR = SchoolCalendar(
    terms=(AUTUMN, SPRING, SUMMER),
    closed={date(2027, 5, 3): "Early May bank holiday", date(2027, 1, 4): "a staff training day"},
)


def every_school_day(calendar: SchoolCalendar) -> list[date]:
    """The long way round: each day of each term, less what is not school."""
    found = set()
    for term in calendar.terms:
        for number in range((term.last_on - term.first_on).days + 1):
            day = term.first_on + number * DAY
            on_break = term.break_from and term.break_to and term.break_from <= day <= term.break_to
            if (
                day.strftime("%A") not in {"Saturday", "Sunday"}
                and day not in calendar.closed
                and not on_break
            ):
                found.add(day)
    return sorted(found)


@st.composite
def calendars(draw: st.DrawFn) -> SchoolCalendar:
    """A school year as authorities make them: begins, breaks and ends vary, and some days are closed."""
    vary = st.integers(0, 6)
    terms = [
        replace(
            term,
            first_on=term.first_on + draw(vary) * DAY,
            last_on=term.last_on - draw(vary) * DAY,
            **(
                {"break_to": term.break_to + draw(vary) * DAY}
                if term.break_to and draw(st.booleans())
                else {"break_from": None, "break_to": None}
            ),
        )
        for term in (AUTUMN, SPRING, SUMMER)
    ]
    closed = draw(
        st.dictionaries(st.dates(date(2026, 9, 1), date(2027, 7, 31)), st.just("closed"), max_size=30)
    )
    return SchoolCalendar(terms=tuple(terms), closed=closed)


days_of_the_year = st.dates(date(2026, 9, 1), date(2027, 7, 1))


@given(calendars(), days_of_the_year, st.integers(1, 200))
@settings(max_examples=200, deadline=None)
def test_adding_school_days_gives_the_nth_day_of_the_list_or_says_which_term_is_missing(
    calendar: SchoolCalendar, start: date, count: int
) -> None:
    later = [day for day in every_school_day(calendar) if day > start]

    if count <= len(later):
        assert calendar.add_school_days(start, count) == later[count - 1]
    else:
        with pytest.raises(CalendarHorizonError) as refused:
            calendar.add_school_days(start, count)
        assert refused.value.missing == "autumn term 2027"


@given(calendars(), days_of_the_year, st.integers(1, 20))
@settings(max_examples=100, deadline=None)
def test_going_back_gives_the_nth_day_before(calendar: SchoolCalendar, start: date, count: int) -> None:
    earlier = [day for day in reversed(every_school_day(calendar)) if day < start]

    if count <= len(earlier):
        assert calendar.add_school_days(start, -count) == earlier[count - 1]
    else:
        with pytest.raises(CalendarHorizonError):
            calendar.add_school_days(start, -count)


@given(calendars(), days_of_the_year, st.integers(0, 30))
@settings(max_examples=200, deadline=None)
def test_adding_school_weeks_skips_weeks_without_school_and_moves_on_to_a_school_day(
    calendar: SchoolCalendar, start: date, count: int
) -> None:
    school_days = every_school_day(calendar)
    weeks = sorted({day - day.weekday() * DAY for day in school_days})
    monday = start - start.weekday() * DAY
    later = [week for week in weeks if week > monday]
    arrival = monday if count == 0 else later[count - 1] if count <= len(later) else None
    landed = [day for day in school_days if arrival and day >= arrival + start.weekday() * DAY]

    if landed:
        assert calendar.add_school_weeks(start, count) == landed[0]
    else:
        with pytest.raises(CalendarHorizonError):
            calendar.add_school_weeks(start, count)


@given(calendars(), days_of_the_year, st.integers(0, 120))
@settings(max_examples=100, deadline=None)
def test_counting_between_agrees_with_the_list(calendar: SchoolCalendar, first: date, length: int) -> None:
    last = min(first + length * DAY, calendar.ends_on)
    between = [day for day in every_school_day(calendar) if first <= day <= last]

    assert list(calendar.school_days_between(first, last)) == between
    assert calendar.number_of_school_days(first, last) == len(between)
    assert calendar.school_days_until(last, today=first) == len([day for day in between if day > first])
    assert calendar.school_days_until(first, today=last) == -len([day for day in between if day > first])


@given(calendars(), days_of_the_year, st.integers(1, 12))
@settings(max_examples=100, deadline=None)
def test_the_week_of_a_milestone_is_the_week_that_was_added(
    calendar: SchoolCalendar, start: date, count: int
) -> None:
    start = calendar.next_school_day(start)
    try:
        landed = calendar.add_school_weeks(start, count)
    except CalendarHorizonError:
        return

    # Moved on over the end of its week, a milestone lies in the next one.
    assert calendar.school_weeks_between(start, landed) in {count + 1, count + 2}


@pytest.mark.parametrize(
    ("lost", "said"), [(0, "autumn term 2026"), (1, "spring term 2027"), (2, "summer term 2027")]
)
def test_a_year_with_a_hole_names_the_term_that_is_missing(lost: int, said: str) -> None:
    calendar = replace(YEAR, terms=tuple(term for place, term in enumerate(YEAR.terms) if place != lost))

    with pytest.raises(CalendarHorizonError, match=f"Term dates are needed for {said}"):
        calendar.is_school_day(YEAR.terms[lost].first_on + 10 * DAY)


def test_holidays_between_two_known_terms_are_known_to_be_holidays() -> None:
    assert not YEAR.is_school_day(date(2026, 12, 29))
    assert not YEAR.is_school_day(date(2027, 4, 1))
    assert YEAR.why_no_school(date(2026, 10, 28)) == "in the holidays"
    assert YEAR.why_no_school(date(2026, 10, 31)) == "a weekend"
    assert YEAR.why_no_school(date(2027, 5, 3)) == "Early May bank holiday"
    assert YEAR.why_no_school(date(2027, 5, 4)) is None


def test_nothing_is_known_after_the_last_term_and_before_the_first_but_its_summer() -> None:
    for unknown in (date(2027, 7, 22), date(2026, 7, 20)):
        with pytest.raises(CalendarHorizonError):
            YEAR.is_school_day(unknown)
    assert not YEAR.is_school_day(date(2026, 8, 24))


def test_an_empty_calendar_asks_for_the_term_of_the_day() -> None:
    with pytest.raises(CalendarHorizonError, match="spring term 2027"):
        SchoolCalendar(terms=()).next_school_day(date(2027, 3, 10))


def test_a_programme_of_twelve_school_weeks_jumps_the_holidays() -> None:
    start = date(2026, 10, 1)  # a Thursday

    assert YEAR.add_school_weeks(start, 4) == date(2026, 11, 5)
    assert YEAR.add_school_weeks(start, 8) == date(2026, 12, 3)
    assert YEAR.add_school_weeks(start, 12) == date(2027, 1, 14)
    assert YEAR.add_calendar_weeks(start, 12) == date(
        2027, 1, 5
    )  # Christmas Eve, moved on past the training day


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 9, 1), "autumn term 2026"),
        (date(2026, 8, 31), "autumn term 2026"),
        (date(2027, 1, 1), "spring term 2027"),
        (date(2027, 4, 20), "summer term 2027"),
    ],
)
def test_a_term_is_named_after_its_season(day: date, said: str) -> None:
    assert term_of(day) == said
