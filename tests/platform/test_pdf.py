"""The PDF: readable by everybody, in our own font, and saying what the record says and nothing else."""

import re
import zlib

import pytest
from page import ValidationProfile, ValidationReport, validate_pdf_bytes

from heft_platform.documents.lettering import drawable, drawn_by_font, plain
from heft_platform.documents.pdf import make_pdf
from heft_testing.papers import EVERY_PIECE, paper_of, saying


def report_on(pdf: bytes) -> ValidationReport:
    return validate_pdf_bytes(pdf, profile=ValidationProfile.PDF_UA_1)


def inside(pdf: bytes) -> bytes:
    """Return a PDF with what it compresses laid open."""
    opened = [pdf]
    for stream in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            opened.append(zlib.decompress(stream.group(1)))
        except zlib.error:
            continue
    return b"\n".join(opened)


def test_a_paper_with_everything_on_it_fails_no_rule_of_pdf_ua() -> None:
    report = report_on(make_pdf(paper_of(*EVERY_PIECE)))

    assert report.failures == []
    assert report.rules.failed == 0
    assert report.rules.total >= 100, "the validator looked at next to nothing"


def test_an_empty_paper_is_a_document_too() -> None:
    assert report_on(make_pdf(paper_of())).rules.failed == 0


def test_the_paper_says_its_language_its_title_and_what_the_chart_shows() -> None:
    pdf = inside(make_pdf(paper_of(*EVERY_PIECE)))

    assert b"en-GB" in pdf
    assert "Programme PSP-7K4M2Q".encode("utf-16-be") in pdf or b"Programme PSP-7K4M2Q" in pdf
    assert b"A line for each target over 4 weeks" in pdf


def test_no_pupil_is_named_in_what_a_file_says_of_itself() -> None:
    pdf = make_pdf(paper_of(*EVERY_PIECE))
    about = re.findall(rb"/(?:Title|Author|Subject|Keywords)\s*\((.*?)\)", pdf) + re.findall(
        rb"<x:xmpmeta.*?</x:xmpmeta>", pdf, re.DOTALL
    )

    assert about
    assert not any(b"Smith" in one or b"Jay" in one for one in about)


def test_it_is_set_in_the_font_that_comes_along() -> None:
    """A font that is not found is no error: another one would be used without a word."""
    fonts = set(re.findall(rb"/FontName\s*/([A-Za-z+\-]+)", inside(make_pdf(paper_of(*EVERY_PIECE)))))

    assert fonts
    assert all(b"LiberationSans" in font for font in fonts), fonts


@pytest.mark.parametrize(
    "words",
    [
        '#eval("1+1")',
        '#image("/etc/passwd")',
        "*x* _y_ `z` $a$ @ref <label>",
        "#panic()",
        "\\u{41}",
        "= Heading",
    ],
)
def test_words_of_a_record_are_never_read_as_instructions(words: str) -> None:
    assert report_on(make_pdf(saying(words))).rules.failed == 0


@pytest.mark.parametrize(
    ("written", "drawn"),
    [
        (
            "Łukasz O’Connor – ½ €5, naïve, Ștefan, Θεός, Анна",
            "Łukasz O’Connor – ½ €5, naïve, Ștefan, Θεός, Анна",
        ),
        ("Well done 👍🏽!", "Well done (thumbs up sign)!"),
        ("Home ✓", "Home (check mark)"),
        ("\uff21\uff4e\uff4e\uff41, \ufb01ne", "Anna, \ufb01ne"),
        ("She said مرحبا to me", "She said (words in Arabic letters) to me"),
        ("A\x00B\x07C\x1bD\ufffe", "ABCD"),
        ("one\r\ntwo\rthree\tfour", "one\ntwo\nthree    four"),
    ],
)
def test_what_the_font_cannot_draw_is_said_in_words(written: str, drawn: str) -> None:
    assert drawable(written) == drawn


def test_no_character_of_a_note_stops_the_whole_document() -> None:
    planes = "".join(map(chr, [*range(0x20, 0xD800, 37), *range(0xE000, 0x1FFFF, 97)]))

    assert report_on(make_pdf(saying(planes))).rules.failed == 0


def test_every_character_that_we_say_the_font_draws_is_drawn() -> None:
    everything = " ".join(map(chr, sorted(drawn_by_font())))

    assert len(drawn_by_font()) > 2000
    assert drawable(everything) == plain(everything).replace("\t", "    ")
    assert make_pdf(saying(everything)).startswith(b"%PDF")
