"""What a template says of the map of help, and of a week of the pupil’s own, is obeyed where they are written down."""

from collections.abc import Callable
from typing import Any

from heft_platform import clock
from heft_testing.browser import Browser, Page
from heft_testing.doing import Started, do_all_work, in_parts
from heft_testing.pdf_words import pages_of

WAVES = ["Wave 1, for everybody", "Wave 2, targeted", "Wave 3, for one pupil"]
PLAN = "“Pastoral Support Programme, 12 weeks”"


def add_help(browser: Browser, running: Started, *, wave: int, status: int = 200, **more: Any) -> Page:
    browser.visit(running.pupil_path + "/provision/new")
    return browser.press(
        "Save the help",
        status=status,
        what=f"Help of wave {wave}",
        category="group",
        wave=str(wave),
        why="To find words for anger",
        **{**in_parts("starts_on", clock.today()), **more},
    )


def waves_shown(page: Page) -> list[str]:
    return [one.get_text() for one in page.soup.select("section[aria-labelledby='now'] h3")]


def start_a_week(browser: Browser, running: Started, *, status: int) -> list[str]:
    browser.visit(running.pupil_path + "/timetable/new")
    return browser.press(
        "Save the timetable",
        status=status,
        is_part_time="no",
        why="Reads with the little ones",
        **in_parts("starts_on", clock.today()),
    ).problems


def test_help_is_of_a_wave_that_the_map_of_the_programme_has(
    at_oakfield: Browser, running: Started, says: Callable[[str, Any], None]
) -> None:
    says("provision.map.waves", [1, 3])

    page = add_help(at_oakfield, running, wave=2, status=422)

    assert page.problems == [f"{PLAN} maps help of wave 1 and wave 3. Select one of these"]
    assert "Not on the map of this programme: only for help that was before" in page.text
    add_help(at_oakfield, running, wave=3)
    earlier = {"is_earlier": ["yes"], "impact_words": "She would not go"}
    assert "She would not go" in add_help(at_oakfield, running, wave=2, **earlier).text
    assert waves_shown(at_oakfield.page) == [WAVES[0], WAVES[2]]
    at_oakfield.follow("Change : Help of wave 3")
    assert at_oakfield.press("Save the help", wave="2", status=422).problems
    says("provision.map.enabled", False)
    at_oakfield.press("Save the help", wave="2")


def test_help_stands_wave_by_wave_where_the_template_keeps_a_map(
    at_oakfield: Browser, running: Started, says: Callable[[str, Any], None]
) -> None:
    def in_the_plan() -> str:
        return at_oakfield.visit(running.path + "/packs/plan?for=school").text

    page = add_help(at_oakfield, running, wave=2)
    assert waves_shown(page) == WAVES
    assert page.soup.select("section[aria-labelledby='now'] h3 + p")[0].get_text() == "Nothing."
    assert "Small group, wave 2" in in_the_plan()

    says("provision.map.enabled", False)

    page = at_oakfield.visit(running.pupil_path + "/provision")
    assert waves_shown(page) == []
    assert "Small group · Wave 2" in page.text
    assert "Small group, wave 2" not in in_the_plan()


def test_the_map_stands_on_the_paper_that_the_template_names(
    at_oakfield: Browser, running: Started, says: Callable[[str, Any], None]
) -> None:
    says("provision.map.document", "current_adjustments")
    page = add_help(at_oakfield, running, wave=2)
    assert f"The help stands on this paper of {running.reference} too: Current adjustments" in page.text

    def printed(**more: str) -> str:
        at_oakfield.visit(page.link("Current adjustments and support"))
        made = at_oakfield.press("PDF : Current adjustments and support", **more).path
        do_all_work(at_oakfield)
        file = at_oakfield.visit(made).link("Download")
        with at_oakfield.client.get(file, follow_redirects=True) as answer:
            return " ".join(pages_of(answer.get_data()))

    assert "Help of wave 2" in printed(is_named="yes")
    assert "Help of wave 2" not in printed(), "blank paper holds nothing"


def test_there_is_a_week_of_the_pupils_own_where_the_template_has_a_place_for_it(
    at_oakfield: Browser, running: Started, says: Callable[[str, Any], None]
) -> None:
    says("provision.timetable.enabled", False)
    page = at_oakfield.visit(running.pupil_path + "/timetable")
    assert "The pupil’s programme has no place for a week of their own." in page.text
    assert "Start a timetable" not in page.text

    assert start_a_week(at_oakfield, running, status=422) == [
        (
            f"{PLAN} has no place for a week of the pupil’s own. "
            "Write what helps under Provision, or start a programme that has"
        )
    ]

    says("provision.timetable.enabled", True)
    says("provision.timetable.document", "current_adjustments")
    assert not start_a_week(at_oakfield, running, status=200)
    assert f"The week stands on this paper of {running.reference} too: Current" in at_oakfield.page.text
    says("provision.timetable.enabled", False)
    at_oakfield.follow("Change the timetable")
    page = at_oakfield.press("Save the timetable", why="Reads with the youngest")
    assert "Reads with the youngest" in page.text, "a week that there is goes on"
    assert "Start another timetable" not in page.text
