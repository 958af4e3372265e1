"""The picture as pages and packs show it. What somebody may not be told is not in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from heft_platform import words
from heft_platform.clock import SCHOOL_TIME
from heft_platform.picture.areas import Area
from heft_platform.picture.questions import NOT_ASKED, said_of
from heft_tenants.visibility import Visibility

STALE_AFTER = 6  # months
RESTRICTED = "Restricted. Speak to the safeguarding lead"


@dataclass(frozen=True, kw_only=True)
class AreaView:
    """What is known of an area, who checked it and when; version 0 when it was not asked about yet."""

    area: Area
    answers: Mapping[str, Any]
    source: str
    checked_by: str
    checked_at: datetime | None
    version: int
    today: date

    @property
    def visibility(self) -> Visibility:
        return self.area.visibility

    @property
    def is_known(self) -> bool:
        return any(answer not in {None, ""} for answer in self.answers.values())

    @property
    def rows(self) -> list[tuple[str, str]]:
        return said_of(self.area.questions, self.answers)

    @property
    def known_rows(self) -> list[tuple[str, str]]:
        return [row for row in self.rows if row[1] != NOT_ASKED]

    @property
    def not_asked(self) -> list[str]:
        return [words for words, answer in self.rows if answer == NOT_ASKED]

    @property
    def months(self) -> int:
        """Return how many whole months ago it was checked."""
        if self.checked_at is None:
            return 0
        then = self.checked_at.astimezone(SCHOOL_TIME).date()
        return (
            (self.today.year - then.year) * 12 + self.today.month - then.month - (self.today.day < then.day)
        )

    @property
    def is_stale(self) -> bool:
        return self.months >= STALE_AFTER

    @property
    def checked_words(self) -> str:
        if self.checked_at is None:
            return NOT_ASKED
        if self.is_stale:
            return f"Checked {self.months} months ago by {self.checked_by}. Ask again"
        return f"Checked {words.short_day(self.checked_at)} by {self.checked_by}"


@dataclass(frozen=True, kw_only=True)
class PictureView:
    """Some areas of a pupil's picture, those that somebody may be told of."""

    areas: tuple[AreaView, ...]
    sees: frozenset[Visibility]
    level: str  # of social care, in words; empty for those who may not be told

    def area(self, code: str) -> AreaView | None:
        return next((one for one in self.areas if one.area.code == code), None)

    def of_class(self, visibility: str) -> list[AreaView]:
        return [one for one in self.areas if one.visibility == visibility]

    def of_areas(self, areas: tuple[Area, ...]) -> list[AreaView]:
        codes = {area.code for area in areas}
        return [one for one in self.areas if one.area.code in codes]
