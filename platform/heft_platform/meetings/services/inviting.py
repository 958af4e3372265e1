"""Who is wanted at a meeting, that they were invited, and what they answered."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.accounts import services as accounts
from heft_platform.audit.services import record
from heft_platform.meetings.models import InvitationStep, InvitedPerson
from heft_platform.meetings.of_template import rules_of
from heft_platform.meetings.services.preparing import MeetingHeldError, plan_asked
from heft_platform.meetings.services.telling import tell_of_planning
from heft_platform.meetings.views import InvitationStepView, InvitedView, MeetingPlanView
from heft_platform.named import MILESTONE, PROGRAMME
from heft_platform.programmes.services import (
    MilestoneView,
    ProgrammeView,
    hold_programme,
    refuse_another_holder,
)
from heft_tenants.refusals import Refused
from heft_tenants.together import Question, Statement, ask_together, built_once


class AlreadyOnListError(Refused):
    """Somebody of this name is on the list in this role."""


class UnknownInvitedError(Refused):
    """Nobody like this is on the list of the meeting."""


class ReplyBeforeInvitationError(Refused):
    """An answer would have come before the invitation, or on a day to come."""


def invited_to(session: Session, *, programme_id: UUID, milestone_id: UUID) -> list[InvitedView]:
    """Return everybody who is wanted at a meeting, in the order in which they were put on the list."""
    return invited_asked(programme_id, milestone_id).ask(session)


def arranged(
    session: Session, *, programme_id: UUID, milestone_id: UUID
) -> tuple[MeetingPlanView, list[InvitedView]]:
    """Return how a meeting is arranged, and everybody who is wanted at it."""
    plan, invited = plan_asked(programme_id, milestone_id), invited_asked(programme_id, milestone_id)
    ask_together(session, plan, invited)
    return plan.answer, invited.answer


def invited_asked(programme_id: UUID, milestone_id: UUID) -> Question[list[InvitedView]]:
    """Ask for everybody who is wanted at a meeting, for pages that ask for more at once."""
    return Question(_invited, _invited_with_steps(), programme=programme_id, milestone=milestone_id)


@built_once
def _invited_with_steps() -> Statement:
    return (
        select(InvitedPerson, InvitationStep)
        .outerjoin(
            InvitationStep,
            (InvitationStep.org_id == InvitedPerson.org_id)
            & (InvitationStep.programme_id == InvitedPerson.programme_id)
            & (InvitationStep.invited_id == InvitedPerson.id),
        )
        .where(InvitedPerson.programme_id == PROGRAMME, InvitedPerson.milestone_id == MILESTONE)
        .order_by(InvitedPerson.id, InvitationStep.on_day, InvitationStep.id)
    )


def _invited(rows: Iterable[Any]) -> list[InvitedView]:
    people: dict[UUID, InvitedPerson] = {}
    steps: dict[UUID, list[InvitationStepView]] = {}
    for person, step in rows:
        people[person.id] = person
        if step is not None:
            view = InvitationStepView(kind=step.kind, on_day=step.on_day, words=step.words, by=step.by_name)
            steps.setdefault(person.id, []).append(view)
    everybody = [_view(person, tuple(steps.get(person.id, ()))) for person in people.values()]
    return [one for one in everybody if one.state != "taken_back"]


def invite(
    session: Session,
    *,
    programme: ProgrammeView,
    milestone: MilestoneView,
    name: str,
    role: str,
    contact: str,
) -> None:
    """Put somebody on the list of a meeting. `role` is one of the template's, or nothing.

    :raises ProgrammeClosedError: if the programme is closed
    :raises MeetingHeldError: if the meeting was held
    :raises AlreadyOnListError: if somebody of this name is on the list in this role
    :raises TooManyHoldersError: if as many others are on it in this role as the template has
    """
    _refuse_what_is_over(session, programme, milestone)
    known = invited_to(session, programme_id=programme.id, milestone_id=milestone.id)
    if any((one.name, one.role) == (name, role) for one in known):
        raise AlreadyOnListError
    chosen = rules_of(programme.template).roles.get(role)
    if chosen is not None:
        have_it = [one.name for one in known if one.role == role]
        refuse_another_holder(programme.template.role(role), have_it, name)
    session.add(
        InvitedPerson(
            programme_id=programme.id,
            milestone_id=milestone.id,
            role=chosen.id if chosen else "",
            role_label=chosen.label if chosen else "Also invited",
            party=chosen.party if chosen else "independent",
            name=name,
            contact=contact,
        )
    )
    tell_of_planning(
        session,
        programme=programme,
        people=[one.person_id for one in accounts.members(session) if one.name == name],
        about_id=milestone.id,
    )
    record(
        session,
        action="meeting.invited",
        thing="programme",
        thing_id=programme.id,
        pupil_id=programme.line.pupil_id,
        fields=("name", "contact"),
    )


def note_invitation(  # noqa: PLR0913  (what became of it, when, and who says so)
    session: Session,
    *,
    programme: ProgrammeView,
    milestone: MilestoneView,
    invited_id: UUID,
    kind: str,
    on_day: date,
    words: str,
    by_id: UUID,
    by_name: str,
    today: date,
) -> None:
    """Keep that somebody was invited, what they answered, or that they are no longer wanted.

    :raises ProgrammeClosedError: if the programme is closed
    :raises MeetingHeldError: if the meeting was held
    :raises UnknownInvitedError: if they are not on the list
    :raises ReplyBeforeInvitationError: if an answer came before the invitation, or the day has not come
    """
    _refuse_what_is_over(session, programme, milestone)
    known = invited_to(session, programme_id=programme.id, milestone_id=milestone.id)
    invited = next((one for one in known if one.id == invited_id), None)
    if invited is None:
        raise UnknownInvitedError
    sent_on = [one.on_day for one in invited.steps if one.kind == "sent"]
    if on_day > today or (kind != "sent" and sent_on and on_day < min(sent_on)):
        raise ReplyBeforeInvitationError
    session.add(
        InvitationStep(
            programme_id=programme.id,
            invited_id=invited_id,
            kind=kind,
            on_day=on_day,
            words=words,
            by_id=by_id,
            by_name=by_name,
        )
    )
    record(
        session,
        action="meeting.invitation_noted",
        thing="programme",
        thing_id=programme.id,
        pupil_id=programme.line.pupil_id,
        fields=("kind", "on_day", "words"),
    )


def _refuse_what_is_over(session: Session, programme: ProgrammeView, milestone: MilestoneView) -> None:
    """Refuse what comes too late, and hold the programme: two who put the same person on the list follow each other."""
    hold_programme(session, programme_id=programme.id)
    if milestone.held_on is not None:
        raise MeetingHeldError


def _view(person: InvitedPerson, steps: tuple[InvitationStepView, ...]) -> InvitedView:
    return InvitedView(
        id=person.id,
        role=person.role,
        role_label=person.role_label,
        party=person.party,
        name=person.name,
        contact=person.contact,
        steps=steps,
    )
