"""What is left to do when a programme has ended, and how somebody keeps looking in."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from heft_platform.actions import services as actions
from heft_platform.calendar import services as calendar
from heft_platform.calendar.services import SchoolCalendar
from heft_platform.meetings.of_template import MeetingRules, rules_of
from heft_platform.meetings.services.owners import owner_of
from heft_platform.programmes.services import ProgrammeView

SOON = timedelta(days=14)
BETWEEN_LOOKS = {"weekly": timedelta(weeks=1), "fortnightly": timedelta(weeks=2)}


def offers_after_care(programme: ProgrammeView, verdict: str) -> bool:
    """Say whether somebody may keep looking in after a verdict."""
    return verdict in programme.template.closing.after_care.offered_for


def after_care_ends(programme: ProgrammeView, today: date) -> date:
    """Return the day until which somebody looks in, as long as the template says."""
    return today + timedelta(weeks=rules_of(programme.template).weeks_of_after_care)


def begin_after_care(
    session: Session,
    *,
    programme: ProgrammeView,
    closing_steps: Collection[str],
    after_care_until: date | None,
    by_id: UUID,
    by_name: str,
    today: date,
) -> None:
    """Put on the list of actions what is left to do when a programme has ended, and each look of its after-care.

    Each is for whoever holds the part that the template gives it to; the key worker's if nobody of the school does. Where
    that one has left, it is the coordinator's, and then whoever's who ends the programme.
    """
    rules = rules_of(programme.template)
    labels = dict(rules.closing_steps)
    steps = [one for one in programme.template.closing.steps if one.id in closing_steps]
    todo = [(labels[one.id], today + SOON, one.owner) for one in steps]
    if after_care_until is not None:
        school_days = calendar.calendar_of_school(session)
        looks = _looks(rules, programme.reference, today, after_care_until, school_days)
        todo += [(what, due_on, rules.looks_after) for what, due_on in looks]
    or_else = (programme.key_worker_id, programme.coordinator_id, by_id)
    owners = {role: owner_of(session, programme=programme, role=role, or_else=or_else) for _, _, role in todo}
    for what, due_on, role in todo:
        actions.add(
            session,
            pupil_id=programme.line.pupil_id,
            programme_id=programme.id,
            reference=programme.reference,
            what=what,
            owner_id=owners[role],
            due_on=due_on,
            source="meeting",
            added_by=by_id,
            adder_name=by_name,
            today=today,
        )


def _looks(
    rules: MeetingRules, reference: str, today: date, until: date, school_days: SchoolCalendar
) -> Iterator[tuple[str, date]]:
    """Give each look as it is to be done, and by when: those of every school day are one, which ends with the last."""
    paper, apart = rules.paper_of_after_care, BETWEEN_LOOKS.get(rules.rhythm_of_after_care)
    if apart is None:
        yield f"Look in every school day until then, with “{paper}”, and say how it goes: {reference}", until
        return
    planned = [today + apart * number for number in range(1, (until - today) // apart + 1)]
    for day in sorted({school_days.next_school_day_if_known(one) for one in planned}):
        if day < until:
            yield f"Look in, with “{paper}”: {reference}", day
    yield f"Look in for the last time, with “{paper}”, and say how it goes: {reference}", until
