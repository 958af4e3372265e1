"""Lay out what was packed: as pages, as the pupil’s own page, as cards, as a certificate, or as forms to fill in."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from heft_platform.documents.form_paper import Rows, form_pieces, one_form
from heft_platform.documents.kinds import Kind
from heft_platform.documents.pack import Block
from heft_platform.documents.packing import PackPreview
from heft_platform.documents.paper import (
    Ask,
    Card,
    Facts,
    Heading,
    Page,
    Paper,
    Piece,
    Words,
    paper_of_pack,
)
from heft_platform.documents.prints import NAMING, BlankForm
from heft_platform.library.services import ProgrammeTemplate

DAYS = "Days"  # what the block of a card calls the days that are scored
NAME = Ask(label="Name and class", lines=1)


def lay_out(
    made: PackPreview,
    *,
    kind: Kind,
    template: ProgrammeTemplate,
    organisation: str,
    made_by: str,
    made_at: datetime,
    is_large: bool = False,
) -> Paper:
    """Put what was packed on paper, as its kind is laid out."""
    said = {one.code: one.block for one in made.choices if one.is_in}
    kept = tuple(one.block for one in made.choices if one.is_in and one.code not in NAMING)
    paper = paper_of_pack(
        replace(made.pack, blocks=kept),
        organisation=organisation,
        made_by=made_by,
        made_at=made_at,
        is_large=is_large and kind.layout == "paper",
    )
    paper = replace(paper, layout=kind.layout, is_large=is_large, is_tight=kind.is_tight)
    if kind.layout == "card":
        return replace(paper, lead=_who(said), pieces=(_card(said),))
    if kind.layout == "certificate":
        return replace(paper, lead=_who(said), pieces=tuple(_praise(said)))
    rows = Rows(targets=_rows(said, "form_targets"), commitments=_commitments(said))
    below = tuple(_below(kind, template, rows=rows, is_large=is_large))
    if isinstance(kind, BlankForm):
        asked = one_form(template, kind.forms[0], level=1, rows=rows, is_large=is_large)
        pieces = (*_whose(said), *paper.pieces, *asked)
        by = f"To be filled in by: {kind.by}"
        return replace(paper, reference=paper.reference if "whose" in said else "", lead=by, pieces=pieces)
    pages = tuple(form_pieces(template, kind.forms, rows=rows, is_large=is_large))
    inside = (*paper.pieces, *below)
    between = (Page(),) if inside and len(kind.forms) > 1 else ()
    pieces = (*inside, *between, *pages)
    if "whose" not in kind.blocks:
        return replace(paper, pieces=pieces)
    if not _who(said):
        return replace(paper, reference=paper.reference if inside else "", pieces=(NAME, *pieces))
    lead = _who(said) if kind.layout == "my_plan" else f"{_who(said)}. {paper.lead}"
    return replace(paper, lead=lead, pieces=pieces)


def _below(kind: Kind, template: ProgrammeTemplate, *, rows: Rows, is_large: bool) -> Iterator[Piece]:
    for form in kind.below:
        yield from one_form(template, form, level=1, rows=rows, is_large=is_large)


def _whose(said: Mapping[str, Block]) -> tuple[Piece, ...]:
    """Return the name, or room to write it."""
    block = said.get("whose")
    return (Facts(caption=block.title, rows=block.facts),) if block and block.facts else (NAME,)


def _who(said: Mapping[str, Block]) -> str:
    return ", ".join(value for _, value in said["whose"].facts) if "whose" in said else ""


def _rows(said: Mapping[str, Block], code: str) -> tuple[str, ...]:
    block = said.get(code)
    return tuple(row[0] for row in block.table.rows) if block and block.table else ()


def _commitments(said: Mapping[str, Block]) -> tuple[tuple[str, str], ...]:
    block = said.get("form_commitments")
    return tuple((row[0], row[1]) for row in block.table.rows) if block and block.table else ()


def _card(said: Mapping[str, Block]) -> Card:
    day = said.get("card_day") or Block(title="")
    facts = dict(day.facts)
    days = tuple(facts.pop(DAYS, "").split(", "))
    return Card(
        days=days,
        parts=_rows(said, "card_day"),
        targets=_rows(said, "card_targets"),
        marks=tuple(facts.items()),
    )


def _praise(said: Mapping[str, Block]) -> Iterator[Piece]:
    block = said.get("credit") or Block(title="")
    if block.paragraphs:
        yield Heading(text="For what went well", level=1)
        yield from (Words(text=one) for one in block.paragraphs)
    else:
        yield Ask(label="For what went well", lines=5)
