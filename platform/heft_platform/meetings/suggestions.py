"""Whom a meeting wants, by what its template says, and who that is at this school."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from heft_platform.meetings.of_template import Meeting, rules_of
from heft_platform.meetings.views import InvitedView
from heft_platform.programmes.services import ProgrammeView


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """A role that too few on the list have yet; `name` is who has it on this programme, if that is known."""

    role: str
    label: str
    how_words: str
    name: str
    caution: str


def suggestions(
    programme: ProgrammeView, meeting: Meeting, invited: Iterable[InvitedView]
) -> list[Suggestion]:
    """Return the roles that fewer on the list have than the template wants: those that must be invited first."""
    taken = Counter(one.role for one in invited)
    names, roles = _names(programme), rules_of(programme.template).roles
    lists = (
        ("Must be invited", meeting.required),
        ("Expected", meeting.expected),
        ("On request", meeting.on_request),
    )
    return [
        Suggestion(
            role=role,
            label=roles[role].label,
            how_words=f"{how_words}, {taken[role]} of {roles[role].fewest}" if taken[role] else how_words,
            name="" if taken[role] else names.get(role, ""),
            caution=roles[role].caution,
        )
        for how_words, wanted in lists
        for role in wanted
        if taken[role] < max(1, roles[role].fewest)
    ]


def lacks_outsider(meeting: Meeting, invited: Iterable[InvitedView]) -> bool:
    """Say whether the template expects somebody from outside, and nobody is on the list."""
    return meeting.expects_outsider and not any(one.party in {"agency", "la"} for one in invited)


def _names(programme: ProgrammeView) -> dict[str, str]:
    rules = rules_of(programme.template)
    pupils = {one.id: programme.line.pupil_name for one in rules.roles.values() if one.party == "pupil"}
    return pupils | {
        rules.looks_after: programme.line.key_worker,
        rules.runs_it: programme.line.coordinator,
    }
