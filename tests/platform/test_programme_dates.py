"""When the milestones of a programme are due, worked out on a school's calendar."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heft_platform.calendar.school_days import CalendarHorizonError, SchoolCalendar, TermDates
from heft_platform.library.programme_template import ProgrammeTemplate
from heft_platform.programmes.dates import PlannedMilestone, plan_milestones
from heft_testing.bodies import BODIES

AUTUMN = TermDates(
    name="Autumn term 2026",
    first_on=date(2026, 9, 2),
    last_on=date(2026, 12, 18),
    break_from=date(2026, 10, 26),
    break_to=date(2026, 10, 30),
)
SPRING = TermDates(
    name="Spring term 2027",
    first_on=date(2027, 1, 5),
    last_on=date(2027, 3, 25),
    break_from=date(2027, 2, 15),
    break_to=date(2027, 2, 19),
)
TRAINING_DAY = date(2026, 11, 5)
CALENDAR = SchoolCalendar(terms=(AUTUMN, SPRING), closed={TRAINING_DAY: "a staff training day"})
FIRST_MEETING = date(2026, 10, 1)


def of_twelve_weeks() -> ProgrammeTemplate:
    return ProgrammeTemplate({**BODIES["hillingdon-12-week.yaml"], "version": 1})


def milestones(
    calendar: SchoolCalendar = CALENDAR, first: date = FIRST_MEETING
) -> dict[str, PlannedMilestone]:
    return {
        milestone.code: milestone
        for milestone in plan_milestones(of_twelve_weeks(), first_meeting_on=first, calendar=calendar)
    }


def test_a_half_term_makes_no_school_week() -> None:
    assert milestones()["review_8"].due_on == date(2026, 12, 3)


def test_a_step_on_a_training_day_moves_to_the_next_school_day_and_says_why() -> None:
    review = milestones()["review_4"]

    assert review.due_on == date(2026, 11, 6)
    assert review.moved_because == "a staff training day"


def test_a_step_on_its_own_weekday_says_nothing_of_moving() -> None:
    assert milestones()["review_8"].moved_because is None


def test_the_final_meeting_comes_after_the_holidays() -> None:
    final = milestones()["final"]

    assert final.due_on == date(2027, 1, 14)
    assert final.is_final


def test_what_comes_before_the_first_meeting_is_counted_back() -> None:
    assert milestones()["papers_in"].due_on == date(2026, 9, 24)


def test_no_date_is_guessed_past_the_end_of_the_calendar() -> None:
    with pytest.raises(CalendarHorizonError, match="spring term 2027"):
        milestones(SchoolCalendar(terms=(AUTUMN,)))


SUMMER = TermDates(name="Summer term 2027", first_on=date(2027, 4, 12), last_on=date(2027, 7, 21))
NEXT_YEAR = TermDates(name="Autumn term 2027", first_on=date(2027, 9, 2), last_on=date(2027, 12, 17))
YEAR = SchoolCalendar(
    terms=(AUTUMN, SPRING, SUMMER, NEXT_YEAR), closed={TRAINING_DAY: "a staff training day"}
)
TEMPLATES = {name.removesuffix(".yaml"): ProgrammeTemplate(body) for name, body in BODIES.items()}
FIRST_DAYS = st.sampled_from(list(YEAR.school_days_between(date(2026, 10, 1), date(2027, 7, 21))))


def of(
    name: str, first: date = FIRST_MEETING, calendar: SchoolCalendar = YEAR
) -> dict[str, PlannedMilestone]:
    return {
        milestone.code: milestone
        for milestone in plan_milestones(TEMPLATES[name], first_meeting_on=first, calendar=calendar)
    }


@settings(max_examples=60, deadline=None)
@given(first=FIRST_DAYS, name=st.sampled_from(sorted(TEMPLATES)))
def test_every_template_gives_school_days_in_order_within_its_longest_length(first: date, name: str) -> None:
    template = TEMPLATES[name]

    planned = plan_milestones(template, first_meeting_on=first, calendar=YEAR)

    days = [one.due_on for one in planned]
    assert days == sorted(days)
    assert all(YEAR.is_school_day(day) for day in days)
    assert all(one.week <= template.duration.max_weeks for one in planned)
    assert {one.due_on for one in planned if one.is_anchor} == {first}
    assert len({one.code for one in planned}) == len(planned)
    assert {template.milestone(one.code).id for one in planned} == {one.id for one in template.milestones}
    assert [one.is_final for one in planned].count(True) == 1
    assert planned[-1].is_final
    if template.counts_school_weeks:
        last = YEAR.same_weekday_after_school_weeks(first, template.duration.max_weeks)
        assert days[-1] <= YEAR.next_school_day(last)


def test_a_step_repeats_up_to_the_one_that_ends_it() -> None:
    planned = of("part-time-timetable-6-week")

    assert [code for code in planned if code.startswith("weekly")] == [
        "weekly",
        "weekly:2",
        "weekly:3",
        "weekly:4",
        "weekly:5",
    ]
    assert planned["weekly:5"].label == "Weekly review, week 5"
    assert planned["weekly:5"].due_on < planned["full_time"].due_on


def test_weeks_of_the_calendar_run_on_through_the_holidays() -> None:
    planned = of("part-time-timetable-6-week")

    assert planned["weekly:4"].due_on == date(2026, 11, 2)
    assert planned["weekly:4"].moved_because == "in the holidays"
    assert planned["full_time"].due_on == date(2026, 11, 12)


def test_repeats_that_holidays_move_onto_one_day_are_held_once() -> None:
    planned = of("part-time-timetable-6-week", first=date(2026, 12, 10))

    weekly = [one.due_on for code, one in planned.items() if code.startswith("weekly")]
    assert weekly == [
        date(2026, 12, 17),
        date(2027, 1, 5),
        date(2027, 1, 7),
        date(2027, 1, 14),
    ]


def test_a_date_that_is_set_later_is_the_last_possible_one_until_then() -> None:
    closing = of("open-ended-8-16-week")["closing"]

    assert closing.window == (date(2026, 12, 3), date(2027, 2, 11))
    assert closing.due_on == date(2027, 2, 11)
    assert closing.is_final


def test_days_before_the_first_are_school_days_too() -> None:
    planned = of("part-time-timetable-6-week", first=date(2026, 11, 2))

    assert planned["reintegration_meeting"].due_on == date(2026, 10, 23)
    assert planned["start"].due_on == date(2026, 11, 2)


def test_a_step_says_whether_it_may_be_left_out_and_what_it_is() -> None:
    planned = of("six-week")

    assert [(one.requirement, one.group, one.meeting) for one in planned.values()] == [
        ("required", None, "planning"),
        ("optional", "interim", None),
        ("required", None, "review"),
    ]


def test_no_repeat_is_guessed_past_the_end_of_the_calendar() -> None:
    with pytest.raises(CalendarHorizonError, match="spring term 2027"):
        of("open-ended-8-16-week", calendar=SchoolCalendar(terms=(AUTUMN,)))
