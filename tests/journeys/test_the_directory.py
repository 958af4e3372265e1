"""The directory of agencies: everybody of the cluster finds help in it, and its administrator keeps it true."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from heft_platform import clock
from heft_platform.agencies.commands import agencies
from heft_platform.extensions import db
from heft_testing.browser import Browser, Page

BrowserOf = Callable[[str], Browser]


def found(page: Page) -> list[str]:
    return [item.partition(" Watches")[0].partition(" May be")[0] for item in page.items]


@pytest.mark.parametrize(
    "asked",
    [
        {"words": "lunchtime playgrounds"},
        {"words": "  PLAYGROUND   lunchtimes "},
        {"words": "fellside lunchtime"},
        {"words": "quarry playground"},
        {"words": "lunchtime", "need": "behaviour", "age": "7", "place": "fell"},
    ],
)
def test_help_is_found_by_any_words_in_any_order_and_by_need_age_and_place(
    browser_of: BrowserOf, asked: dict[str, str]
) -> None:
    browser = browser_of("sam-patel")
    browser.visit("/directory")

    page = browser.press("Search", **asked)

    assert found(page) == ["Lunchtime and playground support"]
    assert "Quarry Bank Outreach, Primary outreach · ages 4 to 11 · Fellside" in page.items[0]
    assert "checked on" in page.items[0]


@pytest.mark.parametrize(("age", "is_there"), [("3", False), ("4", True), ("11", True), ("12", False)])
def test_a_service_is_found_for_its_ages_alone(at_oakfield: Browser, age: str, *, is_there: bool) -> None:
    page = at_oakfield.visit(f"/directory?words=lunchtime&age={age}")

    assert bool(page.items) == is_there


def test_when_nothing_is_found_the_page_says_what_to_do(at_oakfield: Browser) -> None:
    page = at_oakfield.visit("/directory?words=helicopter")

    assert "Leave one of the boxes empty, or use another word." in page.text
    assert len(at_oakfield.follow("Show everything").items) > 10


def test_an_age_that_is_none_is_refused_with_what_was_typed(at_oakfield: Browser) -> None:
    page = at_oakfield.visit("/directory?words=lunchtime&age=seven", status=422)

    assert page.problems == ["Enter an age from 0 to 25"]
    assert (page.value_of("Words"), page.value_of("Age")) == ("lunchtime", "seven")


@pytest.mark.parametrize("words", ["%", "_", "\\", "'; drop table shared.team --", "ünïcødé", "a" * 100])
def test_whatever_is_typed_is_looked_for_as_it_is(at_oakfield: Browser, words: str) -> None:
    at_oakfield.visit("/directory")

    assert at_oakfield.press("Search", words=words).value_of("Words") == words


def test_the_whole_cluster_reads_the_directory_and_no_other_cluster(browser_of: BrowserOf) -> None:
    for slug in ("bronwen-hughes", "marcus-bennett", "niamh-doherty", "owen-parry"):
        assert found(browser_of(slug).visit("/directory?words=lunchtime")) == [
            "Lunchtime and playground support"
        ]

    assert browser_of("priya-nair").visit("/directory?words=lunchtime").items == []


def test_an_entry_that_nobody_checked_for_a_year_says_so_until_somebody_does(browser_of: BrowserOf) -> None:
    with clock.stopped_at(datetime(2028, 3, 1, 9, tzinfo=UTC)):
        owen = browser_of("owen-parry")
        assert "May be out of date" in owen.visit("/directory?words=lunchtime").items[0]
        owen.follow("Lunchtime and playground support")

        page = owen.press("Everything is right today")

        assert "Wednesday 1 March 2028" in page.text
        assert "May be out of date" not in page.text


def test_the_administrator_changes_whom_to_ask(browser_of: BrowserOf) -> None:
    owen = at_the_form(browser_of)

    page = owen.press("Save the entry", status=422, contact_name="Ada Byron", email="not an address")
    assert page.problems == ["Enter a full e-mail address"]
    assert page.value_of("Contact") == "Ada Byron"
    page = owen.press("Save the entry", email="team@quarry-bank.example")

    assert "Ada Byron" in page.text
    assert "team@quarry-bank.example" in browser_of("sam-patel").visit(page.path).text


def test_two_who_change_an_entry_do_not_overwrite_each_other(browser_of: BrowserOf) -> None:
    owen, again = at_the_form(browser_of), at_the_form(browser_of)
    owen.press("Save the entry", contact_name="Ada Byron")

    page = again.press("Save the entry", status=422, contact_name="Grace Hopper", email="slip")
    assert page.problems == ["Enter a full e-mail address"]
    page = again.press("Save the entry", status=422, email="team@quarry-bank.example")
    assert page.problems[0].startswith("Somebody else changed this entry meanwhile")
    assert "Ada Byron" in page.text
    assert page.value_of("Contact") == "Grace Hopper"

    assert "Grace Hopper" in again.press("Save the entry").text


@pytest.mark.parametrize("slug", ["sam-patel", "marcus-bennett", "niamh-doherty"])
def test_nobody_but_the_administrator_keeps_the_directory(browser_of: BrowserOf, slug: str) -> None:
    path = at_the_form(browser_of).page.path
    somebody = browser_of(slug)

    assert "Change this entry" not in somebody.visit(path.removeprefix("/cluster")).text
    somebody.visit(path, status=404)
    somebody.post(path, status=404, contact_name="Ada Byron", email="ada@example.org", version="1")


def import_file(app: Flask, path: Path) -> Result:
    with app.app_context():
        done = CliRunner().invoke(agencies, ["import", str(path), "--cluster", "fellside"])
        db.session.remove()
    return done


def test_the_file_is_read_again_without_doubling_anything(
    app: Flask, browser_of: BrowserOf, project: Path
) -> None:
    before = browser_of("sam-patel").visit("/directory").items

    done = import_file(app, project / "platform/heft_platform/agencies/directory.csv")

    assert done.output == f"The directory holds {len(before)} services.\n"
    assert browser_of("sam-patel").visit("/directory").items == before


def test_what_is_wrong_in_a_file_is_named_and_nothing_is_imported(
    app: Flask, browser_of: BrowserOf, tmp_path: Path
) -> None:
    file = tmp_path / "directory.csv"
    file.write_text(
        "agency,team,service,youngest,oldest,checked_on\n"
        "New Agency,New team,Good advice,4,11,2026-09-14\n"
        "New Agency,,More advice,11,4,14 September\n"
        "New Agency,New team,=1+1,four,30,2026-09-14\n"
    )

    done = import_file(app, file)

    assert done.exit_code == 1
    assert done.output.splitlines() == [
        "Error: Nothing was imported.",
        "Row 3, team: is empty.",
        "Row 3, checked_on: must be a date such as 2026-09-14.",
        "Row 4, youngest: must be an age from 0 to 25.",
        "Row 4, oldest: must be an age from 0 to 25.",
    ]
    assert browser_of("sam-patel").visit("/directory?words=advice new agency").items == []


def test_a_picture_is_no_directory(app: Flask, tmp_path: Path) -> None:
    picture = tmp_path / "directory.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(3000))

    assert import_file(app, picture).output == "Error: directory.csv is not a CSV file in UTF-8.\n"


def at_the_form(browser_of: BrowserOf) -> Browser:
    owen = browser_of("owen-parry")
    owen.visit("/directory?words=lunchtime")
    owen.follow("Lunchtime and playground support")
    owen.follow("Change this entry")
    return owen
