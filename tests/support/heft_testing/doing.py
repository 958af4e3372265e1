"""What many tests do on the way to what they are about: through the pages, as people do it."""

from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from typing import Any, Literal, overload
from uuid import uuid4

from PIL import Image
from sqlalchemy import delete

from heft_platform import clock
from heft_platform.accounts.models import SignedInSession
from heft_platform.calendar.bank_holidays import bank_holidays
from heft_platform.demo import opening
from heft_platform.demo.terms import terms_around
from heft_platform.documents.pdf import make_pdf
from heft_platform.extensions import db
from heft_tenants.outbox import ask
from heft_testing.browser import Browser, Page
from heft_testing.page import text_of
from heft_testing.papers import paper_of
from heft_testing.reviews import answers_to
from heft_workers.drain import drain_queue
from heft_workers.queues import QUEUES

ROUNDS = 4  # a letter makes work that sends a letter that makes work


@dataclass(frozen=True, kw_only=True)
class Started:
    """A programme that was started through the pages."""

    reference: str
    path: str
    pupil_path: str


def a_school_day(*, from_day: date | None = None) -> date:
    """Return the first school day of the made-up calendar from a day on; without one, from today."""
    day = from_day or clock.today()
    terms = terms_around(day)
    closed = bank_holidays(day.year, day.year + 1)
    while day.weekday() >= 5 or day in closed or not any(term.holds(day) for term in terms):
        day += timedelta(days=1)
    return day


def do_all_work(browser: Browser) -> None:
    """Do everything that is due in every queue, as the workers would, while somebody waits at their browser."""
    with browser.app.app_context():
        for _ in range(ROUNDS):
            for queue in QUEUES.values():
                drain_queue(queue, for_seconds=5)


def have_work_given_up(browser: Browser) -> None:
    """Ask for work that cannot be done, since it is about a file that is not there, and have it given up."""
    with browser.app.app_context(), opening.acting_as("sam-patel") as session:
        ask(session, queue="exports", kind="documents.export", ref=uuid4())
    do_all_work(browser)


@overload
def start_a_programme(browser: Browser, *, pupil_chosen: bool = False, why_again: str = "") -> Started: ...
@overload
def start_a_programme(
    browser: Browser, *, until: Literal["check"], pupil_chosen: bool = False, status: int = 200
) -> Page: ...
def start_a_programme(
    browser: Browser, *, until: str = "", pupil_chosen: bool = False, status: int = 200, why_again: str = ""
) -> Started | Page:
    """Start a programme of twelve weeks for Maya Brown of Oakfield, up to the page of dates or to its end."""
    if not pupil_chosen:
        browser.visit("/s/oakfield/pupils")
        browser.follow("Maya Brown")
        browser.follow("Start a PSP")
    pupil_path = browser.page.path.removesuffix("/start")
    first = a_school_day()
    page = browser.press(
        "Continue",
        status=status,
        template_id=_value_of_radio(browser.page, "12 weeks"),
        triggers=["exclusion_risk"],
        prerequisites=["family_asked"],
        key_worker_id=_value_of_option(browser.page, "Daniel Lee"),
        concern="Left the room twice on Monday",
        why_again=why_again,
        **{
            "first_meeting_on-day": first.day,
            "first_meeting_on-month": first.month,
            "first_meeting_on-year": first.year,
        },
    )
    if until == "check":
        return page
    page = browser.press("Start the PSP")
    return Started(reference=page.path.rpartition("/")[2], path=page.path, pupil_path=pupil_path)


def agree_a_plan(browser: Browser, programme: Started) -> None:
    """Add a target and the school's commitment, hold the first meeting, record that everybody agrees, and begin."""
    browser.visit(programme.path + "/targets/new")
    browser.press(
        "Save the target",
        statement="I start my work",
        success="First line written",
        measure=browser.page.all("//input[@name='measure']/@value")[0],
    )
    browser.visit(programme.path + "/promises/new")
    browser.press("Save the promise", party="school", who="Daniel Lee", what="Meets Maya at the gate")
    reasons: dict[str, Any] = {"reason-family": "Asked at home", "reason-pupil": "Wants to think first"}
    browser.press("Save the reasons", **reasons)
    browser.visit(programme.path + "/plan")
    browser.press("It was held", why_no_voice="Maya was ill all week. Daniel asks her on Monday")
    record_who_agrees(browser, programme)
    browser.press("Everyone agreed")


def put_on_a_second_roll(browser: Browser, programme: Started, **answers: Any) -> Page:
    """Write down that the pupil is at a pupil referral unit too, on Mondays and Fridays."""
    since = in_parts("starts_on", clock.today() - timedelta(days=3))
    browser.visit(programme.pupil_path + "/rolls")
    said = {"is_main": "yes", "place": "Quarry Bank PRU", "arrangement": "alternative", "days": ["1", "5"]}
    return browser.press("Save", **{**said, **since, **answers})


def add_a_roll_that_is_over(browser: Browser, programme: Started) -> str:
    """Write down that the pupil was at Fell View too, long before, and return its id."""
    browser.visit(programme.pupil_path + "/rolls/new")
    page = browser.press(
        "Save",
        is_main="yes",
        place="Fell View",
        arrangement="managed_move",
        **in_parts("starts_on", clock.today() - timedelta(days=30)),
        **in_parts("ends_on", clock.today() - timedelta(days=10)),
    )
    return page.link("Change Fell View").rpartition("/")[2]


def add_an_action(
    browser: Browser, programme: Started, *, what: str = "Ring her mother", days: int = 7
) -> str:
    """Put an action of Daniel Lee on the list of a programme, and return its id."""
    browser.visit(programme.path + "/actions/new")
    browser.press(
        "Add the action",
        what=what,
        owner_id=_value_of_option(browser.page, "Daniel Lee"),
        **in_parts("due_on", clock.today() + timedelta(days=days)),
    )
    return browser.page.link(what).rpartition("/")[2]


def hold_and_prepare(browser: Browser, programme: Started) -> dict[str, str]:
    """Record the next review, invite somebody to the one after it, and return the ids of all of them."""
    page = browser.visit(programme.path + "/review")
    answers: dict[str, Any] = answers_to(page) | {
        "present": "Maya, Daniel Lee",
        "summary": "Mornings go well.",
        "why_day": "Her mother could only come then",
    }
    browser.press("Save the review", **answers)
    page = browser.visit(programme.path + "/meetings")
    held = page.link("4-week review").rpartition("/")[2]
    page = browser.follow("Who is invited to the 8-week review")
    milestone = page.path.split("/")[-2]
    page = browser.press("Put on the list", name="Gloria Brown", role="parent_carer")
    invited = page.link("Gloria Brown").rpartition("/")[2]
    return {"held_milestone": held, "milestone": milestone, "invited": invited}


def in_parts(name: str, day: date) -> dict[str, int]:
    """Return a day as its three boxes are answered."""
    return {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}


def agree_a_reward(browser: Browser, path: str) -> None:
    """Put a reward that the pupil chose into the plan at this path, then a consequence."""
    browser.visit(path + "/rewards/new")
    browser.press(
        "Save the reward",
        kind="time_with_parent",
        what="Ten minutes of chess with her mother",
        giver="family",
        merits=["effort"],
        chosen_by_pupil="yes",
        within_reach="yes",
        costs_nothing="yes",
    )
    browser.visit(path + "/consequences/new")
    browser.press("Save the consequence", kind="repair", what="Tidy what was thrown", known_to_pupil="yes")


def record_who_agrees(browser: Browser, programme: Started) -> None:
    """Record that everybody whom the template asks for was in the room and agrees to the plan."""
    browser.visit(programme.path + "/plan/agree")
    known = browser.page.all("//*[starts-with(@name, 'known-')]/@name")
    rows = [name.rpartition("-")[2] for name in known]
    said: dict[str, Any] = {f"answer-{row}": "agrees" for row in rows} | {
        f"how-{row}": "in_room" for row in rows
    }
    nameless = [row for row in rows if not any(browser.page.all(f"//*[@id='name-{row}']/@value"))]
    said |= {f"name-{row}": "Robin Vale" for row in nameless}
    browser.press("Save who agrees", **said)


def ask_for_help(browser: Browser, programme: Started, *, approve_with: Browser | None = None) -> str:
    """Write a request and offer it to the head; with the head's browser, send it and do the authority's work."""
    browser.visit(programme.path + "/requests/new")
    browser.press(
        "Continue",
        asks=["outreach"],
        why_now="Two suspensions",
        family_told="Her mother agrees",
        family_view="She wants help for Maya",
    )
    reference = browser.page.path.split("/")[-2]
    browser.press("Send to the headteacher")
    if approve_with is not None:
        approve_with.visit(f"{programme.path}/requests/{reference}/check")
        approve_with.press("Approve and send")
        do_all_work(browser)
    return reference


def add_documents(browser: Browser, programme: Started, request: str) -> None:
    """Add a report and a photo to a request that has not been sent."""
    photo = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(photo, "JPEG")
    browser.visit(f"{programme.path}/requests/{request}/documents")
    chosen = [
        (BytesIO(make_pdf(paper_of())), "School report.pdf"),
        (BytesIO(photo.getvalue()), "Drawing.jpg"),
    ]
    browser.press("Add to the request", files=chosen)


def invite_a_team(school: Browser, programme: Started, *, sections: tuple[str, ...]) -> None:
    """Invite the primary outreach team, to add notes too."""
    school.visit(programme.path + "/access")
    school.press(
        "Send the invitation",
        team_id=_value_of_option(school.page, "Primary outreach"),
        sections=list(sections),
        adds_notes="yes",
        parent_told="Her mother was told and agrees.",
    )


def join_the_case(
    school: Browser, outreach: Browser, programme: Started, *, sections: tuple[str, ...] = ("PLAN", "NOTES")
) -> None:
    """Invite the primary outreach team to a programme, and have its worker join."""
    invite_a_team(school, programme, sections=sections)
    do_all_work(school)
    outreach.visit("/outreach/invitations")
    outreach.follow("M.B. at Oakfield Primary")
    outreach.press("Join this case")
    do_all_work(school)


def _value_of_radio(page: Page, words: str) -> str:
    label = next(one for one in page.all("//label") if words in text_of(one))
    return str(page.all(f"//*[@id='{label.get('for')}']/@value")[0])


def _value_of_option(page: Page, words: str) -> str:
    return str(next(one for one in page.all("//option") if words in text_of(one)).get("value"))


def end_every_session(browser: Browser) -> None:
    """Let whoever is signed in be so no longer, as when their time is over."""
    with browser.app.app_context():
        db.session().execute(delete(SignedInSession))
        db.session.commit()
        db.session.remove()
