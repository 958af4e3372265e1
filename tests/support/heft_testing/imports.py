"""Files of records as tests import them."""

import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from heft_platform import clock
from heft_testing.browser import Browser
from heft_testing.doing import do_all_work
from heft_testing.page import Page

ActingAs = Callable[..., AbstractContextManager[Session]]
IMPORT = "/s/oakfield/records/import"
JAY, MAYA = "A999900025001", "P999900025002"
DAY = clock.today() - timedelta(days=30)
BEHAVIOUR = f"""Behaviour report for Oakfield
Incident ID,UPN,Pupil,Date,Time,Type,Details,Action taken
1,{JAY},"Smith, Jay",{DAY:%d/%m/%Y},9:40,Swearing,"Swore,
twice",Sat out
2,{MAYA},Maya Brown,{DAY:%d/%m/%Y},,Praise,Helped,
3,L99990002500A,Kacper Nowak,{DAY:%d/%m/%Y},,Refusal,No,
4,{JAY},"Smith, Jay",31/02/2026,,Refusal,No,
Total,4,,,,,,
"""


def choose(browser: Browser, kind: str, text: str | bytes, *, status: int = 200, **answers: Any) -> Page:
    browser.visit(IMPORT)
    octets = text if isinstance(text, bytes) else text.encode()
    return browser.press(
        "Check the file", status=status, kind=kind, file=(io.BytesIO(octets), "export.csv"), **answers
    )


def import_rows(browser: Browser, button: str) -> Page:
    """Confirm an import, have it done as the workers would, and return the page that says what came of it."""
    path = browser.press(button).path
    assert browser.page.heading == "Importing records"
    do_all_work(browser)
    return browser.visit(path)


def facts(page: Page) -> dict[str, str]:
    return {
        one.dt.get_text(): one.dd.get_text()  # type: ignore[union-attr]
        for one in page.soup.select("main .heft-facts > div")
    }


def number_of(acting_as: ActingAs, model: type) -> int:
    with acting_as("sam-patel") as session:
        return session.scalar(select(func.count()).select_from(model)) or 0
