"""What is asked of a commitment is what the template asks: how often, from which day, until when, for which target."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from heft_platform import clock, words
from heft_platform.plans import services as plans
from heft_platform.programmes import services as programmes
from heft_platform.sessions import services as sessions
from heft_testing.browser import Browser, Page
from heft_testing.doing import Started, a_school_day, in_parts, record_who_agrees
from heft_testing.other_rules import let
from heft_testing.reviews import answers_to

ActingAs = Callable[[str], AbstractContextManager[Session]]
TodayIs = Callable[[datetime], AbstractContextManager[None]]
ONE_DAY = timedelta(days=1)
FIRST = clock.today()
LAST = FIRST + timedelta(weeks=4)
COMMITMENT = {
    "party": "family",
    "who": "Gloria Brown",
    "what": "Reads with her",
    "how_often": "School nights",
}
WHEN = f"School nights, from {words.day(FIRST)} until {words.day(LAST)}"
ASKED = ("How often (optional)", "From which day? (optional)", "Until when? (optional)", "For which target?")


@pytest.fixture
def asks(running: Started, acting_as: ActingAs) -> Callable[..., None]:
    """Let the template ask this of commitments, beside who commits to what."""

    def ask(*fields: str) -> None:
        with acting_as("sam-patel") as session:
            let(session, running, "commitments.fields", ["owner", "party", "what", *fields])

    return ask


def commit_to(browser: Browser, running: Started, *, status: int = 200, **more: Any) -> Page:
    browser.visit(running.path + "/promises/new")
    return browser.press("Save the promise", status=status, **{**COMMITMENT, **more})


def questions(page: Page) -> list[str]:
    said = [one.get_text(strip=True) for one in page.soup.select("main form label, main form legend")]
    return [one for one in ASKED if one in said]


def may_be_ticked(page: Page, commitment: str) -> bool:
    return bool(page.all(f"//section[contains(., '{commitment}')]//input[@type='radio']"))


def row_of(page: Page) -> list[str]:
    return next(row for row in page.rows() if row[0].startswith("Reads with her"))


def test_a_commitment_says_from_when_until_when_and_how_often_it_holds(
    at_oakfield: Browser, running: Started
) -> None:
    days = {**in_parts("starts_on", FIRST), **in_parts("ends_on", LAST)}
    page = commit_to(
        at_oakfield, running, status=422, **days | in_parts("ends_on", FIRST - timedelta(days=1))
    )
    assert page.problems == ["The last day must not be before the first"]
    assert questions(page) == list(ASKED)
    page = at_oakfield.press("Save the promise", status=422, **days | {"starts_on-year": "26"})
    assert page.problems == ["Enter a real date, such as 4 12 2026"], "nobody promises since the year 26"

    page = at_oakfield.press("Save the promise", **days)

    assert row_of(page)[1:3] == ["Gloria Brown", WHEN]
    record_who_agrees(at_oakfield, running)
    assert f"Gloria Brown: Reads with her · {WHEN}" in at_oakfield.visit(running.path + "/plan/agree").text
    assert WHEN in at_oakfield.visit(running.path + "/packs/plan?for=family").text
    at_oakfield.visit(running.path + "/plan")
    at_oakfield.follow("Change : Reads with her")
    at_oakfield.press("Save the promise", **in_parts("ends_on", LAST + timedelta(weeks=1)))
    text = at_oakfield.visit(running.path + "/plan").text
    longer = words.day(LAST + timedelta(weeks=1))
    assert f"Until: “{words.day(LAST)}” became “{longer}”" in text
    assert f"It was “Reads with her, {WHEN}”" in text, "the plan that was agreed had other days"


def test_only_what_the_template_asks_of_a_commitment_is_asked_and_what_was_said_before_stays(
    at_oakfield: Browser, running: Started, asks: Callable[..., None]
) -> None:
    commit_to(at_oakfield, running, **in_parts("starts_on", FIRST), **in_parts("ends_on", LAST))
    asks("end", "target")
    page = at_oakfield.follow("Change : Reads with her")
    assert questions(page) == [ASKED[2], ASKED[3]]

    page = at_oakfield.press("Save the promise", what="Reads with her in bed")

    assert row_of(page)[2] == WHEN
    asks()
    assert questions(at_oakfield.visit(running.path + "/promises/new")) == []


def test_a_commitment_is_ticked_for_a_day_on_which_it_held(at_oakfield: Browser, running: Started) -> None:
    yesterday, tomorrow = FIRST - ONE_DAY, FIRST + ONE_DAY
    commit_to(at_oakfield, running, **in_parts("starts_on", tomorrow))
    commit_to(at_oakfield, running, what="Rings at noon", **in_parts("ends_on", yesterday))
    commit_to(at_oakfield, running, what="Waits at the gate", **in_parts("starts_on", FIRST))

    page = at_oakfield.visit(running.path + "/promises")
    assert f"it begins on {words.day(tomorrow)}." in page.text
    assert f"it ended on {words.day(yesterday)}." in page.text
    assert [name for name in ("Reads", "Rings", "Waits") if may_be_ticked(page, name)] == ["Waits"]
    (ticked,) = page.all("//section[contains(., 'Waits')]//input[@value='yes']/@name")
    page = at_oakfield.press(
        "Save what I ticked", status=422, **{ticked: "yes"}, **in_parts("day", yesterday)
    )
    assert page.problems == [
        f"“Waits at the gate” begins on {words.day(FIRST)}. Choose a day on which it held"
    ]
    assert may_be_ticked(page, "Waits"), "what was ticked is still there"

    at_oakfield.visit(running.path + "/promises")
    page = at_oakfield.follow("Tick it for its last day")
    (ticked,) = page.all("//section[contains(., 'Rings')]//input[@value='yes']/@name")
    assert at_oakfield.press("Save what I ticked", **{ticked: "yes"}).messages


def test_nothing_that_is_said_of_a_commitment_is_lost_for_want_of_a_tick(
    at_oakfield: Browser, running: Started
) -> None:
    commit_to(at_oakfield, running, what="Waits at the gate", **in_parts("starts_on", FIRST))
    page = at_oakfield.visit(running.path + "/promises")
    said = "//section[contains(., '{}')]//input[starts-with(@name, '{}-')]/@name"
    ticked, words_of_it = (page.all(said.format("Waits", name))[0] for name in ("kept", "words"))
    (words_of_other,) = page.all(said.format("Meets Maya", "words"))
    typed = {ticked: "yes", words_of_it: "Every day", words_of_other: "Not on Monday"}

    page = at_oakfield.press("Save what I ticked", status=422, **typed)

    assert page.problems == ["Tick how it was kept too, or take out what you wrote"]
    at_oakfield.press("Save what I ticked", **{words_of_other.replace("words-", "kept-"): "partly"})
    assert "Every day" in at_oakfield.page.text
    assert "Not on Monday" in at_oakfield.page.text


def tick_for(browser: Browser, running: Started, day: date, what: str, *, status: int = 200) -> Page:
    page = browser.visit(running.path + "/promises")
    (ticked,) = page.all(f"//section[contains(., '{what}')]//input[@value='yes']/@name")
    return browser.press("Save what I ticked", status=status, **{ticked: "yes"}, **in_parts("day", day))


def test_a_commitment_without_days_holds_since_the_meeting_before_it_was_made(
    at_oakfield: Browser, running: Started, today_is: TodayIs
) -> None:
    page = tick_for(at_oakfield, running, FIRST - ONE_DAY, "Meets Maya", status=422)
    assert page.problems == [
        f"“Meets Maya at the gate” begins on {words.day(FIRST)}. Choose a day on which it held"
    ]

    later = a_school_day(from_day=FIRST + timedelta(weeks=4))
    with today_is(datetime.combine(later, time(15), tzinfo=UTC)):
        at_oakfield.is_signed_in_as("sam-patel")
        said = answers_to(at_oakfield.visit(running.path + "/review"))
        at_oakfield.press("Save the review", **said, present="Maya", summary="Well", why_day="Only then")
    with today_is(datetime.combine(later + ONE_DAY, time(15), tzinfo=UTC)):
        at_oakfield.is_signed_in_as("sam-patel")
        commit_to(at_oakfield, running)
        page = tick_for(at_oakfield, running, later - ONE_DAY, "Reads", status=422)
        assert page.problems == [
            f"“Reads with her” begins on {words.day(later)}. Choose a day on which it held"
        ]
        assert tick_for(at_oakfield, running, later, "Reads").messages, "it was agreed at that meeting"
        assert tick_for(at_oakfield, running, later - ONE_DAY, "Meets Maya").messages


def test_nobody_ticks_a_commitment_for_a_day_that_somebody_else_takes_away_from_it(
    running: Started, acting_as: ActingAs
) -> None:
    def read(session: Session) -> programmes.ProgrammeWithTargets:
        programme = programmes.read_with_targets(session, reference=running.reference)
        assert programme is not None
        return programme

    with acting_as("sam-patel") as session:
        programme = read(session)
        (commitment,) = sessions.standing_commitments(session, programme=programme)

    def tick() -> None:
        with acting_as("aisha-khan") as session:
            sessions.tick(
                session,
                programme=read(session),
                results={commitment.id: "yes"},
                words={},
                day=FIRST,
                ticked_by="Aisha Khan",
                today=FIRST,
            )

    with ThreadPoolExecutor(1) as aisha:
        with acting_as("sam-patel") as session:
            plans.change_commitment(
                session,
                programme=programmes.hold_programme(session, programme_id=programme.id),
                commitment_id=commitment.id,
                version=1,
                party="school",
                target_id=None,
                starts_on=FIRST + ONE_DAY,
            )
            session.flush()
            ticked = aisha.submit(tick)
            wait([ticked], timeout=0.5)  # it cannot end before the days are committed
        with pytest.raises(sessions.DidNotHoldThenError):
            ticked.result()


def test_a_meeting_asks_about_commitments_that_held_since_the_one_before(
    at_oakfield: Browser, running: Started, acting_as: ActingAs
) -> None:
    begins, ended = FIRST + timedelta(weeks=2), FIRST - timedelta(weeks=2)
    commit_to(at_oakfield, running, **in_parts("starts_on", begins), **in_parts("ends_on", LAST))
    commit_to(at_oakfield, running, what="Rings at noon", **in_parts("ends_on", ended))

    page = at_oakfield.visit(running.path + "/review")
    assert f"Gloria Brown: Reads with her Not asked about: it begins on {words.day(begins)}." in page.text
    assert f"Gloria Brown: Rings at noon Not asked about: it ended on {words.day(ended)}." in page.text
    said = {"present": "Maya", "summary": "Well", "why_day": "Only then"} | dict(answers_to(page))
    at_oakfield.press("Save the review", **said)

    with acting_as("sam-patel") as session:
        programme = programmes.read_programme(session, reference=running.reference, today=FIRST)
        assert programme is not None
        after = programme.commitments_asked_about(LAST + timedelta(weeks=1))
        assert "Reads with her" in [one.what for one in after], "it ended since the meeting before"
        assert "Rings at noon" not in [one.what for one in after]


def test_a_meeting_that_is_typed_in_late_looks_back_until_its_day(
    at_oakfield: Browser, running: Started, today_is: TodayIs
) -> None:
    late = FIRST + timedelta(weeks=7)
    with today_is(datetime.combine(late, time(15), tzinfo=UTC)):
        at_oakfield.is_signed_in_as("sam-patel")
        commit_to(at_oakfield, running, **in_parts("starts_on", late - ONE_DAY))
        tick_for(at_oakfield, running, late - ONE_DAY, "Meets Maya")

        page = at_oakfield.visit(running.path + "/review")
        boxes = [page.soup.select_one(f"input[name=held_on-{part}]") for part in ("year", "month", "day")]
        due = date(*(int(str(box["value"])) for box in boxes if box is not None))
        assert due < late - ONE_DAY
        assert f"until {words.short_day(due)}" in page.text
        assert f"Reads with her Not asked about: it begins on {words.day(late - ONE_DAY)}." in page.text
        assert "Promises ticked" not in page.text

        said = answers_to(page) | {"present": "Maya", "summary": "Well", "why_day": "Only then"}
        page = at_oakfield.press("Save the review", status=422, **said, **in_parts("held_on", late))
        assert page.problems == ["Select whether this was kept: Reads with her"]
        assert "Promises ticked: kept" in page.text

        at_oakfield.press("Save the review", **answers_to(page), **in_parts("held_on", due))
        at_oakfield.visit(running.path + "/meetings")
        page = at_oakfield.follow("4-week review")
        assert "Reads with her" in page.text, "what was said of it is kept, though it did not hold yet"


def test_a_commitment_for_a_target_that_was_taken_out_is_not_for_all_of_them(
    at_oakfield: Browser, running: Started
) -> None:
    page = at_oakfield.visit(running.path + "/promises/new")
    (target,) = page.all("//select[@name='target_id']/option/@value[. != '']")
    assert row_of(commit_to(at_oakfield, running, target_id=target))[3] == "1"
    at_oakfield.follow("Change target 1")
    at_oakfield.press("Take this target out")

    assert row_of(at_oakfield.visit(running.path + "/plan"))[3] == "Taken out"
