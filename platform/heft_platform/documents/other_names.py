"""Find the names of other pupils in what was written, and write “another pupil” instead."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from itertools import pairwise

WORD = re.compile(r"[^\W\d_]+(?:[’'\-][^\W\d_]+)*")
INITIALS = re.compile(r"[^\W\d_]\.[^\W\d_]\.")
BETWEEN = re.compile(r"[\s,]+")
INSTEAD = "another pupil"
Tokens = tuple[str, ...]


class OtherNames:
    """The names that are to be cut: whole names and initials of other pupils, and first names of those in the same class.

    A nickname, or a name that is spelled otherwise, is not found: whoever makes a pack reads it through.
    """

    def __init__(
        self, *, whole: Collection[tuple[str, str]] = (), first: Iterable[str] = (), own: str = ""
    ) -> None:
        mine = _tokens(own)
        self._initials = {f"{given[0]}.{family[0]}." for given, family in whole} - {_initials(own)}
        self._by_first: dict[str, list[Tokens]] = defaultdict(list)
        for given, family in whole:
            for name in (_tokens(given) + _tokens(family), _tokens(family) + _tokens(given)):
                if len(name) > 1 and name != mine:
                    self._by_first[name[0]].append(name)
        self._first = {name[0] for one in first if len(name := _tokens(one)) == 1} - set(mine)

    def cut(self, text: str) -> tuple[str, int]:
        """Return a text without the names, and how many there were."""
        words = list(WORD.finditer(text))
        pieces, until, found, place = [], 0, 0, 0
        while place < len(words):
            length = self._length_at(text, words, place)
            if length:
                pieces += [text[until : words[place].start()], INSTEAD]
                until = words[place + length - 1].end()
                found += 1
            place += length or 1
        return self._without_initials("".join((*pieces, text[until:])), found)

    def _without_initials(self, text: str, found: int) -> tuple[str, int]:
        for initials in {one.group() for one in INITIALS.finditer(text)} & self._initials:
            found += text.count(initials)
            text = text.replace(initials, INSTEAD)
        return text, found

    def _length_at(self, text: str, words: list[re.Match[str]], place: int) -> int:
        """Return of how many words the name is that begins here; none if none does."""
        here = words[place].group().casefold()
        longest = max(
            (len(name) for name in self._by_first.get(here, ()) if self._reads(text, words, place, name)),
            default=0,
        )
        if longest or here not in self._first or not words[place].group()[0].isupper():
            return longest
        return 0 if _goes_on(text, words, place) else 1

    def _reads(self, text: str, words: list[re.Match[str]], place: int, name: Tokens) -> bool:
        there = words[place : place + len(name)]
        return tuple(one.group().casefold() for one in there) == name and all(
            BETWEEN.fullmatch(text[one.end() : after.start()]) for one, after in pairwise(there)
        )


def _goes_on(text: str, words: list[re.Match[str]], place: int) -> bool:
    """Say whether another capital follows: then it is somebody else's whole name, such as a teacher's."""
    if place + 1 >= len(words):
        return False
    after = words[place + 1]
    return text[words[place].end() : after.start()] == " " and after.group()[0].isupper()


def _tokens(name: str) -> Tokens:
    return tuple(one.group().casefold() for one in WORD.finditer(name))


def _initials(name: str) -> str:
    words = name.split()
    return f"{words[0][0]}.{words[-1][0]}." if len(words) > 1 else ""
