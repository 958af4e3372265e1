"""The school's numbers: how programmes go, with nothing told of a few."""

from collections.abc import Callable

from flask import Flask

from heft_platform.numbers.hiding import Hidden
from heft_testing.browser import Browser
from heft_testing.cohorts import put_on_programmes
from heft_testing.counting import counted
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
