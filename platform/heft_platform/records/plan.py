"""What importing a file would do, row by row."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from heft_platform.csv_tables import LineProblem
from heft_platform.pupils.services import OnRoll
from heft_platform.records.said import AttendanceSaid, IncidentSaid, Said, values_of
from heft_platform.records.statutory_terms import year_of
from heft_platform.records.tables import AnyRow
from heft_platform.records.telling import FIELD_WORDS, in_short, value_words
from heft_platform.records.wording import CATEGORY_WORDS, days_words, kind_words, period_words, reason_words
from heft_platform.words import number_of


@dataclass(frozen=True, kw_only=True)
class Planned:
    """A row that would be new, or would change what is on record."""

    row: int
    pupil: OnRoll
    outside_id: str
    said: Said
    old: AnyRow | None = None

    @property
    def when(self) -> str:
        """Say when it was."""
        if isinstance(self.said, IncidentSaid):
            return period_words(self.said.day, self.said.day)
        return period_words(self.said.first_on, self.said.last_on or self.said.first_on)

    @property
    def what(self) -> str:
        """Say in a line what it is."""
        said = self.said
        if isinstance(said, IncidentSaid):
            return kind_words(said.kind, said.kind_said)
        if isinstance(said, AttendanceSaid):
            return f"{said.attended} of {said.possible} sessions attended"
        words = [CATEGORY_WORDS[said.category], days_words(said.sessions)]
        return ", ".join(filter(None, [*words, *map(reason_words, said.reasons)]))

    @property
    def changes(self) -> list[tuple[str, str, str]]:
        """Return what would change: the field, what is on record, and what the file says."""
        return [
            (FIELD_WORDS[name], in_short(value_words(name, before)), in_short(value_words(name, value)))
            for name, value in values_of(self.said).items()
            if name in FIELD_WORDS and (before := getattr(self.old, name)) != value
        ]


@dataclass(kw_only=True)
class Plan:
    """What would be new, what would change, what says the same, and which rows would be left out and why."""

    kind: str
    file_name: str
    rows: int
    problems: list[LineProblem]
    unknown: list[LineProblem]
    notes: list[str]
    new: list[Planned] = field(default_factory=list)
    changed: list[Planned] = field(default_factory=list)
    same: int = 0
    twice: int = 0

    @property
    def left_out(self) -> int:
        """Return how many rows would be left out."""
        return len({problem.row for problem in (*self.problems, *self.unknown)})

    @property
    def number(self) -> int:
        return len(self.new) + len(self.changed)

    def count(self, today: date) -> None:
        """Note what the reader should know of the rows as a whole."""
        self.problems.sort(key=lambda problem: problem.row)
        if self.twice:
            self.notes.append(f"{number_of(self.twice, 'row')} stood in the file before. Each is taken once.")
        first_on, _ = year_of(today)
        planned: Sequence[Planned] = (*self.new, *self.changed)
        earlier = sum(_day(one.said) < first_on for one in planned)
        if earlier:
            self.notes.append(f"{number_of(earlier, 'row')} {_is(earlier)} of earlier school years.")
        left = sum(one.pupil.left_on is not None and one.pupil.left_on <= today for one in planned)
        if left:
            self.notes.append(f"{number_of(left, 'row')} {_is(left)} about pupils who have left the school.")


def _day(said: Said) -> date:
    return said.day if isinstance(said, IncidentSaid) else said.first_on


def _is(count: int) -> str:
    return "is" if count == 1 else "are"
