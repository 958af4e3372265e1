"""Look into a Word document: an archive of XML (ECMA-376), unpacked here once to see that it can be.

What the archive says of itself is not believed: everything is counted while it is read.
"""

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO
from xml.parsers.expat import ExpatError

from heft_platform.files.checks.refusals import (
    BrokenFileError,
    HoldsMoreThanWordsError,
    LockedFileError,
    UnpacksTooFarError,
)
from heft_platform.files.checks.xml_words import Words

MOST_PARTS = 2_000
LARGEST_LIST = 512 * 1024  # octets of the list of parts
LARGEST_PART = 50 * 1024 * 1024  # octets, unpacked
LARGEST_WHOLE = 100 * 1024 * 1024
MOST_RATIO = 200  # of a part larger than this:
SMALL = 1024 * 1024
END = struct.Struct("<4s4H2LH")  # the record at the end of an archive (APPNOTE.TXT, 4.3.16)
PIECE = 64 * 1024
CANNOT_BE_READ = (
    zipfile.BadZipFile,
    zlib.error,
    ExpatError,
    EOFError,
    NotImplementedError,
    ValueError,
    struct.error,
)
NEEDED = {"[Content_Types].xml", "word/document.xml"}
FOLDERS_NOT_LET_IN = ("word/embeddings/", "word/activex/", "word/macros/")
ENDINGS_NOT_LET_IN = (
    ".bin",
    ".zip",
    ".docx",
    ".docm",
    ".dotm",
    ".xlsx",
    ".xlsm",
    ".jar",
    ".exe",
    ".js",
    ".html",
    ".svg",
)
BEGINNINGS_NOT_LET_IN = (
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"MZ",
    b"\x7fELF",
)


def let_in(file: BinaryIO) -> BinaryIO:
    """Return the file itself.

    :raises BrokenFileError: if it is no whole Word document, or not only one
    :raises LockedFileError: if a part is encrypted
    :raises UnpacksTooFarError: if it unpacks to more than is let in
    :raises HoldsMoreThanWordsError: if it holds a macro or another file, or loads something from elsewhere
    """
    _look_at_end(file)
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            _look_at_list(parts)
            room = LARGEST_WHOLE
            for part in parts:
                room -= _read(archive, part, at_most=min(room, LARGEST_PART))
    except CANNOT_BE_READ as error:
        raise BrokenFileError from error
    file.seek(0)
    return file


def _look_at_end(file: BinaryIO) -> None:
    """See that the archive fills the file, from its first octet to its last, before its list is read."""
    if file.seek(0, 2) < END.size:
        raise BrokenFileError
    at = file.seek(-END.size, 2)
    mark, *numbers, listed, begins, remark = END.unpack(file.read(END.size))
    disk, first_disk, here, parts = numbers
    if mark != b"PK\x05\x06" or remark or disk or first_disk or here != parts or begins + listed != at:
        raise BrokenFileError
    if parts > MOST_PARTS or listed > LARGEST_LIST:
        raise UnpacksTooFarError


def _look_at_list(parts: list[zipfile.ZipInfo]) -> None:
    names = [part.filename.lower() for part in parts]
    if len(set(names)) != len(names) or not {part.filename for part in parts} >= NEEDED:
        raise BrokenFileError
    end_of_last = 0
    for part in sorted(parts, key=lambda one: one.header_offset):
        _look_at_line(part)
        if part.header_offset < end_of_last:
            raise UnpacksTooFarError  # two parts share their content
        end_of_last = part.header_offset + part.compress_size


def _look_at_line(part: zipfile.ZipInfo) -> None:
    name = part.filename
    climbs = name.startswith("/") or ".." in name.split("/") or any(odd in name for odd in "\\:\0")
    if climbs or stat.S_ISLNK(part.external_attr >> 16):
        raise BrokenFileError
    if part.flag_bits & 0x1:
        raise LockedFileError
    if part.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise BrokenFileError
    if name.lower().startswith(FOLDERS_NOT_LET_IN) or name.lower().endswith(ENDINGS_NOT_LET_IN):
        raise HoldsMoreThanWordsError


def _read(archive: zipfile.ZipFile, part: zipfile.ZipInfo, *, at_most: int) -> int:
    """Unpack a part, look at what comes, and return how much it was."""
    octets = 0
    words = Words() if part.filename.lower().endswith((".xml", ".rels")) else None
    for piece in _pieces(archive, part):
        if not octets and piece.startswith(BEGINNINGS_NOT_LET_IN):
            raise HoldsMoreThanWordsError
        octets += len(piece)
        if octets > at_most or octets > max(SMALL, MOST_RATIO * part.compress_size):
            raise UnpacksTooFarError
        if words:
            words.look_at(piece)
    if words:
        words.end()
    return octets


def _pieces(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(part) as unpacked:
        while piece := unpacked.read(PIECE):
            yield piece
