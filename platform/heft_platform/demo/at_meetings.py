"""What was said and decided about Jay at his meetings, and what everybody was to do until the next."""

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from heft_platform import clock
from heft_platform.actions import services as actions
from heft_platform.demo.cast import person
from heft_platform.demo.opening import acting_as, id_of
from heft_platform.demo.reading import read
from heft_platform.meetings import services as meetings
from heft_platform.meetings.services import Attendance, Decided, Word
from heft_platform.programmes.services import MilestoneView, ProgrammeView

ARRANGED = {
    "starts_at": "3:30pm",
    "mode": "in_person",
    "place": "The library",
    "privacy": "The door is shut, and the blind is down",
    "other_times": "The evening before, by telephone",
    "chair": "Sam Patel",
    "note_taker": "Aisha Khan",
    "pupil_part": "part",
    "pupil_part_why": "Jay comes for the second half, with Mr Lee",
}
INVITED = (
    ("Jay Smith", "pupil", "comes", ""),
    ("Kerry Smith", "parent_carer", "comes", ""),
    ("Daniel Lee", "key_staff", "comes", ""),
    ("Mark Smith", "parent_carer", "sends_views", "I work nights. Jay is a good lad when he is heard."),
)
THERE = tuple(
    Attendance(name=name, role_label=label, party=party, was=was)
    for name, label, party, was in (
        ("Jay Smith", "Pupil", "pupil", "there"),
        ("Kerry Smith", "Parent or carer", "family", "there"),
        ("Mark Smith", "Parent or carer", "family", "views"),
        ("Sam Patel", "Coordinator", "school", "there"),
        ("Daniel Lee", "Key member of staff", "school", "there"),
    )
)
SAID_FIRST = (
    ("strengths", "What goes well", "Kerry Smith", "family", "He gets his brother ready every morning."),
    ("strengths", "What goes well", "Daniel Lee", "school", "He is the first to help when something breaks."),
    (
        "pupil_view",
        "How it looks to the pupil",
        "Jay Smith",
        "pupil",
        "After lunch it is too loud, and I go.",
    ),
    (
        "family_view",
        "How it looks at home",
        "Mark Smith",
        "family",
        "I work nights. Jay is a good lad when heard.",
    ),
    (
        "understand",
        "Why this happens: what we think together",
        "",
        "",
        "Lunch ends in a rush, and nobody sees it.",
    ),
)
SAID_AT_REVIEW = (
    ("successes", "Successes first", "Jay Smith", "pupil", "I said sorry by myself. Twice."),
    ("successes", "Successes first", "Kerry Smith", "family", "He tells me about school again."),
    ("targets", "Target by target", "Daniel Lee", "school", "The card works in the morning."),
)
ACTIONS = (
    ("Draw the break room rule with Jay, and hang it up", "daniel-lee", 14),
    ("Ask for the result of the hearing test", "sam-patel", 56),
    ("Try another seat after lunch, and say how it goes", "aisha-khan", 35),
)


def meet_first(reference: str, day: date) -> None:
    """Prepare the first meeting, invite everybody, hold it, and say who does what."""
    with acting_as("sam-patel") as session:
        programme = read(session, reference)
        milestone = programme.next_milestone
        assert milestone is not None
        meetings.save_plan(
            session,
            programme=programme,
            milestone=milestone,
            version=0,
            pupil_items=["strengths", "pupil_view", "targets", "rewards"],
            papers=["pupil_voice_a", "behaviour_log"],
            saved_by=id_of("sam-patel"),
            saver_name="Sam Patel",
            **ARRANGED,
        )
        _invite(session, programme, milestone, day)
        meetings.hold_meeting(
            session,
            programme=programme,
            results={},
            changes={},
            kept={},
            present="",
            summary="We know now that it is the way back from lunch. Jay wants a card, and we try it.",
            attendance=THERE,
            words=_words(SAID_FIRST),
            decided=Decided(
                chair="Sam Patel",
                note_taker="Aisha Khan",
                decisions="A card to leave the room. Mr Lee at the gate every morning.",
                parked="A place in the football club: Kerry asks.",
                control=3,
            ),
            held_on=day,
            recorded_by=id_of("sam-patel"),
            recorder_name="Sam Patel",
            today=day,
        )
        for what, who, days in ACTIONS:
            _add(session, programme, what, who, day + timedelta(days=days), day)


def review(reference: str) -> None:
    """Hold the first review when its day has come: what was reached, what was kept, what is done now."""
    with acting_as("sam-patel") as session:
        programme = read(session, reference)
        milestone = programme.next_milestone
        if milestone is None or milestone.due_on > clock.today():
            return
        _finish_the_first(session, programme)
        meetings.hold_meeting(
            session,
            programme=programme,
            results={
                target.id: result
                for target, result in zip(programme.targets, ("achieved", "mixed", "struggling"), strict=True)
            },
            changes={target.id: "keep" for target in programme.targets},
            kept={
                commitment.id: one
                for commitment, one in zip(
                    programme.commitments, ("yes", "partly", "partly", "yes"), strict=True
                )
            },
            present="Aisha Khan",
            summary="Mornings go well and Jay is proud of his kind words. The break card is still hard after lunch.",
            attendance=tuple(one for one in THERE if one.was == "there"),
            words=_words(SAID_AT_REVIEW),
            decided=Decided(
                chair="Sam Patel",
                note_taker="Aisha Khan",
                decisions="The break card lies on the desk after lunch.",
                further_measures="Daniel Lee comes by at the start of each afternoon.",
                control=6,
                outlook="likely",
            ),
            held_on=milestone.due_on,
            recorded_by=id_of("sam-patel"),
            recorder_name="Sam Patel",
            today=clock.today(),
        )


def _invite(session: Session, programme: ProgrammeView, milestone: MilestoneView, day: date) -> None:
    for name, role, _, _ in INVITED:
        meetings.invite(session, programme=programme, milestone=milestone, name=name, role=role, contact="")
    session.flush()
    listed = {
        one.name: one.id
        for one in meetings.invited_to(session, programme_id=programme.id, milestone_id=milestone.id)
    }
    for name, _, answer, words in INVITED:
        for kind, said in (("sent", ""), (answer, words)):
            meetings.note_invitation(
                session,
                programme=programme,
                milestone=milestone,
                invited_id=listed[name],
                kind=kind,
                on_day=day,
                words=said,
                by_id=id_of("sam-patel"),
                by_name="Sam Patel",
                today=day,
            )


def _add(session: Session, programme: ProgrammeView, what: str, who: str, due_on: date, today: date) -> UUID:
    return actions.add(
        session,
        pupil_id=programme.line.pupil_id,
        programme_id=programme.id,
        reference=programme.reference,
        what=what,
        owner_id=id_of(who),
        due_on=due_on,
        source="meeting",
        added_by=id_of("sam-patel"),
        adder_name=person("sam-patel").name,
        today=today,
    )


def _finish_the_first(session: Session, programme: ProgrammeView) -> None:
    first = actions.actions_of_programme(session, programme_id=programme.id, today=clock.today())[0]
    actions.finish(
        session,
        action_id=first.id,
        version=first.version,
        outcome="It hangs beside the door.",
        by_id=id_of("daniel-lee"),
        by_name="Daniel Lee",
        today=clock.today(),
    )


def _words(said: tuple[tuple[str, str, str, str, str], ...]) -> tuple[Word, ...]:
    return tuple(
        Word(item=item, title=title, who=who, party=party, words=words, was_read_in=who == "Mark Smith")
        for item, title, who, party, words in said
    )
