"""Unique pupil numbers and the letter that checks them (Department for Education, “Unique pupil numbers”).

A letter, the number of the authority, of the school and of the year, and then three digits; a temporary number ends with
a letter in place of the last digit.
"""

import re

LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"  # no I, O or S: they look like 1, 0 and 5
PATTERN = re.compile(r"[A-HJ-NP-RT-Z][0-9]{11}[0-9A-HJ-NP-RT-Z]")
LENGTH = 13


def is_upn(text: str) -> bool:
    """Say whether a text is a UPN, permanent or temporary, whose check letter is right."""
    return PATTERN.fullmatch(text) is not None and text[0] == check_letter(text[1:])


def is_temporary(upn: str) -> bool:
    """Say whether a UPN was given for a time, until the pupil's own is known."""
    return upn[-1].isalpha()


def check_letter(rest: str) -> str:
    """Return the letter that belongs before the other twelve characters."""
    weighed = (
        place * (int(character) if character.isdigit() else LETTERS.index(character))
        for place, character in enumerate(rest, start=2)
    )
    return LETTERS[sum(weighed) % len(LETTERS)]


def why_not_a_upn(text: str) -> str:
    """Say what is wrong with a text that is no UPN."""
    if len(text) != LENGTH:
        return f"it has {len(text)} characters, and a UPN has {LENGTH}"
    if PATTERN.fullmatch(text) is None:
        return "a UPN is a letter and 12 digits, the last of which may be a letter. I, O and S are not used"
    return "its first letter does not fit the digits, so one of them is wrong"
