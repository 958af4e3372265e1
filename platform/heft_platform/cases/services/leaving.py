"""What of gates stands in the way of an organisation that leaves."""

from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from heft_platform.cases.models import Case, Invitation
from heft_tenants.gates import VisitGrant


def open_gates(session: Session, *, now: datetime, today: date) -> dict[str, int]:
    """Count what is open, in words: a school's invitations and grants, an agency's invitations and cases."""
    is_live = (VisitGrant.revoked_at.is_(None), VisitGrant.expires_at > now)
    questions = {
        "invitations that no team has answered": select(func.count(Invitation.id)).where(
            Invitation.state == "waiting", Invitation.until_on >= today
        ),
        "outreach workers who have access": select(func.count(VisitGrant.id)).where(*is_live),
        "invitations to answer": select(func.count(Case.id)).where(
            Case.state == "invited", Case.until_on >= today
        ),
        "cases at schools": select(func.count(Case.id)).where(
            Case.state.in_(["joining", "open"]), Case.until_on >= today
        ),
    }
    counted = {words: session.scalar(question) or 0 for words, question in questions.items()}
    return {words: number for words, number in counted.items() if number}
