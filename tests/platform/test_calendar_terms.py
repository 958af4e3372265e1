"""Term dates as people copy them, and the slips that are found on the way."""

from datetime import date

import pytest

from heft_platform.calendar import bank_holidays as holidays
from heft_platform.calendar.published_dates import NotADateError, WrongWeekdayError, read_date
from heft_platform.calendar.school_days import TermDates
from heft_platform.calendar.term_rules import (
    BeginsWithoutSchoolError,
    BreakOutsideTermError,
    EndsBeforeItBeginsError,
    EndsWithoutSchoolError,
    HalfABreakError,
    TermsOverlapError,
    TermTooLongError,
    refuse_impossible_term,
)
from heft_testing.real_data import real_file

SPRING = TermDates(
    name="Spring term 2027",
    first_on=date(2027, 1, 4),
    last_on=date(2027, 3, 25),
    break_from=date(2027, 2, 15),
    break_to=date(2027, 2, 19),
)


@pytest.mark.parametrize(
    "written",
    [
        "Wednesday 2 September 2026",
        "wednesday, 2nd September 2026",
        "Wed 2 Sept 2026",
        "2 sep 26",
        "2nd of September 2026",
        "2/9/2026",
        "02.09.2026",
        "2-9-26",
        "2026-09-02",
        "  2 September 2026 ",
    ],
)
def test_a_date_is_read_however_it_was_published(written: str) -> None:
    assert read_date(written) == date(2026, 9, 2)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "soon",
        "2 September",
        "31 September 2026",
        "2 Smarch 2026",
        "2 September 1826",
        "9/2026",
        "2026-13-01",
        "5 / / 2026",
    ],
)
def test_what_is_no_date_is_refused(written: str) -> None:
    with pytest.raises(NotADateError):
        read_date(written)


def test_a_weekday_that_does_not_fit_is_told() -> None:
    with pytest.raises(WrongWeekdayError, match="2 September 2026 is a Wednesday, not a Tuesday"):
        read_date("Tuesday 2 September 2026")


def test_a_term_that_can_be_is_not_refused() -> None:
    refuse_impossible_term(SPRING, others=())


@pytest.mark.parametrize(
    ("changed", "refusal", "said"),
    [
        ({"last_on": date(2027, 1, 4)}, EndsBeforeItBeginsError, "^$"),
        ({"last_on": date(2028, 3, 24)}, TermTooLongError, "63"),
        ({"break_to": None}, HalfABreakError, "^$"),
        ({"break_from": None}, HalfABreakError, "^$"),
        ({"break_to": date(2027, 3, 26)}, BreakOutsideTermError, "^$"),
        ({"break_from": date(2027, 2, 22)}, BreakOutsideTermError, "^$"),
        ({"first_on": date(2027, 1, 3)}, BeginsWithoutSchoolError, "Sunday 3 January 2027 is at a weekend"),
        ({"first_on": date(2027, 1, 1)}, BeginsWithoutSchoolError, "a bank holiday .New Year’s Day."),
        ({"last_on": date(2027, 3, 26)}, EndsWithoutSchoolError, "Friday 26 March 2027 is a bank holiday"),
    ],
)
def test_a_term_that_cannot_be_is_refused_in_words(
    changed: dict[str, date], refusal: type[Exception], said: str
) -> None:
    with pytest.raises(refusal, match=said):
        refuse_impossible_term(TermDates(**{**vars(SPRING), **changed}), others=())


def test_terms_that_share_a_day_are_refused_by_name() -> None:
    late = TermDates(name="Autumn term 2026", first_on=date(2026, 9, 2), last_on=date(2027, 1, 4))

    with pytest.raises(TermsOverlapError, match="Spring term 2027"):
        refuse_impossible_term(late, others=[SPRING])


FEED = """{"england-and-wales": {"events": [%s]}, "scotland": {"events": [{"title": "2nd", "date": "2028-01-02"}]}}"""
EVENT = '{"title": "Day %s", "date": "%s"}'


def feed(*days: str) -> str:
    return FEED % ", ".join(EVENT % (number, day) for number, day in enumerate(days))


def test_a_newer_feed_adds_years_and_forgets_none() -> None:
    known = {date(2018, 1, 1): "New Year’s Day", date(2027, 5, 3): "Early May bank holiday"}

    assert list(holidays.merged(known, feed("2028-01-03"))) == [
        date(2018, 1, 1),
        date(2027, 5, 3),
        date(2028, 1, 3),
    ]


def test_a_day_that_was_moved_is_not_left_where_it_was() -> None:
    known = {date(2020, 5, 4): "Early May bank holiday", date(2020, 12, 25): "Christmas Day"}
    told = [f"2020-{month:02}-08" for month in range(1, 9)]

    assert date(2020, 5, 4) not in holidays.merged(known, feed(*told))


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"england-and-wales": 3}', feed("soon")])
def test_what_is_not_the_feed_is_refused(text: str) -> None:
    with pytest.raises(holidays.NotTheFeedError):
        holidays.merged({}, text)


def test_the_kept_bank_holidays_are_all_of_the_published_ones() -> None:
    published = real_file("calendars/bank-holidays.json").read_text(encoding="utf-8")

    assert holidays.merged(holidays.published(), published) == holidays.published()
    assert holidays.as_file(holidays.published()) == holidays.kept_file().read_text(encoding="utf-8")


PROCLAIMED = {
    2020: {date(2020, 5, 4), date(2020, 5, 8)},
    2022: {date(2022, 5, 30), date(2022, 6, 2), date(2022, 6, 3), date(2022, 9, 19)},
    2023: {date(2023, 5, 8)},
}


@pytest.mark.parametrize("year", range(2018, 2028))
def test_the_rule_gives_every_published_day_but_those_by_proclamation(year: int) -> None:
    published = {day: name for day, name in holidays.published().items() if day.year == year}
    proclaimed = PROCLAIMED.get(year, set())

    assert published.keys() ^ holidays.by_rule(year).keys() == proclaimed
    assert proclaimed or published == holidays.by_rule(year)


def test_years_that_nobody_has_published_follow_the_rule() -> None:
    assert list(holidays.bank_holidays(2027, 2028))[-9:] == [
        date(2027, 12, 28),
        date(2028, 1, 3),  # the first is a Saturday
        date(2028, 4, 14),
        date(2028, 4, 17),
        date(2028, 5, 1),
        date(2028, 5, 29),
        date(2028, 8, 28),
        date(2028, 12, 25),
        date(2028, 12, 26),
    ]


@pytest.mark.parametrize(
    "easter",
    [
        date(1961, 4, 2),
        date(2000, 4, 23),
        date(2008, 3, 23),
        date(2011, 4, 24),
        date(2025, 4, 20),
        date(2038, 4, 25),
    ],
)
def test_easter_is_when_it_was_and_will_be(easter: date) -> None:
    assert holidays.easter_sunday(easter.year) == easter
