"""School and home: news in the agreed rhythm, good news first, and who knows the targets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Date, bindparam, select
from sqlalchemy.orm import Session

from heft_platform.audit.services import record
from heft_platform.calendar import services as calendar
from heft_platform.calendar.services import CalendarHorizonError
from heft_platform.library.services import CHANNEL_WORDS
from heft_platform.named import PROGRAMME
from heft_platform.programmes.services import ProgrammeClosedError, ProgrammeWithTargets
from heft_platform.refusals import InTheFutureError
from heft_platform.sessions.models import HomeContact, TargetMessage
from heft_tenants.context import current
from heft_tenants.refusals import Refused
from heft_tenants.together import Question, Statement, built_once

CONTACTS_SHOWN = 40
SINCE = bindparam("contacts_since", type_=Date)


class UnknownChannelError(Refused):
    """The template knows no such way to reach people."""


@dataclass(frozen=True, kw_only=True)
class ContactView:
    """News between school and home."""

    day: date
    channel_words: str
    who: str
    good_news: str
    words: str
    recorder: str


@dataclass(frozen=True, kw_only=True)
class HomeView:
    """How the news between school and home goes; `silent_since` is the day after which too little was heard."""

    contacts: tuple[ContactView, ...]
    silent_since: date | None


@dataclass(frozen=True, kw_only=True)
class MessageView:
    """Somebody who must know the targets."""

    id: UUID
    recipient: str
    channel_words: str
    done_on: date | None
    done_by: str | None


def note_contact(  # noqa: PLR0913  (everything that the page asked)
    session: Session,
    *,
    programme: ProgrammeWithTargets,
    day: date,
    channel: str,
    who: str,
    good_news: str,
    words: str,
    recorder_name: str,
    today: date,
) -> None:
    """Write down news between school and home.

    :raises ProgrammeClosedError: if the programme is closed
    :raises UnknownChannelError: if the template knows no such way
    :raises InTheFutureError: if the day has not come
    """
    _check(programme, channel)
    if day > today:
        raise InTheFutureError
    contact = HomeContact(
        programme_id=programme.id,
        day=day,
        channel=channel,
        who=who,
        good_news=good_news,
        words=words,
        recorder_name=recorder_name,
    )
    session.add(contact)
    _record(session, programme, "home.contacted", ("day", "channel", "who", "good_news", "words"))


def contacts_asked(
    *, programme_id: UUID, since: date | None = None, at_most: int = CONTACTS_SHOWN
) -> Question[list[ContactView]]:
    """Ask for the news between school and home, for pages that ask for more at once."""
    return Question(
        _news,
        _newest_contacts(since=since is not None, at_most=at_most),
        programme=programme_id,
        contacts_since=since,
    )


@built_once
def _newest_contacts(*, since: bool, at_most: int) -> Statement:
    found = select(HomeContact).where(HomeContact.programme_id == PROGRAMME)
    if since:
        found = found.where(HomeContact.day >= SINCE)
    return found.order_by(HomeContact.day.desc(), HomeContact.id.desc()).limit(at_most)


def _news(rows: Sequence[HomeContact]) -> list[ContactView]:
    return [
        ContactView(
            day=one.day,
            channel_words=CHANNEL_WORDS.get(one.channel, one.channel),
            who=one.who,
            good_news=one.good_news,
            words=one.words,
            recorder=one.recorder_name,
        )
        for one in rows
    ]


def home_of(session: Session, *, programme: ProgrammeWithTargets, today: date) -> HomeView:
    """Return the news between school and home, and whether there has been too little of it."""
    contacts = contacts_asked(programme_id=programme.id).ask(session)
    last = contacts[0].day if contacts else programme.started_on
    most_silent = programme.template.communication.home_school.gap_flag_school_days
    try:
        latest = calendar.calendar_of_school(session).add_school_days(last, most_silent)
    except CalendarHorizonError:
        latest = today
    is_silent = programme.state == "active" and latest < today
    return HomeView(contacts=tuple(contacts), silent_since=last if is_silent else None)


def plan_message(
    session: Session, *, programme: ProgrammeWithTargets, recipient: str, channel: str, written_by: str
) -> None:
    """Say who is to be told of the targets, and how.

    :raises ProgrammeClosedError: if the programme is closed
    :raises UnknownChannelError: if the template knows no such way
    """
    _check(programme, channel)
    session.add(
        TargetMessage(programme_id=programme.id, recipient=recipient, channel=channel, written_by=written_by)
    )
    _record(session, programme, "targets.to_be_told", ("recipient", "channel"))


def mark_told(
    session: Session, *, programme: ProgrammeWithTargets, message_id: UUID, by: str, today: date
) -> bool:
    """Say that somebody was told of the targets, and return whether there is such a message. Said twice, it is said once."""
    message = session.get(TargetMessage, (current().org, programme.id, message_id), with_for_update=True)
    if message is None:
        return False
    if message.done_on is None:
        message.done_on, message.done_by = today, by
        _record(session, programme, "targets.told", ("done_on",))
    return True


def messages_of(session: Session, *, programme_id: UUID) -> list[MessageView]:
    """Return who is to know the targets, in the order in which they were named."""
    named = select(TargetMessage).where(TargetMessage.programme_id == programme_id)
    return [
        MessageView(
            id=one.id,
            recipient=one.recipient,
            channel_words=CHANNEL_WORDS.get(one.channel, one.channel),
            done_on=one.done_on,
            done_by=one.done_by,
        )
        for one in session.scalars(named.order_by(TargetMessage.id))
    ]


def _check(programme: ProgrammeWithTargets, channel: str) -> None:
    if not programme.is_open:
        raise ProgrammeClosedError
    if channel not in programme.template.communication.channels:
        raise UnknownChannelError


def _record(session: Session, programme: ProgrammeWithTargets, action: str, fields: tuple[str, ...]) -> None:
    record(
        session,
        action=action,
        thing="programme",
        thing_id=programme.id,
        pupil_id=programme.pupil_id,
        fields=fields,
    )
