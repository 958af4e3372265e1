"""What is known of Jay in the demonstration, what helps him, and how his week looks. Nobody here exists."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from heft_platform import clock
from heft_platform.demo.cast import person
from heft_platform.demo.opening import acting_as, id_of
from heft_platform.kept_versions import Writer
from heft_platform.measures import services as measures
from heft_platform.picture import services as picture
from heft_platform.provision import services as provision

AREAS: tuple[tuple[str, dict[str, str], str], ...] = (
    (
        "profile",
        {
            "liked": "I am funny, I am kind to the little ones, and I know everything about football.",
            "matters": "My dog, playing in goal, and knowing what comes next.",
            "support": "Tell me what comes next. Let me show my card. Do not ask me why in front of the others.",
        },
        "Jay, with Mr Lee",
    ),
    (
        "in_class",
        {
            "group": "Maths and English with Ms Khan",
            "seat": "At the end of the front row, near the door",
            "strategies": "Now and next board on the desk. One instruction at a time. Take the card without a word.",
        },
        "Agreed with all 5B staff",
    ),
    ("language", {"eal": "no", "home_language": "English", "interpreter": "no"}, "His mother"),
    ("adults", {"adults": "Mr Lee, every morning at the gate. Ms Khan. His grandad."}, "Jay"),
    (
        "triggers",
        {
            "triggers": "Coming in after lunch. Being told off in front of others.",
            "signs": "Goes quiet, taps.",
        },
        "Three weeks of notes",
    ),
    (
        "calming",
        {"strategies": "Five minutes with a timer that he can see", "place": "The reading corner"},
        "Jay",
    ),
    ("sen", {"provision": "K", "need_primary": "SEMH", "ehcp_in_assessment": "no"}, "SEN register"),
    ("disadvantage", {"fsm_current": "yes", "pupil_premium": "yes", "service_child": "N"}, "School office"),
    ("health", {"medical": "no", "disability": "no", "camhs": "waiting"}, "His mother"),
    (
        "learning_needs",
        {"state": "done", "reading_age": "8 years 2 months", "outcome": "Reads well. Writing is slow."},
        "Ms Khan",
    ),
    ("educational_psychology", {"state": "considered"}, ""),
)
ENTRIES: tuple[tuple[str, dict[str, str]], ...] = (
    (
        "strength",
        {
            "said_by": "Kerry Smith, mother",
            "setting": "out_of_school",
            "what": "Looks after his little cousin",
        },
    ),
    (
        "strength",
        {
            "said_by": "Aisha Khan, teacher",
            "setting": "in_school",
            "what": "Draws, and explains what he drew",
        },
    ),
    (
        "concern",
        {
            "said_by": "Aisha Khan, teacher",
            "setting": "learning",
            "what": "Leaves the room in most lessons after lunch",
            "to_be_different": "He has a way to take a break and come back",
        },
    ),
)
HELP: tuple[dict[str, Any], ...] = (
    {
        "what": "A card to leave the room for five minutes",
        "category": "adjustment",
        "wave": 2,
        "who": "All 5B staff",
        "how_often": "Every lesson",
        "why": "So that a break is planned and short",
    },
    {
        "what": "Social skills group",
        "category": "group",
        "wave": 2,
        "who": "Daniel Lee",
        "how_often": "Weekly, last spring",
        "why": "To make friends at lunchtime",
        "is_earlier": True,
        "impact": 1,
        "impact_words": "One friend more. Lunchtime itself stayed hard",
    },
)


def show(pupil_id: UUID, first_day: date) -> None:
    """Let it be known what Jay is good at, what he needs, and what he gets."""
    sam = Writer(id=id_of("sam-patel"), name=person("sam-patel").name)
    aisha = Writer(id=id_of("aisha-khan"), name=person("aisha-khan").name)
    with acting_as("sam-patel") as session:
        for code, answers, source in AREAS:
            _ask(session, pupil_id, code, answers, source, sam)
        for kind, said in ENTRIES:
            picture.add_entry(
                session,
                pupil_id=pupil_id,
                kind=picture.KINDS[kind],
                answers=said,
                writer=sam,
                now=clock.now(),
                today=clock.today(),
            )
        for one in HELP:
            _help(session, pupil_id, first_day, one, sam)
        _week(session, pupil_id, first_day, sam)
        _score(session, pupil_id, first_day, aisha)
    with acting_as("aisha-khan") as session:
        _ask(session, pupil_id, "social_care", {"level": "early_help"}, "Early help team", aisha)


def _ask(
    session: Session, pupil_id: UUID, code: str, answers: dict[str, str], source: str, writer: Writer
) -> None:
    area = picture.area_of(code)
    assert area is not None
    picture.save_area(
        session,
        pupil_id=pupil_id,
        area=area,
        version=0,
        answers=answers,
        source=source,
        writer=writer,
        now=clock.now(),
    )


def _help(session: Session, pupil_id: UUID, first_day: date, said: dict[str, Any], writer: Writer) -> None:
    nothing: dict[str, Any] = {
        "intervention_id": None,
        "hours": None,
        "cost_pence": None,
        "starts_on": None if said.get("is_earlier") else first_day,
        "ends_on": None,
        "is_earlier": False,
        "impact": None,
        "impact_words": "",
    }
    provision.add_provision(
        session, pupil_id=pupil_id, values={**nothing, **said}, writer=writer, now=clock.now()
    )


def _week(session: Session, pupil_id: UUID, first_day: date, writer: Writer) -> None:
    values: dict[str, Any] = {
        "starts_on": first_day,
        "ends_on": None,
        "review_on": first_day + timedelta(weeks=10),
        "is_part_time": False,
        "why": "The way back into class after lunch is the hardest part of the day.",
        "risk": "",
        "agreed_by": "",
        "agreed_how": "",
        "agreed_on": None,
    }
    provision.keep_timetable(
        session,
        pupil_id=pupil_id,
        before=None,
        version=0,
        values=values,
        periods=provision.usual_day(session, today=clock.today()),
        writer=writer,
        now=clock.now(),
    )
    session.flush()
    made = provision.timetable_of(session, pupil_id=pupil_id, today=clock.today())
    assert made is not None
    change = provision.Change(
        days=(1, 2, 3, 4, 5),
        periods=(4,),
        kind="different",
        what="Football, then ten quiet minutes",
        where="small field",
        with_whom="Mr Lee",
    )
    provision.add_change(
        session, pupil_id=pupil_id, before=made, change=change, writer=writer, now=clock.now()
    )


def _score(session: Session, pupil_id: UUID, first_day: date, writer: Writer) -> None:
    measures.add_measure(
        session,
        pupil_id=pupil_id,
        tool=measures.TOOLS["sdq"],
        edition="four_bands",
        taken_on=first_day,
        rater="teacher",
        rater_name="Aisha Khan",
        about="",
        scores={"emotional": 4, "conduct": 5, "hyperactivity": 8, "peer": 3, "prosocial": 6},
        note="",
        writer=writer,
        now=clock.now(),
        today=clock.today(),
    )
