"""How many people may have a part in a programme, as its template says."""

from collections.abc import Iterable

from heft_platform.library.services import Role
from heft_platform.names import folded
from heft_platform.words import list_of
from heft_tenants.refusals import Refused


class TooManyHoldersError(Refused):
    """As many people have the part as the template has; `part` is what it is called, `who` names them."""

    def __init__(self, part: str, who: str) -> None:
        self.part, self.who = part, who
        super().__init__(part)


def people_in(names: Iterable[str]) -> list[str]:
    """Return the people whose names these are, each once: “Maya” is Maya Brown."""
    people: list[str] = []
    for name in sorted(names, key=len, reverse=True):
        if name and not any(_is_same(name, one) for one in people):
            people.append(name)
    return people


def refuse_another_holder(role: Role, have_it: Iterable[str], name: str) -> None:
    """Refuse that one more has a part, unless it is somebody who has it.

    :raises TooManyHoldersError: if as many others have it as the template has
    """
    people = people_in(have_it)
    if role.most is not None and len(people) >= role.most and not any(_is_same(name, one) for one in people):
        raise TooManyHoldersError(role.label, list_of(people))


def _is_same(name: str, other: str) -> bool:
    one, two = _words_of(name), _words_of(other)
    return one <= two or two <= one


def _words_of(name: str) -> set[str]:
    return set(folded(name).split()) or {name}  # one of signs alone is nobody else’s
