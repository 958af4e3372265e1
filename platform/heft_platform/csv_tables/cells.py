"""A cell as people mean it: letters composed, without what cannot be seen. A formula is text like any other."""

import re
import unicodedata

APOSTROPHES = re.compile(r"(?<=\w)['`\u00b4‘’\u02bc\u2032](?=\w)")
JOINERS = "\u200c\u200d"  # they cannot be seen, but some names are misspelt without them


def as_text(cell: str) -> str:
    """Return a cell on one line, its letters composed, without characters that cannot be seen.

    An apostrophe is one apostrophe, whichever key was pressed for it: a name is not changed by another keyboard.
    """
    composed = unicodedata.normalize("NFC", re.sub(r"\s+", " ", _visible(cell)).strip())
    return APOSTROPHES.sub("’", composed)


def as_lines(cell: str) -> str:
    """Return a cell with its lines as they are, its letters composed, without characters that cannot be seen."""
    lines = re.split(r"\r\n|\r|\n", unicodedata.normalize("NFC", _visible(cell)))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.strip() for line in lines)).strip()


def short(text: str) -> str:
    """Return a cell as a message quotes it."""
    return text if len(text) <= 20 else f"{text[:19]}…"


def _visible(cell: str) -> str:
    if cell.isprintable():
        return cell
    return "".join(letter for letter in cell if letter.isprintable() or letter.isspace() or letter in JOINERS)
