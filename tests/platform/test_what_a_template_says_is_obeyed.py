"""What a template says is obeyed, each rule by one test, at the place where somebody would go against it."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform import clock
from heft_platform.calendar import services as calendar
from heft_platform.plans import services as plans
from heft_platform.plans.models import Commitment, Target
from heft_platform.programmes import services as programmes
from heft_platform.programmes.models import Milestone
from heft_platform.words import day
from heft_testing.browser import Browser
from heft_testing.doing import Started, a_school_day, in_parts
from heft_testing.other_rules import let

ActingAs = Callable[[str], AbstractContextManager[Session]]


@pytest.fixture
def sam(acting_as: ActingAs, running: Started) -> Iterator[Session]:
    with acting_as("sam-patel") as session:
        yield session


def test_a_party_commits_once_for_a_target(sam: Session, running: Started) -> None:
    programme = let(sam, running, "commitments.one_per_party_per_target", True)
    held = programmes.hold_programme(sam, programme_id=programme.id)
    target: UUID = sam.scalars(select(Target.id).where(Target.programme_id == programme.id)).first()

    def commit_to(what: str) -> Commitment:
        return plans.add_commitment(
            sam,
            programme=held,
            party="family",
            who="Gloria",
            what=what,
            how_often="",
            target_id=target,
        )

    first = commit_to("Reads with her")
    with pytest.raises(plans.OneCommitmentForATargetError, match="Reads with her"):
        commit_to("Plays chess with her")
    plans.change_commitment(
        sam,
        programme=held,
        commitment_id=first.id,
        version=first.version,
        party="family",
        target_id=target,
        what="Reads with her at night",
    )
    plans.drop_commitment(sam, programme=held, commitment_id=first.id, today=clock.today())
    commit_to("Plays chess with her")


def test_no_more_copies_of_a_document_are_asked_for_than_there_may_be(
    at_oakfield: Browser, running: Started
) -> None:
    def ask(name: str, *, status: int = 200) -> list[str]:
        at_oakfield.visit(running.path + "/asked/new")
        return at_oakfield.press(
            "Ask for it",
            status=status,
            document="parent_questionnaire",
            asked_name=name,
            **in_parts("due_on", a_school_day()),
        ).problems

    for name in ("Her mother", "Her father", "Her aunt"):
        ask(name)
    (said,) = ask("Her uncle", status=422)
    assert said.startswith("The template allows this no more than 4 times")


def test_whoever_was_not_there_may_still_agree_until_a_day_that_is_said(
    at_oakfield: Browser, running: Started, acting_as: ActingAs
) -> None:
    page = at_oakfield.visit(running.path + "/plan/agree")
    with acting_as("sam-patel") as session:
        held_on = session.scalars(select(Milestone.held_on).where(Milestone.held_on.is_not(None))).one()
        assert held_on is not None
        last = calendar.calendar_of_school(session).add_school_days(held_on, 5)

    assert f"Whoever was not at the meeting may still agree until {day(last)}." in page.text


def test_a_last_meeting_is_not_put_before_the_shortest_length(sam: Session, running: Started) -> None:
    programme = let(sam, running, "duration.min_weeks", 8)
    final = sam.scalars(
        select(Milestone).where(Milestone.programme_id == programme.id, Milestone.is_final)
    ).one()
    school_days = calendar.calendar_of_school(sam)
    eight = school_days.add_school_weeks(programme.started_on, 8)
    first = school_days.add_school_days(eight, -final.tolerance)
    for milestone in sam.scalars(select(Milestone).where(Milestone.programme_id == programme.id)):
        if not milestone.is_final and milestone.held_on is None:
            milestone.skipped_on, milestone.skip_reason = clock.today(), "One meeting is enough"

    def move(count: int) -> None:
        programmes.move_milestone(
            sam,
            programme_id=programme.id,
            milestone_id=final.id,
            version=programme.version,
            due_on=school_days.add_school_days(first, count),
            why="They move away",
        )

    with pytest.raises(programmes.TooShortError) as refused:
        move(-1)
    assert (refused.value.weeks, refused.value.first) == (8, first)
    move(0)


@pytest.mark.parametrize(("asks", "status"), [(True, 422), (False, 200)])
def test_a_review_answers_for_all_targets_only_where_the_template_asks_for_it(
    at_oakfield: Browser, running: Started, acting_as: ActingAs, *, asks: bool, status: int
) -> None:
    with acting_as("sam-patel") as session:
        let(session, running, "review.all_targets_answered", asks)
        let(session, running, "review.all_commitments_answered", asks)
    page = at_oakfield.visit(running.path + "/review")
    assert "To the next meeting go the actions that are not done and the promises that stand." in page.text
    page = at_oakfield.press(
        "Save the review", status=status, present="All", summary="Well", why_day="It suited all"
    )

    if asks:
        assert "Select how target 1 goes" in page.problems


HELP = {"asks": ["outreach"], "why_now": "Two suspensions", "family_told": "By telephone on Monday"}


def test_a_request_waits_for_what_the_family_says_and_for_their_yes(
    at_oakfield: Browser, running: Started, acting_as: ActingAs
) -> None:
    def ask(*, status: int, **more: Any) -> list[str]:
        at_oakfield.visit(running.path + "/requests/new")
        return at_oakfield.press("Continue", status=status, **{**HELP, **more}).problems

    assert ask(status=422) == ["Write what the family says. If they were asked and say nothing, write that"]
    with acting_as("sam-patel") as session:
        let(session, running, "escalation.0.family.agreement", "required")
    says = {"family_view": "They want help"}
    assert ask(status=422, **says) == [
        "This request goes only with the family’s agreement: ask them, and tick the box"
    ]
    assert not ask(status=200, **says, family_agrees=["yes"])
    assert "By telephone on Monday The family agrees to this request." in at_oakfield.page.text


def test_only_those_ask_the_authority_whom_the_template_lets(
    at_oakfield: Browser, running: Started, acting_as: ActingAs
) -> None:
    with acting_as("sam-patel") as session:
        let(session, running, "escalation.0.raised_by", ["head_teacher"])
    page = at_oakfield.visit(running.path + "/requests/new")
    assert "Who may ask: Headteacher or deputy." in page.text
    page = at_oakfield.press("Continue", status=422, **HELP, family_view="They want help")

    assert page.problems == [
        "This template lets others ask the authority: Headteacher or deputy. Ask one of them to write the request"
    ]


def test_a_request_keeps_back_the_classes_that_its_template_excludes(
    at_oakfield: Browser, running: Started, acting_as: ActingAs
) -> None:
    commitment = "Meets her at the gate"
    at_oakfield.visit(running.path + "/promises/new")
    at_oakfield.press("Save the promise", party="school", who="Mr Lee", what=commitment)

    def asks() -> str:
        at_oakfield.visit(running.path + "/requests/new")
        return at_oakfield.press("Continue", **HELP, family_view="They want help").text

    assert commitment in asks()
    with acting_as("sam-patel") as session:
        let(session, running, "escalation.0.payload.excludes_classes", ["PASTORAL"])
    assert commitment not in asks()
    with acting_as("sam-patel") as session:
        let(session, running, "escalation.0.payload.excludes_classes", [])
        let(session, running, "visibility.never_shared", ["PASTORAL"])
    assert commitment not in asks()


def test_a_part_time_week_has_its_place_in_the_plan_or_is_none(
    at_oakfield: Browser, running: Started, acting_as: ActingAs
) -> None:
    today = clock.today()
    week = {
        "is_part_time": "yes",
        "why": "Back after an illness",
        "risk": "At home with her aunt",
        "agreed_by": "Her mother",
        "agreed_how": "telephone",
        **in_parts("starts_on", today),
        **in_parts("ends_on", today + timedelta(weeks=6)),
        **in_parts("review_on", today + timedelta(weeks=3)),
        **in_parts("agreed_on", today),
    }

    def start(place: str, *, status: int) -> list[str]:
        with acting_as("sam-patel") as session:
            let(session, running, "provision.timetable.part_time", place)
            let(session, running, "provision.timetable.attendance_code", "C")
        at_oakfield.visit(running.pupil_path + "/timetable/new")
        return at_oakfield.press("Save the timetable", status=status, **week).problems

    (said,) = start("not_in_this_plan", status=422)
    assert said.startswith(
        "“Pastoral Support Programme, 12 weeks” has no place for a part-time week. Save it as"
    )
    assert not start("only_with_end_date", status=200)
    assert "Absence while not in school is coded C." in at_oakfield.page.text


def test_who_does_what_by_a_step_and_who_may_chair_are_shown(at_oakfield: Browser, running: Started) -> None:
    page = at_oakfield.visit(running.path + "/course")
    assert "Chase what is missing or record why it is not needed (Coordinator)" in page.text
    at_oakfield.visit(running.path + "/meetings")
    page = at_oakfield.follow("Prepare")

    assert "As the template has it: " in page.text


def test_good_news_come_first_and_the_targets_on_a_paper_where_the_template_says_so(
    at_oakfield: Browser, running: Started, acting_as: ActingAs
) -> None:
    assert "Good news first (optional)" in at_oakfield.visit(running.path + "/home").text
    with acting_as("sam-patel") as session:
        let(session, running, "communication.home_school.positive_first", False)
        programme = let(
            session, running, "communication.targets_shared_with.document", "parent_questionnaire"
        )
        label = programme.template.document("parent_questionnaire").label

    page = at_oakfield.visit(running.path + "/home")
    assert "Good news (optional)" in page.text
    assert f"They get them on “{label}”." in at_oakfield.visit(running.path + "/told").text


def test_the_pupil_chooses_a_reward_where_the_template_says_so(
    at_oakfield: Browser, running: Started, acting_as: ActingAs
) -> None:
    at_oakfield.visit(running.path + "/rewards/new")
    page = at_oakfield.press(
        "Save the reward",
        what="Ten minutes of chess",
        kind="time_with_parent",
        giver="family",
        merits=["effort"],
        chosen_by_pupil="no",
        within_reach="yes",
    )
    assert "The pupil has chosen none of these rewards." in page.text
    with acting_as("sam-patel") as session:
        let(session, running, "rewards.pupil_chooses", False)

    assert "The pupil has chosen none" not in at_oakfield.visit(running.path + "/rewards").text
