"""Scores as pages and packs show them, and what has become of them since the first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from heft_platform.codes import choices_of
from heft_platform.measures.tools import RATERS, Scale, Tool, band_of, level_words


@dataclass(frozen=True, kw_only=True)
class MeasureView:
    """One set of scores."""

    id: UUID
    tool: Tool
    edition: str
    taken_on: date
    rater: str
    rater_name: str
    about: str
    scores: Mapping[str, int]
    note: str
    version: int

    @property
    def rater_words(self) -> str:
        return f"{RATERS[self.rater]}, {self.rater_name}" if self.rater_name else RATERS[self.rater]

    @property
    def series(self) -> tuple[str, str, str, str]:
        """Return what must be the same of two sets of scores that are compared."""
        return (self.tool.code, self.edition, self.rater, self.about)

    @property
    def rows(self) -> list[tuple[str, str]]:
        """Return every scale that has a score, with the score and what it is called."""
        return [(one.words, self._said(one)) for one in self.tool.scales if one.code in self.scores]

    @property
    def outcome(self) -> str:
        """Say how a target that is monitored compares with what was expected; empty for other measures."""
        if self.tool.code != "tme" or len(self.scores) < 3:
            return ""
        return dict(choices_of("outcome_scales", "tme_outcome"))[_tme_outcome(self.scores)]

    def _said(self, scale: Scale) -> str:
        score = self.scores[scale.code]
        called = (
            band_of(edition=self.edition, rater=self.rater, scale=scale.code, score=score)
            if self.tool.code == "sdq"
            else level_words(self.tool.code, scale.code, score)
        )
        return f"{score}: {called}" if called else str(score)


@dataclass(frozen=True, kw_only=True)
class Series:
    """Sets of scores that may be compared: of one tool, edition and rater, and one target; the latest first."""

    measures: tuple[MeasureView, ...]

    @property
    def latest(self) -> MeasureView:
        return self.measures[0]

    @property
    def trend(self) -> list[str]:
        """Say for each scale what it was at first and what it is now."""
        first, last = self.measures[-1], self.measures[0]
        if first is last:
            return ["One set of scores so far. Ask the same rater again to see a change."]
        both = (one for one in first.tool.scales if one.code in first.scores and one.code in last.scores)
        return [_trend(one, first.scores[one.code], last.scores[one.code]) for one in both if one.is_better]


def in_series(measures: Iterable[MeasureView]) -> list[Series]:
    """Put together what may be compared; the latest first."""
    by_series: dict[tuple[str, str, str, str], list[MeasureView]] = {}
    for one in sorted(measures, key=lambda one: (one.taken_on, one.id), reverse=True):
        by_series.setdefault(one.series, []).append(one)
    return [Series(measures=tuple(several)) for several in by_series.values()]


def _trend(scale: Scale, before: int, now: int) -> str:
    if now == before:
        return f"{scale.words}: {before} at first, and {now} now. No change."
    direction = "higher" if now > before else "lower"
    is_better = direction == {"high": "higher", "low": "lower"}[scale.is_better]
    by = abs(now - before)
    return f"{scale.words}: {before} at first, {now} now. {by} {direction}, which is {'better' if is_better else 'worse'}."


def _tme_outcome(scores: Mapping[str, int]) -> str:
    baseline, expected, actual = scores["baseline"], scores["expected"], scores["actual"]
    if actual < baseline:
        return "worse"
    if actual == expected:
        return "expected"
    if actual > expected:
        return "above_expected"
    return "no_change" if actual == baseline else "below_expected"
