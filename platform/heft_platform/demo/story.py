"""What has happened in the demonstration: one pupil in the seventh week of a programme, told through the services."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import cycle
from uuid import UUID

from sqlalchemy.orm import Session

from heft_platform import clock
from heft_platform.calendar import services as calendar
from heft_platform.daily_reports import services as daily_reports
from heft_platform.demo import at_meetings, between_meetings, history, picture
from heft_platform.demo.cast import person
from heft_platform.demo.opening import acting_as, id_of
from heft_platform.demo.reading import read
from heft_platform.gathering import services as gathering
from heft_platform.library import services as library
from heft_platform.permissions import classes_seen
from heft_platform.plans import services as plans
from heft_platform.programmes import services as programmes
from heft_platform.programmes.services import ProgrammeView
from heft_platform.pupils import services as pupils

WEEKS_AGO = timedelta(weeks=8)
SCHOOL_MORNING = time(9, 40)
TARGETS = (
    (
        "I use kind words",
        "No name-calling heard in the lesson. Says it again kindly when reminded once",
        "6 of 10 lessons",
    ),
    (
        "I start my work in 3 minutes",
        "Pencil in hand and first line written. Now and next board on the desk",
        "5 of 10 lessons",
    ),
    (
        "I show my card when I need a break",
        "Card on the table before leaving the seat. Back within 5 minutes",
        "3 of 10 lessons",
    ),
)
COMMITMENTS = (
    ("school", "Daniel Lee", "Meets Jay at the gate", "Every day, 8:40am", None),
    ("school", "All 5B staff", "Take the break card, no questions asked", "Every lesson", 2),
    ("family", "Kerry Smith", "Bed by 8:30pm on school nights", "Sunday to Thursday", 1),
    ("pupil", "Jay", "Shows the card before leaving the seat", "Every lesson", 2),
)
AGREED = (
    ("pupil", "Jay Smith", "told_to_staff"),
    ("parent_carer", "Kerry Smith", "in_room"),
    ("coordinator", "Sam Patel", "in_room"),
    ("key_staff", "Daniel Lee", "in_room"),
)
JAY_SAYS = {
    "good_at": "Football, and building things with my little brother",
    "coming_in": "2",
    "get_better": "Staying in the room after lunch",
    "earn": "Ten minutes of football with Mr Lee",
    "explained": "yes",
    "method": "with_adult",
}
NOTES = (
    ("daniel-lee", "Key-worker session. Jay chose the break room rule himself: “timer where I can see it”."),
    ("aisha-khan", "Best week yet. Postcard sent home."),
)
# Points of the three targets, lesson by lesson, going up as the weeks go by.
LESSONS = ((1, 1, 0), (2, 0, 0), (1, 1, 1), (1, 1, 0), (2, 1, 0), (1, 0, 1), (2, 1, 1), (0, 1, 0), (1, 2, 0))


def tell() -> None:
    """Tell the story once. Needs the application's context and the base of the clusters."""
    with acting_as("sam-patel") as session:
        if programmes.programmes_of_pupil(session, pupil_id=_jay(session), today=clock.today()):
            return
        school_days = calendar.calendar_of_school(session)
        first_day = school_days.next_school_day(clock.today() - WEEKS_AGO)
        pupil_id = _jay(session)
    history.tell(first_day)
    with clock.stopped_at(_morning(first_day)):
        picture.show(pupil_id, first_day)
        reference = _start(pupil_id, first_day)
    _score(reference, first_day)
    at_meetings.review(reference)
    between_meetings.tell(reference, first_day)
    for who, body in NOTES:
        _note(who, reference, body)


def _start(pupil_id: UUID, first_day: date) -> str:
    with acting_as("sam-patel") as session:
        template = next(one for one in library.published_templates(session) if one.weeks == 12)
        reference = programmes.start_programme(
            session,
            pupil_id=pupil_id,
            template_id=template.id,
            first_meeting_on=first_day,
            key_worker_id=id_of("daniel-lee"),
            coordinator_id=id_of("sam-patel"),
            purposes=["prevent_exclusion", "behaviour_support"],
            triggers=["exclusion_risk", "suspensions_term"],
            prerequisites=["earlier_support", "family_asked"],
            why_not_ready="The SENCO comes to the first meeting.",
            concern="Left the room nine times in two weeks, most often after lunch. Two suspensions this term.",
        )
        session.flush()
        programme = read(session, reference)
        held = programmes.hold_programme(session, programme_id=programme.id)
        made = [
            plans.add_target(
                session,
                programme=held,
                statement=statement,
                success=success,
                measure="percent_lessons",
                baseline=baseline,
                aim="8 of 10 lessons",
            )
            for statement, success, baseline in TARGETS
        ]
        for party, who, what, how_often, place in COMMITMENTS:
            plans.add_commitment(
                session,
                programme=held,
                party=party,
                who=who,
                what=what,
                how_often=how_often,
                target_id=made[place].id if place is not None else None,
            )
        session.flush()
        _gather(session, programme.id, template.id, first_day)
    between_meetings.agree(reference, first_day)
    at_meetings.meet_first(reference, first_day)
    with acting_as("sam-patel") as session:
        _agree(session, read(session, reference), first_day)
        programmes.activate(session, programme_id=programme.id)
    return reference


def _agree(session: Session, programme: ProgrammeView, day: date) -> None:
    """Let everybody in the room say what they think of the plan."""
    plans.agree_plan(
        session,
        programme=programmes.hold_programme(session, programme_id=programme.id),
        milestone=programme.milestone_at_hand,
        meeting_label="Initial meeting",
        agreements=[plans.Said(role=role, name=name, answer="agrees", how=how) for role, name, how in AGREED],
        today=day,
    )


def _gather(session: Session, programme_id: UUID, template_id: UUID, today: date) -> None:
    """Jay says what he thinks to an adult whom he trusts; everything else is there on paper."""
    template = library.template_of(session, template_id=template_id)
    assert template is not None
    held = programmes.hold_programme(session, programme_id=programme_id)
    for asked in gathering.asked_for(session, programme_id=programme_id, template=template):
        if not asked.is_protected:
            gathering.note_paper(
                session,
                programme=held,
                asked_for_id=asked.id,
                version=asked.version,
                today=today,
            )
            continue
        gathering.answer(
            session,
            programme=held,
            asked_for_id=asked.id,
            version=asked.version,
            document=asked.document,
            answers=JAY_SAYS,
            method="with_adult",
            supporter="Daniel Lee",
            was_explained=True,
            sees=classes_seen("key_worker"),
            typed_by="Daniel Lee",
            today=today,
        )


def _score(reference: str, first_day: date) -> None:
    """Score four lessons of every school day until yesterday; a Friday now and then was forgotten."""
    with acting_as("aisha-khan") as session:
        programme = read(session, reference)
        yesterday = clock.today() - timedelta(days=1)
        days = list(calendar.calendar_of_school(session).school_days_between(first_day, yesterday))
        lessons = cycle(LESSONS)
        for number, day in enumerate(days):
            if day.weekday() == 4 and number % 3 == 0:
                continue
            for period in (1, 2, 3, 5):
                _score_lesson(session, programme, day, period, next(lessons), better=number > len(days) // 2)


def _score_lesson(
    session: Session,
    programme: ProgrammeView,
    day: date,
    period: int,
    points: tuple[int, ...],
    *,
    better: bool,
) -> None:
    raised = [min(2, one + (better and one != day.day % 3)) for one in points]
    daily_reports.score_lesson(
        session,
        programme=programme.line,
        targets=list(programme.targets),
        day=day,
        period=period,
        points={target.id: one for target, one in zip(programme.targets, raised, strict=True)},
        was_missed=False,
        comment="",
        version=0,
        scored_by=id_of("aisha-khan"),
        scorer_name="Aisha Khan",
        now=_morning(day),
        today=clock.today(),
    )


def _note(who: str, reference: str, body: str) -> None:
    with acting_as(who) as session:
        programme = read(session, reference)
        programmes.add_note(
            session, programme_id=programme.id, author_id=id_of(who), author_name=person(who).name, body=body
        )


def _jay(session: Session) -> UUID:
    return pupils.find_pupils(session, words="Jay Smith").pupils[0].id


def _morning(day: date) -> datetime:
    return datetime.combine(day, SCHOOL_MORNING, tzinfo=UTC)
