"""Schools and officers who write to each other through the pages, and try again what was not answered."""

import random
import re
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import requests

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
VERSION = re.compile(r'name="version" value="([^"]+)"')
DOUBLE_CLICKS = 0.1
AGAIN_AFTER = 0.2
PAUSES = (0.6, 1.2)  # seconds between letters: five correspondences stay below the limit of letters a minute
WAIT_FOR_PAGE = 6.0
ARRIVES_WITHIN = 20.0
KEPT, REFUSED = 303, 422


@dataclass
class Said:
    """What was written, and what of it a page has acknowledged."""

    asked: set[str] = field(default_factory=set)
    acknowledged: set[str] = field(default_factory=set)
    exports: set[str] = field(default_factory=set)
    trouble: int = 0


File = dict[str, tuple[str, bytes, str]]  # by its field: its name, content and kind


class Person:
    """Somebody of the cast at a browser."""

    def __init__(self, address: str, slug: str) -> None:
        self.address, self.slug = address, slug
        self.session = requests.Session()
        self.token = ""

    def sign_in(self) -> None:
        """Sign in anew: what went before is forgotten."""
        self.session = requests.Session()
        self.read("/demo")
        self.post("/demo", person=self.slug)
        self.read("/demo")  # a form of before the sign-in is too old

    def read(self, path: str) -> str:
        page = self.session.get(self.address + path, timeout=WAIT_FOR_PAGE)
        page.raise_for_status()
        self.token = _found(TOKEN, page.text)
        return page.text

    def post(self, path: str, **typed: str) -> requests.Response:
        typed["csrf_token"] = self.token
        return self.session.post(
            self.address + path, data=typed, timeout=WAIT_FOR_PAGE, allow_redirects=False
        )

    def bring(self, path: str, file: File) -> requests.Response:
        return self.session.post(
            self.address + path,
            data={"csrf_token": self.token},
            files=file,
            timeout=WAIT_FOR_PAGE,
            allow_redirects=False,
        )


def open_request(address: str, programme: str) -> str:
    """Write a request about a programme, have it approved and acknowledged; return its reference. No fault is on yet."""
    school, head = (_signed_in(address, slug) for slug in ("sam-patel", "ruth-okonjo"))
    school.read(f"{programme}/requests/new")
    made = school.post(
        f"{programme}/requests/new",
        asks="outreach",
        why_now="Two suspensions",
        family_told="They agree",
        family_view="They want help",
    )
    assert made.status_code == KEPT, made.text
    check = made.headers["location"].removeprefix(address)
    page = school.read(check)
    school.post(check, version=_found(VERSION, page))
    page = head.read(check)
    sent = head.post(check, version=_found(VERSION, page), approve="yes")
    assert sent.status_code == KEPT, sent.text
    return check.split("/")[-2]


class NeverArrivedError(Exception):
    """A letter was not dealt with in all the time that one could wait."""


def acknowledge(address: str, request: str, promised: tuple[int, int, int]) -> None:
    """Acknowledge a request as its officer, once it has arrived.

    :raises NeverArrivedError: if it does not
    """
    officer = _signed_in(address, "marcus-bennett")
    give_up = time.monotonic() + ARRIVES_WITHIN
    while not officer.session.get(f"{address}/la/requests/{request}", timeout=WAIT_FOR_PAGE).ok:
        if time.monotonic() > give_up:
            raise NeverArrivedError
        time.sleep(AGAIN_AFTER)
    day, month, year = map(str, promised)
    typed = {"promised_on-day": day, "promised_on-month": month, "promised_on-year": year, "words": ""}
    done = officer.post(f"/la/requests/{request}/acknowledge", **typed)
    assert done.status_code == KEPT, done.text


class Correspondence(threading.Thread):
    """An officer who asks and a school that answers, one letter after the other, until told to stop."""

    def __init__(self, address: str, programme: str, request: str, said: Said, *, seed: int) -> None:
        super().__init__(daemon=True)
        self.school = Person(address, "sam-patel")
        self.officer = Person(address, "marcus-bennett")
        self.asks = f"/la/requests/{request}/ask"
        self.answers = f"{programme}/requests/{request}/reply"
        self.said = said
        self.dice = random.Random(seed)  # noqa: S311  (dice)
        self.stopped = threading.Event()

    def run(self) -> None:
        officers_turn = True
        while not self.stopped.is_set():
            words = f"letter {uuid.uuid4()}"
            self.said.asked.add(words)
            if officers_turn:
                self._write(self.officer, self.asks, {"question": words}, words)
            else:
                self._write(self.school, self.answers, {"words": words}, words)
            officers_turn = not officers_turn
            time.sleep(self.dice.uniform(*PAUSES))

    def _write(self, writer: Person, path: str, typed: dict[str, str], words: str) -> None:
        """Press the button until a page says that it is done, or that it is no longer awaited: then it was done before."""
        while True:
            try:
                if not writer.token:
                    writer.sign_in()
                answers = self._press(writer, path, typed)
            except (requests.RequestException, LookupError):
                answers, writer.token = [], ""
            if KEPT in answers:
                self.said.acknowledged.add(words)
                return
            if REFUSED in answers:
                return
            self.said.trouble += 1
            if 400 in answers or 401 in answers:
                writer.token = ""
            time.sleep(AGAIN_AFTER)

    def _press(self, writer: Person, path: str, typed: dict[str, str]) -> list[int]:
        times = 2 if self.dice.random() < DOUBLE_CLICKS else 1
        with ThreadPoolExecutor(times) as clicks:
            pressed = [clicks.submit(writer.post, path, **typed) for _ in range(times)]
            return [_status(one.result()) for one in pressed]


class Exporter(threading.Thread):
    """Somebody who asks for the programme as a file, again and again."""

    def __init__(self, address: str, programme: str, said: Said) -> None:
        super().__init__(daemon=True)
        self.person = Person(address, "sam-patel")
        self.files = f"{programme}/files"
        self.said = said
        self.stopped = threading.Event()

    def run(self) -> None:
        while not self.stopped.wait(1.5):
            try:
                if not self.person.token:
                    self.person.sign_in()
                asked = self.person.post(self.files, form="pdf")
                if _status(asked) == KEPT:
                    self.said.exports.add(asked.headers["location"].rpartition("/")[2])
            except (requests.RequestException, LookupError):
                self.person.token = ""


def _signed_in(address: str, slug: str) -> Person:
    person = Person(address, slug)
    person.sign_in()
    return person


def _status(answer: requests.Response) -> int:
    """Return the status; a redirect to the sign-in is no acknowledgement."""
    return 401 if "/sign-in" in answer.headers.get("location", "") else answer.status_code


def _found(what: re.Pattern[str], page: str) -> str:
    found = what.search(page)
    if found is None:
        raise LookupError(what.pattern)
    return found.group(1)
