"""The week of a pupil, as it differs from everybody’s: as pages and packs show it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from heft_platform import words

DAYS = {1: "Monday", 2: "Tuesday", 3: "Wednesday", 4: "Thursday", 5: "Friday"}
KIND_WORDS = {
    "different": "Different in school",
    "elsewhere": "Somewhere else",
    "home": "Not in school",
}
AGREED_HOW = {
    "meeting": "At a meeting",
    "telephone": "By telephone",
    "letter": "By letter or e-mail",
    "home_visit": "At a home visit",
}


@dataclass(frozen=True, kw_only=True)
class Period:
    """A part of the school day."""

    name: str
    starts: time
    ends: time

    @property
    def minutes(self) -> int:
        return (self.ends.hour - self.starts.hour) * 60 + self.ends.minute - self.starts.minute

    @property
    def written(self) -> str:
        """Return the period as somebody writes it into a form."""
        return f"{self.starts:%H:%M}-{self.ends:%H:%M} {self.name}"


@dataclass(frozen=True, kw_only=True)
class Change:
    """What is different on some days in some periods, with where and with whom."""

    days: tuple[int, ...]
    periods: tuple[int, ...]  # from 1
    kind: str
    what: str
    where: str
    with_whom: str

    @property
    def kind_words(self) -> str:
        return KIND_WORDS[self.kind]

    @property
    def cells(self) -> set[tuple[int, int]]:
        return {(day, period) for day in self.days for period in self.periods}

    @property
    def days_words(self) -> str:
        return words.list_of([DAYS[day] for day in self.days])

    @property
    def said(self) -> str:
        place = ", ".join(one for one in (self.where, self.with_whom and f"with {self.with_whom}") if one)
        return f"{self.what} ({place})" if place else self.what


@dataclass(frozen=True, kw_only=True)
class TimetableView:
    """The week of a pupil."""

    id: UUID
    version: int
    starts_on: date
    ends_on: date | None
    review_on: date | None
    is_part_time: bool
    why: str
    risk: str
    agreed_by: str
    agreed_how: str
    agreed_on: date | None
    periods: tuple[Period, ...]
    changes: tuple[Change, ...]
    is_taken_out: bool
    writer: str
    written_at: datetime
    today: date

    @property
    def is_over(self) -> bool:
        return self.ends_on is not None and self.ends_on < self.today

    @property
    def is_past_review(self) -> bool:
        return not self.is_over and self.review_on is not None and self.review_on < self.today

    @property
    def cells(self) -> Mapping[tuple[int, int], Change]:
        return {cell: change for change in self.changes for cell in change.cells}

    @property
    def grid_headings(self) -> tuple[str, ...]:
        return ("Part of the day", *DAYS.values())

    @property
    def grid_rows(self) -> tuple[tuple[str, ...], ...]:
        """Return the week, part of the day by part of the day: each with what it is on each day."""
        return self.grid_rows_with({})

    def grid_rows_with(self, away: Mapping[int, str]) -> tuple[tuple[str, ...], ...]:
        """Return the week with where the pupil is on days at another place."""
        cells = self.cells
        return tuple(
            (
                period.written,
                *(
                    f"{cells[day, number].kind_words}: {cells[day, number].said}"
                    if (day, number) in cells
                    else f"At {away[day]}"
                    if day in away
                    else "As usual"
                    for day in DAYS
                ),
            )
            for number, period in enumerate(self.periods, start=1)
        )

    @property
    def usual_minutes(self) -> int:
        return len(DAYS) * sum(period.minutes for period in self.periods)

    @property
    def minutes(self) -> int:
        """Return how long the pupil is taught in a week: everything but when they are not in school."""
        away = sum(
            self.periods[period - 1].minutes
            for (_, period), change in self.cells.items()
            if change.kind == "home"
        )
        return self.usual_minutes - away

    @property
    def hours_words(self) -> str:
        return f"{_hours(self.minutes)} of {_hours(self.usual_minutes)} hours a week"

    @property
    def rows(self) -> Sequence[tuple[str, str]]:
        """Return everything in words, for one version beside another."""
        return [
            ("Week", "Part-time" if self.is_part_time else "Full-time"),
            ("Hours", self.hours_words),
            ("From", words.day(self.starts_on)),
            ("Until", words.day(self.ends_on) if self.ends_on else "No end"),
            ("Look at it again on", words.day(self.review_on) if self.review_on else "Not said"),
            ("Why", self.why),
            ("Risk while not in school", self.risk or "Not said"),
            ("Agreed by", self.agreed_words or "Not said"),
            ("Changes", "; ".join(f"{one.days_words}: {one.said}" for one in self.changes) or "Nothing yet"),
        ]

    @property
    def agreed_words(self) -> str:
        if not self.agreed_by:
            return ""
        how = AGREED_HOW.get(self.agreed_how, self.agreed_how).lower()
        on_day = f", {words.day(self.agreed_on)}" if self.agreed_on else ""
        return f"{self.agreed_by}, {how}{on_day}"


def _hours(minutes: int) -> str:
    return f"{minutes / 60:.2f}".rstrip("0").rstrip(".")
