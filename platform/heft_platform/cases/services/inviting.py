"""The school's side: invite a team, see who has access and when they last looked, and end it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.accounts import services as accounts
from heft_platform.agencies import services as agencies
from heft_platform.audit.services import Entries, entries_through, record
from heft_platform.cases.models import Invitation
from heft_platform.cluster import services as cluster
from heft_platform.programmes.services import ProgrammeView
from heft_tenants import gates
from heft_tenants.ids import uuid7
from heft_tenants.letters import read_threads, send
from heft_tenants.refusals import Refused
from heft_tenants.tables import Section

AFTER_THE_END = timedelta(weeks=4)
LONGEST = timedelta(days=364)


class NotOnHeftError(Refused):
    """The team's agency does not work here, so nobody of it could open the programme."""


class UntilTooFarError(Refused):
    """Access ends four weeks after the programme at the latest; `latest` is that day."""

    def __init__(self, latest: date) -> None:
        self.latest = latest
        super().__init__(latest)


class ChooseSectionsError(Refused):
    """An invitation opens at least one part, and never the safeguarding notes."""


class NotWaitingError(Refused):
    """The invitation was answered or taken back meanwhile."""


class AlreadyEndedError(Refused):
    """The access has ended, or was never given."""


@dataclass(frozen=True, kw_only=True)
class AccessLine:
    """Somebody who has, or had, access."""

    grant_id: UUID
    person: str
    sections: Section
    adds_notes: bool
    until_at: datetime
    is_live: bool
    entries: Entries | None  # None: never came in
    ended_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class InvitationLine:
    """An invitation that nobody has taken on: it waits, or was declined or taken back."""

    id: UUID
    team: str
    sections: Section
    until_on: date
    state: str
    invited_at: datetime
    words: str  # why it was declined, as the team wrote it


def latest_until(programme: ProgrammeView, *, today: date) -> date:
    """Return the last day for which access may be given."""
    end = max((milestone.due_on for milestone in programme.milestones), default=today)
    return min(max(end, today) + AFTER_THE_END, today + LONGEST)


def invite(  # noqa: PLR0913  (what an invitation says)
    session: Session,
    *,
    programme: ProgrammeView,
    team_id: UUID,
    sections: Collection[Section],
    adds_notes: bool,
    until_on: date,
    parent_told: str,
    invited_by: UUID,
    today: date,
) -> Invitation:
    """Invite a team to a programme, by letter.

    :raises NotOnHeftError: if the team's agency is no organisation here
    :raises ChooseSectionsError: if no part is opened
    :raises UntilTooFarError: if it would end too late, or has ended already
    """
    team = agencies.team(session, team_id=team_id, today=today)
    if team is None or team.org_id is None:
        raise NotOnHeftError
    reads = Section.SUMMARY
    for section in sections:
        reads |= section
    if not sections or reads & Section.SAFEGUARDING:
        raise ChooseSectionsError
    latest = latest_until(programme, today=today)
    if not today < until_on <= latest:
        raise UntilTooFarError(latest)
    adds = Section.NOTES if adds_notes else Section(0)

    made = Invitation(
        programme_id=programme.id,
        agency_org=team.org_id,
        team=team.full_name,
        reads=int(reads | adds),
        adds=int(adds),
        until_on=until_on,
        parent_told=parent_told,
        invited_by=invited_by,
    )
    session.add(made)
    session.flush()  # the letter goes under the invitation's thread
    ours = cluster.organisation_at_hand(session)
    send(
        session,
        to_org=team.org_id,
        kind="invitation.sent",
        content={
            "school_slug": ours.slug,
            "school_name": ours.name,
            "team": team.full_name,
            "initials": programme.line.pupil_initials,
            "reads": made.reads,
            "adds": made.adds,
            "until_on": until_on.isoformat(),
            "parent_told": parent_told,
        },
        thread_id=made.thread_id,
        letter_id=made.id,
        programme_id=programme.id,
    )
    record(
        session,
        action="invitation.sent",
        thing="programme",
        thing_id=programme.id,
        pupil_id=programme.line.pupil_id,
        fields=("team", "sections", "until"),
    )
    return made


def access_of_programme(
    session: Session, *, programme_id: UUID, now: datetime
) -> tuple[list[AccessLine], list[InvitationLine]]:
    """Return who has or had access to a programme, and the invitations that nobody took on."""
    grants = gates.grants_of_programme(session, programme_id=programme_id)
    names = accounts.names_of(session, person_ids=[grant.person_id for grant in grants])
    entries = entries_through(session, grant_ids=[grant.id for grant in grants])
    not_taken_on = select(Invitation).where(
        Invitation.programme_id == programme_id, Invitation.state.in_(["waiting", "withdrawn", "declined"])
    )
    waiting = session.scalars(not_taken_on.order_by(Invitation.id.desc())).all()
    letters = read_threads(session, thread_ids=[one.thread_id for one in waiting])
    return (
        [
            AccessLine(
                grant_id=grant.id,
                person=names.get(grant.person_id, "Somebody"),
                sections=Section(grant.reads),
                adds_notes=bool(grant.adds & Section.NOTES),
                until_at=grant.expires_at,
                is_live=grant.is_live(now),
                entries=entries.get(grant.id),
                ended_at=grant.revoked_at,
            )
            for grant in grants
        ],
        [
            InvitationLine(
                id=one.id,
                team=one.team,
                sections=Section(one.reads),
                until_on=one.until_on,
                state=one.state,
                invited_at=one.invited_at,
                words=next(
                    (
                        letter.content.get("words", "")
                        for letter in letters[one.thread_id]
                        if letter.kind == "invitation.declined" and letter.writer == one.agency_org
                    ),
                    "",
                ),
            )
            for one in waiting
        ],
    )


def withdraw_invitation(
    session: Session, *, programme: ProgrammeView, invitation_id: UUID, today: date
) -> str:
    """Take back an invitation that nobody has answered, and return the team's name. Who answers meanwhile is told so.

    :raises NotWaitingError: if it was answered, or was taken back before
    """
    named = select(Invitation).where(Invitation.id == invitation_id, Invitation.programme_id == programme.id)
    invitation = session.scalar(named.with_for_update())
    if invitation is None or invitation.state != "waiting":
        raise NotWaitingError
    invitation.state = "withdrawn"
    send(
        session,
        to_org=invitation.agency_org,
        kind="invitation.withdrawn",
        content={"withdrawn_on": today.isoformat()},
        thread_id=invitation.thread_id,
        letter_id=uuid7(),
        programme_id=programme.id,
    )
    record(
        session,
        action="invitation.withdrawn",
        thing="programme",
        thing_id=programme.id,
        pupil_id=programme.line.pupil_id,
    )
    return invitation.team


def end_access(
    session: Session, *, programme: ProgrammeView, grant_id: UUID, ended_by: UUID, today: date, now: datetime
) -> None:
    """End somebody's access: their next request finds nothing. The agency is told by letter.

    :raises AlreadyEndedError: if it has ended, or there is none
    """
    try:
        gates.end_access(session, programme_id=programme.id, grant_id=grant_id, ended_by=ended_by, now=now)
    except gates.GrantAlreadyEndedError as refusal:
        raise AlreadyEndedError from refusal
    invitation = session.scalar(select(Invitation).where(Invitation.grant_id == grant_id))
    if invitation is not None:
        invitation.state = "ended"
        send(
            session,
            to_org=invitation.agency_org,
            kind="grant.ended",
            content={"ended_on": today.isoformat()},
            thread_id=invitation.thread_id,
            letter_id=uuid7(),
            programme_id=programme.id,
        )
    record(
        session,
        action="grant.ended",
        thing="programme",
        thing_id=programme.id,
        pupil_id=programme.line.pupil_id,
    )
