"""Packs: chosen by kind and by whom they are for, seen before they are used, and cut to what their readers may have."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from io import BytesIO
from uuid import uuid4

import docx
import pytest
from sqlalchemy.orm import Session

from heft_platform import clock
from heft_platform.demo.opening import id_of
from heft_platform.programmes import services as programmes
from heft_testing.browser import Browser, Page
from heft_testing.doing import Started, do_all_work
from heft_testing.reviews import answers_to

BrowserOf = Callable[[str], Browser]
ActingAs = Callable[..., AbstractContextManager[Session]]


@pytest.fixture
def path(at_oakfield: Browser, told: None) -> str:
    """Return the address of the packs of the story's programme."""
    at_oakfield.visit("/s/oakfield/programmes")
    return at_oakfield.page.link("PSP-") + "/packs"


def parts_of(page: Page) -> list[str]:
    """Return the headings of the pack itself."""
    return [one.get_text() for one in page.soup.select("article[aria-label='The pack'] h2")]


def pack_in(page: Page) -> str:
    found = page.soup.select_one("article[aria-label='The pack']")
    assert found is not None
    return found.get_text(" ")


@pytest.mark.requirement("S001-45")
def test_a_pre_meeting_summary_makes_itself(at_oakfield: Browser, path: str) -> None:
    at_oakfield.visit(path)
    page = at_oakfield.follow("Staff of the school : Pre-meeting summary")

    assert page.heading == "Pre-meeting summary"
    assert parts_of(page)[:3] == ["About the programme", "One-page profile", "Strengths"]
    for words in (
        *("Jay Smith", "Looks after his little cousin", "Waiting to be seen"),
        *("Behaviour", "This looks back over the last 30 school days"),
    ):
        assert words in pack_in(page), words
    assert "The SENCO has not commented yet." in pack_in(page), "a gap is evidence, and stays"


def test_what_is_left_out_for_the_family_is_shown_with_why(at_oakfield: Browser, path: str) -> None:
    page = at_oakfield.visit(path + "/moving_school?for=family")

    for words in ("Waiting to be seen", "Left the room nine times", "L.O."):
        assert words not in pack_in(page), words
    assert "Called another pupil names" in pack_in(page)
    assert "Needs and circumstances" in parts_of(page)
    for why in (
        "Sensitive: only named staff of the school may be told",
        "Staff’s own notes stay at school",
        "Names of other pupils are cut",
    ):
        assert why in page.text, why


def test_more_can_be_left_out_and_the_file_leaves_it_out_too(at_oakfield: Browser, path: str) -> None:
    at_oakfield.visit(path + "/review?for=family")
    page = at_oakfield.press(
        "Show it like this", **{"for": "family", "leave_out": ["behaviour", "suspensions"]}
    )
    assert "Behaviour" not in parts_of(page)
    assert "Suspensions" not in parts_of(page)
    assert "Attendance" in parts_of(page)

    made = at_oakfield.press("Use this pack", form="word", is_large="yes").path
    do_all_work(at_oakfield)
    page = at_oakfield.visit(made)
    assert "Review, large print" in page.text
    assert "The pupil and the family" in page.text
    assert "-review-family.docx" in page.text
    with at_oakfield.client.get(page.link("Download"), follow_redirects=True) as answer:
        document = docx.Document(BytesIO(answer.get_data()))
    headings = [one.text for one in document.paragraphs]
    assert "Attendance" in headings
    assert "Behaviour" not in headings
    assert not any("Left the room nine times" in one for one in headings)


def test_nobody_gets_a_file_that_holds_more_than_they_may_be_told(
    at_oakfield: Browser, browser_of: BrowserOf, path: str
) -> None:
    at_oakfield.visit(path + "/moving_school?for=school")
    assert "Waiting to be seen" in pack_in(at_oakfield.page)
    made = at_oakfield.press("Use this pack", form="pdf").path
    do_all_work(at_oakfield)
    daniel = browser_of("daniel-lee")

    page = daniel.visit(path + "/moving_school?for=school")
    assert "Waiting to be seen" not in page.text
    assert "Sensitive: you may not be told, so your pack cannot hold it" in page.text
    assert daniel.visit(made, status=404).heading == "Page not found"
    assert daniel.visit(made + "/file", status=404).heading == "Page not found"
    assert made not in str(daniel.visit(made.rpartition("/")[0]).soup)


def test_what_goes_to_the_next_school_names_no_other_pupil_and_holds_no_note(
    at_oakfield: Browser, path: str
) -> None:
    page = at_oakfield.visit(path + "/moving_school?for=school")

    assert "For the pupil’s next school." in page.text
    for words in ("Left the room nine times", "L.O."):
        assert words not in pack_in(page), words
    assert "Called another pupil names" in pack_in(page)
    assert "Staff’s own notes stay at school" in page.text


def test_what_the_pupil_gets_is_in_plain_words(at_oakfield: Browser, path: str) -> None:
    page = at_oakfield.visit(path + "/my_plan")

    assert parts_of(page) == [
        "Whose it is",
        "What I am working on",
        "What I will try",
        "Who helps me",
        "What I can earn",
        "When we meet next",
    ]
    assert "Shows the card before leaving the seat. Every lesson." in pack_in(page)
    for words in ("Suspension", "Left the room", "Consequence"):
        assert words not in pack_in(page), words


def test_everything_in_order_of_days_is_one_pack(at_oakfield: Browser, path: str) -> None:
    page = at_oakfield.visit(path + "/chronology?for=school")

    whole = pack_in(page)
    in_order = (
        "Hurtful words to a pupil",
        "Daily reports, week 1",
        "Mornings go well",
        "break room rule himself",
    )
    places = [whole.index(words) for words in in_order]
    assert places == sorted(places)


def test_a_pack_that_is_not_for_somebody_does_not_exist(at_oakfield: Browser, path: str) -> None:
    for address in ("/my_plan?for=authority", "/request_evidence?for=family", "/plan?for=press", "/poem"):
        assert at_oakfield.visit(path + address, status=404).heading == "Page not found"


def test_neither_word_nor_pdf_is_a_problem_in_words_and_nothing_chosen_is_lost(
    at_oakfield: Browser, path: str
) -> None:
    at_oakfield.visit(path + "/plan?for=family&leave_out=consequences")
    page = at_oakfield.press("Use this pack", form="odt", status=422)

    assert page.problems == ["Select Word or PDF"]
    assert "Consequences" not in parts_of(page)


def test_strangers_find_no_packs(browser_of: BrowserOf, path: str) -> None:
    for stranger in ("carl-dunne", "bronwen-hughes", "marcus-bennett", "niamh-doherty"):
        for address in (path, path + "/plan"):
            assert browser_of(stranger).visit(address, status=404).heading == "Page not found"


def test_minutes_are_of_the_meeting_that_is_chosen(at_oakfield: Browser, running: Started) -> None:
    for words in ("We know what helps", "It goes better"):
        page = at_oakfield.visit(running.path + "/review")
        at_oakfield.press(
            "Save the review",
            present="All",
            summary=words,
            why_day="Earlier than planned",
            **answers_to(page),
        )
    page = at_oakfield.visit(running.path + "/packs/minutes")
    assert "It goes better" in page.text
    held = {one.get_text(): str(one["value"]) for one in page.soup.select("#meeting option")}
    earlier = next(value for label, value in held.items() if label.startswith("4-week review"))

    page = at_oakfield.visit(f"{running.path}/packs/minutes?for=school&meeting={earlier}")
    assert "We know what helps" in page.text
    assert "It goes better" not in page.text
    at_oakfield.press("Use this pack", form="word")
    do_all_work(at_oakfield)
    path = at_oakfield.page.path
    at_oakfield.visit(path)
    with at_oakfield.client.get(at_oakfield.page.link("Download"), follow_redirects=True) as answer:
        document = docx.Document(BytesIO(answer.get_data()))
    said = " ".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    assert "We know what helps" in said
    assert "It goes better" not in said
    at_oakfield.visit(f"{running.path}/packs/minutes?for=school&meeting={uuid4()}", status=404)


def test_the_whole_chronology_holds_every_note_and_the_page_says_that_it_does_not(
    at_oakfield: Browser, running: Started, acting_as: ActingAs
) -> None:
    with acting_as("sam-patel") as session:
        programme = programmes.read_programme(session, reference=running.reference, today=clock.today())
        assert programme is not None
        for number in range(1, 53):
            programmes.add_note(
                session,
                programme_id=programme.id,
                author_id=id_of("sam-patel"),
                author_name="Sam Patel",
                body=f"Note {number:02}.",
            )
        session.commit()

    page = at_oakfield.visit(running.path)
    assert "Note 52." in page.text
    assert "Note 01." not in page.text
    assert "These are the newest 50 notes." in page.text

    page = at_oakfield.follow("whole chronology")
    assert "Note 01." in page.text
    assert "Note 52." in page.text
