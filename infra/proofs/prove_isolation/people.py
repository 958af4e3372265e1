"""The people who attack over HTTP: at their browsers, signed in at home, with every id of the victim in hand."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from heft_tenants import belts, sessions
from heft_testing.browser import Browser
from heft_testing.screens import SCREENS
from prove_isolation.attackers import SCHOOL, Attacker
from prove_isolation.ground import MARKED, NOBODY, PLANTED, Ground
from prove_isolation.techniques import Found

OPEN = "heft_marked_open"
# Whoever opens pages, and what they may see there: what any of these attackers may.
PEOPLE: Mapping[str, tuple[str, ...]] = {
    "bronwen-hughes": ("school",),
    "luca-marino": ("school",),
    "marcus-bennett": ("authority",),
    "owen-parry": ("authority", "administrator"),
    "niamh-doherty": ("agency", "visitor"),
    "priya-nair": ("abroad",),
    "": ("nobody",),
}
HOME = {"bronwen-hughes": "hillside", "luca-marino": "hillside", "priya-nair": "tarnside"}
# What stands in an address, by what the lived-in cluster calls it.
IDS = {
    "case_id": "invitation",
    "commitment_id": "promise",
    "day": "day",
    "enclosure_id": "enclosure",
    "establishment_id": "school",
    "export_id": "export",
    "grant_id": "grant",
    "import_id": "import",
    "letter_id": "letter",
    "pupil_id": "pupil",
    "reference": "programme",
    "request_reference": "request",
    "target_id": "target",
    "team_id": "team",
    "template_id": "template",
    "term_id": "term",
}
VICTIMS_PAGES = tuple(screen for screen in SCREENS if screen.path.startswith("/s/oakfield/"))


@dataclass(frozen=True)
class Belts:
    """Which of the two belts a request wears."""

    row_security: bool = True
    criterion: bool = True

    def __str__(self) -> str:
        if self.row_security and self.criterion:
            return "with both belts"
        if not self.row_security and not self.criterion:
            return "with neither belt"
        return "without row security" if self.criterion else "without the session’s criterion"


BOTH, ONE_EACH = Belts(), (Belts(), Belts(row_security=False), Belts(criterion=False))


@contextmanager
def wearing(ground: Ground, belts: Belts) -> Iterator[None]:
    """Have pages answered with these belts, on a database in which every guarded text has a canary."""
    if not belts.row_security:
        open_copy(ground)
    ground.begin(MARKED if belts.row_security else OPEN)
    try:
        if belts.criterion:
            yield
        else:
            with without_criterion():
                yield
    finally:
        ground.begin(PLANTED)
        ground.watch(SCHOOL)


@contextmanager
def without_criterion() -> Iterator[None]:
    """Have sessions ask for everybody’s rows, and let such statements go to the database."""
    with patch.object(sessions, "_own_rows", lambda *_: ()), patch.object(belts, "unbelted", lambda _: []):
        yield


def open_copy(ground: Ground) -> None:
    """Keep a copy of the database without row security."""
    if OPEN in ground.kept:
        return
    ground.begin(MARKED)
    for table in ground.tables:
        if not table.startswith("fence."):
            ground.look(f"alter table {table} disable row level security")
    ground.keep(OPEN)


class Person:
    """Somebody at their browser, all of whose answers are looked through."""

    def __init__(self, ground: Ground, slug: str) -> None:
        self.ground, self.slug, self.app = ground, slug, ground.app
        self.client = ground.app.test_client()
        self.leak = ""
        if slug:
            browser = Browser(ground.app)
            browser.is_signed_in_as(slug)
            self.client = browser.client
        at_home = self.may_be[0]
        as_whom = PEOPLE.get(slug, ())
        ground.watch(at_home.org, visiting="visitor" in as_whom, administering="administrator" in as_whom)

    @property
    def may_be(self) -> list[Attacker]:
        return [self.ground.attackers[name] for name in PEOPLE.get(self.slug, ("victim",))]

    def get(self, path: str, **more: Any) -> TestResponse:
        return self._looked_through(self.client.get(path, **more))

    def post(self, path: str, data: Mapping[str, Any] | None = None, **more: Any) -> TestResponse:
        """Post as a page of ours would, with the token that its forms carry."""
        said = {"csrf_token": self._token(), "confirm": "yes", **(data or {})}
        return self._looked_through(self.client.post(path, data=said, **more))

    def _looked_through(self, answer: TestResponse) -> TestResponse:
        text = answer.get_data().decode(errors="replace") + str(answer.headers)
        answer.close()  # what was read stays, and a file that was sent is let go
        leak = self.ground.leak_in(text, *self.may_be)
        if leak and not self.leak:
            self.leak = f"{self.slug or 'nobody'}, {answer.request.method} {answer.request.path}: {leak}"
        return answer

    def _token(self) -> str:
        page = self.client.get("/help").get_data(as_text=True)
        _, _, rest = page.partition('name="csrf_token" value="')
        return rest.partition('"')[0]

    def found(self) -> Found:
        """Say whether anything was seen, or anything of somebody else was changed meanwhile."""
        changed = self.ground.what_changed()
        return Found(leak=self.leak or (f"{self.slug} changed {', '.join(changed)}" if changed else ""))


def address(app: Flask, rule: Rule, ids: Mapping[str, str], *, school: str, method: str) -> str:
    """Return the address of a route with the victim's ids in it, and nobody's where it has none."""
    values: dict[str, Any] = {}
    for name in rule.arguments:
        if name == "school":
            values[name] = school
        elif name in IDS:
            values[name] = ids[IDS[name]]
        else:
            converter = type(rule._converters[name]).__name__  # noqa: SLF001  (werkzeug tells it nowhere else)
            values[name] = {"UUIDConverter": NOBODY, "IntegerConverter": 1}.get(converter, "x")
    return app.url_map.bind("localhost").build(rule.endpoint, values, method=method)
