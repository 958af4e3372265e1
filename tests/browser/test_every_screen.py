"""Every screen in a real browser: axe finds nothing, nothing is wider than the screen, nothing fails to load."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import BrowserContext, Page

from heft_testing.chromium import launched, live, sign_in, violations
from heft_testing.places import Places
from heft_testing.screens import NOBODY, SCREENS, Screen

pytestmark = pytest.mark.browser
WIDTHS, HEIGHT = (320, 1280), 800
LONGEST_WAIT = 10_000  # milliseconds
SCROLLS_SIDEWAYS = """() => [...document.querySelectorAll("main *")].filter(one =>
  one.scrollWidth > one.clientWidth && ["auto", "scroll"].includes(getComputedStyle(one).overflowX)
  && !one.matches("textarea, input, select")).map(one => one.outerHTML.slice(0, 80))[0]"""


@pytest.fixture(scope="module")
def place(the_application: Flask, places: Places) -> Iterator[tuple[str, dict[str, str]]]:
    ids = places.begin_at("lived_in")
    with live(the_application) as address:
        yield address, ids


@pytest.fixture(scope="module")
def chromium() -> Iterator[Chromium]:
    with launched() as browser:
        yield browser


@pytest.fixture(scope="module")
def contexts(chromium: Chromium, place: tuple[str, dict[str, str]]) -> dict[str, BrowserContext]:
    """A signed-in context for everybody who sees a screen."""
    signed_in = {}
    for who in {screen.who for screen in SCREENS}:
        signed_in[who] = chromium.new_context(bypass_csp=True)
        signed_in[who].set_default_timeout(LONGEST_WAIT)
        if who != NOBODY:
            page = signed_in[who].new_page()
            sign_in(page, place[0], who)
            page.close()
    return signed_in


@pytest.fixture
def keep_picture(project: Path, pytestconfig: pytest.Config) -> Callable[[Page, str], None]:
    """Keep a picture of a page under a name, if pictures were asked for: nothing is tested by them, and they take a while."""
    folder = project / "var" / "screenshots"

    def keep(page: Page, name: str) -> None:
        if pytestconfig.getoption("pictures"):
            page.screenshot(path=folder / f"{name}.png", full_page=True)  # which makes the folder

    return keep


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_a_screen_is_accessible_and_fits(
    screen: Screen,
    contexts: dict[str, BrowserContext],
    place: tuple[str, dict[str, str]],
    keep_picture: Callable[[Page, str], None],
) -> None:
    address, ids = place
    page = contexts[screen.who].new_page()
    failed: list[str] = []
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.on("pageerror", lambda error: failed.append(str(error)))
    found: dict[int, list[str]] = {}
    page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})
    answer = page.goto(address + screen.path.format(**ids))
    assert answer is not None
    assert answer.status == screen.status, "an error page is accessible too"
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        found[width] = violations(page)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found[width].append("wider than the screen")
        if width == WIDTHS[0] and (part := page.evaluate(SCROLLS_SIDEWAYS)):
            found[width].append(f"scrolls sideways: {part}")
        keep_picture(page, f"{screen.name}-{width}")
    page.close()

    assert found == {width: [] for width in WIDTHS}
    assert failed == []
