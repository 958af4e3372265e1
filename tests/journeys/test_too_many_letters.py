"""Nobody sends more letters in a minute than are passed on, and what was typed waits until it can be sent."""

from collections.abc import Callable

import pytest

from heft_platform.said_of_letters import TOO_MANY_LETTERS
from heft_tenants import letters
from heft_testing.browser import Browser
from heft_testing.database import ServerOfTests
from heft_testing.places import Asked

QUESTION = "Who is there at lunchtime?"
# As if it were the next minute already, so that no test waits for one to end.
FULL = """insert into owned.postage (org_id, minute, letters)
    select org_id, date_trunc('minute', now(), 'UTC') + interval '1 minute', 200 from shared.organisation where slug = 'fellside'
    on conflict (org_id) do update set minute = excluded.minute, letters = excluded.letters"""


@pytest.fixture
def marcus(browser_of: Callable[[str], Browser], asked: Asked, server: ServerOfTests) -> Browser:
    """Marcus at an acknowledged request, when Fellside has sent 200 letters in this minute."""
    marcus = browser_of("marcus-bennett")
    marcus.visit(f"/la/requests/{asked.request}")
    marcus.press("Acknowledge to Oakfield Primary")
    server.run(FULL)
    return marcus


def test_a_letter_too_many_waits_in_its_form(marcus: Browser, server: ServerOfTests) -> None:
    page = marcus.press("Ask Oakfield Primary", status=422, question=QUESTION)
    assert page.problems == [TOO_MANY_LETTERS]

    server.run("delete from owned.postage")
    marcus.press("Ask Oakfield Primary")
    assert QUESTION in marcus.page.text


def test_the_database_counts_when_somebody_else_sends_the_last_one(
    marcus: Browser, server: ServerOfTests, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(letters, "LETTERS_A_MINUTE", 1000)
    page = marcus.press("Ask Oakfield Primary", status=429, question=QUESTION)
    assert page.heading == "Too many letters in this minute"
    assert QUESTION in page.text

    server.run("delete from owned.postage")
    marcus.press("Send it again")
    assert QUESTION in marcus.page.text
