"""Every page is a registered screen, and every screen holds what must hold for all."""

import pytest
from flask import Flask

from heft_testing.browser import Browser
from heft_testing.places import Places
from heft_testing.screens import NOBODY, NOT_PAGES, SCREENS, SEEN_ELSEWHERE, Screen

pytestmark = pytest.mark.proof


@pytest.fixture(scope="module")
def ids(places: Places) -> dict[str, str]:
    ids: dict[str, str] = places.begin_at("lived_in")
    return ids


def test_every_address_that_can_be_read_is_a_screen(the_application: Flask) -> None:
    read = {rule.endpoint for rule in the_application.url_map.iter_rules() if "GET" in (rule.methods or ())}
    known = {screen.endpoint for screen in SCREENS} | NOT_PAGES | SEEN_ELSEWHERE

    assert read - known == set(), "add the page to heft_testing/screens.py"
    assert known - read - {""} == set(), "take what is gone out of heft_testing/screens.py"


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_a_screen_holds_what_holds_for_all(
    the_application: Flask, ids: dict[str, str], screen: Screen
) -> None:
    browser = Browser(the_application)
    if screen.who != NOBODY:
        browser.is_signed_in_as(screen.who)

    page = browser.visit(screen.path.format(**ids), status=screen.status)

    assert page.heading
