"""What a document can hold: no character that breaks a file, and on paper none that our font cannot draw.

A PDF with a letter that is not drawn is no PDF/UA, so one smiley in one note would stop the whole document. It is said
in words instead.
"""

import re
import struct
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

FONTS = Path(__file__).parent / "fonts"
FACES = ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf")
# What XML refuses, and what says something to a printer and nothing to a reader.
UNSAYABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
SILENT = {
    "Cf",
    "Mn",
    "Me",
    "Sk",
}  # joiners, marks, variants and colours of skin, which mean nothing without what they stood with


def plain(text: str) -> str:
    """Return a text as any file can hold it: line ends as one character, and no control characters."""
    return UNSAYABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def drawable(text: str) -> str:
    """Return a text as our font can draw it, with words for what it cannot."""
    text = plain(text).replace("\t", "    ")
    if _all_drawn(text):
        return text
    pieces = groupby(unicodedata.normalize("NFC", text), key=_way_of)
    return "".join(words for way, several in pieces for words in way("".join(several)))


def in_every_text(data: Any, way: Callable[[str], str]) -> Any:
    """Return plain data with each of its texts changed."""
    if isinstance(data, str):
        return way(data)
    if isinstance(data, dict):
        return {name: in_every_text(value, way) for name, value in data.items()}
    if isinstance(data, list | tuple):
        return [in_every_text(value, way) for value in data]
    return data


def _way_of(letter: str) -> Callable[[str], Iterator[str]]:
    if letter == "\n" or ord(letter) in drawn_by_font():
        return _as_it_is
    if _all_drawn(unicodedata.normalize("NFKC", letter)):
        return _in_plainer_letters
    if unicodedata.category(letter) in SILENT:
        return _not_at_all
    return _by_script if letter.isalpha() else _by_name


def _as_it_is(letters: str) -> Iterator[str]:
    yield letters


def _in_plainer_letters(letters: str) -> Iterator[str]:
    yield unicodedata.normalize("NFKC", letters)


def _not_at_all(_: str) -> Iterator[str]:
    yield ""


def _by_script(letters: str) -> Iterator[str]:
    yield f"(words in {unicodedata.name(letters[0], 'other').split()[0].title()} letters)"


def _by_name(letters: str) -> Iterator[str]:
    for letter in letters:
        yield f"({unicodedata.name(letter, 'a sign').lower()})"


def _all_drawn(text: str) -> bool:
    return all(letter == "\n" or ord(letter) in drawn_by_font() for letter in text)


@cache
def drawn_by_font() -> frozenset[int]:
    """Return the code points that every face of our font can draw."""
    faces = [frozenset(_code_points((FONTS / face).read_bytes())) for face in FACES]
    return faces[0].intersection(*faces[1:])


def _code_points(font: bytes) -> Iterator[int]:
    """Read the font's table of characters (its `cmap`), in the form that Windows reads."""
    cmap = _table(font, b"cmap")
    for place in range(struct.unpack_from(">H", font, cmap + 2)[0]):
        platform, _, offset = struct.unpack_from(">HHL", font, cmap + 4 + 8 * place)
        form, _, _, twice = struct.unpack_from(">HHHH", font, cmap + offset)
        if (platform, form) == (3, 4):
            ends = struct.unpack_from(f">{twice // 2}H", font, cmap + offset + 14)
            starts = struct.unpack_from(f">{twice // 2}H", font, cmap + offset + 16 + twice)
            for start, end in zip(starts, ends, strict=True):
                yield from range(max(start, 0x20), min(end + 1, 0xFFF0))


def _table(font: bytes, name: bytes) -> int:
    for place in range(struct.unpack_from(">H", font, 4)[0]):
        tag, _, offset, _ = struct.unpack_from(">4sLLL", font, 12 + 16 * place)
        if tag == name:
            return int(offset)
    raise LookupError(name)
