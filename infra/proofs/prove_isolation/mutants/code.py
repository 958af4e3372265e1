"""The application's own part with a piece missing: the engine, the session, the worker, the store."""

import io
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any, BinaryIO
from unittest.mock import patch

import psycopg
from rq.job import Job

from heft_platform import short_links
from heft_platform.accounts import services as accounts
from heft_platform.accounts.services import Place, SignedIn
from heft_platform.accounts.services import signing_in as passwords
from heft_platform.storage import local
from heft_tenants import engine, file_keys
from heft_workers import safe_job
from prove_isolation import people, storage
from prove_isolation.attackers import VICTIM
from prove_isolation.ground import Ground
from prove_isolation.mutants.mutant import Mutant, Patch


def instead(place: object, name: str, other: Any) -> Patch:
    """Put something else in the place of a name, for a while."""

    @contextmanager
    def patched(_: Ground) -> Iterator[None]:
        with patch.object(place, name, other):
            yield

    return patched


def both(*patches: Patch) -> Patch:
    @contextmanager
    def patched(ground: Ground) -> Iterator[None]:
        with ExitStack() as stack:
            for one in patches:
                stack.enter_context(one(ground))
            yield

    return patched


def _simple_protocol(self: psycopg.Cursor[Any], query: Any, **said: Any) -> Any:
    return psycopg.Cursor._execute_send(self, query, **said)  # noqa: SLF001  (what ours is in the place of)


def _in_place(self: local.LocalStore, key: str, content: Any) -> None:
    path = self._path(key)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else b"".join(content))


def _wherever_it_leads(self: local.LocalStore, key: str) -> BinaryIO:
    return self._path(key).open("rb")


def _in_the_clear(store: Any, key: str, content: bytes, **_: Any) -> None:
    store.put(key, content)


def _opened_in_the_clear(store: Any, key: str, **_: Any) -> io.BytesIO:
    return io.BytesIO(store.get(key))


def _callbacks_kept(self: Job, raw_data: Any) -> None:
    Job.restore(self, raw_data)


def piece(id_: str, change: Patch, *attacks: str) -> Mutant:
    return Mutant(id=id_, patch=change, attacks=attacks)


def hygiene(without: str) -> Patch:
    return instead(engine, "HYGIENE", engine.HYGIENE.replace(without, ""))


FORGED = ("forged_jobs.pickle", "forged_jobs.function", "forged_jobs.arguments")


@contextmanager
def _neither_belt(ground: Ground) -> Iterator[None]:
    """The database without row security, and a session that asks for everybody’s rows."""
    people.open_copy(ground)
    with patch.object(people, "MARKED", people.OPEN), people.without_criterion():
        yield


def _at_any_school(self: SignedIn, slug: str) -> Place | None:
    own = self.places[0]
    return replace(own, org=VICTIM, slug=slug, kind="school") if slug == "oakfield" else own


def _never_checked(ground: Ground) -> AbstractContextManager[None]:
    return patch.dict(ground.app.config, {"WTF_CSRF_CHECK_DEFAULT": False})


MUTANTS = (
    piece(
        "engine: a connection is not cleaned", instead(engine, "HYGIENE", ""), "pool.cursor", "pool.settings"
    ),
    piece("engine: cursors stay open", hygiene("close all; "), "pool.cursor"),
    piece("engine: settings stay", hygiene("reset all; "), "pool.settings", "pool.context"),
    piece("engine: notices are still heard", hygiene("unlisten *; "), "pool.listening"),
    piece(
        "engine: statements can be stacked",
        instead(engine.ExtendedCursor, "_execute_send", _simple_protocol),
        "pool.stacked",
    ),
    piece(
        "engine: statements can be stacked, and those that are kept swapped",
        instead(engine.ExtendedCursor, "_execute_send", _simple_protocol),
        "pool.swapped_statement",
    ),
    piece("engine: EXPLAIN passes", instead(engine, "_refuse_explain", lambda _: None), "pool.explain"),
    piece("worker: a job runs what it says", instead(safe_job.SafeJob, "restore", _callbacks_kept), *FORGED),
    piece("worker: a job calls back", instead(safe_job, "CALLBACKS", ()), "forged_jobs.callbacks"),
    piece(
        "worker: a broken job breaks the worker",
        instead(safe_job.SafeJob, "restore", _callbacks_kept),
        "forged_jobs.broken",
    ),
    piece("pages: neither belt is worn", _neither_belt, "pages.lists"),
    piece(
        "session: it asks for everybody’s rows",
        lambda _: people.without_criterion(),
        "own_pages.one_belt",
    ),
    piece(
        "sign-in: passwords can be guessed",
        instead(passwords, "TRIES_FOR_AN_ACCOUNT", 1000),
        "signing_in.guesses",
    ),
    piece(
        "pages: anybody belongs to any school",
        instead(SignedIn, "place_at", _at_any_school),
        "pages.victims_address",
    ),
    piece(
        "pages: signing out ends nothing",
        instead(accounts, "end_session", lambda *_, **__: None),
        "signing_in.old_cookie",
    ),
    piece(
        "links: anybody’s is good",
        instead(short_links, "_is_ours", lambda _: True),
        "links.forged",
        "links.copied",
    ),
    piece(
        "links: bound to no session",
        instead(short_links, "holder_of_cookie", lambda: None),
        "links.another_session",
        "links.copied",
    ),
    piece("links: good for an hour", instead(short_links, "GOOD_FOR", timedelta(hours=1)), "links.old"),
    piece("pages: forms need no token", _never_checked, "signing_in.cross_site"),
    piece("store: keys are paths", instead(local, "checked_key", lambda key: key), "storage.climb"),
    piece(
        "store: prefixes are paths",
        instead(local, "checked_prefix", lambda prefix: prefix),
        "storage.climb_and_list",
    ),
    piece(
        "store: files are written in place",
        instead(local.LocalStore, "put", _in_place),
        "storage.write_through_links",
    ),
    piece(
        "store: links are followed", instead(local.LocalStore, "stream", _wherever_it_leads), "storage.links"
    ),
    piece(
        "store: files lie in the clear",
        both(instead(storage, "keep", _in_the_clear), instead(storage, "open_kept", _opened_in_the_clear)),
        "storage.in_the_clear",
    ),
    piece(
        "keys: a wrapped key opens in another’s row",
        instead(file_keys, "_said", lambda *_: b"heft file key"),
        "storage.wrapped_keys",
    ),
)
