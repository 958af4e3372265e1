"""What happened to Jay between meetings: a reward, sessions held and missed, commitments ticked, news from home."""

from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy.orm import Session

from heft_platform import clock
from heft_platform.calendar import services as calendar
from heft_platform.demo.opening import acting_as
from heft_platform.programmes import services as programmes
from heft_platform.programmes.services import ProgrammeWithTargets
from heft_platform.rewards import services as rewards
from heft_platform.sessions import services as sessions

KEY_WORKER = "Daniel Lee"
WEEK = timedelta(days=7)
AFTERNOON = time(15, 20)
HELPED = (
    "The timer where I can see it",
    "Walking to class with Mr Lee",
    "The card, twice",
    "Sitting by the door",
    "My mum knew it was a good day",
)
MISSED = 3  # the session of the fourth week fell to a school trip
NEWS = (
    ("Kind words all morning. Jay was proud of it.", "How Monday went, and bed times"),
    ("Jay used his card before it got loud.", "Kerry says evenings are calmer"),
)


def agree(reference: str, day: date) -> None:
    """Agree at the first meeting how often Jay and his key worker meet, what he earns, and who is told."""
    with acting_as("daniel-lee") as session:
        _agree(session, _read(session, reference), day)


def tell(reference: str, first_day: date) -> None:
    """Tell it week by week, each session on its own afternoon."""
    with acting_as("daniel-lee") as session:
        programme = _read(session, reference)
        school_days = calendar.calendar_of_school(session)
        days = []
        day = school_days.next_school_day(first_day + WEEK)
        while day < clock.today():
            days.append(day)
            day = school_days.next_school_day(day + WEEK)
        for number, day in enumerate(days):
            with clock.stopped_at(datetime.combine(day, AFTERNOON, tzinfo=UTC)):
                _meet(session, programme, day, number, school_days.next_school_day(day + WEEK))
        _tick(session, programme, days[-2:])
        _ring_home(session, programme, days[:: max(1, len(days) - 1)])


def _agree(session: Session, programme: ProgrammeWithTargets, day: date) -> None:
    sessions.agree_monitoring(
        session,
        programme=programme,
        cadence="weekly",
        method="Look at the daily reports together, ten minutes after registration",
        rhythm="weekly",
        channel="phone",
        number=0,
        written_by="Sam Patel",
        today=day,
    )
    for what, giver, kind, target in (
        ("Football with his mother on Saturday", "family", "time_with_parent", None),
        ("Ten minutes in the workshop with Mr Lee", "school", "time_with_adult_in_school", 0),
    ):
        rewards.add_reward(
            session,
            programme=programme,
            kind=kind,
            what=what,
            giver=giver,
            merits=["effort"] if target is None else ["effort", "achievement"],
            chosen_by_pupil=True,
            within_reach=True,
            costs_nothing=True,
            target_id=programme.targets[target].id if target is not None else None,
            written_by=KEY_WORKER,
            today=day,
        )
    rewards.add_consequence(
        session,
        programme=programme,
        kind="repair",
        what="Puts right what was said, with Mr Lee beside him",
        occasion="After two reminders without a try",
        known_to_pupil=True,
        target_id=programme.targets[0].id,
        written_by=KEY_WORKER,
        today=day,
    )
    for recipient, channel, is_told in (
        ("All 5B staff", "email", True),
        ("Jay", "face_to_face", True),
        ("Jay’s father, who could not come", "letter", False),
    ):
        sessions.plan_message(
            session, programme=programme, recipient=recipient, channel=channel, written_by=KEY_WORKER
        )
        if is_told:
            session.flush()
            newest = sessions.messages_of(session, programme_id=programme.id)[-1]
            sessions.mark_told(session, programme=programme, message_id=newest.id, by=KEY_WORKER, today=day)


def _meet(session: Session, programme: ProgrammeWithTargets, day: date, number: int, next_on: date) -> None:
    was_held = number != MISSED
    ratings = {target.id: min(5, 2 + (number + place) // 3) for place, target in enumerate(programme.targets)}
    sessions.record_session(
        session,
        programme=programme,
        day=day,
        outcome="held" if was_held else "not_held",
        why="" if was_held else "School trip all day",
        moved_by="" if was_held else "the school",
        ratings=ratings,
        own_control=min(5, 2 + number // 3) if was_held else None,
        helped=HELPED[number % len(HELPED)] if was_held else "",
        next_time="Show the card before leaving the seat" if was_held else "",
        notes="",
        next_on=next_on,
        recorder_name=KEY_WORKER,
        today=day,
    )


def _tick(session: Session, programme: ProgrammeWithTargets, days: list[date]) -> None:
    commitments = sessions.standing_commitments(session, programme=programme)
    for day, result in zip(days, ("partly", "yes"), strict=False):
        sessions.tick(
            session,
            programme=programme,
            results={
                commitment.id: result if commitment.party == "pupil" else "yes"
                for commitment in commitments[:3]
            },
            words={},
            day=day,
            ticked_by=KEY_WORKER,
            today=clock.today(),
        )


def _ring_home(session: Session, programme: ProgrammeWithTargets, days: list[date]) -> None:
    earned = rewards.rewards_of(session, programme.id)
    for day, (good_news, words) in zip(days, NEWS, strict=False):
        sessions.note_contact(
            session,
            programme=programme,
            day=day,
            channel="phone",
            who="Kerry Smith",
            good_news=good_news,
            words=words,
            recorder_name=KEY_WORKER,
            today=clock.today(),
        )
        rewards.give(
            session,
            programme=programme,
            reward_id=earned[0].id,
            day=day,
            given_by="Kerry Smith",
            for_what="Kind words in a hard week: the effort counts",
            recorded_by=KEY_WORKER,
            today=clock.today(),
        )


def _read(session: Session, reference: str) -> ProgrammeWithTargets:
    programme = programmes.read_with_targets(session, reference=reference)
    assert programme is not None
    return programme
