"""A screen that somebody hid shows nothing of anybody until they go on, and loses nothing that was typed behind it."""

import secrets
from collections.abc import Callable
from io import BytesIO

import pytest

from heft_platform.demo.opening import DEMO_PASSWORD
from heft_testing.browser import Browser, Page
from heft_testing.doing import Started, end_every_session, start_a_programme

BrowserOf = Callable[[str], Browser]


def hide(browser: Browser) -> None:
    """Hide the screen in one window; another stands open as it was."""
    with browser.client.get("/hidden") as answer:
        assert Page(answer).heading == "Screen hidden"


def test_a_hidden_screen_shows_nothing_until_one_goes_on_and_loses_nothing_typed(
    browser_of: BrowserOf, running: Started
) -> None:
    browser = browser_of("sam-patel")
    overview = browser.visit(running.path)
    referrer = {"Referer": f"http://localhost{running.path}/plan"}
    with browser.client.get("/hidden", headers=referrer) as answer:
        assert Page(answer).heading == "Screen hidden"
    for path in (running.path, running.pupil_path, "/s/oakfield/pupils", "/directory", "/"):
        page = browser.visit(path)
        assert page.heading == "Screen hidden", f"back to {path} shows it"
        assert "Maya" not in str(page.soup)

    search = browser.post("/s/oakfield/pupils", words="Maya")  # “back” to what was found sends it again
    assert search.heading == "Screen hidden"
    assert "Maya Brown" not in search.source
    assert "Maya" not in search.text
    browser.page = overview  # a form that was open in another window
    assert browser.press("Save to Oakfield Primary", body="Typed meanwhile").heading == "Screen hidden"
    page = browser.press("Go on with your work")

    assert page.path == running.path + "/plan"
    assert "Typed meanwhile" in browser.visit(running.path).text


def test_what_is_refused_behind_a_hidden_screen_shows_nothing_and_waits_behind_it(
    browser_of: BrowserOf, running: Started
) -> None:
    browser = browser_of("sam-patel")
    browser.visit(running.path)
    hide(browser)
    too_long = "Walked out twice. " * 300

    page = browser.press("Save to Oakfield Primary", status=422, body=too_long)
    assert page.heading == "Screen hidden"
    assert "Maya" not in page.source
    assert "Walked out" not in page.text
    page = browser.press("Go on with your work")
    assert page.heading == "What you typed is still here"
    page = browser.press("Save it now", status=422)

    assert page.problems == ["Use 4,000 characters or fewer"]
    assert page.value_of("Add a note").strip() == too_long.strip()


def test_what_waits_behind_a_hidden_screen_waits_on_when_the_session_has_ended(
    at_oakfield: Browser, running: Started
) -> None:
    at_oakfield.visit(running.path)
    hide(at_oakfield)
    at_oakfield.press("Save to Oakfield Primary", status=422, body="Walked out twice. " * 300)
    end_every_session(at_oakfield)

    page = at_oakfield.press("Go on with your work", status=401)
    assert "What you typed is still here" in page.text
    assert "Walked out" not in page.text
    page = at_oakfield.press("Sign in", email="sam-patel@oakfield.example", password=DEMO_PASSWORD)

    assert page.heading == "What you typed is still here"
    assert "Walked out twice." in page.text


def test_what_waits_behind_a_hidden_screen_waits_on_when_somebody_signs_out_in_another_window(
    at_oakfield: Browser, running: Started
) -> None:
    open_elsewhere = at_oakfield.visit(running.path)
    hide(at_oakfield)
    hidden = at_oakfield.press("Save to Oakfield Primary", status=422, body="Walked out twice. " * 300)
    at_oakfield.page = open_elsewhere
    at_oakfield.press("Sign out")
    at_oakfield.page = hidden

    page = at_oakfield.press("Go on with your work", status=400)
    assert "What you typed before is still here." in page.text
    assert "Walked out" not in page.text
    at_oakfield.press("Go on with your work", status=401)
    page = at_oakfield.press("Sign in", email="sam-patel@oakfield.example", password=DEMO_PASSWORD)

    assert page.heading == "What you typed is still here"
    assert "Walked out twice." in page.text


def test_what_waits_is_hidden_again_and_waits_on(at_oakfield: Browser, running: Started) -> None:
    at_oakfield.visit(running.path)
    hide(at_oakfield)
    page = at_oakfield.press("Save to Oakfield Primary", status=422, body="Walked out twice. " * 300)
    assert "Hide screen" not in page.text, "by a way on but one, what waits would be left behind"
    at_oakfield.press("Go on with your work")

    page = at_oakfield.press("Hide screen")
    assert page.heading == "Screen hidden"
    assert "Walked out" not in page.text
    assert at_oakfield.visit(running.path).heading == "Screen hidden"
    at_oakfield.page = page

    assert "Walked out twice." in at_oakfield.press("Go on with your work").text


def test_a_form_that_was_open_while_somebody_signed_out_shows_what_was_typed(
    at_oakfield: Browser, running: Started
) -> None:
    form = at_oakfield.visit(running.path)
    at_oakfield.press("Sign out")
    at_oakfield.page = form

    page = at_oakfield.press("Save to Oakfield Primary", status=400, body="Walked out twice.")

    assert page.heading == "This form is too old"
    assert "Walked out twice." in page.text


def test_what_was_typed_beside_a_file_is_shown_too_when_its_form_is_too_old(
    at_oakfield: Browser, running: Started
) -> None:
    at_oakfield.visit(running.path)

    typed = {"csrf_token": "of yesterday", "body": "Walked out twice.", "file": (BytesIO(b"x"), "map.pdf")}
    page = Page(at_oakfield.client.post(running.path + "/notes", data=typed))

    assert page.heading == "This form is too old"
    assert "Walked out twice." in page.text
    assert "choose the file again" in page.text


def test_what_is_to_be_looked_at_before_it_is_saved_waits_behind_a_hidden_screen(
    at_oakfield: Browser,
) -> None:
    at_oakfield.visit("/s/oakfield/pupils")
    at_oakfield.follow("Maya Brown")
    at_oakfield.follow("Start a PSP")
    hide(at_oakfield)

    page = start_a_programme(at_oakfield, until="check", pupil_chosen=True)
    assert page.heading == "Screen hidden"
    assert "Left the room twice on Monday" not in page.text
    at_oakfield.press("Go on with your work")
    page = at_oakfield.press("Save it now")

    assert page.heading == "Check and start"
    assert at_oakfield.press("Start the PSP").messages


def test_two_versions_are_not_put_side_by_side_on_a_hidden_screen(
    browser_of: BrowserOf, running: Started
) -> None:
    sam, daniel = browser_of("sam-patel"), browser_of("daniel-lee")
    for one in (sam, daniel):
        one.visit(running.path + "/plan")
        one.follow("Change target 1")
    daniel.press("Save the target", statement="I start in five minutes")
    hide(sam)

    page = sam.press("Save the target", statement="I start in three minutes", status=409)
    assert page.heading == "Screen hidden"
    assert "five minutes" not in page.source
    sam.press("Go on with your work")
    sam.press("Save it now", status=409)

    assert "I start in three minutes" in sam.press("Save your version").text


def test_what_waits_behind_a_hidden_screen_says_that_its_file_is_not_kept(browser_of: BrowserOf) -> None:
    browser = browser_of("sam-patel")
    browser.visit("/s/oakfield/pupils/import")
    hide(browser)

    browser.press("Check the file", status=422, file=(BytesIO(b"Surname\nOkoro\n"), "pupils.csv"))
    page = browser.press("Go on with your work")

    assert "A file was chosen with it. No page can keep a file, so choose it again." in page.text


def test_what_was_saved_is_said_when_the_screen_is_shown_again(
    browser_of: BrowserOf, running: Started
) -> None:
    browser = browser_of("sam-patel")
    browser.visit(running.path + "/plan")
    browser.follow("Change target 1")
    hide(browser)

    assert browser.press("Save the target", statement="Maya starts in five minutes").messages == []
    hidden = browser.page
    assert browser.follow("Help").messages == []
    browser.page = hidden

    assert browser.press("Go on with your work").messages


@pytest.mark.parametrize("left", ["https://elsewhere.example/s/x", "http://localhost//elsewhere.example", ""])
def test_from_a_hidden_screen_one_goes_to_no_other_site(browser_of: BrowserOf, left: str) -> None:
    browser = browser_of("sam-patel")
    browser.client.get("/hidden", headers={"Referer": left})
    browser.visit("/hidden")

    assert browser.press("Go on with your work").path == "/s/oakfield/today"


def test_a_screen_is_hidden_also_where_the_address_is_longer_than_a_cookie(at_oakfield: Browser) -> None:
    left = f"http://localhost/directory?words={secrets.token_urlsafe(4000)}"  # which nothing makes shorter

    with at_oakfield.client.get("/hidden", headers={"Referer": left}) as answer:
        assert len(answer.headers["Set-Cookie"]) < 4000


@pytest.mark.parametrize(
    "elsewhere", ["//elsewhere.example", "/\\elsewhere.example", "/\t/elsewhere.example"]
)
def test_what_waits_behind_a_hidden_screen_is_sent_to_no_other_site(
    at_oakfield: Browser, running: Started, elsewhere: str
) -> None:
    at_oakfield.visit(running.path)
    hide(at_oakfield)
    at_oakfield.press("Save to Oakfield Primary", status=422, body="Walked out twice. " * 300)

    page = at_oakfield.press("Go on with your work", typed_path=elsewhere)

    assert page.path == "/s/oakfield/today"
