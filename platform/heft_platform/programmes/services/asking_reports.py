"""Before each review, staff are asked for their reports, and other services for what came of their promises."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from heft_platform.accounts import services as accounts
from heft_platform.accounts.services import MemberView
from heft_platform.audit.services import record
from heft_platform.library.services import Document
from heft_platform.programmes.models import AskedFor
from heft_platform.programmes.services.finding import open_programme
from heft_platform.programmes.views import ProgrammeView

REPORT = "report"  # the kind of document that somebody writes about their own part
OUTSIDE = {"agency", "la"}


@dataclass(frozen=True, kw_only=True)
class ReportWanted:
    """A report for the next review that nobody has been asked for yet."""

    document: str
    label: str
    person_id: UUID | None
    who: str


def reports_wanted(session: Session, *, programme: ProgrammeView) -> list[ReportWanted]:
    """Return the reports that the template wants at the next review, and of whom, but for those that are asked for."""
    step = programme.next_step
    if step is None or programme.line.state != "active":
        return []
    wanted = [
        ReportWanted(
            document=document.id,
            label=f"{document.label}: {step.label}",
            person_id=member.person_id if member else None,
            who=member.name if member else who,
        )
        for document in programme.template.documents_for(step.code)
        if document.kind == REPORT
        for member, who in _who_writes(session, programme, document)
    ]
    kept = select(AskedFor.label, AskedFor.asked_name).where(AskedFor.programme_id == programme.id)
    asked = {(label, who) for label, who in session.execute(kept)}
    return [one for one in wanted if (one.label, one.who) not in asked]


def ask_for_reports(session: Session, *, programme: ProgrammeView, today: date) -> int:
    """Ask for every report that is wanted at the next review, by its day. Return how many were asked for.

    :raises ProgrammeClosedError: if the programme is closed
    """
    kept = open_programme(session, programme.id)
    wanted = reports_wanted(session, programme=programme)
    if not wanted or programme.next_step is None:
        return 0
    last = session.scalar(select(func.max(AskedFor.place)).where(AskedFor.programme_id == programme.id)) or 0
    for place, one in enumerate(wanted, start=last + 1):
        session.add(
            AskedFor(
                programme_id=programme.id,
                document=one.document,
                label=one.label,
                place=place,
                asked_id=one.person_id,
                asked_name=one.who,
                due_on=max(programme.next_step.due_on, today),
                asked_on=today,
            )
        )
    record(
        session,
        action="reports.asked_for",
        thing="programme",
        thing_id=programme.id,
        pupil_id=kept.pupil_id,
        fields=("label", "asked_name", "due_on"),
    )
    return len(wanted)


def _who_writes(
    session: Session, programme: ProgrammeView, document: Document
) -> list[tuple[MemberView | None, str]]:
    """Return who writes a report: the school's people who promised something, and every service that did."""
    parties = {programme.template.role(role).party for role in document.completed_by}
    promised = {promise.who: promise.party for promise in programme.commitments}
    if parties & OUTSIDE:
        return [(None, who) for who, party in promised.items() if party in OUTSIDE]
    staff = {one.name: one for one in accounts.members(session) if not one.is_visitor}
    names = [programme.line.key_worker, *(who for who, party in promised.items() if party == "school")]
    return [(staff.get(name), name) for name in dict.fromkeys(names)]
