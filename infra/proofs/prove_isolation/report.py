"""What was tried and what came of it, for a person to read."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from prove_isolation.techniques import Outcome, Verdict


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


def by_group(outcomes: Sequence[Outcome]) -> dict[str, list[Outcome]]:
    groups = groupby(outcomes, key=lambda one: one.technique.id.partition(".")[0])
    return {group: list(members) for group, members in groups}
