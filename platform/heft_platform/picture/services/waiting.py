"""Parts of pupils’ pictures that were checked so long ago that somebody should ask again."""

from calendar import monthrange
from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Select, any_, func, select, union_all

from heft_platform.clock import SCHOOL_TIME
from heft_platform.named import LONG_AGO, PUPILS
from heft_platform.picture.areas import AREAS, of_classes
from heft_platform.picture.services.reading import TABLE_OF_CLASS
from heft_platform.picture.views import STALE_AFTER
from heft_platform.waiting import those_that_wait
from heft_tenants.visibility import Visibility

ONE_DAY = timedelta(days=1)


def pictures_to_ask_again(*, sees: Collection[Visibility]) -> Select[Any]:
    """Count by pupil the areas that were last checked too long ago, of those that somebody may be told of.

    `on_day` is when the first of them was checked. What was answered is not read.
    """
    of_class = [
        select(table.pupil_id, table.area, func.max(table.written_at).label("checked_at"))
        .where(table.pupil_id == any_(PUPILS), table.area.in_(codes))
        .group_by(table.pupil_id, table.area)
        for visibility, table in TABLE_OF_CLASS.items()
        if (codes := [one.code for one in of_classes(AREAS, frozenset(sees)) if one.visibility == visibility])
    ]
    checked = union_all(*of_class).subquery()
    return (
        those_that_wait(
            "stale",
            pupil_id=checked.c.pupil_id,
            on_day=func.min(checked.c.checked_at),
            number=func.count(),
        )
        .where(checked.c.checked_at < LONG_AGO)
        .group_by(checked.c.pupil_id)
    )


def too_long_ago(today: date) -> datetime:
    """Return the moment before which it was too many whole months ago that something was checked."""
    year, month = divmod(today.year * 12 + today.month - 1 - STALE_AFTER, 12)
    last_of_month = monthrange(year, month + 1)[1]
    day = date(year, month + 1, min(today.day, last_of_month))
    return datetime.combine(day + ONE_DAY, time(), tzinfo=SCHOOL_TIME)
