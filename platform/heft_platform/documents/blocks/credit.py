"""What a pupil is praised for: targets and steps that were reached, rewards that were earned, and a programme that went well."""

from collections.abc import Iterator

from heft_platform import words
from heft_platform.documents.known import Known
from heft_platform.documents.material import PASTORAL, Material, Said


def credit(known: Known) -> Material:
    """What went well, in words for the pupil."""
    return Material(
        code="credit",
        title="What went well",
        source="Reviews, the plan, rewards that were given, and the outcome",
        nothing="Nothing that went well is recorded yet, so there is room to write it.",
        said=tuple(Said(words=one, visibility=PASTORAL) for one in _praise(known)),
    )


def _praise(known: Known) -> Iterator[str]:
    programme = known.programme
    own_words = {one.statement: one.pupil_words for one in programme.targets}
    achieved = dict.fromkeys(statement for review in reversed(known.reviews) for statement in review.achieved)
    for statement in achieved:
        yield f"You reached your target: {own_words.get(statement) or statement}"
    for target in programme.targets:
        for step in target.steps:
            if step.reached_on and target.statement not in achieved:
                yield f"On {words.day(step.reached_on)} you took a step: {step.words}"
    for given in reversed(known.rewards_given):
        yield f"On {words.day(given.day)} you earned this: {given.what}. It was for: {given.for_what}"
    if programme.ended_as and _went_well(known):
        yield f"{programme.template.terms.plan}: {programme.ended_as.lower()}"
        if programme.closing_words:
            yield programme.closing_words


def _went_well(known: Known) -> bool:
    programme = known.programme
    codes = {label: code for code, label, _ in programme.template.verdicts()}
    return programme.template.went_well(codes.get(programme.ended_as or "", ""))
