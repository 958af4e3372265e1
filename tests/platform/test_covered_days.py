"""Days that are covered are found without looking at all of them, and none is missed."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from heft_platform.records.covered import CoveredDays, Span

FIRST = date(2024, 1, 1)
DAYS = st.integers(0, 400).map(lambda days: FIRST + timedelta(days=days))


@st.composite
def spans(draw: st.DrawFn) -> Span:
    first_on = draw(DAYS)
    last_on = draw(st.one_of(st.none(), st.integers(0, 90).map(lambda days: first_on + timedelta(days=days))))
    return Span(first_on=first_on, last_on=last_on, outside_id=draw(st.sampled_from([None, "1", "2", "3"])))


def _meet(one: Span, other: Span) -> bool:
    return one.first_on <= (other.last_on or date.max) and other.first_on <= (one.last_on or date.max)


@given(st.lists(spans(), max_size=8, unique_by=lambda one: one.outside_id or id(one)), spans())
def test_whatever_shares_a_day_is_found(several: list[Span], asked: Span) -> None:
    covered = CoveredDays()
    for one in several:
        covered.cover(one)

    found = covered.near(asked.first_on, asked.last_on, but="1")

    assert {one for one in several if _meet(one, asked) and one.outside_id != "1"} <= set(found)
    assert "1" not in {one.outside_id for one in found}


def test_what_was_let_go_covers_nothing_any_more() -> None:
    covered = CoveredDays()
    covered.cover(Span(first_on=FIRST, last_on=FIRST, outside_id="1"))
    covered.let_go("1")
    covered.let_go("1")

    assert covered.near(FIRST, FIRST, but="") == []


def test_of_thousands_of_days_only_those_of_the_month_are_looked_at() -> None:
    covered = CoveredDays()
    days = [FIRST + timedelta(days=2 * number) for number in range(3500)]
    for day in days:
        covered.cover(Span(first_on=day, last_on=day, outside_id=f"from {day}"))

    assert max(len(covered.near(day, day, but="")) for day in days) == 16
