"""What waits of what is gathered: documents and answers."""

from typing import Any

from sqlalchemy import Select, any_, case

from heft_platform.gathering.models import AskedFor
from heft_platform.named import PERSON, PROGRAMMES, UNTIL
from heft_platform.waiting import those_that_wait


def answers_awaited() -> Select[Any]:
    """Read documents and answers that were asked for and are due until a day. `number` is 1 for those of whoever asks."""
    return those_that_wait(
        "asked",
        thing_id=AskedFor.id,
        programme_id=AskedFor.programme_id,
        on_day=AskedFor.due_on,
        person_id=AskedFor.asked_id,
        words=AskedFor.label,
        number=case((AskedFor.asked_id == PERSON, 1), else_=0),
    ).where(AskedFor.programme_id == any_(PROGRAMMES), AskedFor.state == "asked", AskedFor.due_on <= UNTIL)
