"""What papers and pages show of the record is what the template of the programme says: how far back, what, in which order."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta

from sqlalchemy.orm import Session

from heft_platform import clock, words
from heft_platform.calendar import services as calendar
from heft_testing.browser import Browser, Page
from heft_testing.doing import Started, agree_a_reward, in_parts, record_who_agrees
from heft_testing.other_rules import let

ActingAs = Callable[[str], AbstractContextManager[Session]]


def record(browser: Browser, running: Started, day: date, behaviour: str) -> None:
    browser.visit(running.pupil_path + "/log")
    browser.follow("Record behaviour")
    browser.press("Save", kind="left_room", behaviour=behaviour, **in_parts("day", day))


def headings_of(page: Page) -> list[str]:
    return [one.get_text() for one in page.soup.select("article[aria-label='The pack'] h2")]


def test_an_extract_looks_back_over_as_many_school_days_as_the_template_says(
    at_oakfield: Browser, running: Started, acting_as: ActingAs
) -> None:
    with acting_as("sam-patel") as session:
        let(session, running, "documents.behaviour_log.window.value", 5)
        school_days = calendar.calendar_of_school(session)
        since = school_days.add_school_days(clock.today() + timedelta(days=1), -5)
        before = school_days.add_school_days(since, -1)
    record(at_oakfield, running, since, "Left by the window")
    record(at_oakfield, running, before, "Left by the roof")

    page = at_oakfield.visit(running.path + "/packs/pre_meeting?for=school")

    assert f"This looks back over the last 5 school days, since {words.day(since)}." in page.text
    assert "1 incident and 0 times of praise." in page.text
    assert "Left by the window" in page.text
    assert "Left by the roof" not in page.text
    whole = at_oakfield.visit(running.path + "/packs/moving_school?for=school").text
    assert "Left by the roof" in whole, "the next school gets all of it"


def test_an_extract_that_the_calendar_does_not_reach_shows_all_and_says_so(
    at_oakfield: Browser, running: Started, acting_as: ActingAs
) -> None:
    with acting_as("sam-patel") as session:
        let(session, running, "documents.behaviour_log.window.value", 400)
    record(at_oakfield, running, clock.today(), "Left by the roof")

    page = at_oakfield.visit(running.path + "/packs/pre_meeting?for=school")

    assert "Left by the roof" in page.text
    assert "the school’s calendar does not reach back over the last 400 school days" in page.text


def test_a_review_shows_of_the_time_since_the_last_what_the_template_names(
    at_oakfield: Browser, running: Started, acting_as: ActingAs
) -> None:
    def since_last() -> list[str]:
        page = at_oakfield.visit(running.path + "/review")
        return [one.get_text() for one in page.soup.select("section[aria-labelledby='since'] dt")]

    assert since_last()[3:] == ["Sessions", "Attendance", "Suspensions", "Behaviour incidents", "Good news"]
    assert "Not scored since the last meeting." in at_oakfield.page.text
    with acting_as("sam-patel") as session:
        let(session, running, "review.shows_since_last", ["attendance", "suspensions"])

    assert since_last()[3:] == ["Attendance", "Suspensions"]
    assert "Not scored since the last meeting." not in at_oakfield.page.text


def test_rewards_stand_before_consequences_on_a_print_where_the_template_wants_it_so(
    at_oakfield: Browser, running: Started, acting_as: ActingAs
) -> None:
    agree_a_reward(at_oakfield, running.path)

    def printed(*, rewards_first: bool) -> list[str]:
        with acting_as("sam-patel") as session:
            let(session, running, "outputs.family_copy.parts", ["consequences", "targets", "rewards"])
            let(session, running, "rewards.before_consequences", rewards_first)
        return headings_of(at_oakfield.visit(running.path + "/packs/print-family_copy?for=family"))

    assert printed(rewards_first=False)[-3:] == ["Consequences", "Targets", "Rewards"]
    assert printed(rewards_first=True)[-3:] == ["Rewards", "Consequences", "Targets"]


def test_nobody_is_asked_to_agree_to_a_consequence_that_the_pupil_does_not_know(
    at_oakfield: Browser, running: Started, acting_as: ActingAs
) -> None:
    at_oakfield.visit(running.path + "/consequences/new")
    at_oakfield.press("Save the consequence", kind="repair", what="Tidy what was thrown", known_to_pupil="no")
    assert "Tell the pupil before the plan is agreed" in at_oakfield.page.text

    def agree(*, status: int) -> list[str]:
        at_oakfield.visit(running.path + "/plan/agree")
        return at_oakfield.press(
            "Save who agrees",
            status=status,
            **{"answer-1": "agrees", "how-1": "in_room", "name-1": "Maya Brown"},
        ).problems

    assert agree(status=422) == [
        (
            "The pupil does not know of this consequence yet: “Tidy what was thrown”. "
            "Talk about it with the pupil, and say so under Rewards"
        )
    ]
    with acting_as("sam-patel") as session:
        let(session, running, "consequences.known_beforehand", False)
    assert not agree(status=200)
    with acting_as("sam-patel") as session:
        let(session, running, "consequences.known_beforehand", True)
    at_oakfield.visit(running.path + "/rewards")
    at_oakfield.follow("Change : Tidy what was thrown")
    at_oakfield.press("Save the consequence", known_to_pupil="yes")
    record_who_agrees(at_oakfield, running)
