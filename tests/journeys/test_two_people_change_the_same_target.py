"""Two people at one plan: whoever saves second is told, and nothing that was typed is lost."""

from collections.abc import Callable
from datetime import timedelta

from heft_platform import clock, words
from heft_testing.browser import Browser
from heft_testing.doing import Started, in_parts

BrowserOf = Callable[[str], Browser]
ONE_DAY = timedelta(days=1)


def open_by_both(browser_of: BrowserOf, running: Started, link: str) -> tuple[Browser, Browser]:
    sam, daniel = browser_of("sam-patel"), browser_of("daniel-lee")
    for one in (sam, daniel):
        one.visit(running.path + "/plan")
        one.follow(link)
    return sam, daniel


def test_the_first_version_stays_until_the_second_person_has_chosen(
    browser_of: BrowserOf, running: Started
) -> None:
    sam, daniel = open_by_both(browser_of, running, "Change target 1")
    daniel.press("Save the target", statement="I start in five minutes")

    sam.press("Save the target", statement="I start in three minutes", status=409)

    assert "I start in five minutes" in daniel.visit(running.path).text
    sam.follow("Keep this version")
    assert "I start in five minutes" in sam.page.text


def test_a_third_change_while_two_versions_are_compared_is_not_overwritten_either(
    browser_of: BrowserOf, running: Started
) -> None:
    sam, daniel = open_by_both(browser_of, running, "Change target 1")
    daniel.press("Save the target", statement="I start in five minutes")
    sam.press("Save the target", statement="I start in three minutes", status=409)
    daniel.follow("Change target 1")
    daniel.press("Save the target", statement="I start in four minutes")

    page = sam.press("Save your version", status=409)

    assert "I start in four minutes" in page.text
    assert page.value_of("Target") == "I start in three minutes"


def test_a_form_that_came_back_with_a_problem_still_knows_its_version(
    browser_of: BrowserOf, running: Started
) -> None:
    sam, daniel = open_by_both(browser_of, running, "Change target 1")
    daniel.press("Save the target", statement="I start in five minutes")
    sam.press("Save the target", statement="", status=422)

    sam.press("Save the target", statement="I start in three minutes", status=409)


def test_two_versions_say_of_which_target_they_are(browser_of: BrowserOf, running: Started) -> None:
    sam, daniel = open_by_both(browser_of, running, "Change target 1")
    page = sam.visit(sam.page.path)
    statement, whose = page.value_of("Target"), page.text.partition("Change the target")[0]
    daniel.press("Save the target", success="Without a reminder")

    page = sam.press("Save the target", status=409, success="At the second bell")

    assert f"{whose}Two versions of this target It says now: “{statement}”." in page.text


def test_two_versions_of_a_commitment_are_shown_side_by_side(browser_of: BrowserOf, running: Started) -> None:
    sam, daniel = open_by_both(browser_of, running, "Change : Meets Maya")
    daniel.press("Save the promise", what="Waits for Maya at the gate")

    page = sam.press("Save the promise", what="Calls Maya before school", status=409)

    assert page.heading == "Two versions of this promise"
    assert "Waits for Maya at the gate" in page.text
    assert "Calls Maya before school" in sam.press("Save your version").text


def test_the_days_of_two_versions_are_said_in_words(browser_of: BrowserOf, running: Started) -> None:
    today = clock.today()
    sam, daniel = open_by_both(browser_of, running, "Change : Meets Maya")
    daniel.press("Save the promise", **in_parts("ends_on", today))

    page = sam.press("Save the promise", status=409, **in_parts("ends_on", today + ONE_DAY))

    assert f"In the plan now: {words.day(today)}" in page.text
    assert f"Yours: {words.day(today + ONE_DAY)}" in page.text
    assert f"until {words.day(today + ONE_DAY)}" in sam.press("Save your version").text


def test_a_target_that_somebody_took_out_can_still_be_saved_as_a_new_one(
    browser_of: BrowserOf, running: Started
) -> None:
    sam, daniel = open_by_both(browser_of, running, "Change target 1")
    daniel.press("Take this target out of the plan")

    page = sam.press("Save the target", statement="I start in three minutes", status=409)

    assert page.problems == [
        "Somebody took this out of the plan while you were writing. Save to put yours in as new"
    ]
    assert "I start in three minutes" in sam.press("Save the target").text


def test_a_commitment_that_somebody_took_out_can_still_be_saved_as_a_new_one(
    browser_of: BrowserOf, running: Started
) -> None:
    sam, daniel = open_by_both(browser_of, running, "Change : Meets Maya")
    daniel.press("Take this promise out of the plan")

    sam.press("Save the promise", what="Calls Maya before school", status=409)

    assert "Calls Maya before school" in sam.press("Save the promise").text
