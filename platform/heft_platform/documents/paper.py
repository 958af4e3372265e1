"""What goes on paper, piece by piece, before anybody decides whether it becomes Word or PDF."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Protocol

from heft_platform import words
from heft_platform.documents.audiences import AUDIENCE_WORDS
from heft_platform.documents.pack import Block, Pack, PackChart, PackTable


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A heading below the title; level 1 is the highest."""

    text: str
    level: int
    kind: str = "heading"


@dataclass(frozen=True, kw_only=True)
class Words:
    """A paragraph. `is_gap` says that it tells what is not known."""

    text: str
    is_gap: bool = False
    kind: str = "words"


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Names and values."""

    caption: str
    rows: tuple[tuple[str, str], ...]
    kind: str = "facts"


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows under headings; the first cell of a row names it. `is_blank` says that what is empty is to be written into."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    is_blank: bool = False
    kind: str = "table"


@dataclass(frozen=True, kw_only=True)
class Chart:
    """Lines over the weeks, and the same in words for those who cannot see them."""

    weeks: tuple[int, ...]
    lines: tuple[tuple[str, tuple[int | None, ...]], ...]
    says: str
    kind: str = "chart"


@dataclass(frozen=True, kw_only=True)
class Ask:
    """A question that is answered by hand: boxes to tick, lines to write on, or room to draw."""

    label: str
    hint: str = ""
    choices: tuple[str, ...] = ()
    lines: int = 0
    has_faces: bool = False  # each choice has a face, from very unhappy to very happy
    is_drawn: bool = False
    kind: str = "ask"


@dataclass(frozen=True, kw_only=True)
class Page:
    """What follows begins on a page of its own."""

    kind: str = "page"


@dataclass(frozen=True, kw_only=True)
class Card:
    """A week of daily report cards: a card for each day, and one for the whole week."""

    days: tuple[str, ...]
    parts: tuple[str, ...]  # of a day
    targets: tuple[str, ...]
    marks: tuple[tuple[str, str], ...]  # what is written, and what it means: the least first
    kind: str = "card"


Piece = Heading | Words | Facts | Table | Chart | Ask | Page | Card


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One document: what stands at its top and foot, and its pieces in order."""

    title: str
    lead: str
    reference: str
    organisation: str
    printed: str
    pieces: tuple[Piece, ...]
    is_large: bool = False  # for those who read large print
    is_tight: bool = False  # meant for one page
    layout: str = "paper"  # the template that dresses it

    def to_data(self) -> dict[str, Any]:
        """Return the paper as plain data, as a template reads it."""
        return asdict(self)


class LetterOnPaper(Protocol):
    """What is needed of a letter to print it."""

    @property
    def title(self) -> str: ...
    @property
    def writer(self) -> str: ...
    @property
    def sent_at(self) -> datetime | None: ...
    @property
    def facts(self) -> tuple[tuple[str, str], ...]: ...
    @property
    def words(self) -> str: ...
    @property
    def documents(self) -> tuple[str, ...]: ...
    @property
    def pack(self) -> Pack | None: ...


def paper_of_pack(
    pack: Pack, *, organisation: str, made_by: str, made_at: datetime, is_large: bool = False
) -> Paper:
    """Put a pack on paper; in large print, with each row of a table on its own."""
    pieces = tuple(_blocks(pack, level=1))
    return Paper(
        title=pack.title,
        lead=AUDIENCE_WORDS[pack.audience],
        reference=pack.reference,
        organisation=organisation,
        printed=_printed(made_by, made_at),
        pieces=tuple(_in_large_print(pieces)) if is_large else pieces,
        is_large=is_large,
    )


def paper_of_letters(
    letters: Sequence[LetterOnPaper], *, reference: str, organisation: str, made_by: str, made_at: datetime
) -> Paper:
    """Put the letters of a thread on paper, the oldest first."""
    return Paper(
        title=f"Request for help {reference}",
        lead=words.number_of(len(letters), "letter"),
        reference=reference,
        organisation=organisation,
        printed=_printed(made_by, made_at),
        pieces=tuple(piece for letter in letters for piece in _letter(letter)),
    )


def _in_large_print(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Give the same pieces, none of them wider than two columns: more do not fit in large letters."""
    for piece in pieces:
        if isinstance(piece, Table) and not piece.is_blank:
            for row in piece.rows:
                pairs = tuple(zip(piece.headings, row, strict=True))
                yield Facts(caption=f"{piece.caption}: {row[0]}", rows=pairs)
        else:
            yield piece


def _letter(letter: LetterOnPaper) -> Iterator[Piece]:
    yield Heading(text=letter.title, level=1)
    sent = f"{words.day(letter.sent_at)}, {words.time(letter.sent_at)}" if letter.sent_at else "Not sent yet"
    came_with = (("Documents", "; ".join(letter.documents)),) if letter.documents else ()
    rows = (("From", letter.writer), ("Sent", sent), *letter.facts, *came_with)
    yield Facts(caption=letter.title, rows=rows)
    if letter.words:
        yield Words(text=letter.words)
    if letter.pack:
        yield from _blocks(letter.pack, level=2)


def _blocks(pack: Pack, *, level: int) -> Iterator[Piece]:
    for block in pack.blocks:
        yield from _block(block, level)


def _block(block: Block, level: int) -> Iterator[Piece]:
    yield Heading(text=block.title, level=level)
    for text in block.paragraphs:
        yield Words(text=text)
    if block.facts:
        yield Facts(caption=block.title, rows=block.facts)
    if block.chart:
        yield _chart(block.chart)
    if block.table:
        yield _table(block.table)
    if block.gap:
        yield Words(text=block.gap, is_gap=True)


def _table(table: PackTable) -> Table:
    return Table(caption=table.caption, headings=table.headings, rows=table.rows)


def _chart(chart: PackChart) -> Chart:
    return Chart(
        weeks=chart.weeks,
        lines=chart.lines,
        says=f"A line for each target over {words.number_of(len(chart.weeks), 'week')}. The table below has the same figures.",
    )


def _printed(made_by: str, made_at: datetime) -> str:
    return f"Printed by {made_by}, {words.day(made_at)}, {words.time(made_at)}"
