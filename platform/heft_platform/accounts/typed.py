"""What somebody typed when their session had ended: it waits in the page until they have signed in again."""

from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

PATH, PREFIX = "typed_path", "typed:"
NOT_TYPED = {"csrf_token"}


@dataclass(frozen=True, kw_only=True)
class Typed:
    """The answers of a form that could not be taken, and where it was sent."""

    path: str
    answers: tuple[tuple[str, str], ...]

    def hidden(self) -> list[tuple[str, str]]:
        """Return names and values of the fields in which the answers wait beside e-mail and password."""
        return [(PATH, self.path), *((PREFIX + name, value) for name, value in self.answers)]

    def words(self) -> list[str]:
        """Return what a person would miss: whatever is longer than a choice."""
        return [value for _, value in self.answers if " " in value.strip()]


def typed_in(path: str, answers: MultiDict[str, str]) -> Typed:
    """Return what was sent to an address by a form that comes too late."""
    return Typed(
        path=path,
        answers=tuple((name, value) for name, value in answers.items(multi=True) if name not in NOT_TYPED),
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
    return typed_in(path, waiting)


def is_ours(path: str | None) -> bool:
    """Say whether an address leads nowhere but to this service."""
    return path is not None and path.startswith("/") and not path.startswith(("//", "/\\"))
