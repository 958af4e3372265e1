"""What the daily reports of a programme add up to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from heft_platform.calendar import services as calendar
from heft_platform.calendar.services import CalendarHorizonError, SchoolCalendar
from heft_platform.daily_reports.models import DailyReport, Score
from heft_platform.daily_reports.progress import DayScore, Progress, work_out
from heft_platform.named import PROGRAMME
from heft_platform.programmes.services import ProgrammeView, ProgrammeWithTargets
from heft_tenants.together import Question, Statement, ask_together, built_once


def progress_of(
    session: Session,
    *,
    programme: ProgrammeView | ProgrammeWithTargets,
    today: date,
    school_days: SchoolCalendar | None = None,
) -> Progress:
    """Return how it is going, from everything that was scored. A visitor without this section gets nothing to see.

    Who has the school's calendar at hand gives it along, so that it is not read again.
    """
    asked = progress_asked(programme=programme, today=today)
    ask_together(session, asked)
    if school_days is None and isinstance(programme, ProgrammeView):
        school_days = programme.school_days
    if school_days is None and asked.answer.needs_calendar:
        school_days = calendar.calendar_of_school(session)
    return asked.answer.on(school_days)


@dataclass(frozen=True, kw_only=True)
class Scored:
    """What was scored, before it is laid over the school's calendar."""

    programme: ProgrammeView | ProgrammeWithTargets
    scores: tuple[DayScore, ...]
    today: date

    @property
    def needs_calendar(self) -> bool:
        return bool(self.scores)

    def on(self, school_days: SchoolCalendar | None) -> Progress:
        """Return how it is going, week by week of a calendar."""
        programme = self.programme
        until = min(programme.closed_on or self.today, self.today)
        is_known = school_days is not None and self.scores
        return work_out(
            targets=[(target.id, target.statement) for target in programme.targets],
            scores=self.scores,
            weeks=_weeks(school_days, programme.started_on, until) if school_days and is_known else [],
        )


def progress_asked(*, programme: ProgrammeView | ProgrammeWithTargets, today: date) -> Question[Scored]:
    """Ask for everything that was scored, for pages that ask for more at once."""

    def read(rows: Sequence[Any]) -> Scored:
        scores = tuple(
            DayScore(day=day, target_id=target, points=int(points), lessons=lessons, steps=steps)
            for day, target, steps, points, lessons in rows
        )
        return Scored(programme=programme, scores=scores, today=today)

    return Question(read, _points_of_days(), programme=programme.id)


@built_once
def _points_of_days() -> Statement:
    return (
        select(DailyReport.day, Score.target_id, DailyReport.steps, func.sum(Score.points), func.count())
        .join(
            Score,
            (Score.org_id == DailyReport.org_id)
            & (Score.programme_id == DailyReport.programme_id)
            & (Score.report_id == DailyReport.id),
        )
        .where(DailyReport.programme_id == PROGRAMME)
        .group_by(DailyReport.day, Score.target_id, DailyReport.steps)
        .order_by(DailyReport.day)
    )


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
