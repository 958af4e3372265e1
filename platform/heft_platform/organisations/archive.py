"""An organisation's whole ground as one file: what it holds is said in its own manifest, and can be checked by anybody."""

import hashlib
import json
import os
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import IO, Any

from heft_tenants.refusals import Refused

FORMAT, VERSION = "heft organisation archive", 1
MANIFEST, READ_ME = "manifest.json", "README.txt"
PIECE = 1 << 16
LONGEST_MANIFEST = 1 << 26  # octets: a longer one is no manifest of ours
BEGINNING = datetime(1980, 1, 1).timetuple()[:6]  # noqa: DTZ001  (the same content is the same file)


class NotAnArchiveError(Refused):
    """This file is not an archive of an organisation, or it is not whole: choose another, or make it anew."""


class FileAlreadyThereError(Refused):
    """There is a file of this name already, and none is written over: choose another name."""


@dataclass(frozen=True, kw_only=True)
class Member:
    """A file in the archive, and what tells it from every other."""

    name: str
    octets: int
    sha256: str
    rows: int | None = None  # of a table; None: not a table


@dataclass(kw_only=True)
class Manifest:
    """What an archive holds, and what it does not."""

    organisation: dict[str, Any]
    made_at: str
    format: str = FORMAT
    version: int = VERSION
    members: list[Member] = field(default_factory=list)
    columns: dict[str, dict[str, str]] = field(default_factory=dict)  # by table: each column and its type
    left_out: dict[str, str] = field(default_factory=dict)  # by table: why
    files: dict[str, str] = field(default_factory=dict)  # by key in the store: the member that it is

    @property
    def tables(self) -> dict[str, Member]:
        return {
            _table_of(member.name): member for member in self.members if member.name.startswith("tables/")
        }

    def as_json(self) -> bytes:
        return json.dumps(asdict(self), indent=1, ensure_ascii=False).encode() + b"\n"

    @classmethod
    def from_json(cls, text: bytes) -> "Manifest":
        """Read a manifest.

        :raises NotAnArchiveError: if it is none, or one of a version that is not known here
        """
        try:
            said = json.loads(text)
            if (said["format"], said["version"]) != (FORMAT, VERSION):
                raise NotAnArchiveError
            return cls(**{**said, "members": [Member(**member) for member in said["members"]]})
        except (ValueError, KeyError, TypeError) as error:
            raise NotAnArchiveError from error


class ArchiveWriter:
    """Adds one member after the other. Needs memory for a piece of one, whatever its length."""

    def __init__(self, archive: zipfile.ZipFile, manifest: Manifest) -> None:
        self._archive = archive
        self.manifest = manifest

    def add_table(self, table: str, columns: dict[str, str], lines: Iterable[bytes]) -> None:
        self.manifest.columns[table] = columns
        self._add(f"tables/{table}.jsonl", lines, are_rows=True)

    def add_file(self, key: str, pieces: Iterable[bytes]) -> None:
        self.manifest.files[key] = f"files/{key}"
        self._add(f"files/{key}", pieces)

    def finish(self) -> str:
        """Write what explains the archive, and return the fingerprint of its manifest: the archive's own."""
        self._add(READ_ME, [files(__package__).joinpath(READ_ME).read_bytes()])
        said = self.manifest.as_json()
        self._archive.writestr(_entry(MANIFEST), said)
        return hashlib.sha256(said).hexdigest()

    def _add(self, name: str, pieces: Iterable[bytes], *, are_rows: bool = False) -> None:
        digest, octets, number = hashlib.sha256(), 0, 0
        with self._archive.open(_entry(name), "w", force_zip64=True) as member:
            for piece in pieces:
                member.write(piece)
                digest.update(piece)
                octets += len(piece)
                number += 1
        self.manifest.members.append(
            Member(name=name, octets=octets, sha256=digest.hexdigest(), rows=number if are_rows else None)
        )


@contextmanager
def writing(path: Path, manifest: Manifest) -> Iterator[ArchiveWriter]:
    """Write an archive that only we may read. It has its name once it is whole; till then it has another.

    :raises FileAlreadyThereError: if a file has that name
    """
    if path.exists():
        raise FileAlreadyThereError
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.unfinished")
    try:
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
                yield ArchiveWriter(archive, manifest)
            file.flush()
            os.fsync(file.fileno())
        unfinished.rename(path)
    finally:
        unfinished.unlink(missing_ok=True)


@dataclass(frozen=True, kw_only=True)
class Checked:
    """An archive that was read from its first octet to its last."""

    manifest: Manifest
    fingerprint: str
    faults: tuple[str, ...]  # a sentence for each; none: it is as it was made


def check(path: Path) -> Checked:
    """Read an archive and compare every member with its manifest.

    :raises NotAnArchiveError: if it is no archive, or has no manifest that can be read
    """
    try:
        with zipfile.ZipFile(path) as archive:
            if archive.getinfo(MANIFEST).file_size > LONGEST_MANIFEST:
                raise NotAnArchiveError
            said = archive.read(MANIFEST)
            manifest = Manifest.from_json(said)
            faults = tuple(_faults(archive, manifest))
    except (zipfile.BadZipFile, KeyError, EOFError) as error:
        raise NotAnArchiveError from error
    return Checked(manifest=manifest, fingerprint=hashlib.sha256(said).hexdigest(), faults=faults)


def _faults(archive: zipfile.ZipFile, manifest: Manifest) -> Iterator[str]:
    there = [name for name in archive.namelist() if name != MANIFEST]
    expected = {member.name for member in manifest.members}
    for name in sorted(expected - set(there)):
        yield f"{name} is missing."
    for name in sorted(set(there) - expected):
        yield f"{name} is not in the manifest."
    for name in sorted({name for name in there if there.count(name) > 1}):
        yield f"{name} is there more than once."
    for member in manifest.members:
        if member.name in there:
            yield from _faults_of(archive, member)


def _faults_of(archive: zipfile.ZipFile, member: Member) -> Iterator[str]:
    digest, rows = hashlib.sha256(), 0
    try:
        with archive.open(member.name) as content:
            for piece in _pieces(content):
                digest.update(piece)
                rows += piece.count(b"\n")
    except zipfile.BadZipFile:
        yield f"{member.name} cannot be read: it was damaged."
        return
    if digest.hexdigest() != member.sha256:
        yield f"{member.name} was changed."
    if member.rows not in (None, rows):
        yield f"{member.name} has {rows} rows, and should have {member.rows}."


def _pieces(content: IO[bytes]) -> Iterator[bytes]:
    while piece := content.read(PIECE):
        yield piece


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, BEGINNING)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry


def _table_of(name: str) -> str:
    return name.removeprefix("tables/").removesuffix(".jsonl")
