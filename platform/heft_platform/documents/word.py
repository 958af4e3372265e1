"""Make a paper into a Word file, by filling in our own template and no one else's."""

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import cast

from docx.document import Document
from docx.shared import Pt
from docxtpl.template import DocxTemplate
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from heft_platform.documents.lettering import in_every_text, plain
from heft_platform.documents.paper import Paper

TEMPLATE = Path(__file__).parent / "papers" / "paper.docx"
ROOM_TO_WRITE = "\n"
LARGE_PRINT = {  # points
    "Normal": 16,
    "Title": 26,
    "Subtitle": 16,
    "Heading 1": 20,
    "Heading 2": 18,
    "Header": 12,
    "Footer": 12,
}


def make_word(paper: Paper) -> bytes:
    """Return a paper as a Word file."""
    said = in_every_text(paper.to_data(), plain)
    for piece in said["pieces"]:
        if piece.get("is_blank"):
            piece["rows"] = [[cell or ROOM_TO_WRITE for cell in row] for row in piece["rows"]]
    document = DocxTemplate(BytesIO(_template()))
    document.render(
        {"paper": in_every_text(said, _literally)}, ImmutableSandboxedEnvironment(autoescape=True)
    )
    whole = cast("Document", document.docx)
    if paper.is_large:
        _print_large(whole)
    about = whole.core_properties
    about.title, about.author = said["title"], said["organisation"]
    filled = BytesIO()
    document.save(filled)
    return filled.getvalue()


def _print_large(document: Document) -> None:
    for style, points in LARGE_PRINT.items():
        document.styles[style].font.size = Pt(points)


def _literally(text: str) -> Markup:
    """Return a text as XML that no later step reads as its own: “{_{” would become “{{”."""
    return Markup(str(escape(text)).replace("_", "&#95;"))  # noqa: S704  (it was escaped just now)


@cache
def _template() -> bytes:
    return TEMPLATE.read_bytes()
