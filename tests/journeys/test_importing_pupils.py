"""A school's list of pupils comes out of its own system, is looked at, and is taken over whole or not at all."""

import io
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import IO

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.audit.models import Trail
from heft_platform.pupils.commands import pupils
from heft_testing.browser import Browser, Page
from heft_testing.real_data import sample

BrowserOf = Callable[[str], Browser]
ActingAs = Callable[..., AbstractContextManager[Session]]
MEGABYTE = 1024 * 1024
IMPORT = "/s/oakfield/pupils/import"
AS_THEY_WERE = ["Maya Brown", "Leo O’Connor", "Jay Smith"]
NEW = ["Ellis Brown", "Seren Davies-Jones", "Zoë Hartley", "Finn O’Neill", "Suhartini", "Łukasz Wójcik"]


def choose(browser: Browser, name: str, *, status: int = 200) -> Page:
    browser.visit(IMPORT)
    return browser.press("Check the file", file=(io.BytesIO(sample(name).read_bytes()), name), status=status)


def listed(page: Page) -> list[str]:
    return [link.get_text() for link in page.soup.select("main tbody th a")]


def test_a_list_is_shown_before_anything_is_saved(at_oakfield: Browser) -> None:
    page = choose(at_oakfield, "pupils-with-a-mark.csv")

    assert page.heading == "Check the import"
    assert "3 pupils on your list are not in this file. An import removes nobody." in page.text
    assert page.rows()[0] == ["Zoë Hartley", "Year 5", "5B"]
    assert listed(at_oakfield.visit("/s/oakfield/pupils")) == AS_THEY_WERE


def test_a_confirmed_list_is_the_school_s_and_no_other_s(at_oakfield: Browser, at_hillside: Browser) -> None:
    choose(at_oakfield, "pupils-with-a-mark.csv")
    page = at_oakfield.press("Import 6 pupils")

    assert page.messages == ["The list is up to date: 6 new."]
    assert sorted(listed(page)) == sorted(AS_THEY_WERE + NEW)
    assert [name for name in NEW if name in at_hillside.visit("/s/hillside/pupils").text] == []


def test_the_same_pupils_again_are_found_by_their_upn_and_brought_up_to_date(at_oakfield: Browser) -> None:
    choose(at_oakfield, "pupils-with-a-mark.csv")
    at_oakfield.press("Import 6 pupils")

    page = choose(at_oakfield, "pupils-with-semicolons.csv")  # another system: other headings, no SEN
    assert page.rows() == [["Finn O’Neill", "Class", "6A", "6B"]]
    page = at_oakfield.press("Import 1 pupil")

    assert page.messages == ["The list is up to date: 1 changed."]
    at_oakfield.follow("Finn O’Neill")
    assert "6B" in at_oakfield.page.text
    assert "SEN support" in at_oakfield.page.text  # a file that does not say it does not take it away


def test_a_file_that_changes_nothing_says_so(at_oakfield: Browser) -> None:
    choose(at_oakfield, "pupils-with-a-mark.csv")
    at_oakfield.press("Import 6 pupils")

    assert "Your list says the same as this file." in choose(at_oakfield, "pupils-with-a-mark.csv").text


def test_every_problem_is_listed_by_row_and_column_and_nothing_is_imported(at_oakfield: Browser) -> None:
    page = choose(at_oakfield, "pupils-with-problems.csv")

    assert "Nothing is imported yet: there are 11 problems in the file." in page.text
    assert page.rows()[1] == [
        "Row 3",
        "DOB",
        "“31/02/2016” is not a date. Write it like 31/08/2016 or 2016-08-31",
    ]
    assert not page.soup.find("button", string=lambda words: bool(words and words.startswith("Import")))

    at_oakfield.post(page.path)  # as somebody might who sends the form all the same
    assert at_oakfield.page.heading == "Check the import"
    assert listed(at_oakfield.visit("/s/oakfield/pupils")) == AS_THEY_WERE


def test_formulas_are_text(at_oakfield: Browser) -> None:
    choose(at_oakfield, "pupils-with-tabs.csv")
    page = at_oakfield.press("Import 3 pupils")

    assert '"Click"), Ann =HYPERLINK("http://evil.example"' in listed(page)
    assert not page.soup.find("a", href="http://evil.example")


def test_a_file_that_is_no_list_is_refused_in_words(at_oakfield: Browser) -> None:
    pupil = b"A999900025001,Smith\n"
    for octets, words in (
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 100, "This is not a CSV file."),
        (b"", "There is nothing in this file"),
        (b"Name,Year\nJay Smith,5\n", "The first line must name the columns. There is no UPN"),
        (b"UPN,Surname\n" + pupil * 5001, "There are more than 5,000 pupils in this file"),
        (b'UPN,Surname\nA1,"' + b"x" * 200_000, "The file cannot be read as a table from row 2 on"),
        (b"UPN,Surname\n" + pupil * 300_000, "The file must be smaller than 5 MB."),
    ):
        at_oakfield.visit(IMPORT)
        page = upload(at_oakfield, octets)
        assert page.problems[0].startswith(words)
        assert page.heading == "Import pupils"


def upload(browser: Browser, octets: bytes) -> Page:
    """Send a file as browsers do, without another copy of it on the disk."""
    token = browser.page.soup.select_one("input[name=csrf_token]")["value"]  # type: ignore[index]
    head = f'--here\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{token}\r\n--here\r\n'
    head += 'Content-Disposition: form-data; name="file"; filename="pupils.csv"\r\n\r\n'
    body = io.BytesIO(head.encode() + octets + b"\r\n--here--\r\n")
    kind = "multipart/form-data; boundary=here"
    return browser._answered(browser.client.post(IMPORT, input_stream=body, content_type=kind), 422)


def test_no_file_at_all_is_asked_for(at_oakfield: Browser) -> None:
    at_oakfield.visit(IMPORT)

    assert at_oakfield.press("Check the file", status=422).problems == ["Select a CSV file"]


class Endless(io.RawIOBase, IO[bytes]):
    """An upload that counts what was read of it."""

    def __init__(self) -> None:
        self.given = 0

    def read(self, number: int = -1) -> bytes:
        number = number if number >= 0 else 200 * MEGABYTE
        self.given += number
        return b"x" * number


def test_200_megabytes_are_refused_within_a_second_and_never_read(at_oakfield: Browser) -> None:
    at_oakfield.visit(IMPORT)
    upload = Endless()
    began = time.monotonic()
    answer = at_oakfield.client.post(
        IMPORT,
        content_type="multipart/form-data; boundary=here",
        environ_overrides={"wsgi.input": upload, "CONTENT_LENGTH": str(200 * MEGABYTE)},
    )

    assert answer.status_code == 413
    assert "That is too large" in answer.get_data(as_text=True)
    assert upload.given <= MEGABYTE
    assert time.monotonic() - began < 1


@pytest.mark.parametrize("sent", [b"a&" * 5000, b"a=" + b"%41" * 1_500_000], ids=["answers", "signs"])
def test_a_form_that_would_take_far_more_room_than_it_is_long_is_not_taken_apart(
    app: Flask, sent: bytes
) -> None:
    answer = app.test_client().post("/sign-in", data=sent, content_type="application/x-www-form-urlencoded")

    assert answer.status_code == 413


def test_a_file_waits_for_its_own_school_only(at_oakfield: Browser, at_hillside: Browser) -> None:
    waiting = choose(at_oakfield, "pupils-with-a-mark.csv").path

    at_hillside.visit(waiting.replace("oakfield", "hillside"), status=404)
    at_hillside.visit(waiting, status=404)
    assert at_oakfield.visit(waiting).heading == "Check the import"


def test_a_list_is_not_imported_twice(at_oakfield: Browser) -> None:
    waiting = choose(at_oakfield, "pupils-with-a-mark.csv").path
    at_oakfield.press("Import 6 pupils")

    page = at_oakfield.post(waiting)
    assert page.messages == ["This file no longer waits: it was imported, or another was chosen after it."]
    at_oakfield.visit(waiting, status=404)


def test_a_pupil_is_found_by_any_words_of_the_name_in_any_order(at_oakfield: Browser) -> None:
    choose(at_oakfield, "pupils-with-a-mark.csv")
    at_oakfield.press("Import 6 pupils")

    for words, found in (
        ("hartley zoe", ["Zoë Hartley"]),
        ("LUKASZ", ["Łukasz Wójcik"]),
        ("luke", ["Łukasz Wójcik"]),  # likes to be called
        ("oneill", ["Finn O’Neill"]),
        ("o'neill finn", ["Finn O’Neill"]),
        ("jones", ["Seren Davies-Jones"]),
        ("bro", ["Ellis Brown", "Maya Brown"]),
        ("%", []),
    ):
        page = at_oakfield.press("Search", words=words)
        assert listed(page) == found
        assert found or "No pupils match" in page.text
        assert page.value_of("First or last name") == words
        assert page.response.request.query_string == b""  # a name stands in no address


def test_a_class_is_chosen_by_an_address_that_can_be_kept(at_oakfield: Browser) -> None:
    at_oakfield.visit("/s/oakfield/pupils")
    page = at_oakfield.press("Search", class_name="6A")

    assert page.response.request.query_string == b"class_name=6A"
    assert listed(page) == ["Leo O’Connor"]
    assert listed(at_oakfield.visit("/s/oakfield/pupils?year_group=5&page=99")) == ["Maya Brown", "Jay Smith"]


def test_the_first_list_is_asked_for(browser_of: BrowserOf) -> None:
    page = browser_of("priya-nair").visit("/s/tarnside/pupils")

    assert "No pupils yet." in page.text
    assert page.link("Import your list") == "/s/tarnside/pupils/import"


def test_whoever_may_not_read_pupils_finds_nothing(browser_of: BrowserOf, at_oakfield: Browser) -> None:
    pupil = at_oakfield.visit("/s/oakfield/pupils").link("Jay Smith")

    for slug in ("carl-dunne", "marcus-bennett", "owen-parry", "niamh-doherty", "bronwen-hughes"):
        other = browser_of(slug)
        for path in ("/s/oakfield/pupils", pupil, IMPORT):
            other.visit(path, status=404)


def test_who_looked_at_a_pupil_is_written_down(at_oakfield: Browser, acting_as: ActingAs) -> None:
    at_oakfield.visit("/s/oakfield/pupils")
    pupil_id = at_oakfield.follow("Jay Smith").path.rpartition("/")[2]

    with acting_as("sam-patel") as session:
        [entry] = session.scalars(select(Trail).where(Trail.action == "pupil.viewed"))
        assert str(entry.pupil_id) == pupil_id


def test_a_nightly_file_is_imported_by_command_all_or_nothing(app: Flask, at_oakfield: Browser) -> None:
    def run(name: str, school: str = "oakfield") -> tuple[int, str]:
        with app.app_context():
            result = CliRunner().invoke(pupils, ["import", str(sample(name)), "--school", school])
        return result.exit_code, result.output

    assert run("pupils-with-a-mark.csv") == (0, "6 new pupils, 0 changed pupils, 0 as they were.\n")
    assert run("pupils-with-a-mark.csv") == (0, "0 new pupils, 0 changed pupils, 6 as they were.\n")
    code, output = run("pupils-with-problems.csv")
    assert code == 1
    assert "Row 5, UPN: “X123” is not a UPN: it has 4 characters, and a UPN has 13." in output
    assert "Nothing was imported." in output
    assert (
        run("schools.csv")[1] == "Error: The first line must name the columns. There is no UPN and Surname.\n"
    )
    assert run("pupils-with-a-mark.csv", "nowhere")[1] == "Error: There is no school “nowhere”.\n"
    assert sorted(listed(at_oakfield.visit("/s/oakfield/pupils"))) == sorted(AS_THEY_WERE + NEW)
