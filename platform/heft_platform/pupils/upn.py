"""Unique pupil numbers and the letter that checks them (Department for Education, “Unique pupil numbers”)."""

import re

LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"  # no I, O or S
PATTERN = re.compile(r"[A-HJ-NP-RT-Z]\d{11}[0-9A-HJ-NP-RT-Z]")


def is_upn(text: str) -> bool:
    """Say whether a text is a UPN, permanent or temporary, whose check letter is right."""
    return bool(PATTERN.fullmatch(text)) and text[0] == check_letter(text[1:])


def check_letter(rest: str) -> str:
    """Return the letter that belongs before the other twelve characters."""
    weighed = (
        place * (int(character) if character.isdigit() else LETTERS.index(character))
        for place, character in enumerate(rest, start=2)
    )
    return LETTERS[sum(weighed) % len(LETTERS)]
