"""Let the template of a programme that runs say something else, to see that it is obeyed."""

from copy import deepcopy
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.library.programme_template import ProgrammeTemplate
from heft_platform.programmes.models import Programme
from heft_testing.doing import Started


def let(session: Session, started: Started | Programme, rule: str, value: Any) -> Programme:
    """Let the template of a programme say something else, such as `let(…, "review.all_targets_answered", False)`.

    What stands in a list is found by its number or by its id, as in `documents.behaviour_log.window`.
    """
    programme = session.scalars(select(Programme).where(Programme.reference == started.reference)).one()
    body: Any = deepcopy(programme.template.body)
    *way, place = rule.split(".")
    inside = body
    for name in way:
        inside = _inside(inside, name)
    inside[place] = value
    programme.template = ProgrammeTemplate(body)
    session.flush()
    return programme


def _inside(part: Any, name: str) -> Any:
    if isinstance(part, list) and not name.isdigit():
        return next(one for one in part if one["id"] == name)
    return part[int(name) if name.isdigit() else name]
