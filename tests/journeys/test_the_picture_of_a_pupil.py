"""What is known of a pupil: strengths first, area by area, with who checked it and when."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest

from heft_platform import clock
from heft_platform.documents.pdf import make_pdf
from heft_testing.browser import Browser, Page
from heft_testing.doing import Started
from heft_testing.papers import paper_of

BrowserOf = Callable[[str], Browser]
RESTRICTED = "Restricted. Speak to the safeguarding lead."


def answer(browser: Browser, pupil: str, area: str, *, status: int = 200, **answers: str) -> Page:
    browser.visit(f"{pupil}/context/{area}")
    return browser.press("Save as checked today", status=status, **answers)


@pytest.mark.requirement("S004-15")
@pytest.mark.requirement("S004-16")
def test_everybody_says_strengths_and_concerns_with_what_needs_to_be_different(
    at_oakfield: Browser, started: Started
) -> None:
    at_oakfield.visit(started.pupil_path)
    at_oakfield.follow("Context")
    assert "No strengths yet." in at_oakfield.page.text
    at_oakfield.follow("Add a strength")
    at_oakfield.press("Save", said_by="Her aunt", setting="out_of_school", what="Bakes for everybody")
    at_oakfield.follow("Add a concern")
    page = at_oakfield.press("Save", status=422, said_by="Mr Lee", setting="social", what="Alone at lunch")
    assert page.problems == ["Say what needs to be different"]
    assert page.value_of("Concern") == "Alone at lunch"

    page = at_oakfield.press("Save", to_be_different="She knows whom to sit with")

    assert "Bakes for everybody" in page.text
    assert "Out of school · said by Her aunt" in page.text
    assert "What needs to be different: She knows whom to sit with" in page.text
    assert page.text.index("Strengths") < page.text.index("Concerns")


@pytest.mark.requirement("S001-42")
@pytest.mark.requirement("S001-28")
def test_the_profile_and_the_seat_reach_everybody_who_teaches(
    at_oakfield: Browser, started: Started, browser_of: BrowserOf
) -> None:
    carl = browser_of("carl-dunne")
    assert "Nothing was written for you yet." in carl.visit("/s/oakfield/help-in-class").text
    answer(at_oakfield, started.pupil_path, "profile", support="Give me time to answer")
    answer(at_oakfield, started.pupil_path, "in_class", seat="Back row, by the books", group="Maths with 5A")

    page = carl.visit("/s/oakfield/help-in-class")

    assert "Give me time to answer" in page.text
    assert "Back row, by the books" in page.text
    assert "Maths with 5A" in page.text
    carl.visit(started.pupil_path + "/context", status=404)


def test_blank_is_not_no_and_what_is_old_says_so(
    at_oakfield: Browser, started: Started, today_is: Callable[..., object]
) -> None:
    page = answer(at_oakfield, started.pupil_path, "language", eal="no")
    assert "English as an additional language No" in page.text
    assert "Not asked: Language at home and Interpreter needed." in page.text
    assert "by Sam Patel" in page.text

    with today_is(clock.now() + timedelta(days=220)):  # type: ignore[attr-defined]
        at_oakfield.is_signed_in_as("sam-patel")
        page = at_oakfield.visit(started.pupil_path + "/context")

    assert "Checked 7 months ago by Sam Patel. Ask again." in page.text


def test_a_pupil_with_sen_support_has_a_type_of_need(at_oakfield: Browser, started: Started) -> None:
    page = answer(at_oakfield, started.pupil_path, "sen", status=422, provision="E")
    assert page.problems == ["Select the main type of need: SEN support and EHC plans have one"]
    page = answer(at_oakfield, started.pupil_path, "sen", status=422, provision="E", need_primary="NSA")
    assert "goes with SEN support only" in page.problems[0]
    page = answer(at_oakfield, started.pupil_path, "sen", status=422, provision="N", need_primary="ASD")
    assert page.value_of("Main type of need") == "ASD"
    page = answer(
        at_oakfield,
        started.pupil_path,
        "sen",
        status=422,
        provision="K",
        need_primary="ASD",
        need_secondary="ASD",
    )
    assert page.problems == ["Select another second type of need, or leave it open"]

    page = answer(at_oakfield, started.pupil_path, "sen", provision="K", need_primary="ASD")

    assert "Autistic spectrum disorder" in page.text


def test_the_level_of_social_care_is_all_that_pastoral_leads_see(
    at_oakfield: Browser, started: Started, browser_of: BrowserOf
) -> None:
    aisha, daniel = browser_of("aisha-khan"), browser_of("daniel-lee")
    answer(aisha, started.pupil_path, "social_care", level="CP", social_care="Plan of the 3rd")

    assert "Plan of the 3rd" in aisha.visit(started.pupil_path + "/context").text
    sams = at_oakfield.visit(started.pupil_path + "/context").text
    assert "Social care: Child protection plan." in sams
    assert RESTRICTED in sams
    assert "Plan of the 3rd" not in sams
    daniels = daniel.visit(started.pupil_path + "/context").text
    assert "Child protection plan" not in daniels
    assert RESTRICTED in daniels
    daniel.visit(started.pupil_path + "/context/sen", status=404)
    at_oakfield.visit(started.pupil_path + "/context/social_care", status=404)


def test_two_people_at_one_area_both_keep_what_they_wrote(
    at_oakfield: Browser, started: Started, browser_of: BrowserOf
) -> None:
    daniel = browser_of("daniel-lee")
    for one in (at_oakfield, daniel):
        one.visit(started.pupil_path + "/context/triggers")
    daniel.press("Save as checked today", triggers="Noise in the hall")

    page = at_oakfield.press("Save as checked today", status=409, triggers="Changes of plan")

    assert "Noise in the hall" in page.text
    assert page.value_of("Triggers") == "Changes of plan"
    at_oakfield.press("Save your version", triggers="Noise, and changes of plan")
    page = at_oakfield.visit(started.pupil_path + "/context/triggers")
    assert "Earlier versions (1)" in page.text
    assert "Noise in the hall" in page.text


def test_what_somebody_took_out_comes_back_to_whoever_was_changing_it(
    at_oakfield: Browser, started: Started, browser_of: BrowserOf
) -> None:
    daniel = browser_of("daniel-lee")
    at_oakfield.visit(started.pupil_path + "/entries/strength/new")
    at_oakfield.press("Save", said_by="Mr Lee", setting="in_school", what="Patient")
    for one in (at_oakfield, daniel):
        one.visit(started.pupil_path + "/context")
        one.follow("Change : strength 1")
    daniel.press("Take it out")
    assert "Patient" not in daniel.page.text

    page = at_oakfield.press("Save", status=409, what="Patient with little ones")

    assert "It was taken out." in page.text
    at_oakfield.press("Save your version")
    assert "Patient with little ones" in at_oakfield.page.text


@pytest.mark.parametrize("typed", ["🐑 läuft", "شكرا جزيلا", "a\x07b\x1fc", "x" * 10_000])
def test_whatever_is_typed_is_kept_or_comes_back(at_oakfield: Browser, started: Started, typed: str) -> None:
    too_long = len(typed) > 4000
    page = answer(
        at_oakfield, started.pupil_path, "friendships", status=422 if too_long else 200, friends=typed
    )

    if too_long:
        assert page.problems == ["Use 4,000 characters or fewer"]
        assert page.value_of("Friends") == typed
    else:
        assert typed.replace("\x07", "").replace("\x1f", "") in page.text


@pytest.mark.requirement("S001-23")
def test_who_was_consulted_is_on_record(at_oakfield: Browser, started: Started) -> None:
    at_oakfield.visit(started.pupil_path + "/assessments")
    assert "Nobody was consulted yet." in at_oakfield.page.text
    at_oakfield.follow("Add a consultation")
    tomorrow, today = clock.today() + timedelta(days=1), clock.today()
    said = {"party": "family", "person": "Her mother", "outcome": "Wants a meeting soon"}
    page = at_oakfield.press("Save", status=422, **said, **_day("on_day", tomorrow))
    assert page.problems == ["The day must be today or before"]

    page = at_oakfield.press("Save", **said, **_day("on_day", today))

    assert "Her mother (Family)" in page.text
    assert "Wants a meeting soon" in page.text


@pytest.mark.requirement("S001-53")
def test_a_plan_that_there_is_already_says_what_becomes_of_it(at_oakfield: Browser, started: Started) -> None:
    at_oakfield.visit(started.pupil_path + "/entries/plan/new")
    said = {"kind": "iep", "holder": "SENCO", "relation": "integrated", "about": "Two reading targets"}
    page = at_oakfield.press("Save", status=422, **said, file=(BytesIO(b"nothing"), "plan.exe"))
    assert page.problems

    page = at_oakfield.press("Save", **said, file=(BytesIO(make_pdf(paper_of())), "Maya Brown.pdf"))

    assert (
        "Individual education plan , held by SENCO" in page.text or "Individual education plan" in page.text
    )
    assert "Taken into the programme" in page.text
    answered = at_oakfield.client.get(at_oakfield.page.link("Get the file"), follow_redirects=True)
    assert answered.data.startswith(b"%PDF")
    assert "Maya" not in answered.headers["Content-Disposition"]
    answered.close()


@pytest.mark.requirement("S001-25")
@pytest.mark.requirement("S001-26")
@pytest.mark.requirement("S001-29")
@pytest.mark.requirement("S001-32")
@pytest.mark.requirement("S001-33")
@pytest.mark.requirement("S001-36")
@pytest.mark.requirement("S001-37")
def test_the_checklist_says_what_was_considered_and_what_came_of_it(
    at_oakfield: Browser, started: Started
) -> None:
    pupil = started.pupil_path
    answer(
        at_oakfield, pupil, "learning_needs", state="done", reading_age="7 years 4 months", outcome="Phonics"
    )
    answer(at_oakfield, pupil, "semh_review", state="done", tool="SDQ", outcome="A group from Monday")
    answer(at_oakfield, pupil, "offer_bereavement", state="offered", who="School counsellor")
    today = _day("requested_on", clock.today())
    answer(at_oakfield, pupil, "speech_and_language", state="requested", who="NHS therapy", **today)
    answer(at_oakfield, pupil, "mentor", state="done", mentor="Mr Lee", training="Two days on attachment")
    form = at_oakfield.visit(pupil + "/context/peer_mentor")
    assert "Evidence says that this did not work" in form.text
    assert not form.soup.select('main input[name="state"][checked]:not([value=""])')

    page = at_oakfield.visit(pupil + "/assessments")

    assert "Reading age 7 years 4 months" in page.text
    assert "A group from Monday" in page.text
    assert "Where it stands Offered" in page.text
    assert "Asked for on" in page.text
    assert "Mentor Mr Lee" in page.text
    assert "Their training Two days on attachment" in page.text


@pytest.mark.requirement("S001-52")
def test_the_senco_alone_writes_the_sencos_comments(at_hillside: Browser, browser_of: BrowserOf) -> None:
    at_hillside.visit("/s/hillside/pupils")
    at_hillside.follow("Zara Ali")
    pupil = at_hillside.page.path
    page = answer(at_hillside, pupil, "senco_comments", needs="Finds long texts hard", advice="Short steps")
    assert "Finds long texts hard" in page.text

    luca = browser_of("luca-marino")

    assert "Finds long texts hard" in luca.visit(pupil + "/assessments").text
    luca.visit(pupil + "/context/senco_comments", status=404)


def test_a_class_at_a_glance_says_what_is_known_not_asked_and_restricted(
    at_oakfield: Browser, started: Started, browser_of: BrowserOf
) -> None:
    answer(at_oakfield, started.pupil_path, "health", medical="no")
    page = at_oakfield.visit("/s/oakfield/context-grid?class_name=5B")
    row = next(row for row in page.rows() if row[0] == "Maya Brown")
    assert row[1] == "No help recorded"
    assert any(cell.startswith("Known, ") for cell in row)
    assert "Not asked" in row

    daniels = browser_of("daniel-lee").visit("/s/oakfield/context-grid?class_name=5B")

    row = next(row for row in daniels.rows() if row[0] == "Maya Brown")
    assert not any(cell.startswith("Known, ") for cell in row)
    assert "Restricted" in row
    at_oakfield.press("Show", show="gaps")
    assert "Maya Brown" in at_oakfield.page.text


def _day(name: str, day: object) -> dict[str, str]:
    return {f"{name}-{part}": str(getattr(day, part)) for part in ("day", "month", "year")}
