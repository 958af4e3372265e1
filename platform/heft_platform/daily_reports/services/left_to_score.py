"""How much of a day is still to be scored, and when anything was last, without reading any report."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Date, SmallInteger, cast, func, literal, null, select
from sqlalchemy.dialects.postgresql import JSONB, distinct_on
from sqlalchemy.orm import Session

from heft_platform.daily_reports.models import DailyReport, ReportPlan
from heft_platform.daily_reports.services.parts import Part, parts_asked
from heft_platform.daily_reports.services.plans import NOTHING_AGREED
from heft_platform.named import DAY
from heft_tenants.ids import among
from heft_tenants.together import Question, Statement, ask_together, built_once


def last_scored(session: Session, *, programme_ids: Collection[UUID]) -> dict[UUID, date]:
    """Return the last day of which anything was scored, of those programmes of which anything was."""
    found = select(DailyReport.programme_id, func.max(DailyReport.day).label("day"))
    found = found.where(among(DailyReport.programme_id, programme_ids)).group_by(DailyReport.programme_id)
    return {row.programme_id: row.day for row in session.execute(found)}


def left_to_score(
    session: Session, *, programme_ids: Collection[UUID], unasked: Collection[UUID], day: date
) -> dict[UUID, list[Part]]:
    """Return the parts of a day that nobody has scored yet, of each of some running programmes that have targets.

    Those of `unasked` are scored every day; the others only if a report was agreed.
    """
    parts = parts_asked(day=day)
    known: Question[list[Any]] = Question(list, _agreed_and_scored(), day=day)
    ask_together(session, parts, known)
    plans, scored = {}, {}
    for row in known.answer:
        if row.scored is not None:
            scored[row.programme_id] = set(row.scored)
            continue
        plans[row.programme_id] = replace(
            NOTHING_AGREED,
            number=row.number,
            from_on=row.from_on,
            until_on=row.until_on,
            weekdays=row.weekdays,
            parts=tuple(row.parts),
        )
    left = {}
    for one in programme_ids:
        plan = plans.get(one, NOTHING_AGREED)
        if (plan.number or one in unasked) and plan.is_on(day):
            left[one] = [
                part for part in plan.parts_of(parts.answer) if part.number not in scored.get(one, ())
            ]
    return {one: several for one, several in left.items() if several}


@built_once
def _agreed_and_scored() -> Statement:
    """Ask for the report that was agreed last of each programme, and then for the parts that are scored."""
    agreed = (
        select(
            ReportPlan.programme_id,
            ReportPlan.number.label("number"),
            ReportPlan.from_on,
            ReportPlan.until_on,
            ReportPlan.weekdays,
            ReportPlan.parts,
            cast(null(), ARRAY(SmallInteger)).label("scored"),
        )
        .where(ReportPlan.from_on <= DAY)
        .ext(distinct_on(ReportPlan.programme_id))
        .order_by(ReportPlan.programme_id, ReportPlan.number.desc())
        .subquery()
    )
    done = (
        select(
            DailyReport.programme_id,
            literal(0),
            cast(null(), Date),
            cast(null(), Date),
            literal(0),
            cast(null(), JSONB),
            func.array_agg(DailyReport.period),
        )
        .where(DailyReport.day == DAY)
        .group_by(DailyReport.programme_id)
    )
    return select(agreed).union_all(done)
