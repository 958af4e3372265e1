"""The Word file: whole, in order, and saying what the record says to the byte."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree as ET

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.table import Table
from hypothesis import example, given, settings
from hypothesis import strategies as st

from heft_platform.documents import word_template
from heft_platform.documents.lettering import plain
from heft_platform.documents.paper import Facts
from heft_platform.documents.paper import Table as PaperTable
from heft_platform.documents.word import TEMPLATE, make_word
from heft_testing.papers import EVERY_PIECE, paper_of, saying

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def opened(file: bytes) -> Document:
    return docx.Document(BytesIO(file))


def outline(document: Document) -> Iterator[tuple[str, str]]:
    for piece in document.iter_inner_content():
        if isinstance(piece, Table):
            yield "table", piece.cell(0, 0).text
        elif piece.style is not None and piece.style.name != "Between tables":
            yield str(piece.style.name), piece.text


def test_the_pieces_of_a_paper_stand_in_their_order() -> None:
    assert list(outline(opened(make_word(paper_of(*EVERY_PIECE))))) == [
        ("Title", "Programme PSP-7K4M2Q"),
        ("Subtitle", "For staff of the school who work with this pupil"),
        ("Heading 1", "About the programme"),
        ("table", "Pupil"),
        ("Heading 1", "How it is going"),
        ("Normal", "Up from 50% in week 1 to 72% in week 4."),
        ("table", "Week"),
        ("Heading 2", "Reviews"),
        ("Gap", "No review has been held."),
    ]


def test_two_tables_in_a_row_stay_two() -> None:
    """Word makes one table of two that no paragraph keeps apart."""
    facts = Facts(caption="The week", rows=(("Week", "Full-time"),))
    body = opened(make_word(paper_of(facts, facts))).element.body

    after = [one.getnext() for one in body.iterchildren(f"{WORD}tbl")]
    assert [one.tag for one in after] == [f"{WORD}p", f"{WORD}p"]


def test_whose_it_is_and_the_page_stand_at_the_right_edge() -> None:
    """A tab goes to the next stop, and the styles of python-docx bring two stops of their own."""
    document = opened(make_word(paper_of(*EVERY_PIECE)))
    section = document.sections[0]
    edge = section.page_width - section.left_margin - section.right_margin

    for paragraph in (section.header.paragraphs[0], section.footer.paragraphs[0]):
        assert paragraph.text.count("\t") == 1
        stops = [*paragraph.style.paragraph_format.tab_stops, *paragraph.paragraph_format.tab_stops]
        assert [(stop.position, stop.alignment) for stop in stops] == [(edge, WD_TAB_ALIGNMENT.RIGHT)]


def test_what_is_said_of_a_thing_has_more_room_than_its_name() -> None:
    """In the columns as well as in the cells: LibreOffice asks the ones, Word the others."""
    table = opened(make_word(paper_of(*EVERY_PIECE))).tables[0]
    name, value = (column.width for column in table.columns)
    assert value > 2 * name
    assert [cell.width for cell in table.rows[0].cells] == [name, value]


def test_a_table_has_as_many_columns_as_its_paper_and_its_headings_on_every_page() -> None:
    document = opened(make_word(paper_of(*EVERY_PIECE)))
    table = document.tables[1]

    assert [cell.text for cell in table.rows[0].cells] == [
        "Week",
        "I use kind words",
        "I start my work",
        "Recorded",
    ]
    assert len(table.rows) == 40
    headings = [
        row._tr.trPr.find(f"{WORD}tblHeader") is not None for row in table.rows if row._tr.trPr is not None
    ]
    assert headings[0]
    assert not any(headings[1:])


def test_the_file_says_its_language_and_names_no_pupil_of_itself() -> None:
    file = make_word(paper_of(*EVERY_PIECE))
    about = opened(file).core_properties

    assert (about.title, about.author, about.language) == (
        "Programme PSP-7K4M2Q",
        "Oakfield Primary",
        "en-GB",
    )
    with zipfile.ZipFile(BytesIO(file)) as parts:
        assert 'w:val="en-GB"' in parts.read("word/styles.xml").decode()
        assert not any(
            b"Smith" in parts.read(part) for part in parts.namelist() if part.startswith("docProps/")
        )


def test_every_page_says_private_who_printed_it_and_its_number() -> None:
    with zipfile.ZipFile(BytesIO(make_word(paper_of(*EVERY_PIECE)))) as parts:
        edges = " ".join(
            parts.read(part).decode() for part in parts.namelist() if "header" in part or "footer" in part
        )

    for words in ("Private", "PSP-7K4M2Q", "Oakfield Primary", "Printed by Sam Patel", "NUMPAGES"):
        assert words in edges


@given(st.text(max_size=60))
@example("Tom & <w:b/> Jerry </w:t>")
@example("{{ 7 * 7 }} {% for x in range(9) %} {# note #}")
@example("{_{ }_} {_% %_}")
@example("  two  spaces  ")
@example("one\ntwo\n\nthree\tfour")
@example("\a\f\x0b\x1c")
@example("Łukasz 👍 مرحبا")
@settings(max_examples=20, deadline=None)
def test_every_text_comes_back_to_the_byte(text: str) -> None:
    document = opened(make_word(saying(text)))

    assert document.paragraphs[3].text == plain(text)
    assert document.tables[0].cell(0, 1).text == plain(text)
    assert document.tables[1].cell(1, 0).text == plain(text)


@pytest.mark.parametrize(
    "payload", ["{{ cycler.__init__.__globals__ }}", "{% include 'x' %}", "${{<%[%'\"}}%\\"]
)
def test_words_of_a_record_are_never_run(payload: str) -> None:
    assert opened(make_word(saying(payload))).paragraphs[3].text == payload


def test_a_table_of_many_columns_and_one_of_a_single_column_both_open() -> None:
    wide = PaperTable(caption="Wide", headings=tuple("abcdefgh"), rows=(tuple("12345678"),))
    narrow = PaperTable(caption="Narrow", headings=("only",), rows=(("one",), ("two",)))

    tables = opened(make_word(paper_of(wide, narrow))).tables

    assert [[len(row.cells) for row in table.rows] for table in tables] == [[8, 8], [1, 1, 1]]


def test_nothing_of_the_template_is_left_over() -> None:
    with zipfile.ZipFile(BytesIO(make_word(paper_of(*EVERY_PIECE)))) as parts:
        for part in parts.namelist():
            if part.endswith(".xml"):
                ET.fromstring(parts.read(part))  # noqa: S314  (our own file)
                assert b"{%" not in parts.read(part)
                assert b"{{" not in parts.read(part)


def test_the_template_that_is_kept_is_the_one_that_is_built() -> None:
    assert word_template.build() == TEMPLATE.read_bytes(), (
        "run python -m heft_platform.documents.word_template"
    )
