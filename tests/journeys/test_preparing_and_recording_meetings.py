"""A meeting from its invitations to its record: who was there, what each said, and what follows."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, time, timedelta
from uuid import uuid4

import pytest

from heft_platform import clock
from heft_testing.browser import Browser, Page
from heft_testing.doing import Started, a_school_day, add_an_action, in_parts
from heft_testing.reviews import answers_to

BrowserOf = Callable[[str], Browser]
TodayIs = Callable[[datetime], AbstractContextManager[None]]
LATER = 21


def arranged(browser: Browser, programme: Started, *, meeting: str, **changed: str) -> Page:
    """Prepare a meeting with everything that its page asks for."""
    browser.visit(programme.path + "/meetings")
    browser.follow(f"Prepare the {meeting}")
    answers = {
        "starts_at": "3:30pm",
        "mode": "in_person",
        "place": "The library",
        "privacy": "Nobody else is in the room",
        "access": "A chair by the door",
        "interpreter": "Polish, Mrs Nowak of the council",
        "other_times": "Saturday by telephone",
        "chair": "Ruth Okonjo",
        "note_taker": "Sam Patel",
        "pupil_part": "part",
        "pupil_part_why": "She leaves when we talk about school work",
    } | changed
    return browser.press("Save", **answers)


def put_on_the_list(browser: Browser, name: str, role: str) -> None:
    browser.press("Put on the list", name=name, role=role, contact="01632 960001")


def note(browser: Browser, name: str, kind: str, words: str = "") -> Page:
    browser.follow(name)
    return browser.press("Save", kind=kind, words=words)


def record(browser: Browser, programme: Started, **changed: object) -> dict[str, object]:
    """Open the record of the next meeting, and return an answer to everything that it must be told."""
    page = browser.visit(programme.path + "/review")
    asked = answers_to(page)
    return asked | {
        "summary": "Mornings go well.",
        "why_day": "The family could only come then",
        "present": "" if any(name.startswith("was-") for name in asked) else "Maya, Daniel Lee",
        **changed,
    }


def field_of(page: Page, label: str) -> str:
    """Return the name of the first field whose label or legend begins with these words."""
    for one in page.soup.find_all("label"):
        if one.get_text(" ", strip=True).startswith(label):
            return str(page.soup.find(id=one["for"])["name"])  # type: ignore[index]
    for one in page.soup.find_all("legend"):
        if one.get_text(" ", strip=True).startswith(label):
            return str(one.find_parent("fieldset").find("input")["name"])  # type: ignore[index,union-attr]
    raise AssertionError(f"no field “{label}”")


@pytest.mark.requirement("S001-43")
@pytest.mark.requirement("S001-68")
@pytest.mark.requirement("S004-05")
@pytest.mark.requirement("S004-08")
@pytest.mark.requirement("S004-10")
@pytest.mark.requirement("S004-12")
def test_a_meeting_has_its_place_its_people_and_the_pupils_part_before_it_is_held(
    at_oakfield: Browser, started: Started
) -> None:
    at_oakfield.visit(started.path + "/meetings")
    page = at_oakfield.follow("Prepare the initial meeting")
    assert "In school hours, unless the family needs another time" in page.text
    page = at_oakfield.press("Save", status=422, pupil_part="part", place="The library")
    assert page.problems[:3] == [
        "Enter the time, such as 3:30pm",
        "Choose a chair and a note taker",
        "Choose a chair and a note taker",
    ]
    assert page.value_of("Room") == "The library"
    page = at_oakfield.press(
        "Save", status=422, starts_at="3:30pm", chair="Ruth Okonjo", note_taker="Sam Patel"
    )
    assert page.problems == ["Say why the pupil is not there all the time"]

    page = arranged(at_oakfield, started, meeting="initial meeting")
    assert page.messages == ["The meeting is arranged."]
    assert page.value_of("Interpreter") == "Polish, Mrs Nowak of the council"

    page = at_oakfield.follow("Who is invited")
    assert "Somebody from outside school is expected at this meeting." in page.text
    assert "Maya Brown Must be invited" in page.text
    at_oakfield.press("Add Maya Brown")
    at_oakfield.press("Add Daniel Lee")
    put_on_the_list(at_oakfield, "Gloria Brown", "parent_carer")
    put_on_the_list(at_oakfield, "Niamh Doherty", "outreach_worker")
    note(at_oakfield, "Gloria Brown", "sent", "Rang her at work")
    note(at_oakfield, "Gloria Brown", "comes")
    page = note(at_oakfield, "Niamh Doherty", "cannot", "In court")
    assert "Somebody from outside" not in page.text
    assert "Gloria Brown Parent or carer · 01632 960001 Comes" in page.items
    page = at_oakfield.press("Put on the list", status=422, name="Gloria Brown", role="parent_carer")
    assert page.problems == ["This person is on the list already"]


@pytest.mark.requirement("S001-58")
@pytest.mark.requirement("S001-69")
@pytest.mark.requirement("S001-72")
@pytest.mark.requirement("S004-11")
def test_no_first_meeting_without_the_family_and_everyone_there_has_a_turn(
    at_oakfield: Browser, started: Started
) -> None:
    page = at_oakfield.visit(started.path + "/review")
    assert "Explain the programme in plain words" in page.text
    page = at_oakfield.press("Save the meeting", status=422, **record(at_oakfield, started))
    assert page.problems == ["No parent or carer was invited. Invite them first, or say why that cannot be"]
    assert page.value_of("How it is going") == "Mornings go well."

    at_oakfield.visit(started.path + "/meetings")
    at_oakfield.follow("Who is invited to the initial")
    for name, role in (("Gloria Brown", "parent_carer"), ("Maya", "pupil"), ("Daniel Lee", "key_staff")):
        put_on_the_list(at_oakfield, name, role)
    note(at_oakfield, "Gloria Brown", "sent")
    note(at_oakfield, "Gloria Brown", "sends_views", "She loves drawing. שלום 🙂")

    answers = record(at_oakfield, started)
    page = at_oakfield.page
    was = field_of(page, "Gloria Brown,")
    assert page.soup.find("textarea", string="She loves drawing. שלום 🙂") is not None
    refused = at_oakfield.press("Save the meeting", status=422, **(answers | {was: "absent"}))
    assert refused.problems == ["No parent or carer was there or sent views. Say why you go on without"]

    strengths = field_of(page, "Maya (What goes well)")
    page = at_oakfield.press(
        "Save the meeting", **(answers | {was: "views", strengths: "I like art", "decisions": "Art first"})
    )
    assert page.messages[0] == "The meeting is recorded."
    at_oakfield.visit(started.path + "/meetings")
    page = at_oakfield.follow("Initial meeting")
    assert "Maya: I like art" in page.text
    assert "Gloria Brown (read in): She loves drawing." in page.text
    assert "Daniel Lee: Said nothing" in page.text
    assert "Art first" in page.text


def test_a_finished_record_is_put_right_by_a_remark_alone(at_oakfield: Browser, running: Started) -> None:
    at_oakfield.visit(running.path + "/review")
    at_oakfield.press("Save the review", **record(at_oakfield, running))
    at_oakfield.visit(running.path + "/meetings")
    at_oakfield.follow("4-week review")
    page = at_oakfield.press("Add the remark", status=422, body="a" * 10_000)
    assert page.problems == ["Use 4,000 characters or fewer"]
    assert len(page.value_of("Add a remark")) == 10_000

    page = at_oakfield.press("Add the remark", body="Her aunt was there too")

    assert page.messages == ["The remark is added. The record itself stays as it was."]
    assert "Her aunt was there too" in page.text


def test_a_draft_keeps_what_was_typed_and_two_who_write_merge_on_the_page(
    browser_of: BrowserOf, running: Started
) -> None:
    sam, daniel = browser_of("sam-patel"), browser_of("daniel-lee")
    for one in (sam, daniel):
        one.visit(running.path + "/review")
    daniel.press("Keep as a draft", summary="Mornings go well.", decisions="A timer\x00 on the desk")
    assert daniel.page.messages == ["The draft is saved. Finish it when it is whole."]
    assert daniel.page.value_of("Decided") == "A timer on the desk"

    page = sam.press("Keep as a draft", status=409, summary="Afternoons are hard.", parked="Lunch club")
    assert "Two versions of this record" in page.text
    assert page.rows() == [
        ["How it is going", "Mornings go well.", "Afternoons are hard."],
        ["Decisions", "A timer on the desk", "Nothing"],
        ["Park list", "Nothing", "Lunch club"],
    ]
    sam.press("Keep as a draft", decisions="A timer on the desk")

    page = daniel.press("Save the review", status=409, **record(sam, running))
    assert page.value_of("How it is going") == "Mornings go well."
    page = daniel.visit(running.path + "/review")
    assert page.value_of("Park list") == "Lunch club"
    assert "Draft saved by Sam Patel" in page.text


@pytest.mark.requirement("S001-79")
@pytest.mark.requirement("S001-86")
@pytest.mark.requirement("S001-91")
@pytest.mark.requirement("S001-80")
@pytest.mark.requirement("S004-13")
def test_a_review_of_a_pupil_who_struggles_says_what_more_is_done_and_what_else_there_is(
    at_oakfield: Browser, running: Started
) -> None:
    action = add_an_action(at_oakfield, running)
    answers = record(at_oakfield, running, outlook="unlikely", decisions="Meet again soon")
    page = at_oakfield.page
    assert "Sessions Not recorded Attendance Not recorded Suspensions 0 Behaviour incidents 0" in page.text
    agenda = [one.get_text(strip=True) for one in page.soup.select("#agenda ~ details summary")]
    assert agenda[1] == "2. Successes first"
    answers[field_of(page, "How is target 1 going?")] = "struggling"

    page = at_oakfield.press("Save the review", status=422, **answers)
    assert page.problems == ["Say what more will be done for the target of which you say “Struggling”"]
    answers["further_measures"] = "A quiet table"
    page = at_oakfield.press("Save the review", status=422, **answers)
    assert page.problems == ["Select the alternatives that you talked about, as success is unlikely"]
    choices = [one.get_text(" ", strip=True) for one in page.soup.select("main label")]
    assert not [words for words in choices if words.lower().startswith(("exclude", "permanent"))]
    without = {field_of(page, "Day"): ""} | in_parts("held_on", clock.today())
    date_field = next(
        str(one["name"]) for one in page.soup.select("input") if str(one.get("name", "")).startswith("date-")
    )
    stem = date_field.rpartition("-")[0]
    no_day = {f"{stem}-{part}": "" for part in ("day", "month", "year")}
    page = at_oakfield.press(
        "Save the review", status=422, **(answers | without | no_day), alternatives=["second_cycle"]
    )
    assert page.problems == ["Enter the day of the 8-week review"]

    week = a_school_day(from_day=clock.today() + timedelta(days=LATER))
    at_oakfield.press(
        "Save the review",
        **answers,
        **in_parts(stem, week),
        **{"action-what-1": "Find a mentor", "action-name-1": "Her aunt"},
        **in_parts("action-due-1", clock.today() + timedelta(days=LATER)),
        alternatives=["second_cycle"],
        done_actions=[action],
    )
    page = at_oakfield.visit(running.path + "/actions")
    assert ["Done" in one for one in page.items] == [True, False]
    assert "Find a mentor Her aunt · Agreed at a review" in page.items[1]
    at_oakfield.visit(running.path + "/meetings")
    page = at_oakfield.follow("4-week review")
    assert "A second programme with changed support" in page.text
    assert "A quiet table" in page.text


@pytest.mark.requirement("S001-85")
def test_what_each_said_and_the_pupils_own_control_stand_side_by_side(
    at_oakfield: Browser, running: Started
) -> None:
    for label, words, control in (("4-week", "It is too loud", "3"), ("8-week", "It is quieter", "6")):
        at_oakfield.visit(running.path + "/meetings")
        at_oakfield.follow(f"Who is invited to the {label}")
        put_on_the_list(at_oakfield, "Maya", "pupil")
        answers = record(at_oakfield, running, control=control)
        turn = field_of(at_oakfield.page, "Maya (Successes first)")
        if label == "8-week":
            assert "Then: “It is too loud”" in at_oakfield.page.text
        at_oakfield.press("Save the review", **(answers | {turn: words}))

    page = at_oakfield.visit(running.path + "/then-and-now")
    assert page.rows(0) == [["4-week review", "3"], ["8-week review", "6"]]
    (who, then, now) = page.rows(1)[0]
    assert who == "Maya"
    assert "It is too loud" in then
    assert "It is quieter" in now


@pytest.mark.requirement("S001-92")
def test_a_plan_that_fails_sets_the_coordinator_a_task_and_may_be_looked_at_early(
    at_oakfield: Browser, running: Started
) -> None:
    at_oakfield.visit(running.path + "/not-working")
    page = at_oakfield.press("Set the task", words="Sent out four times in two days")
    (line,) = page.items
    assert "Contact the family: the plan is not working." in line
    assert "Paper for it: “Contact with parents between reviews” Sam Patel" in line

    at_oakfield.visit(running.path + "/not-working")
    far, today = (in_parts("on_day", clock.today() + timedelta(days=days)) for days in (400, 0))
    page = at_oakfield.press(
        "Call the early review", status=422, called_by="parent_carer", why="She asked", **far
    )
    assert page.problems[0].startswith("The day must be from today on, and before the 4-week review on")
    tomorrow = a_school_day(from_day=clock.today() + timedelta(days=1))
    soon = in_parts("on_day", tomorrow)
    open_page = page
    page = at_oakfield.press("Call the early review", called_by="parent_carer", why="She asked", **soon)
    assert "Prepare the early review" in page.text
    at_oakfield.page = open_page
    page = at_oakfield.press(
        "Call the early review", status=422, called_by="parent_carer", why="She asked", **today
    )
    assert page.problems == [
        f"An early review is on {tomorrow.day} {tomorrow:%B %Y} already. Change its day instead"
    ]
    assert at_oakfield.visit(running.path + "/review").heading == "Early review meeting"


def test_a_plan_fails_also_when_nobody_knows_the_next_school_day(
    browser_of: BrowserOf, running: Started, today_is: TodayIs
) -> None:
    with today_is(datetime.combine(clock.today() + timedelta(weeks=150), time(9), tzinfo=UTC)):
        sam = browser_of("sam-patel")
        sam.visit(running.path + "/not-working")

        page = sam.press("Set the task", words="Sent out four times in two days")

    assert page.messages == ["It is noted, and somebody has the task."]


def test_a_meeting_is_arranged_on_a_school_day_and_by_one_at_a_time(
    browser_of: BrowserOf, started: Started
) -> None:
    sam, daniel = browser_of("sam-patel"), browser_of("daniel-lee")
    saturday = a_school_day() + timedelta(days=5 - a_school_day().weekday())
    for one in (sam, daniel):
        one.visit(started.path + "/meetings")
        one.follow("Prepare the initial meeting")
    whole = {"starts_at": "9am", "chair": "Ruth", "note_taker": "Sam", "pupil_part": "full"}
    page = sam.press("Save", status=422, **whole, **in_parts("held_on", saturday))
    assert page.problems == ["Meet on a school day. This day is a weekend"]

    sam.press("Save", **whole, place="The library", **in_parts("held_on", a_school_day()))
    page = daniel.press("Save", status=409, **whole, place="The hall")
    assert "As Sam Patel arranged it" in page.text
    assert page.value_of("Room") == "The hall"
    daniel.press("Save")
    assert sam.visit(daniel.page.path).value_of("Room") == "The hall"


def test_an_action_of_a_meeting_goes_to_nobody_who_has_left_meanwhile(
    at_oakfield: Browser, running: Started
) -> None:
    answers = record(at_oakfield, running)
    action = {"action-what-1": "Find a mentor", "action-owner-1": str(uuid4())}
    day = in_parts("action-due-1", clock.today() + timedelta(days=LATER))

    both, one = {"action-name-1": "Her aunt"}, {"action-name-1": ""}
    page = at_oakfield.press("Save the review", status=422, **(answers | action | both | day))
    assert page.problems == ["Choose one of your staff for action 1 or write another name, not both"]
    page = at_oakfield.press("Save the review", status=422, **(answers | action | one | day))

    assert page.problems == ["Choose for each action one of your staff, or write the name of somebody else"]
    assert page.value_of("How it is going, in a sentence or two") == answers["summary"]
