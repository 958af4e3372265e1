"""Score a lesson, and see what the scores add up to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from heft_platform.audit.services import record
from heft_platform.calendar import services as calendar
from heft_platform.calendar.services import CalendarHorizonError
from heft_platform.daily_reports.models import DailyReport, Score
from heft_platform.daily_reports.progress import DayScore, Progress, work_out
from heft_platform.programmes import services as programmes
from heft_platform.programmes.services import ProgrammeLine, ProgrammeView, TargetView
from heft_tenants.refusals import Refused

__all__ = ["Progress"]

PERIODS = {1: "Lesson 1", 2: "Lesson 2", 3: "Lesson 3", 4: "Lunchtime", 5: "Lesson 4", 6: "Lesson 5"}
POINT_WORDS = {2: "Met", 1: "Partly met", 0: "Not yet"}


class NotOnReportError(Refused):
    """The programme is not running, so nothing is scored."""


class ScoresMissingError(Refused):
    """A target has no score, and the pupil was in the lesson; `targets` are those without one."""

    def __init__(self, targets: list[TargetView]) -> None:
        self.targets = targets
        super().__init__(len(targets))


class InTheFutureError(Refused):
    """The lesson has not been yet."""


class NoSchoolOnDayError(Refused):
    """There is no school on this day."""


class ScoredMeanwhileError(Refused):
    """Somebody else scored this lesson since the form was opened."""


@dataclass(frozen=True, kw_only=True)
class ReportView:
    """A lesson as it was scored; version 0 when it was not yet."""

    was_missed: bool
    comment: str
    points: Mapping[UUID, int]
    scorer: str
    scored_at: datetime | None
    version: int


@dataclass(frozen=True, kw_only=True)
class PupilOnReport:
    """A pupil on report, with the lessons of a day that are scored."""

    line: ProgrammeLine
    targets: list[TargetView]
    scored: frozenset[int]


NOT_SCORED = ReportView(was_missed=False, comment="", points={}, scorer="", scored_at=None, version=0)


def pupils_on_report(session: Session, *, day: date, today: date) -> list[PupilOnReport]:
    """Return everybody on report, by class and initials, with what is scored of a day."""
    running = [line for line in programmes.open_programmes(session, today=today) if line.state == "active"]
    targets = programmes.targets_by_programme(session, programme_ids=[line.id for line in running])
    scored: dict[UUID, set[int]] = {}
    done = select(DailyReport.programme_id, DailyReport.period).where(DailyReport.day == day)
    for programme_id, period in session.execute(done):
        scored.setdefault(programme_id, set()).add(period)
    everybody = [
        PupilOnReport(line=line, targets=targets[line.id], scored=frozenset(scored.get(line.id, ())))
        for line in running
    ]
    return sorted(
        everybody, key=lambda one: (one.line.pupil_group, one.line.pupil_initials, one.line.reference)
    )


def lesson(session: Session, *, programme_id: UUID, day: date, period: int) -> ReportView:
    """Return a lesson as it was scored, or as not scored yet."""
    report = _report(session, programme_id, day, period)
    if report is None:
        return NOT_SCORED
    scores = select(Score).where(Score.programme_id == programme_id, Score.report_id == report.id)
    return ReportView(
        was_missed=report.was_missed,
        comment=report.comment,
        points={score.target_id: score.points for score in session.scalars(scores)},
        scorer=report.scorer_name,
        scored_at=report.scored_at,
        version=report.version,
    )


def score_lesson(  # noqa: PLR0913  (a lesson, what happened in it, and who says so)
    session: Session,
    *,
    programme: ProgrammeLine,
    targets: list[TargetView],
    day: date,
    period: int,
    points: Mapping[UUID, int],
    was_missed: bool,
    comment: str,
    version: int,
    scored_by: UUID,
    scorer_name: str,
    now: datetime,
    today: date,
) -> None:
    """Keep how a lesson went. `version` is that of the lesson when its form was opened: 0 if it was not scored.

    :raises NotOnReportError: if the programme is not running
    :raises InTheFutureError: if the lesson has not been yet
    :raises NoSchoolOnDayError: if there is no school on the day
    :raises ScoresMissingError: if a target has no score, and the pupil was there
    :raises ScoredMeanwhileError: if somebody else scored it since
    """
    if programme.state != "active" or not targets:
        raise NotOnReportError
    if day > today:
        raise InTheFutureError
    if not calendar.calendar_of_school(session).is_school_day(day):
        raise NoSchoolOnDayError
    if not was_missed and (unscored := [target for target in targets if target.id not in points]):
        raise ScoresMissingError(unscored)
    report = _report(session, programme.id, day, period, to_change=True)
    if (report.version if report else 0) != version:
        raise ScoredMeanwhileError

    report = report or DailyReport(programme_id=programme.id, day=day, period=period)
    report.was_missed, report.comment = was_missed, comment
    report.scored_by, report.scorer_name, report.scored_at = scored_by, scorer_name, now
    try:
        with (
            session.begin_nested()
        ):  # the scores refer to the report, and who is second to write it learns so here
            session.add(report)
    except IntegrityError as conflict:
        raise ScoredMeanwhileError from conflict
    session.execute(delete(Score).where(Score.programme_id == programme.id, Score.report_id == report.id))
    if not was_missed:
        kept = [
            Score(programme_id=programme.id, report_id=report.id, target_id=id_, points=n)
            for id_, n in points.items()
        ]
        session.add_all(kept)
    record(
        session,
        action="report.scored",
        thing="programme",
        thing_id=programme.id,
        pupil_id=programme.pupil_id,
        fields=("points", "was_missed", "comment"),
    )


def progress_of(session: Session, *, programme: ProgrammeView, today: date) -> Progress:
    """Return how it is going, from everything that was scored. A visitor without this section gets nothing to see."""
    days = (
        select(DailyReport.day, Score.target_id, func.sum(Score.points), func.count())
        .join(
            Score,
            (Score.org_id == DailyReport.org_id)
            & (Score.programme_id == DailyReport.programme_id)
            & (Score.report_id == DailyReport.id),
        )
        .where(DailyReport.programme_id == programme.id)
        .group_by(DailyReport.day, Score.target_id)
        .order_by(DailyReport.day)
    )
    scores = [
        DayScore(day=day, target_id=target, points=int(points), lessons=lessons)
        for day, target, points, lessons in session.execute(days)
    ]
    targets = [(target.id, target.statement) for target in programme.targets]
    until = min(programme.closed_on or today, today)
    weeks = _weeks(session, programme.started_on, until) if scores else []
    return work_out(targets=targets, scores=scores, weeks=weeks)


def _weeks(session: Session, start: date, until: date) -> list[tuple[int, date, int]]:
    school_days = calendar.calendar_of_school(session)
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


def _report(
    session: Session, programme_id: UUID, day: date, period: int, *, to_change: bool = False
) -> DailyReport | None:
    of_lesson = select(DailyReport).where(
        DailyReport.programme_id == programme_id, DailyReport.day == day, DailyReport.period == period
    )
    if to_change:
        of_lesson = of_lesson.with_for_update(key_share=True).execution_options(populate_existing=True)
    return session.scalar(of_lesson)
