"""What needs doing now: what is overdue first, then today, then this week; and who is told of it by e-mail."""

from datetime import date, datetime, time, timedelta
from itertools import groupby
from operator import attrgetter
from uuid import UUID, uuid5

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from heft_platform.audit.services import record
from heft_platform.calendar import services as calendar
from heft_platform.calendar.services import CalendarHorizonError
from heft_platform.clock import SCHOOL_TIME
from heft_platform.mail import services as mail
from heft_platform.programmes import services as programmes
from heft_platform.today import tasks
from heft_platform.today.models import MailChoice
from heft_platform.today.nudging import Nudge, nudges_of
from heft_platform.today.reading import read, read_for_nudges
from heft_platform.today.views import Looker, TodayView, by_urgency, those_with_tasks
from heft_platform.words import short_day
from heft_tenants import outbox
from heft_tenants.context import current
from heft_tenants.lost import Found

__all__ = ["Looker", "TodayView", "choose_mail", "look_after_nudges", "nudge", "today_of", "wants_mail"]

NUDGE = "today.nudge"
DAYS = UUID("5f0c1c2e-9d5c-4f0e-8f6b-6f2b0d6a7a11")  # the family of ids of days
IN_THE_MORNING = time(7)
ONE_DAY = timedelta(days=1)


def today_of(session: Session, *, looker: Looker, today: date) -> TodayView:
    """Return what needs doing, by what the person may do."""
    found = read(session, looker=looker, today=today)
    return TodayView(
        sections=by_urgency(tasks.with_a_day(found), today=today),
        beside=those_with_tasks(
            (
                ("school", "In the whole school", tasks.of_the_whole_school(found)),
                ("picture", "To ask again", tasks.to_ask_again(found)),
                ("news", "New", tasks.news(found)),
            )
        ),
    )


def nudge(session: Session, *, day: date) -> None:
    """Tell each person on a school day, in one e-mail, what comes up; and have it done on the next school day too.

    However often it is tried, nobody is told twice of a day.
    """
    school_days = calendar.calendar_of_school(session)
    _ask_for(session, _next_school_day(school_days, day + ONE_DAY))
    off = set(session.scalars(select(MailChoice.person_id).where(MailChoice.wants_mail.is_(False))))
    told = [
        one
        for one in nudges_of(read_for_nudges(session, day=day, school_days=school_days))
        if one.person_id not in off
    ]
    by_person = attrgetter("person_id")
    for person_id, several in groupby(sorted(told, key=by_person), key=by_person):
        mail.tell(
            session,
            person_ids=[person_id],
            kind=NUDGE,
            reference=_in_short(sorted(several), day),
            about_id=uuid5(DAYS, day.isoformat()),
        )


def look_after_nudges(session: Session, *, now: datetime) -> list[Found]:
    """Have people told on the next school day, where there is anything to tell of."""
    if programmes.is_any_at_work(session):
        today = now.astimezone(SCHOOL_TIME).date()
        _ask_for(session, _next_school_day(calendar.calendar_of_school(session), today))
    return []


def wants_mail(session: Session, *, person_id: UUID) -> bool:
    """Say whether somebody is told by e-mail what comes up."""
    chosen = session.scalar(select(MailChoice.wants_mail).where(MailChoice.person_id == person_id))
    return chosen is not False


def choose_mail(session: Session, *, person_id: UUID, wants: bool, now: datetime) -> None:
    """Have somebody told by e-mail what comes up, or no longer."""
    chosen = {"wants_mail": wants, "chosen_at": now}
    choice = insert(MailChoice).values(org_id=current().org, person_id=person_id, **chosen)
    session.execute(choice.on_conflict_do_update(index_elements=["org_id", "person_id"], set_=chosen))
    record(session, action="mail.chosen", thing="member", thing_id=person_id, fields=("wants_mail",))


def _ask_for(session: Session, day: date | None) -> None:
    if day is not None:
        morning = datetime.combine(day, IN_THE_MORNING, tzinfo=SCHOOL_TIME)
        ref = uuid5(DAYS, day.isoformat())
        outbox.ask(session, queue="chores", kind=NUDGE, ref=ref, step=day.isoformat(), not_before=morning)


def _next_school_day(school_days: calendar.SchoolCalendar, day: date) -> date | None:
    try:
        return school_days.next_school_day(day)
    except CalendarHorizonError:
        return None


def _in_short(several: list[Nudge], today: date) -> str:
    """Say the first reference and its day, and how many more there are: no name and no detail leaves the platform."""
    (reference, day), *others = dict.fromkeys((one.reference, one.on_day) for one in several)
    more = f", and {len(others)} more" if others else ""
    said = f"Late: {reference}, since" if day < today else f"Coming up: {reference},"
    return f"{said} {short_day(day)}{more}"
