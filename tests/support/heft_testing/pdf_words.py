"""What a PDF of ours says, page by page, as somebody who copies its text would get it."""

import re
import unicodedata
import zlib
from collections.abc import Iterator

OBJECT = re.compile(rb"(\d+) 0 obj\s*(.*?)\s*endobj", re.DOTALL)
STREAM = re.compile(rb"stream\r?\n(.*)\r?\nendstream", re.DOTALL)
PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")
FONT = re.compile(rb"/(f\d+) [\d.]+ Tf")
NEXT = re.compile(rb"/f\d+ [\d.]+ Tf|\(|T[jJ]")
ESCAPED = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def pages_of(pdf: bytes) -> list[str]:
    """Return the words of each page in the order in which they are drawn."""
    objects = {int(number): body for number, body in OBJECT.findall(pdf)}
    return [_words(objects, page) for page in objects.values() if PAGE.search(page)]


def _words(objects: dict[int, bytes], page: bytes) -> str:
    content = _stream(objects[_reference(page, b"Contents")])
    resources = page if b"/Resources<<" in page else objects[_reference(page, b"Resources")]
    letters = {
        name: _letters(_stream(objects[_reference(objects[int(font)], b"ToUnicode")]))
        for name, font in re.findall(rb"/(f\d+) (\d+) 0 R", resources)
    }
    said = " ".join(
        "".join(letters[font].get(codes[at : at + 2], "") for at in range(0, len(codes), 2))
        for font, codes in _shown(content)
    )
    return unicodedata.normalize("NFKC", " ".join(said.split()))


def _shown(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Give what is drawn, piece by piece: the name of a font, and its codes."""
    font, codes, place = b"", b"", 0
    while found := NEXT.search(content, place):
        place = found.end()
        if found.group() == b"(":
            place = _end_of_text(content, place)
            codes += ESCAPED.sub(_unescaped, content[found.end() : place - 1])
        elif chosen := FONT.fullmatch(found.group()):
            font, codes = chosen.group(1), b""
        else:
            yield font, codes
            codes = b""


def _end_of_text(content: bytes, place: int) -> int:
    """Return where a text ends that may have brackets in it, as many that open as that close."""
    depth = 1
    while depth:
        letter = content[place : place + 1]
        depth += {b"(": 1, b")": -1}.get(letter, 0)
        place += 2 if letter == b"\\" else 1
    return place


def _reference(body: bytes, name: bytes) -> int:
    found = re.search(rb"/" + name + rb"\s*(\d+) 0 R", body)
    assert found, f"a PDF of ours has {name!r}"
    return int(found.group(1))


def _stream(body: bytes) -> bytes:
    found = STREAM.search(body)
    assert found, "not a stream"
    return zlib.decompress(found.group(1)) if b"FlateDecode" in body[: found.start()] else found.group(1)


def _letters(cmap: bytes) -> dict[bytes, str]:
    return {
        bytes.fromhex(code.decode()): bytes.fromhex(letter.decode()).decode("utf-16-be")
        for code, letter in re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>\n", cmap)
    }


def _unescaped(found: "re.Match[bytes]") -> bytes:
    code = found.group(1)
    return bytes([int(code, 8)]) if code[:1].isdigit() else LETTERS.get(code, code)
