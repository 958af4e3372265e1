"""Whatever is put into an address by hand is passed over, or said in words: it is no error of ours."""

import pytest

from heft_testing.browser import Browser
from heft_testing.doing import Started

NO_NUMBER_OF_OURS = "9" * 30


def test_a_page_that_no_list_has_is_the_first(at_oakfield: Browser, started: Started) -> None:
    assert at_oakfield.visit(f"/s/oakfield/programmes?page={NO_NUMBER_OF_OURS}").text
    assert "Maya Brown" in at_oakfield.page.text
    at_oakfield.visit(f"{started.pupil_path}/log?page={NO_NUMBER_OF_OURS}")


@pytest.mark.parametrize("said", ["perhaps", "-1", "%F0%9F%99%82"])
def test_what_is_neither_yes_nor_no_is_no(at_oakfield: Browser, said: str) -> None:
    everybody = at_oakfield.visit("/s/oakfield/pupils").text

    assert at_oakfield.visit(f"/s/oakfield/pupils?who_left={said}").text == everybody
    assert "Maya Brown" in at_oakfield.post("/s/oakfield/pupils", words="Maya", who_left=said).text


def test_nobody_looked_on_the_last_of_all_days(at_oakfield: Browser) -> None:
    page = at_oakfield.visit("/s/oakfield/who-looked?day-day=31&day-month=12&day-year=9999", status=422)

    assert page.problems == ["Enter a real date, such as 24 11 2026"]
