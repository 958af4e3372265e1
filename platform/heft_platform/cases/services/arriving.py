"""What an arrived letter about an invitation makes the receiver do. Tried twice, it is done once."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.accounts import services as accounts
from heft_platform.audit.services import record
from heft_platform.cases.models import Case, Invitation
from heft_platform.clock import SCHOOL_TIME
from heft_platform.mail import services as mail
from heft_platform.programmes import services as programmes
from heft_tenants.gates import GrantAlreadyEndedError, end_access, grant_access
from heft_tenants.letters import LetterOfThread, read_thread, send
from heft_tenants.tables import Section


def letter_arrived(session: Session, *, letter: LetterOfThread, now: datetime) -> None:
    """Do what the letter asks for, in the receiver's own context."""
    _WHAT_TO_DO[letter.kind](session, letter, now)


def _invited(session: Session, letter: LetterOfThread, _: datetime) -> None:
    if _case(session, letter) is not None or _is_taken_back(session, letter):
        return
    said = letter.content
    case = Case(
        school_org=letter.writer,
        school_slug=said["school_slug"],
        school_name=said["school_name"],
        thread_id=letter.thread_id,
        team=said["team"],
        initials=said["initials"],
        reads=said["reads"],
        adds=said["adds"],
        until_on=date.fromisoformat(said["until_on"]),
        parent_told=said["parent_told"],
        invited_at=letter.sent_at,
    )
    session.add(case)
    session.flush()  # the message needs its id
    everybody = [one.person_id for one in accounts.members(session)]
    mail.tell(session, person_ids=everybody, kind="invitation.new", reference="", about_id=case.id)


def _accepted(session: Session, letter: LetterOfThread, now: datetime) -> None:
    """Let the person in: they stand on the school's list, and have a grant for what was offered and no more."""
    invitation = _invitation(session, letter)
    if invitation is None or invitation.state != "waiting":
        return
    person_id, name = UUID(letter.content["person_id"]), letter.content["person_name"]
    line = programmes.line_of(session, programme_id=invitation.programme_id, today=now.date())
    until = _end_of(invitation.until_on)
    if line is None or not line.is_open or until <= now:
        invitation.state = "ended"
        return
    accounts.welcome_visitor(session, person_id=person_id, name=name)
    session.flush()  # the grant refers to the person on the list
    grant = grant_access(
        session,
        programme_id=invitation.programme_id,
        pupil_id=line.pupil_id,
        agency_id=letter.writer,
        person_id=person_id,
        reads=Section(invitation.reads),
        adds=Section(invitation.adds),
        granted_by=invitation.invited_by,
        expires_at=until,
        now=now,
    )
    session.flush()  # the letter names the grant
    invitation.state, invitation.grant_id, invitation.person_name = "accepted", grant.id, name
    send(
        session,
        to_org=letter.writer,
        kind="grant.made",
        content={
            "programme_id": str(invitation.programme_id),
            "programme_reference": line.reference,
            "grant_id": str(grant.id),
            "person_id": str(person_id),
            "until_at": until.isoformat(),
        },
        thread_id=letter.thread_id,
        letter_id=grant.id,
        programme_id=invitation.programme_id,
    )
    record(
        session,
        action="grant.made",
        thing="programme",
        thing_id=invitation.programme_id,
        pupil_id=line.pupil_id,
        fields=("sections", "until"),
    )
    _tell_inviter(session, invitation, line.reference, letter)


def _declined(session: Session, letter: LetterOfThread, now: datetime) -> None:
    invitation = _invitation(session, letter)
    if invitation is None or invitation.state != "waiting":
        return
    invitation.state = "declined"
    line = programmes.line_of(session, programme_id=invitation.programme_id, today=now.date())
    _tell_inviter(session, invitation, line.reference if line else "", letter)


def _let_in(session: Session, letter: LetterOfThread, _: datetime) -> None:
    case = _case(session, letter)
    if case is None or case.state != "joining":
        return
    said = letter.content
    case.state, case.programme_id, case.grant_id = "open", UUID(said["programme_id"]), UUID(said["grant_id"])
    case.programme_reference, case.until_at = (
        said["programme_reference"],
        datetime.fromisoformat(said["until_at"]),
    )
    if case.person_id is not None:
        mail.tell(
            session,
            person_ids=[case.person_id],
            kind="access.open",
            reference=said["programme_reference"],
            about_id=case.id,
        )


def _left(session: Session, letter: LetterOfThread, now: datetime) -> None:
    """End what we gave. Nobody is let in afterwards, should the answer of whoever left arrive only now."""
    invitation = _invitation(session, letter)
    if invitation is None or invitation.state in {"withdrawn", "declined", "ended"}:
        return
    invitation.state = "ended"
    if invitation.grant_id is not None:
        with suppress(GrantAlreadyEndedError):
            end_access(
                session,
                programme_id=invitation.programme_id,
                grant_id=invitation.grant_id,
                ended_by=UUID(letter.content["person_id"]),
                now=now,
            )
    record(session, action="case.left", thing="programme", thing_id=invitation.programme_id)
    line = programmes.line_of(session, programme_id=invitation.programme_id, today=now.date())
    _tell_inviter(session, invitation, line.reference if line else "", letter, kind="access.left")


def _ended(session: Session, letter: LetterOfThread, _: datetime) -> None:
    _end(session, letter, date.fromisoformat(letter.content["ended_on"]))


def _withdrawn(session: Session, letter: LetterOfThread, _: datetime) -> None:
    _end(session, letter, date.fromisoformat(letter.content["withdrawn_on"]))


def _end(session: Session, letter: LetterOfThread, day: date) -> None:
    case = _case(session, letter)
    if case is not None and case.state not in {"declined", "ended"}:
        case.state, case.ended_on = "ended", day


_WHAT_TO_DO: dict[str, Callable[[Session, LetterOfThread, datetime], None]] = {
    "invitation.sent": _invited,
    "invitation.accepted": _accepted,
    "invitation.declined": _declined,
    "grant.made": _let_in,
    "grant.ended": _ended,
    "invitation.withdrawn": _withdrawn,
    "case.left": _left,
}


def _case(session: Session, letter: LetterOfThread) -> Case | None:
    mine = select(Case).where(Case.school_org == letter.writer, Case.thread_id == letter.thread_id)
    return session.scalar(mine)


def _is_taken_back(session: Session, letter: LetterOfThread) -> bool:
    thread = read_thread(session, other_org=letter.writer, thread_id=letter.thread_id)
    return any(one.kind == "invitation.withdrawn" for one in thread)


def _invitation(session: Session, letter: LetterOfThread) -> Invitation | None:
    """Return our invitation that a letter answers: only the agency that was invited can. Who takes it back meanwhile waits."""
    ours = select(Invitation).where(
        Invitation.thread_id == letter.thread_id, Invitation.agency_org == letter.writer
    )
    return session.scalar(ours.with_for_update())


def _tell_inviter(
    session: Session,
    invitation: Invitation,
    reference: str,
    letter: LetterOfThread,
    *,
    kind: str = "invitation.answered",
) -> None:
    mail.tell(
        session,
        person_ids=[invitation.invited_by],
        kind=kind,
        reference=reference,
        about_id=letter.id,
    )


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=SCHOOL_TIME).astimezone(UTC)
