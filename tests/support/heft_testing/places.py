"""How far things are in the cluster when a test begins. Each place is lived once, through the pages, and what it leaves is kept."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask

from heft_platform import clock
from heft_platform.demo import other_pupils, story
from heft_testing.browser import Browser
from heft_testing.contents import Contents
from heft_testing.database import ServerOfTests, let_go, let_go_of_what_is_held
from heft_testing.doing import (
    Started,
    agree_a_plan,
    ask_for_help,
    have_work_given_up,
    join_the_case,
    start_a_programme,
)
from heft_testing.screens import lived_in


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A running programme of Oakfield, and the reference of its request: sent, or before the headteacher."""

    programme: Started
    request: str


class Places:
    """What all tables hold and which mail went out, by how far things are."""

    def __init__(self, app: Flask, server: ServerOfTests) -> None:
        self.app = app
        self.server = server
        self.moment = clock.now()
        self.mail = app.config["SETTINGS"].data / "mail"
        self.kept: dict[str, Any] = {}
        self.contents_of: dict[str, Contents] = {}
        self.mail_of: dict[str, dict[Path, bytes]] = {}

    def begin_as_it_begins(self) -> None:
        """Give the application a database with the cast and nothing else, and no mail."""
        self._put_back(self.server.fresh, {})

    def begin_at(self, place: str) -> Any:
        """Give the application a database in which things are as far as this; return what `PLACES` says of it."""
        if place in self.kept:
            self._put_back(self.contents_of[place], self.mail_of[place])
        else:
            with clock.stopped_at(self.moment):  # whatever moment it is in the first test that asks
                self.kept[place] = PLACES[place](self)
            self.mail_of[place] = {file: file.read_bytes() for file in self.mail.glob("*.eml")}
            self.contents_of[place] = self.server.read()
        return self.kept[place]

    def _put_back(self, contents: Contents | None, mail: dict[Path, bytes]) -> None:
        let_go_of_what_is_held(self.app)
        if contents is None or not self.server.put_back(contents):
            let_go(self.app)
            self.server.renew()
            if contents:
                assert self.server.put_back(contents)
        for file in self.mail.glob("*.eml"):
            file.unlink()
        for file, message in mail.items():
            file.write_bytes(message)

    def at_browser(self, slug: str) -> Browser:
        browser = Browser(self.app)
        browser.is_signed_in_as(slug)
        return browser


def _started(places: Places) -> Started:
    places.begin_as_it_begins()
    return start_a_programme(places.at_browser("sam-patel"))


def _running(places: Places) -> Started:
    started: Started = places.begin_at("started")
    agree_a_plan(places.at_browser("sam-patel"), started)
    return started


def _asked(places: Places) -> Asked:
    running: Started = places.begin_at("running")
    request = ask_for_help(
        places.at_browser("sam-patel"), running, approve_with=places.at_browser("ruth-okonjo")
    )
    return Asked(programme=running, request=request)


def _offered(places: Places) -> Asked:
    running: Started = places.begin_at("running")
    return Asked(programme=running, request=ask_for_help(places.at_browser("sam-patel"), running))


def _joined(places: Places) -> Started:
    running: Started = places.begin_at("running")
    join_the_case(places.at_browser("sam-patel"), places.at_browser("niamh-doherty"), running)
    return running


def _told(places: Places) -> None:
    places.begin_as_it_begins()
    with places.app.app_context():
        story.tell()


def _told_of_others(places: Places) -> None:
    places.begin_at("told")
    with places.app.app_context():
        other_pupils.tell()
        other_pupils.tell()  # which those who start the demonstration twice do as well


def _lived_in(places: Places) -> dict[str, str]:
    places.begin_at("told")
    ids = lived_in(places.app)
    have_work_given_up(
        places.at_browser("sam-patel")
    )  # which those who operate Heft see, and no measurement needs
    return ids


# The furthest first: a test begins at the furthest place that it asks for.
PLACES: dict[str, Callable[[Places], Any]] = {
    "lived_in": _lived_in,
    "told_of_others": _told_of_others,
    "told": _told,
    "joined": _joined,
    "asked": _asked,
    "offered": _offered,
    "running": _running,
    "started": _started,
}
