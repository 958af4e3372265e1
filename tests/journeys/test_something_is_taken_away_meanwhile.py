"""Somebody writes, and somebody else takes away what they write about: what they wrote is shown to them, and to nobody else."""

from collections.abc import Callable

from flask import Flask

from heft_testing.browser import Browser

BrowserOf = Callable[[str], Browser]
WRITTEN = "As the governors wish"
TERM = {"name": "Spring term 2050", "first_on": "5 January 2050", "last_on": "1 April 2050"}


def test_what_was_typed_into_a_page_that_is_no_more_is_shown(browser_of: BrowserOf) -> None:
    sam, aisha = browser_of("sam-patel"), browser_of("aisha-khan")
    sam.visit("/s/oakfield/calendar/terms/new")
    page = sam.press("Save our dates", **{**TERM, "first_on": "Wednesday 5 January 2050"})
    own = page.link("Change our dates of Spring term 2050")
    for one in (sam, aisha):
        one.visit(own)
    aisha.press("Go back to the local authority’s dates")

    page = sam.press("Save our dates", status=404, name=WRITTEN)

    assert page.heading == "Page not found"
    assert WRITTEN in page.text
    assert WRITTEN not in sam.visit(own, status=404).text


def test_a_form_of_another_site_puts_no_words_into_a_page_of_ours(app: Flask, at_oakfield: Browser) -> None:
    for path in ("/no/page/of/ours", "/s/oakfield/today", "/s/oakfield/calendar/terms/new"):
        for browser in (at_oakfield, Browser(app)):
            answer = browser.client.post(path, data={"name": "Ring this number"})

            assert answer.status_code in {400, 404}
            assert "Ring this number" not in answer.text
