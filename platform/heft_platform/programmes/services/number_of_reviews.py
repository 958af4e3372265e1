"""How many reviews of a group a template has held: the fewest and the most, and where that is decided."""

from collections.abc import Iterable
from sys import maxsize

from heft_platform.library.services import REPEATED, ProgrammeTemplate
from heft_platform.programmes.models import Milestone
from heft_tenants.refusals import Refused

EARLY = f"{REPEATED}early-"  # in the code of a review that was called before its time


class EnoughReviewsError(Refused):
    """As many of the reviews were held as the template has: `most`. This one is left out."""

    def __init__(self, most: int) -> None:
        self.most = most
        super().__init__(most)


def is_counted(template: ProgrammeTemplate, milestone: Milestone) -> bool:
    """Say whether a milestone is one of the reviews of which the template says how many there are."""
    group = template.review_rules.number.group
    return milestone.code.partition(REPEATED)[0] in {
        one.id for one in template.milestones if one.group == group
    }


def enough_are_left(template: ProgrammeTemplate, milestones: Iterable[Milestone], without: Milestone) -> bool:
    """Say whether there are as many reviews as the template has at least, when one is left out. Those called early count."""
    if not is_counted(template, without):
        return True
    standing = [one for one in milestones if is_counted(template, one) and one.skipped_on is None]
    return len(standing) - 1 >= template.review_rules.number.fewest


def room_for_more(template: ProgrammeTemplate, milestones: Iterable[Milestone], like: Milestone) -> int:
    """Return how many more there may be of a review. Those that are called early come besides."""
    if not is_counted(template, like):
        return maxsize
    return template.review_rules.number.most - sum(
        1 for one in _planned(template, milestones) if one.skipped_on is None
    )


def refuse_another_review(
    template: ProgrammeTemplate, milestones: Iterable[Milestone], milestone: Milestone
) -> None:
    """Refuse that one more review is held than the template has.

    :raises EnoughReviewsError: if as many were held
    """
    if EARLY in milestone.code or not is_counted(template, milestone):
        return
    most = template.review_rules.number.most
    if sum(1 for one in _planned(template, milestones) if one.held_on) >= most:
        raise EnoughReviewsError(most)


def _planned(template: ProgrammeTemplate, milestones: Iterable[Milestone]) -> Iterable[Milestone]:
    return (one for one in milestones if is_counted(template, one) and EARLY not in one.code)
