"""What was erased, kept outside the database: a restored database is old, and so is what it remembers of erasures."""

import errno
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

LEDGER, CERTIFICATES = "erasures.jsonl", "certificates"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A line of the ledger: an erasure that began, or one that was done."""

    what: Literal["begun", "erased", "erased again"]
    at: str
    by: str
    org_id: int
    cluster_id: int
    kind: str
    slug: str
    name: str
    cluster_name: str
    archive: str | None  # its fingerprint; None: there was none
    rows: dict[str, int]  # how many there were, by table
    files: int
    certificate: str | None = None  # its SHA-256


class BrokenLedgerError(Exception):
    """A line of the ledger cannot be read; `line` is its number."""

    def __init__(self, line: int) -> None:
        self.line = line
        super().__init__(line)


class Ledger:
    """The file. Lines are added, and none is ever changed."""

    def __init__(self, data: Path) -> None:
        self.path = data / LEDGER
        self._certificates = data / CERTIFICATES

    def add(self, entry: Entry) -> None:
        """Write a line, and have it on the disk."""
        _append(self.path, json.dumps(asdict(entry), ensure_ascii=False).encode() + b"\n")

    def entries(self) -> Iterator[Entry]:
        """Give every line, the oldest first.

        :raises BrokenLedgerError: at a line that cannot be read
        """
        if not self.path.exists():
            return
        for number, line in enumerate(self.path.read_text().splitlines(), start=1):
            try:
                yield Entry(**json.loads(line))
            except (ValueError, TypeError) as error:
                raise BrokenLedgerError(number) from error

    def last_of_each(self) -> dict[int, Entry]:
        """Return how far each erasure has come, by the organisation's number."""
        return {entry.org_id: entry for entry in self.entries()}

    def keep_certificate(self, certificate: Mapping[str, Any]) -> tuple[Path, str]:
        """Keep a certificate as a file of its own. Return where it is, and its SHA-256."""
        self._certificates.mkdir(mode=0o700, parents=True, exist_ok=True)
        text = json.dumps(certificate, indent=1, ensure_ascii=False).encode() + b"\n"
        digest = hashlib.sha256(text).hexdigest()
        path = self._certificates / f"{certificate['organisation']['slug']}-{digest[:12]}.json"
        if not path.exists():
            _append(path, text)
        return path, digest


def _append(path: Path, text: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        octets = os.fstat(descriptor).st_size
        if os.write(descriptor, text) != len(text):
            os.ftruncate(descriptor, octets)  # a whole line or none
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)  # without that the file may be safe and its name lost
    finally:
        os.close(folder)
