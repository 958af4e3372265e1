"""Build the Word template: `python -m heft_platform.documents.word_template`. Built again, it is the same to the byte.

What stands between {% and %} is read by docxtpl: {%p …%} takes its whole paragraph away, {%tr …%} its row of a table,
{%tc …%} its cell.
"""

import zipfile
from datetime import UTC, datetime
from io import BytesIO

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_BREAK, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph

from heft_platform.documents.word import TEMPLATE

INK, SOFT, FELL = RGBColor(0x1A, 0x20, 0x20), RGBColor(0x52, 0x59, 0x57), RGBColor(0x1F, 0x4D, 0x45)
FONT, WALL, GROUND = "Arial", "DAD6CB", "F7F5F0"
LINES = ("bottom", "insideH")  # below each row
GRID = ("top", "left", "bottom", "right", "insideH", "insideV")  # around each cell, to write in
BUILT_AT = datetime(2026, 9, 1, tzinfo=UTC)


def build() -> bytes:
    """Return the template."""
    document = docx.Document()
    _dress(document)
    _top_and_foot(document)
    document.add_paragraph("{{ paper.title }}", "Title")
    _say(document, "{%p if paper.lead %}")
    document.add_paragraph("{{ paper.lead }}", "Subtitle")
    _say(document, "{%p endif %}")
    _say(document, "{%p for piece in paper.pieces %}")
    _say(document, '{%p if piece.kind == "heading" and piece.level == 1 %}')
    document.add_heading("{{ piece.text }}", 1)
    _say(document, '{%p elif piece.kind == "heading" %}')
    document.add_heading("{{ piece.text }}", 2)
    _say(document, '{%p elif piece.kind == "words" and piece.is_gap %}')
    document.add_paragraph("{{ piece.text }}", "Gap")
    _say(document, '{%p elif piece.kind == "words" %}')
    _say(document, "{{ piece.text }}")
    _say(document, '{%p elif piece.kind == "facts" %}')
    _facts(document)
    _say(document, '{%p elif piece.kind == "table" and piece.is_blank %}')
    _rows(document, sides=GRID)
    _say(document, '{%p elif piece.kind == "table" %}')
    _rows(document)
    _say(document, '{%p elif piece.kind == "ask" %}')
    _ask(document)
    _say(document, '{%p elif piece.kind == "page" %}')
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    _say(document, "{%p endif %}")
    _say(document, "{%p endfor %}")
    return _packed(document)


def _dress(document: Document) -> None:
    styles = document.styles
    for style in ("Normal", "Title", "Subtitle", "Heading 1", "Heading 2", "Header", "Footer"):
        font = styles[style].font
        font.name, font.italic = FONT, False
        fonts = styles[style].element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        for letters in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{letters}"), FONT)
    for style, size, colour in (
        ("Normal", 11, INK),
        ("Title", 20, FELL),
        ("Subtitle", 11, SOFT),
        ("Heading 1", 14, FELL),
        ("Heading 2", 12, INK),
        ("Header", 8.5, SOFT),
        ("Footer", 8.5, SOFT),
    ):
        styles[style].font.size, styles[style].font.color.rgb = Pt(size), colour
    border = styles["Title"].element.pPr.find(qn("w:pBdr"))
    if border is not None:
        styles["Title"].element.pPr.remove(border)
    gap = styles.add_style("Gap", WD_STYLE_TYPE.PARAGRAPH)
    gap.base_style, gap.font.italic, gap.font.color.rgb = styles["Normal"], True, SOFT
    between = styles.add_style("Between tables", WD_STYLE_TYPE.PARAGRAPH)
    between.base_style, between.font.size, between.paragraph_format.space_after = (
        styles["Normal"],
        Pt(4),
        Pt(0),
    )
    _dress_questions(document)
    language = OxmlElement("w:lang")
    for letters in ("val", "eastAsia", "bidi"):
        language.set(qn(f"w:{letters}"), "en-GB")
    defaults = styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(language)


def _dress_questions(document: Document) -> None:
    for name, is_bold, before in (("Ask", True, 10), ("Hint", False, 0), ("Choice", False, 0)):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style, style.font.bold = document.styles["Normal"], is_bold
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(3)
        style.paragraph_format.keep_with_next = name != "Choice"
    document.styles["Hint"].font.color.rgb = SOFT


def _top_and_foot(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin = Cm(2.3), Cm(2.2)
    top, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
    reference = "{% if paper.reference %} · {{ paper.reference }}{% endif %}"
    top.text = f"Private{reference}\t{{{{ paper.organisation }}}}"
    foot.text = "{{ paper.printed }}\tPage "
    _number(foot, "PAGE")
    foot.add_run(" of ")
    _number(foot, "NUMPAGES")
    for style in ("Header", "Footer"):
        stops = document.styles[style].paragraph_format.tab_stops
        stops.clear_all()  # the style has two of its own, and a paragraph cannot take them away
        stops.add_tab_stop(Cm(17), WD_TAB_ALIGNMENT.RIGHT)


def _facts(document: Document) -> None:
    table = _table(document, rows=3, columns=2, widths=(5.1, 11.9))
    _fill(table.rows[0], "{%tr for name, value in piece.rows %}")
    _fill(table.rows[1], "{{ name }}", "{{ value }}")
    _fill(table.rows[2], "{%tr endfor %}")
    table.cell(1, 0).paragraphs[0].runs[0].bold = True


def _ask(document: Document) -> None:
    """A question, its hint, boxes to tick, and lines to write on."""
    question = document.add_paragraph(style="Ask")
    question.add_run("{{ piece.label }}")
    _say(document, "{%p if piece.hint %}")
    document.add_paragraph("{{ piece.hint }}", "Hint")
    _say(document, "{%p endif %}")
    _say(document, "{%p for choice in piece.choices %}")
    document.add_paragraph("\u2610  {{ choice }}", "Choice")
    _say(document, "{%p endfor %}")
    _say(document, "{%p if piece.lines or piece.is_drawn %}")
    table = _table(document, rows=3, columns=1, widths=(17,))
    _fill(table.rows[0], "{%tr for line in range(8 if piece.is_drawn else piece.lines) %}")
    _fill(table.rows[2], "{%tr endfor %}")
    table.rows[1].height = Cm(0.9)
    _say(document, "{%p endif %}")


def _rows(document: Document, *, sides: tuple[str, ...] = LINES) -> None:
    table = _table(document, rows=4, columns=3, widths=(5.6, 5.7, 5.7), sides=sides)
    _fill(table.rows[0], "{%tc for heading in piece.headings %}", "{{ heading }}", "{%tc endfor %}")
    _fill(table.rows[1], "{%tr for row in piece.rows %}")
    _fill(table.rows[2], "{%tc for cell in row %}", "{{ cell }}", "{%tc endfor %}")
    _fill(table.rows[3], "{%tr endfor %}")
    table.cell(0, 1).paragraphs[0].runs[0].bold = True
    properties = table.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001  (python-docx has no word for it)
    properties.append(OxmlElement("w:tblHeader"))  # repeated on each page, and read out as headings
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), GROUND)
    table.cell(0, 1)._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001


def _table(
    document: Document,
    *,
    rows: int,
    columns: int,
    widths: tuple[float, ...],
    sides: tuple[str, ...] = LINES,
) -> Table:
    table: Table = document.add_table(rows, columns)
    document.add_paragraph(style="Between tables")  # without it Word makes one table of two
    table.autofit = True
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)  # asked by LibreOffice; Word asks the cells
        for cell in column.cells:
            cell.width = Cm(width)
    borders = OxmlElement("w:tblBorders")
    for side in sides:
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", WALL)):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    table._tbl.tblPr.append(borders)  # noqa: SLF001
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001
    return table


def _fill(row: _Row, *texts: str) -> None:
    for cell, text in zip(row.cells, texts, strict=False):
        cell.text = text
        cell.paragraphs[0].paragraph_format.space_after = Pt(3)


def _number(paragraph: Paragraph, code: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    paragraph._p.append(field)  # noqa: SLF001
    run = paragraph.add_run("1")
    field.append(run._r)  # noqa: SLF001


def _say(document: Document, text: str) -> None:
    document.add_paragraph(text)


def _packed(document: Document) -> bytes:
    about = document.core_properties
    about.title, about.author, about.comments, about.language = "", "", "", "en-GB"
    about.created = about.modified = BUILT_AT
    built, packed = BytesIO(), BytesIO()
    document.save(built)
    with zipfile.ZipFile(built) as old, zipfile.ZipFile(packed, "w") as new:
        for entry in old.infolist():
            same = zipfile.ZipInfo(entry.filename, BUILT_AT.timetuple()[:6])  # zipped at no moment of its own
            new.writestr(same, old.read(entry), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


if __name__ == "__main__":
    TEMPLATE.write_bytes(build())
