"""What waits in plans: targets to look at, and people who did not agree."""

from typing import Any

from sqlalchemy import ScalarSelect, Select, any_, exists, func, select
from sqlalchemy.orm import aliased

from heft_platform.named import PROGRAMMES, UNTIL
from heft_platform.plans.models import Agreement, PlanVersion, Target
from heft_platform.waiting import those_that_wait


def targets_to_look_at() -> Select[Any]:
    """Read the standing targets that have a day of their own to be looked at, until a day."""
    return those_that_wait(
        "target", thing_id=Target.id, programme_id=Target.programme_id, on_day=Target.review_on
    ).where(Target.programme_id == any_(PROGRAMMES), Target.dropped_on.is_(None), Target.review_on <= UNTIL)


def plans_not_agreed() -> Select[Any]:
    """Read the plans of which somebody has not said yes: to the newest version, whatever they said of earlier ones."""
    said, later, newer = Agreement, aliased(Agreement), aliased(PlanVersion)
    said_again = exists().where(
        later.org_id == said.org_id,
        later.programme_id == said.programme_id,
        later.plan_version_id == said.plan_version_id,
        later.role == said.role,
        func.lower(later.name) == func.lower(said.name),
        later.id > said.id,
    )
    superseded = exists().where(
        newer.org_id == said.org_id, newer.programme_id == said.programme_id, newer.number > _number_of(said)
    )
    return (
        those_that_wait(
            "not_agreed",
            programme_id=said.programme_id,
            words=func.string_agg(said.name, ", "),
            number=func.count(),
        )
        .where(
            said.programme_id == any_(PROGRAMMES),
            said.answer.in_(("disagrees", "could_not")),
            ~superseded,
            ~said_again,
        )
        .group_by(said.programme_id)
    )


def _number_of(said: type[Agreement]) -> ScalarSelect[int]:
    """Read the number of the version of which somebody said it."""
    version = aliased(PlanVersion)
    of_version = select(version.number).where(
        version.org_id == said.org_id,
        version.programme_id == said.programme_id,
        version.id == said.plan_version_id,
    )
    return of_version.correlate(said).scalar_subquery()
