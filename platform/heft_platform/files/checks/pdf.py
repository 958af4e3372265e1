"""Look into a PDF for what acts by itself. It is let in as it is: whoever opens it has a program that shields them.

Names are looked for in the whole file and in the objects that it holds compressed, also where letters are written as
numbers (ISO 32000-2, 7.3.5), so that no way of hiding them behind a stream's end or in a comment helps.
"""

import mmap
import re
import zlib
from typing import BinaryIO

from heft_platform.files.checks.refusals import (
    BrokenFileError,
    HoldsMoreThanWordsError,
    LockedFileError,
    UnpacksTooFarError,
)

MOST_UNPACKED = 50 * 1024 * 1024  # octets of all compressed objects together
MOST_STREAMS = 10_000  # of compressed objects
MOST_DICTIONARY = 4096  # octets between the name of a stream and its beginning
PIECE = 64 * 1024
NOT_LET_IN = (
    "JavaScript",
    "Launch",
    "EmbeddedFile",
    "EmbeddedFiles",
    "RichMedia",
    "GoToE",
    "ImportData",
    "XFA",
)
VERSION = re.compile(rb"%PDF-(?:1\.[0-9]|2\.0)[\s%]")
THE_END = re.compile(rb"%%EOF\s*\Z")
BEGINS = re.compile(rb"stream\r?\n")


def _named(*names: str) -> re.Pattern[bytes]:
    """Return what finds names, each letter as itself or as its number."""
    letters = (
        "".join(f"(?:{letter}|#{ord(letter):02x}|#{ord(letter):02X})" for letter in name) for name in names
    )
    return re.compile(f"/(?:{'|'.join(letters)})(?![A-Za-z0-9])".encode())


ACTS = _named(*NOT_LET_IN)
LOCKED = _named("Encrypt")
OBJECTS = _named("ObjStm")


def let_in(file: BinaryIO) -> BinaryIO:
    """Return the file itself.

    :raises BrokenFileError: if it does not begin and end as a PDF does
    :raises LockedFileError: if it is encrypted
    :raises HoldsMoreThanWordsError: if it holds a script, another file, or an order to start something
    :raises UnpacksTooFarError: if what it holds compressed is very long
    """
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as whole:
        if not VERSION.match(whole) or not THE_END.search(whole, max(0, len(whole) - 1024)):
            raise BrokenFileError
        if LOCKED.search(whole):
            raise LockedFileError
        if ACTS.search(whole):
            raise HoldsMoreThanWordsError
        _look_into_objects(whole)
    return file


def _look_into_objects(whole: mmap.mmap) -> None:
    room = MOST_UNPACKED
    for number, found in enumerate(OBJECTS.finditer(whole)):
        if number > MOST_STREAMS:
            raise UnpacksTooFarError
        begins = BEGINS.search(whole, found.end(), found.end() + MOST_DICTIONARY)
        if begins is None:
            raise BrokenFileError
        objects = _unpacked(whole, begins.end(), at_most=room)
        if ACTS.search(objects):
            raise HoldsMoreThanWordsError
        room -= len(objects)


def _unpacked(whole: mmap.mmap, start: int, *, at_most: int) -> bytes:
    if whole[start : start + 1].isdigit():
        return b""  # not compressed: it was looked at with the whole
    unpacking, objects = zlib.decompressobj(), bytearray()
    while not unpacking.eof:
        packed = unpacking.unconsumed_tail or whole[start : start + PIECE]
        start += 0 if unpacking.unconsumed_tail else PIECE
        if not packed:
            raise BrokenFileError
        try:
            objects += unpacking.decompress(packed, PIECE)
        except zlib.error as error:
            raise BrokenFileError from error
        if len(objects) > at_most:
            raise UnpacksTooFarError
    return bytes(objects)
