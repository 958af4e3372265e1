"""What happens when a plan does not work between two meetings: somebody contacts home, and a review may come early."""

from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from heft_platform.actions import services as actions
from heft_platform.audit.services import record
from heft_platform.calendar import services as calendar
from heft_platform.meetings.of_template import rules_of
from heft_platform.meetings.services.owners import owner_of
from heft_platform.programmes import services as programmes
from heft_platform.programmes.services import ProgrammeView
from heft_platform.refusals import NotRunningError
from heft_tenants.refusals import Refused


class EarlyReviewNotAllowedError(Refused):
    """The template knows no early review."""


class UnknownCallerError(Refused):
    """The template does not let this person call a review early."""


class NotBeforeNextMeetingError(Refused):
    """An early review lies between today and the next meeting, which is `label` on `day`."""

    def __init__(self, label: str, day: date) -> None:
        self.label, self.day = label, day
        super().__init__(label, day)


def mark_failing(
    session: Session, *, programme: ProgrammeView, words: str, by_id: UUID, by_name: str, today: date
) -> None:
    """Say that the plan is not working, and give whom the template names the task that it names, and the paper for it.

    The task is for the next school day. Where nobody of the school holds the part that the template gives it to, it is the
    coordinator's, or the key worker's if that is who looks in afterwards; and where they have left, whoever's who says so.

    :raises NotRunningError: if the programme does not run
    """
    if programme.line.state != "active":
        raise NotRunningError
    rules = rules_of(programme.template)
    people = (programme.coordinator_id, programme.key_worker_id)
    or_else = (*(people[::-1] if rules.runs_it == rules.looks_after else people), by_id)
    school_days = calendar.calendar_of_school(session)
    actions.add(
        session,
        pupil_id=programme.line.pupil_id,
        programme_id=programme.id,
        reference=programme.reference,
        what=f"{rules.done_if_it_fails}: the plan is not working. Paper for it: “{rules.paper_if_it_fails}”",
        why=words,
        owner_id=owner_of(session, programme=programme, role=rules.runs_it, or_else=or_else),
        due_on=school_days.next_school_day_if_known(today),
        source="failing",
        added_by=by_id,
        adder_name=by_name,
        today=today,
    )
    record(
        session,
        action="programme.marked_failing",
        thing="programme",
        thing_id=programme.id,
        pupil_id=programme.line.pupil_id,
        fields=("words",),
    )


def call_early_review(
    session: Session,
    *,
    programme: ProgrammeView,
    on_day: date,
    called_by: str,
    why: str,
    by_id: UUID,
    by_name: str,
    today: date,
) -> None:
    """Put a review between today and the next meeting. `called_by` is a role of the template; why stands in the log.

    :raises NotRunningError: if the programme does not run
    :raises EarlyReviewNotAllowedError: if the template knows no early review
    :raises UnknownCallerError: if this role may not call one
    :raises NotBeforeNextMeetingError: if the day has passed, or is not before the next meeting
    :raises NotASchoolDayError: if there is no school on the day
    """
    milestone, callers = programme.next_milestone, rules_of(programme.template).early_callers
    if programme.line.state != "active" or milestone is None:
        raise NotRunningError
    if not callers:
        raise EarlyReviewNotAllowedError
    caller = next((one for one in callers if one.id == called_by), None)
    if caller is None:
        raise UnknownCallerError
    if on_day < today or (on_day >= milestone.due_on and on_day != today):
        raise NotBeforeNextMeetingError(milestone.label, milestone.due_on)
    programmes.put_in_review(session, programme_id=programme.id, due_on=on_day)
    programmes.add_note(
        session,
        programme_id=programme.id,
        author_id=by_id,
        author_name=by_name,
        body=f"Early review called by {caller.label}: {why}",
    )
