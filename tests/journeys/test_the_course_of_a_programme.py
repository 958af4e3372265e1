"""A programme is paused, made longer, moved, handed over, ended and put right; each change keeps who, when and why."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from heft_testing.browser import Browser, Page
from heft_testing.database import ServerOfTests
from heft_testing.doing import Started, a_school_day, do_all_work, in_parts, start_a_programme
from heft_testing.reviews import answers_to
from heft_testing.templates import begin

BrowserOf = Callable[[str], Browser]
ActingAs = Callable[..., AbstractContextManager[Session]]
TodayIs = Callable[[datetime], AbstractContextManager[None]]


def day_of(page: Page, label: str) -> date:
    """Return the day of a milestone, as the page of the course says it."""
    words = next(row[1] for row in page.rows() if row[0] == label)
    return datetime.strptime(words, "%A %d %B %Y").replace(tzinfo=UTC).date()


def answers_of_a_review(page: Page) -> dict[str, Any]:
    return answers_to(page) | {"present": "All", "summary": "Well", "why_day": "Earlier than planned"}


def typed(day: date) -> dict[str, str]:
    return {"due_on-day": str(day.day), "due_on-month": str(day.month), "due_on-year": str(day.year)}


def morning(day: date) -> datetime:
    return datetime.combine(day, time(9), tzinfo=UTC)


def test_a_pause_stops_the_clock_and_can_be_taken_back(
    browser_of: BrowserOf, running: Started, today_is: TodayIs
) -> None:
    sam = browser_of("sam-patel")
    before = day_of(sam.visit(running.path + "/course"), "4-week review")
    first = a_school_day()
    with today_is(morning(first)):
        sam = browser_of("sam-patel")
        sam.visit(running.path + "/course/pause")
        page = sam.press("Pause the programme", reason="suspension", explanation="Five days")
        assert "Paused since" in page.text
        page = sam.visit(running.path + "/course/pause")
        assert sam.post(
            running.path + "/course/extend", status=422, weeks="2", why="More", version="1"
        ).problems

    later = a_school_day(from_day=date.fromordinal(first.toordinal() + 1))
    with today_is(morning(later)):
        sam = browser_of("sam-patel")
        sam.visit(running.path)
        assert sam.follow("Go on with the programme").heading == "Go on with the programme"
        page = sam.press("Go on with the programme", explanation="Meets Daniel first")
        assert page.messages == ["The programme goes on. Its later dates moved by 1 school day."]
        moved = day_of(sam.visit(running.path + "/course"), "4-week review")
        assert moved == a_school_day(from_day=date.fromordinal(before.toordinal() + 1))
        assert "the programme was paused" in sam.page.text

        sam.visit(running.path + "/history")
        page = sam.press("Take it back", why="Wrong pupil")
        assert "Paused since" in page.text
        page = sam.visit(running.path + "/history")
        assert "Why: Wrong pupil" in page.text
        assert "Meets Daniel first" in page.text, "what was taken back stays on record"


def test_a_programme_that_is_let_rest_on_after_it_went_on_by_itself_waits_for_somebody(
    browser_of: BrowserOf, running: Started, today_is: TodayIs, server: ServerOfTests
) -> None:
    first = a_school_day()
    with today_is(morning(first)):
        sam = browser_of("sam-patel")
        sam.visit(running.path + "/course/pause")
        tomorrow = first + timedelta(days=1)
        sam.press("Pause the programme", reason="suspension", **in_parts("until", tomorrow))
        assert "It goes on by itself on" in sam.visit(running.path + "/course/pause").text

    with today_is(morning(tomorrow)):
        sam = browser_of("sam-patel")
        server.run("update fence.due set due_at = clock_timestamp()")
        do_all_work(sam)
        assert "Paused since" not in sam.visit(running.path).text
        sam.visit(running.path + "/history")
        sam.press("Take it back", why="Not back yet")

        page = sam.visit(running.path + "/course/pause")
        assert "It has been paused since" in page.text
        assert "by itself" not in page.text


def test_the_weeks_of_a_pause_are_not_weeks_of_the_programme(
    browser_of: BrowserOf, running: Started, today_is: TodayIs
) -> None:
    week = re.compile(r"Week (\d+) of")
    paused = a_school_day()
    with today_is(morning(paused)):
        sam = browser_of("sam-patel")
        before = week.search(sam.visit(running.path).text)
        sam.visit(running.path + "/course/pause")
        sam.press("Pause the programme", reason="illness")
    with today_is(morning(a_school_day(from_day=paused + timedelta(weeks=3)))):
        sam = browser_of("sam-patel")
        sam.visit(running.path + "/course/pause")
        sam.press("Go on with the programme")
        after = week.search(sam.visit(running.path).text)
        sam.visit(running.path + "/history")
        sam.press("Take it back", why="Not yet")
        sam.visit(running.path + "/course/pause")
        sam.press("Go on with the programme")
        again = week.search(sam.visit(running.path).text)

    assert before
    assert after
    assert again
    assert before[0] == after[0] == again[0]


def test_a_date_goes_to_a_school_day_and_later_ones_are_offered_to_move_along(
    at_oakfield: Browser, running: Started
) -> None:
    page = at_oakfield.visit(running.path + "/course")
    before = {
        label: day_of(page, label) for label in ("4-week review", "8-week review", "12-week final meeting")
    }
    at_oakfield.follow("Change of 4-week review")

    saturday = date.fromordinal(before["4-week review"].toordinal() + 5 - before["4-week review"].weekday())
    page = at_oakfield.press("Save the day", status=422, **typed(saturday))
    assert page.problems == ["Choose a school day. This day is a weekend"]
    page = at_oakfield.press("Save the day", status=422, **typed(before["4-week review"]))
    assert page.problems == ["It is on this day already. Enter another day"]

    later = a_school_day(from_day=date.fromordinal(before["4-week review"].toordinal() + 14))
    page = at_oakfield.press("Save the day", **typed(later), why="Her mother is away")
    assert page.heading == "Shall later dates move along?"
    page = at_oakfield.press("Save the dates", along=["review_8"])

    assert day_of(page, "4-week review") == later
    assert day_of(page, "8-week review") > before["8-week review"]
    assert day_of(page, "12-week final meeting") == before["12-week final meeting"]
    assert "Moved: Her mother is away" in page.text


def test_steps_stay_in_order_and_far_moves_need_a_reason(at_oakfield: Browser, running: Started) -> None:
    final = day_of(at_oakfield.visit(running.path + "/course"), "12-week final meeting")
    at_oakfield.follow("Change of 4-week review")
    beyond = a_school_day(from_day=date.fromordinal(final.toordinal() + 3))

    at_oakfield.press("Save the day", **typed(beyond), why="Much later")
    page = at_oakfield.press("Save the dates", status=422, along=[])
    assert page.problems[0].startswith("The steps must stay in order: “8-week review” is on")

    at_oakfield.visit(running.path + "/course")
    at_oakfield.follow("Change of 12-week final meeting")
    much_later = a_school_day(from_day=date.fromordinal(final.toordinal() + 14))
    page = at_oakfield.press("Save the day", status=422, **typed(much_later))
    assert page.problems == ["It moves by more than 5 school days, so say why"]


@pytest.mark.requirement("S001-78")
def test_one_review_may_be_left_out_with_a_reason_and_not_both(
    at_oakfield: Browser, running: Started
) -> None:
    at_oakfield.visit(running.path + "/course")
    at_oakfield.follow("Change of 4-week review")
    page = at_oakfield.press("Leave this step out", status=422)
    assert page.problems == ["Say why it is left out"]
    page = at_oakfield.press("Leave this step out", skip="Too close to the holidays")
    assert "Left out: Too close to the holidays" in page.text

    at_oakfield.follow("Change of 8-week review")
    page = at_oakfield.press("Leave this step out", status=422, skip="No time")
    assert page.problems == ["The template asks for this step, so it cannot be left out"]
    assert "8-week review Next" in at_oakfield.visit(running.path).text


def test_a_meeting_that_was_left_out_is_not_arranged(at_oakfield: Browser, running: Started) -> None:
    at_oakfield.visit(running.path + "/course")
    milestone = at_oakfield.follow("Change of 4-week review").path.rpartition("/")[2]
    at_oakfield.press("Leave this step out", skip="Too close to the holidays")

    at_oakfield.visit(f"{running.path}/meetings/{milestone}/prepare")
    roles = {"chair": "Ruth Okonjo", "note_taker": "Sam Patel", "pupil_part": "full"}
    page = at_oakfield.press("Save", status=422, starts_at="3:30pm", **roles)

    assert page.problems == ["This meeting was left out, so there is nothing to arrange"]


def test_a_template_without_extension_says_so(at_oakfield: Browser, running: Started) -> None:
    page = at_oakfield.visit(running.path + "/course/extend")

    assert "allows no extension" in page.text


def test_another_key_worker_takes_over_and_is_told(at_oakfield: Browser, running: Started) -> None:
    at_oakfield.visit(running.path + "/course/people")
    aisha = next(one for one in at_oakfield.page.soup.find_all("option") if "Aisha Khan" in one.text)

    page = at_oakfield.press("Save the people", status=422, key_worker_id=aisha["value"])
    assert page.problems == ["Say why it changes"]
    page = at_oakfield.press(
        "Save the people",
        key_worker_id=aisha["value"],
        why="Daniel leaves",
        pupil_told="By Daniel, on a walk",
    )

    assert "Key worker Aisha Khan" in page.text
    page = at_oakfield.visit(running.path + "/history")
    assert "Key worker: from Daniel Lee to Aisha Khan" in page.text
    assert "By Daniel, on a walk" in page.text
    begun = page.text.rpartition("Started")[2]
    in_order = [
        begun.index(f"{label}, due")
        for label in ("Initial meeting", "4-week review", "12-week final meeting")
    ]
    assert in_order == sorted(in_order)
    assert "from Not yet" not in page.text


def test_nothing_is_given_to_somebody_who_left_while_the_page_was_open(
    at_oakfield: Browser, running: Started, server: ServerOfTests
) -> None:
    open_pages = [
        at_oakfield.visit(running.path + path) for path in ("/course/people", "/actions/new", "/asked/new")
    ]
    options = open_pages[0].all("//option[contains(., 'Aisha Khan')]/@value")
    server.run("update owned.member set left_on = current_date where name = 'Aisha Khan' returning 1")

    at_oakfield.page = open_pages[0]
    page = at_oakfield.press("Save the people", status=422, key_worker_id=options[0], why="Daniel leaves")
    assert page.problems == ["Choose people from the lists"]
    day = typed(a_school_day())
    at_oakfield.page = open_pages[1]
    page = at_oakfield.press("Add the action", status=422, what="Ring", owner_id=options[0], **day)
    assert page.problems == ["Choose one of your staff, or write the name of somebody else"]
    at_oakfield.page = open_pages[2]
    page = at_oakfield.press("Ask for it", status=422, label="A note", asked_id=options[0], **day)
    assert page.problems == ["Choose from the list"]


@pytest.mark.parametrize("what", ["people", "pause", "end"])
def test_whoever_changes_the_course_second_sees_what_the_first_did(
    browser_of: BrowserOf, running: Started, what: str
) -> None:
    sam, ruth = browser_of("sam-patel"), browser_of("ruth-okonjo")
    ruth.visit(f"{running.path}/course/{what}")
    sam.visit(running.path + "/course/people")
    aisha = next(one for one in sam.page.soup.find_all("option") if "Aisha Khan" in one.text)
    sam.press("Save the people", key_worker_id=aisha["value"], why="Daniel leaves")
    step = [str(one["value"]) for one in ruth.page.soup.select('input[name="next_steps"]')[:1]]
    button, answers = {
        "people": ("Save the people", {"why": "Another reason"}),
        "pause": ("Pause the programme", {"reason": "illness"}),
        "end": ("End the programme", {"how": "other", "reason": "Moved on", "next_steps": step}),
    }[what]

    page = ruth.press(button, status=409, **answers)
    assert "What Sam Patel did meanwhile" in page.text
    assert "from Daniel Lee to Aisha Khan" in page.text

    ruth.press(button)


def test_whoever_pauses_or_goes_on_second_is_not_offered_the_opposite(
    browser_of: BrowserOf, running: Started
) -> None:
    sam, ruth = browser_of("sam-patel"), browser_of("ruth-okonjo")
    for one in (ruth, sam):
        one.visit(running.path + "/course/pause")
    sam.press("Pause the programme", reason="illness", explanation="In hospital")

    page = ruth.press("Pause the programme", status=409, reason="illness", explanation="Home on Friday")
    assert page.heading == "The programme is paused already"
    assert "by Sam Patel. Why: Illness: In hospital" in page.text
    assert "Home on Friday" in page.text
    assert not page.all("//main//button"), "what was written for a pause is not sent on as the end of one"

    for one in (ruth, sam):
        one.visit(running.path + "/course/pause")
    sam.press("Go on with the programme")
    page = ruth.press("Go on with the programme", status=409, explanation="Half days at first")
    assert page.heading == "The programme goes on already"
    assert "Half days at first" in page.text


def test_a_programme_that_ends_early_says_why_and_what_comes_next(
    at_oakfield: Browser, running: Started
) -> None:
    at_oakfield.visit(running.path + "/course/end")
    page = at_oakfield.press("End the programme", status=422, how="moved_school")
    assert page.problems == ["Say what led to it"]
    page = at_oakfield.press("End the programme", status=422, how="moved_school", reason="The family moved")
    assert page.problems == ["Select what comes next"]
    step = str(page.soup.select('input[name="next_steps"]')[0]["value"])
    page = at_oakfield.press("End the programme", next_steps=[step])
    said = page.text.partition("Initial meeting Held")[2].partition("How it is going")[0]
    assert said.count("Not held") == 3, "what was to come does not come any more"
    assert "Next" not in said
    assert "Ended early" in page.text
    assert "To come" not in at_oakfield.visit(running.path + "/course").text
    assert "Moved to another school. The family moved" in page.text

    for path in ("pause", "extend", "end", "merge", "people"):
        answers = {"version": "1", "reason": "illness", "weeks": "1", "why": "x", "how": "other", "into": "x"}
        people = {"key_worker_id": "0" * 32, "coordinator_id": "0" * 32}
        page = at_oakfield.post(f"{running.path}/course/{path}", status=422, **answers, **people)
        assert page.problems == ["This programme is finished"], path

    at_oakfield.visit(running.path + "/history")
    at_oakfield.press("Take it back", why="They stay after all")
    assert "Active" in at_oakfield.visit(running.path).text


def test_two_people_finish_at_once_and_the_second_brings_both_together(
    browser_of: BrowserOf, running: Started
) -> None:
    sam, ruth = browser_of("sam-patel"), browser_of("ruth-okonjo")
    for press in ("Save the review", "Save the review", "Save the final meeting"):
        page = sam.visit(running.path + "/review")
        sam.press(press, **answers_of_a_review(page))
    for one in (sam, ruth):
        page = one.visit(running.path + "/finish")
    choices = {
        name: str(page.soup.select(f'input[name="{name}"]')[0]["value"]) for name in ("verdict", "next_steps")
    }
    sam.press("Finish the programme", words="Kind words", credit="A letter", **choices)

    page = ruth.press(
        "Finish the programme", status=409, words="The break card", credit="A letter", **choices
    )
    assert "Somebody else finished this programme meanwhile" in page.text
    assert "Kind words" in page.text
    assert page.value_of("What made the difference") == "The break card"
    page = ruth.press("Finish the programme", words="Kind words, and the break card", credit="A letter")
    assert "Kind words, and the break card" in page.text

    page = ruth.follow("Start a second programme that follows it")
    assert running.reference in page.text
    page = start_a_programme(ruth, pupil_chosen=True, until="check", status=422)
    assert page.problems == ["Say why a second programme is right"]
    second = start_a_programme(ruth, pupil_chosen=True, why_again="Mornings are still hard")
    assert f"Follows {running.reference}" in ruth.visit(second.path).text


def test_a_programme_merges_into_none_that_is_not_there(at_oakfield: Browser, running: Started) -> None:
    at_oakfield.visit(running.path + "/course/merge")

    page = at_oakfield.press(
        "Close this one and merge", status=422, into=running.reference, why="Started twice 🙂 שלום"
    )

    assert page.problems == ["There is no other open programme with this reference"]
    assert page.value_of("Why should it have been the other one").endswith("🙂 שלום")


def test_a_programme_that_was_started_by_mistake_is_merged_and_both_lead_to_each_other(
    at_oakfield: Browser, running: Started, acting_as: ActingAs
) -> None:
    with acting_as("sam-patel") as session:
        wrong = begin(session, "Part-time timetable", on=a_school_day()).reference
        session.commit()
    at_oakfield.visit(f"/s/oakfield/programmes/{wrong}/course/merge")

    page = at_oakfield.press(
        "Close this one and merge", into=running.reference.lower(), why="The wrong template"
    )

    assert "Closed, because it should have been another programme" in page.text
    at_oakfield.follow(running.reference)
    assert wrong in at_oakfield.page.text
    [row] = [
        one for one in at_oakfield.visit("/s/oakfield/programmes?state=closed").rows() if wrong in one[0]
    ]
    assert any("Merged" in cell for cell in row)
    assert not any("Ended early" in cell for cell in row)


def test_ten_thousand_characters_come_back_whole(at_oakfield: Browser, running: Started) -> None:
    at_oakfield.visit(running.path + "/course/pause")

    page = at_oakfield.press("Pause the programme", status=422, reason="illness", explanation="a" * 10_000)

    assert page.problems == ["Use 2,000 characters or fewer"]
    assert page.value_of("What else should be known") == "a" * 10_000


def test_a_closure_moves_a_step_and_the_programme_says_why(at_oakfield: Browser, running: Started) -> None:
    day = day_of(at_oakfield.visit(running.path + "/course"), "8-week review")
    at_oakfield.visit("/s/oakfield/calendar")
    parts = {"day-day": str(day.day), "day-month": str(day.month), "day-year": str(day.year)}

    at_oakfield.press("Add", kind="closure", reason="Burst pipe", **parts)

    page = at_oakfield.visit(running.path + "/course")
    assert day_of(page, "8-week review") == a_school_day(from_day=date.fromordinal(day.toordinal() + 1))
    assert "Moved: School closed: Burst pipe" in page.text


def test_programmes_are_looked_for_by_state_class_key_worker_and_what_is_due(
    at_oakfield: Browser, running: Started
) -> None:
    page = at_oakfield.visit("/s/oakfield/programmes?state=active&class_name=5B")
    assert [row[0] for row in page.rows()] == [running.reference]

    page = at_oakfield.visit("/s/oakfield/programmes?state=paused")
    assert "No programme matches." in page.text
    page = at_oakfield.press("Show", state="", due="soon")
    assert "No programme matches." in page.text
    page = at_oakfield.follow("Show all programmes")
    assert [row[0] for row in page.rows()] == [running.reference]
