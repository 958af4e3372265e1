"""Write an organisation's whole ground into an archive: all its rows as they were at one moment, then its files."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from heft_platform.accounts import services as accounts
from heft_platform.files import services as files
from heft_platform.organisations.archive import PIECE, ArchiveWriter, Manifest, writing
from heft_platform.storage import Store, open_kept, place_of
from heft_tenants import grounds
from heft_tenants.context import current
from heft_tenants.engine import Mint, stay
from heft_tenants.file_keys import MasterKeys, own_keys
from heft_tenants.grounds import GroundTable
from heft_tenants.refusals import Refused
from heft_tenants.tables import OF_ONE_ORGANISATION

PEOPLE, ORGANISATION = "ident.membership", "shared.organisation"
_CLUSTERS = "The cluster’s own: it stays with the cluster, and is about no organisation alone."
_KEYS = "Keys: the files are in the archive as they were before they were sealed."
_SIGNING_IN = "Who is signed in, and who tried to: the service’s own, and soon over."
LEFT_OUT = {
    "fence.ctx_key": "The keys with which the service signs: its own.",
    "fence.due": "When work is tried next: what work there is stands in owned.outbox.",
    "ident.door": "The organisation as it is seen from outside: it stands in shared.organisation.",
    "ident.person": "Names and addresses stand in ident.membership; passwords leave with nobody.",
    "ident.session": _SIGNING_IN,
    "ident.sign_in_tries": _SIGNING_IN,
    "owned.file_key": _KEYS,
    "shared.agency": _CLUSTERS,
    "shared.bank_target": _CLUSTERS,
    "shared.cluster": _CLUSTERS,
    "shared.establishment": _CLUSTERS,
    "shared.published_key": _KEYS,
    "shared.service": _CLUSTERS,
    "shared.team": _CLUSTERS,
    "shared.template": _CLUSTERS,
    "shared.template_draft": _CLUSTERS,
    "shared.term": _CLUSTERS,
}


class TableForgottenError(Refused):
    """Nobody has said whether a table goes into an archive; `tables` names them."""

    def __init__(self, tables: Iterable[str]) -> None:
        self.tables = tuple(tables)
        super().__init__(self.tables)


@dataclass(frozen=True, kw_only=True)
class Going:
    """Whose ground it is, and what is needed to read all of it."""

    door: accounts.DoorView
    people: tuple[accounts.Belonging, ...]
    store: Store
    master_keys: MasterKeys
    mint: Mint


def export(session: Session, *, going: Going, path: Path, now: datetime) -> str:
    """Write the archive of the organisation at hand, in constant memory, and return its fingerprint.

    :raises TableForgottenError: naming the tables of which nobody has said whether they go into it
    :raises heft_platform.organisations.archive.FileAlreadyThereError: if a file has that name
    :raises heft_platform.storage.StoreError: if a file cannot be had
    :raises heft_tenants.sealing.BrokenSealError: if a file is not as it was sealed
    """
    files.move_all(session)  # what was brought just now is sealed, and its key is not taken along
    session.rollback()  # what follows is longer than a transaction may wait
    door = asdict(going.door)
    del door["left_at"]
    manifest = Manifest(organisation=door, made_at=now.isoformat())
    with writing(path, manifest) as archive:
        _write_tables(session, archive, going)
        _write_files(session, archive, going)
        return archive.finish()


def is_taken_along(table: GroundTable) -> bool:
    """Say whether a table goes into an archive: all that is one organisation's does, unless something else is said.

    :raises TableForgottenError: if it is not one organisation's, and nothing is said
    """
    if str(table) in LEFT_OUT:
        return False
    if table.schema in OF_ONE_ORGANISATION or str(table) in {PEOPLE, ORGANISATION}:
        return True
    raise TableForgottenError([str(table)])


def _write_tables(session: Session, archive: ArchiveWriter, going: Going) -> None:
    engine = session.get_bind()
    assert isinstance(engine, Engine)
    with engine.connect().execution_options(one_moment=True) as connection, connection.begin():
        tables = grounds.tables(_driver(connection))
        _refuse_forgotten(tables)
        for table in tables:
            if not is_taken_along(table):
                archive.manifest.left_out[str(table)] = LEFT_OUT[str(table)]
            elif str(table) == PEOPLE:
                archive.add_table(PEOPLE, _columns_of_people(), _lines_of_people(going.people))
            else:
                stay(connection, going.mint)  # a long table before it may have used up the minute
                lines = grounds.lines(_driver(connection), table, org=current().org)
                archive.add_table(str(table), dict(table.columns), lines)


def _refuse_forgotten(tables: Iterable[GroundTable]) -> None:
    forgotten: list[str] = []
    for table in tables:
        try:
            is_taken_along(table)
        except TableForgottenError as error:
            forgotten += error.tables
    if forgotten:
        raise TableForgottenError(forgotten)


def _write_files(session: Session, archive: ArchiveWriter, going: Going) -> None:
    keys = own_keys(session, master=going.master_keys)
    session.rollback()  # nobody waits for a store while rows are held
    for key in going.store.keys(place_of(going.door.org_id)):
        with open_kept(going.store, key, keys=keys) as file:
            archive.add_file(key, _pieces(file))


def _driver(connection: Connection) -> grounds.Connection:
    driver: grounds.Connection | None = connection.connection.driver_connection
    assert driver is not None
    return driver


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    read: Callable[[int], bytes] = file.read
    while piece := read(PIECE):
        yield piece


def _columns_of_people() -> dict[str, str]:
    types = {"person_id": "uuid", "starts_on": "date", "ends_on": "date"}
    return {name: types.get(name, "text") for name in accounts.Belonging.__dataclass_fields__}


def _lines_of_people(people: Iterable[accounts.Belonging]) -> Iterator[bytes]:
    for one in people:
        yield json.dumps(asdict(one), default=str, ensure_ascii=False).encode() + b"\n"
