"""What every store can do. A key is made of ids and never of names: it stands in logs that are not ours."""

from dataclasses import dataclass
from typing import BinaryIO, Protocol


class StoreError(Exception):
    """The store could not do it. Work that needs it says so, and can be done again."""


class StoreFullError(StoreError):
    """There is no room left."""


class StoreUnavailableError(StoreError):
    """The store is gone, or does not answer, or does not let us in."""


class NotInStoreError(StoreError):
    """Nothing is kept under this key."""


@dataclass(frozen=True, kw_only=True)
class Stored:
    """A file in the store."""

    key: str
    content_type: str
    octets: int
    sha256: str


class Store(Protocol):
    """Files by their keys. Each call raises a `StoreError` if the store cannot do it, and leaves no half file."""

    def put(self, key: str, content: bytes, *, content_type: str) -> Stored:
        """Keep a file; one that is there under the same key makes way.

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

    def delete(self, key: str) -> None:
        """Have no file under this key any more, whether there was one or not."""
