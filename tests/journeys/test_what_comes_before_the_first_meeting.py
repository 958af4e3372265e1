"""Documents and contributions are asked for, reminded of, typed in or left out, before a programme begins."""

from collections.abc import Callable

import pytest

from heft_testing.browser import Browser
from heft_testing.doing import Started, a_school_day, do_all_work, in_parts

BrowserOf = Callable[[str], Browser]


@pytest.mark.requirement("S001-50")
@pytest.mark.requirement("S001-57")
def test_everything_asked_for_has_somebody_a_day_and_a_state_and_none_blocks_silently(
    at_oakfield: Browser, started: Started
) -> None:
    at_oakfield.visit(started.path)
    page = at_oakfield.follow("What is asked for")
    asked = {row[0]: row[1:] for row in page.rows()}
    assert asked["SENCO comments"][2].startswith("Asked")
    assert asked["Parent or carer questionnaire"][0] == "Parent or carer"

    at_oakfield.follow("SENCO comments")
    page = at_oakfield.press("Go without it", status=422, state="waived")
    assert page.problems == ["Say why"]
    page = at_oakfield.press("Go without it", reason="No SENCO in post this term")
    assert "Left out No SENCO in post this term" in " ".join(page.text.split())

    at_oakfield.follow("Ask for something else")
    day = a_school_day()
    page = at_oakfield.press(
        "Ask for it",
        label="Report of the youth club",
        asked_name="Youth club",
        **{"due_on-day": day.day, "due_on-month": day.month, "due_on-year": day.year},
    )
    assert "Report of the youth club" in page.text


def test_one_button_reminds_everybody_and_pressed_twice_it_mails_once(
    at_oakfield: Browser, started: Started
) -> None:
    at_oakfield.visit(started.path + "/asked")
    page = at_oakfield.press("Remind everybody")
    assert any(
        line.startswith("To be reminded in person") and "Parent or carer" in line for line in page.messages
    )
    at_oakfield.press("Remind everybody")

    do_all_work(at_oakfield)

    page = at_oakfield.visit("/demo/mail")
    subject = f"Something is asked of you for {started.reference}"
    assert page.text.count(subject) == 1
    assert "Maya" not in page.text


@pytest.mark.requirement("S001-39")
@pytest.mark.requirement("S001-41")
@pytest.mark.requirement("S001-46")
@pytest.mark.requirement("S001-47")
@pytest.mark.requirement("S001-48")
def test_the_pupil_is_heard_with_the_questions_that_suit_and_it_is_noted_how(
    at_oakfield: Browser, started: Started
) -> None:
    assert "Gather what the pupil says, or say why not" in at_oakfield.visit(started.path).text
    at_oakfield.visit(started.path + "/asked")
    page = at_oakfield.follow("Pupil questionnaire A")
    assert "There are no wrong answers." in page.text
    assert "Coming into school in the morning" in page.text
    page = at_oakfield.follow("Pupil questionnaire B: written")
    assert "School overall, 0 to 10" in page.text
    at_oakfield.follow("Pupil questionnaire A")

    page = at_oakfield.press("Save what was said", status=422, **{"answer-good_at": "Drawing"})
    assert "Answer this: One thing I want to get better at" in page.problems
    assert page.value_of("I am good at") == "Drawing"
    assert page.soup.find("input", attrs={"name": "method"}) is None, "it asks by itself how it was done"
    assert page.soup.find("input", attrs={"name": "was_explained"}) is None
    page = at_oakfield.press(
        "Save what was said",
        supporter="Daniel Lee",
        **{
            "answer-good_at": "Drawing",
            "answer-get_better": "Staying calm",
            "answer-method": "with_adult",
            "answer-explained": "yes",
            "answer-done_on": "4 12 2026",
        },
    )
    assert page.rows()[1][:2] == ["Pupil questionnaire A: pictures and short questions", "Pupil"]
    assert page.rows()[1][3].startswith("Received")

    page = at_oakfield.follow("Pupil questionnaire A")
    assert "With an adult. Supported by Daniel Lee." in page.text
    assert page.value_of("I am good at") == "Drawing"
    assert "Gather what the pupil says" not in at_oakfield.visit(started.path).text


@pytest.mark.requirement("S001-40")
def test_what_a_pupil_says_has_no_consequences_and_no_guest_reads_it(
    browser_of: BrowserOf, joined: Started
) -> None:
    sam, niamh = browser_of("sam-patel"), browser_of("niamh-doherty")
    sam.visit(joined.path + "/asked")
    page = sam.follow("Pupil questionnaire A")
    assert "It cannot become an incident, and is quoted to nobody who is named in it." in page.text

    niamh.visit(joined.path + "/asked", status=404)
    niamh.visit(page.path, status=404)
    said = {"answer-good_at": "Drawing Mr Lee", "answer-get_better": "Staying calm", "answer-method": "self"}
    said |= {"answer-explained": "yes", "answer-done_on": "4 12 2026"}
    sam.press("Save what was said", **said)
    assert "Drawing Mr Lee" not in sam.visit(joined.path + "/asked/together").text, (
        "nor beside what others say"
    )


@pytest.mark.requirement("S001-49")
@pytest.mark.requirement("S001-59")
def test_views_stand_side_by_side_and_what_is_sensitive_only_before_leads(
    browser_of: BrowserOf, started: Started
) -> None:
    sam, daniel = browser_of("sam-patel"), browser_of("daniel-lee")
    sam.visit(started.path + "/asked")
    sam.follow("Parent or carer questionnaire")
    sam.press(
        "Save what was said",
        method="phone",
        **{
            "answer-strengths": "Kind to her brother",
            "answer-hope": "That she likes school again",
            "answer-health": "Sleeps badly",
        },
    )
    page = sam.visit(started.path + "/asked/together")
    assert ["Strengths", "Kind to her brother"] in page.rows()
    assert "Sleeps badly" not in page.text

    daniel.visit(started.path + "/asked")
    page = daniel.follow("Parent or carer questionnaire")
    assert "Sleeps badly" not in page.text
    daniel.press("Save what was said", **{"answer-at_home": "Calmer"})
    sam.visit(started.path + "/asked")
    page = sam.follow("Parent or carer questionnaire")
    assert "Sleeps badly" in page.text, "what Daniel may not see is not lost when he saves"
    assert "Version 2, typed in by Daniel Lee" in page.text


def test_whoever_mends_a_mistake_is_still_told_of_what_somebody_else_changed_meanwhile(
    browser_of: BrowserOf, at_oakfield: Browser, started: Started
) -> None:
    at_oakfield.visit(started.path + "/asked")
    path = at_oakfield.follow("Pupil questionnaire").path
    aisha = browser_of("aisha-khan")
    aisha.visit(path)
    aisha.press("Save who and when", asked_name="Gloria Brown")
    mistaken = at_oakfield.press(
        "Save who and when", status=422, asked_name="Ms Khan", **{"due_on-day": "32"}
    )
    assert mistaken.problems == ["Enter a real date, such as 4 12 2026"]

    page = at_oakfield.press("Save who and when", status=409, **in_parts("due_on", a_school_day()))

    assert page.problems[0].startswith("Somebody else changed this while you had it open")


def test_whoever_types_second_keeps_what_they_typed(browser_of: BrowserOf, started: Started) -> None:
    sam, daniel = browser_of("sam-patel"), browser_of("daniel-lee")
    for one in (sam, daniel):
        one.visit(started.path + "/asked")
        one.follow("Staff questionnaire")
    given = {"answer-subject": "Maths", "answer-strengths": "Counts fast", "answer-what_hard": "Waiting"}
    daniel.press("Save what was said", **given)

    page = sam.press("Save what was said", status=409, **(given | {"answer-strengths": "Helps others 🙂"}))

    assert page.value_of("Strengths and interests") == "Helps others 🙂"
    sam.press("Save what was said")
    assert "Version 2" in sam.visit(page.path.removesuffix("/who")).text


@pytest.mark.requirement("S001-07")
def test_a_programme_that_is_suggested_and_not_started_keeps_the_reason(at_oakfield: Browser) -> None:
    at_oakfield.visit("/s/oakfield/pupils")
    at_oakfield.follow("Maya Brown")
    at_oakfield.follow("Start a PSP")
    at_oakfield.follow("It was suggested, but is not started")
    assert at_oakfield.press("Save the reason", status=422).problems == ["Say why no programme is started"]

    page = at_oakfield.press("Save the reason", reason="Mentoring works", instead="Mentoring until March")

    assert "Mentoring works" in page.text
    assert "Instead: Mentoring until March" in page.text


@pytest.mark.requirement("S001-18")
@pytest.mark.requirement("S001-19")
def test_a_behaviour_plan_is_superseded_and_a_support_plan_runs_beside(
    at_oakfield: Browser, started: Started
) -> None:
    at_oakfield.visit(started.path + "/other-plans")

    page = at_oakfield.press(
        "Save",
        relations=["behaviour_plan", "sen_support_plan"],
        **{"name-behaviour_plan": "Behaviour plan of March", "name-sen_support_plan": ""},
    )

    assert "Behaviour plan of March Superseded by this programme, since" in page.text
    assert "SEN support plan continues at the same time Runs beside it" in page.text


def test_a_first_meeting_without_the_pupil_s_voice_needs_a_reason(
    at_oakfield: Browser, started: Started
) -> None:
    at_oakfield.visit(started.path + "/plan")
    page = at_oakfield.press("It was held", status=422)
    assert page.problems == [
        "Say why the pupil was not heard before, or note what they said under “What is asked for”"
    ]

    page = at_oakfield.press("It was held", why_no_voice="Ill all week")
    assert page.messages == ["The first meeting is on record."]
    assert "Gather what the pupil says" not in page.text


def test_everything_that_is_missing_of_something_else_is_named_at_once(
    browser_of: Callable[[str], Browser], started: Started
) -> None:
    sam = browser_of("sam-patel")
    sam.visit(started.path + "/asked/new")

    page = sam.press("Ask for it", status=422)

    assert page.problems == ["Say what is asked for, or choose it from the list", "Enter by when"]
