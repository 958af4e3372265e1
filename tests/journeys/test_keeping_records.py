"""Behaviour, attendance and suspensions are typed, corrected, taken back and added up."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform import clock
from heft_platform.audit.models import Trail
from heft_platform.demo.opening import id_of
from heft_platform.pupils import services as pupils
from heft_platform.records import services
from heft_platform.records.models import RecordVersion
from heft_platform.records.statutory_terms import year_of
from heft_testing.browser import Browser, Page
from heft_testing.doing import Started, a_school_day, in_parts

BrowserOf = Callable[[str], Browser]
ActingAs = Callable[..., AbstractContextManager[Session]]
LONG = "x" * 10_001


def log_of(browser: Browser, name: str = "Maya Brown") -> Page:
    browser.visit("/s/oakfield/pupils")
    browser.follow(name)
    return browser.follow("Log")


def a_past_school_day(weeks: int = 3) -> date:
    """Return a school day some weeks ago, after which there are two more in the same week."""
    monday = clock.today() - timedelta(weeks=weeks, days=clock.today().weekday())
    while a_school_day(from_day=monday) != monday or a_school_day(
        from_day=monday + timedelta(2)
    ) != monday + timedelta(2):
        monday -= timedelta(weeks=1)
    return monday


def record_incident(browser: Browser, **answers: Any) -> Page:
    browser.follow("Record behaviour")
    told = {
        "kind": "left_room",
        "behaviour": "Left the room",
        **in_parts("day", a_past_school_day()),
        **answers,
    }
    return browser.press("Save", **told)


def test_what_happened_is_recorded_with_what_went_before_and_what_came_of_it(at_oakfield: Browser) -> None:
    assert "Nothing recorded yet." in log_of(at_oakfield).text

    page = record_incident(
        at_oakfield,
        at="1.20pm",
        period="Period 4",
        place="5B",
        severity="medium",
        antecedent="Asked to write 🙂",
        consequence="Back after ten minutes\u0007",
    )

    assert page.messages == ["The behaviour is on record."]
    assert page.heading == "Log"
    for words in (
        "Leaving the room or the site (1:20pm, Period 4, 5B)",
        "Before: Asked to write 🙂",
        "Left the room",
        "Afterwards: Back after ten minutes",
        "How serious: medium",
        "Sam Patel",
    ):
        assert words in page.text


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(at_oakfield: Browser) -> None:
    log_of(at_oakfield)
    at_oakfield.follow("Record behaviour")
    page = at_oakfield.press(
        "Save", status=422, at="soon", antecedent=LONG, behaviour="", **in_parts("day", clock.today())
    )
    assert set(page.problems) == {
        "Enter the time like 9:40am or 14:05",
        "Select what kind of behaviour it was",
        "Use 10,000 characters or fewer",
        "Enter what happened",
    }
    assert LONG in page.text

    page = at_oakfield.press(
        "Save",
        status=422,
        at="",
        antecedent="مرحبا",
        behaviour="Ran",
        kind="other",
        **in_parts("day", clock.today() + timedelta(days=1)),
    )
    assert "has not come yet. Check the year" in page.problems[0]
    assert page.value_of("A: what went before? (optional)") == "مرحبا"


def test_a_correction_keeps_what_stood_before(at_oakfield: Browser, acting_as: ActingAs) -> None:
    log_of(at_oakfield)
    record_incident(at_oakfield)
    page = at_oakfield.follow("Open or correct")
    assert page.value_of("B: what did the pupil do?") == "Left the room"

    page = at_oakfield.press("Save the correction", status=422, why="Seen again by Mr Lee")
    assert page.problems == ["You have said why, and corrected nothing yet. Put right what is wrong"]
    page = at_oakfield.press("Save the correction", behaviour="Stood at the door")
    assert page.messages == ["It is corrected. What it said before is kept."]
    assert "Stood at the door" in page.text
    page = at_oakfield.follow("Open or correct")
    assert "changed by Sam Patel: Seen again by Mr Lee" in page.text
    assert "Left the room" in page.text

    with acting_as("sam-patel") as session:
        [before] = session.scalars(select(RecordVersion))
        assert (before.kind, before.was["behaviour"], before.version) == ("incident", "Left the room", 1)
        actions = set(session.scalars(select(Trail.action).where(Trail.thing == "incident")))
        assert actions == {"incident.added", "incident.viewed", "incident.corrected"}


def test_two_people_who_correct_at_once_see_both(at_oakfield: Browser, browser_of: BrowserOf) -> None:
    aisha = browser_of("aisha-khan")
    log_of(at_oakfield)
    record_incident(at_oakfield)
    path = at_oakfield.follow("Open or correct").path
    aisha.visit(path)
    aisha.press("Save the correction", behaviour="Aisha’s words")

    page = at_oakfield.press("Save the correction", status=409, behaviour="Sam’s words")
    assert page.problems == [
        "Somebody else corrected this while you had it open. Both are on this page. Save again to use yours"
    ]
    assert "Aisha’s words" in page.text
    assert page.value_of("B: what did the pupil do?") == "Sam’s words"
    assert "Sam’s words" in at_oakfield.press("Save the correction").text


def test_what_should_not_stand_there_is_struck_through_with_the_reason(at_oakfield: Browser) -> None:
    log_of(at_oakfield)
    record_incident(at_oakfield)
    at_oakfield.follow("Open or correct")
    assert at_oakfield.press("Take it back", status=422).problems == ["Say why this is taken back"]

    page = at_oakfield.press("Take it back", withdrawn_why="It was another pupil")
    assert page.soup.find("s")
    assert "Taken back by Sam Patel" in page.text
    assert "It was another pupil" in page.text


def test_every_member_of_staff_may_record_behaviour_and_sees_their_own(
    browser_of: BrowserOf, at_oakfield: Browser
) -> None:
    carl, pupil = browser_of("carl-dunne"), log_of(at_oakfield).path.removesuffix("/log")
    carl.visit("/s/oakfield/records")
    page = carl.press("Find the pupil", words="brown")
    assert page.response.request.query_string == b""  # a name stands in no address
    carl.follow("Maya Brown")
    page = carl.press("Save", kind="refusal", behaviour="Did not start", **in_parts("day", clock.today()))

    assert page.path == "/s/oakfield/records"
    assert "Did not start" in page.text
    assert "Maya Brown" in page.text
    mine = carl.follow("Open or correct").path
    carl.visit(pupil + "/log", status=404)
    for path in ("/attendance/new", "/suspensions/new"):
        carl.visit(pupil + path, status=404)
    record_incident(at_oakfield)
    opened = [
        str(one["href"]) for one in at_oakfield.page.soup.select("main a") if "/incidents/0" in one["href"]
    ]
    assert opened[0] == mine
    carl.visit(opened[1], status=404)
    browser_of("daniel-lee").visit(mine, status=404)  # may read the log, and corrects their own
    assert at_oakfield.visit(mine).status == 200
    for slug in ("bronwen-hughes", "marcus-bennett", "niamh-doherty", "owen-parry"):
        browser_of(slug).visit(pupil + "/log", status=404)


@pytest.mark.requirement("S001-54")
def test_attendance_is_worked_out_from_sessions_and_stands_beside_the_help_for_it(
    at_oakfield: Browser,
) -> None:
    page = log_of(at_oakfield)
    assert "Help with attendance No help is recorded." in page.text
    at_oakfield.follow("Add help")
    at_oakfield.press(
        "Save the help",
        what="Met at the gate",
        category="attendance",
        wave="2",
        why="Mornings are hard",
        who="Mr Lee",
        **in_parts("starts_on", clock.today()),
    )
    page = log_of(at_oakfield)
    assert "Help with attendance Met at the gate Mr Lee · Not looked at yet" in page.text
    at_oakfield.follow("Record attendance")
    since = max(year_of(clock.today())[0], clock.today() - timedelta(days=40))
    told = {**in_parts("first_on", since), **in_parts("last_on", clock.today())}
    figures = {"possible": "40", "attended": "34", "authorised": "2", "unauthorised": "3", "late": "5"}
    page = at_oakfield.press("Save", status=422, **told, **figures)
    assert page.problems == [
        "Attended, authorised and unauthorised make 39, and 40 were possible. Check the figures"
    ]
    page = at_oakfield.press("Save", unauthorised="4")

    assert "34 of 40 sessions attended (85.0%), late 5 times" in page.text
    assert "Persistent absence: a tenth of the sessions or more were missed." in page.text
    at_oakfield.follow("Record attendance")
    page = at_oakfield.press("Save", status=422, **told, **{**figures, "unauthorised": "4"})
    assert page.problems[0].startswith("These days overlap with ")


@pytest.mark.requirement("S001-56")
def test_suspensions_are_counted_by_the_terms_of_the_law_and_end_no_programme(
    at_oakfield: Browser, running: Started
) -> None:
    monday = a_past_school_day()
    at_oakfield.visit(running.pupil_path)
    at_oakfield.follow("Log")
    at_oakfield.follow("Record a suspension")
    answers = {
        "category": "SUSP",
        **in_parts("first_on", monday),
        **in_parts("last_on", monday + timedelta(days=2)),
        "reasons": ["DB", "VA"],
        "circumstances": "Threw a chair",
    }
    assert at_oakfield.press("Save", status=422, **{**answers, "sessions": "7"}).problems == [
        "There are 6 sessions at most between the first day and the last. Check the dates"
    ]
    page = at_oakfield.press("Save", **{**answers, "sessions": ""})

    assert "3 days" in page.text
    assert "Persistent or general disruptive behaviour" in page.text
    if year_of(monday) == year_of(clock.today()):
        assert "42 days left of the 45 school days that the law allows in one school year" in page.text
        assert "School Discipline (Pupil Exclusions and Reviews) (England) Regulations 2012" in page.text
    at_oakfield.follow("Record a suspension")
    page = at_oakfield.press("Save", status=422, **answers)
    assert page.problems[0].startswith("These days overlap with ")
    assert "Active" in at_oakfield.visit(running.path).text


def test_a_permanent_exclusion_has_no_end_and_a_cancelled_one_does_not_count(at_oakfield: Browser) -> None:
    monday = a_past_school_day()
    log_of(at_oakfield)
    at_oakfield.follow("Record a suspension")
    told = {"category": "PERM", **in_parts("first_on", monday), "reasons": ["OW"]}
    page = at_oakfield.press("Save", status=422, **told, **in_parts("last_on", monday))
    assert page.problems == ["A permanent exclusion has no last day and no sessions. Leave them empty"]
    empty = dict.fromkeys(in_parts("last_on", monday), "")
    page = at_oakfield.press("Save", **empty)
    assert "Permanent exclusion" in page.text

    at_oakfield.follow("Open or correct")
    day = in_parts("cancelled_on", clock.today())
    assert at_oakfield.press("Save the correction", status=422, **day).problems == [
        "Enter when the suspension was cancelled, and why"
    ]
    page = at_oakfield.press("Save the correction", cancelled_why="The governors saw new evidence")
    assert "Cancelled on" in page.text
    assert "Permanent exclusion on record." not in page.text


@pytest.mark.requirement("S001-51")
def test_the_log_is_narrowed_by_kind_and_time_and_paged(at_oakfield: Browser, acting_as: ActingAs) -> None:
    with acting_as("sam-patel") as session:
        [maya] = pupils.find_pupils(session, words="Maya").pupils
        by = services.By(person_id=id_of("sam-patel"), name="Sam Patel", now=clock.now())
        for number in range(31):
            said = services.IncidentSaid(
                day=clock.today() - timedelta(days=number), behaviour=f"Event {number}.", kind="other"
            )
            services.add_record(session, pupil_id=maya.id, said=said, by=by, today=clock.today())
    page = log_of(at_oakfield)
    assert "31 entries, the newest first" in page.text
    assert page.text.index("Event 0.") < page.text.index("Event 29.")
    assert "Event 30." in at_oakfield.follow("Next page").text

    week_ago = (clock.today() - timedelta(days=6)).isoformat()
    page = at_oakfield.press("Show", kind="incident", since=week_ago, until="")
    assert "7 entries" in page.text
    page = at_oakfield.press("Show", kind="suspension")
    assert "Nothing is recorded there." in page.text
    page = at_oakfield.visit(f"{page.path}?since=soon", status=422)
    assert page.problems == ["Enter a real date, such as 4 12 2026"]


def test_others_ask_for_counts_between_two_days(told: None, acting_as: ActingAs) -> None:
    with acting_as("sam-patel") as session:
        [jay] = pupils.find_pupils(session, words="Jay Smith").pupils
        ever = {"pupil_id": jay.id, "since": clock.today() - timedelta(days=300), "until": clock.today()}
        incidents = services.incidents_asked(**ever).ask(session)
        attendance = services.attendance_of(session, **ever)
        suspensions = services.suspensions_of(session, **ever)
        counts = services.counts_of(
            incidents=incidents,
            attendance=attendance,
            suspensions=suspensions,
            since=ever["since"],
            until=ever["until"],
        )

    assert (counts.suspensions, counts.suspended_sessions) == (2, 6)
    assert counts.incidents + counts.praise == len(incidents)
    assert [one.sessions for one in suspensions] == [2, 4]
    assert counts.attendance_percent is not None
    assert counts.attendance_percent < 100


def test_the_log_asks_the_database_few_questions(told: None, at_oakfield: Browser) -> None:
    page = log_of(at_oakfield, "Jay Smith")

    assert "Pushed L.O., who fell and cut his knee." in page.text
    assert "Physical assault against a pupil" in page.text
    assert page.soup.select_one(".heft-sub a[aria-current]").get_text() == "Log"  # type: ignore[union-attr]
