"""What a pack could hold. Each piece says the class of the column that it comes from, before anything is cut."""

from dataclasses import dataclass

from heft_platform.documents.pack import PackChart
from heft_tenants.visibility import Visibility

KEY, OPERATIONAL = Visibility.KEY, Visibility.OPERATIONAL
BRIEFING_SAFE, PASTORAL, SENSITIVE = Visibility.BRIEFING_SAFE, Visibility.PASTORAL, Visibility.SENSITIVE


@dataclass(frozen=True, kw_only=True)
class Said:
    """A paragraph."""

    words: str
    visibility: Visibility
    is_own_note: bool = False  # staff wrote it for themselves and for each other


@dataclass(frozen=True, kw_only=True)
class Fact:
    """A name and a value."""

    name: str
    value: str
    visibility: Visibility
    is_own_note: bool = False


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row of a table."""

    cells: tuple[str, ...]
    visibility: Visibility
    is_own_note: bool = False


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """A chart."""

    chart: PackChart
    visibility: Visibility
    is_own_note: bool = False


Piece = Said | Fact | Row | Drawing


@dataclass(frozen=True, kw_only=True)
class Material:
    """A block before it is cut.

    `lowest` is the lowest class that anything in it could have: a block that an audience may not have at all reads the
    same whether something is recorded or not.
    """

    code: str
    title: str
    source: str  # where it comes from, in words
    nothing: str  # what the block says when nothing is recorded
    said: tuple[Said, ...] = ()
    facts: tuple[Fact, ...] = ()
    drawing: Drawing | None = None
    caption: str = ""
    headings: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    after: str = ""  # said below, whatever is in it
    lowest: Visibility = PASTORAL
    is_own_notes: bool = False  # all of it

    @property
    def pieces(self) -> tuple[Piece, ...]:
        return (*self.said, *self.facts, *((self.drawing,) if self.drawing else ()), *self.rows)
