"""Cut what is recorded to what an audience may hold, and say what was left out and why."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from heft_platform import words
from heft_platform.documents.audiences import (
    KEPT_BACK,
    MAY_HOLD,
    MAY_HOLD_NOTES,
    MAY_NAME_OTHERS,
    NOT_FOR_YOU,
    NOT_HERE,
    NOTES_STAY,
    OTHERS_STAY,
    SENSITIVE_STAYS,
    holds,
)
from heft_platform.documents.material import Fact, Material, Piece, Said
from heft_platform.documents.other_names import OtherNames
from heft_platform.documents.pack import Block, PackTable
from heft_tenants.visibility import Visibility

P = TypeVar("P", bound=Piece)


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """Something that is recorded, or could be, and is not in a pack; and why."""

    what: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Cutter:
    """What an audience may have of what whoever makes the pack may be told."""

    audience: str
    sees: frozenset[Visibility]
    names: OtherNames
    kept_back: frozenset[Visibility] = frozenset()  # by the template, whatever the audience could have

    def cut(self, material: Material) -> tuple[Block, tuple[LeftOut, ...]]:
        """Return a block as the audience reads it, and what it lacks."""
        if why := self._why_not_at_all(material):
            return Block(title=material.title, gap=NOT_HERE), (LeftOut(what="All of it", why=why),)
        may = [piece for piece in material.pieces if self._may(piece)]
        block = Block(
            title=material.title,
            paragraphs=tuple(one.words for one in self._of(material.said)),
            facts=tuple((one.name, one.value) for one in self._of(material.facts)),
            chart=material.drawing.chart if material.drawing and self._may(material.drawing) else None,
            table=PackTable(
                caption=material.caption,
                headings=material.headings,
                rows=tuple(one.cells for one in self._of(material.rows)),
            )
            if self._of(material.rows)
            else None,
            gap=material.after if may else material.nothing if not material.pieces else NOT_HERE,
        )
        block, cut_names = self._without_names(block)
        return block, (*self._left_out(material), *cut_names)

    def _why_not_at_all(self, material: Material) -> str:
        if material.is_own_notes and self.audience not in MAY_HOLD_NOTES:
            return NOTES_STAY
        return self._why_not(material.lowest)

    def _why_not(self, visibility: Visibility) -> str:
        if visibility in self._holds:
            return ""
        if visibility in self.kept_back:
            return KEPT_BACK
        return NOT_FOR_YOU if visibility in MAY_HOLD[self.audience] else SENSITIVE_STAYS

    def _may(self, piece: Piece) -> bool:
        if piece.is_own_note and self.audience not in MAY_HOLD_NOTES:
            return False
        return piece.visibility in self._holds

    @property
    def _holds(self) -> frozenset[Visibility]:
        return holds(self.audience, self.sees) - self.kept_back

    def _of(self, pieces: Iterable[P]) -> list[P]:
        return [one for one in pieces if self._may(one)]

    def _left_out(self, material: Material) -> Iterable[LeftOut]:
        cut = [piece for piece in material.pieces if not self._may(piece)]
        for note in (True, False):
            several = [piece for piece in cut if piece.is_own_note is note]
            if several:
                why = NOTES_STAY if note else self._why_not(several[0].visibility)
                yield LeftOut(what=_named(several), why=why)

    def _without_names(self, block: Block) -> tuple[Block, tuple[LeftOut, ...]]:
        if self.audience in MAY_NAME_OTHERS:
            return block, ()
        number = 0

        def cut(text: str) -> str:
            nonlocal number
            without, found = self.names.cut(text)
            number += found
            return without

        table = block.table
        block = replace(
            block,
            paragraphs=tuple(cut(one) for one in block.paragraphs),
            facts=tuple((name, cut(value)) for name, value in block.facts),
            table=replace(table, rows=tuple(tuple(cut(cell) for cell in row) for row in table.rows))
            if table
            else None,
        )
        return block, ((LeftOut(what=words.number_of(number, "name"), why=OTHERS_STAY),) if number else ())


def _named(pieces: Collection[Piece]) -> str:
    names = [one.name for one in pieces if isinstance(one, Fact)]
    rows = len(pieces) - len(names)
    paragraphs = sum(isinstance(one, Said) for one in pieces)
    more = [words.number_of(paragraphs, "paragraph")] if paragraphs else []
    more += [words.number_of(rows - paragraphs, "row")] if rows > paragraphs else []
    return words.list_of([*names, *more])
