"""How much of a day is still to be scored, and when anything was last, without reading any report."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, SmallInteger, func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from heft_platform.daily_reports.models import DailyReport, ReportPlan
from heft_platform.daily_reports.services.parts import Part, parts_asked
from heft_platform.daily_reports.services.plans import NOTHING_AGREED, ReportPlanView
from heft_platform.named import DAY
from heft_tenants.ids import among
from heft_tenants.together import Question, Statement, built_once


def last_scored(session: Session, *, programme_ids: Collection[UUID]) -> dict[UUID, date]:
    """Return the last day of which anything was scored, of those programmes of which anything was."""
    found = select(DailyReport.programme_id, func.max(DailyReport.day).label("day"))
    found = found.where(among(DailyReport.programme_id, programme_ids)).group_by(DailyReport.programme_id)
    return {row.programme_id: row.day for row in session.execute(found)}


def left_to_score_asked(
    *, programme_ids: Collection[UUID], unasked: Collection[UUID], day: date
) -> Question[dict[UUID, list[Part]]]:
    """Ask for the parts of a day that nobody has scored yet, of each of some running programmes that have targets.

    Those of `unasked` are scored every day; the others only if a report was agreed.
    """
    parts = parts_asked(day=day)

    def read(divided: Sequence[Any], agreed: Sequence[Any], done: Sequence[Any]) -> dict[UUID, list[Part]]:
        of_day = parts.read(divided)
        plans = {row.programme_id: _plan(row) for row in agreed}
        scored = {row.programme_id: set(row.scored) for row in done}
        left = {}
        for one in programme_ids:
            plan = plans.get(one, NOTHING_AGREED)
            if (plan.number or one in unasked) and plan.is_on(day):
                left[one] = [part for part in plan.parts_of(of_day) if part.number not in scored.get(one, ())]
        return {one: several for one, several in left.items() if several}

    return Question(read, *parts.statements, _agreed(), _scored(), day=day)


def _plan(row: Any) -> ReportPlanView:
    return replace(
        NOTHING_AGREED,
        number=row.number,
        from_on=row.from_on,
        until_on=row.until_on,
        weekdays=row.weekdays,
        parts=tuple(row.parts),
    )


@built_once
def _agreed() -> Statement:
    """Ask for the report that was agreed last of each programme."""
    agreed = select(
        ReportPlan.programme_id,
        ReportPlan.number,
        ReportPlan.from_on,
        ReportPlan.until_on,
        ReportPlan.weekdays,
        ReportPlan.parts,
    )
    last = agreed.where(ReportPlan.from_on <= DAY).ext(distinct_on(ReportPlan.programme_id))
    return last.order_by(ReportPlan.programme_id, ReportPlan.number.desc())


@built_once
def _scored() -> Statement:
    """Ask for the parts of the day that are scored."""
    scored = func.array_agg(DailyReport.period, type_=ARRAY(SmallInteger)).label("scored")
    done = select(DailyReport.programme_id, scored).where(DailyReport.day == DAY)
    return done.group_by(DailyReport.programme_id)
