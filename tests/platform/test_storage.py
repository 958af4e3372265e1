"""Both stores do the same, and say by name what they cannot do."""

import errno
import os
import shutil
import socket
import stat
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from heft_platform.storage import (
    LocalStore,
    NotAKeyError,
    NotInStoreError,
    S3Store,
    Store,
    StoreFullError,
    StoreUnavailableError,
)


def test_a_file_comes_back_as_it_was_put(store: Store) -> None:
    content = bytes(range(256)) * 300 + b"\n{}\n"

    stored = store.put("2/0192-a", content)

    assert store.get("2/0192-a") == content
    assert stored == store.head("2/0192-a")
    assert stored.octets == len(content)


def test_a_file_may_come_in_pieces(store: Store) -> None:
    assert store.put("2/0192-p", iter([b"one", b"", b"two"])).octets == 6
    assert store.get("2/0192-p") == b"onetwo"


def test_a_file_whose_pieces_break_off_is_not_kept(store: Store) -> None:
    def breaks_off() -> Iterator[bytes]:
        yield b"the beginning"
        raise ConnectionResetError

    store.put("2/0192-q", b"the old file")
    with pytest.raises((StoreUnavailableError, StoreFullError)):
        store.put("2/0192-q", breaks_off())

    assert store.get("2/0192-q") == b"the old file"
    assert list(store.keys("2/")).count("2/0192-q") == 1


def test_a_file_can_be_read_in_pieces(store: Store) -> None:
    store.put("2/0192-b", b"one\ntwo\nthree")

    with store.stream("2/0192-b") as file:
        assert (file.read(4), file.read()) == (b"one\n", b"two\nthree")


def test_putting_twice_keeps_the_last_and_only_one(store: Store) -> None:
    store.put("2/0192-c", b"first, and longer")
    store.put("2/0192-c", b"second")

    assert store.get("2/0192-c") == b"second"


def test_an_empty_file_is_a_file(store: Store) -> None:
    store.put("2/0192-d", b"")

    assert store.get("2/0192-d") == b""
    assert store.head("2/0192-d").octets == 0


def test_what_is_deleted_is_gone_and_deleting_it_again_is_no_error(store: Store) -> None:
    store.put("2/0192-e", b"something")
    store.delete("2/0192-e")
    store.delete("2/0192-e")

    for read in (store.get, store.stream, store.head):
        with pytest.raises(NotInStoreError):
            read("2/0192-e")


def test_the_files_of_two_schools_lie_apart(store: Store) -> None:
    store.put("2/same", b"Oakfield's")
    store.put("3/same", b"Hillside's")

    assert (store.get("2/same"), store.get("3/same")) == (b"Oakfield's", b"Hillside's")


def test_the_files_of_one_organisation_are_listed_and_taken_away_together(store: Store) -> None:
    for key in ("21/exports/b", "21/exports/a", "21/uploads/c", "210/exports/a", "22/exports/a"):
        store.put(key, b"kept")

    assert list(store.keys("21/")) == ["21/exports/a", "21/exports/b", "21/uploads/c"]
    assert list(store.keys("21/exports/")) == ["21/exports/a", "21/exports/b"]
    assert store.delete_all("21/") == 3

    assert (list(store.keys("21/")), store.delete_all("21/")) == ([], 0)
    assert [*store.keys("210/"), *store.keys("22/")] == ["210/exports/a", "22/exports/a"]


@pytest.mark.parametrize(
    "key",
    ["../../etc/passwd", "/etc/passwd", "2", "2/", "2//a", "2/é", "2/.a", "2/a b", "2/" + "a" * 200, "2/a\n"],
)
def test_what_is_no_key_is_refused(store: Store, key: str) -> None:
    for use in (store.head, store.get, store.stream, store.delete, lambda one: store.put(one, b"kept")):
        with pytest.raises(NotAKeyError):
            use(key)


@pytest.mark.parametrize("prefix", ["", "/", "2", "../", "2/../3/", "."])
def test_what_is_no_prefix_takes_nothing_away(store: Store, prefix: str) -> None:
    store.put("2/0192-z", b"kept")

    with pytest.raises(NotAKeyError):
        store.delete_all(prefix)
    assert store.get("2/0192-z") == b"kept"


def test_a_folder_lets_nobody_else_look(local_store: LocalStore, tmp_path: Path) -> None:
    local_store.put("2/exports/a", b"kept")

    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "files").rglob("*")}
    assert modes == {"2": 0o700, "exports": 0o700, "a": 0o600}
    assert stat.S_IMODE((tmp_path / "files").stat().st_mode) == 0o700


def test_a_link_in_the_folder_is_followed_nowhere(local_store: LocalStore, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_bytes(b"not ours")
    local_store.put("2/exports/a", b"kept")
    (tmp_path / "files/2/exports/a").unlink()
    (tmp_path / "files/2/exports/a").symlink_to(outside)

    with pytest.raises(StoreUnavailableError):
        local_store.get("2/exports/a")
    local_store.put("2/exports/a", b"ours again")
    assert (outside.read_bytes(), local_store.get("2/exports/a")) == (b"not ours", b"ours again")


def test_a_full_disk_is_named_and_leaves_the_old_file_whole(
    local_store: LocalStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    local_store.put("2/f", b"the old file")

    def no_room(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr(os, "fsync", no_room)
        with pytest.raises(StoreFullError):
            local_store.put("2/f", b"the new file")

    assert local_store.get("2/f") == b"the old file"
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_a_folder_that_is_gone_is_unavailable_and_is_not_made_again(
    local_store: LocalStore, tmp_path: Path
) -> None:
    local_store.put("2/g", b"kept")
    shutil.rmtree(tmp_path / "files")

    for use in (
        lambda: local_store.put("2/g", b"again"),
        lambda: local_store.get("2/g"),
        lambda: local_store.head("2/g"),
        lambda: local_store.delete("2/g"),
        lambda: list(local_store.keys("2/")),
        lambda: local_store.delete_all("2/"),
    ):
        with pytest.raises(StoreUnavailableError):
            use()
    assert not (tmp_path / "files").exists()


def test_a_bucket_that_is_gone_is_unavailable(s3_server: str, s3_keys: None) -> None:
    store = S3Store(bucket="no-such-bucket", endpoint=s3_server)

    with pytest.raises(StoreUnavailableError):
        store.put("2/h", b"kept")
    with pytest.raises(StoreUnavailableError):
        store.get("2/h")
    with pytest.raises(StoreUnavailableError):
        list(store.keys("2/"))


def test_a_server_that_does_not_answer_is_unavailable(s3_keys: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("heft_platform.storage.s3.ATTEMPTS", 1)
    store = S3Store(bucket="heft-files", endpoint="http://127.0.0.1:9")

    with pytest.raises(StoreUnavailableError):
        store.put("2/i", b"kept")


def test_nobody_waits_long_for_a_server_that_hangs(s3_keys: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("heft_platform.storage.s3.PATIENCE_OF_A_READER", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as hangs:  # it takes every connection, and never says a word
        store = S3Store(bucket="heft-files", endpoint=f"http://127.0.0.1:{hangs.getsockname()[1]}")
        assert store._reader  # made beforehand: that takes a while
        began = time.monotonic()
        with pytest.raises(StoreUnavailableError):
            store.stream("2/i")

    assert time.monotonic() - began < 2


def test_a_bucket_without_room_is_full(s3_store: S3Store, monkeypatch: pytest.MonkeyPatch) -> None:
    from botocore.exceptions import ClientError  # noqa: PLC0415

    def no_room(**_: object) -> None:
        raise ClientError({"Error": {"Code": "QuotaExceeded"}}, "PutObject")

    monkeypatch.setattr(s3_store._client, "put_object", no_room)

    with pytest.raises(StoreFullError):
        s3_store.put("2/j", b"kept")
