"""How the pages say days and moments."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime

from heft_platform import words
from heft_platform.clock import SCHOOL_TIME


def test_what_ends_at_midnight_has_the_day_before_as_its_last() -> None:
    assert words.last_day(datetime(2027, 4, 13, tzinfo=SCHOOL_TIME)) == "Monday 12 April 2027"
    assert words.last_day(datetime(2027, 4, 13, 9, tzinfo=SCHOOL_TIME)) == "Tuesday 13 April 2027"


def test_a_moment_has_a_capital_only_where_it_begins_what_is_said(
    today_is: Callable[..., AbstractContextManager[None]],
) -> None:
    at = datetime(2026, 11, 30, 11, 2, tzinfo=UTC)
    with today_is(datetime(2026, 11, 30, 12, tzinfo=UTC)):
        assert (words.moment(at), words.moment_amid(at)) == ("Today, 11:02am", "today, 11:02am")
    with today_is(datetime(2026, 12, 1, 12, tzinfo=UTC)):
        assert words.moment_amid(at) == words.moment(at) == "Monday 30 November, 11:02am"
