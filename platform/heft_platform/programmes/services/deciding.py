"""What a template has decided at one of its meetings or milestones, and that this has come."""

from collections.abc import Collection, Iterable

from heft_platform import clock
from heft_platform.library.services import ProgrammeTemplate
from heft_platform.programmes.models import Milestone
from heft_platform.programmes.services.lasting import template_milestone
from heft_tenants.refusals import Refused


class NotDecidedThereError(Refused):
    """The template wants it decided at a meeting or milestone that has not come; `where` names it."""

    def __init__(self, where: str) -> None:
        self.where = where
        super().__init__(where)


def refuse_undecided(
    template: ProgrammeTemplate, milestones: Iterable[Milestone], places: Collection[str]
) -> None:
    """Refuse what is decided at one of some meetings or milestones, by id, before one of them has come.

    A meeting has come when it was held, a check on its day. Where all of them are left out, nothing is decided there.

    :raises NotDecidedThereError: if none of them has come
    """
    meetings = {one.id: one.meeting for one in template.milestones}
    there = [
        one
        for one in milestones
        if one.skipped_on is None
        and {template_milestone(one), meetings.get(template_milestone(one))} & set(places)
    ]
    if there and not any(_has_come(one) for one in there):
        raise NotDecidedThereError(in_words(one.label for one in there))


def where_leaving_out_is_decided(template: ProgrammeTemplate, milestone: str) -> tuple[str, ...]:
    """Return at which meeting or milestone it is decided to leave a milestone out: at its own, or at that of its group."""
    for one in template.milestones:
        if one.id == milestone and one.skip is not None:
            return (one.skip.decided_at,)
        if one.id == milestone and one.group == template.review_rules.number.group:
            return (template.review_rules.number.decided_at,)
    return ()


def in_words(labels: Iterable[str]) -> str:
    return " or ".join(dict.fromkeys(labels))


def _has_come(milestone: Milestone) -> bool:
    return milestone.held_on is not None or (not milestone.is_meeting and milestone.due_on <= clock.today())
