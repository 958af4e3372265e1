"""What a template says of people: how many have a part, who may be the same person, who takes part and who acts."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy.orm import Session

from heft_testing.browser import Browser, Page
from heft_testing.database import ServerOfTests
from heft_testing.doing import Started, a_school_day
from heft_testing.other_rules import let
from heft_testing.templates import begin

ActingAs = Callable[[str], AbstractContextManager[Session]]
FIRST = a_school_day()


def take_on(browser: Browser, programme: Started, role: str, who: str, *, status: int = 200) -> Page:
    browser.visit(programme.path + "/parts")
    return browser.press("Write it down", status=status, role=role, who=who)


def test_no_more_people_have_a_part_than_the_template_has(at_oakfield: Browser, running: Started) -> None:
    take_on(at_oakfield, running, "chair", "Ruth Okonjo")
    page = take_on(at_oakfield, running, "chair", "Aisha Khan", status=422)
    assert page.problems[0].startswith(
        "The template allows nobody else as Chair. They are: Ruth Okonjo. One of them gives it up first"
    )
    assert page.value_of("Who?") == "Aisha Khan"
    page = at_oakfield.press("Gives it up : Ruth Okonjo, chair")
    assert page.messages == ["It is written down. Somebody else may take the part on."]

    page = take_on(at_oakfield, running, "chair", "Aisha Khan")
    assert "Aisha Khan takes it on." in page.text
    assert "Ruth Okonjo" not in page.text


def test_whom_the_programme_names_counts_and_is_the_same_by_a_first_name(
    at_oakfield: Browser, running: Started
) -> None:
    (said,) = take_on(at_oakfield, running, "coordinator", "Aisha Khan", status=422).problems
    assert "They are: Sam Patel." in said
    take_on(at_oakfield, running, "coordinator", "Sam")
    take_on(at_oakfield, running, "key_staff", "Aisha Khan")
    (said,) = take_on(at_oakfield, running, "key_staff", "Ruth Okonjo", status=422).problems
    assert "They are: Daniel Lee and Aisha Khan." in said or "They are: Aisha Khan and Daniel Lee." in said


def test_a_part_that_was_given_up_is_not_given_up_twice(at_oakfield: Browser, running: Started) -> None:
    take_on(at_oakfield, running, "chair", "Ruth Okonjo")
    path = at_oakfield.page.all("//form[contains(@action, 'given-up')]/@action")[0]
    at_oakfield.press("Gives it up : Ruth Okonjo, chair")

    page = at_oakfield.post(path, status=422)
    assert page.problems == ["Somebody else wrote down meanwhile that this part was given up"]


def test_how_many_people_a_part_needs_is_shown_and_how_many_are_still_wanted(
    at_oakfield: Browser, running: Started, acting_as: ActingAs
) -> None:
    with acting_as("sam-patel") as session:
        let(session, running, "roles.1.min", 2)
    page = take_on(at_oakfield, running, "parent_carer", "Gloria Brown")
    [family] = [item for item in page.items if item.startswith("Parent or carer")]
    assert "2 people or more" in family
    assert family.endswith("1 more wanted")

    page = take_on(at_oakfield, running, "parent_carer", "Winston Brown")
    [family] = [item for item in page.items if item.startswith("Parent or carer")]
    assert family.endswith("Taken on")


def test_a_meeting_invites_as_many_people_as_the_template_has_for_a_role(
    at_oakfield: Browser, running: Started, acting_as: ActingAs
) -> None:
    with acting_as("sam-patel") as session:
        let(session, running, "roles.1.min", 2)
    at_oakfield.visit(running.path + "/meetings")
    at_oakfield.follow("Who is invited to the 4-week review")
    at_oakfield.press("Put on the list", name="Ruth Okonjo", role="chair")
    page = at_oakfield.press("Put on the list", status=422, name="Aisha Khan", role="chair")
    assert page.problems[0].startswith(
        "The template allows nobody else as Chair. On the list already: Ruth Okonjo."
    )

    page = at_oakfield.press("Put on the list", name="Gloria Brown", role="parent_carer")
    assert "Must be invited, 1 of 2" in page.text
    page = at_oakfield.press("Put on the list", name="Winston Brown", role="parent_carer")
    assert "1 of 2" not in page.text


def test_who_may_be_the_same_person_is_shown_with_their_name(
    at_oakfield: Browser, acting_as: ActingAs
) -> None:
    with acting_as("sam-patel") as session:
        reference = begin(session, "Support Programme, 16 weeks", on=FIRST).reference

    page = at_oakfield.visit(f"/s/oakfield/programmes/{reference}/parts")
    assert "May be the same person as: Key worker (Daniel Lee)." in page.text


def test_with_whom_sessions_are_and_who_is_told_of_a_missed_one_is_shown(
    at_oakfield: Browser, running: Started, acting_as: ActingAs
) -> None:
    with acting_as("sam-patel") as session:
        let(session, running, "monitoring.0.with", ["pupil", "parent_carer"])
    page = at_oakfield.visit(running.path + "/sessions")

    assert "With Pupil and Parent or carer" in page.text
    assert "Told when one is missed: Coordinator." in page.text


def test_an_absent_pupil_is_no_reason_where_sessions_are_without_the_pupil(
    browser_of: Callable[[str], Browser], running: Started, acting_as: ActingAs
) -> None:
    daniel = browser_of("daniel-lee")
    page = daniel.visit(running.path + "/sessions/new")
    assert "No, the pupil was absent from school" in page.text
    with acting_as("sam-patel") as session:
        let(session, running, "monitoring.0.with", ["parent_carer"])
    page = daniel.press("Save session", status=422, outcome="pupil_absent")
    assert page.problems == ["The pupil takes no part in these sessions. If it did not happen, say why"]

    assert "No, the pupil was absent from school" not in page.text


@pytest.mark.parametrize(
    ("action", "words"), [("contact_parents", "Contact the family"), ("ring_the_nurse", "Ring the nurse")]
)
def test_what_is_done_by_whom_and_on_which_paper_if_a_plan_fails_is_as_the_template_says(
    at_oakfield: Browser, running: Started, acting_as: ActingAs, *, action: str, words: str
) -> None:
    with acting_as("sam-patel") as session:
        let(session, running, "review.failing_between.action", action)
        let(session, running, "review.failing_between.task_for", "key_staff")
        let(session, running, "review.failing_between.document", "monitoring_sheet")
    page = at_oakfield.visit(running.path + "/not-working")
    assert f"{words} The help is not right yet." in page.text
    assert "Whose task it is, by the next school day: Key member of staff." in page.text
    assert "Paper for what was said: “Monitoring meeting sheet”." in page.text
    page = at_oakfield.press("Set the task", words="Sent out four times in two days")

    (line,) = page.items
    assert f"{words}: the plan is not working. Paper for it: “Monitoring meeting sheet” Daniel Lee" in line


def test_the_task_of_a_key_worker_who_has_left_is_for_the_coordinator(
    at_oakfield: Browser, running: Started, acting_as: ActingAs, server: ServerOfTests
) -> None:
    with acting_as("sam-patel") as session:
        let(session, running, "review.failing_between.task_for", "key_staff")
    server.run("update owned.member set left_on = current_date where name = 'Daniel Lee' returning 1")
    at_oakfield.visit(running.path + "/not-working")

    (line,) = at_oakfield.press("Set the task", words="Sent out four times in two days").items

    assert "Sam Patel" in line
