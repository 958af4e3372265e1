"""The school's numbers: how programmes go, with nothing told of a few."""

from collections.abc import Callable
from datetime import timedelta

from flask import Flask

from heft_platform import clock, words
from heft_platform.numbers.hiding import Hidden
from heft_testing.browser import Browser
from heft_testing.cohorts import put_on_programmes
from heft_testing.counting import counted
from heft_testing.doing import in_parts, start_a_programme
from heft_testing.sheets import rows_of_sheet

BrowserOf = Callable[[str], Browser]
MOST_STATEMENTS = 12
SMALL, BESIDE = Hidden.SMALL.value, Hidden.BESIDE_SMALL.value


def test_a_figure_shows_large_groups_and_hides_small_ones_with_what_they_follow_from(
    app: Flask, browser_of: BrowserOf
) -> None:
    first = put_on_programmes(app, {"3": 2, "4": 6, "5": 7})
    year = first.year if first.month >= 9 else first.year - 1
    sam = browser_of("sam-patel")
    page = sam.visit("/s/oakfield/numbers")

    table = next(one for one in page.soup.find_all("table") if "by year group" in one.caption.text)
    said = [
        [cell.get_text(" ").strip() for cell in row.find_all(["th", "td"])] for row in table.find_all("tr")
    ]
    assert [row[-1].removeprefix("Programmes").strip() for row in said[1:]] == [SMALL, BESIDE, "7", "15"]
    assert "half of the pupils waited" in page.text
    assert page.soup.select("svg[role=img] rect")

    sheet = sam.client.get(f"/s/oakfield/numbers/programmes-by-year-group.xlsx?year={year}")
    assert rows_of_sheet(sheet.data) == [
        [f"Year group, {year} to {year + 1}", "Programmes"],
        ["Year 3", SMALL],
        ["Year 4", BESIDE],
        ["Year 5", "7"],
        ["All", "15"],
    ]
    assert sam.client.get("/s/oakfield/numbers?year=1999").status_code == 404
    assert sam.client.get("/s/oakfield/numbers/nothing.xlsx").status_code == 404


def test_numbers_are_shown_in_few_statements(app: Flask, browser_of: BrowserOf) -> None:
    put_on_programmes(app, {"4": 6, "5": 6})
    sam = browser_of("sam-patel")
    with counted() as sent:
        sam.visit("/s/oakfield/numbers")

    assert len(sent) <= MOST_STATEMENTS, "\n".join(sent)


def test_who_only_works_with_pupils_sees_no_numbers(browser_of: BrowserOf) -> None:
    for slug in ("daniel-lee", "carl-dunne"):
        browser_of(slug).visit("/s/oakfield/numbers", status=404)
    for slug in ("ruth-okonjo", "aisha-khan"):
        browser_of(slug).visit("/s/oakfield/numbers")


def test_a_school_with_few_programmes_is_told_that_nothing_is_said(browser_of: BrowserOf, told: None) -> None:
    page = browser_of("sam-patel").visit("/s/oakfield/numbers")
    assert "Too few pupils to say anything yet" in page.text
    assert not page.soup.select("main table")


def test_the_day_of_the_first_worry_is_asked_and_kept(at_oakfield: Browser) -> None:
    at_oakfield.visit("/s/oakfield/pupils")
    at_oakfield.follow("Maya Brown")
    at_oakfield.follow("Start a PSP")
    start = at_oakfield.page.path
    tomorrow, before = clock.today() + timedelta(days=1), clock.today() - timedelta(days=9)

    start_a_programme(at_oakfield, until="check")
    at_oakfield.press("Change something")
    page = at_oakfield.press("Continue", status=422, **in_parts("concern_on", tomorrow))
    assert page.problems == ["The worry was first raised before the first meeting, and not later than today"]
    page = at_oakfield.press("Continue", status=422, **{"concern_on-month": "soon"})
    assert page.problems == ["The day of the first worry must be a real date, such as 2 11 2026"]
    assert page.path.startswith(start)
    at_oakfield.press("Continue", **in_parts("concern_on", before))
    page = at_oakfield.press("Start the PSP")

    assert f"First raised {words.day(before)}" in page.text
