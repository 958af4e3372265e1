"""Reviews and the last meeting: every target and every commitment with its result, then what comes next."""

from collections.abc import Callable

import pytest

from heft_testing.browser import Browser, Page
from heft_testing.doing import Started, start_a_programme
from heft_testing.reviews import answers_to

BrowserOf = Callable[[str], Browser]


def answers(page: Page, **changed: str) -> dict[str, str]:
    """Return an answer to every question of a review; `result`, `change` and `kept` for all of their kind."""
    return answers_to(page, **changed) | {
        "why_day": "Her mother could only come then",
        "present": "Maya, her mother, Daniel Lee",
        "summary": "Mornings go well.",
    }


def hold(browser: Browser, running: Started, *, press: str = "Save the review", **changed: str) -> Page:
    page = browser.visit(running.path + "/review")
    return browser.press(press, **answers(page, **changed))


def hold_all(browser: Browser, running: Started) -> Page:
    for press in ("Save the review", "Save the review", "Save the final meeting"):
        page = hold(browser, running, press=press)
    return page


@pytest.mark.requirement("S001-81")
def test_a_review_cannot_be_saved_with_a_commitment_unanswered(
    at_oakfield: Browser, running: Started
) -> None:
    page = at_oakfield.visit(running.path + "/review")
    given = {name: value for name, value in answers(page).items() if not name.startswith("kept")}

    page = at_oakfield.press("Save the review", status=422, **given)

    assert page.problems == ["Select whether this was kept: Meets Maya at the gate"]
    assert page.value_of("Who was there") == "Maya, her mother, Daniel Lee"


def test_everything_that_is_missing_is_named_at_once_in_the_order_of_the_page(
    at_oakfield: Browser, running: Started
) -> None:
    at_oakfield.visit(running.path + "/review")

    page = at_oakfield.press("Save the review", status=422)

    assert page.problems == [
        "Say who was there",
        "Select how target 1 goes",
        "Select what happens to target 1 now",
        "Select whether this was kept: Meets Maya at the gate",
        "Say in a sentence or two how it is going",
    ]


def test_a_review_is_kept_and_the_next_one_is_due(at_oakfield: Browser, running: Started) -> None:
    page = hold(at_oakfield, running)

    assert page.messages == ["The meeting is recorded."]
    assert "I start my work: On track" in page.text
    assert "Hold the 8-week review" in page.text


def test_a_name_beside_an_action_asks_what_is_to_be_done(at_oakfield: Browser, running: Started) -> None:
    given = answers(at_oakfield.visit(running.path + "/review"))

    page = at_oakfield.press(
        "Save the review", status=422, **given, **{"action-name-2": "Mrs Brown’s sister"}
    )

    assert page.problems == ["Say what is to be done in action 2, or empty it"]
    assert page.first("//details[@open]//input[@name='action-name-2']") is not None, "it is not folded away"
    assert at_oakfield.press("Save the review", **{"action-name-2": ""}).messages == [
        "The meeting is recorded."
    ]


def test_new_words_of_a_target_go_with_what_happens_to_it(at_oakfield: Browser, running: Started) -> None:
    page = at_oakfield.visit(running.path + "/review")
    new = str(page.field("How it reads from now on").get("name"))
    given = answers(page, change="keep")

    page = at_oakfield.press("Save the review", status=422, **given, **{new: "I start in a minute"})
    assert page.problems == ["You wrote new words for target 1: select what fits them, or take them out"]
    assert page.value_of("How it reads from now on") == "I start in a minute"
    harder = {
        name: value for name, value in answers(page, change="harder").items() if name.startswith("change")
    }
    why = {new: "", new.replace("statement", "why"): "She waits for the bell"}
    page = at_oakfield.press("Save the review", status=422, **harder, **why)
    assert page.problems == ["You say why target 1 changes: say how it reads too"]
    assert page.first(f"//details[@open]//input[@name='{new}']") is not None, "it is not folded away"

    seen = new.replace("statement", "success")
    unwritten = dict.fromkeys(why, "")
    page = at_oakfield.press("Save the review", status=422, summary="", **unwritten, **{seen: "Has begun"})
    assert page.first(f"//details[@open]//textarea[@name='{seen}']") is not None, "whatever is written shows"

    at_oakfield.press("Save the review", summary="Well", **{new: "I start in a minute"})
    assert "I start in a minute" in at_oakfield.visit(running.path + "/plan").text


@pytest.mark.requirement("S001-84")
def test_a_target_that_is_to_be_harder_leads_to_the_plan_and_the_review_keeps_how_it_read(
    at_oakfield: Browser, running: Started
) -> None:
    page = hold(at_oakfield, running, result="achieved", change="harder")
    assert page.heading == "Plan"
    at_oakfield.follow("Change target 1")
    at_oakfield.press("Save the target", statement="I start my work in a minute")

    page = at_oakfield.visit(running.path)
    assert "1. I start my work in a minute" in page.text
    assert "I start my work: Achieved. Make more challenging." in page.text


def test_a_target_that_the_review_takes_out_leaves_the_plan(at_oakfield: Browser, running: Started) -> None:
    page = hold(at_oakfield, running, change="drop")

    assert "No targets yet." in page.text
    assert "Drop" in page.text


def test_a_target_that_replaces_another_at_a_review_is_for_as_long_as_that_was(
    at_oakfield: Browser, running: Started
) -> None:
    at_oakfield.visit(running.path + "/plan")
    at_oakfield.follow("Change target 1")
    at_oakfield.press("Save the target", horizon="long")
    page = at_oakfield.visit(running.path + "/review")
    new, seen = (page.field(words).get("name") for words in ("How it reads", "What will be seen"))

    words = {new: "I ask for a break", seen: "Shows the card"}
    at_oakfield.press("Save the review", **answers(page, change="replace"), **words)

    [target] = at_oakfield.visit(running.path + "/plan").soup.select(".govuk-summary-card")
    assert "I ask for a break" in target.get_text()
    assert "Long term" in target.get_text()


def test_a_review_that_was_recorded_already_is_refused_with_the_next_named(
    browser_of: BrowserOf, running: Started
) -> None:
    sam, aisha = browser_of("sam-patel"), browser_of("aisha-khan")
    page = sam.visit(running.path + "/review")
    hold(aisha, running)

    page = sam.press("Save the review", status=422, **answers(page))

    assert page.problems == ["This meeting is recorded already. Next: 8-week review"]
    assert page.value_of("How it is going") == "Mornings go well."


@pytest.mark.parametrize("year", ["2001", "2099"])
def test_a_meeting_cannot_have_been_before_the_last_one_or_in_a_time_to_come(
    at_oakfield: Browser, running: Started, year: str
) -> None:
    page = at_oakfield.visit(running.path + "/review")

    page = at_oakfield.press(
        "Save the review", status=422, **(answers(page) | {"held_on-day": "1", "held_on-year": year})
    )

    assert page.problems == [
        "The day of the meeting must be today or before, and not before the last meeting"
    ]


def test_a_programme_that_has_not_begun_has_its_first_meeting_to_record_and_no_review(
    at_oakfield: Browser, started: Started
) -> None:
    page = at_oakfield.visit(started.path + "/review")

    assert page.heading == "Initial meeting"
    assert "What became of target 1?" not in page.text


def test_a_programme_is_not_finished_before_its_last_meeting(at_oakfield: Browser, running: Started) -> None:
    page = at_oakfield.visit(running.path + "/finish")
    assert "The 4-week review comes first" in page.text

    page = at_oakfield.post(
        running.path + "/finish", status=422, verdict="successful", words="So far", next_steps="give_credit"
    )
    assert page.problems == ["Hold the final meeting first"]


@pytest.mark.requirement("S001-87")
@pytest.mark.requirement("S001-94")
def test_an_unsuccessful_programme_needs_a_next_step_and_none_is_an_exclusion(
    at_oakfield: Browser, running: Started
) -> None:
    page = hold_all(at_oakfield, running)
    assert page.heading == "Finish the programme"
    choices = [label.get_text(" ", strip=True) for label in page.soup.select("main label")]
    assert choices[:2] == [
        "Successful Data and other evidence show that the programme reduced the risk it was set up for.",
        "Unsuccessful The risk is still there. The support was not right yet; the pupil has not failed.",
    ]
    assert not [words for words in choices if words.lower().startswith(("exclude", "permanent"))]
    assert "/requests/new" in page.link("ask the local authority for help")

    verdict = str(page.soup.select('input[name="verdict"]')[1]["value"])
    page = at_oakfield.press(
        "Finish the programme", status=422, verdict=verdict, words="Lunchtimes stayed hard."
    )
    assert page.problems == ["Select what comes next"]
    assert page.value_of("What made the difference") == "Lunchtimes stayed hard."

    page = at_oakfield.press("Finish the programme", status=422, next_steps=["credit"])
    (problem,) = page.problems
    assert problem.startswith("“Give the pupil credit, in person and in writing” does not follow")
    page = at_oakfield.press("Finish the programme", status=422, next_steps=["second_cycle"])
    assert page.problems == [
        "Select “Talk through other options with pupil and family” too, or say why it is left out"
    ]
    page = at_oakfield.press(
        "Finish the programme",
        status=422,
        next_steps=["second_cycle"],
        left_out="The family asked us to wait",
    )
    assert page.problems == ["Say what support comes next. Help goes on"]
    page = at_oakfield.press(
        "Finish the programme", next_steps=["second_cycle"], support="A mentor every morning"
    )
    assert "Unsuccessful." in page.text
    assert "What comes next: A second programme with changed support." in page.text


@pytest.mark.requirement("S001-88")
@pytest.mark.requirement("S001-89")
@pytest.mark.requirement("S001-90")
def test_a_verdict_is_kept_with_its_evidence_the_pupils_credit_and_the_after_care(
    at_oakfield: Browser, running: Started
) -> None:
    page = hold_all(at_oakfield, running)
    assert "4-week review: I start my work, on track" in page.text
    good = {"verdict": "successful", "next_steps": ["credit"], "words": "Kind words every day."}
    page = at_oakfield.press("Finish the programme", status=422, **good)
    assert page.problems == ["Say what credit the pupil is given, and how"]
    at_oakfield.press(
        "Finish the programme", credit="A letter", after_care=["yes"], closing_steps=["thank"], **good
    )

    page = at_oakfield.visit(running.path + "/meetings")
    assert "Credit to the pupil A letter" in page.text
    assert "4-week review: I start my work, on track" in page.text
    page = at_oakfield.visit(running.path + "/actions")
    [thanks] = [item for item in page.items if "Look in" not in item]
    assert "Thank everyone who kept a commitment (Coordinator) Sam Patel" in thanks
    assert all("Daniel Lee" in item for item in page.items if "Look in" in item)
    assert "Look in for the last time" in page.items[-1]


def test_a_finished_programme_is_read_and_not_written(at_oakfield: Browser, running: Started) -> None:
    at_oakfield.visit(running.path + "/asked")
    at_oakfield.follow("Staff questionnaire")
    answers = {"answer-subject": "Maths", "answer-strengths": "Counts fast", "answer-what_hard": "Waiting"}
    at_oakfield.press("Save what was said", **answers)
    page = hold_all(at_oakfield, running)
    at_oakfield.visit(running.path + "/plan")
    open_target = at_oakfield.page.link("Change target 1")
    at_oakfield.visit(running.path + "/finish")
    values = {
        name: str(page.soup.select(f'input[name="{name}"]')[0]["value"]) for name in ("verdict", "next_steps")
    }
    at_oakfield.press("Finish the programme", words="Kind words every day.", credit="A letter", **values)

    at_oakfield.visit(running.path + "/asked")
    page = at_oakfield.follow("Staff questionnaire")
    assert "Strengths and interests Counts fast" in page.text
    answers_of_target = {
        "statement": "I do more",
        "success": "Seen",
        "measure": "percent_lessons",
        "version": "1",
    }
    page = at_oakfield.post(open_target, status=422, **answers_of_target)
    assert page.problems == ["This programme is finished, so its plan cannot be changed"]
    page = at_oakfield.post(running.path + "/notes", status=422, body="One more thing")
    assert page.problems == ["This programme is finished, so its log is closed"]
    assert "There is no meeting to hold now." in at_oakfield.visit(running.path + "/review").text
    assert "Last review" in at_oakfield.visit(running.path).text
    page = at_oakfield.visit(running.path + "/plan")
    assert "Not asked yet" not in page.text, "it was asked, and the plan does not say it"
    assert "Sessions begin with the programme." not in at_oakfield.visit(running.path + "/sessions").text


def test_after_a_finished_programme_another_may_be_started(at_oakfield: Browser, running: Started) -> None:
    page = hold_all(at_oakfield, running)
    values = {
        name: str(page.soup.select(f'input[name="{name}"]')[0]["value"]) for name in ("verdict", "next_steps")
    }
    at_oakfield.press("Finish the programme", words="Kind words every day.", credit="A letter", **values)

    assert start_a_programme(at_oakfield).reference != running.reference


def test_a_button_keeps_its_words_apart(at_oakfield: Browser, running: Started) -> None:
    """A button lays its pieces side by side and drops the spaces between them, so its words are one piece."""
    page = at_oakfield.visit(running.pupil_path)
    [button] = [one for one in page.soup.select("main a.govuk-button") if "Open" in one.get_text()]
    [words] = button.contents
    assert words.get_text() == f"Open {running.reference}"
