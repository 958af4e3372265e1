"""Start a programme: from a template, on days that the school's calendar gives."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform import clock
from heft_platform.accounts import services as accounts
from heft_platform.adding import add_once
from heft_platform.calendar import services as calendar
from heft_platform.gathering import services as gathering
from heft_platform.library import services as library
from heft_platform.library.services import ProgrammeTemplate
from heft_platform.programmes.dates import PlannedMilestone, plan_milestones
from heft_platform.programmes.models import Milestone, Programme
from heft_platform.programmes.services.course import change_of
from heft_platform.programmes.services.entering import keep_entry, refuse_shut_gate
from heft_platform.programmes.services.finding import held
from heft_platform.programmes.services.next_cycles import refuse_cycle, to_follow
from heft_platform.pupils import services as pupils
from heft_platform.references import new_reference
from heft_platform.refusals import UnknownChoiceError
from heft_tenants.context import current
from heft_tenants.ids import uuid7
from heft_tenants.refusals import Refused


class AlreadyOnProgrammeError(Refused):
    """The pupil has an open programme of this kind; `reference` is its reference."""

    def __init__(self, reference: str) -> None:
        self.reference = reference
        super().__init__(reference)


class UnknownReasonError(Refused):
    """A reason or purpose is not one of the template's; `template` is its name."""

    def __init__(self, template: str) -> None:
        self.template = template
        super().__init__(template)


class ConcernNotYetError(Refused):
    """The worry would have been raised after the first meeting, or on a day to come."""


class PupilLeftError(Refused):
    """The pupil has left the school: what was recorded is read, and nothing begins."""


def plan_programme(  # noqa: PLR0913  (what the first page asked)
    session: Session,
    *,
    pupil_id: UUID,
    template_id: UUID,
    first_meeting_on: date,
    reasons: Collection[str] = (),
    prerequisites: Collection[str] = (),
    why_not_ready: str = "",
    follows: str = "",
    why_again: str = "",
) -> tuple[ProgrammeTemplate, list[PlannedMilestone]]:
    """Work out every date of a programme that is to be started, and save nothing.

    :raises UnknownChoiceError: if there is no such template
    :raises TemplateRetiredError: if no programme starts from the template any more
    :raises UnknownReasonError: if the template does not know every trigger and purpose
    :raises PupilLeftError: if the pupil has left the school
    :raises AlreadyOnProgrammeError: if the pupil has an open programme of the template's kind
    :raises PrerequisitesMissingError: if the template’s gate is shut without what must come before
    :raises NotReadyWithoutReasonError: if it is open, and nobody says why something required is not done
    :raises CycleNotAllowedError: if no other programme may follow the one of the reference `follows`
    :raises OfAnotherTemplateError: if that one was started from another template
    :raises WhyAgainMissingError: if the template wants a reason for that, and there is none
    :raises NotASchoolDayError: if there is no school on the day of the first meeting
    :raises CalendarHorizonError: naming the term whose dates are missing
    """
    if pupils.has_left(session, pupil_id=pupil_id):
        raise PupilLeftError
    template = library.template_for_school(session, template_id=template_id)
    if template is None:
        raise UnknownChoiceError
    if not set(reasons) <= {code for code, _ in (*template.triggers(), *template.purposes())}:
        raise UnknownReasonError(template.label)
    if (reference := _open_reference(session, pupil_id, template.plan_kind)) is not None:
        raise AlreadyOnProgrammeError(reference)
    refuse_shut_gate(template.entry, prerequisites, why_not_ready)
    if follows:
        refuse_cycle(to_follow(session, follows, pupil_id), template, why_again)
    school_days = calendar.calendar_of_school(session)
    school_days.refuse_closed(first_meeting_on)
    return template, plan_milestones(template, first_meeting_on=first_meeting_on, calendar=school_days)


def start_programme(  # noqa: PLR0913  (everything that the two pages asked)
    session: Session,
    *,
    pupil_id: UUID,
    template_id: UUID,
    first_meeting_on: date,
    key_worker_id: UUID,
    coordinator_id: UUID,
    purposes: Collection[str],
    triggers: Collection[str],
    concern: str,
    concern_on: date | None = None,
    follows: str = "",
    why_again: str = "",
    prerequisites: Collection[str] = (),
    why_not_ready: str = "",
) -> str:
    """Put a pupil on a programme, and return its reference. The template is frozen into it.

    `follows` is the reference of a programme that is over, of which this is the next cycle: its history stays.

    :raises UnknownChoiceError: if template, key worker or coordinator is not one of the school's
    :raises UnknownReasonError, PupilLeftError, AlreadyOnProgrammeError, PrerequisitesMissingError,
        NotReadyWithoutReasonError, CycleNotAllowedError, OfAnotherTemplateError, WhyAgainMissingError, NotASchoolDayError, CalendarHorizonError:
        as `plan_programme`
    :raises ConcernNotYetError: if the day on which the worry was first raised is after the first meeting, or to come
    """
    refuse_later_concern(concern_on, first_meeting_on=first_meeting_on)
    pupils.hold_pupil(session, pupil_id=pupil_id)
    template, planned = plan_programme(
        session,
        pupil_id=pupil_id,
        template_id=template_id,
        first_meeting_on=first_meeting_on,
        reasons=[*triggers, *purposes],
        prerequisites=prerequisites,
        why_not_ready=why_not_ready,
        follows=follows,
        why_again=why_again,
    )
    key_worker = accounts.own_person(session, person_id=key_worker_id)
    coordinator = accounts.own_person(session, person_id=coordinator_id)

    before = to_follow(session, follows, pupil_id) if follows else None
    programme = _keep(
        session,
        id=uuid7(),
        follows_id=before.id if before else None,
        cycle=before.cycle + 1 if before else 1,
        reference=new_reference("PSP"),
        pupil_id=pupil_id,
        template_id=template_id,
        template=template,
        plan_kind=template.plan_kind,
        started_on=first_meeting_on,
        key_worker_id=key_worker.person_id,
        key_worker_name=key_worker.name,
        coordinator_id=coordinator.person_id,
        coordinator_name=coordinator.name,
        purposes=list(purposes),
        triggers=list(triggers),
        concern=concern,
        concern_on=concern_on,
    )
    milestones = _milestones(programme.id, template, planned)
    today = clock.today()
    with change_of(session, programme, kind="started", why=why_again):
        session.add_all(milestones)
    keep_entry(
        session,
        programme,
        triggers=triggers,
        prerequisites=prerequisites,
        why_not=why_not_ready,
        today=today,
    )
    pupil = pupils.pupil(session, pupil_id=pupil_id)
    gathering.ask_for_documents(
        session,
        programme=held(programme),
        due_on={milestone.code: milestone.due_on for milestone in milestones},
        calendar=calendar.calendar_of_school(session),
        year_group=pupil.year_group if pupil else "",
        today=today,
    )
    return programme.reference


def refuse_later_concern(concern_on: date | None, *, first_meeting_on: date) -> None:
    """Refuse that a worry was first raised after the meeting that was held because of it, or on a day to come.

    :raises ConcernNotYetError: if it would be so
    """
    if concern_on is not None and concern_on > min(first_meeting_on, clock.today()):
        raise ConcernNotYetError


def _open_reference(session: Session, pupil_id: UUID, plan_kind: str) -> str | None:
    open_one = select(Programme.reference).where(
        Programme.pupil_id == pupil_id, Programme.plan_kind == plan_kind, Programme.state != "closed"
    )
    return session.scalar(open_one)


def _keep(session: Session, **said: Any) -> Programme:
    """Write the programme down: its milestones need it, and a race for the pupil is lost here, not at the commit."""
    if not add_once(session, Programme, version=1, **said):
        reference = _open_reference(session, said["pupil_id"], said["plan_kind"])
        assert reference is not None, "a reference was drawn twice"
        raise AlreadyOnProgrammeError(reference)
    return session.get_one(Programme, (current().org, said["id"]))


def _milestones(
    programme_id: UUID, template: ProgrammeTemplate, planned: list[PlannedMilestone]
) -> list[Milestone]:
    return [
        Milestone(
            programme_id=programme_id,
            code=milestone.code,
            label=milestone.label,
            place=place,
            due_on=milestone.due_on,
            is_meeting=milestone.is_meeting,
            is_final=milestone.is_final,
            tolerance=milestone.tolerance,
            is_optional=template.milestone(milestone.code).may_be_skipped,
            window_from=milestone.window[0] if milestone.window else None,
            moved_because=milestone.moved_because or "",
        )
        for place, milestone in enumerate(planned)
    ]
