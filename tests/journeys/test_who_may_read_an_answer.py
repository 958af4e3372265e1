"""Answers that not everybody may read, and pictures of them: shown to those who may, and lost by nobody else’s saving."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from copy import deepcopy
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.library.programme_template import ProgrammeTemplate
from heft_platform.programmes.models import Programme
from heft_testing.browser import Browser, Page
from heft_testing.doing import Started

BrowserOf = Callable[[str], Browser]
ActingAs = Callable[[str], AbstractContextManager[Session]]
RAISED = {"health": "SAFEGUARDING", "at_home": "LEGAL"}  # as a stricter template would have it
PICTURE = BytesIO()
Image.new("RGB", (40, 30), "white").save(PICTURE, "PNG")


@pytest.mark.requirement("S001-59")
def test_whoever_sees_a_class_reads_and_writes_its_answers_and_nobody_else_s_saving_loses_them(
    browser_of: BrowserOf, acting_as: ActingAs, started: Started
) -> None:
    with acting_as("sam-patel") as session:
        programme = session.scalars(select(Programme).where(Programme.reference == started.reference)).one()
        body = deepcopy(programme.template.body)
        sections = [one for document in body["documents"] for one in document.get("sections", ())]
        for question in [one for section in sections for one in section["fields"]]:
            question["class"] = RAISED.get(question["id"], question.get("class", "PASTORAL"))
        programme.template = ProgrammeTemplate(body)
        session.commit()
    daniel, sam, aisha, ruth = map(browser_of, ("daniel-lee", "sam-patel", "aisha-khan", "ruth-okonjo"))

    def typing(who: Browser) -> Page:
        who.visit(started.path + "/asked")
        return who.follow("Parent or carer questionnaire")

    typing(aisha)
    aisha.press(
        "Save what was said",
        **{"answer-health": "Told us of a bruise", "answer-strengths": "Kind", "answer-hope": "Calm"},
    )
    typing(ruth)
    ruth.press("Save what was said", **{"answer-at_home": "Wrote through a solicitor"})
    for who in (sam, daniel):
        page = typing(who)
        assert "bruise" not in page.text
        assert "solicitor" not in page.text
        assert not page.soup.select('[name="answer-health"], [name="answer-at_home"]')
        assert "kept for the safeguarding lead: speak to them" in page.text
        sent = {"answer-health": "Slipped in", "answer-at_home": "Too", "answer-hope": "Calm"}
        who.press("Save what was said", **sent)

    page = typing(aisha)
    assert page.value_of("Health, sleep").strip() == "Told us of a bruise"
    assert "solicitor" not in page.text
    assert "Version 4" in page.text
    page = typing(ruth)
    assert "Wrote through a solicitor" in page.text
    assert "bruise" not in page.text


@pytest.mark.requirement("S001-59")
def test_who_chooses_other_questions_takes_no_guarded_answer_from_who_may_read_it(
    browser_of: BrowserOf, started: Started
) -> None:
    sam, daniel = browser_of("sam-patel"), browser_of("daniel-lee")
    sam.visit(started.path + "/asked")
    path = sam.follow("Pupil questionnaire").path
    sam.visit(f"{path}?document=pupil_voice_b")
    how = {"answer-method": "self", "answer-explained": "yes", "answer-done_on": "4 12 2026"}
    outside = {"answer-outside": "Looks after his brother", "answer-hope": "Calm"}
    sam.press(
        "Save what was said", **how, **outside, **{"answer-overall": "4", "answer-what_hard": "Waiting"}
    )

    daniel.visit(f"{path}?document=pupil_voice_a")
    others = {"answer-good_at": "Chess", "answer-get_better": "Waiting"}
    daniel.press("Save what was said", **how, **others)
    assert "Looks after" not in daniel.visit(path).source
    page = sam.visit(path)
    assert page.value_of("I am good at").strip() == "Chess"
    assert "Looks after his brother" in page.text.partition("Said to other questions")[2]
    page = sam.visit(f"{path}?document=pupil_voice_b")
    assert page.value_of("Anything outside school").strip() == "Looks after his brother"

    sam.visit(path)
    sam.press("Save what was said", **how, **others)
    assert "Looks after his brother" in sam.visit(path).text, "also when whoever may read it saves"


@pytest.mark.requirement("S004-09")
def test_a_mind_map_is_brought_as_a_picture_opened_at_the_meeting_and_taken_out(
    browser_of: BrowserOf, at_oakfield: Browser, joined: Started
) -> None:
    at_oakfield.visit(joined.path + "/asked")
    page = at_oakfield.follow("Pupil questionnaire A")
    assert at_oakfield.press("Keep it with the answer", status=422).problems == ["Select a file"]
    page = at_oakfield.press(
        "Keep it with the answer", status=422, file=(BytesIO(b"<svg/>"), "maya-brown.svg")
    )
    assert page.problems[0].startswith("The selected file must be")

    page = at_oakfield.press("Keep it with the answer", file=(BytesIO(PICTURE.getvalue()), "mind-map.png"))
    assert "mind-map.png" in page.text
    assert "Received" in page.text
    fetched = page.link("mind-map.png")
    with at_oakfield.client.get(fetched, follow_redirects=True) as answer:
        assert answer.mimetype == "image/png"
        assert answer.headers["Content-Disposition"].startswith(f'attachment; filename="{joined.reference}-')
    browser_of("niamh-doherty").visit(fetched, status=404)
    browser_of("bronwen-hughes").visit(fetched, status=404)

    at_oakfield.visit(joined.path + "/review")
    assert "Pupil questionnaire A" in at_oakfield.follow("What was gathered").text
    at_oakfield.visit(page.path)
    page = at_oakfield.press("Take out")
    assert page.messages == ["It is taken out, and destroyed."]
    with at_oakfield.client.get(fetched, follow_redirects=True) as answer:
        assert answer.status_code == 404


@pytest.mark.requirement("S004-09")
def test_whoever_may_not_read_an_answer_neither_sees_nor_moves_what_was_brought_with_it(
    browser_of: BrowserOf, at_oakfield: Browser, started: Started
) -> None:
    at_oakfield.visit(started.path + "/asked")
    path = at_oakfield.follow("SENCO comments").path
    page = at_oakfield.press("Keep it with the answer", file=(BytesIO(PICTURE.getvalue()), "report.png"))
    fetched = page.link("report.png")
    at_daniels = browser_of("daniel-lee")

    page = at_daniels.visit(f"{path}?document=pupil_voice_a")
    assert "report.png" not in page.text
    at_daniels.post(path, status=422, version=2, document="pupil_voice_a")  # it stays what it was
    assert "report.png" not in at_daniels.visit(path).text
    at_daniels.visit(fetched, status=404)
    at_daniels.visit(path)
    at_daniels.post(fetched.replace("/file", "/out"), status=404)
    assert "report.png" in at_oakfield.visit(path).text


@pytest.mark.requirement("S004-09")
def test_a_picture_is_shown_to_those_who_may_read_the_answer_that_it_is(
    browser_of: BrowserOf, at_oakfield: Browser, started: Started
) -> None:
    daniel = browser_of("daniel-lee")
    at_oakfield.visit(started.path + "/asked")
    path = at_oakfield.follow("Pupil questionnaire").path

    def bring(who: Browser, name: str, question: str, *, status: int = 200) -> Page:
        who.visit(path)
        picture = (BytesIO(PICTURE.getvalue()), name)
        return who.press("Keep it with the answer", status=status, question=question, file=picture)

    everything = bring(at_oakfield, "all.png", "").link("all.png")
    outside = bring(at_oakfield, "at-home.png", "outside").link("at-home.png")
    bring(at_oakfield, "good-at.png", "good_at")
    page = daniel.visit(path)
    assert [one for one in ("all.png", "at-home.png", "good-at.png") if one in page.text] == ["good-at.png"]
    for fetched in (everything, outside):
        daniel.visit(fetched, status=404)
        daniel.visit(path)
        daniel.post(fetched.replace("/file", "/out"), status=404)

    for question in ("", "outside", "nonsense"):
        page = bring(daniel, "mine.png", question, status=422)
        assert page.problems == ["Choose the question that it answers"]
    assert "mine.png" in bring(daniel, "mine.png", "good_at").text
    page = at_oakfield.visit(path)
    assert all(one in page.text for one in ("all.png", "at-home.png", "good-at.png", "mine.png"))
