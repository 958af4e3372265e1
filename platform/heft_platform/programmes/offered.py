"""What templates offer to be ticked when a programme begins, and for which of them each of it stands."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from heft_platform.library.services import ProgrammeTemplate, TemplateView

Choice = tuple[str, str]  # its code and its words


@dataclass(frozen=True, kw_only=True)
class Offer:
    """Something that can be ticked, or read, where one of these templates is chosen."""

    code: str
    words: str
    templates: tuple[UUID, ...]


def offered(
    templates: Sequence[TemplateView], of: Callable[[ProgrammeTemplate], Iterable[Choice]]
) -> list[Offer]:
    """Return everything of a kind that templates offer, each of it once."""
    words: dict[str, str] = {}
    offering: dict[str, list[UUID]] = {}
    for one in templates:
        for code, said in of(one.template):
            words[code] = said
            offering.setdefault(code, []).append(one.id)
    return [Offer(code=code, words=words[code], templates=tuple(ids)) for code, ids in offering.items()]


def by_template(
    templates: Sequence[TemplateView], of: Callable[[ProgrammeTemplate], Iterable[Choice]]
) -> list[tuple[str, list[Offer]]]:
    """Return what several templates offer first, without a heading, then what only one offers, under its name."""
    everything = offered(templates, of)
    shared = [one for one in everything if len(one.templates) > 1]
    own = [(one.label, [offer for offer in everything if offer.templates == (one.id,)]) for one in templates]
    return [(label, offers) for label, offers in [("", shared), *own] if offers]
