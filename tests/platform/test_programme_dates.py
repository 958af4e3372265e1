"""When the steps of a programme are due, worked out on a school's calendar."""

from datetime import date

import pytest

from heft_platform.calendar.school_days import CalendarHorizonError, SchoolCalendar, TermDates
from heft_platform.library.reading import read_template
from heft_platform.library.services import ProgrammeTemplate, templates_of_the_project
from heft_platform.programmes.dates import PlannedStep, plan_steps

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
    name, text = next(one for one in templates_of_the_project() if "12" in one[0])
    return ProgrammeTemplate({**read_template(text, file_name=name), "version": 1})


def steps(calendar: SchoolCalendar = CALENDAR, first: date = FIRST_MEETING) -> dict[str, PlannedStep]:
    return {
        step.code: step for step in plan_steps(of_twelve_weeks(), first_meeting_on=first, calendar=calendar)
    }


def test_a_half_term_makes_no_school_week() -> None:
    assert steps()["review_8"].due_on == date(2026, 12, 3)


def test_a_step_on_a_training_day_moves_to_the_next_school_day_and_says_why() -> None:
    review = steps()["review_4"]

    assert review.due_on == date(2026, 11, 6)
    assert review.moved_because == "a staff training day"


def test_a_step_on_its_own_weekday_says_nothing_of_moving() -> None:
    assert steps()["review_8"].moved_because is None


def test_the_final_meeting_comes_after_the_holidays() -> None:
    final = steps()["final"]

    assert final.due_on == date(2027, 1, 14)
    assert final.is_final


def test_what_comes_before_the_first_meeting_is_counted_back() -> None:
    assert steps()["papers_in"].due_on == date(2026, 9, 24)


def test_no_date_is_guessed_past_the_end_of_the_calendar() -> None:
    with pytest.raises(CalendarHorizonError, match="spring term 2027"):
        steps(SchoolCalendar(terms=(AUTUMN,)))


def test_every_template_of_the_project_gives_dates_in_order() -> None:
    for name, text in templates_of_the_project():
        template = ProgrammeTemplate({**read_template(text, file_name=name), "version": 1})
        summer = TermDates(name="Summer term 2027", first_on=date(2027, 4, 12), last_on=date(2027, 7, 21))
        calendar = SchoolCalendar(terms=(AUTUMN, SPRING, summer))

        days = [one.due_on for one in plan_steps(template, first_meeting_on=FIRST_MEETING, calendar=calendar)]

        assert days == sorted(days), name
        assert all(calendar.is_school_day(day) for day in days), name
