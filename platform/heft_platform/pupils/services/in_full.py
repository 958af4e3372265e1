"""The school's pupils in full, and their names for other lists in full."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import Subquery, func, select
from sqlalchemy.orm import Session

from heft_platform.full_lists import FullList, one_by_one
from heft_platform.pupils.models import Pupil
from heft_platform.pupils.services.finding import here_or_left
from heft_platform.pupils.year_groups import year_group_words


def named_pupils() -> Subquery:
    """Return pupils as a part of a statement: `org_id`, `id`, `name`, `year_group`, `class_name`, `sorted_by`."""
    return select(
        Pupil.org_id,
        Pupil.id,
        func.btrim(func.concat(Pupil.given_name, " ", Pupil.family_name)).label("name"),
        Pupil.year_group,
        Pupil.class_name,
        func.lower(func.concat(Pupil.family_name, " ", Pupil.given_name)).label("sorted_by"),
    ).subquery("named_pupil")


def names_by_id(session: Session) -> dict[UUID, str]:
    """Return the name of every pupil, also of those who have left, for a list in which each stands often."""
    pupil = named_pupils()
    return {row.id: row.name for row in session.execute(select(pupil.c.id, pupil.c.name))}


def pupils_in_full(
    session: Session,
    *,
    programmes: Mapping[UUID, str],
    class_name: str = "",
    year_group: str = "",
    who_left: bool = False,
) -> FullList:
    """Return everybody who is at the school by surname, or everybody who was; of one class or year group, if it is named.

    `programmes` says which programme a pupil is on.
    """
    found = select(
        *(Pupil.family_name, Pupil.given_name, Pupil.preferred_name),
        *(Pupil.year_group, Pupil.class_name, Pupil.left_on, Pupil.id),
    ).where(here_or_left(who_left=who_left))
    if class_name:
        found = found.where(Pupil.class_name == class_name)
    if year_group:
        found = found.where(Pupil.year_group == year_group)
    ordered = found.order_by(func.lower(Pupil.family_name), func.lower(Pupil.given_name), Pupil.id)
    return FullList(
        headings=("Family name", "Given name", "Likes to be called", "Year", "Class", "Left on", "Programme"),
        rows=(
            (
                *(row.family_name, row.given_name, row.preferred_name, year_group_words(row.year_group)),
                *(row.class_name, row.left_on, programmes.get(row.id)),
            )
            for row in one_by_one(session, ordered)
        ),
    )
