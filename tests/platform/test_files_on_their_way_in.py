"""Files that people bring, good ones and hostile ones: each is let in as it should be, or refused by name."""

import io
import struct
import tempfile
import time
import zipfile
import zlib
from collections.abc import Iterator, Mapping

import pytest
from docx import Document
from PIL import Image

from heft_platform.documents.pdf import make_pdf
from heft_platform.files import checks
from heft_platform.files.checks import pictures, word
from heft_testing.papers import EVERY_PIECE, paper_of

RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def let_in(content: bytes, name: str) -> bytes:
    """Return what is let in of a file that a request brings."""
    with tempfile.TemporaryFile() as file:
        file.write(content)
        with checks.checked(file, name=name) as found:
            return found.content.read()


def refused(content: bytes, name: str, *why: type[checks.FileRefusedError]) -> None:
    with pytest.raises(why) as refusal:
        let_in(content, name)
    assert type(refusal.value) in why
    assert refusal.value.words


def a_document() -> bytes:
    document = Document()
    document.add_paragraph("Made-up words about nobody.")
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def parts_of(document: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes], *, how: int = zipfile.ZIP_DEFLATED) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", how) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


def with_parts(**parts: bytes) -> bytes:
    return packed(parts_of(a_document()) | {name.replace("__", "/"): parts[name] for name in parts})


def a_picture(form: str, size: tuple[int, int] = (40, 30), mode: str = "RGB", **more: object) -> bytes:
    written = io.BytesIO()
    Image.new(mode, size, color=None if mode == "P" else 0).save(written, form, **more)
    return written.getvalue()


@pytest.fixture(scope="module")
def a_pdf() -> bytes:
    return make_pdf(paper_of(*EVERY_PIECE))


# Good ones


def test_a_pdf_is_let_in_as_it_is(a_pdf: bytes) -> None:
    assert let_in(a_pdf, "Report.PDF") == a_pdf


def test_a_word_document_is_let_in_as_it_is() -> None:
    document = a_document()
    assert let_in(document, "report.docx") == document


def test_a_word_document_with_a_link_and_a_picture_is_let_in() -> None:
    document = Document()
    document.add_picture(io.BytesIO(a_picture("PNG")))
    document.part.relate_to("https://www.gov.uk/", f"{RELATIONSHIPS}/hyperlink", is_external=True)
    written = io.BytesIO()
    document.save(written)

    assert let_in(written.getvalue(), "report.docx") == written.getvalue()


def test_our_own_word_files_are_let_in() -> None:
    from heft_platform.documents.word import make_word  # noqa: PLC0415

    made = make_word(paper_of(*EVERY_PIECE))
    assert let_in(made, "programme.docx") == made


@pytest.mark.parametrize(
    ("form", "name", "mode"),
    [
        ("PNG", "scan.png", "RGB"),
        ("PNG", "scan.png", "RGBA"),
        ("PNG", "scan.png", "P"),
        ("PNG", "scan.png", "1"),
        ("PNG", "scan.png", "I;16"),
        ("JPEG", "photo.jpg", "RGB"),
        ("JPEG", "photo.JPEG", "L"),
        ("JPEG", "photo.jpg", "CMYK"),
    ],
)
def test_a_picture_is_drawn_anew(form: str, name: str, mode: str) -> None:
    drawn = let_in(a_picture(form, mode=mode), name)

    with Image.open(io.BytesIO(drawn)) as picture:
        assert (picture.format, picture.size) == (form, (40, 30))


def test_where_a_photo_was_taken_does_not_come_with_it_and_it_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # on its side
    exif[0x010E] = "Garden of 7 Made-up Lane"
    photo = a_picture("JPEG", exif=exif, comment=b"at home")
    assert b"Made-up Lane" in photo
    assert b"at home" in photo

    drawn = let_in(photo + b"<script>alert(1)</script>", "photo.jpg")

    assert b"Made-up Lane" not in drawn
    assert b"at home" not in drawn
    assert b"<script>" not in drawn
    with Image.open(io.BytesIO(drawn)) as picture:
        assert picture.size == (30, 40)
        assert not picture.getexif()


def test_what_is_written_into_a_png_does_not_come_with_it() -> None:
    from PIL.PngImagePlugin import PngInfo  # noqa: PLC0415

    said = PngInfo()
    said.add_text("Comment", "7 Made-up Lane")
    drawn = let_in(a_picture("PNG", pnginfo=said), "scan.png")

    assert b"Made-up Lane" not in drawn


# Not what they say


@pytest.mark.parametrize(
    "name", ["page.html", "drawing.svg", "report.doc", "macro.docm", "noending", "report.pdf.exe", ".pdf "]
)
def test_other_kinds_are_refused(name: str) -> None:
    refused(b"%PDF-1.7\n%%EOF", name, checks.KindNotAllowedError)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "scan.png"),
        (b"<!doctype html><script>alert(1)</script>", "report.pdf"),
        (b"\n%PDF-1.7\n%%EOF", "report.pdf"),
        (b"MZ\x90\x00", "report.docx"),
        (a_picture("JPEG"), "scan.png"),
        (a_picture("PNG"), "photo.jpg"),
        (a_picture("GIF"), "photo.jpg"),
        (b"P", "report.docx"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(content: bytes, name: str) -> None:
    refused(content, name, checks.NotWhatItSaysError)


def test_an_empty_file_is_refused() -> None:
    refused(b"", "report.pdf", checks.EmptyFileError)


def test_a_file_that_is_too_large_is_refused_before_it_is_read() -> None:
    refused(b"%PDF-1.7\n" + bytes(checks.LARGEST), "report.pdf", checks.FileTooLargeError)


# Hostile PDFs


def pdf_with(inside: bytes, *, end: bytes = b"\n%%EOF\n") -> bytes:
    return b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog " + inside + b" >>\nendobj\ntrailer << /Root 1 0 R >>" + end


def test_a_plain_pdf_written_by_hand_is_let_in() -> None:
    assert let_in(pdf_with(b"/Lang (en) /Title (The JavaScript club)"), "report.pdf")


@pytest.mark.parametrize(
    "inside",
    [
        b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>",
        b"/OpenAction << /S /Java#53cript /JS (app.alert(1)) >>",
        b"/OpenAction << /S /#4a#61#76#61#53#63#72#69#70#74 >>",
        b"/OpenAction<</S/Launch/F(cmd.exe)>>",
        b"/Names << /EmbeddedFiles 2 0 R >>",
        b"/EF << >> /Type /EmbeddedFile",
        b"/AcroForm << /XFA 3 0 R >>",
        b"stream\n /S /JavaScript \nendstream",
        b"% a comment\r/S /Launch",
    ],
)
def test_a_pdf_that_acts_is_refused(inside: bytes) -> None:
    refused(pdf_with(inside), "report.pdf", checks.HoldsMoreThanWordsError)


def objects(
    packed_objects: bytes, says: bytes = b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode"
) -> bytes:
    return b">> endobj 2 0 obj << " + says + b" >>\nstream\n" + packed_objects + b"\nendstream\nendobj <<"


@pytest.mark.parametrize("says", [b"/Type /ObjStm", b"/Type/Obj#53tm", b"/Type /ObjStm /Extends 9 0 R"])
def test_a_script_among_compressed_objects_is_found(says: bytes) -> None:
    hidden = zlib.compress(b"7 0 << /S /Java#53cript /JS (app.alert(1)) >>")
    refused(pdf_with(objects(hidden, says)), "report.pdf", checks.HoldsMoreThanWordsError)


def test_compressed_objects_that_cannot_be_looked_into_are_refused() -> None:
    refused(pdf_with(objects(b"\xff\xfe not compressed like this")), "report.pdf", checks.BrokenFileError)
    refused(pdf_with(b"/ObjStm"), "report.pdf", checks.BrokenFileError)


def test_compressed_objects_that_unpack_without_end_are_refused() -> None:
    bomb = zlib.compress(bytes(60 * 1024 * 1024), 9)
    refused(pdf_with(objects(bomb)), "report.pdf", checks.UnpacksTooFarError)


def test_many_compressed_objects_have_one_room_together() -> None:
    bomb = objects(zlib.compress(bytes(20 * 1024 * 1024), 9))
    refused(pdf_with(bomb * 3), "report.pdf", checks.UnpacksTooFarError)


def test_a_locked_pdf_is_refused() -> None:
    refused(pdf_with(b"/Encrypt 5 0 R"), "report.pdf", checks.LockedFileError)


@pytest.mark.parametrize(
    "content",
    [
        pdf_with(b"", end=b"\n%%EOF\n<script>alert(1)</script>"),
        pdf_with(b"", end=b"\n%%EOF\n" + packed({"a": b"b"})),
        pdf_with(b"", end=b""),
        b"%PDF-9.9\n%%EOF\n",
        b"%PDF-",
    ],
    ids=["words after its end", "an archive after its end", "no end", "no catalogue", "a beginning"],
)
def test_a_pdf_that_is_also_something_else_or_ends_early_is_refused(content: bytes) -> None:
    refused(content, "report.pdf", checks.BrokenFileError)


# Hostile Word documents


def zip_list_said(document: bytes, part: str, **said: int) -> bytes:
    """Return an archive that says something else of a part than is so."""
    layout = struct.Struct("<4s4B4HL2L5H2L")
    changed = bytearray(document)
    at = document.rindex(part.encode()) - layout.size
    fields = list(layout.unpack_from(changed, at))
    for name, value in said.items():
        fields[{"flags": 5, "method": 6, "octets": 11, "attributes": 17, "offset": 18}[name]] = value
    layout.pack_into(changed, at, *fields)
    return bytes(changed)


def test_a_bomb_is_refused_while_it_is_unpacked() -> None:
    refused(with_parts(word__more=bytes(60 * 1024 * 1024)), "report.docx", checks.UnpacksTooFarError)


def test_a_bomb_that_lies_about_its_size_is_refused() -> None:
    lies = zip_list_said(with_parts(word__more=bytes(8 * 1024 * 1024)), "word/more", octets=10)
    refused(lies, "report.docx", checks.UnpacksTooFarError, checks.BrokenFileError)


def test_many_parts_that_are_each_small_enough_are_refused_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word, "LARGEST_WHOLE", 3 * 1024 * 1024)
    parts = {f"word__{number}": bytes(1024 * 1024) for number in range(4)}
    refused(with_parts(**parts), "report.docx", checks.UnpacksTooFarError)


def test_an_archive_of_very_many_parts_is_refused_before_its_list_is_read() -> None:
    parts = {f"word__{number}": b"" for number in range(word.MOST_PARTS)}
    refused(with_parts(**parts), "report.docx", checks.UnpacksTooFarError)


def test_parts_that_share_their_content_are_refused() -> None:
    document = with_parts(word__one=b"1" * 5000, word__two=b"2" * 5000)
    overlapping = zip_list_said(document, "word/two", offset=document.index(b"word/one") - 30)
    refused(overlapping, "report.docx", checks.UnpacksTooFarError, checks.BrokenFileError)


@pytest.mark.parametrize(
    "name",
    [
        "word__embeddings__sheet1.xlsx",
        "word__vbaProject.bin",
        "word__media__inner.zip",
        "word__media__drawing.svg",
        "word__activeX__activeX1.xml",
    ],
)
def test_a_document_with_another_file_or_a_macro_inside_is_refused(name: str) -> None:
    refused(with_parts(**{name: b"<x/>"}), "report.docx", checks.HoldsMoreThanWordsError)


def test_an_archive_under_another_name_inside_is_refused() -> None:
    nested = packed({"a": b"b"})
    refused(with_parts(word__media__image1_png=nested), "report.docx", checks.HoldsMoreThanWordsError)


@pytest.mark.parametrize("flags", [0x1, 0x41])
def test_an_encrypted_part_is_refused(flags: int) -> None:
    locked = zip_list_said(with_parts(word__more=b"words"), "word/more", flags=flags)
    refused(locked, "report.docx", checks.LockedFileError)


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "word\\..\\x", "C:x", "word/../../x"])
def test_a_part_that_climbs_out_is_refused(name: str) -> None:
    refused(with_parts(**{name: b"x"}), "report.docx", checks.BrokenFileError)


def test_a_part_that_points_elsewhere_is_refused() -> None:
    pointer = zip_list_said(with_parts(word__more=b"/etc/passwd"), "word/more", attributes=0o120777 << 16)
    refused(pointer, "report.docx", checks.BrokenFileError)


def test_a_part_packed_in_another_way_is_refused() -> None:
    parts = parts_of(a_document()) | {"word/more": b"words"}
    refused(packed(parts, how=zipfile.ZIP_BZIP2), "report.docx", checks.BrokenFileError)


@pytest.mark.parametrize(
    "content",
    [
        a_document() + b"<script>alert(1)</script>",
        b"PK\x03\x04<script>" + a_document(),
        a_document()[:-30],
        a_document()[:3000],
        packed({"hello.txt": b"an archive, and no document"}),
        b"PK\x03\x04",
    ],
    # As they are, an archive says when it was packed, and each process would call its test something else.
    ids=["words after it", "words before it", "a shorter list", "no list", "no document", "a beginning"],
)
def test_an_archive_that_is_not_one_whole_document_is_refused(content: bytes) -> None:
    refused(content, "report.docx", checks.BrokenFileError)


def test_a_part_that_is_there_twice_is_refused() -> None:
    written = io.BytesIO(a_document())
    with zipfile.ZipFile(written, "a") as archive:
        archive.writestr("WORD/document.xml", b"<x/>")
    refused(written.getvalue(), "report.docx", checks.BrokenFileError)


def test_a_document_of_declarations_is_refused() -> None:
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    for content in (laughs, laughs.decode().encode("utf-16")):
        refused(
            with_parts(word__more_xml=b"", **{"word__settings.xml": content}),
            "report.docx",
            checks.HoldsMoreThanWordsError,
        )


def test_a_document_of_endless_depth_is_refused() -> None:
    refused(with_parts(**{"word__settings.xml": b"<a>" * 5000}), "report.docx", checks.UnpacksTooFarError)


@pytest.mark.parametrize("kind", ["attachedTemplate", "oleObject", "image", "frame"])
def test_a_document_that_loads_something_from_elsewhere_is_refused(kind: str) -> None:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship'
        f' Id="x/relationships/hyperlink" Type="{RELATIONSHIPS}/{kind}" Target="https://example.org/x"'
        ' TargetMode="&#69;xternal"/></Relationships>'
    )
    hostile = with_parts(**{"word___rels__settings.xml.rels": relations.encode()})
    refused(hostile, "report.docx", checks.HoldsMoreThanWordsError)


def test_a_document_that_says_it_has_macros_is_refused() -> None:
    types = parts_of(a_document())["[Content_Types].xml"]
    says = types.replace(b"document.main+xml", b"document.macroEnabled.main+xml")
    assert says != types
    refused(with_parts(**{"[Content_Types].xml": says}), "report.docx", checks.HoldsMoreThanWordsError)


# Hostile pictures


def a_huge_png(width: int, height: int) -> bytes:
    """Return a small file that says it is a picture of very many points."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">L", len(content)) + kind + content + struct.pack(">L", zlib.crc32(kind + content))
        )

    header = struct.pack(">LLBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(5001, 5000), (20_000, 20_000), (2**31 - 1, 2**31 - 1)])
def test_a_picture_of_too_many_points_is_refused_before_it_is_drawn(size: tuple[int, int]) -> None:
    began = time.monotonic()
    refused(a_huge_png(*size), "scan.png", checks.PictureTooLargeError)
    assert time.monotonic() - began < 1


def test_a_picture_that_breaks_off_is_refused() -> None:
    refused(a_picture("PNG", size=(400, 300))[:-40], "scan.png", checks.BrokenFileError)
    refused(a_picture("JPEG", size=(400, 300))[:400], "photo.jpg", checks.BrokenFileError)
    refused(a_huge_png(100, 100), "scan.png", checks.BrokenFileError)


def test_a_text_in_a_png_that_unpacks_without_end_is_refused_or_left_out() -> None:
    bomb = b"Comment\0\0" + zlib.compress(bytes(80 * 1024 * 1024), 9)
    chunk = struct.pack(">L", len(bomb)) + b"zTXt" + bomb + struct.pack(">L", zlib.crc32(b"zTXt" + bomb))
    picture = a_picture("PNG")
    try:
        drawn = let_in(picture[:33] + chunk + picture[33:], "scan.png")
    except checks.BrokenFileError:
        return
    assert len(drawn) < 1000


def damaged(content: bytes) -> Iterator[bytes]:
    """Give a file with each of a hundred places damaged, one at a time."""
    step = max(1, len(content) // 100)
    for place in range(0, len(content), step):
        yield content[:place] + bytes([content[place] ^ 0x55]) + content[place + 1 :]


@pytest.mark.parametrize("form", ["docx", "pdf", "png", "jpg"])
def test_a_damaged_file_is_let_in_or_refused_and_never_a_fault(form: str) -> None:
    made = {"docx": a_document, "pdf": lambda: pdf_with(objects(zlib.compress(b"7 0 << /Lang (en) >>")))}
    content = made[form]() if form in made else a_picture("PNG" if form == "png" else "JPEG")

    for harmed in damaged(content):
        try:
            let_in(harmed, f"file.{form}")
        except checks.FileRefusedError as refusal:
            assert refusal.words  # noqa: PT017  (either is right; a fault is not)


def test_the_limit_of_points_is_what_the_words_say() -> None:
    assert pictures.MOST_POINTS == 25_000_000
    assert "25 million" in checks.PictureTooLargeError.words
    assert f"{checks.LARGEST // 1024**2} MB" in checks.FileTooLargeError.words
