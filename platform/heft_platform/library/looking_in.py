"""How a template has a pupil looked in on, from that one part of it: the same for very many programmes."""

import json
from dataclasses import dataclass
from functools import lru_cache

from heft_platform.library.programme_template import Monitoring, ProgrammeTemplate


@dataclass(frozen=True, kw_only=True)
class LookingIn:
    """In sessions, if the template asks for any, and every day or not."""

    sessions: Monitoring | None
    is_daily: bool


@lru_cache(maxsize=256)
def looking_in(monitoring: str) -> LookingIn:
    """Return how a pupil is looked in on, from the part of a template as it is kept."""
    template = ProgrammeTemplate({"monitoring": json.loads(monitoring)})
    return LookingIn(sessions=template.sessions, is_daily=any(one.is_daily for one in template.monitoring))
