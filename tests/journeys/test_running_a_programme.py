"""A programme from its first questions to its plan, as a pastoral lead goes about it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime

import pytest

from heft_testing.browser import Browser
from heft_testing.doing import Started, a_school_day, agree_a_plan, start_a_programme
from heft_testing.page import text_of

BrowserOf = Callable[[str], Browser]
TodayIs = Callable[[datetime], AbstractContextManager[None]]


def ask_to_start(browser: Browser, first_meeting_on: date, *, status: int = 200, **answers: object) -> None:
    """Answer the three questions for Maya Brown, and go on to the dates."""
    browser.visit("/s/oakfield/pupils")
    browser.follow("Maya Brown")
    browser.follow("Start a PSP")
    page = browser.page
    template = next(one for one in page.soup.find_all("label") if "12 weeks" in one.text)
    key_worker = next(one for one in page.soup.find_all("option") if "Daniel Lee" in one.text)
    asked: dict[str, object] = {
        "template_id": page.soup.find(id=template["for"])["value"],  # type: ignore[index]
        "triggers": ["exclusion_risk"],
        "prerequisites": ["family_asked"],
        "key_worker_id": key_worker["value"],
        "first_meeting_on-day": first_meeting_on.day,
        "first_meeting_on-month": first_meeting_on.month,
        "first_meeting_on-year": first_meeting_on.year,
    }
    browser.press("Continue", status=status, **(asked | answers))


def a_saturday() -> date:
    day = a_school_day()
    return date.fromordinal(day.toordinal() + 5 - day.weekday())


def test_questions_without_answers_come_back_with_what_was_typed(at_oakfield: Browser) -> None:
    at_oakfield.visit("/s/oakfield/pupils")
    at_oakfield.follow("Maya Brown")
    at_oakfield.follow("Start a PSP")

    page = at_oakfield.press("Continue", status=422, concern="Left the room twice")

    others = ["Choose a key worker", "Enter the date of the first meeting"]
    assert page.problems == ["Select a template", *others], "reasons come into sight with the template"
    assert page.value_of("What is seen or heard") == "Left the room twice"
    template = page.field("Pastoral Support Programme, 12 weeks").get("value")
    page = at_oakfield.press("Continue", status=422, template_id=template)
    assert page.problems == ["Select at least one reason", *others]


@pytest.mark.requirement("S001-76")
def test_review_and_end_dates_are_shown_before_anything_is_saved(at_oakfield: Browser) -> None:
    page = start_a_programme(at_oakfield, until="check")

    assert "Nothing is saved yet." in page.text
    assert [row[0] for row in page.rows()][-3:] == ["4-week review", "8-week review", "12-week final meeting"]
    assert "No programmes yet." in at_oakfield.visit("/s/oakfield/programmes").text


def test_changing_something_on_the_page_of_dates_brings_every_answer_back(at_oakfield: Browser) -> None:
    start_a_programme(at_oakfield, until="check")

    page = at_oakfield.press("Change something")

    assert page.heading == "Start a PSP"
    assert page.value_of("What is seen or heard") == "Left the room twice on Monday"
    assert [box["value"] for box in page.soup.select('input[name="triggers"][checked]')] == ["exclusion_risk"]


def test_a_first_meeting_on_a_saturday_is_refused_in_words(at_oakfield: Browser) -> None:
    ask_to_start(at_oakfield, a_saturday(), status=422)

    assert at_oakfield.page.problems == ["The first meeting must be on a school day. This day is a weekend"]


def test_a_calendar_that_ends_too_soon_names_the_term_that_is_missing(at_oakfield: Browser) -> None:
    far_off = a_school_day().replace(year=a_school_day().year + 4)

    ask_to_start(at_oakfield, far_off, status=422)

    (problem,) = at_oakfield.page.problems
    assert problem.startswith("Term dates are needed for ")
    assert "Ask your cluster administrator to add them" in problem


def test_a_reason_of_another_template_is_refused_with_the_template_named(at_oakfield: Browser) -> None:
    ask_to_start(at_oakfield, a_school_day(), status=422, triggers=["suspensions_two_terms"])

    assert at_oakfield.page.problems == [
        "Select only reasons that stand under Pastoral Support Programme, 12 weeks"
    ]


@pytest.mark.requirement("S001-08")
@pytest.mark.requirement("S001-06")
def test_a_programme_belongs_to_one_child_has_a_coordinator_and_says_what_it_is_for(
    at_oakfield: Browser,
) -> None:
    ask_to_start(at_oakfield, a_school_day(), purposes=["prevent_exclusion", "behaviour_support"])

    page = at_oakfield.press("Start the PSP")

    assert "Pupil Maya Brown, 5B" in page.text
    assert "Coordinator Sam Patel" in page.text
    assert "Prevent exclusion; Put suitable behaviour support in place" in page.text


def test_today_asks_for_the_plan_of_a_programme_that_has_not_begun(
    at_oakfield: Browser, started: Started
) -> None:
    at_oakfield.visit("/s/oakfield/today")

    assert at_oakfield.follow(f"Agree the plan of {started.reference}").heading == "Plan"


def test_the_list_says_how_many_run_and_what_comes_next(at_oakfield: Browser, started: Started) -> None:
    page = at_oakfield.visit("/s/oakfield/programmes")
    assert "0 running. 1 being prepared." in page.text
    agree_a_plan(at_oakfield, started)

    page = at_oakfield.visit("/s/oakfield/programmes")
    assert "1 running." in page.text
    number, pupil, state, week = page.rows()[0][:4]
    assert (number, pupil, state) == (started.reference, "Maya Brown, 5B", "Active")
    assert week in {"1 of 12", "Not begun"}, "in holidays its first week is still to come"


def test_a_target_needs_to_say_what_will_be_seen(at_oakfield: Browser, started: Started) -> None:
    at_oakfield.visit(started.path + "/targets/new")

    page = at_oakfield.press("Save the target", status=422, statement="I use kind words")
    assert page.problems == ["Say what you will see or hear when it goes well"]
    assert page.soup.select_one('input[name="measure"][checked]'), (
        "the template’s usual measure is chosen already"
    )

    page = at_oakfield.press("Save the target", status=422, measure="")
    assert "Select how you will measure it" in page.problems
    assert page.value_of("Target") == "I use kind words"


def test_a_target_that_says_what_to_stop_is_saved_and_better_words_are_asked_for(
    at_oakfield: Browser, started: Started
) -> None:
    at_oakfield.visit(started.path + "/targets/new")

    page = at_oakfield.press(
        "Save the target", statement="Don’t shout", success="Quiet voice", measure="percent_lessons"
    )

    assert "Try saying what the pupil will do, instead of what to stop." in page.messages[0]


def test_a_measure_that_the_template_does_not_have_is_refused(at_oakfield: Browser, started: Started) -> None:
    at_oakfield.visit(started.path + "/targets/new")

    page = at_oakfield.press(
        "Save the target", status=422, statement="I sit", success="Seen", measure="horoscope"
    )

    assert page.problems == ["Select how you will measure it"]


def test_there_are_never_more_targets_than_the_template_allows(
    at_oakfield: Browser, started: Started
) -> None:
    answers = {"success": "Seen in class", "measure": "percent_lessons"}
    for number in range(3):
        at_oakfield.visit(started.path + "/targets/new")
        at_oakfield.press("Save the target", statement=f"I try step {number}", **answers)

    at_oakfield.visit(started.path + "/targets/new")
    page = at_oakfield.press("Save the target", status=422, statement="I try one more", **answers)

    assert page.problems == ["This template allows 3 targets. Take one out first"]
    assert page.value_of("Target") == "I try one more"


def test_pasted_control_characters_do_no_harm(at_oakfield: Browser, started: Started) -> None:
    at_oakfield.visit(started.path)

    page = at_oakfield.press("Save to Oakfield Primary", body="Smiled\x00 \x1btoday 🙂 שלום")

    assert "Smiled today 🙂 שלום" in page.text


def test_a_note_that_is_far_too_long_comes_back_whole(at_oakfield: Browser, started: Started) -> None:
    at_oakfield.visit(started.path)

    page = at_oakfield.press("Save to Oakfield Primary", status=422, body="a" * 10_000)

    assert page.problems == ["Use 4,000 characters or fewer"]
    assert page.value_of("Add a note") == "a" * 10_000


@pytest.mark.requirement("S001-66")
@pytest.mark.requirement("S001-77")
def test_the_plan_shows_who_helps_with_which_target_at_school_and_at_home(
    at_oakfield: Browser, running: Started
) -> None:
    at_oakfield.visit(running.path + "/promises/new")
    target = at_oakfield.page.soup.select("#target_id option")[1]["value"]

    page = at_oakfield.press(
        "Save the promise",
        party="family",
        who="Her mother",
        what="Bed by half past eight",
        how_often="School nights",
        target_id=target,
    )

    assert page.rows() == [
        ["Help from school"],
        ["Meets Maya at the gate", "Daniel Lee", "Not said", "All", "Change : Meets Maya at the gate"],
        ["Help from home"],
        ["Bed by half past eight", "Her mother", "School nights", "1", "Change : Bed by half past eight"],
    ]


def test_a_target_that_is_taken_out_leaves_the_plan(at_oakfield: Browser, running: Started) -> None:
    at_oakfield.visit(running.path + "/plan")
    page = at_oakfield.follow("Change target 1")
    (folded,) = page.all("//details[not(@open)][.//button[starts-with(., 'Take this target out')]]")
    assert "It does not come back" in text_of(folded)

    page = at_oakfield.press("Take this target out of the plan")

    assert "1. I start my work" not in page.text
    assert "Taken out: the target “I start my work”" in page.text, "who agreed is asked again"


def test_a_teacher_who_scores_lessons_does_not_read_programmes(
    browser_of: BrowserOf, started: Started
) -> None:
    carl = browser_of("carl-dunne")

    carl.visit(started.path, status=404)
    carl.visit(started.path + "/targets/new", status=404)


def test_the_week_is_counted_in_school_weeks(browser_of: BrowserOf, today_is: TodayIs) -> None:
    sam = browser_of("sam-patel")
    words = start_a_programme(sam, until="check").rows()[3][1]
    sam.press("Start the PSP")
    programme = Started(reference="", path=sam.page.path, pupil_path="")
    agree_a_plan(sam, programme)

    with today_is(datetime.strptime(words, "%A %d %B %Y").replace(hour=9, tzinfo=UTC)):
        page = browser_of("sam-patel").visit(programme.path)

    assert "Week 5 of 12" in page.text, "holidays count for nothing"
    assert "Review due" in page.text
