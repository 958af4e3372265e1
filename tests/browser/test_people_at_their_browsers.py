"""In a real browser as its people use it: without JavaScript on a phone, with the keyboard alone, while work is done."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time

import pytest
from flask import Flask
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect

from heft_testing.browser import Browser
from heft_testing.chromium import launched, live, sign_in, violations
from heft_testing.doing import Started, a_school_day, add_documents, do_all_work
from heft_testing.places import Asked

pytestmark = pytest.mark.browser
LONGEST_WAIT = 10_000  # milliseconds
OF_TWELVE_WEEKS = ["several_agencies", "exclusion_risk", "suspensions_term", "support_not_enough"]
PHONE = {"width": 320, "height": 640}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Chromium]:
    with launched() as browser:
        yield browser


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    with live(app) as address:
        yield address


@pytest.fixture
def in_school(app: Flask) -> Iterator[str]:
    """The address at nine in the morning of a school day, whatever day it is."""
    with live(app, at=datetime.combine(a_school_day(), time(9), tzinfo=UTC)) as address:
        yield address


@pytest.fixture
def without_javascript(chromium: Chromium) -> Iterator[Page]:
    context = chromium.new_context(java_script_enabled=False, viewport=PHONE, has_touch=True)
    context.set_default_timeout(LONGEST_WAIT)
    yield context.new_page()
    context.close()


@pytest.fixture
def page(chromium: Chromium) -> Iterator[Page]:
    context = chromium.new_context()
    context.set_default_timeout(LONGEST_WAIT)
    yield context.new_page()
    context.close()


def test_a_lesson_is_scored_on_a_phone_without_javascript(
    in_school: str, without_javascript: Page, running: Started
) -> None:
    phone = without_javascript
    sign_in(phone, in_school, "carl-dunne")
    phone.goto(f"{in_school}/s/oakfield/reports/{running.reference}/{a_school_day()}/1")

    phone.get_by_label("Met", exact=True).tap()
    phone.tap('button:has-text("Save")')

    expect(phone.locator('main [role="status"]')).to_contain_text("Saved: M.B., Lesson 1.")


def test_a_forgotten_score_is_asked_for_again_without_javascript(
    in_school: str, without_javascript: Page, running: Started
) -> None:
    phone = without_javascript
    sign_in(phone, in_school, "carl-dunne")
    phone.goto(f"{in_school}/s/oakfield/reports/{running.reference}/{a_school_day()}/1")

    phone.tap('button:has-text("Save")')

    expect(phone.locator(".govuk-error-summary")).to_be_visible()
    phone.tap(".govuk-error-summary a")
    assert phone.url.endswith("#target-1")


def test_words_in_a_card_on_a_phone_begin_at_the_left_however_many_they_are(
    address: str, page: Page, running: Started
) -> None:
    page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    sign_in(page, address, "sam-patel")
    page.goto(f"{address}{running.path}/course")

    days = page.locator(".heft-table--cards td > :last-child")
    expect(days.first).to_have_css("text-align", "left")


@pytest.mark.parametrize("scripted", [True, False])
def test_a_file_that_is_made_shows_up_by_itself(
    app: Flask, address: str, chromium: Chromium, running: Started, *, scripted: bool
) -> None:
    context = chromium.new_context(java_script_enabled=scripted)
    page = context.new_page()
    sign_in(page, address, "sam-patel")
    page.goto(f"{address}{running.path}/files")
    page.check('input[value="pdf"]')
    page.click('button:has-text("Make the file")')
    expect(page.locator("h1")).to_have_text("Making your file")

    do_all_work(Browser(app))

    expect(page.locator("h1")).to_have_text("Your file is ready", timeout=8000)
    with page.expect_download() as download:
        page.click('a:has-text("Download")')
    assert download.value.suggested_filename == f"{running.reference}.pdf"
    context.close()


def test_a_document_gets_ready_beside_words_that_are_being_written(
    app: Flask, address: str, page: Page, asked: Asked, browser_of: Callable[[str], Browser]
) -> None:
    marcus = browser_of("marcus-bennett")
    marcus.visit(f"/la/requests/{asked.request}")
    marcus.press("Acknowledge to Oakfield Primary")
    marcus.press("Ask Oakfield Primary", question="May we see the last report?")
    add_documents(browser_of("sam-patel"), asked.programme, asked.request)
    sign_in(page, address, "sam-patel")
    page.goto(f"{address}{asked.programme.path}/requests/{asked.request}")
    expect(page.locator("#documents")).to_contain_text("Being prepared")
    page.fill("#words", "Both are attached.")

    do_all_work(Browser(app))

    expect(page.locator("#documents .govuk-tag")).to_have_text(["Ready", "Ready"], timeout=8000)
    assert page.input_value("#words") == "Both are attached."


def test_everything_is_reached_with_the_keyboard(address: str, page: Page, running: Started) -> None:
    sign_in(page, address, "sam-patel")
    page.goto(f"{address}{running.path}/targets/new")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent.trim()") == "Skip to main content"
    assert page.evaluate("getComputedStyle(document.activeElement).position") != "absolute", "it shows itself"
    page.keyboard.press("Enter")
    page.locator("#statement").focus()
    page.keyboard.type("I use kind words")
    page.locator('button:has-text("Save the target")').focus()
    page.keyboard.press("Enter")

    expect(page.locator(".govuk-error-summary")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#success")).to_be_focused()
    assert page.input_value("#statement") == "I use kind words"
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none", "where the keyboard is can be seen"


def test_a_button_pressed_twice_does_its_deed_once(address: str, page: Page, running: Started) -> None:
    sign_in(page, address, "sam-patel")
    page.goto(address + running.path)
    page.fill("textarea", "Waved this morning.")

    page.dblclick('button:has-text("Save to Oakfield Primary")')

    expect(page.locator('text="Waved this morning."')).to_have_count(1)


def test_the_screen_is_hidden_at_once_and_back_shows_nothing_of_what_was_before(
    address: str, page: Page, running: Started
) -> None:
    sign_in(page, address, "sam-patel")
    for path in ("", "/plan"):
        page.goto(address + running.path + path)

    with page.expect_navigation():
        page.click("[data-hide-screen] >> nth=0")
    assert "Maya" not in page.content()
    page.go_back()

    expect(page.locator("h1")).to_have_text("Screen hidden")
    assert "Maya" not in page.content()
    page.click('button:has-text("Go on with your work")')
    expect(page.locator("h1")).to_have_text("Plan")


def test_what_was_being_typed_when_the_screen_was_hidden_is_still_there(
    address: str, page: Page, running: Started
) -> None:
    sign_in(page, address, "sam-patel")
    page.goto(address + running.path)
    page.fill("textarea", "Walked out twice.\nCame back alone.")

    for _ in range(2):  # from the page that shows it again, too
        with page.expect_navigation():
            page.click("[data-hide-screen] >> nth=0")
        expect(page.locator("h1")).to_have_text("Screen hidden")
        expect(page.locator("text=Walked out twice.")).to_have_count(0)
        page.click('button:has-text("Go on with your work")')
        expect(page.locator("h1")).to_have_text("What you typed is still here")
        expect(page.locator("blockquote")).to_have_text("Walked out twice.\nCame back alone.")

    page.click('button:has-text("Save it now")')
    expect(page.locator("text=Came back alone.")).to_have_count(1)


def test_only_the_reasons_of_the_chosen_template_are_asked_and_sent(
    address: str, page: Page, without_javascript: Page
) -> None:
    of_all = "No law requires a programme"  # a caution
    for somebody in (without_javascript, page):
        sign_in(somebody, address, "sam-patel")
        somebody.goto(f"{address}/s/oakfield/pupils")
        for link in ("Maya Brown", "Start a PSP"):
            somebody.click(f'a:has-text("{link}")')
    expect(without_javascript.locator("text=Why now?")).to_be_visible()
    expect(
        without_javascript.locator("text=Only in Pastoral Support Programme, 12 weeks").first
    ).to_be_visible()
    expect(page.locator("text=Why now?")).to_be_hidden()
    expect(page.locator(f"text={of_all}")).to_be_hidden()

    page.check("label:has-text('Short Pastoral Support Programme, 16 weeks')")
    page.check("text=A suspension has just ended")
    page.check("label:has-text('Pastoral Support Programme, 12 weeks')")

    asked = page.locator("fieldset:has-text('Why now?') input").locator("visible=true")
    assert [one.get_attribute("value") for one in asked.all()] == OF_TWELVE_WEEKS
    expect(page.locator("text=Only in").locator("visible=true")).to_have_count(0)
    expect(page.locator(f"text={of_all}")).to_be_visible()
    page.check("text=Behaviour could lead to exclusion")
    page.click('button:has-text("Continue")')
    assert "Select only reasons" not in page.content()
    expect(page.locator("text=Behaviour could lead to exclusion")).to_be_checked()
    page.check("label:has-text('Short Pastoral Support Programme, 16 weeks')")
    expect(page.locator("text=A suspension has just ended")).not_to_be_checked()


@pytest.mark.parametrize("path", ["", "/plan", "/review", "/access", "/requests/new"])
def test_nothing_is_cut_off_at_four_times_the_size(
    address: str, chromium: Chromium, running: Started, path: str
) -> None:
    at_400_percent = {"width": 320, "height": 256}  # of 1280 by 1024
    page = chromium.new_context(
        viewport=at_400_percent, bypass_csp=True
    ).new_page()  # for the spacing of the reader
    sign_in(page, address, "sam-patel")
    page.goto(address + running.path + path)
    page.add_style_tag(
        content="* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
    )

    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_paper_has_no_navigation_and_no_buttons(address: str, page: Page, running: Started) -> None:
    sign_in(page, address, "sam-patel")
    page.goto(address + running.path)
    page.emulate_media(media="print")

    for left_out in ("nav", "main button", ".govuk-skip-link"):
        for one in page.locator(left_out).all():
            assert not one.is_visible(), left_out
    assert page.locator("h1").is_visible()


@pytest.mark.parametrize(("width", "menu"), [(1280, ".heft-account"), (320, ".heft-menu")])
def test_what_a_menu_holds_can_be_read(address: str, chromium: Chromium, width: int, menu: str) -> None:
    context = chromium.new_context(bypass_csp=True, viewport={"width": width, "height": 800})
    page = context.new_page()
    sign_in(page, address, "sam-patel")

    page.click(f"{menu} > summary")

    expect(page.locator(f"{menu} button")).to_be_visible()
    colours = page.eval_on_selector_all(
        f"{menu} li :is(a:not([aria-current]), button)",
        "all => all.map(one => getComputedStyle(one).color)",
    )
    assert len(set(colours)) == 1, "axe keeps silent about white on white"
    assert violations(page) == []
    context.close()
