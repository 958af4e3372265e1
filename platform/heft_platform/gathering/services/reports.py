"""Before each meeting, staff are asked for their reports, and other services for what came of their commitments."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.accounts import services as accounts
from heft_platform.accounts.services import MemberView
from heft_platform.audit.services import record
from heft_platform.gathering.models import AskedFor
from heft_platform.gathering.services.asked import next_place
from heft_platform.gathering.views import NextMeeting
from heft_platform.held_programmes import HeldProgramme
from heft_platform.library.services import Document

REPORT = "report"  # the kind of document that somebody writes about their own part
OUTSIDE = {"agency", "la"}


@dataclass(frozen=True, kw_only=True)
class ReportWanted:
    """A report for the next meeting that nobody has been asked for yet."""

    document: str
    label: str
    person_id: UUID | None
    who: str


def reports_wanted(session: Session, *, meeting: NextMeeting) -> list[ReportWanted]:
    """Return the reports that the template wants at a meeting, and of whom, but for those that are asked for."""
    wanted = [
        ReportWanted(
            document=document.id,
            label=f"{document.label}: {meeting.label}",
            person_id=member.person_id if member else None,
            who=member.name if member else who,
        )
        for document in meeting.template.documents_for(meeting.milestone)
        if document.kind == REPORT
        for member, who in _who_writes(session, meeting, document)
    ]
    kept = select(AskedFor.label, AskedFor.asked_name).where(AskedFor.programme_id == meeting.programme_id)
    asked = {(label, who) for label, who in session.execute(kept)}
    return [one for one in wanted if (one.label, one.who) not in asked]


def ask_for_reports(session: Session, *, programme: HeldProgramme, meeting: NextMeeting, today: date) -> int:
    """Ask for every report that is wanted at a meeting, by its day. Return how many were asked for."""
    wanted = reports_wanted(session, meeting=meeting)
    if not wanted:
        return 0
    for place, one in enumerate(wanted, start=next_place(session, programme.id)):
        session.add(
            AskedFor(
                programme_id=programme.id,
                document=one.document,
                label=one.label,
                place=place,
                asked_id=one.person_id,
                asked_name=one.who,
                due_on=max(meeting.due_on, today),
                asked_on=today,
            )
        )
    record(
        session,
        action="reports.asked_for",
        thing="programme",
        thing_id=programme.id,
        pupil_id=programme.pupil_id,
        fields=("label", "asked_name", "due_on"),
    )
    return len(wanted)


def _who_writes(
    session: Session, meeting: NextMeeting, document: Document
) -> list[tuple[MemberView | None, str]]:
    """Return who writes a report: the school's people who committed to something, and every service that did."""
    parties = {meeting.template.role(role).party for role in document.completed_by}
    if parties & OUTSIDE:
        return [(None, who) for who, party in meeting.committed.items() if party in OUTSIDE]
    staff = {one.name: one for one in accounts.members(session) if not one.is_visitor}
    names = [meeting.key_worker, *(who for who, party in meeting.committed.items() if party == "school")]
    return [(staff.get(name), name) for name in dict.fromkeys(names)]
