"""What a template says of its questions and of the copies of its papers is obeyed where they are asked and answered."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from heft_platform import clock
from heft_platform.calendar import services as calendar
from heft_platform.gathering import services as gathering
from heft_platform.gathering.models import AskedFor
from heft_platform.programmes import services as programmes
from heft_platform.programmes.models import Milestone
from heft_testing.browser import Browser
from heft_testing.doing import Started, in_parts
from heft_testing.other_rules import let

ActingAs = Callable[[str], AbstractContextManager[Session]]
PAPER = "Staff questionnaire"
A_CODE = {
    "id": "code",
    "label": "Attendance code",
    "type": "code",
    "codes": "attendance_codes",
    "default": "C2",
    "required": True,
}
WELL = {
    "verdict": "successful",
    "next_steps": ["credit"],
    "words": "Kind words every day.",
    "credit": "A letter",
}


def test_a_question_for_a_code_offers_those_of_its_list_and_the_usual_one_first(
    at_oakfield: Browser, running: Started, says: Callable[[str, Any], None]
) -> None:
    only = {"id": "only", "title": "Attendance", "fields": [A_CODE]}
    says("documents.staff_questionnaire.sections", [only])
    at_oakfield.visit(running.path + "/asked")
    page = at_oakfield.follow(PAPER)
    chosen = page.soup.select("select[name='answer-code'] option[selected]")
    assert [one["value"] for one in chosen] == ["C2"]
    assert page.soup.select_one("select[name='answer-code'] option[value='I']") is not None

    page = at_oakfield.press("Save what was said", status=422, **{"answer-code": "ZZ"})
    assert page.problems == ["Answer this: Attendance code"]

    page = at_oakfield.press("Save what was said", **{"answer-code": "I"})
    assert "I: Illness" in at_oakfield.visit(running.path + "/packs/pre_meeting?for=school").text


def test_a_paper_is_asked_for_as_often_as_the_template_has_it_at_least(
    at_oakfield: Browser, running: Started, says: Callable[[str, Any], None], acting_as: ActingAs
) -> None:
    def copies(session: Session) -> int:
        return session.scalar(select(func.count()).where(AskedFor.document == "staff_questionnaire")) or 0

    says("documents.staff_questionnaire.multiple", {"min": 2, "max": 8})
    page = at_oakfield.visit(running.path + "/asked")
    assert (
        f"The template wants “{PAPER}” at least 2 times. It has been asked for 1 time. Ask for more"
        in page.text
    )

    with acting_as("sam-patel") as session:
        before = copies(session)
        programme = let(session, running, "summary", "As when it starts")
        gathering.ask_for_documents(
            session,
            programme=programmes.hold_programme(session, programme_id=programme.id),
            due_on={},
            calendar=calendar.calendar_of_school(session),
            year_group="5",
            today=clock.today(),
        )
        assert copies(session) == before + 2
    assert "at least 2 times" not in at_oakfield.visit(running.path + "/asked").text


def test_a_programme_is_not_finished_before_the_fewest_copies_of_a_required_paper_are_there(
    at_oakfield: Browser, running: Started, says: Callable[[str, Any], None], acting_as: ActingAs
) -> None:
    says("documents.staff_questionnaire.multiple", {"min": 2, "max": 8})
    says("closing.requires", ["document.staff_questionnaire"])
    with acting_as("sam-patel") as session:
        to_come = update(Milestone).where(Milestone.is_meeting, Milestone.held_on.is_(None))
        session.execute(to_come.values(held_on=clock.today()))
    at_oakfield.visit(running.path + "/asked")
    at_oakfield.follow(PAPER)
    at_oakfield.press("The paper is here")
    at_oakfield.visit(running.path + "/finish")

    (said,) = at_oakfield.press("Finish the programme", status=422, **WELL).problems

    assert said.startswith(
        f"The template lets no programme finish without “{PAPER}”. Still to come: 1. Ask for it"
    )
    at_oakfield.visit(running.path + "/asked/new")
    at_oakfield.press(
        "Ask for it", document="staff_questionnaire", asked_name="Mr Lee", **in_parts("due_on", clock.today())
    )
    waiting = at_oakfield.page.soup.select("tbody tr")[-1].select_one("a")
    assert waiting is not None
    at_oakfield.visit(str(waiting["href"]))
    at_oakfield.press("The paper is here")
    at_oakfield.visit(running.path + "/finish")
    assert at_oakfield.press("Finish the programme", **WELL).messages[-1] == "The programme is finished."
