"""A word for each kind of error, because the text of an error may hold a child's name."""

import re

NOT_IN_A_CODE = re.compile(r"[^a-z0-9_.]")


def code_of(error: BaseException) -> str:
    """Return the database's code if the error has one, or our own (`known_as`), else the name of its type."""
    cause = getattr(error, "orig", None) or error
    word = getattr(cause, "sqlstate", None) or getattr(cause, "known_as", None) or type(cause).__name__
    return NOT_IN_A_CODE.sub("_", str(word).lower())[:60]
