"""How a programme begins: its checklist, the reasons for what is missing, and the plans it stands beside."""

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.accounts.services import who_is_here
from heft_platform.audit.services import record
from heft_platform.library.programme_template import Entry
from heft_platform.named import PROGRAMME
from heft_platform.programmes.models import (
    EntryCheck,
    NotStarted,
    PlanRelation,
    Programme,
    ReasonWhyNot,
)
from heft_platform.programmes.services.finding import open_programme
from heft_platform.programmes.views import EntryLine, NotStartedView, RelationView
from heft_platform.refusals import UnknownChoiceError
from heft_tenants.refusals import Refused
from heft_tenants.together import Question, Statement, built_once

STANDING = ("replaces", "runs_beside", "integrates", "follows")
RELATION_WORDS = {
    "replaces": "Superseded by this programme",
    "runs_beside": "Runs beside it",
    "integrates": "Taken into it",
    "follows": "Came before it",
    "may_become": "May come after it",
    "escalates_to": "Where help can be asked for",
}


class PrerequisitesMissingError(Refused):
    """The template lets nobody begin before these are done; `missing` names them."""

    def __init__(self, missing: list[str]) -> None:
        self.missing = "; ".join(missing)
        super().__init__(self.missing)


class NotReadyWithoutReasonError(Refused):
    """Something that the template requires is not done, and nobody says why it starts all the same."""

    def __init__(self, missing: list[str]) -> None:
        self.missing = "; ".join(missing)
        super().__init__(self.missing)


def refuse_shut_gate(entry: Entry, prerequisites: Collection[str], why_not: str) -> None:
    """Refuse a start without what must come before it: always if the template’s gate is shut, else without a reason.

    :raises PrerequisitesMissingError: if something is missing, and the gate is shut
    :raises NotReadyWithoutReasonError: if something is missing, and nobody says why
    """
    missing = [one.label for one in entry.prerequisites if one.is_required and one.id not in prerequisites]
    if entry.blocks and missing:
        raise PrerequisitesMissingError(missing)
    if missing and not why_not:
        raise NotReadyWithoutReasonError(missing)


def keep_entry(
    session: Session,
    programme: Programme,
    *,
    triggers: Collection[str],
    prerequisites: Collection[str],
    why_not: str,
    today: date,
) -> None:
    """Keep the checklist with which a programme begins, each line with yes or no. A prompt stops nobody."""
    entry, name = programme.template.entry, who_is_here(session)[1]
    ticked = {"trigger": set(triggers), "prerequisite": set(prerequisites)}
    for kind, lines in (("trigger", entry.triggers), ("prerequisite", entry.prerequisites)):
        for line in lines:
            said_yes = line.id in ticked[kind]
            session.add(
                EntryCheck(
                    programme_id=programme.id,
                    kind=kind,
                    code=line.id,
                    label=line.label,
                    answer="yes" if said_yes else "no",
                    reason="" if said_yes or kind == "trigger" else why_not,
                    answered_on=today,
                    answered_by=name,
                )
            )


def entry_of(session: Session, *, programme_id: UUID) -> list[EntryLine]:
    """Return the checklist with which a programme began."""
    found = select(EntryCheck).where(EntryCheck.programme_id == programme_id).order_by(EntryCheck.id)
    return [
        EntryLine(
            kind=one.kind,
            label=one.label,
            answer="Yes" if one.answer == "yes" else "No",
            reason=one.reason,
            answered_on=one.answered_on,
            answered_by=one.answered_by,
        )
        for one in session.scalars(found)
    ]


def say_why_not(session: Session, *, programme_id: UUID, reasons: Mapping[str, str], today: date) -> None:
    """Keep why something that is expected is not there: by what it is, such as `party:family`.

    :raises ProgrammeClosedError: if the programme is closed
    """
    programme = open_programme(session, programme_id)
    _, name = who_is_here(session)
    for about, reason in reasons.items():
        if reason:
            session.add(
                ReasonWhyNot(
                    programme_id=programme_id, about=about, reason=reason, given_by=name, given_on=today
                )
            )
    record(
        session,
        action="programme.reason_given",
        thing="programme",
        thing_id=programme_id,
        pupil_id=programme.pupil_id,
        fields=tuple({about.partition(":")[0] for about in reasons}),
    )


def reasons_given(session: Session, programme_id: UUID) -> dict[str, str]:
    """Return why what is expected is not there, by what it is."""
    found = select(ReasonWhyNot).where(ReasonWhyNot.programme_id == programme_id).order_by(ReasonWhyNot.id)
    return {one.about: one.reason for one in session.scalars(found)}


def name_relations(
    session: Session, *, programme_id: UUID, relations: Mapping[str, str], today: date
) -> None:
    """Say to which of the pupil’s other plans the programme stands how: by the template’s id, with the plan’s name.

    :raises ProgrammeClosedError: if the programme is closed
    :raises UnknownChoiceError: if the template knows no such relation
    """
    programme = open_programme(session, programme_id)
    known = {one.id: one for one in programme.template.relations if one.kind in STANDING}
    if not set(relations) <= set(known):
        raise UnknownChoiceError
    _, name = who_is_here(session)
    kept = select(PlanRelation).where(PlanRelation.programme_id == programme_id)
    standing = {one.code: one for one in session.scalars(kept)}
    for code, one in standing.items():
        if code not in relations or one.plan_name != relations[code]:
            session.delete(one)
    session.flush()
    for code, plan_name in relations.items():
        if code not in standing or standing[code].plan_name != plan_name:
            session.add(
                PlanRelation(
                    programme_id=programme_id,
                    code=code,
                    kind=known[code].kind,
                    label=known[code].label,
                    plan_name=plan_name,
                    named_on=today,
                    named_by=name,
                )
            )
    record(
        session,
        action="programme.relations_named",
        thing="programme",
        thing_id=programme_id,
        pupil_id=programme.pupil_id,
        fields=("relations",),
    )


def relations_of(session: Session, *, programme_id: UUID) -> list[RelationView]:
    """Return the plans that the programme stands beside, replaces or takes in."""
    return relations_asked(programme_id=programme_id).ask(session)


def relations_asked(*, programme_id: UUID) -> Question[list[RelationView]]:
    """Ask for the plans that the programme stands beside, for pages that ask for more at once."""
    return Question(
        lambda rows: [
            RelationView(
                code=one.code,
                label=one.label,
                how=RELATION_WORDS[one.kind],
                plan_name=one.plan_name,
                named_on=one.named_on,
            )
            for one in rows
        ],
        _relations(),
        programme=programme_id,
    )


@built_once
def _relations() -> Statement:
    return select(PlanRelation).where(PlanRelation.programme_id == PROGRAMME).order_by(PlanRelation.id)


def decide_against(session: Session, *, pupil_id: UUID, reason: str, instead: str, today: date) -> None:
    """Keep that a programme was suggested for a pupil and not started, and why."""
    _, name = who_is_here(session)
    session.add(
        NotStarted(pupil_id=pupil_id, reason=reason, instead=instead, decided_by=name, decided_on=today)
    )
    record(
        session,
        action="programme.not_started",
        thing="pupil",
        thing_id=pupil_id,
        pupil_id=pupil_id,
        fields=("reason",),
    )


def decisions_against(session: Session, *, pupil_id: UUID) -> list[NotStartedView]:
    """Return when a programme was suggested and not started, the newest first."""
    found = select(NotStarted).where(NotStarted.pupil_id == pupil_id).order_by(NotStarted.id.desc())
    return [
        NotStartedView(
            reason=one.reason, instead=one.instead, decided_by=one.decided_by, decided_on=one.decided_on
        )
        for one in session.scalars(found)
    ]
