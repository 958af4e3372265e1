"""Daily reports in full: every lesson that was scored, target by target."""

from datetime import date

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from heft_platform.daily_reports.models import DailyReport, PartOfDay, Score
from heft_platform.daily_reports.services.on_report import MISSED_WORDS
from heft_platform.full_lists import FullList, one_by_one
from heft_platform.plans import services as plans
from heft_platform.programmes import services as programmes
from heft_platform.pupils import services as pupils


def reports_in_full(session: Session, *, since: date, until: date) -> FullList:
    """Return what was scored from a day to another, in order. A lesson that was missed is one row without a target."""
    programme, pupil, target = (
        programmes.named_programmes(),
        pupils.named_pupils(),
        plans.named_targets(),
    )
    found = (
        select(
            *(DailyReport.day, func.coalesce(PartOfDay.label, func.concat("Lesson ", DailyReport.period))),
            *(programme.c.reference, pupil.c.name, pupil.c.class_name, target.c.statement, Score.points),
            *(DailyReport.steps, DailyReport.was_missed, DailyReport.missed_because, DailyReport.comment),
            *(DailyReport.scorer_name, DailyReport.scored_at),
        )
        .join(
            programme,
            and_(programme.c.org_id == DailyReport.org_id, programme.c.id == DailyReport.programme_id),
        )
        .join(pupil, and_(pupil.c.org_id == programme.c.org_id, pupil.c.id == programme.c.pupil_id))
        .outerjoin(
            PartOfDay,
            and_(PartOfDay.org_id == DailyReport.org_id, PartOfDay.number == DailyReport.period),
        )
        .outerjoin(
            Score,
            and_(
                Score.org_id == DailyReport.org_id,
                Score.programme_id == DailyReport.programme_id,
                Score.report_id == DailyReport.id,
            ),
        )
        .outerjoin(
            target,
            and_(
                target.c.org_id == Score.org_id,
                target.c.programme_id == Score.programme_id,
                target.c.id == Score.target_id,
            ),
        )
        .where(DailyReport.day.between(since, until))
        .order_by(DailyReport.day, DailyReport.period, programme.c.reference, target.c.place)
    )
    return FullList(
        headings=(
            *("Day", "Part of the day", "Programme", "Pupil", "Class", "Target", "Points", "Of"),
            *("Not in this lesson", "Where the pupil was", "Comment", "Scored by", "Scored at"),
        ),
        rows=(
            (
                *row[:7],
                row.steps - 1,
                *(row.was_missed, MISSED_WORDS.get(row.missed_because, ""), row.comment),
                *(row.scorer_name, row.scored_at),
            )
            for row in one_by_one(session, found)
        ),
    )
