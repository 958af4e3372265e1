"""Every form of every template of the project, on paper: all its questions, nothing raw, and readable by everybody."""

import re
from io import BytesIO

import docx
import pytest
from page import ValidationProfile, validate_pdf_bytes

from heft_platform.documents.blocks import BLOCKS
from heft_platform.documents.form_paper import Rows, form_pieces
from heft_platform.documents.paper import Piece, Table
from heft_platform.documents.pdf import make_pdf
from heft_platform.documents.prints import forms_of, kind_of, prints_of
from heft_platform.documents.word import make_word
from heft_platform.library.services import ProgrammeTemplate
from heft_testing.bodies import BODIES
from heft_testing.papers import paper_of
from heft_testing.pdf_words import pages_of

RAW = re.compile(r"\b[a-z]+_[a-z_]+\b")  # an id where words belong
TEMPLATES = {name: ProgrammeTemplate(body) for name, body in BODIES.items()}
NEVER_ASKED = {"computed", "statement", "file"}


def pieces_of(template: ProgrammeTemplate, *, is_large: bool = False) -> tuple[Piece, ...]:
    documents = [form for _, several in forms_of(template) for kind in several for form in kind.forms]
    return tuple(form_pieces(template, documents, rows=Rows(), is_large=is_large))


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_form_asks_all_its_questions_of_everybody(name: str) -> None:
    template = TEMPLATES[name]
    pdf = make_pdf(paper_of(*pieces_of(template)))

    assert validate_pdf_bytes(pdf, profile=ValidationProfile.PDF_UA_1).failures == []
    said = " ".join(pages_of(pdf))
    assert RAW.findall(said) == []
    for document in template.documents:
        for question in document.questions:
            if question.type not in NEVER_ASKED:
                assert " ".join(question.label.split()) in said, f"{document.id}.{question.id}"


def test_word_asks_what_the_pdf_asks() -> None:
    template = TEMPLATES["two-week-review.yaml"]
    document = docx.Document(BytesIO(make_word(paper_of(*pieces_of(template)))))

    said = [one.text for one in document.paragraphs]
    asked = [
        question.label
        for document in template.documents
        for question in document.questions
        if question.type not in {*NEVER_ASKED, "table"}
    ]
    assert [one for one in asked if one not in said] == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_everything_that_a_template_prints_is_found_again_and_holds_something(name: str) -> None:
    template = TEMPLATES[name]

    assert len(prints_of(template)) == len(template.outputs)
    for kind in prints_of(template):
        assert kind_of(template, kind.code) == kind
        assert set(kind.blocks) <= BLOCKS.keys()
        assert kind.audiences
        assert set(kind.blocks) - {"whose"} or kind.forms, kind.label


def test_large_print_has_no_wide_table() -> None:
    for template in TEMPLATES.values():
        tables = [one for one in pieces_of(template, is_large=True) if isinstance(one, Table)]
        assert max(len(one.headings) for one in tables) == 2
