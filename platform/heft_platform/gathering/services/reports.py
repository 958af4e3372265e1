"""Before each review, staff are asked for their reports, and other services for what came of their commitments."""

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
from heft_platform.gathering.views import NextReview
from heft_platform.held_programmes import HeldProgramme
from heft_platform.library.services import Document

REPORT = "report"  # the kind of document that somebody writes about their own part
OUTSIDE = {"agency", "la"}


@dataclass(frozen=True, kw_only=True)
class ReportWanted:
    """A report for the next review that nobody has been asked for yet."""

    document: str
    label: str
    person_id: UUID | None
    who: str


def reports_wanted(session: Session, *, review: NextReview) -> list[ReportWanted]:
    """Return the reports that the template wants at a review, and of whom, but for those that are asked for."""
    wanted = [
        ReportWanted(
            document=document.id,
            label=f"{document.label}: {review.label}",
            person_id=member.person_id if member else None,
            who=member.name if member else who,
        )
        for document in review.template.documents_for(review.milestone)
        if document.kind == REPORT
        for member, who in _who_writes(session, review, document)
    ]
    kept = select(AskedFor.label, AskedFor.asked_name).where(AskedFor.programme_id == review.programme_id)
    asked = {(label, who) for label, who in session.execute(kept)}
    return [one for one in wanted if (one.label, one.who) not in asked]


def ask_for_reports(session: Session, *, programme: HeldProgramme, review: NextReview, today: date) -> int:
    """Ask for every report that is wanted at a review, by its day. Return how many were asked for."""
    wanted = reports_wanted(session, review=review)
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
                due_on=max(review.due_on, today),
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
    session: Session, review: NextReview, document: Document
) -> list[tuple[MemberView | None, str]]:
    """Return who writes a report: the school's people who committed to something, and every service that did."""
    parties = {review.template.role(role).party for role in document.completed_by}
    if parties & OUTSIDE:
        return [(None, who) for who, party in review.committed.items() if party in OUTSIDE]
    staff = {one.name: one for one in accounts.members(session) if not one.is_visitor}
    names = [review.key_worker, *(who for who, party in review.committed.items() if party == "school")]
    return [(staff.get(name), name) for name in dict.fromkeys(names)]
