"""Read XML that strangers wrote, without believing it: no declarations, no endless depth, nothing from elsewhere."""

from xml.parsers import expat

from heft_platform.files.checks.refusals import HoldsMoreThanWordsError, UnpacksTooFarError

DEEPEST = 200  # elements inside each other
MOST_ELEMENTS = 2_000_000


class Words:
    """A part of a document while it is read: piece by piece, and nothing of it is kept."""

    def __init__(self) -> None:
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._finish
        self._parser.StartDoctypeDeclHandler = self._declare
        self._depth = self._elements = 0

    def look_at(self, piece: bytes) -> None:
        self._parser.Parse(piece, False)

    def end(self) -> None:
        self._parser.Parse(b"", True)

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._elements += 1
        if self._depth > DEEPEST or self._elements > MOST_ELEMENTS:
            raise UnpacksTooFarError
        kind = name.rpartition(":")[2]
        if kind == "Relationship" and _comes_from_elsewhere(attributes):
            raise HoldsMoreThanWordsError
        if kind in {"Default", "Override"} and "macroenabled" in attributes.get("ContentType", "").lower():
            raise HoldsMoreThanWordsError

    def _finish(self, _: str) -> None:
        self._depth -= 1

    def _declare(self, *_: object) -> None:
        raise HoldsMoreThanWordsError


def _comes_from_elsewhere(relation: dict[str, str]) -> bool:
    """Say whether a document loads something by itself: a link waits for somebody to follow it."""
    is_link = relation.get("Type", "").endswith("/relationships/hyperlink")
    return relation.get("TargetMode", "Internal") != "Internal" and not is_link
