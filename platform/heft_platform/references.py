"""References that can be read over the phone: six characters, the last of which checks the others."""

import re
import secrets

from markupsafe import Markup, escape

ALPHABET = "23456789BCDFGHJKMNPQRSTVWXZ"  # no vowels, so no words; no 0, 1, I, L, O, so no mistakes
LENGTH = 6
REFERENCE = re.compile(rf"\b[A-Z]+-[{ALPHABET}]{{{LENGTH}}}\b")


def new_reference(prefix: str) -> str:
    """Return a reference such as PSP-7K4M2Q."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return f"{prefix}-{body}{_check(body)}"


def unbroken(words: str) -> Markup:
    """Return words of a page, of which no reference is broken at the end of a line: a filter of templates."""
    whole = REFERENCE.sub(r'<span class="heft-nowrap">\g<0></span>', str(escape(words)))
    return Markup(whole)  # noqa: S704  (it was escaped just now)


def _check(body: str) -> str:
    """Weigh each character by its place, so that two swapped neighbours do not pass."""
    total = sum(place * ALPHABET.index(character) for place, character in enumerate(body, start=1))
    return ALPHABET[total % len(ALPHABET)]
