"""Help for a pupil, and the catalogue of it, as pages and packs show them."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from heft_platform import words
from heft_platform.codes import choices_of

CATEGORIES = {
    "adjustment": "Adjustment in class",
    "group": "Small group",
    "one_to_one": "One to one",
    "mentoring": "Mentoring",
    "therapy": "Therapy or counselling",
    "study": "Study support",
    "attendance": "Help with attendance",
    "family": "Help for the family",
    "alternative": "Alternative provision",
    "other": "Other help",
}
WAVES = {1: "Wave 1, for everybody", 2: "Wave 2, targeted", 3: "Wave 3, for one pupil"}


def impact_choices() -> tuple[tuple[str, str], ...]:
    """Return the five answers to what came of a kind of help."""
    return choices_of("outcome_scales", "provision_impact")


@dataclass(frozen=True, kw_only=True)
class InterventionView:
    """An entry of the school's catalogue."""

    id: UUID
    name: str
    wave: int
    evidence: str
    link: str


@dataclass(frozen=True, kw_only=True)
class ProvisionView:
    """An adjustment or a kind of help."""

    id: UUID
    pupil_id: UUID
    version: int
    what: str
    category: str
    wave: int
    intervention_id: UUID | None
    who: str
    how_often: str
    hours: Decimal | None
    cost_pence: int | None
    starts_on: date | None
    ends_on: date | None
    why: str
    is_earlier: bool
    impact: int | None
    impact_words: str
    is_taken_out: bool
    writer: str
    written_at: datetime
    today: date

    @property
    def state(self) -> str:
        """Return earlier, planned, now or ended."""
        if self.is_earlier:
            return "earlier"
        if self.starts_on and self.starts_on > self.today:
            return "planned"
        return "ended" if self.ends_on and self.ends_on < self.today else "now"

    @property
    def category_words(self) -> str:
        return CATEGORIES[self.category]

    @property
    def impact_said(self) -> str:
        """Say what came of it, the words of the scale first."""
        scale = dict(impact_choices()).get(str(self.impact), "")
        return ". ".join(one for one in (scale, self.impact_words) if one) or "Not looked at yet"

    @property
    def hours_said(self) -> str:
        return f"{self.hours.normalize():f} hours a week" if self.hours is not None else ""

    @property
    def dose(self) -> str:
        """Say how often and how long."""
        return ", ".join(one for one in (self.how_often, self.hours_said) if one) or "Not recorded"

    @property
    def when(self) -> str:
        """Say from when to when."""
        since = f"from {words.short_day(self.starts_on)}" if self.starts_on else ""
        until = f"until {words.short_day(self.ends_on)}" if self.ends_on else ""
        return words.with_capital(f"{since} {until}".strip()) or "Dates not recorded"

    @property
    def cost(self) -> str:
        return f"£{self.cost_pence / 100:,.2f}" if self.cost_pence is not None else ""

    @property
    def rows(self) -> list[tuple[str, str]]:
        """Return everything in words, for one version beside another."""
        return [
            ("What", self.what),
            ("Kind", self.category_words),
            ("Wave", WAVES[self.wave]),
            ("Who", self.who or "Not recorded"),
            ("How often", self.dose),
            ("When", self.when),
            ("Cost", self.cost or "Not recorded"),
            ("Why", self.why),
            ("What came of it", self.impact_said),
        ]
