"""Leads read who looked and what was done, by person and by day, page by page; others never learn that there is a page."""

from collections.abc import Callable

from heft_platform import clock
from heft_platform.audit import services as audit
from heft_platform.demo import opening
from heft_testing.browser import Browser
from heft_testing.doing import Started, agree_a_plan, in_parts
from heft_testing.sheets import rows_of_sheet

BrowserOf = Callable[[str], Browser]
PAGE = "/s/oakfield/who-looked"


def test_who_looked_is_found_by_person_and_by_day(
    browser_of: BrowserOf, at_oakfield: Browser, started: Started
) -> None:
    browser_of("daniel-lee").visit(started.pupil_path)
    at_oakfield.visit(started.path)
    at_oakfield.visit("/s/oakfield/today")
    page = at_oakfield.follow("Who looked")
    assert {"Sam Patel", "Daniel Lee"} <= {row[1] for row in page.rows()}

    daniel = next(one["value"] for one in page.soup.select("#person option") if one.text == "Daniel Lee")
    page = at_oakfield.visit(f"{PAGE}?person={daniel}")
    assert {row[1] for row in page.rows()} == {"Daniel Lee"}
    assert ["Pupil viewed", "Maya Brown"] in [row[2:4] for row in page.rows()]

    today = "&".join(f"{name}={value}" for name, value in in_parts("day", clock.today()).items())
    assert at_oakfield.visit(f"{PAGE}?person={daniel}&{today}").rows()
    page = at_oakfield.visit(f"{PAGE}?person={daniel}&day-day=1&day-month=2&day-year=2020")
    assert "Nothing was done then." in page.text
    page = at_oakfield.visit(f"{PAGE}?day-day=31&day-month=2&day-year=2020", status=422)
    assert page.problems == ["Enter a real date, such as 24 11 2026"]
    for nonsense in ("many", "-1", "9" * 40, "²"):
        assert at_oakfield.visit(f"{PAGE}?before={nonsense}").rows()


def test_what_was_done_is_said_in_the_words_of_the_pages(at_oakfield: Browser, started: Started) -> None:
    agree_a_plan(at_oakfield, started)
    rows = at_oakfield.visit(PAGE).rows()

    promised = [row[4] for row in rows if row[2] == "Promise added"]
    assert promised
    assert all("who promises it" in parts for parts in promised)
    assert not [row for row in rows if "_" in row[4] or " id" in row[4]]
    assert "Reason why nothing is promised" in [row[2] for row in rows]
    answer = at_oakfield.client.get("/s/oakfield/lists/who-looked.xlsx")
    assert ["Promise added", "Promise"] in [row[3:5] for row in rows_of_sheet(answer.data)]


def test_a_long_trail_is_read_page_by_page_and_every_entry_once(
    at_oakfield: Browser, started: Started
) -> None:
    for _ in range(60):
        at_oakfield.client.get(started.path)
    page = at_oakfield.visit(PAGE)
    newest = [tuple(row) for row in page.rows()]
    assert len(newest) == 50

    page = at_oakfield.follow("Older entries")

    assert len(page.rows()) > 10
    assert at_oakfield.follow("The newest").rows()[0][2] == "“Who looked” viewed"


def test_only_those_who_may_know_that_there_is_a_page(browser_of: BrowserOf, started: Started) -> None:
    for slug in (
        "daniel-lee",
        "carl-dunne",
        "bronwen-hughes",
        "niamh-doherty",
        "marcus-bennett",
        "owen-parry",
    ):
        browser_of(slug).visit(PAGE, status=404)
    hillside = browser_of("bronwen-hughes").visit("/s/hillside/who-looked")
    assert "Maya" not in hillside.text
    assert "Sam Patel" not in hillside.text


def test_nobody_but_the_safeguarding_lead_reads_that_there_is_something_guarded(
    browser_of: BrowserOf, started: Started
) -> None:
    aisha, sam = browser_of("aisha-khan"), browser_of("sam-patel")
    aisha.visit(started.pupil_path + "/context/police_notices")
    aisha.press("Save as checked today", notices="yes")

    def told(browser: Browser) -> bool:
        return any(
            "safeguarding" in row[4] for row in browser.visit(PAGE).rows() if row[2] == "Context changed"
        )

    assert told(aisha)
    assert not told(sam)


def test_how_often_something_guarded_was_written_cannot_be_counted(
    browser_of: BrowserOf, started: Started
) -> None:
    aisha, sam = browser_of("aisha-khan"), browser_of("sam-patel")
    for _ in range(60):
        sam.client.get(started.path)
    for _ in range(3):
        aisha.visit(started.pupil_path + "/context/police_notices")
        aisha.press("Save as checked today", notices="yes")

    page = sam.visit(PAGE)

    assert len(page.rows()) == 50, "a short page tells how many are left out"
    number = page.link("Older entries").partition("before=")[2].partition("&")[0]
    with sam.app.app_context(), opening.acting_as("sam-patel") as session:
        assert audit.entries_so_far(session) < int(number), "entries are not numbered in an address"
    assert sam.follow("Older entries").rows()
