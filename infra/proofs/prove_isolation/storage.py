"""Attacks on files: keys that climb, keys of others, links in the folder, and what lies there in the clear."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from heft_platform import storage
from heft_platform.storage import NotInStoreError, StoreError
from prove_isolation.ground import Ground
from prove_isolation.techniques import STOPPED, Found, technique

CLIMBS = (
    "../outside",
    "../../outside",
    "2/../../outside",
    "/outside",
    "{outside}",
    "3/exports/../../2/exports/secret",
    "3\\..\\..\\outside",
    "3/%2e%2e/%2e%2e/outside",
    "3/./../2/exports/secret",
    "3//2/exports/secret",
    "2/exports/secret/",
    "2/exports/secret\0",
    "2/exports/SECRET",
    "3/" + "x" * 5000,
    ".",
    "..",
    "",
)


@contextmanager
def a_store() -> Iterator[tuple[storage.LocalStore, Path]]:
    """Give a store in a folder with a secret of another organisation in it, and a file outside it."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "outside").write_bytes(b"line\ncanary outside")
        store = storage.LocalStore.opened(Path(folder) / "files")
        store.put("2/exports/secret", b"canary inside", content_type="text/plain")
        yield store, Path(folder)


def _reads(keys: tuple[str, ...]) -> Callable[[Ground], Found]:
    def way(ground: Ground) -> Found:
        del ground
        with a_store() as (store, folder):
            for key in keys:
                try:
                    found = store.get(key.replace("{outside}", str(folder / "outside")))
                except (StoreError, ValueError):
                    continue
                if b"canary" in found:
                    return Found(leak=f"read with the key {key!r}")
        return STOPPED

    return way


def _writes(keys: tuple[str, ...]) -> Callable[[Ground], Found]:
    def way(ground: Ground) -> Found:
        del ground
        with a_store() as (store, folder):
            for key in keys:
                try:
                    store.put(key.replace("{outside}", str(folder / "outside")), b"planted", content_type="text/plain")
                    store.delete(key)
                except (StoreError, ValueError):
                    continue
            outside = [one.name for one in folder.iterdir() if one.name not in {"files", "outside"}]
            if outside or (folder / "outside").read_bytes() != b"line\ncanary outside":
                return Found(leak=f"written outside the folder: {outside}")
            if store.get("2/exports/secret") != b"canary inside":
                return Found(leak="another organisation’s file was overwritten")
        return STOPPED

    return way


def _follows_links(ground: Ground) -> Found:
    """A link that lies in the folder where the file of a key would lie."""
    del ground
    with a_store() as (store, folder):
        store.put("3/exports/mine", b"mine", content_type="text/plain")
        mine = next(one for one in (folder / "files").rglob("*") if one.is_file() and one.read_bytes().endswith(b"mine"))
        mine.unlink()
        os.symlink(folder / "outside", mine)
        try:
            found = store.get("3/exports/mine")
        except (StoreError, ValueError):
            return STOPPED
        return Found(gain="a link in the folder was followed") if b"canary" in found else STOPPED


def _writes_through_links(ground: Ground) -> Found:
    del ground
    with a_store() as (store, folder):
        store.put("3/exports/mine", b"mine", content_type="text/plain")
        mine = next(one for one in (folder / "files").rglob("*") if one.is_file() and one.read_bytes().endswith(b"mine"))
        mine.unlink()
        os.symlink(folder / "outside", mine)
        store.put("3/exports/mine", b"planted", content_type="text/plain")
        if (folder / "outside").read_bytes() != b"line\ncanary outside":
            return Found(leak="written through a link to a file outside the folder")
    return STOPPED


def _open_to_others(ground: Ground) -> Found:
    del ground
    with a_store() as (_, folder):
        open_ = [one for one in (folder / "files", *(folder / "files").rglob("*")) if one.stat().st_mode & 0o077]
    return Found(gain=f"others on the machine may read {open_[0].name}") if open_ else STOPPED


def _names_in_the_folder(ground: Ground) -> Found:
    del ground
    with a_store() as (_, folder):
        told = [one.name for one in (folder / "files").rglob("*") if "secret" in one.name or "exports" in one.name]
    return Found(gain=f"the folder tells {told[0]}") if told else STOPPED


def _deletes_others(ground: Ground) -> Found:
    del ground
    with a_store() as (store, folder):
        for key in CLIMBS:
            try:
                store.delete(key.replace("{outside}", str(folder / "outside")))
            except (StoreError, ValueError):
                continue
        try:
            store.get("2/exports/secret")
        except NotInStoreError:
            return Found(leak="another organisation’s file was deleted")
        return STOPPED if (folder / "outside").exists() else Found(leak="a file outside the folder was deleted")


TECHNIQUES = (
    technique("storage.climb", "Read with a key that climbs out of the folder or into another’s part of it.", _reads(CLIMBS)),
    technique("storage.climb_and_write", "Write with such a key.", _writes(CLIMBS)),
    technique("storage.climb_and_delete", "Delete with such a key.", _deletes_others),
    technique(
        "storage.links",
        "Put a link into the folder where one’s own file lies, to read what it leads to.",
        _follows_links,
        known="whoever can put a link into the folder is on the machine as the service already; the folder is open to nobody else",
    ),
    technique("storage.write_through_links", "Write through such a link.", _writes_through_links),
    technique("storage.open_to_others", "Read the folder as somebody else on the machine.", _open_to_others),
    technique("storage.names", "Learn from the names in the folder whose files lie there.", _names_in_the_folder),
)
