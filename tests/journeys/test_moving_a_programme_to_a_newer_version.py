"""A running programme stays on its version, until somebody moves it on purpose, having seen what changes."""

from collections.abc import Callable

import pytest

from heft_platform import clock, words
from heft_testing.browser import Browser
from heft_testing.doing import Started

BrowserOf = Callable[[str], Browser]
LABEL = "Pastoral Support Programme, 12 weeks"


def publish_next(owen: Browser, *, week: str = "11", label: str = "Last meeting") -> None:
    owen.visit("/library/templates")
    owen.follow(LABEL)
    path = owen.press("Make version").path
    owen.follow("Steps")
    owen.follow("Change : 12-week final meeting")
    owen.press("Save in the draft", week=week)
    owen.follow("Change : 8-week review")
    owen.press("Save in the draft", label=label)
    owen.visit(path)
    owen.press("Publish version")


def due(page_rows: list[list[str]]) -> dict[str, str]:
    return {row[0]: row[2] for row in page_rows}


def test_what_a_move_changes_is_seen_before_it_is_made_and_remembered(
    browser_of: BrowserOf, running: Started
) -> None:
    sam = browser_of("sam-patel")
    sam.visit(running.path + "/versions")
    assert "There is no newer version." in sam.page.text
    publish_next(browser_of("owen-parry"))

    page = sam.visit(running.path + "/versions")
    assert [row[0] for row in page.rows()] == ["12-week final meeting"]
    assert page.rows()[0][1] != page.rows()[0][2]
    assert "The step “8-week review” is now called “Last meeting”" in page.text
    final_on = page.rows()[0][2]
    page = sam.press("Move the programme", status=422)
    assert page.problems == ["Say why the programme moves"]
    page = sam.press("Move the programme", why="The authority shortened it.")
    assert page.messages == [
        "The programme follows the newer version from now on. What was held and written stays."
    ]
    assert f"{LABEL}, version 2" in page.text
    assert "Last meeting" in page.text
    assert final_on in page.text
    page = sam.visit(running.path + "/versions")
    assert "There is no newer version." in page.text
    assert "From version 1 to version 2" in page.text
    assert "The authority shortened it." in page.text
    assert f"{words.moment(clock.now()).partition(',')[0]}" in page.text


def test_a_meeting_that_a_newer_version_does_not_have_is_left_out_when_somebody_is_invited_to_it(
    browser_of: BrowserOf, running: Started
) -> None:
    owen, sam = browser_of("owen-parry"), browser_of("sam-patel")
    owen.visit("/library/templates")
    owen.follow(LABEL)
    path = owen.press("Make version").path
    owen.follow("Steps")
    owen.press("Take out : 4-week review")
    owen.visit(path)
    owen.press("Publish version")
    sam.visit(running.path + "/meetings")
    invitations = sam.follow("Who is invited to the 4-week review").path
    sam.press("Put on the list", name="Gloria Brown", role="parent_carer")

    sam.visit(running.path + "/versions")
    page = sam.press("Move the programme", why="The authority shortened it.")

    assert page.messages[0].startswith("The programme follows the newer version from now on")
    assert "Left out: Version 2 of the template does not have it" in sam.visit(running.path + "/course").text
    assert "Gloria Brown" in sam.visit(invitations).text


def test_a_programme_that_was_changed_meanwhile_is_looked_at_again(
    browser_of: BrowserOf, running: Started
) -> None:
    sam, ruth = browser_of("sam-patel"), browser_of("ruth-okonjo")
    publish_next(browser_of("owen-parry"))
    ruth.visit(running.path + "/versions")
    sam.visit(running.path + "/versions")
    sam.press("Move the programme", why="Shorter.")

    page = ruth.press("Move the programme", status=409, why="Mine too.")
    assert page.problems[0].startswith("Somebody else changed this programme while you were reading")


@pytest.mark.parametrize("slug", ["carl-dunne", "bronwen-hughes"])
def test_nobody_moves_what_they_do_not_run(browser_of: BrowserOf, running: Started, slug: str) -> None:
    browser_of(slug).visit(running.path + "/versions", status=404)
