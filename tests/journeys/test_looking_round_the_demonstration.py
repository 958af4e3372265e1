"""Whoever looks round the demonstration finds programmes in every state, from several templates."""

import pytest
from flask import Flask

from heft_platform.demo import other_pupils
from heft_testing.browser import Browser


@pytest.fixture
def _told_of_others(told: None, app: Flask) -> None:
    with app.app_context():
        other_pupils.tell()
        other_pupils.tell()


@pytest.mark.usefixtures("_told_of_others")
def test_the_school_has_programmes_in_every_state(at_oakfield: Browser) -> None:
    page = at_oakfield.visit("/s/oakfield/programmes")
    for name in ("Jay Smith", "Amara Osei", "Noor Haddad", "Reuben Cole", "Tom Fletcher"):
        assert name in page.text, name
    for state, name in (
        ("preparing", "Amara Osei"),
        ("paused", "Reuben Cole"),
        ("closed", "Ivy Marsh"),
        ("active", "Noor Haddad"),
    ):
        assert name in at_oakfield.visit(f"/s/oakfield/programmes?state={state}").text, state

    at_oakfield.follow("PSP-")
    for words in ("Plan", "Meetings", "Progress"):
        at_oakfield.follow(words)
    assert len(at_oakfield.visit("/s/oakfield/actions?whose=all").items) >= 4
    at_oakfield.visit("/s/oakfield/numbers")
    at_oakfield.visit("/s/oakfield/today")
