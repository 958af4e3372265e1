"""A pupil is on the roll of two places: staff say where, since when and on which days, or the school’s own system says that it is so."""

import io
from collections.abc import Callable
from datetime import timedelta

import pytest

from heft_platform import clock, words
from heft_platform.pupils.enrolment import enrolment_of
from heft_testing.browser import Browser, Page
from heft_testing.doing import Started, in_parts, put_on_a_second_roll

BrowserOf = Callable[[str], Browser]
ONE_DAY = timedelta(days=1)
SINCE = clock.today() - 3 * ONE_DAY
SAID = (
    f"Dual registered since {words.day(SINCE)}: this is the main school, and Quarry Bank PRU is the subsidiary school"
    " (alternative provision). There on Monday and Friday, coded D here."
)


def import_maya(browser: Browser, status: str) -> Page:
    """Bring the list over from the school's own system, and return what would be done."""
    text = f"UPN,Legal Surname,Legal Forename,Enrolment Status\nP999900025002,Brown,Maya,{status}\n"
    browser.visit("/s/oakfield/pupils/import")
    page = browser.press("Check the file", file=(io.BytesIO(text.encode()), "pupils.csv"))
    browser.press("Import 1 pupil")
    return page


@pytest.mark.requirement("S001-35")
def test_a_second_roll_is_said_wherever_staff_plan_the_pupil_s_week(
    at_oakfield: Browser, browser_of: BrowserOf, joined: Started
) -> None:
    at_oakfield.visit(joined.pupil_path)
    assert "On the roll of this school alone." in at_oakfield.page.text
    page = put_on_a_second_roll(at_oakfield, joined)
    assert page.messages == ["It is written down."]

    for path in (
        joined.pupil_path,
        joined.pupil_path + "/context",
        joined.pupil_path + "/timetable",
        joined.pupil_path + "/rolls",
        joined.path,
        joined.path + "/packs/pre_meeting",
    ):
        assert SAID in at_oakfield.visit(path).text, path
    assert "Here the week is like everybody’s." in at_oakfield.visit(joined.pupil_path + "/timetable").text
    page = at_oakfield.visit(joined.path + "/packs/plan")
    assert "Friday At Quarry Bank PRU, coded D here" in page.text
    assert "On two rolls" in at_oakfield.visit(joined.path + "/packs/pre_meeting?for=authority").text
    page = at_oakfield.visit(joined.pupil_path + "/checklist")
    assert f"Met On the roll of Quarry Bank PRU too, since {words.day(SINCE)}, from records" in page.text

    for slug in ("carl-dunne", "bronwen-hughes", "niamh-doherty"):
        browser_of(slug).visit(joined.pupil_path + "/rolls", status=404)
    assert "Dual registered" not in browser_of("niamh-doherty").visit(joined.path).text


@pytest.mark.requirement("S001-35")
def test_the_days_there_stand_in_the_pupil_s_own_week(at_oakfield: Browser, started: Started) -> None:
    put_on_a_second_roll(at_oakfield, started)
    at_oakfield.visit(started.pupil_path + "/timetable/new")
    page = at_oakfield.press(
        "Save the timetable", is_part_time="no", why="Two places", **in_parts("starts_on", clock.today())
    )
    there = "At Quarry Bank PRU"
    assert page.rows()[0][1:] == [there, *["As usual"] * 3, there]

    week = at_oakfield.visit(started.pupil_path + "/timetable/print?audience=pupil")
    assert "At Quarry Bank PRU" in week.text
    assert "coded" not in week.text
    assert SAID in at_oakfield.visit(started.pupil_path + "/timetable/print?audience=staff").text


@pytest.mark.requirement("S001-35")
def test_the_school_s_own_system_says_that_a_pupil_is_on_two_rolls(
    at_oakfield: Browser, started: Started
) -> None:
    preview = import_maya(at_oakfield, "S - Current subsidiary (dual registration)")
    assert ["Maya Brown", "Enrolment", "Not recorded", "Current subsidiary (dual registration)"] in (
        preview.rows()
    )
    from_file = "Dual registered, by the school’s own system: this is the subsidiary school."
    assert from_file in at_oakfield.visit(started.pupil_path).text
    page = at_oakfield.visit(started.pupil_path + "/checklist")
    assert "Met Dual registered, by the school’s own system, from records" in page.text

    page = put_on_a_second_roll(at_oakfield, started)
    assert "The school’s own system says otherwise." in page.text
    page = put_on_a_second_roll(at_oakfield, started, is_main="no")
    assert "The school’s own system says otherwise." not in page.text
    assert "this is the subsidiary school, and Quarry Bank PRU is the main school" in page.text

    import_maya(at_oakfield, "Single registration")
    page = at_oakfield.visit(started.pupil_path)
    assert "The school’s own system says otherwise." in page.text
    assert "Current (single registration at this school)" in page.text


def test_a_second_roll_has_an_end_and_there_is_no_third(at_oakfield: Browser, started: Started) -> None:
    at_oakfield.visit(started.pupil_path + "/rolls")
    page = at_oakfield.press("Save", status=422)
    assert page.problems == [
        "Select which is the main school",
        "Enter the other school or provision",
        "Select why the pupil is on two rolls",
        "Enter since when",
    ]
    put_on_a_second_roll(at_oakfield, started)
    early = in_parts("ends_on", SINCE - ONE_DAY)
    page = at_oakfield.press("Save", status=422, **early)
    assert page.problems == ["The last day must not be before the first"]
    page = at_oakfield.press("Save", **in_parts("ends_on", clock.today() - ONE_DAY))
    assert "Before Quarry Bank PRU" in page.text
    assert "On the roll of this school alone." in at_oakfield.visit(started.pupil_path).text

    at_oakfield.visit(started.pupil_path + "/rolls")
    again = {"is_main": "yes", "place": "Fell View", "arrangement": "managed_move"}
    page = at_oakfield.press("Save", status=422, **again, **in_parts("starts_on", SINCE))
    assert page.problems == [
        "The pupil is on the roll of Quarry Bank PRU in these days. Enter the last day there first"
    ]
    page = at_oakfield.press("Save", **in_parts("starts_on", clock.today()))
    assert "Fell View" in page.text
    page = at_oakfield.press("Take out what was written by mistake")
    assert page.messages == ["Taken out. What it said stays in the school’s records."]
    assert "On no other roll." in page.text


def test_a_place_that_follows_the_one_at_hand_is_shown_as_later(
    browser_of: BrowserOf, started: Started
) -> None:
    sam, daniel = browser_of("sam-patel"), browser_of("daniel-lee")
    sam.visit(started.pupil_path + "/rolls")
    put_on_a_second_roll(daniel, started, **in_parts("ends_on", clock.today()))
    follows = in_parts("starts_on", clock.today() + ONE_DAY)

    page = sam.press("Save", is_main="yes", place="Fell View", arrangement="managed_move", **follows)

    assert f"Later Fell View Managed move, from {words.day(clock.today() + ONE_DAY)}" in page.text
    assert "and Quarry Bank PRU is the subsidiary school" in page.text


def test_a_place_that_follows_is_changed_and_taken_out(at_oakfield: Browser, started: Started) -> None:
    put_on_a_second_roll(at_oakfield, started, **in_parts("ends_on", clock.today()))
    at_oakfield.follow("Write down another place")
    again = {"is_main": "yes", "place": "Fell View", "arrangement": "managed_move"}
    page = at_oakfield.press("Save", status=422, **again, **in_parts("starts_on", clock.today()))
    assert page.heading == "Write down another place"
    at_oakfield.press("Save", **in_parts("starts_on", clock.today() + ONE_DAY))

    at_oakfield.follow("Change Fell View")
    page = at_oakfield.press("Save", place="Fell View Academy", **in_parts("starts_on", SINCE), status=422)
    assert page.problems[0].startswith("The pupil is on the roll of Quarry Bank PRU in these days.")
    assert page.value_of("The other school or provision") == "Fell View Academy"
    page = at_oakfield.press("Save", **in_parts("starts_on", clock.today() + 2 * ONE_DAY))
    assert f"Later Fell View Academy Managed move, from {words.day(clock.today() + 2 * ONE_DAY)}" in page.text
    assert "and Quarry Bank PRU is the subsidiary school" in page.text

    at_oakfield.follow("Change Fell View Academy")
    page = at_oakfield.press("Take out what was written by mistake")
    assert "Fell View" not in page.text
    assert "and Quarry Bank PRU is the subsidiary school" in page.text


def test_a_last_day_that_was_mistyped_is_put_right_and_what_it_said_stays(
    at_oakfield: Browser, started: Started
) -> None:
    put_on_a_second_roll(at_oakfield, started)
    at_oakfield.press("Save", **in_parts("ends_on", clock.today() - ONE_DAY))
    at_oakfield.follow("Change Quarry Bank PRU")

    page = at_oakfield.press("Save", **in_parts("ends_on", clock.today() + ONE_DAY))

    assert page.messages == ["It is written down."]
    assert "Before Quarry Bank PRU" not in page.text
    until = f"Since {words.day(SINCE)} until"
    assert f"{until} {words.day(clock.today() + ONE_DAY)}" in page.text
    at_oakfield.press("Save", **in_parts("ends_on", clock.today() - ONE_DAY))
    page = at_oakfield.follow("Change Quarry Bank PRU")
    assert "Earlier versions (3)" in page.text
    assert f"{until} {words.day(clock.today() + ONE_DAY)}" in page.text


def test_whoever_changes_a_second_roll_later_keeps_what_they_typed(
    browser_of: BrowserOf, started: Started
) -> None:
    sam, daniel = browser_of("sam-patel"), browser_of("daniel-lee")
    put_on_a_second_roll(sam, started)
    for one in (sam, daniel):
        one.visit(started.pupil_path + "/rolls")
    daniel.press("Save", contact="Ms Rowe")

    page = sam.press("Save", status=409, place="Quarry Bank")
    assert page.problems[0].startswith("Somebody else changed this meanwhile.")
    assert "Ms Rowe" in page.text
    assert page.value_of("The other school or provision") == "Quarry Bank"
    assert "Quarry Bank is the subsidiary school" in sam.press("Save").text


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("C", "C"),
        ("m", "M"),
        ("M - Current Main (dual registration)", "M"),
        ("Current Main (dual registration)", "M"),
        ("Subsidiary – dual", "S"),
        ("Single registration", "C"),
        ("Guest pupil", "G"),
        ("04/09/2025", ""),
        ("", ""),
    ],
)
def test_a_status_is_understood_however_a_system_writes_it(written: str, code: str) -> None:
    assert enrolment_of(written) == code
