"""Everybody knows their part: what each role asks, who has taken it on, and who the key worker is."""

from collections.abc import Callable

import pytest

from heft_testing.browser import Browser
from heft_testing.doing import Started

BrowserOf = Callable[[str], Browser]


@pytest.mark.requirement("S001-24")
def test_each_part_says_what_it_asks_and_who_has_taken_it_on(at_oakfield: Browser, started: Started) -> None:
    at_oakfield.visit(started.path)
    page = at_oakfield.follow("Who does what")
    [key_worker] = [item for item in page.items if item.startswith("Key member of staff")]
    assert key_worker.startswith("Key member of staff : Daniel Lee")
    assert "Meet the pupil as scheduled Record progress on each target" in key_worker
    assert "Coordinator : Sam Patel" in page.text
    assert "Evidence for peer mentoring here is weak" in page.text
    assert key_worker.endswith("Not said yet")

    page = at_oakfield.press("Write it down", status=422, role="", who="Gloria Brown שלום 🙂")
    assert page.problems == ["Choose the part"]
    assert page.value_of("Who?") == "Gloria Brown שלום 🙂"
    page = at_oakfield.press("Write it down", role="parent_carer", who="Gloria Brown")

    [family] = [item for item in page.items if item.startswith("Parent or carer")]
    assert "Gloria Brown takes it on." in family
    assert "by Sam Patel" in family
    assert "Not said yet" not in family


@pytest.mark.parametrize("who", ["Carl Dunne", "carl  DUNNE", "\uff23\uff21\uff32\uff2c Dunne", "Cárl-Dunne"])
def test_nobody_is_written_down_for_an_office_that_a_colleague_has(
    at_oakfield: Browser, started: Started, who: str
) -> None:
    at_oakfield.visit(started.path + "/parts")

    page = at_oakfield.press("Write it down", status=422, role="head_teacher", who=who)

    assert page.problems == [
        "Carl Dunne has another role at your school. Enter who is headteacher, or choose another part"
    ]
    assert "Ruth Okonjo takes it on." in at_oakfield.press("Write it down", who="Ruth Okonjo").text


def test_nobody_outside_reads_who_does_what(browser_of: BrowserOf, joined: Started) -> None:
    for slug in ("niamh-doherty", "bronwen-hughes"):
        browser_of(slug).visit(joined.path + "/parts", status=404)


@pytest.mark.requirement("S004-14")
def test_the_key_worker_is_named_on_the_plan_the_invitation_and_the_paper(
    at_oakfield: Browser, running: Started
) -> None:
    page = at_oakfield.visit(running.path + "/plan")
    assert "Key worker Daniel Lee, key member of staff" in page.text

    at_oakfield.visit(running.path + "/meetings")
    at_oakfield.follow("Who is invited to the 4-week review")
    at_oakfield.press("Put on the list", name="Gloria Brown", role="parent_carer")
    page = at_oakfield.follow("Gloria Brown")
    assert "Key worker to ask Daniel Lee" in page.text

    page = at_oakfield.visit(running.path + "/packs/plan?for=family")
    assert "Key worker" in page.text
    assert "Daniel Lee" in page.text
