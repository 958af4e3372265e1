"""Two people do the same thing to one programme at the same moment: one does it, the other is refused by name."""

import base64
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import AbstractContextManager
from datetime import date
from io import BytesIO
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform import clock
from heft_platform.audit.models import Trail
from heft_platform.demo.opening import id_of
from heft_platform.gathering import services as gathering
from heft_platform.kept_versions import Writer
from heft_platform.library import services as library
from heft_platform.meetings import services as meetings
from heft_platform.permissions import classes_seen
from heft_platform.plans import services as plans
from heft_platform.programmes import services as programmes
from heft_platform.programmes.services import Wanted
from heft_platform.provision import services as provision
from heft_platform.pupils import services as pupils
from heft_testing.at_once import at_once
from heft_testing.doing import a_school_day

ActingAs = Callable[[str], AbstractContextManager[Session]]
TODAY = a_school_day()
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def start(session: Session) -> UUID:
    template = next(one for one in library.published_templates(session) if "12" in one.label)
    reference = programmes.start_programme(
        session,
        pupil_id=pupils.find_pupils(session, words="Maya Brown").pupils[0].id,
        template_id=template.id,
        first_meeting_on=TODAY,
        key_worker_id=id_of("daniel-lee"),
        coordinator_id=id_of("sam-patel"),
        purposes=[],
        triggers=["exclusion_risk"],
        concern="",
        prerequisites=["family_asked"],
    )
    session.flush()
    found = programmes.programme_id_of(session, reference=reference)
    assert found is not None
    return found


def add_target(session: Session, programme_id: UUID, statement: str = "I start my work") -> UUID:
    made = plans.add_target(
        session,
        programme=programmes.hold_programme(session, programme_id=programme_id),
        statement=statement,
        success="First line written",
        measure="percent_lessons",
        baseline="",
        aim="",
    )
    return made.id


def reference_of(session: Session) -> str:
    (line,) = programmes.programmes_of_pupil(
        session, pupil_id=pupils.find_pupils(session, words="Maya Brown").pupils[0].id, today=TODAY
    )
    return line.reference


@pytest.fixture
def programme_id(acting_as: ActingAs) -> UUID:
    """A programme that is being prepared."""
    with acting_as("sam-patel") as session:
        return start(session)


def test_a_pupil_is_put_on_one_programme(acting_as: ActingAs) -> None:
    def do(who: str) -> None:
        with acting_as(who) as session:
            start(session)

    assert at_once(do) == {"done": 1, "AlreadyOnProgrammeError": 1}


def test_an_end_is_not_taken_back_while_another_programme_begins(
    acting_as: ActingAs, programme_id: UUID
) -> None:
    today = clock.today()
    with acting_as("sam-patel") as session:
        programme = programmes.read_programme(session, reference=reference_of(session), today=today)
        assert programme is not None
        programmes.end_early(
            session,
            programme_id=programme_id,
            version=programme.version,
            how="other",
            reason="Moves to another school",
            next_steps=["outreach"],
            today=today,
        )
        ended = programmes.history(session, programme_id=programme_id)[0]

    def take_back() -> None:
        with acting_as("sam-patel") as session:
            programmes.undo(session, programme_id=programme_id, change_id=ended.id, why="Stays", today=today)

    with ThreadPoolExecutor(1) as sam:
        with acting_as("aisha-khan") as session:
            start(session)
            taken_back = sam.submit(take_back)
            wait([taken_back], timeout=0.5)  # it cannot end before the other programme is committed
        with pytest.raises(programmes.AnotherBeganError):
            taken_back.result()


def test_the_last_free_place_for_a_target_is_given_once(acting_as: ActingAs, programme_id: UUID) -> None:
    with acting_as("sam-patel") as session:
        for number in range(2):
            add_target(session, programme_id, f"I try step {number}")

    def do(who: str) -> None:
        with acting_as(who) as session:
            add_target(session, programme_id, f"I do what {who} says")

    assert at_once(do) == {"done": 1, "TooManyTargetsError": 1}


def test_a_target_is_changed_by_one_and_the_other_is_told(acting_as: ActingAs, programme_id: UUID) -> None:
    with acting_as("sam-patel") as session:
        target_id = add_target(session, programme_id)

    def do(who: str) -> None:
        with acting_as(who) as session:
            plans.change_target(
                session,
                programme=programmes.hold_programme(session, programme_id=programme_id),
                target_id=target_id,
                version=1,
                measure="yes_no",
                statement=f"I start, says {who}",
            )

    assert at_once(do) == {"done": 1, "ChangedMeanwhileError": 1}


def test_two_who_bring_a_picture_with_one_answer_both_bring_it_and_the_last_place_is_taken_once(
    acting_as: ActingAs, programme_id: UUID
) -> None:
    with acting_as("sam-patel") as session:
        programme = programmes.read_programme(session, reference=reference_of(session), today=TODAY)
        assert programme is not None
        asked = gathering.asked_for(session, programme_id=programme_id, template=programme.template)[0]

    def bring(who: str) -> None:
        with acting_as(who) as session:
            gathering.bring_answer_file(
                session,
                programme=programmes.hold_programme(session, programme_id=programme_id),
                asked_for_id=asked.id,
                question="",
                sees=classes_seen("pastoral_lead"),
                file=BytesIO(PICTURE),
                name="a map.png",
                person_id=id_of(who),
                person_name=who,
                now=clock.now(),
                today=TODAY,
            )

    assert at_once(bring) == {"done": 2}
    for _ in range(gathering.TooManyAnswerFilesError.most - 3):
        bring("sam-patel")
    assert at_once(bring) == {"done": 1, "TooManyAnswerFilesError": 1}


def test_somebody_is_put_on_the_list_of_a_meeting_once(acting_as: ActingAs, programme_id: UUID) -> None:
    def do(who: str) -> None:
        with acting_as(who) as session:
            programme = programmes.read_programme(session, reference=reference_of(session), today=TODAY)
            assert programme is not None
            assert programme.next_milestone is not None
            meetings.invite(
                session,
                programme=programme,
                milestone=programme.next_milestone,
                name="Gloria Brown",
                role="parent_carer",
                contact="",
            )

    assert at_once(do) == {"done": 1, "AlreadyOnListError": 1}


def test_a_meeting_is_held_once(acting_as: ActingAs, programme_id: UUID) -> None:
    with acting_as("sam-patel") as session:
        programme = programmes.read_programme(session, reference=reference_of(session), today=TODAY)
        assert programme is not None
        assert programme.next_milestone is not None
        milestone_id = programme.next_milestone.id

    def do(who: str) -> None:
        with acting_as(who) as session:
            programmes.mark_held(
                session, programme_id=programme_id, milestone_id=milestone_id, held_on=date(2026, 11, 24)
            )

    assert at_once(do) == {"done": 1, "OutOfOrderError": 1}


def test_reading_a_programme_is_written_down_and_reading_a_list_is_not(
    acting_as: ActingAs, programme_id: UUID
) -> None:
    with acting_as("aisha-khan") as session:
        (line,) = programmes.programmes_page(session, wanted=Wanted(), page=1, today=clock.today()).lines
        programmes.read_programme(session, reference=line.reference, today=clock.today())

    with acting_as("sam-patel") as session:
        actions = session.scalars(select(Trail.action).where(Trail.thing_id == programme_id)).all()
    assert actions.count("programme.viewed") == 1


def test_a_pupil_is_put_on_one_second_roll(acting_as: ActingAs) -> None:
    def do(who: str) -> None:
        with acting_as(who) as session:
            provision.keep_registration(
                session,
                pupil_id=pupils.find_pupils(session, words="Maya Brown").pupils[0].id,
                registration_id=None,
                version=0,
                values={
                    "is_main": True,
                    "place": f"Where {who} says",
                    "arrangement": "alternative",
                    "starts_on": TODAY,
                    "ends_on": None,
                    "days": [],
                    "contact": "",
                },
                writer=Writer(id=id_of(who), name=who),
                now=clock.now(),
                today=TODAY,
            )

    assert at_once(do) == {"done": 1, "OnAnotherRollError": 1}
