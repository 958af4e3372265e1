"""Who does what in a programme, in the template's words, and who has said that they take it on."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from heft_platform.accounts import services as accounts
from heft_platform.audit.services import record
from heft_platform.library.services import ProgrammeTemplate, Role
from heft_platform.names import folded
from heft_platform.offices import COORDINATORS, OFFICES, has_office, role_of_key_worker
from heft_platform.plans.services import PARTY_NAMES
from heft_platform.programmes.models import KnownPart
from heft_platform.programmes.services.finding import open_programme
from heft_platform.programmes.services.room_in_parts import people_in, refuse_another_holder
from heft_platform.programmes.views import ProgrammeView
from heft_platform.pupils import services as pupils
from heft_platform.refusals import UnknownRoleError
from heft_platform.words import list_of, number_of, with_capital
from heft_tenants.refusals import Refused


class NotTheirOfficeError(Refused):
    """A part stands for an office, and who is named has another one at this school."""

    def __init__(self, name: str, office: str) -> None:
        self.name, self.office = name, office
        super().__init__(office)


class NotTheirPartError(Refused):
    """Nobody has this part, or it was given up meanwhile."""


@dataclass(frozen=True, kw_only=True)
class TakenOn:
    """Somebody who has said that they take a part on, and by whom and when that was written down."""

    id: UUID
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
    how_many: str  # people, in words; nothing if the template does not say
    still_wanted: int
    may_also_be: tuple[str, ...]  # other parts that the same person may have, each with whoever has it
    taken_on: tuple[TakenOn, ...]


def parts_in(session: Session, *, programme: ProgrammeView) -> list[PartView]:
    """Return every part that the template gives, those that somebody must have first, with who has taken it on."""
    taken: dict[str, list[TakenOn]] = defaultdict(list)
    for one in session.scalars(_standing(programme.id)):
        known = TakenOn(id=one.id, who=one.who, noted_on=one.noted_on, noted_by=one.noted_by)
        taken[one.role].append(known)
    holders = _holders(
        programme.template,
        pupil=programme.line.pupil_name,
        coordinator=programme.line.coordinator,
        key_worker=programme.line.key_worker,
    )
    people = {
        role.id: people_in([holders.get(role.id, ""), *(one.who for one in taken[role.id])])
        for role in programme.template.roles
    }
    parts = [
        PartView(
            role=role.id,
            label=role.label,
            party_words=with_capital(PARTY_NAMES[role.party]),
            holder=holders.get(role.id, ""),
            duties=role.duties,
            caution=role.caution or "",
            is_expected=role.is_shown_as_missing,
            how_many=_how_many(role),
            still_wanted=max(0, role.fewest - len(people[role.id])),
            may_also_be=tuple(
                _named(programme.template.role(other).label, people[other]) for other in role.may_also_be
            ),
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
    :raises TooManyHoldersError: if as many others have it as the template has
    """
    programme = open_programme(session, programme_id)
    template = programme.template
    asked = next((one for one in template.roles if one.id == role), None)
    if asked is None:
        raise UnknownRoleError
    _refuse_other_office(session, role, who)
    pupil = pupils.pupil(session, pupil_id=programme.pupil_id)
    holders = _holders(
        template,
        pupil=pupil.name if pupil else "",
        coordinator=programme.coordinator_name,
        key_worker=programme.key_worker_name,
    )
    have_it = [one.who for one in session.scalars(_standing(programme_id)) if one.role == role]
    refuse_another_holder(asked, [holders.get(role, ""), *have_it], who)
    session.add(KnownPart(programme_id=programme_id, role=role, who=who, noted_on=today, noted_by=by_name))
    record(
        session,
        action="part.taken_on",
        thing="programme",
        thing_id=programme_id,
        pupil_id=programme.pupil_id,
        fields=("role", "who"),
    )


def give_up(session: Session, *, programme_id: UUID, part_id: UUID, by_name: str, today: date) -> None:
    """Write down that somebody has a part no longer: others may take it on. That they had it stays on record.

    :raises ProgrammeClosedError: if the programme is closed
    :raises NotTheirPartError: if nobody has this part, or no longer
    """
    programme = open_programme(session, programme_id)
    part = session.scalar(_standing(programme_id).where(KnownPart.id == part_id))
    if part is None:
        raise NotTheirPartError
    part.given_up_on, part.given_up_by = today, by_name
    record(
        session,
        action="part.given_up",
        thing="programme",
        thing_id=programme_id,
        pupil_id=programme.pupil_id,
        fields=("given_up_on",),
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


def _standing(programme_id: UUID) -> Select[KnownPart]:
    """Read who has which part, those who gave it up left out."""
    kept = select(KnownPart).where(KnownPart.programme_id == programme_id, KnownPart.given_up_on.is_(None))
    return kept.order_by(KnownPart.id)


def _holders(template: ProgrammeTemplate, *, pupil: str, coordinator: str, key_worker: str) -> dict[str, str]:
    """Return the names that the programme itself knows, by role."""
    of_pupil = {one.id: pupil for one in template.roles if one.party == "pupil" and one.is_required}
    of_coordinator = {one.id: coordinator for one in template.roles if one.id in COORDINATORS}
    return of_pupil | of_coordinator | {role_of_key_worker(template): key_worker}


def _how_many(role: Role) -> str:
    if role.most is None:
        return f"{number_of(role.fewest, 'person', 'people')} or more" if role.fewest else ""
    if role.fewest in (0, role.most):
        return number_of(role.most, "person", "people") + (" at most" if not role.fewest else "")
    return f"{role.fewest} to {role.most} people"


def _named(label: str, people: list[str]) -> str:
    return f"{label} ({list_of(people)})" if people else label
