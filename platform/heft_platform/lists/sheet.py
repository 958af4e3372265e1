"""What a list is as a spreadsheet, and what it can be narrowed to."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from heft_platform.full_lists import FullList
from heft_platform.permissions import Deed
from heft_platform.programmes.services import Wanted
from heft_tenants.visibility import Visibility

BEGINS, ENDS = (9, 1), (8, 31)  # of a school year: month and day


@dataclass(frozen=True, kw_only=True)
class ListAsked:
    """Who asks on which day, and what the list is narrowed to."""

    today: date
    year: int  # the September of a school year
    only_of: UUID | None = None  # the person who asks, if they may not have everybody's
    person_id: UUID | None = None  # who asks
    sees_guarded: bool = False  # what only the safeguarding lead may know of
    sees: frozenset[Visibility] = frozenset()  # of what is known of pupils
    pupil_id: UUID | None = None
    wanted: Wanted = field(default_factory=Wanted)
    class_name: str = ""
    year_group: str = ""
    who_left: bool = False

    @property
    def since(self) -> date:
        return date(self.year, *BEGINS)

    @property
    def until(self) -> date:
        return date(self.year + 1, *ENDS)


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A list as a spreadsheet."""

    kind: str
    title: str
    about: str
    deed: Deed
    rows: Callable[[Session, ListAsked], FullList]
    is_of_a_year: bool = False
    is_of_a_pupil: bool = False  # may be narrowed to one
    is_at_school: bool = (
        True  # else it has an address of its own: the cluster’s, the authority’s or an agency’s
    )
