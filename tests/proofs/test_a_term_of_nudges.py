"""All through a term in which nobody does anything, workers tell people on school days, once a day, of what is due or late."""

import re
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, time, timedelta
from email.message import EmailMessage

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from heft_platform import clock
from heft_platform.calendar.services import calendar_of_school
from heft_platform.mail.mailers import folder_of
from heft_testing.browser import Browser
from heft_testing.database import ServerOfTests
from heft_testing.doing import do_all_work
from heft_testing.every_page import NAMES_OF_PUPILS
from heft_workers.looking_after import find_and_mend

pytestmark = pytest.mark.proof

ActingAs = Callable[..., AbstractContextManager[Session]]
TodayIs = Callable[[datetime], AbstractContextManager[None]]
LONG = 75  # days: past the longest programme’s next meeting, and a holiday
NUDGE = re.compile(r"(Coming up|Late): PSP-\w{6}, (?:since )?(\d+ \w+(?: \d{4})?)(?:, and \d+ more)?")
DUE = """
update fence.due set due_at = clock_timestamp(), ready = true where (org_id, outbox_id) in
 (select org_id, id from owned.outbox where not_before <= '{moment}')"""


@pytest.fixture
def mornings(
    app: Flask, told: None, acting_as: ActingAs, today_is: TodayIs, server: ServerOfTests
) -> list[tuple[date, list[EmailMessage]]]:
    """Live day after day; give each with the mail that went out on its morning."""
    start, before, days = clock.today(), 0, []
    for day in (start + timedelta(days=count) for count in range(LONG)):
        moment = datetime.combine(day, time(8), tzinfo=UTC)
        with today_is(moment):
            with acting_as("sam-patel") as session:
                find_and_mend(session)
                session.commit()
            server.run(DUE.format(moment=moment.isoformat()))
            do_all_work(Browser(app))
        mail = folder_of(app.config["SETTINGS"]).kept()
        days.append((day, mail[: len(mail) - before]))  # the newest come first
        before = len(mail)
    return days


def test_people_are_told_once_on_a_school_day_and_no_name_leaves(
    mornings: list[tuple[date, list[EmailMessage]]], acting_as: ActingAs
) -> None:
    with acting_as("sam-patel") as session:
        school_days = calendar_of_school(session)
    said: Counter[str] = Counter()
    for day, mail in mornings:
        nudges = [(one["To"], found) for one in mail if (found := NUDGE.fullmatch(str(one["Subject"])))]
        assert not nudges or school_days.is_school_day(day), f"{day} has no school"
        assert max(Counter(to for to, _ in nudges).values(), default=0) <= 1, (
            f"somebody was told twice on {day}"
        )
        for _, found in nudges:
            about = _day(found[2], near=day)
            assert (found[1] == "Late") == (about < day), f"{found[0]} on {day}"
            said[found[1]] += 1
        words = " ".join(f"{one['Subject']} {one.get_content()}" for one in mail)
        assert not [name for name in NAMES_OF_PUPILS if re.search(rf"\b{name}\b", words)]

    assert said["Coming up"], "nobody was told before anything was late"
    assert said["Late"]


def _day(words: str, *, near: date) -> date:
    """Read a day as subjects say it: with its year where that is another one."""
    with_year = words if re.search(r"\d{4}", words) else f"{words} {near.year}"
    return datetime.strptime(with_year, "%d %B %Y").replace(tzinfo=UTC).date()
