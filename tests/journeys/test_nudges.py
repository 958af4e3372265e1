"""People are told before something is late: at most one e-mail on a school day, with references, dates and no name."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, time, timedelta

import psycopg
import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform import clock
from heft_platform.calendar.services import calendar_of_school
from heft_platform.clock import SCHOOL_TIME
from heft_platform.mail.mailers import folder_of
from heft_platform.programmes.models import Milestone
from heft_platform.today import services as today
from heft_platform.words import short_day
from heft_tenants.outbox import Outbox
from heft_testing.browser import Browser
from heft_testing.database import ServerOfTests
from heft_testing.doing import Started, a_school_day, add_an_action, do_all_work
from heft_workers.looking_after import find_and_mend

BrowserOf = Callable[[str], Browser]
ActingAs = Callable[..., AbstractContextManager[Session]]
TodayIs = Callable[[datetime], AbstractContextManager[None]]
MailOf = Callable[[str], list[str]]
STARTED = a_school_day()


@pytest.fixture
def mail_of(app: Flask) -> MailOf:
    """What somebody of Oakfield was told came up, once all mail has gone out."""

    def subjects(slug: str) -> list[str]:
        do_all_work(Browser(app))
        kept = folder_of(app.config["SETTINGS"]).kept()
        said = [str(one["Subject"]) for one in kept if one["To"] == f"{slug}@oakfield.example"]
        return [one for one in said if one.startswith(("Coming up", "Late"))]

    return subjects


def tell_on(acting_as: ActingAs, day: date) -> None:
    with acting_as("sam-patel") as session:
        today.nudge(session, day=day)


def school_day(acting_as: ActingAs, day: date, count: int) -> date:
    with acting_as("sam-patel") as session:
        return calendar_of_school(session).add_school_days(day, count)


def tell_of_an_action(browser_of: BrowserOf, acting_as: ActingAs, running: Started) -> date:
    """Put an action of Daniel Lee on the list, and return the school day before it is due."""
    due_on = school_day(acting_as, STARTED, 8)
    add_an_action(browser_of("sam-patel"), running, days=(due_on - clock.today()).days)
    return school_day(acting_as, due_on, -1)


@pytest.mark.requirement("S004-03")
def test_who_does_something_is_told_once_on_the_school_day_before_and_no_name_leaves(
    browser_of: BrowserOf, acting_as: ActingAs, running: Started, mail_of: MailOf, app: Flask
) -> None:
    day = tell_of_an_action(browser_of, acting_as, running)
    tell_on(acting_as, school_day(acting_as, day, -2))
    before = len(mail_of("daniel-lee"))

    tell_on(acting_as, day)
    tell_on(acting_as, day)

    told = mail_of("daniel-lee")
    assert len(told) == before + 1
    assert any(one.startswith(f"Coming up: {running.reference}, ") for one in told)
    kept = folder_of(app.config["SETTINGS"]).kept()
    words = " ".join(f"{one['Subject']} {one.get_content()}" for one in kept)
    assert "Maya" not in words
    assert "Ring her mother" not in words


def test_everything_of_a_day_is_one_e_mail(
    browser_of: BrowserOf, acting_as: ActingAs, running: Started, mail_of: MailOf
) -> None:
    day = tell_of_an_action(browser_of, acting_as, running)
    tell_of_an_action(browser_of, acting_as, running)
    before = len(mail_of("daniel-lee"))

    tell_on(acting_as, day)

    assert len(mail_of("daniel-lee")) == before + 1


def test_of_a_paused_programme_nobody_is_told_and_nothing_waits_until_it_goes_on(
    browser_of: BrowserOf, acting_as: ActingAs, running: Started, mail_of: MailOf, today_is: TodayIs
) -> None:
    day = tell_of_an_action(browser_of, acting_as, running)
    sam, daniel = browser_of("sam-patel"), browser_of("daniel-lee")
    sam.visit(running.path + "/course/pause")
    sam.press("Pause the programme", reason="illness", explanation="In hospital")
    before = mail_of("daniel-lee")

    tell_on(acting_as, day)
    assert mail_of("daniel-lee") == before
    with today_is(datetime.combine(day, time(9), tzinfo=UTC)):
        assert "Ring her mother" not in browser_of("daniel-lee").visit("/s/oakfield/today").text
    assert "Ring her mother" in daniel.visit("/s/oakfield/actions").text, "the list itself leaves nothing out"

    sam.visit(running.path + "/course/pause")
    sam.press("Go on with the programme")
    tell_on(acting_as, day)
    assert len(mail_of("daniel-lee")) == len(before) + 1


def test_who_wants_no_e_mails_gets_none_until_they_want_them_again(
    browser_of: BrowserOf, acting_as: ActingAs, running: Started, mail_of: MailOf
) -> None:
    day = tell_of_an_action(browser_of, acting_as, running)
    daniel = browser_of("daniel-lee")
    daniel.visit("/s/oakfield/today")
    daniel.follow("E-mails about this")
    page = daniel.press("Stop these e-mails")
    assert page.messages == ["We no longer e-mail you what comes up."]
    before = mail_of("daniel-lee")

    tell_on(acting_as, day)
    assert mail_of("daniel-lee") == before

    daniel.visit("/s/oakfield/today/emails")
    daniel.press("Send me these e-mails")
    tell_on(acting_as, day)
    assert len(mail_of("daniel-lee")) == len(before) + 1


def test_a_review_that_was_not_held_is_told_to_those_whom_the_template_names(
    acting_as: ActingAs, running: Started, mail_of: MailOf
) -> None:
    with acting_as("sam-patel") as session:
        due_on = session.scalar(
            select(Milestone.due_on)
            .where(Milestone.is_meeting, Milestone.held_on.is_(None))
            .order_by(Milestone.place)
        )
    assert due_on is not None

    tell_on(acting_as, school_day(acting_as, due_on, 4))
    assert mail_of("ruth-okonjo") == []
    tell_on(acting_as, school_day(acting_as, due_on, 5))

    assert mail_of("ruth-okonjo") == [f"Late: {running.reference}, since {short_day(due_on)}"]


def test_the_workers_tell_on_each_school_day_and_on_no_other(
    browser_of: BrowserOf,
    acting_as: ActingAs,
    running: Started,
    today_is: TodayIs,
    server: ServerOfTests,
    mail_of: MailOf,
) -> None:
    saturday = STARTED + timedelta(days=(5 - STARTED.weekday()) % 7)
    first = school_day(acting_as, saturday, 1)
    due_on = school_day(acting_as, first, 1)
    add_an_action(browser_of("sam-patel"), running, days=(due_on - clock.today()).days)
    for _ in range(2):
        with (
            today_is(datetime.combine(saturday, time(12), tzinfo=UTC)),
            acting_as("sam-patel") as session,
        ):
            assert find_and_mend(session) == []
    assert asked_for(acting_as) == [(first, 7, "waiting")]

    with psycopg.connect(server.superuser_url) as superuser:
        superuser.execute("update fence.due set due_at = clock_timestamp()")
    told = mail_of("daniel-lee")

    assert any(one.startswith(f"Coming up: {running.reference}") for one in told)
    assert asked_for(acting_as) == [(first, 7, "done"), (due_on, 7, "waiting")]


def asked_for(acting_as: ActingAs) -> list[tuple[date, int, str]]:
    """Return the days and hours for which people are to be told, and what became of that."""
    with acting_as("sam-patel") as session:
        found = select(Outbox.step, Outbox.not_before, Outbox.state).where(Outbox.kind == today.NUDGE)
        return [
            (date.fromisoformat(one.step), one.not_before.astimezone(SCHOOL_TIME).hour, one.state)
            for one in session.execute(found.order_by(Outbox.step))
        ]
