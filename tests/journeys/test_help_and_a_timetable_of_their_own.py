"""What help a pupil gets with what came of it, and the week as it is for them."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta

import pytest

from heft_platform import clock, words
from heft_testing.browser import Browser, Page
from heft_testing.doing import Started, agree_a_plan
from heft_testing.page import text_of

BrowserOf = Callable[[str], Browser]
GROUP = {"what": "Talking group", "category": "group", "wave": "2", "why": "To find words for anger"}


def on(name: str, day: date) -> dict[str, str]:
    return {f"{name}-{part}": str(getattr(day, part)) for part in ("day", "month", "year")}


@pytest.mark.requirement("S001-55")
@pytest.mark.requirement("S001-27")
def test_help_is_written_down_with_what_came_of_it(at_oakfield: Browser, started: Started) -> None:
    at_oakfield.visit(started.pupil_path)
    at_oakfield.follow("Provision")
    assert "No help is recorded." in at_oakfield.page.text
    at_oakfield.follow("Add help")
    page = at_oakfield.press("Save the help", status=422, **GROUP)
    assert page.problems == ["Enter the first day"]
    assert page.value_of("What the help is") == "Talking group"
    page = at_oakfield.press("Save the help", who="Mr Lee", hours="1.5", **on("starts_on", clock.today()))
    assert "Talking group" in page.text
    assert "1.5 hours a week" in page.text
    assert "Not looked at yet" in page.text

    at_oakfield.follow("Change : Talking group")
    page = at_oakfield.press("Save the help", impact="2", impact_words="Names three feelings")

    assert "Helped clearly. Names three feelings" in page.text
    at_oakfield.follow("Change : Talking group")
    assert "Earlier versions (1)" in at_oakfield.page.text


def test_what_was_tried_before_says_what_came_of_it(at_oakfield: Browser, started: Started) -> None:
    at_oakfield.visit(started.pupil_path + "/provision/new")
    page = at_oakfield.press("Save the help", status=422, **GROUP, is_earlier=["yes"])
    assert page.problems == ["Say what came of it"]

    page = at_oakfield.press("Save the help", impact="-1", impact_words="He would not go")

    assert page.text.index("What was tried before") < page.text.index("Talking group")
    assert "Slightly worse. He would not go" in page.text


def test_two_people_change_the_same_help(
    at_oakfield: Browser, started: Started, browser_of: BrowserOf
) -> None:
    daniel = browser_of("daniel-lee")
    at_oakfield.visit(started.pupil_path + "/provision/new")
    at_oakfield.press("Save the help", **GROUP, **on("starts_on", clock.today()))
    for one in (at_oakfield, daniel):
        one.visit(started.pupil_path + "/provision")
        one.follow("Change : Talking group")
    daniel.press("Save the help", how_often="Mondays")

    page = at_oakfield.press("Save the help", status=409, how_often="Fridays")

    assert "Mondays" in page.text
    assert page.value_of("When and how often") == "Fridays"
    assert "Fridays" in at_oakfield.press("Save your version").text


@pytest.mark.requirement("S001-38")
def test_the_catalogue_says_what_is_known(at_oakfield: Browser, started: Started) -> None:
    at_oakfield.visit("/s/oakfield/provision/catalogue")
    assert "The catalogue is empty." in at_oakfield.page.text
    page = at_oakfield.press("Add to the catalogue", status=422, name="Talking group", wave="2")
    assert page.problems == ["Say what is known of its effect, or that nothing is known"]
    page = at_oakfield.press(
        "Add to the catalogue", status=422, evidence="Nothing is known", link="javascript:1"
    )
    assert page.problems == ["The address must begin with https://"]
    page = at_oakfield.press("Add to the catalogue", link="https://example.org/group")
    assert "Nothing is known" in page.text
    assert page.link("Where it says so") == "https://example.org/group"

    form = at_oakfield.visit(started.pupil_path + "/provision/new")

    assert "Talking group" in text_of(form.field("From the school’s catalogue"))


@pytest.mark.requirement("S001-12")
def test_the_map_shows_help_for_everybody_beside_targeted_help(
    at_oakfield: Browser, started: Started
) -> None:
    assert "No wave 2 help is recorded." in at_oakfield.visit("/s/oakfield/provision").text
    at_oakfield.visit(started.pupil_path + "/provision/new")
    at_oakfield.press("Save the help", **GROUP, **on("starts_on", clock.today()))

    at_oakfield.visit(started.pupil_path + "/provision/new")
    circle = {**GROUP, "what": "Circle time in the curriculum", "wave": "1"}
    at_oakfield.press("Save the help", **circle, **on("starts_on", clock.today()))
    page = at_oakfield.visit("/s/oakfield/provision")

    assert page.text.index("Wave 1, for everybody") < page.text.index("Circle time in the curriculum")
    assert page.rows(1)[0][:2] == ["Talking group", "Maya Brown, 5B"]
    assert "Talking group" not in at_oakfield.press("Show", year_group="6").text


def part_time(browser: Browser, pupil: str, *, status: int = 200, **answers: str) -> Page:
    today = clock.today()
    browser.visit(pupil + "/timetable/new")
    said = {
        "is_part_time": "yes",
        "why": "Back after an illness",
        "risk": "At home with her aunt",
        "agreed_by": "Her mother",
        "agreed_how": "telephone",
        **on("starts_on", today),
        **on("ends_on", today + timedelta(weeks=6)),
        **on("review_on", today + timedelta(weeks=3)),
        **on("agreed_on", today),
    }
    return browser.press("Save the timetable", status=status, **{**said, **answers})


@pytest.mark.requirement("S004-20")
@pytest.mark.requirement("S001-31")
def test_a_part_time_week_is_agreed_ends_and_is_printed_for_everybody(
    at_oakfield: Browser, started: Started
) -> None:
    page = part_time(at_oakfield, started.pupil_path)
    assert "30 of 30 hours a week" in page.text
    page = at_oakfield.press(
        "Add the change", days=["1", "3"], periods=["5", "6"], kind="home", what="Rests at home"
    )
    page = at_oakfield.press(
        "Add the change",
        days=["2"],
        periods=["1"],
        kind="different",
        what="Reading",
        where="library",
        with_whom="Mr Lee",
    )
    assert "25.5 of 30 hours a week" in page.text
    assert "Not in school · Monday and Wednesday · Lesson 4 and Lesson 5" in page.text
    assert "Agreed by Her mother, by telephone" in page.text
    row = page.rows()[0]
    assert row[2].startswith("Reading (library, with Mr Lee)")
    assert row[1] == "As usual"

    prints = {
        one: at_oakfield.visit(f"{started.pupil_path}/timetable/print?audience={one}").text
        for one in ("pupil", "staff", "home")
    }

    assert "C2" in prints["staff"]
    assert "You can say at any time that you no longer agree" in prints["home"]
    assert "Back after an illness" not in prints["pupil"]
    assert all("Rests at home" in one and "We look at it again on" in one for one in prints.values())


RESTS = {"days": ["1"], "periods": ["6"], "kind": "home", "what": "Rests at home"}


def agree_with_week_and_help(browser: Browser, programme: Started) -> None:
    """Let everybody agree to a plan with a part-time week and a group."""
    part_time(browser, programme.pupil_path)
    browser.press("Add the change", **RESTS)
    browser.visit(programme.pupil_path + "/provision/new")
    browser.press("Save the help", **GROUP, hours="1.5", **on("starts_on", clock.today()))
    agree_a_plan(browser, programme)


def agreed(page: Page) -> tuple[str, str, list[list[str]]]:
    """Return the week, the help and the grid that a page says were agreed."""
    parts = [
        page.soup.select_one(f'section[aria-labelledby="part-{part}"] li') for part in ("timetable", "help")
    ]
    week, helped = (one.get_text() if one else "" for one in parts)
    tables = page.soup.select("main table")
    return (
        week,
        helped,
        page.rows(tables.index(page.soup.select('section[aria-labelledby="part-timetable"] table')[0])),
    )


@pytest.mark.requirement("S001-27")
def test_week_and_help_are_agreed_with_the_plan_and_stay_as_they_were_agreed(
    at_oakfield: Browser, started: Started
) -> None:
    agree_with_week_and_help(at_oakfield, started)
    page = at_oakfield.visit(started.path + "/plan/versions/1")
    week, helped, grid = before = agreed(page)
    assert week.startswith("Part-time, 28.75 of 30 hours a week, from ")
    assert week.endswith(f"agreed by Her mother, by telephone, {words.day(clock.today())}")
    assert helped.startswith("Talking group (small group), 1.5 hours a week, from ")
    assert grid[5][1:3] == ["Not in school: Rests at home", "As usual"]
    assert "At home with her aunt" not in page.text, "what is risked is the school’s own"

    at_oakfield.visit(started.pupil_path + "/timetable")
    at_oakfield.press("Add the change", **{**RESTS, "days": ["2"]})
    at_oakfield.visit(started.pupil_path + "/provision")
    at_oakfield.follow("Change : Talking group")
    at_oakfield.press("Save the help", hours="0.5")

    page = at_oakfield.visit(started.path + "/plan")
    assert "The week, Tuesday, 14:00-15:15 Lesson 5: now “Not in school: Rests at home”" in page.text
    assert "Help in school, taken out: Talking group (small group), 1.5 hours a week" in page.text
    assert agreed(page) == before
    assert agreed(at_oakfield.visit(started.path + "/plan/versions/1")) == before
    pack = at_oakfield.visit(f"{started.path}/packs/plan?for=school").text
    assert pack.index("27.5 of 30 hours a week") < pack.index("As agreed in version 1 of the plan")
    assert week in pack
    assert helped in pack


def test_that_days_pass_changes_nothing_of_what_was_agreed(
    at_oakfield: Browser, started: Started, today_is: Callable[..., AbstractContextManager[None]]
) -> None:
    agree_with_week_and_help(at_oakfield, started)
    with today_is(clock.now() + timedelta(weeks=8)):
        at_oakfield.is_signed_in_as("sam-patel")
        assert "Changed since" not in at_oakfield.visit(started.path + "/plan").text, (
            "its days were agreed too"
        )


@pytest.mark.parametrize(
    ("left_open", "said"),
    [
        ("risk", "Say what the risk is"),
        ("agreed_by", "Enter the name of the parent or carer who agreed"),
        ("ends_on-day", "Enter a real date"),
        ("why", "Say why the week is different"),
    ],
)
def test_a_part_time_week_without_what_it_needs_is_refused(
    at_oakfield: Browser, started: Started, left_open: str, said: str
) -> None:
    page = part_time(at_oakfield, started.pupil_path, status=422, **{left_open: ""})

    assert page.problems[0].startswith(said)
    assert page.value_of("Parent or carer who agreed") == ("" if left_open == "agreed_by" else "Her mother")


def test_a_part_time_week_lasts_six_weeks_at_most(at_oakfield: Browser, started: Started) -> None:
    later = on("ends_on", clock.today() + timedelta(days=43))
    page = part_time(at_oakfield, started.pupil_path, status=422, **later)

    assert page.problems == ["A part-time timetable lasts six weeks at most. Enter an earlier last day"]


def test_nobody_is_sent_home_in_a_full_time_week(at_oakfield: Browser, started: Started) -> None:
    at_oakfield.visit(started.pupil_path + "/timetable")
    assert "The week is like everybody’s." in at_oakfield.page.text
    at_oakfield.visit(started.pupil_path + "/timetable/new")
    said = {"is_part_time": "no", "why": "Reads with a mentor", **on("starts_on", clock.today())}
    page = at_oakfield.press("Save the timetable", status=422, **said, periods="9:00-8:00 Lesson 1")
    assert page.problems == ["Line 1 must end after it starts, and start after the line above has ended"]
    page = at_oakfield.press("Save the timetable", status=422, **said, periods="Lesson 1")
    assert page.problems == ["Line 1 must look like: 9:00-10:00 Lesson 1"]
    at_oakfield.press("Save the timetable", **said, periods="9:00-10:30 Lesson 1\n10:45 to 12.00 Lesson 2")
    home = {"days": ["1"], "periods": ["1"], "kind": "home", "what": "Rests"}

    page = at_oakfield.press("Add the change", status=422, **home)

    assert "This timetable is full-time" in page.problems[0]
    at_oakfield.press("Add the change", **{**home, "kind": "different"})
    page = at_oakfield.press("Add the change", status=422, **{**home, "kind": "different"})
    assert page.problems == ["Something is different there already. Take that out first"]
    assert "Nothing is different yet." in at_oakfield.press("Take out").text


def test_a_timetable_starts_from_the_parts_of_the_schools_day(at_oakfield: Browser, started: Started) -> None:
    at_oakfield.visit("/s/oakfield/reports/parts")
    blank = {f"{name}-{number}": "" for name in ("label", "begins", "ends") for number in range(1, 13)}
    parts = {"label-1": "Registration", "begins-1": "8:40", "ends-1": "9:00"}
    parts |= {"label-2": "Morning", "begins-2": "9:00", "ends-2": "12:00"}
    at_oakfield.press("Save the parts of the day", **blank | parts)

    page = at_oakfield.visit(started.pupil_path + "/timetable/new")

    assert page.value_of("The school day").split("\n") == [
        "08:40-09:00 Registration",
        "09:00-12:00 Morning",
    ]
