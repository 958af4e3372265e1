"""A request and its letters: each side sees the same state, only what was sent, and nothing is sent twice."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from heft_platform import clock
from heft_platform.escalations import services as requests
from heft_platform.programmes import services as programmes
from heft_testing.browser import Browser, Page
from heft_testing.doing import Started, ask_for_help, do_all_work
from heft_testing.places import Asked

BrowserOf = Callable[[str], Browser]
ActingAs = Callable[[str], AbstractContextManager[Session]]
TodayIs = Callable[[datetime], AbstractContextManager[None]]


@pytest.fixture
def sam(browser_of: BrowserOf) -> Browser:
    return browser_of("sam-patel")


@pytest.fixture
def ruth(browser_of: BrowserOf) -> Browser:
    return browser_of("ruth-okonjo")


@pytest.fixture
def marcus(browser_of: BrowserOf) -> Browser:
    return browser_of("marcus-bennett")


def state(page: Page) -> str:
    found = page.soup.select_one(".heft-top .govuk-tag, .heft-top .heft-status")
    assert found is not None, page.text[:200]
    return found.get_text(strip=True)


def school_page(sam: Browser, asked: Asked) -> Page:
    return sam.visit(f"{asked.programme.path}/requests/{asked.request}")


def authority_page(marcus: Browser, asked: Asked) -> Page:
    return marcus.visit(f"/la/requests/{asked.request}")


def test_whoever_approves_a_request_has_its_pack_open_before_them(ruth: Browser, offered: Asked) -> None:
    page = ruth.visit(f"{offered.programme.path}/requests/{offered.request}/check")

    (pack,) = page.all("//details[starts-with(normalize-space(summary), 'The pack')]")
    assert "open" in pack.attrib


def test_the_page_of_the_programme_says_how_its_request_stands(
    sam: Browser, marcus: Browser, asked: Asked
) -> None:
    assert f"{asked.request} New Outreach" in sam.visit(asked.programme.path).text
    authority_page(marcus, asked)
    marcus.press("Acknowledge to Oakfield Primary")
    marcus.press("Ask Oakfield Primary", question="Who is there at lunchtime?")

    said = sam.visit(asked.programme.path).text.partition("Help from the local authority")[2]
    assert said.startswith(f" {asked.request} Waiting for school Outreach Answer promised by ")
    assert "Who is there at lunchtime?" in sam.follow(asked.request).text


@pytest.mark.requirement("S001-95")
def test_both_sides_see_the_same_state_and_the_same_clock_at_every_step(
    sam: Browser, marcus: Browser, asked: Asked
) -> None:
    steps: list[tuple[Browser, str, dict[str, str], str]] = [
        (marcus, "Acknowledge to Oakfield Primary", {}, "With officer"),
        (marcus, "Ask Oakfield Primary", {"question": "Who is there at lunchtime?"}, "Waiting for school"),
        (sam, "Send to Fellside Council", {"words": "Two supervisors."}, "With officer"),
        (
            marcus,
            "Send to Oakfield Primary",
            {"decision": "outreach", "words": "Quarry Bank can visit twice."},
            "Answered",
        ),
        (marcus, "Close the request", {"words": "Outreach has begun."}, "Closed"),
    ]
    assert state(school_page(sam, asked)) == state(authority_page(marcus, asked)) == "New"
    for who, button, answers, then in steps:
        who.press(button, **answers)
        ours, theirs = school_page(sam, asked), authority_page(marcus, asked)
        assert state(ours) == state(theirs) == then
        assert _clock(ours) == _clock(theirs)


def _clock(page: Page) -> list[str]:
    return [line.get_text(" ", strip=True) for line in page.soup.select(".heft-clock")]


def test_the_school_withdraws_by_a_letter_and_nobody_writes_on(
    sam: Browser, marcus: Browser, asked: Asked
) -> None:
    authority_page(marcus, asked)
    school_page(sam, asked)
    assert sam.press("Withdraw the request", status=422, words="").problems

    sam.press("Withdraw the request", words="The family has moved.")

    assert state(school_page(sam, asked)) == "Withdrawn"
    page = marcus.press("Acknowledge to Oakfield Primary", status=422, words="We will ring on Monday.")
    assert page.problems == ["This request has moved on since you opened the page. Read it again"]
    assert "What you wrote was not sent: We will ring on Monday." in page.text
    assert "The family has moved." in page.text
    assert state(authority_page(marcus, asked)) == "Withdrawn"


def test_the_head_sends_a_request_back_with_words(sam: Browser, ruth: Browser, running: Started) -> None:
    request = ask_for_help(sam, running)
    check = f"{running.path}/requests/{request}/check"
    ruth.visit(check)
    assert ruth.press("Send it back to Sam Patel", status=422).problems == ["Say what should be different"]

    ruth.press("Send it back to Sam Patel", words="Say what was tried at lunchtime.")

    assert "Say what was tried at lunchtime." in sam.visit(check).text
    sam.press("Send to the headteacher")
    ruth.visit(check)
    assert "is before the authority" in ruth.press("Approve and send").messages[0]


def test_approved_twice_a_request_is_sent_once(
    browser_of: BrowserOf, sam: Browser, ruth: Browser, marcus: Browser, running: Started
) -> None:
    request = ask_for_help(sam, running)
    again = browser_of("ruth-okonjo")
    for one in (ruth, again):
        one.visit(f"{running.path}/requests/{request}/check")
    ruth.press("Approve and send")

    page = again.press("Approve and send")

    assert len(page.soup.select(".heft-letter__head")) == 1
    do_all_work(sam)
    assert marcus.visit("/la/worklist").text.count(request) == 1
    assert len(marcus.follow(request).soup.select(".heft-letter__head")) == 1


def test_a_button_pressed_twice_at_once_answers_once(
    acting_as: ActingAs, sam: Browser, marcus: Browser, asked: Asked
) -> None:
    marcus.visit(f"/la/requests/{asked.request}")
    marcus.press("Acknowledge to Oakfield Primary")
    marcus.press("Ask Oakfield Primary", question="Who is there at lunchtime?")

    def answer(*, then: Callable[[], None] = lambda: None) -> None:
        with acting_as("sam-patel") as session:
            programme = programmes.read_programme(
                session, reference=asked.programme.reference, today=clock.today()
            )
            assert programme is not None
            requests.reply(
                session, programme=programme, reference=asked.request, words="Two supervisors.", writer="Sam"
            )
            then()

    with ThreadPoolExecutor(1) as beside:
        second: list[Future[None]] = []

        def press_again() -> None:
            second.append(beside.submit(answer))
            wait(second, timeout=0.3)  # it waits for the first, who has written and not kept yet

        answer(then=press_again)
        with pytest.raises(requests.NotAwaitedError):
            second[0].result()

    assert school_page(sam, asked).text.count("Two supervisors.") == 1


def test_whoever_is_later_by_a_moment_is_told_so_and_keeps_what_they_wrote(
    acting_as: ActingAs, ruth: Browser, offered: Asked
) -> None:
    ruth.visit(f"{offered.programme.path}/requests/{offered.request}/check")
    version = int(ruth.page.all("//input[@name='version']/@value")[0])

    with ThreadPoolExecutor(1) as other:
        with acting_as("sam-patel") as session:
            reference, today = offered.programme.reference, clock.today()
            programme = programmes.read_programme(session, reference=reference, today=today)
            assert programme is not None
            requests.drop_draft(session, programme=programme, reference=offered.request, version=version)
            session.flush()
            words = "Say what was tried at lunchtime."
            later = other.submit(ruth.press, "Send it back to Sam Patel", status=409, words=words)
            wait([later], timeout=0.5)  # it waits for what is not committed yet
        page = later.result()

    assert page.heading == "Somebody did something here at the same moment"
    assert words in page.text


def test_what_was_written_since_is_not_sent_until_somebody_has_seen_it(
    sam: Browser, ruth: Browser, marcus: Browser, running: Started
) -> None:
    request = ask_for_help(sam, running)
    sam.visit(running.path + "/plan")
    sam.follow("Change target 1")
    sam.press("Save the target", statement="I start within three minutes")
    check = f"{running.path}/requests/{request}/check"

    page = ruth.visit(check)
    assert "I start within three minutes" not in page.text
    ruth.press("Make the pack anew")
    assert "I start within three minutes" in ruth.visit(check).text
    ruth.press("Approve and send")
    do_all_work(sam)

    assert "I start within three minutes" in marcus.visit(f"/la/requests/{request}").text


def test_the_clock_of_a_request_begins_when_it_is_sent_and_not_when_it_was_written(
    browser_of: BrowserOf, today_is: TodayIs, offered: Asked
) -> None:
    with today_is(clock.now() + timedelta(days=30)):
        ruth, marcus = browser_of("ruth-okonjo"), browser_of("marcus-bennett")
        ruth.visit(f"{offered.programme.path}/requests/{offered.request}/check")
        page = ruth.press("Approve and send")
        do_all_work(ruth)

        (said,) = _clock(page)
        assert said.startswith("To be acknowledged by")
        assert "late" not in said
        assert _clock(authority_page(marcus, offered)) == [said]


def test_a_request_does_not_wait_for_term_dates(
    browser_of: BrowserOf, today_is: TodayIs, offered: Asked
) -> None:
    with today_is(clock.now() + timedelta(days=3650)):
        ruth = browser_of("ruth-okonjo")
        ruth.visit(f"{offered.programme.path}/requests/{offered.request}/documents")
        ruth.visit(f"{offered.programme.path}/requests/{offered.request}/check")
        assert "before the authority" in ruth.press("Approve and send").messages[0]


def test_the_authority_sees_what_was_sent_and_nothing_that_was_not(
    sam: Browser, ruth: Browser, marcus: Browser, running: Started
) -> None:
    sam.visit(running.path)
    sam.press("Save to Oakfield Primary", body="A word for the log alone.")
    request = ask_for_help(sam, running, approve_with=ruth)
    sam.visit(running.path + "/plan")
    sam.follow("Change target 1")
    sam.press("Save the target", statement="A target of a later day")

    page = marcus.visit(f"/la/requests/{request}")

    assert "I start my work" in page.text
    for kept in ("A word for the log alone.", "A target of a later day", "P999900025002", "2 November 2016"):
        assert kept not in page.text
    marcus.visit(running.path, status=404)


def test_a_request_that_is_taken_back_before_it_is_sent_leaves_nothing_at_the_authority(
    sam: Browser, ruth: Browser, marcus: Browser, running: Started
) -> None:
    request = ask_for_help(sam, running)
    sam.visit(f"{running.path}/requests/{request}/check")

    sam.press("Take this request back")
    do_all_work(sam)

    assert request not in marcus.visit("/la/worklist").text
    marcus.visit(f"/la/requests/{request}", status=404)
    assert request not in ruth.visit("/s/oakfield/today").text


def test_nobody_but_the_head_approves(browser_of: BrowserOf, sam: Browser, running: Started) -> None:
    request = ask_for_help(sam, running)
    page = sam.visit(f"{running.path}/requests/{request}/check")
    version = page.soup.select_one('input[name="version"]')
    assert version is not None
    assert "Approve and send" not in page.text

    sam.post(f"{running.path}/requests/{request}/check", approve="yes", version=version["value"])

    assert state(sam.visit(f"{running.path}/requests/{request}/check")) == "For approval"


def test_what_is_missing_in_a_request_is_asked_for_and_what_was_typed_stays(
    sam: Browser, running: Started
) -> None:
    sam.visit(running.path + "/requests/new")

    page = sam.press("Continue", status=422, why_now="Two suspensions", asks=[])

    assert page.problems == [
        "Select what you ask for",
        "Say when and how the family was told, or why not",
        "Write what the family says. If they were asked and say nothing, write that",
    ]
    assert page.value_of("Why now?") == "Two suspensions"


@pytest.mark.parametrize(
    ("days", "words"),
    [(-1, "Promise a day that is still to come"), (None, "Enter the day by which you will answer")],
)
def test_a_promise_is_a_day_to_come(marcus: Browser, asked: Asked, days: int | None, words: str) -> None:
    authority_page(marcus, asked)
    day = clock.today() + timedelta(days=days or 0)
    parts = {"day": day.day, "month": day.month, "year": day.year}
    promised = {f"promised_on-{part}": "" if days is None else str(value) for part, value in parts.items()}

    page = marcus.press("Acknowledge to Oakfield Primary", status=422, words="We are on it.", **promised)

    assert page.problems == [words]
    assert page.value_of("Words to the school") == "We are on it."


def test_two_officers_do_not_answer_the_same_request_twice(
    browser_of: BrowserOf, marcus: Browser, asked: Asked
) -> None:
    again = browser_of("marcus-bennett")
    for one in (marcus, again):
        authority_page(one, asked)
    marcus.press("Acknowledge to Oakfield Primary")

    page = again.press("Acknowledge to Oakfield Primary", status=422)

    assert page.problems == ["This request has moved on since you opened the page. Read it again"]
    assert len(page.soup.select(".heft-letter__head")) == 2


def test_no_mail_about_a_request_says_whom_it_is_about(sam: Browser, asked: Asked) -> None:
    page = sam.visit("/demo/mail")

    assert f"You have a new request, {asked.request}" in page.text
    told = page.text.replace(asked.request, "")  # a reference may hold a 5 and a B
    for name in ("Maya", "Brown", "Oakfield", "5B"):
        assert name not in told
