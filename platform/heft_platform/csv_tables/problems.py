"""What is wrong with a row of a file."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class LineProblem:
    """What is wrong in the file: where, and what to do."""

    row: int
    column: str
    words: str
