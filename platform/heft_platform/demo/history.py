"""What stood on record of Jay Smith before and during the programme: behaviour, attendance and two suspensions."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from heft_platform import clock
from heft_platform.calendar import services as calendar
from heft_platform.calendar.services import SchoolCalendar
from heft_platform.demo.cast import person
from heft_platform.demo.opening import acting_as, id_of
from heft_platform.pupils import services as pupils
from heft_platform.records import services as records
from heft_platform.records.services import AttendanceSaid, By, IncidentSaid, Said, SuspensionSaid

AFTERNOON = time(15, 30)
# School days before (negative) or after the first meeting, who wrote it down, and what happened.
INCIDENTS = (
    (
        -24,
        "carl-dunne",
        {
            "kind": "words_pupil",
            "at": time(12, 35),
            "period": "Lunch",
            "place": "Playground",
            "severity": "medium",
        },
        "Football ended early and the others went in.",
        "Called L.O. names, and did not stop when asked.",
        "Sat with Mr Dunne until the bell.",
    ),
    (
        -17,
        "aisha-khan",
        {"kind": "left_room", "at": time(13, 20), "period": "Period 4", "place": "5B", "severity": "medium"},
        "Back from lunch. Asked to begin a page of writing.",
        "Left the room without a word and stood in the corridor for ten minutes.",
        "Mr Lee walked with him. Back in class for the last lesson.",
    ),
    (
        -12,
        "aisha-khan",
        {
            "kind": "hurt_pupil",
            "at": time(12, 50),
            "period": "Lunch",
            "place": "Playground",
            "severity": "high",
        },
        "An argument about a goal.",
        "Pushed L.O., who fell and cut his knee.",
        "Both families were told by telephone. See the suspension.",
    ),
    (
        -5,
        "aisha-khan",
        {"kind": "refusal", "at": time(13, 40), "period": "Period 5", "place": "5B", "severity": "low"},
        "A supply teacher took the lesson.",
        "Put his head on the desk and did not start.",
        "Started after five minutes with the first line written for him.",
    ),
    (
        8,
        "daniel-lee",
        {"kind": "left_room", "at": time(13, 15), "period": "Period 4", "place": "5B", "severity": "low"},
        "Came in late from lunch.",
        "Left the room, and showed his card for the first time.",
        "Back after four minutes.",
    ),
    (
        22,
        "aisha-khan",
        {"kind": "good_news", "place": "5B"},
        "",
        "Best week yet. Read his own story to the class.",
        "Postcard sent home.",
    ),
)
SUSPENSIONS = (
    (-12, 1, ["PP"], "Pushed another pupil, who was hurt."),
    (-3, 2, ["VA", "DB"], "Swore at a member of staff and threw a chair. Nobody was hurt."),
)
WEEKS = 6  # to a period of attendance
FIGURES = ((2, 4, 3), (1, 0, 1))  # before and since: sessions authorised, unauthorised, late


def tell(first_day: date) -> None:
    """Put on record what happened around the first meeting, as far as it is past."""
    with acting_as("sam-patel") as session:
        school_days = calendar.calendar_of_school(session)
        pupil_id = pupils.find_pupils(session, words="Jay Smith").pupils[0].id
    _incidents(pupil_id, first_day, school_days)
    with acting_as("sam-patel") as session:
        for shift, days, reasons, words in SUSPENSIONS:
            began = school_days.add_school_days(first_day, shift)
            ended = school_days.add_school_days(began, days - 1)
            told = SuspensionSaid(
                category="SUSP",
                first_on=began,
                last_on=ended,
                reasons=reasons,
                circumstances=words,
                parent_told_on=began,
                authority_told_on=began,
                returned_on=school_days.add_school_days(ended, 1),
            )
            _record(session, pupil_id, told, "sam-patel", began)
        for number, (authorised, unauthorised, late) in enumerate(FIGURES):
            start = school_days.next_school_day(first_day + (number - 1) * timedelta(weeks=WEEKS))
            last = min(first_day + number * timedelta(weeks=WEEKS), clock.today()) - timedelta(days=1)
            possible = 2 * school_days.number_of_school_days(start, last)
            absent = min(possible, authorised + unauthorised)
            figures = AttendanceSaid(
                first_on=start,
                last_on=last,
                possible=possible,
                attended=possible - absent,
                authorised=min(authorised, absent),
                unauthorised=max(absent - authorised, 0),
                late=min(late, possible),
            )
            _record(session, pupil_id, figures, "sam-patel", last)


def _incidents(pupil_id: UUID, first_day: date, school_days: SchoolCalendar) -> None:
    for shift, who, what, before, behaviour, after in INCIDENTS:
        day = school_days.add_school_days(first_day, shift)
        if day >= clock.today():
            continue
        with acting_as(who) as session:
            happened = IncidentSaid(
                day=day,
                behaviour=behaviour,
                antecedent=before,
                consequence=after,
                **what,
            )
            _record(session, pupil_id, happened, who, day)


def _record(session: Session, pupil_id: UUID, said: Said, who: str, day: date) -> None:
    by = By(person_id=id_of(who), name=person(who).name, now=datetime.combine(day, AFTERNOON, tzinfo=UTC))
    records.add_record(session, pupil_id=pupil_id, said=said, by=by, today=clock.today())
