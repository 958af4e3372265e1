"""Keep files in a folder. A file begins with a line that says what it is; the rest is its content."""

import errno
import hashlib
import json
import os
import tempfile
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import BinaryIO

from heft_platform.storage.store import NotInStoreError, Stored, StoreFullError, StoreUnavailableError

NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class LocalStore:
    """A store in a folder of this machine. The folder must be there: a disk that is not mounted is not written past."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @classmethod
    def opened(cls, folder: Path) -> "LocalStore":
        """Return a store in a folder, which is made if it is not there yet, readable by nobody else."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return cls(folder)

    def put(self, key: str, content: bytes, *, content_type: str) -> Stored:
        digest = hashlib.sha256(content).hexdigest()
        stored = Stored(key=key, content_type=content_type, octets=len(content), sha256=digest)
        path = self._path(key)
        with _named_errors():
            _make_folder(path.parent)
            with _beside(path) as (temporary, file):
                file.write(json.dumps(asdict(stored)).encode() + b"\n" + content)
                file.flush()
                os.fsync(file.fileno())
                temporary.replace(path)  # a reader sees the old file or the new one, never a part
            _flush_folder(path.parent)
        return stored

    def get(self, key: str) -> bytes:
        with self.stream(key) as file, _named_errors():
            return file.read()

    def stream(self, key: str) -> BinaryIO:
        with self._found(), _named_errors():
            file = self._path(key).open("rb")
            file.readline()
            return file

    def head(self, key: str) -> Stored:
        with self._found(), _named_errors(), self._path(key).open("rb") as file:
            return Stored(**json.loads(file.readline()))

    def delete(self, key: str) -> None:
        with suppress(NotInStoreError), self._found(), _named_errors():
            self._path(key).unlink()

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
        # Hashed, so that no key can climb out of the folder or be too long for it.
        name = hashlib.sha256(key.encode()).hexdigest()
        return self._folder / name[:2] / name


@contextmanager
def _named_errors() -> Generator[None]:
    try:
        yield
    except OSError as error:
        raise (StoreFullError if error.errno in NO_ROOM else StoreUnavailableError) from error


@contextmanager
def _beside(path: Path) -> Generator[tuple[Path, BinaryIO]]:
    descriptor, name = tempfile.mkstemp(dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield temporary, file
    finally:
        temporary.unlink(missing_ok=True)


def _make_folder(folder: Path) -> None:
    """Make one level only: the store's own folder is not made again here if it is gone."""
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
        _flush_folder(folder.parent)


def _flush_folder(folder: Path) -> None:
    """Have the folder itself on the disk: without that a file may be safe and its name lost."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
