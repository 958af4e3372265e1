"""A sealed file opens for one organisation, whole and as it was, or not at all."""

import io
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from sqlalchemy.orm import Session

from heft_platform import storage
from heft_platform.storage import LocalStore
from heft_tenants import file_keys
from heft_tenants.file_keys import Keyring, MasterKeys
from heft_tenants.ids import uuid7
from heft_tenants.sealing import PIECE, BrokenSealError, PrivateKey, PublicKey, new_pair, seal, unseal

WRAPPED = PIECE + 16  # a piece with its tag
ActingAs = Callable[[str], AbstractContextManager[Session]]


def pair(org: int = 7) -> tuple[PublicKey, Keyring]:
    public, private = new_pair(org=org, id=uuid7())
    return public, Keyring({private.id: private})


def opened(sealed: bytes, keys: Keyring) -> bytes:
    return b"".join(unseal(io.BytesIO(sealed), key_of=keys))


@pytest.mark.parametrize("octets", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 17])
def test_what_was_sealed_opens_again(octets: int) -> None:
    public, keys = pair()
    content = bytes(range(256)) * (octets // 256 + 1)

    sealed = b"".join(seal([content[:octets]], to=public))

    assert opened(sealed, keys) == content[:octets]
    assert content[: min(octets, 64)] not in sealed or octets < 4


def test_the_size_of_the_pieces_makes_no_difference() -> None:
    public, keys = pair()

    assert opened(b"".join(seal((b"seven..",) * 20_000, to=public)), keys) == b"seven.." * 20_000


def test_the_same_file_sealed_twice_looks_different() -> None:
    public, _ = pair()

    assert b"".join(seal([b"same"], to=public)) != b"".join(seal([b"same"], to=public))


def sealed_in_three() -> tuple[bytes, list[bytes], Keyring]:
    public, keys = pair()
    sealed = b"".join(seal([b"a" * PIECE, b"b" * PIECE, b"c" * 100], to=public))
    header = sealed[: -2 * WRAPPED - 116]
    body = sealed[len(header) :]
    return header, [body[:WRAPPED], body[WRAPPED : 2 * WRAPPED], body[2 * WRAPPED :]], keys


def test_three_pieces_are_what_the_next_test_takes_them_for() -> None:
    header, pieces, keys = sealed_in_three()

    assert opened(header + b"".join(pieces), keys) == b"a" * PIECE + b"b" * PIECE + b"c" * 100


@pytest.mark.parametrize(
    "parts",
    [
        "header one two",  # the end cut off, between two pieces
        "header one two three-cut",
        "header one",
        "header",
        "header-cut",
        "",
        "header two one three",
        "header one three",
        "header one one two three",
        "header one two three three",
        "header one two three more",
        "header one two three-changed",
        "header-changed one two three",
        "header-of-another-kind one two three",
    ],
)
def test_whatever_is_done_to_a_sealed_file_is_noticed(parts: str) -> None:
    header, (one, two, three), keys = sealed_in_three()
    part = {"header": header, "one": one, "two": two, "three": three, "more": b"x"}
    part |= {"three-cut": three[:-1], "three-changed": bytes([three[0] ^ 1]) + three[1:]}
    part |= {"header-cut": header[:-1], "header-changed": header[:-1] + bytes([header[-1] ^ 1])}
    part |= {"header-of-another-kind": b"heft2" + header[5:]}

    with pytest.raises(BrokenSealError):
        opened(b"".join(part[name] for name in parts.split()), keys)


def test_pieces_of_another_file_do_not_fit() -> None:
    header, (one, two, _), keys = sealed_in_three()
    key_id = next(iter(keys.keys))
    public = PublicKey(org=7, id=key_id, key=_public_of(keys.keys[key_id]))
    other = b"".join(seal([b"x" * (2 * PIECE + 100)], to=public))

    with pytest.raises(BrokenSealError):
        opened(header + one + two + other[-116:], keys)


def test_another_organisation_cannot_open_it_even_with_the_same_key_under_its_own_number() -> None:
    public, keys = pair(org=7)
    sealed = b"".join(seal([b"for seven"], to=public))
    stolen = {id_: PrivateKey(org=8, id=id_, key=private.key) for id_, private in keys.keys.items()}

    for others in (pair(org=8)[1], Keyring(stolen)):
        with pytest.raises(BrokenSealError):
            opened(sealed, others)


def test_sealing_and_opening_need_no_more_memory_for_a_long_file(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    store = LocalStore.opened(tmp_path_factory.mktemp("long"))
    public, keys = pair()
    whole = 25 * 1024 * 1024

    def long() -> Iterator[bytes]:
        for _ in range(whole // PIECE):
            yield b"x" * PIECE

    tracemalloc.start()
    kept = storage.keep(store, "7/long", long(), to=public)
    with storage.open_kept(store, "7/long", keys=keys) as file:
        read = sum(len(piece) for piece in iter(lambda: file.read(PIECE), b""))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert (kept.octets, read) == (whole, whole)
    assert peak < 2 * 1024 * 1024


def test_every_organisation_has_a_key_that_the_cluster_can_seal_with(acting_as: ActingAs) -> None:
    with acting_as("sam-patel") as session:
        ours = file_keys.own_keys(session, master=storage.master_keys())
        oakfields = file_keys.own_key(session, master=storage.master_keys())
    with acting_as("bronwen-hughes") as session:
        seen = file_keys.key_to_seal_for(session, org=oakfields.org)
        theirs = file_keys.own_keys(session, master=storage.master_keys())

    sealed = b"".join(seal([b"for Oakfield"], to=seen))
    assert opened(sealed, ours) == b"for Oakfield"
    with pytest.raises(BrokenSealError):
        opened(sealed, theirs)


def test_a_new_key_seals_from_then_on_and_the_old_one_still_opens(acting_as: ActingAs) -> None:
    with acting_as("sam-patel") as session:
        before = file_keys.own_key(session, master=storage.master_keys())
        after = file_keys.renew_key(session, master=storage.master_keys())
        assert file_keys.key_to_seal_for(session, org=after.org) == after != before
        keys = file_keys.own_keys(session, master=storage.master_keys())

    for public in (before, after):
        assert opened(b"".join(seal([b"kept"], to=public)), keys) == b"kept"


def test_without_the_master_key_the_database_opens_nothing(acting_as: ActingAs) -> None:
    with acting_as("sam-patel") as session:
        for master in (MasterKeys({1: b"\0" * 32}), MasterKeys({2: bytes(range(32))})):
            with pytest.raises(BrokenSealError):
                file_keys.own_keys(session, master=master)


def test_a_new_master_key_wraps_from_then_on_and_the_old_one_still_opens() -> None:
    old, both = MasterKeys({1: b"\1" * 32}), MasterKeys({1: b"\1" * 32, 2: b"\2" * 32})
    private = next(iter(pair()[1].keys.values()))

    wrapped = [(number, key) for number, key in (old.wrap(private), both.wrap(private))]

    assert [number for number, _ in wrapped] == [1, 2]
    for number, key in wrapped:
        row = file_keys.FileKey(org_id=7, id=private.id, master_key=number, private_key=key)
        assert both.unwrap(row) == private
        moved = file_keys.FileKey(org_id=8, id=private.id, master_key=number, private_key=key)
        with pytest.raises(BrokenSealError):
            both.unwrap(moved)


def _public_of(private: PrivateKey) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey  # noqa: PLC0415

    return X25519PrivateKey.from_private_bytes(private.key).public_key().public_bytes_raw()
