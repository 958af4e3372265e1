"""The plan: targets with small steps, commitments of everybody, and who agrees to which words of it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from sqlalchemy.orm import Session

from heft_platform import clock
from heft_testing.browser import Browser, Page
from heft_testing.doing import Started, agree_a_reward, in_parts, record_who_agrees
from heft_testing.other_rules import let

ActingAs = Callable[[str], AbstractContextManager[Session]]
BrowserOf = Callable[[str], Browser]
LONG_TEXT = "a" * 10_000
ODD_TEXT = "I sit 🙂 with שלום and مرحبا"
TARGET: dict[str, Any] = {
    "statement": "I ask for help",
    "success": "Hand up in a minute",
    "measure": "percent_lessons",
}


def write_target(browser: Browser, programme: Started, *, status: int = 200, **answers: Any) -> Page:
    browser.visit(programme.path + "/targets/new")
    return browser.press("Save the target", status=status, **(TARGET | answers))


def hold_first_meeting(browser: Browser, programme: Started) -> None:
    browser.visit(programme.path + "/plan")
    browser.press("It was held", why_no_voice="Maya was ill all week")


@pytest.mark.requirement("S001-61")
@pytest.mark.requirement("S004-17")
def test_small_steps_keep_their_order_and_are_marked_when_reached(
    at_oakfield: Browser, started: Started
) -> None:
    page = write_target(
        at_oakfield, started, steps="I point at my card\r\nI show the card\n\nI put my hand up"
    )
    assert "Small steps, 0 of 3 reached" in page.text
    first, second, third = page.soup.select("#target-1 ol.heft-rows > li > div > p:first-child")
    assert [one.text for one in (first, second, third)] == [
        "I point at my card",
        "I show the card",
        "I put my hand up",
    ]

    page = at_oakfield.press("Reached today : I point")
    assert "Small steps, 1 of 3 reached" in page.text
    assert "says Sam Patel" in page.text
    at_oakfield.follow("Change target 1")
    page = at_oakfield.press("Save the target", steps="I show the card\nI point at my card")

    assert "Small steps, 1 of 2 reached" in page.text, "a step that keeps its words keeps its mark"
    assert "Small steps, 0 of 2 reached" in at_oakfield.press("Not reached after all").text


@pytest.mark.requirement("S001-14")
def test_the_plan_asks_for_a_short_and_a_long_target(at_oakfield: Browser, started: Started) -> None:
    page = write_target(at_oakfield, started)
    assert "There is no target for the long term yet" in page.text

    page = write_target(at_oakfield, started, statement="I like my school", horizon="long")

    assert "There is no target for the long term yet" not in page.text
    assert [tag.text for tag in page.soup.select(".govuk-summary-card .govuk-tag")] == [
        "Short term",
        "Long term",
    ]


@pytest.mark.requirement("S001-70")
@pytest.mark.requirement("S001-17")
@pytest.mark.requirement("S001-60")
def test_the_pupils_own_words_come_first_and_smart_is_asked_part_by_part(
    at_oakfield: Browser, started: Started
) -> None:
    page = at_oakfield.visit(started.path + "/targets/new")
    assert page.soup.select("form textarea, form input[type=text]")[0]["name"] == "pupil_words"
    labels = [label.text for label in page.soup.select(".govuk-details label")]
    assert [label.removesuffix(" (optional)") for label in labels] == [
        "Specific",
        "Measurable",
        "Achievable",
        "Results-focused",
        "Time-bound",
    ]

    page = write_target(
        at_oakfield,
        started,
        pupil_words="I want the others to hear me",
        smart_results_focused="Maya learns more in maths",
        help="Miss Green sits near",
    )

    assert "“I want the others to hear me”" in page.text
    assert "Results-focused Maya learns more in maths" in page.text
    assert "Who helps, and how Miss Green sits near" in page.text


def test_whoever_records_who_agrees_is_led_to_the_words_from_the_top(
    at_oakfield: Browser, running: Started
) -> None:
    page = at_oakfield.visit(running.path + "/plan/agree")

    assert f"Maya Brown, {running.reference} Who agrees the plan" in page.text
    assert page.link("what the plan says") == "#says"
    assert page.first("//h2[@id='says']") is not None


def test_a_reason_is_kept_with_what_it_is_for(at_oakfield: Browser, running: Started) -> None:
    at_oakfield.visit(running.path + "/plan")
    at_oakfield.follow("Change target 1")

    page = at_oakfield.press("Save the target", status=422, why="Her mother asked for it")

    assert page.problems == ["You have said why, and changed nothing yet"]
    assert at_oakfield.press("Save the target", aim="Four days of five").messages


@pytest.mark.requirement("S001-84")
def test_a_target_steps_up_and_down_and_is_replaced_and_its_history_says_why(
    at_oakfield: Browser, started: Started
) -> None:
    write_target(at_oakfield, started)
    at_oakfield.follow("Step up target 1")
    assert at_oakfield.press("Save the target", status=422).problems == ["Say why the target changes"]
    page = at_oakfield.press(
        "Save the target", statement="I ask for help in words", why="Four good weeks", status=200
    )
    history = page.soup.select_one("#target-1 .heft-log")
    assert history is not None
    told = " ".join(history.text.split())
    assert "Stepped up. Four good weeks" in told
    assert "“I ask for help” became “I ask for help in words”" in told
    assert "Sam Patel" in told

    at_oakfield.follow("Smaller step target 1")
    at_oakfield.press("Save the target", statement="I show my card", why="Too far after the holidays")
    at_oakfield.follow("Replace target 1")
    page = at_oakfield.press("Save the target", **TARGET | {"statement": "I use kind words"}, why="New need")

    assert "1. I use kind words" in page.text
    assert "I show my card" not in page.text


@pytest.mark.requirement("S001-21")
@pytest.mark.requirement("S001-20")
def test_everybody_commits_to_something_or_it_is_said_why_not(at_oakfield: Browser, started: Started) -> None:
    write_target(at_oakfield, started)
    at_oakfield.visit(started.path + "/promises/new")
    at_oakfield.press(
        "Save the promise", party="school", who="Daniel Lee", what="Ten minutes a day", is_additional="yes"
    )
    hold_first_meeting(at_oakfield, started)
    page = at_oakfield.press("Everyone agreed", status=422)
    assert page.problems == [
        "Add what the family will do, or say why nothing is promised",
        "Add what the pupil will do, or say why nothing is promised",
    ]
    assert "Ten minutes a day (in addition to earlier plans)" in page.text

    reasons: dict[str, Any] = {"reason-family": "A new baby this month"}
    page = at_oakfield.press("Save the reasons", **reasons)

    assert "Why the family promises nothing: A new baby this month" in page.text
    assert "Add what the family will do" not in page.text
    at_oakfield.visit(started.path + "/promises/new")
    page = at_oakfield.press(
        "Save the promise", status=422, party="family", who="Her mother", what="Bed", is_additional="yes"
    )
    assert page.problems == ["Only what school promises is in addition to other plans"]


@pytest.mark.requirement("S001-83")
def test_a_changed_commitment_says_who_changed_what(browser_of: BrowserOf, running: Started) -> None:
    daniel = browser_of("daniel-lee")
    daniel.visit(running.path + "/plan")
    daniel.follow("Change : Meets Maya")

    page = daniel.press("Save the promise", what="Meets Maya at the door")

    assert "“Meets Maya at the gate” became “Meets Maya at the door”" in page.text
    assert "Daniel Lee Changed." in page.text


@pytest.mark.requirement("S001-71")
@pytest.mark.requirement("S001-13")
def test_what_each_says_is_kept_for_exactly_these_words(at_oakfield: Browser, started: Started) -> None:
    write_target(at_oakfield, started)
    for party, who, what in (
        ("school", "Daniel Lee", "Meets Maya"),
        ("family", "Ms Hill", "Bed by nine"),
        ("pupil", "Maya", "Shows the card"),
    ):
        at_oakfield.visit(started.path + "/promises/new")
        at_oakfield.press("Save the promise", party=party, who=who, what=what)
    hold_first_meeting(at_oakfield, started)
    assert at_oakfield.press("Everyone agreed", status=422).problems == ["Record who agreed the plan"]

    at_oakfield.visit(started.path + "/plan/agree")
    assert at_oakfield.page.value_of("Name") == "Maya Brown"
    page = at_oakfield.press("Save who agrees", status=422, **{"answer-2": "disagrees", "how-2": "in_room"})
    assert page.problems == ["Say why, in their words"]
    page = at_oakfield.press(
        "Save who agrees",
        **{
            "words-2": "She wants a shorter day " + ODD_TEXT,
            "answer-1": "could_not",
            "words-1": "Was ill today",
        },
    )
    assert "Was there and does not agree, in the room" in page.text
    assert ODD_TEXT in page.text
    assert at_oakfield.press("Everyone agreed", status=422).problems == [
        "Record what school says of the plan"
    ]

    record_who_agrees(at_oakfield, started)
    assert at_oakfield.press("Everyone agreed").messages == ["The programme has begun."]


def test_a_plan_that_changed_says_what_and_asks_to_agree_again(
    at_oakfield: Browser, running: Started
) -> None:
    at_oakfield.visit(running.path + "/plan")
    at_oakfield.follow("Change target 1")
    page = at_oakfield.press("Save the target", statement="I start in three minutes", aim="8 of 10")

    assert "Changed since version 1 was agreed:" in page.text
    assert "Target 1 is now “I start in three minutes”. It was “I start my work”" in page.text
    assert "Target 1 has new words for the aim" in page.text
    at_oakfield.follow("Ask everybody again")
    record_who_agrees(at_oakfield, running)
    assert "Changed since" not in at_oakfield.page.text

    page = at_oakfield.follow("Read version 1")
    assert "I start my work" in page.text, "what was agreed is what was agreed"
    assert "I start in three minutes" not in page.text


def test_a_plan_that_changed_while_somebody_wrote_who_agrees_is_asked_about_again(
    browser_of: BrowserOf, running: Started
) -> None:
    sam, daniel = browser_of("sam-patel"), browser_of("daniel-lee")
    sam.visit(running.path + "/plan/agree")
    daniel.visit(running.path + "/plan")
    daniel.follow("Change target 1")
    daniel.press("Save the target", statement="I start in five minutes")

    answers: dict[str, Any] = {"answer-1": "agrees", "how-1": "in_room", "words-1": "Likes it"}
    page = sam.press("Save who agrees", status=422, **{**answers, "said_on-year": "2999"})
    assert page.problems == ["The day must be today or before"]
    page = sam.press("Save who agrees", status=422, **in_parts("said_on", clock.today()))

    assert page.problems[0].startswith("Somebody changed the plan while you were writing")
    assert page.value_of("In their words") == "Likes it"
    assert "I start in five minutes" in page.text
    assert "Recorded for version 2 of the plan." in sam.press("Save who agrees").messages[0]


def test_a_coordinator_goes_ahead_without_somebody_and_a_key_worker_does_not(
    browser_of: BrowserOf, running: Started
) -> None:
    daniel = browser_of("daniel-lee")
    daniel.visit(running.path + "/plan/agree")
    answers: dict[str, Any] = {"answer-2": "waived", "words-2": "Three letters, no answer"}

    page = daniel.press("Save who agrees", status=422, **answers)

    assert page.problems == ["Who may go ahead without an agreement: coordinator"]
    sam = browser_of("sam-patel")
    sam.visit(running.path + "/plan/agree")
    assert "Goes ahead without" in sam.press("Save who agrees", **answers).text


def test_whoever_the_template_names_goes_ahead_without_somebody_and_nobody_else_but_the_headteacher(
    browser_of: BrowserOf, running: Started, acting_as: ActingAs
) -> None:
    with acting_as("sam-patel") as session:
        let(session, running, "signatures.targets_signed.waiver.approved_by", ["key_staff"])
    answers: dict[str, Any] = {"answer-2": "waived", "words-2": "Three letters, no answer"}
    for who, status in (("sam-patel", 422), ("daniel-lee", 200), ("ruth-okonjo", 200)):
        browser = browser_of(who)
        browser.visit(running.path + "/plan/agree")
        browser.press("Save who agrees", status=status, **answers)


@pytest.mark.parametrize("field", ["statement", "pupil_words", "success", "steps", "baseline", "aim", "help"])
def test_whatever_is_pasted_into_a_target_is_said_in_words_or_kept(
    at_oakfield: Browser, started: Started, field: str
) -> None:
    page = write_target(at_oakfield, started, status=422, **{field: LONG_TEXT})
    assert len(page.problems) == 1
    assert page.problems[0].startswith("Use ")
    assert LONG_TEXT in page.response.get_data(as_text=True), "nothing that was typed is lost"

    page = write_target(at_oakfield, started, **{field: f"{ODD_TEXT}\x00\x1b"})

    assert ODD_TEXT in page.text


def test_a_commitment_that_is_far_too_long_comes_back_whole(at_oakfield: Browser, started: Started) -> None:
    at_oakfield.visit(started.path + "/promises/new")

    page = at_oakfield.press("Save the promise", status=422, party="school", who=ODD_TEXT, what=LONG_TEXT)

    assert page.problems == ["Use 2,000 characters or fewer"]
    assert page.value_of("What they will do") == LONG_TEXT
    assert page.value_of("Name of the person") == ODD_TEXT


def test_a_reward_that_came_after_the_plan_was_agreed_is_asked_about_too(
    at_oakfield: Browser, running: Started
) -> None:
    agree_a_reward(at_oakfield, running.path)

    page = at_oakfield.visit(running.path + "/plan")

    assert "Rewards and consequences, new: Ten minutes of chess with her mother" in page.text
    record_who_agrees(at_oakfield, running)
    at_oakfield.visit(running.path + "/plan")
    assert "Ten minutes of chess with her mother" in at_oakfield.follow("Read version 2").text


def test_two_versions_are_put_together_field_by_field(browser_of: BrowserOf, running: Started) -> None:
    sam, daniel = browser_of("sam-patel"), browser_of("daniel-lee")
    for one in (sam, daniel):
        one.visit(running.path + "/plan")
        one.follow("Change target 1")
    daniel.press("Save the target", statement="I start in five minutes", success="Pen in hand")
    page = sam.press(
        "Save the target",
        statement="I start in three minutes",
        success="Book open",
        aim="8 of 10",
        status=409,
    )
    assert "Daniel Lee saved this target today" in page.text
    assert "The same in both:" in page.text

    choices: dict[str, Any] = {"keep-statement": "theirs", "success": "Book open, pen in hand"}
    page = sam.press("Save your version", **choices)

    assert "1. I start in five minutes" in page.text
    assert "Book open, pen in hand" in page.text
    assert "8 of 10" in page.text


def test_where_a_template_has_long_targets_alone_nobody_is_asked_for_how_long_one_is(
    at_oakfield: Browser, started: Started, acting_as: ActingAs
) -> None:
    with acting_as("sam-patel") as session:
        let(session, started, "targets.horizons", ["long"])

    page = write_target(at_oakfield, started)

    assert "1. I ask for help" in page.text
    assert "Long term" in page.text
