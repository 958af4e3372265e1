"""A programme of each template, from its start to its verdict, in the words and by the rules of its own template."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO
from typing import Any

import docx
import pytest
from page import ValidationProfile, validate_pdf_bytes

from heft_platform import clock
from heft_platform.demo.terms import terms_around
from heft_testing.browser import Browser, Page
from heft_testing.doing import (
    Started,
    a_school_day,
    do_all_work,
    in_parts,
    record_who_agrees,
)
from heft_testing.reviews import answers_to

pytestmark = pytest.mark.proof

BrowserOf = Callable[[str], Browser]
TodayIs = Callable[[datetime], AbstractContextManager[None]]
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
# At the beginning of a school year: no holiday lies in the weeks after it.
START = next(
    term.first_on
    for term in terms_around(clock.today())
    if term.name.startswith("Autumn") and term.first_on > clock.today()
)
FIRST = a_school_day(from_day=START + 2 * DAY)  # the day from which weeks are counted
A_TARGET = {
    "statement": "I start my work in five minutes",
    "success": "First line written",
    "pupil_words": "I want to get going",
    "baseline": "2 of 10 lessons",
    "steps": "I open my book\nI write the date",
    "smart_specific": "In every lesson",
    "smart_measurable": "Counted by the teacher",
    "smart_achievable": "It happens in art",
    "smart_results_focused": "More is learned",
    "smart_time_bound": "In four weeks",
}


@dataclass(frozen=True, kw_only=True)
class Life:
    """What is peculiar to a template: its words, its milestones and its ends."""

    template: str
    trigger: str
    milestones: tuple[str, ...]
    monitor: str
    asked: int  # how many documents and contributions before the first meeting
    verdict: str
    next_steps: tuple[str, ...]
    credit: bool
    reviews: tuple[str, ...]  # as they are held, without the first meeting and the last
    gate: tuple[str, ...] = ()  # what must be ticked before the start
    gate_words: str = ""  # the first of it
    left_out: str = ""  # the optional review that is left out
    left_out_at: str = ""  # the review at which that is decided, if not at the first meeting
    verdicts: tuple[str, ...] = ("Successful", "Unsuccessful")
    day_before: bool = False  # whether the first meeting is on the school day before the weeks begin
    open_end: bool = False  # whether the day of the last meeting is set at a review
    report: bool = False  # whether it has a daily report


LIVES = [
    Life(
        template="Pastoral Support Programme, 12 weeks",
        trigger="exclusion_risk",
        milestones=(
            "Set up and invite",
            "Papers in",
            "Initial meeting",
            "4-week review",
            "8-week review",
            "12-week final meeting",
        ),
        monitor="Key member of staff",
        asked=9,
        verdict="Successful",
        next_steps=(
            "Give the pupil credit, in person and in writing",
            "Continue lighter support and monitoring",
        ),
        credit=True,
        reviews=("8-week review",),
        left_out="4-week review",
        report=True,
    ),
    Life(
        template="Pastoral Support Programme, 16 weeks",
        trigger="significant_concerns",
        milestones=(
            "Choose people, key worker, room and time",
            "Voices gathered",
            "Initial meeting",
            "Mid review",
            "Conclusion meeting",
        ),
        monitor="Key worker",
        asked=4,
        verdict="Unsuccessful",
        next_steps=("Talk through other options with pupil and family", "Advice from the inclusion service"),
        credit=False,
        reviews=("Mid review",),
    ),
    Life(
        template="Pastoral Support Plan, 8 to 16 weeks",
        trigger="behaviour_affects",
        milestones=(
            "Planning meeting",
            "Four-weekly look, week 4",
            "Four-weekly look, week 8",
            "Four-weekly look, week 12",
            "Closing meeting",
        ),
        monitor="Key adult",
        asked=3,
        verdict="Successful",
        next_steps=("Show the pupil the change in writing",),
        credit=True,
        reviews=("Four-weekly look, week 4", "Four-weekly look, week 8"),
        open_end=True,
    ),
    Life(
        template="Part-time timetable and reintegration plan",
        trigger="suspension_ended",
        milestones=(
            "Reintegration meeting",
            "First day back",
            "Weekly review, week 1",
            "Weekly review, week 2",
            "Weekly review, week 3",
            "Halfway decision by the head",
            "Weekly review, week 4",
            "Weekly review, week 5",
            "Full-time meeting",
        ),
        monitor="Key adult",
        asked=2,
        verdict="Back to full time",
        next_steps=("Tell the local authority that it has ended", "Keep check-ins for two weeks"),
        credit=True,
        reviews=tuple(f"Weekly review, week {week}" for week in range(1, 6)),
        verdicts=("Back to full time", "Renewed once", "Other provision", "Agreement withdrawn"),
        day_before=True,
        gate=("parent_agrees", "end_date", "risk_done", "in_interest"),
        gate_words="Parent or carer agrees in writing to part-time attendance",
        report=True,
    ),
    Life(
        template="Pastoral Support Plan, 6 weeks",
        trigger="alienation",
        milestones=("Planning meeting", "Halfway check", "Review meeting"),
        monitor="Named adult",
        asked=4,
        verdict="Successful",
        next_steps=("End the plan with credit to the pupil",),
        credit=True,
        reviews=(),
        left_out="Halfway check",
        report=True,
    ),
    Life(
        template="Short Pastoral Support Programme, 16 weeks",
        trigger="fast_decline",
        milestones=(
            "First meeting",
            "Review after four weeks",
            "Halfway review",
            "Review after twelve weeks",
            "Last review",
        ),
        monitor="Named member of staff",
        asked=3,
        verdict="Successful",
        next_steps=("Tell the pupil, and write home", "Ordinary support from now on"),
        credit=True,
        reviews=("Halfway review", "Review after twelve weeks"),
        left_out="Review after four weeks",
        report=True,
    ),
    Life(
        template="Solution-focused Pastoral Support Programme, 6 weeks",
        trigger="pupil_asks",
        milestones=(
            "Ask everybody",
            "First meeting",
            "Review after two weeks",
            "Review after four weeks",
            "Final review and evaluation",
        ),
        monitor="Chosen adult",
        asked=4,
        verdict="Unsuccessful",
        next_steps=("Talk through other options with pupil and family", "Six more weeks with other steps"),
        credit=False,
        reviews=("Review after two weeks",),
        left_out="Review after four weeks",
        left_out_at="Review after two weeks",
        report=True,
    ),
]


@pytest.mark.parametrize("life", LIVES, ids=lambda life: life.template)
def test_a_programme_lives_from_its_start_to_its_verdict(
    browser_of: BrowserOf, app: Any, today_is: TodayIs, life: Life
) -> None:
    def on(day: date) -> AbstractContextManager[None]:
        return today_is(datetime.combine(day, time(15), tzinfo=UTC))

    with on(START):
        sam = browser_of("sam-patel")
        programme = _start(sam, life)
        _gather(sam, programme, life)
        first_on = _days(sam, programme)[_meetings(life)[0]]
        _prepare(sam, programme, _meetings(life)[0])
    assert first_on < FIRST if life.day_before else first_on == FIRST
    assert a_school_day(from_day=first_on + DAY) == FIRST or not life.day_before
    with on(first_on):
        sam = browser_of("sam-patel")
        _hold_the_first(sam, programme, life)
        _plan(sam, programme, first_on)
        _begin(sam, programme)
    between = a_school_day(from_day=first_on + 3 * DAY)
    with on(between):
        _do(browser_of("daniel-lee"), programme, life, between)
        if life.left_out and not life.left_out_at:
            _leave_out(browser_of("sam-patel"), programme, life.left_out)
    for number, label in enumerate(life.reviews):
        with on(_day_of(browser_of, programme, label, on)):
            _review(browser_of("sam-patel"), programme, life, number)
            if label == life.left_out_at:
                _leave_out(browser_of("sam-patel"), programme, life.left_out)
    last = _meetings(life)[-1]
    with on(_day_of(browser_of, programme, last, on)):
        sam = browser_of("sam-patel")
        _end(sam, programme, life)
        _papers(sam, programme, target="I start in two minutes" if life.reviews else A_TARGET["statement"])


def _meetings(life: Life) -> tuple[str, ...]:
    return (
        next(one for one in life.milestones if one.endswith("meeting") or one == "First meeting"),
        life.milestones[-1],
    )


def _start(sam: Browser, life: Life) -> Started:
    sam.visit("/s/oakfield/pupils")
    sam.follow("Maya Brown")
    sam.follow("Start a PSP")
    pupil_path = sam.page.path.removesuffix("/start")
    answers: dict[str, Any] = {
        "template_id": _radio(sam.page, life.template),
        "triggers": [life.trigger],
        "key_worker_id": _option(sam.page, "Daniel Lee"),
        "concern": "Left the room twice on Monday",
        "why_not_ready": "" if life.gate else "It is noted on paper",
        **in_parts("first_meeting_on", FIRST),
    }
    if life.gate:
        page = sam.press("Continue", status=422, **answers, prerequisites=list(life.gate[1:]))
        assert page.problems == [f"The template lets no programme begin without: {life.gate_words}"]
    page = sam.press("Continue", **answers, prerequisites=list(life.gate))
    assert tuple(row[0] for row in page.rows()) == life.milestones
    page = sam.press("Start the PSP")
    return Started(reference=page.path.rpartition("/")[2], path=page.path, pupil_path=pupil_path)


def _gather(sam: Browser, programme: Started, life: Life) -> None:
    """Take in what is asked for on paper, and leave the last out for a reason."""
    page = sam.visit(programme.path + "/asked")
    asked = [str(link["href"]) for link in page.soup.select("main tbody th a")]
    assert len(asked) == life.asked, [row[0] for row in page.rows()]
    for path in asked[:-1]:
        sam.visit(path)
        sam.press("The paper is here")
    sam.visit(asked[-1])
    assert sam.press("Go without it", status=422, state="waived").problems == ["Say why"]
    page = sam.press("Go without it", state="waived", reason="Nobody had the time")
    assert f"{life.asked} of {life.asked} answered." in page.text
    assert "Left out" in page.text
    assert "Gather what the pupil says" not in sam.visit(programme.path).text


def _prepare(sam: Browser, programme: Started, meeting: str) -> None:
    sam.visit(programme.path + "/meetings")
    sam.follow(f"Prepare the {meeting.lower()}")
    page = sam.press(
        "Save",
        starts_at="3:30pm",
        place="The library",
        chair="Ruth Okonjo",
        note_taker="Sam Patel",
        pupil_part="full",
    )
    assert page.messages == ["The meeting is arranged."]
    sam.follow("Who is invited")
    for name, role in (("Gloria Brown", "parent_carer"), ("Maya", "pupil")):
        sam.press("Put on the list", name=name, role=role)
    sam.follow("Gloria Brown")
    sam.press("Save", kind="sent")
    sam.follow("Gloria Brown")
    page = sam.press("Save", kind="comes")
    assert "Comes" in page.text


def _hold_the_first(sam: Browser, programme: Started, life: Life) -> None:
    page = sam.visit(programme.path + "/review")
    assert page.heading == _meetings(life)[0]
    sam.press("Save the meeting", **_said(page), summary="We all want this to work.", decisions="Art first")
    assert sam.page.messages[0] == "The meeting is recorded."
    days = _held(sam, programme)
    assert days == {_meetings(life)[0]}


def _plan(sam: Browser, programme: Started, today: date) -> None:
    for number, statement in enumerate((A_TARGET["statement"], "I use kind words"), 1):
        page = sam.visit(programme.path + "/targets/new")
        measure = str(page.soup.select_one('input[name="measure"]')["value"])  # type: ignore[index]
        review_on = in_parts("review_on", a_school_day(from_day=today + 4 * WEEK))
        answers = A_TARGET | {"statement": statement, "measure": measure}
        page = sam.press("Save the target", **answers, **review_on)
        assert f"{number}" in page.text
    for party, who in (("school", "Daniel Lee"), ("family", "Gloria Brown"), ("pupil", "Maya")):
        sam.visit(programme.path + "/promises/new")
        sam.press("Save the promise", party=party, who=who, what=f"Looks at the card with {who}")


def _begin(sam: Browser, programme: Started) -> None:
    sam.visit(programme.path + "/plan")
    page = sam.press("Everyone agreed", status=422)
    assert page.problems, "a plan that nobody agreed to does not begin"
    record_who_agrees(sam, programme)
    sam.visit(programme.path + "/plan")
    sam.press("Everyone agreed")
    page = sam.visit(programme.path)
    assert "Active" in page.text


def _do(daniel: Browser, programme: Started, life: Life, day: date) -> None:
    """Meet the pupil, score a lesson if the template has a daily report, and mark a small step."""
    daniel.visit(programme.path + "/sessions/new")
    page = daniel.press("Save session", outcome="held", helped="The timer", **{"confidence-1": "3"})
    assert "The timer" in page.text
    assert f"{life.monitor} Daniel Lee" in page.text
    if life.report:
        daniel.visit(f"/s/oakfield/reports/{programme.reference}/{day.isoformat()}/1")
        daniel.press("Save and next pupil", **{"target-1": "2", "target-2": "1"})
        assert "75%" in daniel.visit(programme.path).text
    daniel.visit(programme.path + "/plan")
    page = daniel.press("Reached today : I open my book")
    assert "Small steps, 1 of 2 reached" in page.text


def _leave_out(sam: Browser, programme: Started, label: str) -> None:
    sam.visit(programme.path + "/course")
    sam.follow(f"Change of {label}")
    sam.press("Leave this step out", skip="Too close to the holidays")
    page = sam.visit(programme.path + "/course")
    assert "Left out: Too close to the holidays" in page.text
    page = sam.visit(programme.path + "/meetings")
    assert f"Prepare the {label.lower()}" not in page.text


def _review(sam: Browser, programme: Started, life: Life, number: int) -> None:
    """Hold a review: at the first a target is stepped up and one is replaced, later both stay."""
    label = life.reviews[number]
    if life.open_end and number == 0:
        assert "To be set" in sam.visit(programme.path + "/course").text
    page = sam.visit(programme.path + "/review")
    assert page.heading == label
    answers = _said(page)
    if number == 0:
        one, two = (name for name in answers if name.startswith("change-"))
        for name, change, words in (
            (one, "make_harder", "I start in two minutes"),
            (two, "replace", "I ask for help"),
        ):
            target = name.removeprefix("change-")
            answers |= {
                name: change,
                f"statement-{target}": words,
                f"success-{target}": "Seen by the teacher",
                f"why-{target}": "It went well",
                f"result-{target}": "achieved" if change == "make_harder" else "struggling",
            }
        answers |= {"further_measures": "A quiet table"}
        if life.open_end:
            answers |= _closing_after_two_looks(page)
    sam.press("Save the ", **answers, summary="Mornings go well.")
    text = sam.visit(programme.path + "/plan").text
    assert "I start in two minutes" in text
    assert "I ask for help" in text
    assert label in _held(sam, programme)
    sam.visit(programme.path + "/meetings")
    if life.open_end:
        course = sam.visit(programme.path + "/course").text
        assert "Left out: “Closing meeting” comes first" in course
        assert "To be set" not in course
        sam.visit(programme.path + "/meetings")
    if number == 0:
        assert "A quiet table" in sam.follow(label).text


def _closing_after_two_looks(page: Page) -> dict[str, int]:
    """The day of the closing meeting is agreed at a look: two weeks after the next one."""
    days = page.soup.select("#dates ~ div fieldset")
    names = [str(one.select_one("input")["name"]).rpartition("-")[0] for one in days]  # type: ignore[index]
    return in_parts(names[-1], a_school_day(from_day=_day_in(page, names[0]) + 2 * WEEK))


def _end(sam: Browser, programme: Started, life: Life) -> None:
    page = sam.visit(programme.path + "/review")
    assert page.heading == life.milestones[-1]
    answers = _said(page)
    answers |= {"further_measures": "Other help"}
    page = sam.press("Save the ", **answers, summary="A good way behind us.")
    assert page.heading == "Finish the programme"
    scale = [one.get_text(strip=True) for one in page.soup.select("main .govuk-radios label")]
    assert [said.startswith(own) for said, own in zip(scale, life.verdicts, strict=True)] == [True] * len(
        scale
    )
    verdict = _radio(page, life.verdict)
    steps = [_box(page, words) for words in life.next_steps]
    missing = "credit" if life.credit else "support"
    page = sam.press(
        "Finish the programme", status=422, verdict=verdict, next_steps=steps, words="Kind words"
    )
    assert [one for one in page.problems if missing in one.lower()]
    page = sam.press("Finish the programme", **{missing: "A letter home"})
    assert page.messages[-1] == "The programme is finished."
    assert life.verdict in page.text
    for words in life.next_steps:
        assert words in page.text
    assert "A letter home" in sam.visit(programme.path + "/meetings").text


def _papers(sam: Browser, programme: Started, *, target: str) -> None:
    """Have Word and PDF made, and read them back."""
    for form in ("word", "pdf"):
        sam.visit(programme.path)
        sam.follow("Get it as Word or PDF")
        path = sam.press("Make the file", form=form).path
        do_all_work(sam)
        sam.visit(path)
        with sam.client.get(sam.page.link("Download"), follow_redirects=True) as answer:
            made = answer.get_data()
        if form == "pdf":
            assert validate_pdf_bytes(made, profile=ValidationProfile.PDF_UA_1).rules.failed == 0
            continue
        document = docx.Document(BytesIO(made))
        said = " ".join(
            [one.text for one in document.paragraphs]
            + [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        )
        for words in (programme.reference, "Maya Brown", target):
            assert words in said


def _said(page: Page) -> dict[str, Any]:
    """Answer everything that a record must be told."""
    asked: dict[str, Any] = dict(answers_to(page))
    return asked if any(name.startswith("was-") for name in asked) else asked | {"present": "All of us"}


def _days(browser: Browser, programme: Started) -> dict[str, date]:
    """Return on which day each milestone is, as the page of the course says it; of a window its last day."""
    page = browser.visit(programme.path + "/course")
    return {
        row[0]: datetime.strptime(row[1], "%A %d %B %Y").replace(tzinfo=UTC).date()
        for row in page.rows()
        if not row[1].startswith("To be set")
    }


def _held(browser: Browser, programme: Started) -> set[str]:
    page = browser.visit(programme.path + "/course")
    return {row[0] for row in page.rows() if row[2].startswith("Held")}


def _day_of(
    browser_of: BrowserOf,
    programme: Started,
    label: str,
    on: Callable[[date], AbstractContextManager[None]],
) -> date:
    with on(FIRST):
        return _days(browser_of("sam-patel"), programme)[label]


def _day_in(page: Page, name: str) -> date:
    parts = [
        int(str(page.soup.select_one(f'[name="{name}-{part}"]')["value"]))  # type: ignore[index]
        for part in ("year", "month", "day")
    ]
    return date(*parts)


def _radio(page: Page, words: str) -> str:
    label = next(
        one
        for one in page.soup.select("main .govuk-radios label")
        if one.get_text(strip=True).startswith(words)
    )
    return str(page.soup.find(id=label["for"])["value"])  # type: ignore[index]


def _box(page: Page, words: str) -> str:
    label = next(one for one in page.soup.select(".govuk-checkboxes label") if words in one.get_text(" "))
    return str(page.soup.find(id=label["for"])["value"])  # type: ignore[index]


def _option(page: Page, words: str) -> str:
    return str(next(one for one in page.soup.find_all("option") if words in one.get_text(" "))["value"])
