"""Rewards are chosen with the pupil and come first; a consequence is never a suspension."""

from collections.abc import Callable

import pytest

from heft_platform import clock
from heft_testing.browser import Browser, Page
from heft_testing.doing import Started, agree_a_reward

BrowserOf = Callable[[str], Browser]
REWARD = {
    "kind": "time_with_parent",
    "what": "Ten minutes of chess with her mother",
    "giver": "family",
    "merits": ["effort"],
    "chosen_by_pupil": "yes",
    "within_reach": "yes",
    "costs_nothing": "yes",
}


@pytest.fixture
def daniel(browser_of: BrowserOf) -> Browser:
    return browser_of("daniel-lee")


def add_reward(browser: Browser, programme: Started, *, status: int = 200, **changed: object) -> Page:
    browser.visit(programme.path + "/rewards/new")
    return browser.press("Save the reward", status=status, **{**REWARD, **changed})


def add_consequence(browser: Browser, programme: Started, what: str, *, status: int = 200) -> Page:
    browser.visit(programme.path + "/consequences/new")
    return browser.press(
        "Save the consequence", status=status, kind="repair", what=what, known_to_pupil="yes"
    )


@pytest.mark.requirement("S001-63")
@pytest.mark.requirement("S001-67")
def test_a_reward_says_that_the_pupil_chose_it_what_it_is_for_and_what_it_costs(
    daniel: Browser, running: Started
) -> None:
    page = add_reward(daniel, running)

    assert page.messages == ["The reward is in the plan."]
    [said] = page.items
    for words in (
        *("Ten minutes of chess with her mother", "Time with a parent", "For effort", "All targets"),
        *("Given by family", "Costs nothing", "The pupil chose it"),
    ):
        assert words in said


@pytest.mark.requirement("S001-62")
def test_a_reward_out_of_reach_is_none(daniel: Browser, running: Started) -> None:
    page = add_reward(daniel, running, status=422, within_reach="no")

    assert page.problems == ["A reward counts only if the pupil can reach it. Agree a nearer one"]
    assert page.value_of("What does the pupil get?") == REWARD["what"]


def test_everything_that_is_missing_is_named_at_once(daniel: Browser, running: Started) -> None:
    daniel.visit(running.path + "/rewards/new")

    page = daniel.press("Save the reward", status=422)

    assert page.problems == [
        "Say what the pupil gets",
        "Select what kind of reward it is",
        "Select who gives it",
        "Say whether the pupil chose it",
        "Say whether the pupil can reach it",
    ]


@pytest.mark.requirement("S001-64")
@pytest.mark.parametrize(
    ("what", "name"),
    [
        ("He is suspended for a day", "A suspension"),
        ("Sent home at lunchtime", "A suspension"),
        ("Permanent exclusion", "An exclusion"),
        ("A part-time timetable until Easter", "A part-time timetable"),
    ],
)
def test_a_consequence_is_never_a_suspension_an_exclusion_or_a_part_time_timetable(
    daniel: Browser, running: Started, what: str, name: str
) -> None:
    page = add_consequence(daniel, running, what, status=422)

    assert page.problems == [
        f"{name} can never be a consequence in a plan. Agree something that the pupil can put right"
    ]
    assert page.value_of("What happens?") == what


@pytest.mark.requirement("S001-65")
def test_consequences_without_a_reward_warn_and_rewards_stand_first(
    daniel: Browser, running: Started
) -> None:
    page = add_consequence(daniel, running, "Tidies what was thrown")
    assert "This plan has consequences and no reward. Rewards work better" in page.text

    page = add_reward(daniel, running)

    assert "no reward" not in page.text
    assert page.text.index("chess") < page.text.index("Tidies what was thrown")


def test_a_reward_that_is_changed_keeps_what_was_given_before(daniel: Browser, running: Started) -> None:
    page = add_reward(daniel, running)
    today = clock.today()
    reward = page.soup.select("select[name=reward_id] option")[1]["value"]
    page = daniel.press("Write it down", reward_id=reward, given_by="Her mother", for_what="Tried all week")
    assert "Tried all week" in page.text
    assert str(today.year) in page.text

    daniel.follow("Change : Ten")
    page = daniel.press("Save the reward", what="A walk with her mother", merits=["effort", "achievement"])

    assert "A walk with her mother" in page.items[0]
    assert "For effort and achievement" in page.items[0]
    assert "Ten minutes of chess" in page.text.partition("What was given")[2]


def test_who_changes_a_reward_second_is_told_and_loses_nothing(
    browser_of: BrowserOf, daniel: Browser, running: Started
) -> None:
    sam = browser_of("sam-patel")
    add_reward(daniel, running)
    sam.visit(running.path + "/rewards")
    for browser in (daniel, sam):
        browser.follow("Change : Ten")
    daniel.press("Save the reward", what="A walk with her mother")

    page = sam.press("Save the reward", status=409, what="A film with her mother")

    assert "Somebody changed this or took it out" in page.problems[0]
    assert page.value_of("What does the pupil get?") == "A film with her mother"
    page = sam.press("Save the reward")
    assert [one.split(" Time")[0] for one in page.items] == [
        "A walk with her mother",
        "A film with her mother",
    ]


@pytest.mark.parametrize("typed", ["🎉 football", "كرة القدم", "Chess\x00\x07 club"])
def test_what_is_typed_is_survived(daniel: Browser, running: Started, typed: str) -> None:
    page = add_reward(daniel, running, what=typed)

    assert typed.replace("\x00", "").replace("\x07", "") in page.items[0]


def test_ten_thousand_characters_come_back_with_a_word(daniel: Browser, running: Started) -> None:
    page = add_reward(daniel, running, status=422, what="x" * 10_000)

    assert page.problems == ["Use 1,000 characters or fewer"]
    assert page.value_of("What does the pupil get?") == "x" * 10_000


def test_a_reward_taken_out_is_no_longer_offered(daniel: Browser, running: Started) -> None:
    agree_a_reward(daniel, running.path)
    daniel.visit(running.path + "/rewards")
    daniel.follow("Change : Ten")

    page = daniel.press("Take this reward out")

    assert "No reward yet." in page.text
    assert "This plan has consequences and no reward." in page.text


def test_a_teacher_and_a_visitor_find_no_rewards(browser_of: BrowserOf, joined: Started) -> None:
    browser_of("carl-dunne").visit(joined.path + "/rewards", status=404)
    browser_of("niamh-doherty").visit(joined.path + "/rewards", status=404)
