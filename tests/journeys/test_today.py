"""Today: what needs doing, for each role, what is overdue first."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, time, timedelta

import psycopg
import pytest

from heft_platform.today.views import MOST_SHOWN
from heft_testing.browser import Browser, Page
from heft_testing.database import ServerOfTests
from heft_testing.doing import Started, a_school_day, add_an_action
from heft_testing.places import Asked

BrowserOf = Callable[[str], Browser]
TodayIs = Callable[[datetime], AbstractContextManager[None]]
WEEK = timedelta(days=7)
STARTED = a_school_day()
FIRST_SESSION = a_school_day(from_day=STARTED + WEEK)
LONG_AFTER = a_school_day(from_day=FIRST_SESSION + 3 * WEEK)
TODAY = "/s/oakfield/today"
MORE_OF_IT = """
insert into owned.action
select (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid(), 'what', 'Thing ' || number))).*
from owned.action one, generate_series(1, 32) number
"""


def at(day: date) -> datetime:
    return datetime.combine(day, time(9, 30), tzinfo=UTC)


def section(page: Page, heading: str) -> str:
    """Return what stands under a heading; nothing if there is no such heading."""
    found = [one for one in page.soup.select("main section") if one.h2 and heading in one.h2.get_text(" ")]
    return " ".join(found[0].get_text(" ").split()) if found else ""


@pytest.mark.requirement("S004-03")
def test_a_key_worker_is_asked_for_the_session_on_its_day_and_first_of_all_when_it_is_late(
    browser_of: BrowserOf, running: Started, today_is: TodayIs
) -> None:
    with today_is(at(FIRST_SESSION)):
        page = browser_of("daniel-lee").visit(TODAY)
        assert "M.B., 5B" in section(page, "Today")
        assert "M.B., 5B" not in section(page, "Overdue")

    with today_is(at(LONG_AFTER)):
        daniel = browser_of("daniel-lee")
        page = daniel.visit(TODAY)
        assert "M.B., 5B" in section(page, "Overdue")
        headings = [one.get_text(" ", strip=True) for one in page.soup.select("main h2")]
        assert headings[0].startswith("Overdue")
        assert daniel.follow("with M.B.").heading == "Record a session"


def test_who_leads_sees_what_others_are_late_with_and_leads_from_there_to_the_list(
    browser_of: BrowserOf, running: Started, today_is: TodayIs
) -> None:
    add_an_action(browser_of("sam-patel"), running, what="Ring the school nurse")

    with today_is(at(LONG_AFTER)):
        sam = browser_of("sam-patel")
        whole_school = section(sam.visit(TODAY), "In the whole school")
        assert "1 programme with a late session" in whole_school
        assert "1 action of others overdue" in whole_school
        assert "Maya Brown" in sam.follow("1 programme with a late session").text

        daniel = browser_of("daniel-lee").visit(TODAY)
        assert section(daniel, "In the whole school") == ""
        assert "Ring the school nurse" in section(daniel, "Overdue")


def test_what_is_too_much_for_one_page_has_a_page_of_its_own(
    browser_of: BrowserOf, running: Started, server: ServerOfTests, today_is: TodayIs
) -> None:
    add_an_action(browser_of("sam-patel"), running, what="Ring the school nurse")
    server.run(MORE_OF_IT)

    with today_is(at(LONG_AFTER)):
        daniel = browser_of("daniel-lee")
        first = section(daniel.visit(TODAY), "Overdue")
        assert "20 more" in first
        whole = daniel.follow("20 more")
        assert (whole.heading, f"{MOST_SHOWN + 20} in all" in whole.text) == ("Overdue", True)
        for number in range(1, 33):
            assert f"Thing {number} " in whole.text
        assert "Thing 32 " not in first
        assert daniel.visit(TODAY + "?all=nothing-of-the-kind").heading == "Today"


def test_a_review_is_prepared_before_its_day_and_held_on_it(
    browser_of: BrowserOf, running: Started, today_is: TodayIs
) -> None:
    with today_is(at(a_school_day(from_day=STARTED + 3 * WEEK))):
        sam = browser_of("sam-patel")
        page = sam.visit(TODAY)
        assert f"Prepare the 4-week review of {running.reference}" in page.text
        assert "nothing is arranged yet" in page.text
        sam.follow(f"Prepare the 4-week review of {running.reference}")
        sam.press(
            "Save",
            starts_at="2:15pm",
            mode="in_person",
            pupil_part="full",
            chair="Sam Patel",
            note_taker="Ruth Okonjo",
        )
        page = sam.visit(TODAY)
        assert f"4-week review of {running.reference}" in page.text
        assert "at 2:15pm" in page.text

    with today_is(at(a_school_day(from_day=STARTED + 9 * WEEK))):
        page = browser_of("sam-patel").visit(TODAY)
        assert f"Hold the 4-week review of {running.reference}" in section(page, "Overdue")


def test_who_has_not_agreed_the_plan_stands_on_today_until_they_have(
    browser_of: BrowserOf, running: Started
) -> None:
    sam = browser_of("sam-patel")
    sam.visit(running.path + "/plan/agree")
    sam.press(
        "Save who agrees", **{"answer-1": "disagrees", "how-1": "in_room", "words-1": "Too many at once"}
    )
    assert "Not everybody has agreed the plan" in sam.visit(TODAY).text

    sam.follow("Not everybody has agreed the plan")
    sam.press("Save who agrees", **{"answer-1": "agrees", "how-1": "in_room", "words-1": "With two of them"})
    assert "Not everybody has agreed the plan" not in sam.visit(TODAY).text


def test_a_teacher_sees_whom_to_score_by_initials_and_nothing_else_of_programmes(
    browser_of: BrowserOf, running: Started, today_is: TodayIs
) -> None:
    with today_is(at(STARTED)):
        carl = browser_of("carl-dunne")
        page = carl.visit(TODAY)
        assert "Report of M.B., 5B" in section(page, "Today")
        assert "6 lessons to score" in page.text
        assert "Maya" not in page.text
        assert running.reference not in page.text
        carl.follow("Report of M.B.")


def test_nobody_is_asked_to_score_where_there_is_no_school(
    browser_of: BrowserOf, running: Started, today_is: TodayIs
) -> None:
    saturday = STARTED + timedelta(days=(5 - STARTED.weekday()) % 7)

    with today_is(at(saturday)):
        assert "to score" not in browser_of("carl-dunne").visit(TODAY).text


def test_today_asks_the_database_few_questions_whatever_there_is_to_do(
    browser_of: BrowserOf, asked: Asked, today_is: TodayIs, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[object] = []
    execute = psycopg.Cursor.execute

    def counting(cursor: psycopg.Cursor[object], query: object, *args: object, **options: object) -> object:
        sent.append(query)
        return execute(cursor, query, *args, **options)  # type: ignore[arg-type]

    with today_is(at(FIRST_SESSION)):
        sam = browser_of("sam-patel")
        monkeypatch.setattr(psycopg.Cursor, "execute", counting)
        page = sam.visit(TODAY)

    assert "to score" in page.text
    assert len(sent) <= 12
