"""Files as their organisation knows them: sealed on their way into the store, opened on their way out."""

import hashlib
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, cast

from heft_platform.storage.store import Store, in_pieces
from heft_tenants.file_keys import Keyring
from heft_tenants.sealing import PIECE, BrokenSealError, PublicKey, Unsealed, seal


@dataclass(frozen=True, kw_only=True)
class Kept:
    """How long a file is, and what tells it from every other: open, not sealed."""

    octets: int
    sha256: str


class Counted:
    """Pieces that are counted and fingerprinted while somebody reads them."""

    def __init__(self, content: bytes | Iterable[bytes]) -> None:
        self._content = in_pieces(content)
        self._hash = hashlib.sha256()
        self._octets = 0

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._content:
            self._octets += len(piece)
            self._hash.update(piece)
            yield piece

    def so_far(self) -> Kept:
        return Kept(octets=self._octets, sha256=self._hash.hexdigest())


def keep(store: Store, key: str, content: bytes | Iterable[bytes], *, to: PublicKey) -> Kept:
    """Seal a file for an organisation and put it into the store. Needs memory for two pieces, and no database.

    :raises heft_platform.storage.StoreError: if the store cannot take it
    """
    counted = Counted(content)
    store.put(key, seal(counted, to=to))
    return counted.so_far()


def open_kept(store: Store, key: str, *, keys: Keyring, digest: bytes | None = None) -> BinaryIO:
    """Open a file of the organisation whose keys these are. Whoever reads it closes it.

    See `open_sealed` for what reading raises.

    :raises heft_platform.storage.NotInStoreError: if there is none
    """
    return open_sealed(store.stream(key), keys=keys, digest=digest)


def open_sealed(sealed: BinaryIO, *, keys: Keyring, digest: bytes | None = None) -> BinaryIO:
    """Open what was sealed for the organisation whose keys these are, wherever it lies.

    Its beginning is looked at now. Reading on raises `BrokenSealError` at the first piece that is not as it was sealed,
    and before the last one if the whole has another fingerprint.

    :raises heft_tenants.sealing.BrokenSealError: if its beginning is not as it was sealed, or for somebody else
    """
    opened = io.BufferedReader(Unsealed(sealed, key_of=keys, digest=digest), PIECE)
    try:
        opened.peek(1)
    except BrokenSealError:
        opened.close()
        raise
    return cast("BinaryIO", opened)
