"""Who is on report on a day, with what, and what is scored of it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, any_, select
from sqlalchemy.orm import Session

from heft_platform.calendar import services as calendar
from heft_platform.calendar.services import CalendarHorizonError
from heft_platform.daily_reports.models import DailyReport, EarlierReport, Score
from heft_platform.daily_reports.services.parts import Part, parts_asked, parts_of_day
from heft_platform.daily_reports.services.plans import (
    NOTHING_AGREED,
    ReportPlanView,
    report_plans,
    report_plans_asked,
)
from heft_platform.named import DAY, PROGRAMME, PROGRAMMES
from heft_platform.plans.services import TargetView, targets_asked, targets_by_programme
from heft_platform.programmes import services as programmes
from heft_platform.programmes.services import RunningProgramme
from heft_tenants.together import Question, Statement, ask_together, built_once

MISSED_WORDS = {"absent": "Absent from school", "elsewhere": "Somewhere else in school"}


@dataclass(frozen=True, kw_only=True)
class EarlierView:
    """A lesson as somebody scored it before somebody scored it again."""

    was_missed: bool
    comment: str
    points: Mapping[str, int]  # by the target's id, as text
    steps: int
    scorer: str
    scored_at: datetime


@dataclass(frozen=True, kw_only=True)
class ReportView:
    """A lesson as it was scored; version 0 when it was not yet. `earlier` is what was said before, the newest first."""

    id: UUID | None = None
    was_missed: bool = False
    missed_because: str = ""
    comment: str = ""
    steps: int = 3
    points: Mapping[UUID, int] = field(default_factory=dict)
    scorer: str = ""
    scored_by: UUID | None = None
    scored_at: datetime | None = None
    version: int = 0
    earlier: tuple[EarlierView, ...] = ()


NOT_SCORED = ReportView()


@dataclass(frozen=True, kw_only=True)
class PupilOnReport:
    """A pupil on report, with the parts of a day that are scored, by number, and in which version."""

    line: RunningProgramme
    plan: ReportPlanView
    parts: tuple[Part, ...]
    targets: list[TargetView]
    versions: Mapping[int, int]

    @property
    def scored(self) -> frozenset[int]:
        return frozenset(self.versions)

    @property
    def scored_again(self) -> frozenset[int]:
        return frozenset(number for number, version in self.versions.items() if version > 1)

    @property
    def to_score(self) -> list[Part]:
        return [part for part in self.parts if part.number not in self.versions]

    def is_on(self, day: date) -> bool:
        """Say whether anything is scored on a day: as it was agreed, or unasked if the template looks every day."""
        is_asked = bool(self.plan.number) or self.line.is_looked_at_daily
        return is_asked and bool(self.targets) and self.plan.is_on(day)

    def part(self, number: int) -> Part | None:
        return next((part for part in self.parts if part.number == number), None)


def pupils_on_report(session: Session, *, day: date) -> list[PupilOnReport]:
    """Return everybody on report on a day, by class and initials, with what is scored of it."""
    running = programmes.running_programmes(session)
    ids = [line.id for line in running]
    targets = targets_by_programme(session, programme_ids=ids)
    plans = report_plans(session, programme_ids=ids, day=day)
    parts = parts_of_day(session, day=day)
    versions: dict[UUID, dict[int, int]] = {}
    done = select(DailyReport.programme_id, DailyReport.period, DailyReport.version)
    for row in session.execute(done.where(DailyReport.day == day)):
        versions.setdefault(row.programme_id, {})[row.period] = row.version
    everybody = [
        _on_report(
            line, plans.get(line.id, NOTHING_AGREED), parts, targets[line.id], versions.get(line.id, {})
        )
        for line in running
    ]
    return [one for one in everybody if one.is_on(day)]


def why_no_school(session: Session, *, day: date) -> str | None:
    """Return why there is no school on a day, in words; None if there is, or if nobody knows yet."""
    try:
        return calendar.calendar_of_school(session).why_no_school(day)
    except CalendarHorizonError:
        return None


def pupil_on_report(
    session: Session, *, reference: str, day: date, is_named: bool = True
) -> tuple[PupilOnReport, dict[int, ReportView]] | None:
    """Return a pupil on report with every part of a day as it was scored; None if there is none here."""
    line = programmes.running_programme(session, reference=reference, is_named=is_named)
    if line is None:
        return None
    targets = targets_asked(programme=line.id)
    plans = report_plans_asked(programme_ids=[line.id], day=day)
    reports = Question(_with_points, _reports_of_day(), programme=line.id, day=day)
    parts = parts_asked(day=day)
    ask_together(session, targets, plans, reports, parts)
    scored = {report.period: view for report, view in reports.answer}
    versions = {number: report.version for number, report in scored.items()}
    plan = plans.answer.get(line.id, NOTHING_AGREED)
    return _on_report(line, plan, parts.answer, list(targets.answer), versions), scored


def reports_of(session: Session, *, programme_id: UUID, day: date) -> dict[int, ReportView]:
    """Return the parts of a pupil’s day that were scored, by number, without what was said before."""
    found = Question(_with_points, _reports_of_day(), programme=programme_id, day=day).ask(session)
    return {report.period: view for report, view in found}


def lessons_of(
    session: Session, *, programme_ids: Collection[UUID], day: date, period: int
) -> dict[UUID, ReportView]:
    """Return one part of a day of several pupils as it was scored, by programme."""
    of_lesson = _scored(DailyReport.programme_id == any_(PROGRAMMES), DailyReport.day == DAY).where(
        DailyReport.period == period
    )
    found = Question(_with_points, of_lesson, programmes=list(programme_ids), day=day).ask(session)
    return {report.programme_id: view for report, view in found}


@built_once
def _reports_of_day() -> Statement:
    return _scored(DailyReport.programme_id == PROGRAMME, DailyReport.day == DAY)


def _scored(*which: ColumnElement[bool]) -> Select[DailyReport, UUID, int]:
    return (
        select(DailyReport, Score.target_id, Score.points)
        .outerjoin(
            Score,
            and_(
                Score.org_id == DailyReport.org_id,
                Score.programme_id == DailyReport.programme_id,
                Score.report_id == DailyReport.id,
            ),
        )
        .where(*which)
    )


def _with_points(found: Iterable[Any]) -> list[tuple[DailyReport, ReportView]]:
    reports: dict[UUID, DailyReport] = {}
    points: dict[UUID, dict[UUID, int]] = {}
    for report, target_id, given in found:
        reports[report.id] = report
        if target_id is not None:
            points.setdefault(report.id, {})[target_id] = given
    return [(report, _view(report, points.get(id_, {}))) for id_, report in reports.items()]


def _view(report: DailyReport, points: Mapping[UUID, int]) -> ReportView:
    return ReportView(
        id=report.id,
        was_missed=report.was_missed,
        missed_because=report.missed_because,
        comment=report.comment,
        steps=report.steps,
        points=points,
        scorer=report.scorer_name,
        scored_by=report.scored_by,
        scored_at=report.scored_at,
        version=report.version,
    )


def earlier_of(session: Session, *, programme_id: UUID, report_id: UUID) -> tuple[EarlierView, ...]:
    """Return what was said of a lesson before it was scored again, the newest first."""
    before = (
        select(EarlierReport)
        .where(EarlierReport.programme_id == programme_id, EarlierReport.report_id == report_id)
        .order_by(EarlierReport.version.desc())
    )
    return tuple(
        EarlierView(
            was_missed=one.was_missed,
            comment=one.comment,
            points=one.points,
            steps=one.steps,
            scorer=one.scorer_name,
            scored_at=one.scored_at,
        )
        for one in session.scalars(before)
    )


def _on_report(
    line: RunningProgramme,
    plan: ReportPlanView,
    parts: tuple[Part, ...],
    targets: list[TargetView],
    versions: dict[int, int],
) -> PupilOnReport:
    return PupilOnReport(
        line=line,
        plan=plan,
        parts=plan.parts_of(parts),
        targets=plan.targets_of(targets),
        versions=versions,
    )
