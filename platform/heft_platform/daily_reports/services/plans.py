"""What is on a pupil’s report: targets, scale, parts of the day, days, and who scores."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import any_, func, insert, select
from sqlalchemy.orm import Session

from heft_platform.audit.services import record
from heft_platform.daily_reports.models import ReportPlan, ReportPlanTarget
from heft_platform.daily_reports.services.parts import Part
from heft_platform.named import PROGRAMMES, UNTIL
from heft_platform.plans.services import TargetView
from heft_platform.programmes import services as programmes
from heft_platform.programmes.services import ProgrammeClosedError, ProgrammeWithTargets
from heft_platform.refusals import EndsBeforeItBeginsError
from heft_tenants.refusals import ChangedMeanwhileError, Refused
from heft_tenants.together import Question, Statement, built_once

WORDS_OF_SCALE = {
    3: ("Not yet", "Partly met", "Met"),
    5: ("Not yet", "A little", "Half the time", "Mostly", "Met"),
}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
EVERY_DAY = 0b11111
WHOEVER_TEACHES = "Whoever teaches the lesson"


class NoTargetsOnReportError(Refused):
    """A report is about at least one target of the plan."""


class NoDaysOnReportError(Refused):
    """A report is scored on at least one day of the week."""


class UnknownPartError(Refused):
    """The school’s day has no such part."""


class WrongScaleError(Refused):
    """A scale has three steps or five, each with words of its own."""


class AgreedMeanwhileError(ChangedMeanwhileError):
    """Somebody agreed another report since the page was opened."""


@dataclass(frozen=True, kw_only=True)
class ReportPlanView:
    """What is on a report; number 0 while nothing was agreed, and every target is scored in every part of every day."""

    number: int
    from_on: date | None
    until_on: date | None
    steps: int
    step_words: tuple[str, ...]  # the least first
    weekdays: int
    parts: tuple[str, ...]
    scorers: str
    target_ids: frozenset[UUID]
    written_by: str

    @property
    def point_words(self) -> dict[int, str]:
        """Return the words of each number of points, the most first."""
        return {points: self.step_words[points] for points in reversed(range(self.steps))}

    @property
    def full(self) -> int:
        return self.steps - 1

    @property
    def day_words(self) -> list[str]:
        return [words for number, words in enumerate(WEEKDAYS) if self.weekdays & 1 << number]

    def is_on(self, day: date) -> bool:
        """Say whether this report is scored on a day."""
        begun = self.from_on is None or self.from_on <= day
        over = self.until_on is not None and self.until_on < day
        return begun and not over and bool(self.weekdays & 1 << day.weekday())

    def targets_of(self, targets: Sequence[TargetView]) -> list[TargetView]:
        """Return those targets of a plan that are on the report: all, where none is left of those that were agreed."""
        return [one for one in targets if one.id in self.target_ids] or list(targets)

    def parts_of(self, parts: Sequence[Part]) -> tuple[Part, ...]:
        """Return those parts of a day that are on the report: all, where none of them has the name that was agreed."""
        return tuple(one for one in parts if one.label in self.parts) or tuple(parts)


NOTHING_AGREED = ReportPlanView(
    number=0,
    from_on=None,
    until_on=None,
    steps=3,
    step_words=WORDS_OF_SCALE[3],
    weekdays=EVERY_DAY,
    parts=(),
    scorers=WHOEVER_TEACHES,
    target_ids=frozenset(),
    written_by="",
)


def report_plans(
    session: Session, *, programme_ids: Collection[UUID], day: date | None = None
) -> dict[UUID, ReportPlanView]:
    """Return what is on the reports of several programmes: as it was agreed last, or as it was on a day.

    A programme of which nothing was agreed until then is not in it.
    """
    return report_plans_asked(programme_ids=programme_ids, day=day).ask(session)


def report_plans_asked(
    *, programme_ids: Collection[UUID], day: date | None = None
) -> Question[dict[UUID, ReportPlanView]]:
    """Ask for what is on the reports of some programmes, for pages that ask for more at once."""
    return Question(
        lambda plans: {plan.programme_id: _view(plan, target_ids) for plan, target_ids in plans},
        _plans_in_order(until=day is not None),
        programmes=list(programme_ids),
        until=day,
    )


@built_once
def _plans_in_order(*, until: bool) -> Statement:
    targets = (
        select(func.array_agg(ReportPlanTarget.target_id))
        .where(
            ReportPlanTarget.org_id == ReportPlan.org_id,
            ReportPlanTarget.programme_id == ReportPlan.programme_id,
            ReportPlanTarget.plan_id == ReportPlan.id,
        )
        .scalar_subquery()
    )
    found = select(ReportPlan, targets.label("target_ids")).where(ReportPlan.programme_id == any_(PROGRAMMES))
    if until:
        found = found.where(ReportPlan.from_on <= UNTIL)
    return found.order_by(ReportPlan.number)


def agree_report(  # noqa: PLR0913  (everything that the page asked)
    session: Session,
    *,
    programme: ProgrammeWithTargets,
    target_ids: Collection[UUID],
    step_words: Sequence[str],
    weekdays: Collection[int],
    parts: Collection[str],
    known_parts: Sequence[Part],
    from_on: date,
    until_on: date | None,
    scorers: str,
    number: int,
    written_by: str,
) -> None:
    """Agree what is on the report from a day on. `number` is that of what the page showed; what was scored stays.

    :raises ProgrammeClosedError: if the programme is closed
    :raises NoTargetsOnReportError: if there is no target, or one that is not of the plan
    :raises WrongScaleError: if the scale has not three or five steps with different words
    :raises NoDaysOnReportError: if there is no day of the week
    :raises UnknownPartError: if the day has no such part
    :raises EndsBeforeItBeginsError: if it ends before it begins
    :raises AgreedMeanwhileError: if somebody else agreed another since
    """
    if not programme.is_open:
        raise ProgrammeClosedError
    if not target_ids or not set(target_ids) <= {one.id for one in programme.targets}:
        raise NoTargetsOnReportError
    if len(step_words) not in WORDS_OF_SCALE or len({one.casefold() for one in step_words if one}) != len(
        step_words
    ):
        raise WrongScaleError
    days = sum(1 << one for one in set(weekdays) if one in range(len(WEEKDAYS)))
    if not days:
        raise NoDaysOnReportError
    if not set(parts) <= {one.label for one in known_parts}:
        raise UnknownPartError
    if until_on is not None and until_on < from_on:
        raise EndsBeforeItBeginsError
    programmes.hold_programme(session, programme_id=programme.id)
    latest = report_plans(session, programme_ids=[programme.id]).get(programme.id, NOTHING_AGREED)
    if latest.number != number:
        raise AgreedMeanwhileError
    plan = ReportPlan(
        programme_id=programme.id,
        number=number + 1,
        from_on=from_on,
        until_on=until_on,
        steps=len(step_words),
        step_words=list(step_words),
        weekdays=days,
        parts=[one.label for one in known_parts if one.label in parts],
        scorers=scorers or WHOEVER_TEACHES,
        written_by=written_by,
    )
    session.add(plan)
    session.flush()  # its targets refer to it
    on_report = [
        {"programme_id": programme.id, "plan_id": plan.id, "target_id": id_} for id_ in set(target_ids)
    ]
    session.execute(insert(ReportPlanTarget).values(on_report))
    record(
        session,
        action="report.agreed",
        thing="programme",
        thing_id=programme.id,
        pupil_id=programme.pupil_id,
        fields=("targets", "steps", "weekdays", "parts", "from_on", "until_on", "scorers"),
    )


def _view(plan: ReportPlan, target_ids: Sequence[UUID]) -> ReportPlanView:
    return ReportPlanView(
        number=plan.number,
        from_on=plan.from_on,
        until_on=plan.until_on,
        steps=plan.steps,
        step_words=tuple(plan.step_words),
        weekdays=plan.weekdays,
        parts=tuple(plan.parts),
        scorers=plan.scorers,
        target_ids=frozenset(target_ids),
        written_by=plan.written_by,
    )
