"""The print centre: everything that a programme has printed, asked for in one place, made by itself, and opened."""

from collections.abc import Callable
from io import BytesIO

import docx
import pytest
from page import ValidationProfile, validate_pdf_bytes

from heft_testing.browser import Browser
from heft_testing.doing import Started, do_all_work
from heft_testing.pdf_words import pages_of

BrowserOf = Callable[[str], Browser]
FORM = "Pupil questionnaire B: written"


@pytest.fixture
def path(at_oakfield: Browser, told: None) -> str:
    """Return the address of the story's programme."""
    at_oakfield.visit("/s/oakfield/programmes")
    return at_oakfield.page.link("PSP-")


def ask(browser: Browser, path: str, words: str, **answers: str) -> str:
    """Press a button of the print centre, and return the address of the file's page."""
    browser.visit(f"{path}/print")
    return browser.press(words, **answers).path


def fetched(browser: Browser, path: str) -> bytes:
    page = browser.visit(path)
    assert page.heading == "Your file is ready"
    with browser.client.get(page.link("Download"), follow_redirects=True) as answer:
        return answer.get_data()


def words_in(browser: Browser, path: str) -> list[str]:
    """Return the words of each page of a PDF that everybody can read."""
    pdf = fetched(browser, path)
    assert validate_pdf_bytes(pdf, profile=ValidationProfile.PDF_UA_1).failures == []
    return pages_of(pdf)


@pytest.mark.requirement("S001-96")
@pytest.mark.requirement("S001-89")
@pytest.mark.requirement("S001-74")
@pytest.mark.requirement("S001-49")
def test_everything_that_a_programme_prints_is_asked_for_in_one_place(
    at_oakfield: Browser, path: str
) -> None:
    at_oakfield.visit(path)
    page = at_oakfield.follow("Print")
    for words in ("Family copy", "Strategy sheet for staff", "Daily report card", FORM, "ABC sheet"):
        assert words in page.text, words
    asked = {
        name: ask(at_oakfield, path, words, **answers)
        for name, words, answers in (
            ("family", "PDF : Family copy", {}),
            ("signed", "PDF : Full programme for signature", {}),
            ("mine", "PDF : My plan on one page", {}),
            ("large", "PDF : My plan on one page", {"is_large": "yes"}),
            ("card", "PDF : Daily report card", {}),
            ("praise", "PDF : Well done", {}),
            ("parent", "PDF : Parent or carer questionnaire", {}),
            ("sheet", "PDF : ABC sheet", {}),
        )
    }
    do_all_work(at_oakfield)
    said = {name: words_in(at_oakfield, where) for name, where in asked.items()}

    assert "Jay Smith, 5B. For the pupil and the family" in said["family"][0]
    assert "Looks after his little cousin" not in " ".join(said["family"]), "no part that it does not name"
    assert "To sign Agreed by Name Signature Day Pupil" in " ".join(said["signed"])
    assert len(said["mine"]) == 1
    assert "What I am working on 1 I use kind words" in said["mine"][0]
    assert "Who helps me Daniel Lee My key worker. Meets Jay at the gate." in said["mine"][0]
    assert len(said["large"]) > 1
    assert "Monday" in said["card"][0]
    assert "Tuesday" in said["card"][0]
    assert len(said["card"]) == 3, "five days and the week, two on a page"
    for words in ("0 not yet, 1 partly met, 2 met", "Lunchtime", "I use kind", "Initials", "From home"):
        assert words in said["card"][0], words
    assert "My week" in said["card"][2]
    assert "Well done Jay Smith, 5B" in said["praise"][0]
    assert "You reached your target: I use kind words" in said["praise"][0]
    assert "Oakfield Primary" in said["parent"][0]
    assert "A: what went before" in said["sheet"][0]


@pytest.mark.requirement("S001-96")
def test_a_form_is_blank_unless_it_is_to_say_whose_it_is(at_oakfield: Browser, path: str) -> None:
    blank, word = ask(at_oakfield, path, f"PDF : {FORM}"), ask(at_oakfield, path, f"Word : {FORM}")
    named = ask(at_oakfield, path, f"PDF : {FORM}", is_named="yes")
    session = ask(at_oakfield, path, "PDF : Session with the key worker", is_named="yes")
    do_all_work(at_oakfield)

    nobodys, somebodys = " ".join(words_in(at_oakfield, blank)), " ".join(words_in(at_oakfield, named))
    for words in (FORM, "Name and class", "What I am good at, in and out of school", "Mostly true"):
        assert words in nobodys, words
    for words in ("Jay", "5B", "PSP-"):
        assert words not in nobodys, words
    assert "Name Jay Smith Class 5B" in somebodys
    assert "I start my work in 3 minutes" in " ".join(words_in(at_oakfield, session)), "its targets are in it"
    document = docx.Document(BytesIO(fetched(at_oakfield, word)))
    lines = [one.text for one in document.paragraphs]
    assert "What I am good at, in and out of school" in lines
    assert "☐  All of it" in lines
    assert not any("Jay" in one for one in lines)


def test_what_a_template_prints_is_read_first_and_cut_to_its_readers(at_oakfield: Browser, path: str) -> None:
    at_oakfield.visit(f"{path}/print")
    page = at_oakfield.follow("read it first : Strategy sheet for staff")

    assert page.heading == "Strategy sheet for staff"
    assert "Coming in after lunch" in page.text
    assert "Word" not in [label.get_text() for label in page.soup.select("label strong")], (
        "as its template says"
    )


def test_before_there_is_a_plan_the_page_and_the_paper_say_so(at_oakfield: Browser, started: Started) -> None:
    assert "No target is in the plan yet" in at_oakfield.visit(f"{started.path}/print").text
    mine = ask(at_oakfield, started.path, "PDF : My plan on one page")
    card, praise = (
        ask(at_oakfield, started.path, f"PDF : {one}") for one in ("Daily report card", "Well done")
    )
    do_all_work(at_oakfield)

    assert "We have not chosen a target yet." in words_in(at_oakfield, mine)[0]
    assert "Part of the day 1 2 3 Comment" in words_in(at_oakfield, card)[0], "there is room to write them in"
    assert "For what went well" in words_in(at_oakfield, praise)[0]


def test_nothing_chosen_is_a_problem_in_words_and_keeps_what_was_ticked(
    at_oakfield: Browser, started: Started
) -> None:
    at_oakfield.visit(f"{started.path}/print")
    page = at_oakfield.post(f"{started.path}/print", status=422, is_large="yes")

    assert page.problems == ["Choose what to print: press PDF or Word beside it"]
    assert "checked" in page.field("Large print, 16 points").attrib


@pytest.mark.parametrize(
    "wanted",
    ["pdf family print-nothing", "pdf authority my_plan", "word family report_card", "pdf nobody record"],
)
def test_what_there_is_not_is_not_found(at_oakfield: Browser, started: Started, wanted: str) -> None:
    at_oakfield.visit(f"{started.path}/print")
    page = at_oakfield.post(f"{started.path}/print", status=404, wanted=wanted)

    assert page.heading == "Page not found"


def test_only_those_who_may_take_a_programme_away_may_print(browser_of: BrowserOf, joined: Started) -> None:
    niamh = browser_of("niamh-doherty")
    assert "Print" not in niamh.visit(joined.path).text
    for stranger in (niamh, *map(browser_of, ("carl-dunne", "bronwen-hughes", "marcus-bennett"))):
        assert stranger.visit(f"{joined.path}/print", status=404).heading == "Page not found"
        stranger.visit(f"{joined.path}/packs/print-family_copy", status=404)
