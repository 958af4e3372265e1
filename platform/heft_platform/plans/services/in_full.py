"""What lists in full say of a plan."""

from sqlalchemy import Subquery, select

from heft_platform.plans.models import Target


def named_targets() -> Subquery:
    """Return targets as a part of a statement: `org_id`, `programme_id`, `id`, `place`, `statement`."""
    return select(Target.org_id, Target.programme_id, Target.id, Target.place, Target.statement).subquery(
        "named_target"
    )
