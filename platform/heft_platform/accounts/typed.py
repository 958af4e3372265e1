"""What somebody typed when their session had ended: it waits in the page until they have signed in again.

Whoever signs in next at that browser may be somebody else. So a mark of its writer waits with it.
"""

import hmac
import re
from dataclasses import dataclass
from uuid import UUID

from werkzeug.datastructures import MultiDict

PATH, WRITER, FILE, PREFIX = "typed_path", "typed_by", "typed_file", "typed:"
MARK = "mark"  # in the cookie: of whoever signed in last at this browser
NOT_TYPED = {"csrf_token"}
OURS = re.compile(r"/(?![\t\r\n]*[/\\])")  # browsers leave out tabs and line ends, and take \\ for /


@dataclass(frozen=True, kw_only=True)
class Typed:
    """The answers of a form that could not be taken, where it was sent, and the mark of who sent it, if it is known.

    Whether a file came with them is all that is kept of it.
    """

    path: str
    writer: str
    answers: tuple[tuple[str, str], ...]
    had_a_file: bool = False

    def hidden(self) -> list[tuple[str, str]]:
        """Return names and values of the fields in which the answers wait beside e-mail and password."""
        return [
            (PATH, self.path),
            (WRITER, self.writer),
            (FILE, "yes" if self.had_a_file else ""),
            *((PREFIX + name, value) for name, value in self.answers),
        ]

    def is_of(self, mark: str) -> bool:
        """Say whether the one with this mark typed it."""
        return hmac.compare_digest(self.writer.encode(), mark.encode())

    def words(self) -> list[str]:
        """Return what a person would miss: whatever is longer than a choice."""
        return [value for _, value in self.answers if " " in value.strip()]


def mark_of(person_id: UUID, *, secret: str) -> str:
    """Return the mark of a person, which nobody can make or read without the secret."""
    return hmac.new(secret.encode(), b"typed by " + person_id.bytes, "sha256").hexdigest()


def typed_in(path: str, answers: MultiDict[str, str], *, writer: str = "", had_a_file: bool = False) -> Typed:
    """Return what was sent to an address by a form that comes too late."""
    return Typed(
        path=path,
        writer=writer,
        answers=tuple((name, value) for name, value in answers.items(multi=True) if name not in NOT_TYPED),
        had_a_file=had_a_file,
    )


def typed_before(answers: MultiDict[str, str]) -> Typed | None:
    """Return what waited while somebody signed in, or None."""
    path = answers.get(PATH, "")
    if not is_ours(path):
        return None
    waiting = MultiDict(
        (name.removeprefix(PREFIX), value)
        for name, value in answers.items(multi=True)
        if name.startswith(PREFIX)
    )
    return typed_in(path, waiting, writer=answers.get(WRITER, ""), had_a_file=bool(answers.get(FILE)))


def is_ours(path: str | None) -> bool:
    """Say whether an address leads nowhere but to this service."""
    return path is not None and OURS.match(path) is not None
