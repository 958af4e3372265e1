"""Look at a file before it is let in: it must be what its name says, and hold nothing that acts by itself."""

import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from heft_platform.files.checks import pdf, pictures, word
from heft_platform.files.checks.refusals import (
    BrokenFileError,
    EmptyFileError,
    FileRefusedError,
    FileTooLargeError,
    HoldsMoreThanWordsError,
    KindNotAllowedError,
    LockedFileError,
    NotWhatItSaysError,
    PictureTooLargeError,
    UnpacksTooFarError,
)

__all__ = [
    "LARGEST",
    "BrokenFileError",
    "Checked",
    "EmptyFileError",
    "FileRefusedError",
    "FileTooLargeError",
    "HoldsMoreThanWordsError",
    "KindNotAllowedError",
    "LockedFileError",
    "NotWhatItSaysError",
    "PictureTooLargeError",
    "UnpacksTooFarError",
    "checked",
    "ending_of",
]

LARGEST = 25 * 1024 * 1024  # octets


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of file that is let in, by how its name ends and how its content begins."""

    endings: tuple[str, ...]
    begins: bytes
    media_type: str
    let_in: Callable[[BinaryIO], BinaryIO]


KINDS = (
    Kind(endings=(".pdf",), begins=b"%PDF-", media_type="application/pdf", let_in=pdf.let_in),
    Kind(
        endings=(".docx",),
        begins=b"PK\x03\x04",
        media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        let_in=word.let_in,
    ),
    Kind(endings=(".png",), begins=b"\x89PNG\r\n\x1a\n", media_type="image/png", let_in=pictures.png),
    Kind(endings=(".jpg", ".jpeg"), begins=b"\xff\xd8\xff", media_type="image/jpeg", let_in=pictures.jpeg),
)


@dataclass(frozen=True, kw_only=True)
class Checked:
    """A file that may be let in: perhaps not the one that was brought, but what of it is let in."""

    content: BinaryIO
    media_type: str


@contextmanager
def checked(file: BinaryIO, *, name: str) -> Iterator[Checked]:
    """Look at a file, and let what of it is let in be read in the enclosed work.

    :raises FileRefusedError: one of its kinds, each with the words that say what to do
    """
    octets = _octets(file)
    if not octets:
        raise EmptyFileError
    if octets > LARGEST:
        raise FileTooLargeError
    kind = _kind_of(name)
    if file.read(len(kind.begins)) != kind.begins:
        raise NotWhatItSaysError
    file.seek(0)
    with closing(kind.let_in(file)) as content:
        if _octets(content) > LARGEST:
            raise FileTooLargeError  # a picture may grow when it is drawn anew
        yield Checked(content=content, media_type=kind.media_type)


def ending_of(media_type: str) -> str:
    """Return how the name of a file of a kind that is let in ends."""
    return next(kind.endings[0] for kind in KINDS if kind.media_type == media_type).removeprefix(".")


def _kind_of(name: str) -> Kind:
    for kind in KINDS:
        if name.lower().endswith(kind.endings):
            return kind
    raise KindNotAllowedError


def _octets(file: BinaryIO) -> int:
    file.seek(0, os.SEEK_END)
    octets = file.tell()
    file.seek(0)
    return octets
