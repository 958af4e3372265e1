"""The main job, from the first worry to the authority's answer, as its people do it."""

from collections.abc import Callable

import pytest

from heft_testing.browser import Browser, Page
from heft_testing.doing import Started, ask_for_help, do_all_work, start_a_programme

BrowserOf = Callable[[str], Browser]


def test_a_pastoral_lead_starts_a_programme_on_dates_that_are_shown_first(at_oakfield: Browser) -> None:
    at_oakfield.visit("/s/oakfield/pupils")
    at_oakfield.follow("Maya Brown")
    at_oakfield.follow("Start a PSP")

    page = start_a_programme(at_oakfield, until="check")

    assert page.heading == "Check and start"
    assert [row[0] for row in page.rows()] == [
        "Set up and invite",
        "Papers in",
        "Initial meeting",
        "4-week review",
        "8-week review",
        "12-week final meeting",
    ]
    assert at_oakfield.press("Start the PSP").heading.startswith("Programme PSP-")


def test_a_second_programme_of_the_same_kind_is_refused_with_the_first_named(
    at_oakfield: Browser, started: Started
) -> None:
    at_oakfield.visit(started.pupil_path + "/start")
    page = start_a_programme(at_oakfield, until="check", pupil_chosen=True, status=422)

    assert page.problems == [f"This pupil has an open programme already, {started.reference}"]


def test_a_programme_cannot_begin_without_a_target_and_a_commitment_of_school(
    at_oakfield: Browser, started: Started
) -> None:
    at_oakfield.visit(started.path + "/plan")
    page = at_oakfield.press("Everyone agreed", status=422)

    assert page.problems == [
        "Gather what the pupil says, or say why not",
        "Hold the first meeting",
        "Add a target with a way to see that it goes well",
        "Add what school will do to help",
        "Add what the family will do, or say why nothing is promised",
        "Add what the pupil will do, or say why nothing is promised",
    ]


def test_the_second_of_two_people_who_change_a_target_sees_both_versions(
    browser_of: BrowserOf, running: Started
) -> None:
    sam, daniel = browser_of("sam-patel"), browser_of("daniel-lee")
    for one in (sam, daniel):
        one.visit(running.path + "/plan")
        one.follow("Change target 1")
    daniel.press("Save the target", statement="I start in five minutes")

    page = sam.press("Save the target", statement="I start in three minutes", status=409)

    assert page.heading == "Two versions of this target"
    assert "I start in five minutes" in page.text
    assert page.value_of("Target") == "I start in three minutes"
    assert "I start in three minutes" in sam.press("Save your version").text


@pytest.mark.requirement("S001-22")
def test_a_school_asks_the_authority_and_the_authority_answers(
    browser_of: BrowserOf, running: Started
) -> None:
    sam, ruth, marcus = browser_of("sam-patel"), browser_of("ruth-okonjo"), browser_of("marcus-bennett")
    request = ask_for_help(sam, running)
    assert sam.page.messages == ["The request waits for the headteacher."]

    ruth.visit("/s/oakfield/today")
    ruth.follow(f"Approve request {request}")
    ruth.press("Approve and send")
    assert marcus.visit("/la/worklist").text.count(request) == 0, (
        "the authority’s own row comes with its work"
    )
    do_all_work(sam)
    assert request in marcus.visit("/la/worklist").text

    marcus.follow(request)
    assert "Maya Brown" in marcus.page.text
    marcus.press("Acknowledge to Oakfield Primary")
    marcus.press("Ask Oakfield Primary", question="Who is there at lunchtime?")
    do_all_work(sam)
    sam.visit("/s/oakfield/today")
    sam.follow(f"Answer the question about request {request}")
    sam.press("Send to Fellside Council", words="Two supervisors for ninety children.")
    marcus.visit(f"/la/requests/{request}")
    marcus.press("Send to Oakfield Primary", decision="outreach", words="Quarry Bank can visit twice.")

    page = sam.visit(f"{running.path}/requests/{request}")
    assert "Quarry Bank can visit twice." in page.text
    assert "Answered" in page.text
    assert [letter.get_text(" ", strip=True) for letter in page.soup.select(".heft-letter__head h3")] == [
        "Request for help",
        "We have your request",
        "Question",
        "Answer to the question",
        "Answer",
    ]


def test_what_the_authority_notes_for_itself_never_reaches_the_school(
    browser_of: BrowserOf, started: Started
) -> None:
    sam, marcus = browser_of("sam-patel"), browser_of("marcus-bennett")
    request = ask_for_help(sam, started, approve_with=browser_of("ruth-okonjo"))
    marcus.visit(f"/la/requests/{request}")
    marcus.press("Keep the note", body="Third request this half-term.")

    assert "Third request" not in sam.visit(f"{started.path}/requests/{request}").text


def test_an_outreach_worker_joins_looks_writes_and_is_shut_out(
    browser_of: BrowserOf, running: Started
) -> None:
    sam, niamh = browser_of("sam-patel"), browser_of("niamh-doherty")
    _invite(sam, running.path)
    do_all_work(sam)

    niamh.visit("/outreach/invitations")
    page = niamh.follow("M.B. at Oakfield Primary")
    assert "Maya" not in page.text
    niamh.press("Join this case")
    do_all_work(sam)
    niamh.visit("/outreach/cases")
    page = niamh.follow("M.B. at Oakfield Primary")
    assert "Oakfield Primary lets you see" in page.text
    assert "Maya Brown" in page.text
    assert "How it is going" not in page.text, "daily reports were not granted"
    niamh.press("Save to Oakfield Primary", body="Walked the playground with her.")

    page = sam.visit(running.path)
    assert "Niamh Doherty" in page.text
    assert "Walked the playground with her." in page.text
    assert "Last here today" in sam.visit(running.path + "/access").text
    sam.press("End access")
    niamh.post(running.path + "/notes", body="One more", status=410)
    assert niamh.visit(running.path, status=410).heading == "Your access has ended"


def test_a_visitor_finds_nothing_but_the_one_programme(browser_of: BrowserOf, started: Started) -> None:
    sam, niamh = browser_of("sam-patel"), browser_of("niamh-doherty")
    _invite(sam, started.path)
    do_all_work(sam)
    niamh.visit("/outreach/invitations")
    niamh.follow("M.B. at Oakfield Primary")
    niamh.press("Join this case")
    do_all_work(sam)

    for path in ("/s/oakfield/pupils", "/s/oakfield/today", "/s/oakfield/programmes", started.pupil_path):
        niamh.visit(path, status=404)
    for part in ("/access", "/requests/new", "/review", "/documents", "/finish"):
        niamh.visit(started.path + part, status=404)


def test_another_schools_programme_is_not_found(browser_of: BrowserOf, started: Started) -> None:
    bronwen = browser_of("bronwen-hughes")

    there = bronwen.visit(started.path, status=404)
    nowhere = bronwen.visit("/s/oakfield/programmes/PSP-222222", status=404)

    assert there.text == nowhere.text
    bronwen.visit(started.path.replace("oakfield", "hillside"), status=404)


def _invite(browser: Browser, path: str) -> Page:
    browser.visit(path + "/access")
    team = browser.page.soup.find("option", string=lambda words: bool(words and "Primary outreach" in words))
    assert team is not None
    return browser.press(
        "Send the invitation",
        team_id=team["value"],
        sections=["PLAN", "NOTES"],
        adds_notes="yes",
        parent_told="Her mother was told on Monday and agrees.",
    )
