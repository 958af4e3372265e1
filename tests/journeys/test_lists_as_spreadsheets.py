"""Every list as a spreadsheet: of those who may see it, written down, and text whatever it looks like."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta

import pytest
from flask import Flask

from heft_platform import clock
from heft_platform.lists.sheets import SHEETS
from heft_testing.browser import Browser
from heft_testing.cohorts import put_on_programmes
from heft_testing.counting import counted
from heft_testing.database import ServerOfTests
from heft_testing.doing import Started, add_an_action
from heft_testing.sheets import rows_of_sheet

BrowserOf = Callable[[str], Browser]
TodayIs = Callable[[datetime], AbstractContextManager[None]]
FIRST_SERIAL = date(1899, 12, 30)
FORMULA = '=HYPERLINK("http://example.org","open")'
MOST_STATEMENTS = 12


def sheet(browser: Browser, path: str) -> list[list[str]]:
    answer = browser.client.get(path)
    assert answer.status_code == 200, path
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    return rows_of_sheet(answer.data)


@pytest.mark.parametrize("kind", [kind for kind, one in SHEETS.items() if one.is_at_school])
def test_each_list_of_the_story_has_its_headings_and_rows(
    browser_of: BrowserOf, lived_in: dict[str, str], today_is: TodayIs, kind: str
) -> None:
    """Some weeks later, so that there is something late. A row that is shorter than the headings is never written."""
    with today_is(clock.now() + timedelta(weeks=8)):
        sam = browser_of("sam-patel")
        with counted() as sent:
            headings, *rows = sheet(sam, f"/s/oakfield/lists/{kind}.xlsx")

    assert len(set(headings)) == len(headings)
    assert rows
    assert max(len(row) for row in rows) <= len(headings)
    assert len(sent) <= MOST_STATEMENTS, "\n".join(sent)


def test_formulas_stay_text_and_days_are_days(browser_of: BrowserOf, started: Started) -> None:
    sam = browser_of("sam-patel")
    add_an_action(sam, started, what=FORMULA)

    headings, row = sheet(sam, "/s/oakfield/lists/actions.xlsx")

    said = dict(zip(headings, row, strict=False))
    assert said["What"] == FORMULA
    assert said["Pupil"] == "Maya Brown"
    due = FIRST_SERIAL + timedelta(days=int(said["By"]))
    assert due == clock.today() + timedelta(days=7)


def test_a_list_is_taken_only_by_whoever_may_see_it_and_that_is_written_down(
    browser_of: BrowserOf, started: Started
) -> None:
    sam, daniel, carl = browser_of("sam-patel"), browser_of("daniel-lee"), browser_of("carl-dunne")
    add_an_action(sam, started)
    assert len(sheet(daniel, "/s/oakfield/lists/actions.xlsx")) == 2
    assert len(sheet(carl, "/s/oakfield/lists/actions.xlsx")) == 1, "nothing is his to do"
    for slug, kinds in {"daniel-lee": ["who-looked"], "carl-dunne": ["pupils", "behaviour"]}.items():
        for kind in kinds:
            assert browser_of(slug).client.get(f"/s/oakfield/lists/{kind}.xlsx").status_code == 404
            page = browser_of(slug).visit("/s/oakfield/lists")
            assert f"lists/{kind}.xlsx" not in page.soup.main.decode()  # type: ignore[union-attr]
    assert sam.client.get("/s/oakfield/lists/nothing.xlsx").status_code == 404

    headings, *trail = sheet(sam, "/s/oakfield/lists/who-looked.xlsx")

    taken = [dict(zip(headings, row, strict=False)) for row in trail if "List taken as a spreadsheet" in row]
    assert [(one["Who"], one["Parts"]) for one in taken] == [
        ("Daniel Lee", "actions"),
        ("Carl Dunne", "actions"),
    ]


def test_nobody_but_the_safeguarding_lead_reads_that_there_is_something_guarded(
    browser_of: BrowserOf, started: Started
) -> None:
    aisha, sam = browser_of("aisha-khan"), browser_of("sam-patel")
    aisha.visit(started.pupil_path + "/context/police_notices")
    aisha.press("Save as checked today", notices="yes")

    def told(browser: Browser) -> bool:
        changes = [
            row for row in sheet(browser, "/s/oakfield/lists/who-looked.xlsx") if "Context changed" in row
        ]
        return any("safeguarding" in row for row in changes)

    assert told(aisha)
    assert not told(sam)


def test_what_the_cluster_shares_is_had_by_everybody_who_works_in_it(browser_of: BrowserOf) -> None:
    for slug in ("carl-dunne", "owen-parry", "niamh-doherty"):
        assert len(sheet(browser_of(slug), "/library/templates.xlsx")) > 5
        assert len(sheet(browser_of(slug), "/directory/services.xlsx")) > 5


def test_a_list_is_as_narrow_as_its_page(app: Flask, browser_of: BrowserOf, server: ServerOfTests) -> None:
    put_on_programmes(app, {"4": 2, "5": 3})
    sam = browser_of("sam-patel")

    assert len(sheet(sam, "/s/oakfield/lists/pupils.xlsx?class_name=5A")) == 1 + 3
    assert len(sheet(sam, "/s/oakfield/lists/programmes.xlsx?class_name=4A&state=preparing")) == 1 + 2
    assert len(sheet(sam, "/s/oakfield/lists/programmes.xlsx?state=closed")) == 1
    page = sam.visit("/s/oakfield/programmes?class_name=4A")
    assert "class_name=4A" in page.link("Spreadsheet")


@pytest.mark.parametrize(
    ("slug", "path", "first", "page"),
    [
        ("marcus-bennett", "/la/worklist.xlsx", "Request", "/la/worklist"),
        ("niamh-doherty", "/outreach/cases.xlsx", "Pupil", "/outreach/cases"),
        ("owen-parry", "/cluster/schools.xlsx", "Name", "/cluster/schools"),
        ("owen-parry", "/cluster/term-dates.xlsx", "School year", "/cluster/term-dates"),
        ("owen-parry", "/cluster/target-bank.xlsx", "Target", "/cluster/target-bank"),
    ],
)
def test_who_works_at_no_school_has_their_lists_too_and_nobody_else_has_them(
    browser_of: BrowserOf, lived_in: dict[str, str], slug: str, path: str, first: str, page: str
) -> None:
    theirs = browser_of(slug)
    assert path in theirs.visit(page).soup.main.decode()  # type: ignore[union-attr]
    headings, *rows = sheet(theirs, path)

    assert headings[0] == first
    assert rows
    assert "Maya Brown" not in str(rows)
    for other in {"sam-patel", "carl-dunne", "marcus-bennett", "niamh-doherty", "owen-parry"} - {slug}:
        assert browser_of(other).client.get(path).status_code == 404


def test_the_context_grid_says_what_its_page_says_to_each(
    browser_of: BrowserOf, lived_in: dict[str, str]
) -> None:
    path = "/s/oakfield/lists/context-grid.xlsx?class_name=5B"
    for slug in ("sam-patel", "daniel-lee"):
        browser = browser_of(slug)
        page = browser.visit("/s/oakfield/context-grid?class_name=5B")
        _, *rows = sheet(browser, path)
        assert [[row[0], *row[2:]] for row in rows] == page.rows()
        assert ("Restricted" in str(rows)) == (slug == "daniel-lee")
    assert len(sheet(browser_of("sam-patel"), "/s/oakfield/lists/context-grid.xlsx")) > len(rows) + 1
