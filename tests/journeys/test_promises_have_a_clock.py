"""A request that nobody acknowledges in time is raised again; one that somebody has acknowledged is left in peace."""

from collections.abc import Callable

import psycopg
import pytest
from flask import Flask

from heft_platform.mail.mailers import folder_of
from heft_testing.browser import Browser
from heft_testing.database import ServerOfTests
from heft_testing.doing import do_all_work
from heft_testing.places import Asked

BrowserOf = Callable[[str], Browser]


@pytest.fixture
def the_day_has_passed(app: Flask, server: ServerOfTests) -> Callable[[], None]:
    """Let every timer's time come, and have the workers see to it."""

    def pass_over() -> None:
        with psycopg.connect(server.superuser_url) as superuser:
            superuser.execute("update fence.due set due_at = clock_timestamp()")
        do_all_work(Browser(app))

    return pass_over


@pytest.fixture
def mail_of_marcus(app: Flask) -> Callable[[], list[str]]:
    def subjects() -> list[str]:
        kept = folder_of(app.config["SETTINGS"]).kept()
        return [str(one["Subject"]) for one in kept if one["To"] == "marcus-bennett@fellside.example"]

    return subjects


def test_the_officers_are_told_at_once_and_told_again_when_nobody_acknowledges(
    browser_of: BrowserOf,
    asked: Asked,
    the_day_has_passed: Callable[[], None],
    mail_of_marcus: Callable[[], list[str]],
) -> None:
    marcus, too_late = (
        browser_of("marcus-bennett"),
        f"Nobody has acknowledged request {asked.request} yet",
    )
    assert f"You have a new request, {asked.request}" in mail_of_marcus()
    assert too_late not in mail_of_marcus()
    assert "Raised again" not in marcus.visit("/la/worklist").text

    the_day_has_passed()

    assert mail_of_marcus().count(too_late) == 1
    assert "Raised again" in marcus.visit("/la/worklist").text


def test_what_was_acknowledged_in_time_is_not_raised_again(
    browser_of: BrowserOf,
    asked: Asked,
    the_day_has_passed: Callable[[], None],
    mail_of_marcus: Callable[[], list[str]],
) -> None:
    marcus = browser_of("marcus-bennett")
    marcus.visit(f"/la/requests/{asked.request}")
    marcus.press("Acknowledge to Oakfield Primary")

    the_day_has_passed()

    assert f"Nobody has acknowledged request {asked.request} yet" not in mail_of_marcus()
    assert "Raised again" not in marcus.visit("/la/worklist").text
