"""Attacks on files: keys that climb, files of others, seals that are broken or moved, and what lies there in the clear."""

import io
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from heft_platform.storage import LocalStore, NotInStoreError, StoreError, keep, open_kept
from heft_tenants.file_keys import FileKey, Keyring, MasterKeys
from heft_tenants.ids import uuid7
from heft_tenants.sealing import PIECE, BrokenSealError, PrivateKey, PublicKey, new_pair, seal, unseal
from prove_isolation.attackers import SCHOOL, VICTIM
from prove_isolation.ground import Ground
from prove_isolation.planting import id_of_org
from prove_isolation.techniques import STOPPED, Found, Way, technique
from prove_isolation.ways import finds_nothing, like_ones_own, refused

SECRET, OUTSIDE = "2/exports/secret", b"canary outside"
NOT_LET = (StoreError, ValueError, BrokenSealError)  # a key that is none is a ValueError
CLIMBS = (
    "../outside",
    "../../outside",
    "3/../../outside",
    "/outside",
    "{outside}",
    "3/exports/../../2/exports/secret",
    "3\\..\\..\\outside",
    "3/%2e%2e/%2e%2e/outside",
    "3/./../2/exports/secret",
    "3//2/exports/secret",
    "2/exports/secret/",
    "2/exports/secret\0",
    "2/exports/secret\n",
    "2/EXPORTS/secret",
    "3/" + "x" * 5000,
    *(".", "..", "", "2", "2/"),
)
Attempt = Callable[["Folder", str], object]


class Folder:
    """A store with a file of the victim in it, and the keys of the victim and of the school."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.outside = folder / "outside"
        self.outside.write_bytes(OUTSIDE)
        self.store = LocalStore.opened(folder / "files")
        self.victims, self.victims_keys = pair(VICTIM)
        self.schools, self.schools_keys = pair(SCHOOL)
        keep(self.store, SECRET, b"canary inside", to=self.victims)

    def is_as_it_was(self) -> bool:
        """Say whether the file outside and the victim's are there and say what they said."""
        try:
            kept = open_kept(self.store, SECRET, keys=self.victims_keys).read()
        except NotInStoreError:
            return False
        there = {one.name for one in self.folder.iterdir()}
        return (
            kept == b"canary inside"
            and self.outside.read_bytes() == OUTSIDE
            and there == {"files", "outside"}
        )

    def link_at(self, key: str) -> None:
        """Put a link to the file outside where the file of a key lies."""
        keep(self.store, key, b"mine", to=self.schools)
        place = self.folder / "files" / key
        place.unlink()
        place.symlink_to(self.outside)


def pair(org: int) -> tuple[PublicKey, Keyring]:
    public, private = new_pair(org=org, id=uuid7())
    return public, Keyring({private.id: private})


@contextmanager
def a_folder() -> Iterator[Folder]:
    with tempfile.TemporaryDirectory() as folder:
        yield Folder(Path(folder))


def climbs(attempt: Attempt) -> Way:
    """Try something with every key that is none of one's own."""

    def way(ground: Ground) -> Found:
        del ground
        with a_folder() as there:
            for key in CLIMBS:
                try:
                    got = attempt(there, key.replace("{outside}", str(there.outside)))
                except NOT_LET:
                    continue
                if isinstance(got, bytes) and b"canary" in got:
                    return Found(leak=f"read with the key {key!r}")
            return STOPPED if there.is_as_it_was() else Found(leak="another’s file was changed or is gone")

    return way


def _follows_links(ground: Ground) -> Found:
    del ground
    with a_folder() as there:
        there.link_at("3/exports/mine")
        try:
            got = there.store.get("3/exports/mine")
        except StoreError:
            return STOPPED
    return Found(gain="a link was followed") if got == OUTSIDE else STOPPED


def _writes_through_links(ground: Ground) -> Found:
    del ground
    with a_folder() as there:
        there.link_at("3/exports/mine")
        keep(there.store, "3/exports/mine", b"planted", to=there.schools)
        return STOPPED if there.is_as_it_was() else Found(leak="written through a link to a file outside")


def _open_to_others(ground: Ground) -> Found:
    del ground
    with a_folder() as there:
        files = there.folder / "files"
        wide = [one for one in (files, *files.rglob("*")) if one.stat().st_mode & 0o077]
    return Found(gain=f"others on the machine may read {wide[0].name}") if wide else STOPPED


def _in_the_clear(ground: Ground) -> Found:
    del ground
    with a_folder() as there:
        lies = b"".join(one.read_bytes() for one in (there.folder / "files").rglob("*") if one.is_file())
        got = there.store.get(SECRET)
    return Found(leak="the file lies in the clear") if b"canary" in lies + got or not lies else STOPPED


def _opened_with(keys: Callable[["Folder"], Keyring]) -> Way:
    """Open the victim’s file with other keys, as when it lies where one’s own should."""

    def way(ground: Ground) -> Found:
        del ground
        with a_folder() as there:
            there.store.put("3/exports/mine", there.store.get(SECRET))
            try:
                got = open_kept(there.store, "3/exports/mine", keys=keys(there)).read()
            except BrokenSealError:
                return STOPPED
        return Found(leak=f"opened: {got!r}")

    return way


def _under_the_victims_id(there: Folder) -> Keyring:
    (own,) = there.schools_keys.keys.values()
    return Keyring({there.victims.id: PrivateKey(org=own.org, id=there.victims.id, key=own.key)})


def _broken(*changes: Callable[[bytes], bytes]) -> Way:
    """Change a sealed file, and have its owner open it."""

    def way(ground: Ground) -> Found:
        del ground
        public, keys = pair(VICTIM)
        sealed = b"".join(seal([b"a" * PIECE, b"b" * PIECE, b"c"], to=public))
        for change in changes:
            changed = change(sealed)
            try:
                b"".join(unseal(io.BytesIO(changed), key_of=keys))
            except BrokenSealError:
                continue
            return Found(gain="a changed file was opened as if it were whole")
        return STOPPED

    return way


def _another_master(ground: Ground) -> Found:
    """A wrapped key is worth nothing without the master key, nor in another organisation’s row."""
    del ground
    master = MasterKeys({1: b"1" * 32})
    _, private = new_pair(org=VICTIM, id=uuid7())
    number, wrapped = master.wrap(private)
    for stolen, with_ in (
        (
            FileKey(org_id=VICTIM, id=private.id, private_key=wrapped, master_key=number),
            MasterKeys({1: b"2" * 32}),
        ),
        (FileKey(org_id=SCHOOL, id=private.id, private_key=wrapped, master_key=number), master),
        (FileKey(org_id=VICTIM, id=id_of_org(SCHOOL), private_key=wrapped, master_key=number), master),
        (FileKey(org_id=VICTIM, id=private.id, private_key=wrapped, master_key=7), master),
    ):
        try:
            with_.unwrap(stolen)
        except BrokenSealError:
            continue
        return Found(leak="another organisation’s private key was unwrapped")
    return STOPPED


def _streamed(there: Folder, key: str) -> bytes:
    with there.store.stream(key) as file:
        return file.read()


def _put_and_remove(there: Folder, key: str) -> None:
    there.store.put(key, b"planted")
    there.store.delete(key)


def _list_and_remove(there: Folder, key: str) -> bytes:
    found = " ".join(there.store.keys(key))
    there.store.delete_all(key)
    return b"canary" if SECRET in found and not key.startswith("2/") else b""


TECHNIQUES = (
    technique(
        "storage.climb",
        "Read with a key that climbs out of the folder or into another’s part of it.",
        climbs(lambda there, key: there.store.get(key)),
        climbs(_streamed),
    ),
    technique("storage.climb_and_write", "Write or delete with such a key.", climbs(_put_and_remove)),
    technique(
        "storage.climb_and_list",
        "List or empty another’s part of the store with a prefix that climbs.",
        climbs(lambda there, key: None if key == "2/" else _list_and_remove(there, key)),
    ),
    technique(
        "storage.links",
        "Put a link into the folder where one’s own file lies, to read what it leads to.",
        _follows_links,
    ),
    technique("storage.write_through_links", "Write through such a link.", _writes_through_links),
    technique("storage.open_to_others", "Read the folder as somebody else on the machine.", _open_to_others),
    technique("storage.in_the_clear", "Read a file’s words in the store itself.", _in_the_clear),
    technique(
        "storage.another_seal",
        "Open a file that was sealed for another organisation: with one’s own keys, with none, under its key’s id.",
        _opened_with(lambda there: there.schools_keys),
        _opened_with(lambda _: Keyring({})),
        _opened_with(_under_the_victims_id),
    ),
    technique(
        "storage.changed_seal",
        "Change a sealed file: a bit of it, its order, its length, its end.",
        _broken(
            lambda sealed: sealed[:-1],
            lambda sealed: sealed + b"x",
            lambda sealed: sealed[: -(PIECE + 16)],
            lambda sealed: bytes([sealed[0] ^ 1]) + sealed[1:],
            *(
                lambda sealed, at=at: sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]
                for at in (8, 40, 90, 5000, -1 - PIECE)
            ),
            lambda _: b"",
        ),
    ),
    technique("storage.wrapped_keys", "Unwrap another organisation’s private key.", _another_master),
    technique(
        "storage.keys_in_the_database",
        "Read another organisation’s private key from the database, or change one’s own afterwards.",
        *(
            finds_nothing("select private_key from owned.file_key where org_id = <victim>", who=who)
            for who in ("school", "authority", "worker with a lease")
        ),
        *(
            refused("select private_key from owned.file_key", who=who)
            for who in ("visitor", "administrator", "sign-in")
        ),
        refused("update owned.file_key set private_key = ''", "delete from owned.file_key"),
    ),
    technique(
        "storage.published_keys",
        "Put one’s own public key in another’s place, so that what is sealed for it can be opened by oneself.",
        *(
            refused(
                "insert into shared.published_key(cluster_id, org_id, id, public_key) values (1, <victim>, <new>, sha256('x'))",
                "update shared.published_key set public_key = sha256('x')",
                "delete from shared.published_key",
                who=who,
            )
            for who in ("school", "authority", "administrator", "worker", "worker with a lease", "visitor")
        ),
        refused(
            like_ones_own("file_key", org_id="<victim>", public_key="sha256('x')"),
            "select fence.publish_key()",
        ),
    ),
)
