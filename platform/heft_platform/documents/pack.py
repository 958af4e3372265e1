"""The pack: what is recorded of a programme, for one audience. Pages, letters, Word and PDF all show the same blocks."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, kw_only=True)
class PackTable:
    """Figures or commitments in rows; the first cell of a row names it."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True)
class PackChart:
    """What is drawn: for each line its share in percent, week by week; None where nothing is known."""

    weeks: tuple[int, ...]
    lines: tuple[tuple[str, tuple[int | None, ...]], ...]


@dataclass(frozen=True, kw_only=True)
class Block:
    """A part of a pack: paragraphs, facts, a chart and a table, or what is not known."""

    title: str
    paragraphs: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    chart: PackChart | None = None
    table: PackTable | None = None
    gap: str = ""


@dataclass(frozen=True, kw_only=True)
class Pack:
    """A programme as one audience reads it."""

    reference: str
    title: str
    audience: str
    made_on: str
    blocks: tuple[Block, ...]
    kind: str = "request_evidence"  # what letters carried before there were others

    @property
    def made(self) -> date:
        """Return the day on which the pack was made."""
        return date.fromisoformat(self.made_on)

    def to_content(self) -> dict[str, Any]:
        """Return the pack as JSON, as a letter carries it: the same again after it was kept and read back."""
        content: dict[str, Any] = json.loads(json.dumps(asdict(self)))
        return content

    @classmethod
    def from_content(cls, content: Mapping[str, Any]) -> "Pack":
        """Return the pack that a letter carries."""
        return cls(**{**content, "blocks": tuple(_block(one) for one in content["blocks"])})


def _block(content: Mapping[str, Any]) -> Block:
    chart, table = content.get("chart"), content.get("table")
    return Block(
        title=content["title"],
        paragraphs=tuple(content["paragraphs"]),
        facts=tuple((name, value) for name, value in content["facts"]),
        chart=_chart_of(chart) if chart else None,
        table=_table_of(table) if table else None,
        gap=content["gap"],
    )


def _chart_of(content: Mapping[str, Any]) -> PackChart:
    return PackChart(
        weeks=tuple(content["weeks"]),
        lines=tuple((label, tuple(shares)) for label, shares in content["lines"]),
    )


def _table_of(content: Mapping[str, Any]) -> PackTable:
    return PackTable(
        caption=content["caption"],
        headings=tuple(content["headings"]),
        rows=tuple(tuple(row) for row in content["rows"]),
    )
