"""Keep files in a folder: one folder for each organisation, in it what was sealed for it."""

import errno
import os
import shutil
import tempfile
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from heft_platform.storage.store import (
    NotInStoreError,
    Stored,
    StoreFullError,
    StoreUnavailableError,
    checked_key,
    checked_prefix,
    in_pieces,
)

NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
UNDER_WAY = ".under-way-"  # no key begins so


class LocalStore:
    """A store in a folder of this machine. The folder must be there: a disk that is not mounted is not written past."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @classmethod
    def opened(cls, folder: Path) -> "LocalStore":
        """Return a store in a folder, which is made if it is not there yet, readable by nobody else."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return cls(folder)

    def put(self, key: str, content: bytes | Iterable[bytes]) -> Stored:
        path = self._path(key)
        with _named_errors():
            self._make_folders(path.parent)
            with _beside(path) as (temporary, file):
                octets = sum(file.write(piece) for piece in in_pieces(content))
                file.flush()
                os.fsync(file.fileno())
                temporary.replace(path)  # a reader sees the old file or the new one, never a part
            _flush_folder(path.parent)
        return Stored(key=key, octets=octets)

    def get(self, key: str) -> bytes:
        with self.stream(key) as file, _named_errors():
            return file.read()

    def stream(self, key: str) -> BinaryIO:
        with self._found(), _named_errors():  # a link that somebody put there is followed nowhere
            return os.fdopen(os.open(self._path(key), os.O_RDONLY | os.O_NOFOLLOW), "rb")

    def head(self, key: str) -> Stored:
        with self._found(), _named_errors():
            return Stored(key=key, octets=self._path(key).lstat().st_size)

    def keys(self, prefix: str) -> Iterator[str]:
        folder = self._folder / checked_prefix(prefix)
        with _named_errors():
            self._folder.stat()  # a store that is not there is not an empty one
            found = sorted(path for path in folder.rglob("*") if path.is_file())
        return (
            path.relative_to(self._folder).as_posix() for path in found if not path.name.startswith(UNDER_WAY)
        )

    def delete(self, key: str) -> None:
        with suppress(NotInStoreError), self._found(), _named_errors():
            self._path(key).unlink()

    def delete_all(self, prefix: str) -> int:
        there_were = sum(1 for _ in self.keys(prefix))
        with suppress(NotInStoreError), self._found(), _named_errors():
            shutil.rmtree(self._folder / prefix)
        return there_were

    @contextmanager
    def _found(self) -> Generator[None]:
        """Tell a file that is not there from a store that is not there."""
        try:
            yield
        except StoreUnavailableError as error:
            if isinstance(error.__cause__, FileNotFoundError) and self._folder.is_dir():
                raise NotInStoreError from error
            raise

    def _path(self, key: str) -> Path:
        return self._folder / checked_key(key)

    def _make_folders(self, folder: Path) -> None:
        """Make what is missing below the store's own folder, which is not made again here if it is gone."""
        if folder == self._folder or folder.is_dir():
            return
        self._make_folders(folder.parent)
        with suppress(FileExistsError):
            folder.mkdir(mode=0o700)
            _flush_folder(folder.parent)


@contextmanager
def _named_errors() -> Generator[None]:
    try:
        yield
    except OSError as error:
        raise (StoreFullError if error.errno in NO_ROOM else StoreUnavailableError) from error


@contextmanager
def _beside(path: Path) -> Generator[tuple[Path, BinaryIO]]:
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=UNDER_WAY)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield temporary, file
    finally:
        temporary.unlink(missing_ok=True)


def _flush_folder(folder: Path) -> None:
    """Have the folder itself on the disk: without that a file may be safe and its name lost."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
