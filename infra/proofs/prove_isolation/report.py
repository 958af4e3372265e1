"""What was tried and what came of it, for a person to read."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from prove_isolation.mutants import Caught
from prove_isolation.techniques import Outcome, Technique, Verdict


def say_group(outcomes: Sequence[Outcome], *, every_one: bool) -> None:
    """Print a line for a group, and one for each technique that was not simply stopped, or for each."""
    group = outcomes[0].technique.id.partition(".")[0]
    counted = Counter(one.verdict for one in outcomes)
    said = ", ".join(f"{counted[verdict]} {verdict}" for verdict in Verdict if counted[verdict])
    print(f"  {group:<12} {len(outcomes):>3}  {said}", flush=True)
    for one in outcomes:
        if every_one or one.verdict in {Verdict.LEAK, Verdict.VOID}:
            print(f"    {one.verdict:<8} {one.technique.id}: {one.technique.tries} {one.evidence}".rstrip())


def explain_partials(outcomes: Sequence[Outcome], *, has_superuser: bool) -> list[str]:
    """Return a line for each partial: what was got, and why it is nothing of an organisation's."""
    partial = [one for one in outcomes if one.verdict is Verdict.PARTIAL]
    return [
        f"partial {one.technique.id}: {one.technique.explanation(has_superuser=has_superuser)} ({one.evidence[:100]})"
        for one in partial
    ]


def say_mutants(caught: Sequence[Caught], *, every_one: bool) -> None:
    """Print by whom the weakened copies were caught, and each that was not."""
    by_lint = sum(one.by.startswith("lint") for one in caught)
    print(
        f"mutants\n  {by_lint} caught by the lint, {sum(bool(one.by) for one in caught) - by_lint} by attacks"
    )
    for one in caught:
        if every_one or not one.by:
            print(f"    {'caught' if one.by else 'MISSED'}  {one.mutant.id}: {one.by}"[:240])


def by_group(techniques: Sequence[Technique]) -> dict[str, list[Technique]]:
    groups = groupby(techniques, key=lambda one: one.id.partition(".")[0])
    return {group: list(members) for group, members in groups}
