"""What every store can do. It keeps what was sealed and cannot open it; a key is made of ids and never of names.

The first part of a key is the number of the organisation whose the file is.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Protocol

KEY = re.compile(r"[0-9a-z][0-9a-z-]{0,127}(?:/[0-9a-z][0-9a-z-]{0,127}){1,3}")
PREFIX = re.compile(r"(?:[0-9a-z][0-9a-z-]{0,127}/){1,3}")


class StoreError(Exception):
    """The store could not do it. Work that needs it says so, and can be done again."""


class StoreFullError(StoreError):
    """There is no room left."""


class StoreUnavailableError(StoreError):
    """The store is gone, or does not answer, or does not let us in."""


class NotInStoreError(StoreError):
    """Nothing is kept under this key."""


class NotAKeyError(ValueError):
    """A key is two to four parts of small letters, digits and hyphens; a prefix is its first parts, with the slash."""


@dataclass(frozen=True, kw_only=True)
class Stored:
    """A file in the store, and how long it is there: sealed."""

    key: str
    octets: int


class Store(Protocol):
    """Files by their keys. Each call raises a `StoreError` if the store cannot do it, and leaves no half file.

    A key that is none raises a `NotAKeyError`.
    """

    def put(self, key: str, content: bytes | Iterable[bytes]) -> Stored:
        """Keep a file; one that is there under the same key makes way. Pieces are read one after the other.

        :raises StoreFullError: if there is no room
        """

    def get(self, key: str) -> bytes:
        """Return a whole file.

        :raises NotInStoreError: if there is none
        """

    def stream(self, key: str) -> BinaryIO:
        """Open a file for reading from its beginning to its end. Whoever reads it closes it.

        :raises NotInStoreError: if there is none
        """

    def head(self, key: str) -> Stored:
        """Return what is known of a file without reading it.

        :raises NotInStoreError: if there is none
        """

    def keys(self, prefix: str) -> Iterator[str]:
        """Give the key of every file whose key begins so, such as `7/`, in their order."""

    def delete(self, key: str) -> None:
        """Have no file under this key any more, whether there was one or not."""

    def delete_all(self, prefix: str) -> int:
        """Have no file any more whose key begins so. Return how many there were."""


def place_of(org: int) -> str:
    """Return the prefix under which everything of one organisation lies, and nothing else."""
    return f"{org}/"


def checked_key(key: str) -> str:
    if not KEY.fullmatch(key):
        raise NotAKeyError
    return key


def checked_prefix(prefix: str) -> str:
    if not PREFIX.fullmatch(prefix):
        raise NotAKeyError
    return prefix


def in_pieces(content: bytes | Iterable[bytes]) -> Iterable[bytes]:
    return (content,) if isinstance(content, bytes) else content
