"""What is asked for when a programme starts: everything that its template wants before the first meeting."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy.orm import Session

from heft_platform.accounts import services as accounts
from heft_platform.accounts.services import MemberView
from heft_platform.calendar.services import SchoolCalendar
from heft_platform.gathering.models import AskedFor
from heft_platform.gathering.services.reminding import tell_at_once
from heft_platform.held_programmes import HeldProgramme
from heft_platform.library.services import Document, ProgrammeTemplate

FIRST_OF_SECONDARY = 7  # the year group
FROM_THE_RECORD = {"extract"}  # worked out, so nobody is asked


def ask_for_documents(
    session: Session,
    *,
    programme: HeldProgramme,
    due_on: Mapping[str, date],
    calendar: SchoolCalendar,
    year_group: str,
    today: date,
) -> None:
    """Ask for everything that the template wants before the first meeting. Of a group, the one that suits is asked for.

    A document of which there are several is asked for as often as the template has it at least.

    `due_on` are the days of the programme’s milestones, by their codes.
    """
    template = programme.template
    people = accounts.members(session)
    wanted = [
        one for one in _one_of_each_group(template, year_group) for _ in range(max(one.how_many.fewest, 1))
    ]
    several = []
    for place, document in enumerate(wanted):
        day = due_on.get(document.due.milestone) if document.due else None
        if day is not None and document.due is not None:
            day = calendar.add_school_days(day, document.due.offset_school_days)
        member, name = _who_completes(template, document, programme, people)
        several.append(
            AskedFor(
                programme_id=programme.id,
                document=document.id,
                label=document.label,
                place=place,
                asked_id=member.person_id if member else None,
                asked_name=name,
                due_on=max(day or programme.started_on, today),
                asked_on=today,
            )
        )
    session.add_all(several)
    asked = [one.asked_id for one in several]
    tell_at_once(session, programme=programme, people=asked, about_id=programme.id)


def _one_of_each_group(template: ProgrammeTemplate, year_group: str) -> list[Document]:
    wanted: dict[str, Document] = {}
    for one in template.documents:
        if one.phase != "assess" or one.kind in FROM_THE_RECORD or one.requirement in {"optional", "none"}:
            continue
        key = one.one_of or one.id
        if key not in wanted or (suits(one, year_group) and not suits(wanted[key], year_group)):
            wanted[key] = one
    return list(wanted.values())


def suits(document: Document, year_group: str) -> bool:
    """Say whether a question set is meant for pupils of a year. Only a suggestion: staff choose freely."""
    is_older = year_group.isdigit() and int(year_group) >= FIRST_OF_SECONDARY
    phases = document.suggested_for.phases if document.suggested_for else ()
    return bool(set(phases) & ({"4", "5", "6"} if is_older else {"1", "2", "3"}))


def _who_completes(
    template: ProgrammeTemplate, document: Document, programme: HeldProgramme, people: list[MemberView]
) -> tuple[MemberView | None, str]:
    """Return who is asked first: somebody of the school by what the role says, else the role in words."""
    role = template.role(document.completed_by[0]) if document.completed_by else None
    if role is None:
        return None, ""
    wanted = {"coordinator": programme.coordinator_id, "key_worker": programme.key_worker_id}.get(role.id)
    for one in people:
        if one.person_id == wanted or (role.is_of_school and one.role == role.id):
            return one, one.name
    return None, role.label
