"""What the daily reports of a programme add up to."""

from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from heft_platform.calendar import services as calendar
from heft_platform.calendar.services import CalendarHorizonError, SchoolCalendar
from heft_platform.daily_reports.models import DailyReport, Score
from heft_platform.daily_reports.progress import DayScore, Progress, work_out
from heft_platform.programmes.services import ProgrammeBrief, ProgrammeView


def progress_of(
    session: Session,
    *,
    programme: ProgrammeView | ProgrammeBrief,
    today: date,
    school_days: SchoolCalendar | None = None,
) -> Progress:
    """Return how it is going, from everything that was scored. A visitor without this section gets nothing to see.

    Who has the school's calendar at hand gives it along, so that it is not read again.
    """
    days = (
        select(DailyReport.day, Score.target_id, DailyReport.steps, func.sum(Score.points), func.count())
        .join(
            Score,
            (Score.org_id == DailyReport.org_id)
            & (Score.programme_id == DailyReport.programme_id)
            & (Score.report_id == DailyReport.id),
        )
        .where(DailyReport.programme_id == programme.id)
        .group_by(DailyReport.day, Score.target_id, DailyReport.steps)
        .order_by(DailyReport.day)
    )
    scores = [
        DayScore(day=day, target_id=target, points=int(points), lessons=lessons, steps=steps)
        for day, target, steps, points, lessons in session.execute(days)
    ]
    targets = [(target.id, target.statement) for target in programme.targets]
    until = min(programme.closed_on or today, today)
    known = (school_days or calendar.calendar_of_school(session)) if scores else None
    weeks = _weeks(known, programme.started_on, until) if known else []
    return work_out(targets=targets, scores=scores, weeks=weeks)


def _weeks(school_days: SchoolCalendar, start: date, until: date) -> list[tuple[int, date, int]]:
    counted: dict[date, int] = {}
    day = start
    while day <= until:
        try:
            is_school_day = school_days.is_school_day(day)
        except CalendarHorizonError:
            break
        if is_school_day:
            monday = day - timedelta(days=day.weekday())
            counted[monday] = counted.get(monday, 0) + 1
        day += timedelta(days=1)
    return [(number, monday, days) for number, (monday, days) in enumerate(counted.items(), start=1)]
