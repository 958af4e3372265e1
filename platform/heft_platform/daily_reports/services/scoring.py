"""Score lessons: one, a whole day of one pupil, or one lesson of several pupils, each in the same few statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import and_, delete, insert, or_
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.orm import Session

from heft_platform.audit.services import record
from heft_platform.calendar import services as calendar
from heft_platform.daily_reports.models import DailyReport, EarlierReport, Score
from heft_platform.daily_reports.services.on_report import NOT_SCORED, ReportView, reports_of
from heft_platform.daily_reports.services.plans import NOTHING_AGREED, ReportPlanView
from heft_platform.plans.services import TargetView
from heft_platform.refusals import InTheFutureError
from heft_tenants.ids import uuid7
from heft_tenants.refusals import Refused


class NotOnReportError(Refused):
    """The programme is not running, or the report is not scored on this day."""


class ScoredProgramme(Protocol):
    """The programme whose lesson is scored."""

    @property
    def id(self) -> UUID: ...
    @property
    def pupil_id(self) -> UUID: ...
    @property
    def state(self) -> str: ...


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """How a lesson went for a pupil. `version` is that of the report when its form was opened: 0 if there was none."""

    programme: ScoredProgramme
    targets: Sequence[TargetView]
    period: int
    points: Mapping[UUID, int]
    plan: ReportPlanView = field(default=NOTHING_AGREED)
    was_missed: bool = False
    missed_because: str = ""
    comment: str = ""
    version: int = 0
    before: ReportView = field(default=NOT_SCORED)

    @property
    def unscored(self) -> list[TargetView]:
        """Return the targets without points on the scale; none are needed of a pupil who was not there."""
        known = range(self.plan.steps)
        return [one for one in self.targets if not self.was_missed and self.points.get(one.id) not in known]


class ScoresMissingError(Refused):
    """A target has no score, and the pupil was in the lesson."""

    def __init__(self, gaps: Sequence[tuple[Lesson, TargetView]]) -> None:
        self.gaps = gaps
        super().__init__(len(gaps))

    @property
    def targets(self) -> list[TargetView]:
        return [target for _, target in self.gaps]


class ScoredMeanwhileError(Refused):
    """Somebody else scored one of these lessons since the form was opened."""


def score_lessons(
    session: Session,
    *,
    lessons: Sequence[Lesson],
    day: date,
    scored_by: UUID,
    scorer_name: str,
    now: datetime,
    today: date,
) -> None:
    """Keep how lessons of a day went, all or none. What was scored before stays beside it, with who and when.

    :raises NotOnReportError: if a programme is not running, or a report is not scored on the day
    :raises InTheFutureError: if the day has not come
    :raises NotASchoolDayError: if there is no school on the day
    :raises ScoresMissingError: if a target has no score, and the pupil was there
    :raises ScoredMeanwhileError: if somebody else scored one of them since
    """
    _check(session, lessons, day, today)
    values = [_report_row(lesson, day, scored_by, scorer_name, now) for lesson in lessons]
    report_ids = _keep_reports(session, values)
    _keep_earlier(session, lessons)
    _keep_scores(session, lessons, report_ids)
    for lesson in {one.programme.id: one for one in lessons}.values():
        record(
            session,
            action="report.scored",
            thing="programme",
            thing_id=lesson.programme.id,
            pupil_id=lesson.programme.pupil_id,
            fields=("points", "was_missed", "comment"),
        )


def score_lesson(  # noqa: PLR0913  (a lesson, what happened in it, and who says so)
    session: Session,
    *,
    programme: ScoredProgramme,
    targets: Sequence[TargetView],
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
    plan: ReportPlanView = NOTHING_AGREED,
    missed_because: str = "",
) -> None:
    """Keep how one lesson went. See `score_lessons` for what is refused."""
    before = (
        reports_of(session, programme_id=programme.id, day=day).get(period, NOT_SCORED)
        if version
        else NOT_SCORED
    )
    lesson = Lesson(
        programme=programme,
        targets=targets,
        plan=plan,
        period=period,
        points=points,
        was_missed=was_missed,
        missed_because=missed_because,
        comment=comment,
        version=version,
        before=before,
    )
    score_lessons(
        session,
        lessons=[lesson],
        day=day,
        scored_by=scored_by,
        scorer_name=scorer_name,
        now=now,
        today=today,
    )


def _check(session: Session, lessons: Sequence[Lesson], day: date, today: date) -> None:
    if any(one.programme.state != "active" or not one.targets for one in lessons):
        raise NotOnReportError
    if day > today:
        raise InTheFutureError
    calendar.calendar_of_school(session).refuse_closed(day)
    if not all(one.plan.is_on(day) for one in lessons):
        raise NotOnReportError
    if gaps := [(one, target) for one in lessons for target in one.unscored]:
        raise ScoresMissingError(gaps)
    if any(one.version != one.before.version for one in lessons):
        raise ScoredMeanwhileError


def _report_row(
    lesson: Lesson, day: date, scored_by: UUID, scorer_name: str, now: datetime
) -> dict[str, Any]:
    return {
        "programme_id": lesson.programme.id,
        "id": lesson.before.id or uuid7(),
        "day": day,
        "period": lesson.period,
        "was_missed": lesson.was_missed,
        "missed_because": lesson.missed_because if lesson.was_missed else "",
        "steps": lesson.plan.steps,
        "comment": lesson.comment,
        "scored_by": scored_by,
        "scorer_name": scorer_name,
        "scored_at": now,
        "version": lesson.version + 1,
    }


def _keep_reports(session: Session, rows: list[dict[str, Any]]) -> dict[tuple[UUID, int], UUID]:
    """Write every report in one statement: none is written over that has another version by now."""
    new = upsert(DailyReport).values(rows)
    changed = ("was_missed", "missed_because", "steps", "comment", "scored_by", "scorer_name", "scored_at")
    written = new.on_conflict_do_update(
        index_elements=["org_id", "programme_id", "day", "period"],
        set_={name: new.excluded[name] for name in (*changed, "version")},
        where=DailyReport.version == new.excluded.version - 1,
    ).returning(DailyReport.programme_id, DailyReport.period, DailyReport.id)
    ids = {(row.programme_id, row.period): row.id for row in session.execute(written)}
    if len(ids) < len(rows):
        raise ScoredMeanwhileError
    return ids


def _keep_earlier(session: Session, lessons: Sequence[Lesson]) -> None:
    """Keep beside each report what it said until now."""
    earlier = [
        {
            "programme_id": one.programme.id,
            "report_id": one.before.id,
            "version": one.before.version,
            "was_missed": one.before.was_missed,
            "missed_because": one.before.missed_because,
            "steps": one.before.steps,
            "comment": one.before.comment,
            "points": {str(id_): points for id_, points in one.before.points.items()},
            "scored_by": one.before.scored_by,
            "scorer_name": one.before.scorer,
            "scored_at": one.before.scored_at,
        }
        for one in lessons
        if one.before.version
    ]
    if earlier:
        session.execute(insert(EarlierReport).values(earlier))


def _keep_scores(
    session: Session, lessons: Sequence[Lesson], report_ids: Mapping[tuple[UUID, int], UUID]
) -> None:
    again = [
        and_(Score.programme_id == one.programme.id, Score.report_id == one.before.id)
        for one in lessons
        if one.before.points
    ]
    if again:
        session.execute(delete(Score).where(or_(*again)))
    scores = [
        {
            "programme_id": one.programme.id,
            "report_id": report_ids[one.programme.id, one.period],
            "target_id": target.id,
            "points": one.points[target.id],
        }
        for one in lessons
        if not one.was_missed
        for target in one.targets
    ]
    if scores:
        session.execute(insert(Score).values(scores))
