"""Somebody writes, and somebody else takes away what they write about: what they wrote is shown to them, and to nobody else."""

from collections.abc import Callable

import pytest
from flask import Flask

from heft_testing.browser import Browser
from heft_testing.doing import Started
from heft_testing.reviews import answers_to

BrowserOf = Callable[[str], Browser]
WRITTEN = "As the governors wish"
TERM = {"name": "Spring term 2050", "first_on": "5 January 2050", "last_on": "1 April 2050"}


def test_what_was_typed_into_a_page_that_is_no_more_is_shown(browser_of: BrowserOf) -> None:
    sam, aisha = browser_of("sam-patel"), browser_of("aisha-khan")
    sam.visit("/s/oakfield/calendar/terms/new")
    page = sam.press("Save our dates", **{**TERM, "first_on": "Wednesday 5 January 2050"})
    own = page.link("Change our dates of Spring term 2050")
    for one in (sam, aisha):
        one.visit(own)
    aisha.press("Go back to the local authority’s dates")

    page = sam.press("Save our dates", status=404, name=WRITTEN)

    assert page.heading == "Page not found"
    assert WRITTEN in page.text
    assert WRITTEN not in sam.visit(own, status=404).text


def end_meanwhile(somebody: Browser, programme: Started) -> None:
    page = somebody.visit(programme.path + "/course/end")
    how, next_step = (page.all(f"//input[@name='{name}']/@value")[0] for name in ("how", "next_steps"))
    somebody.press("End the programme", how=how, reason="She moves away", next_steps=[next_step])


def test_nothing_is_taken_out_of_the_plan_of_a_programme_that_ended_meanwhile(
    browser_of: BrowserOf, running: Started
) -> None:
    sam = browser_of("sam-patel")
    open_pages = {}
    for thing, link in (("target", "Change target 1"), ("promise", "Change : Meets Maya")):
        sam.visit(running.path + "/plan")
        open_pages[thing] = sam.follow(link)
    end_meanwhile(browser_of("aisha-khan"), running)

    for thing, page in open_pages.items():
        sam.page = page
        sam.press(f"Take this {thing} out", status=422)

        assert sam.page.problems == ["This programme is finished, so its plan cannot be changed"]


def test_what_the_page_of_a_plan_asks_is_not_kept_and_not_lost_when_the_programme_ended_meanwhile(
    browser_of: BrowserOf, started: Started
) -> None:
    sam = browser_of("sam-patel")
    sam.visit(started.path + "/targets/new")
    measure = sam.page.all("//input[@name='measure']/@value")[0]
    sam.press("Save the target", statement="I start", success="Starts", measure=measure, steps="I sit down")
    open_page = sam.visit(started.path + "/plan")
    end_meanwhile(browser_of("aisha-khan"), started)

    finished = "This programme is finished, so its plan cannot be changed"
    page = sam.press("Save the reasons", status=422, **{"reason-family": WRITTEN})
    assert page.problems == [f"{finished}. You wrote: “{WRITTEN}”"]
    sam.page = open_page
    page = sam.press("It was held", status=422, why_no_voice="Maya was ill")
    assert page.problems == [f"{finished}. You wrote: “Maya was ill”"]
    sam.page = open_page
    assert sam.press("Reached today", status=422).problems == [finished]


def test_what_was_written_into_a_form_that_the_page_has_no_more_is_shown(
    browser_of: BrowserOf, running: Started
) -> None:
    sam = browser_of("sam-patel")
    sam.visit(running.path + "/course/pause")
    reason = sam.page.all("//input[@name='reason']/@value")[0]
    end_meanwhile(browser_of("aisha-khan"), running)

    page = sam.press("Pause the programme", status=422, reason=reason, explanation=WRITTEN)

    assert page.problems == ["This programme is finished"]
    assert page.text.startswith(
        f"What you have just written was not saved. Copy it from here if you need it: {WRITTEN}"
    )


@pytest.mark.parametrize(
    ("page", "button", "field"),
    [
        ("/review", "Save the review", "summary"),
        ("/review", "Keep as a draft", "summary"),
        ("/home", "Save", "words"),
        ("/told", "Add to the list", "recipient"),
        ("/parts", "Write it down", "who"),
        ("/report", "Agree this report", "scorers"),
        ("/course/pause", "Pause the programme", "explanation"),
        ("/access", "Send the invitation", "parent_told"),
    ],
)
def test_what_was_written_for_a_programme_that_ended_meanwhile_is_shown(
    browser_of: BrowserOf, running: Started, page: str, button: str, field: str
) -> None:
    sam = browser_of("sam-patel")
    sam.visit(running.path + page)
    answers = {"who": "Mrs Brown", "words": "Rang home", "sections": ["PLAN"], "reason": "illness"}
    end_meanwhile(browser_of("aisha-khan"), running)

    sam.press(button, status=422, **{**answers, field: WRITTEN})

    assert sam.page.problems
    assert "This meeting is recorded already" not in sam.page.text
    assert WRITTEN in sam.page.text


def test_of_two_reasons_for_the_same_the_first_stays_and_the_second_is_not_lost(
    browser_of: BrowserOf, started: Started
) -> None:
    sam, aisha = browser_of("sam-patel"), browser_of("aisha-khan")
    for one in (sam, aisha):
        one.visit(started.path + "/plan")
    aisha.press("Save the reasons", **{"reason-family": "Asked at home"})

    page = sam.press("Save the reasons", status=422, **{"reason-family": WRITTEN})

    assert page.problems == [
        f"Aisha Khan gave another reason meanwhile: “Asked at home”. You wrote: “{WRITTEN}”"
    ]
    assert "Why the family promises nothing: Asked at home" in page.text


def test_what_was_written_in_a_review_about_what_is_no_longer_in_the_plan_is_shown_before_it_is_kept(
    browser_of: BrowserOf, running: Started
) -> None:
    sam, aisha = browser_of("sam-patel"), browser_of("aisha-khan")
    page = sam.visit(running.path + "/review")
    typed = answers_to(page) | {"present": "Maya", "summary": "Mornings go well.", "why_day": "Only then"}
    typed |= {page.field("What shows it").get("name"): WRITTEN}
    typed |= {page.field("What would make it easier").get("name"): "Half an hour later"}
    aisha.visit(running.path + "/plan")
    aisha.follow("Change target 1")
    aisha.press("Take this target out", why="She starts by herself now")
    aisha.follow("Change : Meets Maya")
    aisha.press("Take this promise out")

    page = sam.press("Save the review", status=422, **typed)

    assert page.problems == [
        "Somebody took out meanwhile what you wrote about. Copy what you need of it, and save again"
    ]
    assert WRITTEN in page.text
    assert "Half an hour later" in page.text
    page = sam.press("Save the review", decisions=WRITTEN)
    assert page.messages[0] == "The meeting is recorded."


def test_nothing_is_committed_to_for_a_target_that_is_no_longer_in_the_plan(
    browser_of: BrowserOf, running: Started
) -> None:
    sam, aisha = browser_of("sam-patel"), browser_of("aisha-khan")
    page = sam.visit(running.path + "/promises/new")
    (target,) = page.all("//select[@name='target_id']/option/@value[. != '']")
    aisha.visit(running.path + "/plan")
    aisha.follow("Change target 1")
    aisha.press("Take this target out")

    page = sam.press(
        "Save the promise", status=422, party="family", who="Gloria", what=WRITTEN, target_id=target
    )

    assert page.problems == ["Select a target of this plan"]
    assert "All" in next(row for row in sam.press("Save the promise").rows() if row[0] == WRITTEN)


def test_what_was_ticked_of_a_commitment_that_is_no_longer_in_the_plan_is_said_again(
    browser_of: BrowserOf, running: Started
) -> None:
    sam, aisha = browser_of("sam-patel"), browser_of("aisha-khan")
    page = sam.visit(running.path + "/promises")
    (words,) = page.all("//input[starts-with(@name, 'words-')]/@name")
    aisha.visit(running.path + "/plan")
    aisha.follow("Change : Meets Maya")
    aisha.press("Take this promise out")

    page = sam.press(
        "Save what I ticked", status=422, **{words: WRITTEN, words.replace("words-", "kept-"): "yes"}
    )

    (said,) = page.problems
    assert said.startswith("Somebody took a promise out of the plan while you were ticking. Save again")
    assert said.endswith(f"You wrote of it: “{WRITTEN}”")


def test_a_draft_shows_what_it_says_about_what_is_no_longer_in_the_plan(
    browser_of: BrowserOf, running: Started
) -> None:
    sam, aisha = browser_of("sam-patel"), browser_of("aisha-khan")
    page = sam.visit(running.path + "/review")
    sam.press("Keep as a draft", **{page.field("What shows it").get("name"): WRITTEN})
    assert "no longer there" not in sam.page.text
    aisha.visit(running.path + "/plan")
    aisha.follow("Change target 1")
    aisha.press("Take this target out", why="She starts by herself now")

    assert f"Written about what is no longer there {WRITTEN}" in sam.visit(running.path + "/review").text


def test_a_form_of_another_site_puts_no_words_into_a_page_of_ours(app: Flask, at_oakfield: Browser) -> None:
    for path in ("/no/page/of/ours", "/s/oakfield/today", "/s/oakfield/calendar/terms/new"):
        for browser in (at_oakfield, Browser(app)):
            answer = browser.client.post(path, data={"name": "Ring this number"})

            assert answer.status_code in {400, 404}
            assert "Ring this number" not in answer.text
