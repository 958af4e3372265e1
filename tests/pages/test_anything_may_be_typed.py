"""Whatever is pasted into any form of any page is kept whole, or comes back with words that say what to do."""

import html
import json
import re

import pytest
from flask import Flask
from lxml.etree import _Element as Element

from heft_testing.browser import Browser, Page
from heft_testing.database import ServerOfTests
from heft_testing.every_page import check_page
from heft_testing.page import FIELDS, text_of, value_of
from heft_testing.places import Places
from heft_testing.screens import NOBODY, SCREENS, Screen

pytestmark = pytest.mark.proof

FOR_WORDS = {"text", "search", "tel", "email"}
PART_OF_A_DATE = ("-day", "-month", "-year")
NEVER_SHOWN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
LONG = "a" * 10_000
ODD = "🙂 👩🏽\u200d🏫 שלום مرحبا \u202eبالعكس\u202c <b> &amp; {{ 7 * 7 }} %s \x00\x07\x08\x0b\x1b\x7fend"  # noqa: RUF001
TABLES = """
    select format('%I.%I', table_schema, table_name) from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')
"""


class Ground:
    """The lived-in cluster, as it was again after every form that changed something."""

    def __init__(self, app: Flask, places: Places, server: ServerOfTests) -> None:
        self.app = app
        self.places = places
        self.server = server
        self.renew()
        self.tables = [str(name) for (name,) in server.run(TABLES)]

    def renew(self) -> None:
        self.ids: dict[str, str] = self.places.begin_at("lived_in")
        self.browsers: dict[str, Browser] = {}
        self.at: dict[str, Screen] = {}

    def browser_at(self, screen: Screen) -> Browser:
        """Return a browser at a screen, signed in as whoever sees it; what changed nothing leaves it there."""
        if screen.who not in self.browsers:
            self.browsers[screen.who] = Browser(self.app)
            if screen.who != NOBODY:
                self.browsers[screen.who].is_signed_in_as(screen.who)
        browser = self.browsers[screen.who]
        if self.at.get(screen.who) != screen:
            browser.visit(screen.path.format(**self.ids), status=screen.status)
            self.at[screen.who] = screen
        return browser

    def moment(self) -> int:
        """Return the number of a transaction before which everything else was written."""
        return int(self.server.run("select pg_current_xact_id()::text")[0][0])

    def written_since(self, moment: int) -> str:
        """Return every row that was written since, in any table, as JSON."""
        since = f"where xmin::text::bigint > {moment}"
        rows = [f"select to_jsonb(kept)::text from {table} kept {since}" for table in self.tables]  # noqa: S608
        return "\n".join(str(row) for (row,) in self.server.run(" union all ".join(rows)))


@pytest.fixture(scope="module")
def ground(the_application: Flask, places: Places, server: ServerOfTests) -> Ground:
    return Ground(the_application, places, server)


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_nothing_typed_is_lost(ground: Ground, screen: Screen) -> None:
    for number, button in kinds_of_forms(ground.browser_at(screen).page):
        for words in (LONG, ODD):
            check_form(ground, screen, number, button, words)


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_what_is_missing_is_told_in_the_order_of_the_page(ground: Ground, screen: Screen) -> None:
    for number, button in kinds_of_forms(ground.browser_at(screen).page):
        browser = ground.browser_at(screen)
        form = browser.page.all("//main//form")[number]
        typed = "@type='hidden' or @type='checkbox' or @type='radio'"
        asked = form.xpath(f".//input[not({typed})]/@name | .//select/@name | .//textarea/@name")
        answered = browser.send(form, form.xpath(".//button")[button], **dict.fromkeys(map(str, asked), ""))
        if answered.status_code in {302, 303}:
            ground.renew()
        else:
            check_page(ground.app, Page(answered))


@pytest.mark.parametrize("address", ["/s/oak%00field/today", "/s/oakfield/programmes/PSP-%00", "/x%1b"])
def test_an_address_with_a_control_character_leads_nowhere(ground: Ground, address: str) -> None:
    browser = Browser(ground.app)
    browser.is_signed_in_as("sam-patel")

    browser.visit(address, status=404)


def check_form(ground: Ground, screen: Screen, number: int, button: int, words: str) -> None:
    """Type these words into every field of a form, press a button of it, and look for every one of them."""
    browser = ground.browser_at(screen)
    form = browser.page.all("//main//form")[number]
    typed = {name: f"{name} {words}"[: max(len(words), 200)] for name in fields_for_words(form)}
    moment = ground.moment()
    answered = browser.send(form, form.xpath(".//button")[button], **chosen_in(form), **typed)
    told = f"{screen.name}: {form.get('action')} answers {answered.status_code}"

    assert answered.status_code in {200, 302, 303, 409, 422}, told
    if answered.status_code in {302, 303}:
        kept = ground.written_since(moment)
        lost = [name for name, one in typed.items() if in_json(expected(one)) not in kept]
        ground.renew()
    else:
        page = Page(answered)
        if words is ODD:
            check_page(ground.app, page)
        lost = [name for name, one in typed.items() if not shows(page, expected(one))]
        told += f" {page.problems}"
        assert not NEVER_SHOWN.search(html.unescape(page.source)), f"{told}: control characters come back"
    assert lost == [], told


def kinds_of_forms(page: Page) -> list[tuple[int, int]]:
    """Return the places of the forms that take words and of their buttons, one of each kind: a list repeats one in every row."""
    kinds: dict[tuple[str, ...], tuple[int, int]] = {}
    for number, form in enumerate(page.all("//main//form")):
        names = fields_for_words(form)
        for place, button in enumerate(form.iter("button")):
            address = re.sub(r"[0-9a-f-]{32,}|\d+", "", button.get("formaction") or form.get("action"))
            if names:
                kinds.setdefault((address, str(button.get("name")), *names), (number, place))
    return list(kinds.values())


def fields_for_words(form: Element) -> list[str]:
    kinds = {str(one.get("name")): one.get("type", "text") for one in form.iter("input")}
    lines = [name for name, kind in kinds.items() if kind in FOR_WORDS and not name.endswith(PART_OF_A_DATE)]
    return lines + [str(one.get("name")) for one in form.iter("textarea")]


def chosen_in(form: Element) -> dict[str, str]:
    """Choose the first of everything that is to be chosen and has not been."""
    chosen = {}
    for one in form.iter("select"):
        options = [option.get("value", text_of(option)) for option in one.iter("option")]
        if not one.xpath(".//option[@selected]") and any(options):
            chosen[str(one.get("name"))] = next(option for option in options if option)
    for one in form.xpath(".//input[@type='radio' or @type='checkbox']"):
        name = str(one.get("name"))
        if not form.xpath(f".//input[@name='{name}'][@checked]"):
            chosen.setdefault(name, one.get("value", "on"))
    return chosen


def expected(typed: str) -> str:
    return NEVER_SHOWN.sub("", typed)


def in_json(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)[1:-1]


def shows(page: Page, words: str) -> bool:
    """Say whether a page holds these words whole, in a field or to read."""
    return any(words == value_of(one) for one in page.tree.iter(*FIELDS)) or words in "".join(
        page.tree.itertext()
    )
