"""People who ask for pages, write notes and bring papers at a fixed pace, whether or not the last answer has come."""

import base64
import random
import threading
import time
import uuid
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue

import requests

from breakable.people import KEPT, Person

PACE = 40.0  # requests a second
WRITES, EXPORTS, PAPERS = 0.15, 0.03, 0.01  # shares of the requests, each with those before it
PAPERS_WITH_AN_ANSWER = 10  # more are refused
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
SCHOOL = (
    "/s/oakfield/today",
    "/s/oakfield/pupils",
    "/s/oakfield/programmes",
    "{programme}",
    "{programme}/plan",
    "{programme}/review",
)
AUTHORITY = ("/la/worklist",)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """When somebody asked and was answered, on a monotonic clock in seconds, and whether it was what they asked for."""

    asked_at: float
    answered_at: float
    is_good: bool
    was: str


class People:
    """People who have signed in, before anything goes wrong."""

    def __init__(self, address: str, programme: str, answers: Sequence[str], *, of_each: int) -> None:
        self.programme = programme
        self.kept: set[str] = set()  # the notes that a page has acknowledged
        self.brought: list[str] = []  # with which answers, of the papers that a page has acknowledged
        self.takes_papers: SimpleQueue[str] = SimpleQueue()
        self.school = self._signed_in(address, "sam-patel", of_each)
        self.authority = self._signed_in(address, "marcus-bennett", of_each // 4)
        for answer in answers:
            papers = f"{answer}/files"
            if papers in self._page(answer):
                for _ in range(PAPERS_WITH_AN_ANSWER):
                    self.takes_papers.put(papers)

    def _signed_in(self, address: str, slug: str, how_many: int) -> "SimpleQueue[Person]":
        people: SimpleQueue[Person] = SimpleQueue()
        for _ in range(how_many):
            person = Person(address, slug)
            person.sign_in()
            people.put(person)
        return people

    def read(self, path: str) -> bool:
        self._page(path)
        return True

    def _page(self, path: str) -> str:
        free = self.authority if path in AUTHORITY else self.school
        person = free.get()
        try:
            return person.read(path.format(programme=self.programme))
        finally:
            free.put(person)

    def write(self, path: str, **typed: str) -> bool:
        person = self.school.get()
        try:
            return person.post(self.programme + path, **typed).status_code == KEPT
        finally:
            self.school.put(person)

    def note(self) -> bool:
        words = f"note {uuid.uuid4()}"
        is_kept = self.write("/notes", body=words)
        if is_kept:
            self.kept.add(words)
        return is_kept

    def paper(self) -> bool:
        """Bring a picture with an answer; once every answer has as many as it takes, write a note."""
        try:
            path = self.takes_papers.get_nowait()
        except Empty:
            return self.note()
        person = self.school.get()
        try:
            file = {"file": ("a map.png", PICTURE, "image/png")}
            is_kept = person.bring(path, file).status_code == KEPT
        finally:
            self.school.put(person)
        if is_kept:
            self.brought.append(path)
        return is_kept


class Asking(threading.Thread):
    """So many requests, one after the other at the pace; and how each was answered."""

    def __init__(self, people: People, *, requests: int, seed: int) -> None:
        super().__init__(daemon=True)
        self.people, self.requests = people, requests
        self.dice = random.Random(seed)  # noqa: S311  (dice)
        self.answers: Sequence[Answer] = []

    def run(self) -> None:
        began = time.monotonic()
        with ThreadPoolExecutor(32) as asking:
            asked = []
            for number in range(self.requests):
                time.sleep(max(0.0, began + number / PACE - time.monotonic()))
                asked.append(
                    asking.submit(self._ask, self.dice.random(), self.dice.choice((*SCHOOL, *AUTHORITY)))
                )
            self.answers = [one.result() for one in asked]

    def _ask(self, luck: float, page: str) -> Answer:
        asked_at, is_good = time.monotonic(), False
        what = (
            "a paper"
            if luck < PAPERS
            else "a file"
            if luck < EXPORTS
            else "a note"
            if luck < WRITES
            else page
        )
        with suppress(requests.RequestException, LookupError):
            if luck < PAPERS:
                is_good = self.people.paper()
            elif luck < EXPORTS:
                is_good = self.people.write("/files", form="pdf")
            elif luck < WRITES:
                is_good = self.people.note()
            else:
                is_good = self.people.read(page)
        return Answer(asked_at=asked_at, answered_at=time.monotonic(), is_good=is_good, was=what)
