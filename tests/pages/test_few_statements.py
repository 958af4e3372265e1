"""No page asks the database more than a few times, whatever it shows: who signs in, the fence and the trail included."""

import pytest
from flask import Flask

from heft_testing.browser import Browser
from heft_testing.counting import MOST, counted
from heft_testing.places import Places
from heft_testing.screens import NOBODY, SCREENS, Screen

pytestmark = pytest.mark.proof


@pytest.fixture(scope="module")
def ids(places: Places) -> dict[str, str]:
    ids: dict[str, str] = places.begin_at("lived_in")
    return ids


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_a_screen_is_shown_in_few_statements(
    the_application: Flask, ids: dict[str, str], screen: Screen
) -> None:
    browser = Browser(the_application)
    if screen.who != NOBODY:
        browser.is_signed_in_as(screen.who)
    if screen.name.endswith("-in-the-gate"):
        browser.client.get(screen.path.format(**ids))  # coming in is written down on both sides, and once

    with counted() as sent:
        answer = browser.client.get(screen.path.format(**ids))

    assert answer.status_code == screen.status
    assert len(sent) <= MOST, f"{screen.path} asks {len(sent)} times:\n" + "\n".join(sent)
