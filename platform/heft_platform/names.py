"""Names as they are looked for and compared: without capitals, accents, apostrophes and hyphens."""

import unicodedata

NOT_IN_UNICODE = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "\u0131": "i", "þ": "th", "ð": "d"}
)


def folded(name: str) -> str:
    """Return a name so that “Zieliński”, “zielinski” and “O’Connor”, “oconnor” are the same, in letters of any width.

    A hyphen parts words, so that either half of a double name is found; an apostrophe does not. Letters of another script
    stay what they are.
    """
    plain = unicodedata.normalize("NFKD", name.casefold().translate(NOT_IN_UNICODE))
    return " ".join("".join(_kept(letter) for letter in plain).split())


def _kept(letter: str) -> str:
    if letter.isalnum():
        return letter
    return " " if letter.isspace() or unicodedata.category(letter) == "Pd" else ""
