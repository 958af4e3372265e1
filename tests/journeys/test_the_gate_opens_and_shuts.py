"""The gate: one person, one programme, what the school chose, until it ends; and it ends at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy.orm import Session

from heft_platform import clock
from heft_platform.accounts import services as accounts
from heft_platform.cases import services as cases
from heft_platform.extensions import db
from heft_platform.people import people
from heft_platform.programmes import services as programmes
from heft_tenants.context import Context, working_as
from heft_testing.browser import Browser
from heft_testing.database import ServerOfTests
from heft_testing.doing import Started, do_all_work, invite_a_team
from heft_testing.page import text_of
from heft_testing.places import Places

BrowserOf = Callable[[str], Browser]
ActingAs = Callable[[str], AbstractContextManager[Session]]
COLLEAGUE = "kim-ashby@quarry-bank.example"


@pytest.fixture
def sam(browser_of: BrowserOf) -> Browser:
    return browser_of("sam-patel")


@pytest.fixture
def niamh(browser_of: BrowserOf) -> Browser:
    return browser_of("niamh-doherty")


@pytest.fixture
def kim(app: Flask) -> Browser:
    """Somebody else of Niamh's agency."""
    with app.app_context():
        person_id = accounts.add_person(
            db.session(),
            org_id=4,
            name="Kim Ashby",
            email=COLLEAGUE,
            role="outreach_worker",
            password_hash=accounts.hash_password("three made up words"),
            today=clock.today(),
        )
        db.session.commit()
        db.session.remove()
        with working_as(Context(kind="org", org=4, cluster=1)):
            accounts.list_member(
                db.session(), person_id=person_id, name="Kim Ashby", role="outreach_worker", email=COLLEAGUE
            )
            db.session.commit()
            db.session.remove()
    browser = Browser(app)
    browser.visit("/sign-in")
    browser.press("Sign in", email=COLLEAGUE, password="three made up words")
    return browser


def test_an_invitation_tells_what_it_must_and_no_name(sam: Browser, niamh: Browser, running: Started) -> None:
    invite_a_team(sam, running, sections=("PLAN",))
    do_all_work(sam)

    niamh.visit("/outreach/invitations")
    page = niamh.follow("M.B. at Oakfield Primary")

    for said in ("M.B.", "Primary outreach", "Plan", "Her mother was told and agrees."):
        assert said in page.text
    for kept in ("Maya", "Brown", running.reference, "I start my work"):
        assert kept not in page.text
    niamh.visit(running.path, status=404)


@pytest.mark.parametrize(
    ("answers", "problem"),
    [
        ({"team_id": ""}, "Choose a team"),
        ({"sections": []}, "Select what they may see"),
        ({"parent_told": ""}, "Say what the parent or carer was told"),
        ({"until_on-year": "2001"}, "Choose a day after today, and no later than"),
        ({"until_on-day": "31", "until_on-month": "2"}, "The end must be a real date"),
    ],
)
def test_what_is_missing_in_an_invitation_is_asked_for_and_the_rest_stays(
    sam: Browser, running: Started, answers: dict[str, str], problem: str
) -> None:
    page = sam.visit(running.path + "/access")
    team = next(one["value"] for one in page.soup.find_all("option") if "Primary outreach" in one.text)
    said = {"team_id": team, "sections": ["NOTES"], "parent_told": "Her mother agrees."} | answers

    page = sam.press("Send the invitation", status=422, **said)

    assert len(page.problems) == 1
    assert page.problems[0].startswith(problem)
    assert page.value_of("What was the parent or carer told?") == said["parent_told"]


def test_a_team_that_declines_says_why_and_has_seen_nothing(
    sam: Browser, niamh: Browser, running: Started
) -> None:
    invite_a_team(sam, running, sections=("PLAN",))
    do_all_work(sam)
    niamh.visit("/outreach/invitations")
    niamh.follow("M.B. at Oakfield Primary")

    niamh.press("Decline", words="No worker free before Easter.")
    do_all_work(sam)

    page = sam.visit(running.path + "/access")
    assert "Declined" in page.text
    assert "No worker free before Easter." in page.text
    niamh.visit(running.path, status=404)


def test_the_first_of_two_who_join_has_the_case_and_the_second_is_told(
    sam: Browser, niamh: Browser, kim: Browser, running: Started
) -> None:
    invite_a_team(sam, running, sections=("PLAN",))
    do_all_work(sam)
    for one in (niamh, kim):
        one.visit("/outreach/invitations")
        one.follow("M.B. at Oakfield Primary")
    niamh.press("Join this case")

    page = kim.press("Join this case", status=422)
    do_all_work(sam)

    assert page.problems == ["This invitation was answered, taken back or is over"]
    assert niamh.visit(running.path).heading.startswith("Programme")
    kim.visit(running.path, status=404)


def test_a_colleague_of_the_same_agency_is_not_let_in(kim: Browser, joined: Started) -> None:
    kim.visit(joined.path, status=404)
    assert "M.B." not in kim.visit("/outreach/cases").text


def test_inside_the_page_says_where_one_is_what_one_sees_and_until_when(
    niamh: Browser, joined: Started
) -> None:
    page = niamh.visit(joined.path)

    banner = page.soup.select_one(".heft-orgbar")
    assert banner is not None
    assert "You are inside Oakfield Primary, as a guest from Quarry Bank Outreach" in " ".join(
        banner.text.split()
    )
    assert "Oakfield Primary lets you see: summary, plan and notes. You may add notes. Until" in page.text
    assert "The school sees each time you look." in page.text


def test_what_was_not_granted_is_neither_read_nor_done(niamh: Browser, joined: Started) -> None:
    niamh.visit(joined.path)
    for part in ("/access", "/files", "/requests/new", "/review", "/finish", "/targets/new", "/promises/new"):
        niamh.visit(joined.path + part, status=404)
    for part in ("/activate", "/files", "/access", "/targets/new", "/review", "/finish"):
        niamh.visit(joined.path)
        niamh.post(joined.path + part, status=404, form="pdf")
    for path in ("/s/oakfield/pupils", "/s/oakfield/today", "/s/oakfield/reports", joined.pupil_path):
        niamh.visit(path, status=404)


def test_the_school_sees_who_has_access_and_when_they_last_looked(
    sam: Browser, niamh: Browser, joined: Started
) -> None:
    assert "Niamh Doherty Open" in sam.visit(joined.path + "/access").text
    assert "Has not been here yet" in sam.page.text

    niamh.visit(joined.path)
    niamh.visit(joined.path + "/plan")

    page = sam.visit(joined.path + "/access")
    assert "Last here today" in page.text
    assert "1 visit." in page.text


def test_ended_access_is_ended_for_a_page_that_is_still_open_too(
    sam: Browser, niamh: Browser, joined: Started
) -> None:
    niamh.visit(joined.path)
    sam.visit(joined.path + "/access")
    sam.press("End access")

    page = niamh.press("Save to Oakfield Primary", status=410, body="Written too late")

    assert page.heading == "Your access has ended"
    assert (
        "What you have just written was not saved. Copy it from here if you need it: Written too late"
        in page.text
    )
    assert "You are inside" not in page.text
    assert "Written too late" not in niamh.visit(joined.path, status=410).text
    assert "Written too late" not in sam.visit(joined.path).text
    do_all_work(sam)
    assert "Access ended" in niamh.visit("/outreach/cases").text
    niamh.visit(joined.path, status=410)


def test_what_ends_a_gate_for_good_is_said_before_its_button_is_in_sight(
    sam: Browser, niamh: Browser, joined: Started
) -> None:
    for page, button in (
        (sam.visit(joined.path + "/access"), "End access now"),
        (niamh.visit("/outreach/cases"), "Leave for good"),
    ):
        (folded,) = page.all(f"//details[not(@open)][.//button[starts-with(., '{button}')]]")
        assert "need a new invitation" in text_of(folded)
        assert len(page.all(f"//button[starts-with(., '{button}')]")) == 1


def test_ended_twice_access_is_ended_once(browser_of: BrowserOf, sam: Browser, joined: Started) -> None:
    ruth = browser_of("ruth-okonjo")
    for one in (sam, ruth):
        one.visit(joined.path + "/access")
    sam.press("End access")

    assert ruth.press("End access").messages == ["This access had ended already."]


def test_ended_by_two_at_the_same_moment_access_is_ended_once(
    sam: Browser, joined: Started, acting_as: ActingAs, server: ServerOfTests
) -> None:
    sam.visit(joined.path + "/access")
    with ThreadPoolExecutor(1) as other:
        with acting_as("ruth-okonjo") as session:
            reference, today = joined.reference, clock.today()
            programme = programmes.read_programme(session, reference=reference, today=today)
            assert programme is not None
            ((grant_id, ruth),) = server.run(
                "select id, (select person_id from owned.member where name = 'Ruth Okonjo') from owned.visit_grant"
            )
            cases.end_access(
                session, programme=programme, grant_id=grant_id, ended_by=ruth, today=today, now=clock.now()
            )
            session.flush()
            later = other.submit(sam.press, "End access")
            wait([later], timeout=0.5)  # it waits for what is not committed yet

        assert later.result().messages == ["This access had ended already."]
    assert server.run("select revoked_by from owned.visit_grant") == [(ruth,)]
    assert server.run("select count(*) from owned.sent_letter where kind = 'grant.ended'") == [(1,)]


def test_after_its_day_access_is_over_by_itself(
    niamh: Browser, joined: Started, server: ServerOfTests
) -> None:
    niamh.visit(joined.path)
    with psycopg.connect(server.superuser_url) as superuser:
        superuser.execute(
            "update owned.visit_grant set starts_at = starts_at - interval '2 days',"
            " expires_at = clock_timestamp() - interval '1 second'"
        )

    niamh.visit(joined.path, status=410)


def test_leaving_the_agency_ends_the_access_at_once(
    app: Flask, sam: Browser, niamh: Browser, joined: Started
) -> None:
    niamh.visit(joined.path)

    with app.app_context():
        done = CliRunner().invoke(people, ["leave", "niamh-doherty@quarry-bank.example", "quarry-bank"])
    assert done.exit_code == 0, done.output

    assert niamh.visit(joined.path).path == "/sign-in"
    again = Browser(app)
    again.is_signed_in_as("niamh-doherty")
    again.visit(joined.path, status=404)
    assert "Niamh Doherty" in sam.visit(joined.path + "/access").text


@pytest.mark.parametrize(
    ("email", "slug", "words"),
    [
        ("nobody@quarry-bank.example", "quarry-bank", "Nobody with the address"),
        ("niamh-doherty@quarry-bank.example", "elsewhere", "There is no organisation “elsewhere”"),
    ],
)
def test_leaving_where_one_never_was_is_refused(app: Flask, email: str, slug: str, words: str) -> None:
    with app.app_context():
        done = CliRunner().invoke(people, ["leave", email, slug])

    assert done.exit_code == 1
    assert words in done.output


def test_a_note_of_a_guest_stands_under_their_name(sam: Browser, niamh: Browser, joined: Started) -> None:
    niamh.visit(joined.path)
    niamh.press("Save to Oakfield Primary", body="Walked the playground with her.")

    assert "Niamh Doherty Walked the playground with her." in sam.visit(joined.path).text


def test_what_a_guest_does_is_written_down_where_it_is_done(
    niamh: Browser, joined: Started, server: ServerOfTests
) -> None:
    niamh.visit(joined.path)
    niamh.press("Save to Oakfield Primary", body="Walked the playground with her.")

    with psycopg.connect(server.superuser_url) as superuser:
        entries = superuser.execute(
            "select org_id, action from owned.trail where person_id ="
            " (select person_id from owned.member where org_id = 4 and name = 'Niamh Doherty')"
        ).fetchall()
    assert {(4, "case.joined"), (2, "programme.viewed"), (2, "note.added")} <= set(entries)


@pytest.mark.parametrize("hours", [0, 23])
def test_the_last_day_is_a_whole_day(
    sam: Browser,
    niamh: Browser,
    running: Started,
    today_is: Callable[..., AbstractContextManager[None]],
    hours: int,
) -> None:
    tomorrow = clock.today() + timedelta(days=1)
    sam.visit(running.path + "/access")
    team = next(one["value"] for one in sam.page.soup.find_all("option") if "Primary outreach" in one.text)
    sam.press(
        "Send the invitation",
        **{
            "team_id": team,
            "sections": ["PLAN"],
            "parent_told": "Her mother agrees.",
            "until_on-day": tomorrow.day,
            "until_on-month": tomorrow.month,
            "until_on-year": tomorrow.year,
        },
    )
    do_all_work(sam)

    with today_is(datetime(tomorrow.year, tomorrow.month, tomorrow.day, hours, tzinfo=UTC)):
        niamh.is_signed_in_as("niamh-doherty")
        niamh.visit("/outreach/invitations")
        niamh.follow("M.B. at Oakfield Primary")
        assert niamh.press("Join this case").path == "/outreach/cases"


def test_the_same_worker_at_two_schools_stands_on_one_ground_at_a_time(
    places: Places, browser_of: BrowserOf, niamh: Browser, joined: Started
) -> None:
    bronwen = browser_of("bronwen-hughes")
    assert niamh.visit(joined.path).heading.startswith("Programme")

    niamh.visit(joined.path.replace("oakfield", "hillside"), status=404)
    bronwen.visit(joined.path.replace("oakfield", "hillside"), status=404)
