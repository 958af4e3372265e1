"""The rolls that a pupil is on, as pages and packs say it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from heft_platform import words
from heft_platform.provision.week import DAYS
from heft_platform.pupils.services import MAIN, ON_TWO_ROLLS

ARRANGEMENTS = {
    "alternative": "Alternative provision",
    "off_site": "Off-site direction",
    "managed_move": "Managed move",
    "in_reach": "In-reach",
    "hospital": "Hospital or home teaching",
    "other": "Something else",
}
THERE = "D"  # the code for a session at the other place: no possible one here
OF_THE_TWO = {True: "the main school", False: "the subsidiary school"}


@dataclass(frozen=True, kw_only=True)
class RegistrationView:
    """A second place on whose roll a pupil is, was or will be."""

    id: UUID
    version: int
    is_main: bool  # this school
    place: str
    arrangement: str
    starts_on: date
    ends_on: date | None
    days: tuple[int, ...]
    contact: str
    is_taken_out: bool
    writer: str
    written_at: datetime
    today: date

    @property
    def is_over(self) -> bool:
        return self.ends_on is not None and self.ends_on < self.today

    @property
    def has_begun(self) -> bool:
        return self.starts_on <= self.today

    @property
    def lasts(self) -> str:
        until = f" until {words.day(self.ends_on)}" if self.ends_on else ""
        return f"{'since' if self.has_begun else 'from'} {words.day(self.starts_on)}{until}"

    @property
    def days_words(self) -> str:
        return words.list_of([DAYS[day] for day in self.days]) or "Days not fixed"

    @property
    def in_short(self) -> str:
        return f"On the roll of {self.place} too, {self.lasts}"

    @property
    def said(self) -> str:
        """Say it in full, for staff."""
        there = f"There on {self.days_words}, coded {THERE} here." if self.days else "The days are not fixed."
        return (
            f"Dual registered {self.lasts}: this is {OF_THE_TWO[self.is_main]}, and {self.place} is"
            f" {OF_THE_TWO[not self.is_main]} ({ARRANGEMENTS[self.arrangement].lower()}). {there}"
        )

    @property
    def rows(self) -> list[tuple[str, str]]:
        return [
            ("This school is", words.with_capital(OF_THE_TWO[self.is_main])),
            ("Also on the roll of", self.place),
            ("Why", ARRANGEMENTS[self.arrangement]),
            ("When", words.with_capital(self.lasts)),
            ("There on", f"{self.days_words}, coded {THERE} here" if self.days else self.days_words),
            ("Contact there", self.contact or "Not said"),
        ]


@dataclass(frozen=True, kw_only=True)
class Rolls:
    """What is known of the rolls of a pupil: what was typed, the latest first, and what the school’s own system says."""

    registrations: tuple[RegistrationView, ...]
    enrolment: str  # a code, or nothing

    @property
    def now(self) -> RegistrationView | None:
        """Return the second place that holds; else the next to come."""
        open_ones = [one for one in self.registrations if not one.is_over]
        begun = [one for one in open_ones if one.has_begun]
        return begun[0] if begun else open_ones[-1] if open_ones else None

    @property
    def later(self) -> list[RegistrationView]:
        """Return the second places that follow the one at hand, the next first."""
        return [one for one in reversed(self.registrations) if not one.is_over and one is not self.now]

    @property
    def over(self) -> list[RegistrationView]:
        return [one for one in self.registrations if one.is_over]

    @property
    def is_dual(self) -> bool:
        return self.now is not None or self.enrolment in ON_TWO_ROLLS

    @property
    def said(self) -> str:
        """Say in full on whose rolls the pupil is, for staff; nothing if they are on this school’s alone."""
        if self.now is not None:
            return self.now.said
        if not self.is_dual:
            return ""
        which = OF_THE_TWO[self.enrolment == MAIN]
        return (
            f"Dual registered, by the school’s own system: this is {which}."
            " Where else, since when and on which days is not written down yet."
        )

    @property
    def in_short(self) -> str:
        if self.now is not None:
            return self.now.in_short
        return "Dual registered, by the school’s own system" if self.is_dual else ""

    @property
    def differs(self) -> bool:
        """Say whether the school’s own system says otherwise than what was typed."""
        if self.now is None or not self.now.has_begun or not self.enrolment:
            return False
        return self.enrolment not in ON_TWO_ROLLS or (self.enrolment == MAIN) != self.now.is_main

    @property
    def away(self) -> Mapping[int, str]:
        """Return where the pupil is by the day of the week, where that is not here."""
        return dict.fromkeys(self.now.days, self.now.place) if self.now and self.now.has_begun else {}
