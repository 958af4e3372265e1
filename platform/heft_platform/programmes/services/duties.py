"""Who does what in a programme, in the template's words, and who has said that they take it on."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.accounts import services as accounts
from heft_platform.audit.services import record
from heft_platform.library.services import ProgrammeTemplate
from heft_platform.programmes.models import KnownPart
from heft_platform.programmes.plan_views import PARTY_NAMES
from heft_platform.programmes.services.agreeing import UnknownRoleError
from heft_platform.programmes.services.finding import open_programme
from heft_platform.programmes.services.holders import OFFICES, folded, has_office, role_of_key_worker
from heft_platform.programmes.views import ProgrammeView
from heft_tenants.refusals import Refused


class NotTheirOfficeError(Refused):
    """A part stands for an office, and who is named has another one at this school."""

    def __init__(self, name: str, office: str) -> None:
        self.name, self.office = name, office
        super().__init__(office)


@dataclass(frozen=True, kw_only=True)
class TakenOn:
    """Somebody who has said that they take a part on, and by whom and when that was written down."""

    who: str
    noted_on: date
    noted_by: str


@dataclass(frozen=True, kw_only=True)
class PartView:
    """A part in the programme: whose it is, what it asks, and who has taken it on."""

    role: str
    label: str
    party_words: str
    holder: str  # the name that the programme knows; nothing for most
    duties: tuple[str, ...]
    caution: str
    is_expected: bool
    taken_on: tuple[TakenOn, ...]


def parts_in(session: Session, *, programme: ProgrammeView) -> list[PartView]:
    """Return every part that the template gives, those that somebody must have first, with who has taken it on."""
    taken: dict[str, list[TakenOn]] = defaultdict(list)
    kept = select(KnownPart).where(KnownPart.programme_id == programme.id)
    for one in session.scalars(kept.order_by(KnownPart.id)):
        taken[one.role].append(TakenOn(who=one.who, noted_on=one.noted_on, noted_by=one.noted_by))
    holders = _holders(programme)
    parts = [
        PartView(
            role=role.id,
            label=role.label,
            party_words=_capital(PARTY_NAMES[role.party]),
            holder=holders.get(role.id, ""),
            duties=role.duties,
            caution=role.caution or "",
            is_expected=role.is_shown_as_missing,
            taken_on=tuple(taken[role.id]),
        )
        for role in programme.template.roles
    ]
    return sorted(parts, key=lambda part: not (part.is_expected or part.taken_on))


def note_taken_on(
    session: Session, *, programme_id: UUID, role: str, who: str, by_name: str, today: date
) -> None:
    """Write down that somebody has heard what their role asks, and takes it on.

    :raises ProgrammeClosedError: if the programme is closed
    :raises UnknownRoleError: if the template has no such role
    :raises NotTheirOfficeError: if the part stands for an office, and who is named has another one at this school
    """
    programme = open_programme(session, programme_id)
    if role not in {one.id for one in ProgrammeTemplate(programme.template).roles}:
        raise UnknownRoleError
    _refuse_other_office(session, role, who)
    session.add(KnownPart(programme_id=programme_id, role=role, who=who, noted_on=today, noted_by=by_name))
    record(
        session,
        action="part.taken_on",
        thing="programme",
        thing_id=programme_id,
        pupil_id=programme.pupil_id,
        fields=("role", "who"),
    )


def _refuse_other_office(session: Session, role: str, who: str) -> None:
    """Somebody whom the school does not know by name may have it: nothing comes with that here."""
    called_so = [one for one in accounts.members(session) if folded(one.name) == folded(who)]
    if called_so and not any(has_office(one, role) for one in called_so):
        raise NotTheirOfficeError(called_so[0].name, accounts.role_words(OFFICES[role]))


def key_worker_words(template: ProgrammeTemplate) -> str:
    """Return what the template calls whoever looks after the pupil, such as “Key member of staff”."""
    role = role_of_key_worker(template)
    return template.role(role).label if role else "Key worker"


def _holders(programme: ProgrammeView) -> dict[str, str]:
    """Return the names that the programme itself knows, by role."""
    pupils = {
        one.id: programme.line.pupil_name
        for one in programme.template.roles
        if one.party == "pupil" and one.is_required
    }
    key_worker = role_of_key_worker(programme.template)
    return pupils | {"coordinator": programme.line.coordinator} | {key_worker: programme.line.key_worker}


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
