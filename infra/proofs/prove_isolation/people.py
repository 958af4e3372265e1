"""The people who attack over HTTP: at their browsers, signed in at home, with every id of the victim in hand."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from typing import Any
from unittest.mock import patch

from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from heft_tenants import belts, sessions
from heft_testing.browser import Browser
from heft_testing.screens import SCREENS
from prove_isolation.attackers import SCHOOL, VICTIM, Attacker
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
# What stands in addresses and on no screen: by the table of the victim’s that it is of, or by what the lived-in cluster calls it.
OF_TABLE = {
    "answer_file_id": "answer_file",
    "change_id": "calendar_change",
    "intervention_id": "intervention",
    "invitation_id": "invitation",
    "measure_id": "measure",
    "message_id": "message",
    "part_id": "known_part",
    "registration_id": "dual_registration",
    "step_id": "target_step",
    "work_id": "outbox",
}
KNOWN = {"enclosure_id": "enclosure", "grant_id": "grant", "letter_id": "letter"}
WORDS: Mapping[tuple[str, str], object] = {
    ("accounts", "token"): "x",
    ("escalations", "no"): 1,
    ("lists", "kind"): "pupils",
    ("numbers", "kind"): "suspended",
    ("operations", "org"): VICTIM,
}
SHOWN = tuple(
    one for one in SCREENS if one.endpoint != "accounts.hidden"
)  # after that one every page is blank
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


BOTH, CRITERION_ALONE = Belts(), Belts(row_security=False)
ONE_EACH = (BOTH, CRITERION_ALONE, Belts(criterion=False))


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
    with (
        patch.object(sessions, "_own_rows_of", lambda statement: statement),
        patch.object(belts, "unbelted", lambda _: []),
    ):
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
        text = words_in(answer.get_data()) + str(answer.headers)
        answer.close()  # what was read stays, and a file that was sent is let go
        leak = self.ground.leak_in(text, *self.may_be)
        if leak and not self.leak:
            self.leak = f"{self.slug or 'nobody'}, {answer.request.method} {answer.request.path}: {leak}"
        return answer

    def _token(self) -> str:
        page = self.client.get("/help" if self.slug else "/sign-in").get_data(as_text=True)
        _, _, rest = page.partition('name="csrf_token" value="')
        return rest.partition('"')[0]

    def found(self) -> Found:
        """Say whether anything was seen, or anything of somebody else was changed meanwhile."""
        changed = self.ground.what_changed()
        return Found(leak=self.leak or (f"{self.slug} changed {', '.join(changed)}" if changed else ""))


def words_in(content: bytes) -> str:
    """Return what a person reads in an answer: what a spreadsheet holds is packed."""
    if not content.startswith(b"PK"):
        return content.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        names = [name for name in packed.namelist() if not name.startswith("docProps/")]  # when it was made
        return "\n".join(packed.read(name).decode(errors="replace") for name in names)


def address(ground: Ground, rule: Rule, *, school: str, method: str) -> str:
    """Return the address of a route with the victim's ids in it, as far as possible those of one thing.

    :raises NothingOfTheVictimsError: if nobody has said what of the victim's an argument would be
    """
    values = {name: _argument(ground, rule.rule, rule.endpoint, name) for name in rule.arguments}
    values["school"] = school
    said = {name: value for name, value in values.items() if name in rule.arguments}
    return ground.app.url_map.bind("localhost").build(rule.endpoint, said, method=method)


class NothingOfTheVictimsError(LookupError):
    """An argument of a route stands on no screen, and `OF_TABLE` and `WORDS` do not know it either."""


@cache
def _argument(ground: Ground, rule: str, endpoint: str, name: str) -> object:
    if name == "school":
        return name
    if name in KNOWN:
        return ground.ids[KNOWN[name]]
    if name in OF_TABLE:
        return _id_in(ground, OF_TABLE[name])
    if (said := WORDS.get((endpoint.partition(".")[0], name))) is not None:
        return said
    likest = sorted(_screens_of(ground), key=lambda seen: -_in_common(seen[0], rule))
    found = next((values[name] for _, values in likest if name in values), None)
    if found is None:
        raise NothingOfTheVictimsError(f"{name} of {rule}")
    return found


def _in_common(one: str, other: str) -> int:
    """Return how long two routes are the same."""
    return sum(1 for _ in takewhile(lambda both: both[0] == both[1], zip(one, other, strict=False)))


@cache
def _screens_of(ground: Ground) -> list[tuple[str, Mapping[str, object]]]:
    """Return the route of every screen, and what stands in its address."""
    urls = ground.app.url_map.bind("localhost")
    paths = (screen.path.format(**ground.ids).partition("?")[0] for screen in SCREENS)
    matched = (urls.match(path, method="GET", return_rule=True) for path in paths)
    return [(rule.rule, values) for rule, values in matched]


def _id_in(ground: Ground, table: str) -> str:
    """Return the id of a row of the victim’s; nobody’s, if the cluster that is lived in has none there."""
    found = ground.look(f"select id from owned.{table} where org_id = <victim> order by id limit 1")
    return str(found[0][0]) if found else str(NOBODY)
