"""Large print: 16 points and no wide table, with every word that the usual print has."""

from io import BytesIO

import docx
from page import ValidationProfile, validate_pdf_bytes

from heft_platform import clock
from heft_platform.documents.pack import Block, Pack, PackChart, PackTable
from heft_platform.documents.paper import Facts, Paper, Table, paper_of_pack
from heft_platform.documents.pdf import make_pdf
from heft_platform.documents.word import make_word

HEADINGS = ("Target", "What it looks like", "Measured by", "Start", "Aim")
PACK = Pack(
    reference="PSP-7K4M2Q",
    title="Plan, programme PSP-7K4M2Q",
    audience="family",
    made_on="2026-11-24",
    blocks=(
        Block(
            title="Targets",
            chart=PackChart(weeks=(1, 2), lines=(("Kind words", (50, 60)),)),
            table=PackTable(
                caption="Targets",
                headings=HEADINGS,
                rows=(("1. Kind words", "Says it kindly", "Lessons", "3 of 10", "8 of 10"),),
            ),
        ),
    ),
)


def paper(*, is_large: bool) -> Paper:
    return paper_of_pack(
        PACK, organisation="Oakfield Primary", made_by="Sam Patel", made_at=clock.now(), is_large=is_large
    )


def test_every_cell_of_a_table_is_said_with_its_heading() -> None:
    pieces = paper(is_large=True).pieces

    assert not any(isinstance(piece, Table) for piece in pieces)
    assert (
        Facts(
            caption="Targets: 1. Kind words",
            rows=tuple(
                zip(
                    HEADINGS,
                    ("1. Kind words", "Says it kindly", "Lessons", "3 of 10", "8 of 10"),
                    strict=True,
                )
            ),
        )
        in pieces
    )


def test_the_pdf_is_larger_and_still_for_everybody() -> None:
    large = make_pdf(paper(is_large=True))

    assert large != make_pdf(paper(is_large=False))
    assert validate_pdf_bytes(large, profile=ValidationProfile.PDF_UA_1).failures == []


def test_word_prints_nothing_below_twelve_points() -> None:
    document = docx.Document(BytesIO(make_word(paper(is_large=True))))
    sizes = {
        style.name: style.font.size.pt
        for style in document.styles
        if getattr(style, "font", None) and style.font.size
    }

    assert min(sizes[name] for name in ("Normal", "Title", "Heading 1", "Heading 2")) == 16
    assert min(sizes[name] for name in ("Header", "Footer")) == 12
    assert [run.font.size for run in document.sections[0].header.paragraphs[0].runs if run.font.size] == []
