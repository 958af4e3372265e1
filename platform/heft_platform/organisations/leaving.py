"""How an organisation leaves, step by step, each in its own context. Cut short anywhere, it is done by doing it again."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from heft_platform import clock
from heft_platform.accounts import services as accounts
from heft_platform.agencies import services as agencies
from heft_platform.cluster import services as cluster
from heft_platform.entering_by_command import administrating, within
from heft_platform.extensions import db
from heft_platform.organisations import services
from heft_platform.organisations.archive import Checked
from heft_platform.organisations.ledger import Entry, Ledger
from heft_platform.organisations.services import Mark
from heft_platform.storage import Store, place_of
from heft_tenants import leaving
from heft_tenants.grounds import Connection
from heft_tenants.refusals import Refused

Counts = Mapping[str, int]


class MustStayError(Refused):
    """The organisation cannot leave yet; `reasons` says why, a sentence for each, with what to do."""

    def __init__(self, reasons: list[str]) -> None:
        self.reasons = reasons
        super().__init__(reasons)


class NeverFinishedError(Refused):
    """Its erasure began and was never finished: if it is still wanted, erase it once more; nothing was done now."""


class DoneMeanwhileError(Refused):
    """Something was done there while it was about to leave: nothing was erased. Look at it, and try again."""


class SomethingLeftError(Exception):
    """Something of an erased organisation is still there; `what` says how much of what."""

    def __init__(self, what: Counts) -> None:
        self.what = what
        super().__init__(what)


@dataclass(frozen=True, kw_only=True)
class Hands:
    """Who erases, and with what: the migrator's address, the ledger, and the store of the files."""

    by: str
    migrator_url: str
    ledger: Ledger
    store: Store

    def as_eraser(self, org: int) -> Any:
        return leaving.as_eraser(self.migrator_url, org=org)


@dataclass(frozen=True, kw_only=True)
class Erased:
    """What was erased, and where it is certified."""

    rows: Counts
    files: int
    certificate: Path
    digest: str


def erase(door: accounts.DoorView, *, checked: Checked | None, hands: Hands) -> Erased:
    """Erase an organisation: its rows in all tables, its files and keys, and the people who belong to it alone.

    :raises MustStayError: if something is open there; nothing is written then
    :raises heft_platform.organisations.services.ArchiveOfAnotherStateError: if the archive is not of what is there now
    :raises DoneMeanwhileError: if something was done there since it was asked
    :raises heft_tenants.leaving.NotTheMigratorError: if the address is not the migrator's
    :raises heft_tenants.leaving.StillAtWorkError: if somebody who was inside does not come out
    """
    began = hands.ledger.last_of_each().get(door.org_id)
    if began is None or not _is_erased(door, hands):
        _let_stay(door, hands)  # an erasure that was cut short had closed it
        as_it_was = _look(door)
        _close(door, hands)
        try:
            began = _erase_rows(door, as_it_was, checked, hands)
        except BaseException:
            _let_stay(door, hands)
            raise
    return finish(began, hands=hands)


def finish(began: Entry, *, hands: Hands) -> Erased:
    """Erase what lies outside the ground of an organisation whose rows are gone, count everything, and certify it.

    :raises SomethingLeftError: if anything is left
    """
    door = _door_of(began)
    _erase_the_rest(door, hands)
    return _certify(door, began, hands)


def replay(entry: Entry, *, hands: Hands) -> str:
    """Do what the ledger says was done, and say in words what there was to do. Done again, it does nothing.

    :raises NeverFinishedError: if the erasure only began
    """
    if entry.what == "begun":
        if not _is_erased(_door_of(entry), hands):
            raise NeverFinishedError
        finish(entry, hands=hands)
        return "was erased but for its last steps, and is now."
    return "had come back, and is erased again." if erase_again(entry, hands=hands) else "nothing is there."


def erase_again(entry: Entry, *, hands: Hands) -> bool:
    """Erase what has come back of an organisation that was erased. False if nothing had."""
    door = _door_of(entry)
    with hands.as_eraser(door.org_id) as connection:
        came_back = _stands(connection, door)
    _close(door, hands)
    rows = dict(accounts.count_people(db.session(), org_id=door.org_id))
    db.session.remove()
    if came_back:
        with hands.as_eraser(door.org_id) as connection:
            rows |= leaving.erase_rows(connection, org=door.org_id, now=clock.now())
    files = _count_files(door, hands)
    _erase_the_rest(door, hands)
    if not files and not any(rows.values()):
        return False
    hands.ledger.add(_entry(door, "erased again", rows=rows, files=files, archive=entry.archive, hands=hands))
    return True


def _look(door: accounts.DoorView) -> Mark:
    """See in its own context whether it may leave, and how far it is.

    :raises MustStayError: if something is open
    """
    with within(door.org_id, door.cluster_id) as session:
        ask = partial(services.reasons_to_stay, kind=door.kind, now=clock.now(), today=clock.today())
        if reasons := list(ask(session)):
            raise MustStayError(reasons)
        return services.mark(session)


def _close(door: accounts.DoorView, hands: Hands) -> None:
    now = clock.now()
    _sign_in(partial(accounts.lock_door, door=door, now=now))
    leaving.close(hands.migrator_url, org=door.org_id, now=now)


def _let_stay(door: accounts.DoorView, hands: Hands) -> None:
    leaving.reopen(hands.migrator_url, org=door.org_id)
    _sign_in(partial(accounts.unlock_door, org_id=door.org_id))


def _erase_rows(door: accounts.DoorView, as_it_was: Mark, checked: Checked | None, hands: Hands) -> Entry:
    files, people = _count_files(door, hands), accounts.count_people(db.session(), org_id=door.org_id)
    db.session.remove()
    with hands.as_eraser(door.org_id) as connection:
        if services.mark_as_eraser(connection) != as_it_was:
            raise DoneMeanwhileError
        if checked is not None:
            services.refuse_another_state(
                connection, manifest=checked.manifest, store=hands.store, org=door.org_id
            )
        began = _entry(
            door,
            "begun",
            rows={**leaving.count_rows(connection, org=door.org_id), **people},
            files=files,
            archive=checked.fingerprint if checked else None,
            hands=hands,
        )
        hands.ledger.add(began)  # before the commit: what is erased is always in the ledger
        leaving.erase_rows(connection, org=door.org_id, now=clock.now())
    return began


def _erase_the_rest(door: accounts.DoorView, hands: Hands) -> None:
    """Erase what lies outside its ground: files, the people who belong nowhere else, its entry in the directory.

    :raises SomethingLeftError: if anything is left
    """
    hands.store.delete_all(place_of(door.org_id))
    _sign_in(partial(accounts.lock_door, door=door, now=clock.now()))
    _sign_in(partial(accounts.forget_people, org_id=door.org_id))
    if door.kind != "authority":
        with administrating(door.cluster_id) as session:
            if session is not None:
                cluster.note_leaving(session, org_id=door.org_id)
                agencies.note_leaving(session, org_id=door.org_id)
    if left := {what: number for what, number in _count_all(door, hands).items() if number}:
        raise SomethingLeftError(left)


def _certify(door: accounts.DoorView, began: Entry, hands: Hands) -> Erased:
    organisation = asdict(door)
    del organisation["left_at"]
    certificate = {
        "what": "Everything of this organisation was erased, and counted afterwards.",
        "organisation": organisation,
        "erased_at": began.at,
        "erased_by": began.by,
        "archive": began.archive,
        "before": {**began.rows, "files": began.files},
        "after": _count_all(door, hands),
        "kept": "Its number, its word in addresses and its name, so that they are never given again. Others keep their "
        "own copies of the letters that were written between them.",
    }
    path, digest = hands.ledger.keep_certificate(certificate)
    if began.what == "begun":
        hands.ledger.add(Entry(**{**asdict(began), "what": "erased", "certificate": digest}))
    return Erased(rows=began.rows, files=began.files, certificate=path, digest=digest)


def _count_all(door: accounts.DoorView, hands: Hands) -> dict[str, int]:
    """Count what there is of an organisation that has left: in every table, among the people, in the store."""
    people = accounts.count_people(db.session(), org_id=door.org_id)
    db.session.remove()
    with hands.as_eraser(door.org_id) as connection:
        rows = leaving.count_rows(connection, org=door.org_id) if _stands(connection, door) else {}
    return {**rows, **people, "files": _count_files(door, hands)}


def _count_files(door: accounts.DoorView, hands: Hands) -> int:
    return sum(1 for _ in hands.store.keys(place_of(door.org_id)))


def _is_erased(door: accounts.DoorView, hands: Hands) -> bool:
    with hands.as_eraser(door.org_id) as connection:
        return _stands(connection, door) and leaving.is_erased(connection, org=door.org_id)


def _stands(connection: Connection, door: accounts.DoorView) -> bool:
    """Say whether the database knows the organisation.

    :raises heft_tenants.leaving.AnotherOrganisationError: if its number was given to another one
    """
    return leaving.is_known(connection, org=door.org_id, slug=door.slug)


def _sign_in(do: Callable[..., Any]) -> None:
    """Do something as the role that signs people in, and keep it."""
    db.session.remove()
    do(db.session())
    db.session.commit()
    db.session.remove()


def _door_of(entry: Entry) -> accounts.DoorView:
    return accounts.DoorView(
        **{
            name: getattr(entry, name)
            for name in ("org_id", "cluster_id", "kind", "slug", "name", "cluster_name")
        }
    )


def _entry(
    door: accounts.DoorView,
    what: Any,
    *,
    rows: Counts,
    files: int,
    archive: str | None,
    hands: Hands,
) -> Entry:
    said = asdict(door)
    del said["left_at"]
    return Entry(
        what=what,
        at=clock.now().isoformat(),
        by=hands.by,
        archive=archive,
        rows=dict(rows),
        files=files,
        **said,
    )
