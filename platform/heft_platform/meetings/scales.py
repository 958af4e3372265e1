"""What a meeting can say of targets and commitments, by the codes of its template’s scales, and what each of them means."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from heft_platform.codes import Code
from heft_platform.library.services import ProgrammeTemplate

Steps = Mapping[str, Code]


@dataclass(frozen=True, kw_only=True)
class Scales:
    """What can be chosen at one meeting."""

    results: Steps  # how a target goes; at the last meeting, what became of it
    changes: Steps  # what happens to it now
    kept: Steps  # of a commitment
    asks_more: tuple[str, ...]  # results after which it is said what more is done

    @property
    def asks_more_words(self) -> str:
        """Return the words after which it is said what more is done; nothing where the template does not ask."""
        return " or ".join(f"“{self.results[code].label}”" for code in self.asks_more)


def scales_at(template: ProgrammeTemplate, *, at_the_end: bool) -> Scales:
    """Return what can be said at a review, or at the last meeting."""
    results = template.said_of_targets(at_the_end=at_the_end)
    asks_more = template.review_rules.further_measures_when
    if at_the_end and asks_more:
        asks_more = tuple(code for code, step in results.items() if step.means == "not_yet")
    return Scales(
        results=results,
        changes=template.done_to_targets(),
        kept=template.said_of_commitments(),
        asks_more=tuple(code for code in asks_more if code in results),
    )


def in_words(steps: Steps) -> dict[str, str]:
    return {code: step.label for code, step in steps.items()}


def counted(said: Sequence[str], steps: Steps) -> dict[str, int]:
    """Count words by how often they were said, in the order of a scale; what was said on another scale comes last."""
    order: Iterable[str] = (*in_words(steps).values(), *said)
    return {words: said.count(words) for words in order if words in said}
