"""What a template wants people told of by e-mail reaches those whom it names, on its days and on no others."""

from collections.abc import Callable, Collection
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, time

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from heft_platform.accounts import services as accounts
from heft_platform.calendar.services import SchoolCalendar, calendar_of_school
from heft_platform.gathering.models import AskedFor
from heft_platform.plans import services as plans
from heft_platform.programmes import services as programmes
from heft_platform.programmes.models import Programme
from heft_platform.sessions import services as sessions
from heft_platform.today.nudging import nudges_of
from heft_platform.today.reading import read_for_nudges
from heft_testing.browser import Browser
from heft_testing.doing import Started, a_school_day
from heft_testing.other_rules import let
from heft_testing.templates import begin

ActingAs = Callable[..., AbstractContextManager[Session]]
TodayIs = Callable[[datetime], AbstractContextManager[None]]
FIRST = a_school_day()
SAM, DANIEL, RUTH = "Sam Patel", "Daniel Lee", "Ruth Okonjo"


def told(session: Session, day: date, *, about: date) -> set[str]:
    """Return the names of those who are told on a day of what is due on another."""
    names = accounts.names_of_all(session)
    found = read_for_nudges(session, day=day, school_days=calendar_of_school(session))
    return {names[one.person_id] for one in nudges_of(found) if one.on_day == about}


def days_on_which_told(
    session: Session, school_days: SchoolCalendar, *, about: date, around: Collection[int]
) -> dict[int, set[str]]:
    """Return by school days before or after the day who is told of it; days on which nobody is, are not in it."""
    by_day = {
        count: told(session, school_days.add_school_days(about, count), about=about) for count in around
    }
    return {count: people for count, people in by_day.items() if people}


def test_a_document_that_is_late_is_told_to_the_coordinator(acting_as: ActingAs) -> None:
    with acting_as("sam-patel") as session:
        programme = begin(session, "Part-time timetable", on=FIRST)
        asked = select(AskedFor.due_on).where(AskedFor.programme_id == programme.id)
        due_on = session.scalars(asked.order_by(AskedFor.due_on.desc())).first()
        assert due_on is not None

        found = days_on_which_told(session, calendar_of_school(session), about=due_on, around=range(1, 5))

    assert {count for count, people in found.items() if SAM in people} == {1, 2}


def test_a_target_that_is_to_be_looked_at_is_told_three_days_and_one_day_before(acting_as: ActingAs) -> None:
    with acting_as("sam-patel") as session:
        programme, school_days = begin(session, "8 to 16 weeks", on=FIRST), calendar_of_school(session)
        look_on = school_days.add_school_days(FIRST, 9)
        plans.add_target(
            session,
            programme=programmes.hold_programme(session, programme_id=programme.id),
            statement="I start my work",
            success="First line written",
            measure=programme.template.measures()[0][0],
            review_on=look_on,
        )
        session.flush()

        found = days_on_which_told(session, school_days, about=look_on, around=range(-5, 1))

    assert found == {-3: {DANIEL, SAM}, -1: {DANIEL, SAM}}


def test_a_template_gives_notice_as_long_before_as_it_says(acting_as: ActingAs) -> None:
    with acting_as("sam-patel") as session:
        programme, school_days = begin(session, "8 to 16 weeks", on=FIRST), calendar_of_school(session)
        let(session, programme, "notices.target_due.timing", {"school_days_before": 60})
        look_on = school_days.add_school_days(FIRST, 65)
        plans.add_target(
            session,
            programme=programmes.hold_programme(session, programme_id=programme.id),
            statement="I start my work",
            success="First line written",
            measure=programme.template.measures()[0][0],
            review_on=look_on,
        )
        session.flush()

        found = days_on_which_told(session, school_days, about=look_on, around=(-61, -60, -59))

    assert found == {-60: {DANIEL, SAM}}


def test_those_are_told_whom_the_programmes_own_template_names_and_not_the_clusters(
    acting_as: ActingAs,
) -> None:
    with acting_as("sam-patel") as session:
        programme, school_days = begin(session, "8 to 16 weeks", on=FIRST), calendar_of_school(session)
        let(session, programme, "notices.longest_length.to", ["plan_lead"])
        let(session, programme, "notices.longest_length.timing", {"school_days_before": 7})
        ends_on = school_days.add_school_weeks(programme.started_on, 16)

        found = days_on_which_told(session, school_days, about=ends_on, around=range(-16, 1))

    assert {count for count, people in found.items() if SAM in people} == {-7, -5}
    assert not any(RUTH in people for people in found.values())


def test_the_longest_length_is_told_to_whoever_leads_the_plan_and_the_school(acting_as: ActingAs) -> None:
    with acting_as("sam-patel") as session:
        programme, school_days = begin(session, "8 to 16 weeks", on=FIRST), calendar_of_school(session)
        ends_on = school_days.add_school_weeks(programme.started_on, 16)

        found = days_on_which_told(session, school_days, about=ends_on, around=range(-16, 1))

    assert {count for count, people in found.items() if RUTH in people} == {-15, -5}
    assert all(SAM in found[count] for count in (-15, -5))


def test_an_extension_and_a_pause_put_off_the_longest_length(acting_as: ActingAs) -> None:
    with acting_as("sam-patel") as session:
        programme, school_days = begin(session, "8 to 16 weeks", on=FIRST), calendar_of_school(session)
        longer = update(Programme).where(Programme.id == programme.id)
        session.execute(longer.values(extended_weeks=1, school_days_lost=3))
        before = school_days.add_school_weeks(programme.started_on, 16)
        ends_on = school_days.add_school_days(school_days.add_school_weeks(programme.started_on, 17), 3)

        found = [
            days_on_which_told(session, school_days, about=day, around=(-5,)) for day in (before, ends_on)
        ]

    assert found == [{}, {-5: {RUTH, SAM}}]


def when_told_of_a_missed_session(session: Session) -> dict[int, set[str]]:
    """Return on which school day after a session that nobody recorded who is told of it."""
    school_days = calendar_of_school(session)
    later = school_days.add_school_days(FIRST, 20)
    [programme] = programmes.programmes_at_work(session)
    cadence = sessions.cadences_of(session, several=[programme], today=later, school_days=school_days)
    since = cadence[programme.id].overdue_since
    assert since is not None
    return days_on_which_told(session, school_days, about=since, around=range(1, 9))


def test_a_session_that_was_missed_is_told_to_the_coordinator_once_grace_is_over(
    acting_as: ActingAs, running: Started
) -> None:
    with acting_as("sam-patel") as session:
        found = when_told_of_a_missed_session(session)

    assert list(found.values()) == [{SAM}]


def test_a_missed_session_is_told_to_whom_the_template_says_even_if_it_has_no_notice_of_it(
    acting_as: ActingAs,
) -> None:
    with acting_as("sam-patel") as session:
        begin(session, "8 to 16 weeks", on=FIRST)

        assert when_told_of_a_missed_session(session) == {3: {SAM}}


def test_a_daily_report_that_nobody_keeps_any_more_is_told_to_whom_the_template_says(
    browser_of: Callable[[str], Browser], acting_as: ActingAs, today_is: TodayIs, running: Started
) -> None:
    with acting_as("sam-patel") as session:
        school_days = calendar_of_school(session)
        since = school_days.add_school_days(FIRST, 1)
        never_scored = days_on_which_told(session, school_days, about=since, around=range(1, 5))
    assert never_scored == {}
    with today_is(datetime.combine(FIRST, time(15), tzinfo=UTC)):
        daniel = browser_of("daniel-lee")
        daniel.visit(f"/s/oakfield/reports/{running.reference}/{FIRST.isoformat()}/1")
        daniel.press("Save and next pupil", **{"target-1": "2"})
    with acting_as("sam-patel") as session:
        found = days_on_which_told(session, school_days, about=since, around=range(1, 8))

    assert found == {3: {DANIEL}}
