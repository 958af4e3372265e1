"""What a template says of itself and of what comes before and after: its words, its schools, other plans, and notices."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform import clock
from heft_platform.cluster.models import Establishment
from heft_platform.demo.cast import organisation
from heft_platform.programmes.models import Milestone
from heft_testing.browser import Browser
from heft_testing.doing import Started, a_school_day, do_all_work, in_parts, start_a_programme
from heft_testing.other_rules import let
from heft_testing.page import text_of
from heft_testing.templates import begin

ActingAs = Callable[..., AbstractContextManager[Session]]
BrowserOf = Callable[[str], Browser]
FIRST = a_school_day()
SUMMARY = "Written for other kinds of school."


def to_start(browser: Browser) -> list[str]:
    """Return the templates that Maya Brown’s programme can be started from, as they are offered."""
    browser.visit("/s/oakfield/pupils")
    browser.follow("Maya Brown")
    page = browser.follow("Start a PSP")
    labels = page.all("//input[@name='template_id']/following-sibling::label")
    return [" ".join("".join(one.itertext()).split()) for one in labels]


@pytest.mark.parametrize(
    ("phase", "sort", "first"),
    [
        ("Nursery", "Community school", "Pastoral Support Programme, 16 weeks"),
        ("16 plus", "Further education", "Pastoral Support Plan, 6 weeks"),
        ("", "Free schools 16 to 19", "Pastoral Support Plan, 6 weeks"),
    ],
)
def test_templates_for_schools_like_this_one_are_suggested_and_none_is_refused(
    at_oakfield: Browser, acting_as: ActingAs, *, phase: str, sort: str, first: str
) -> None:
    with acting_as("owen-parry", "admin") as session:
        oakfield = organisation("oakfield").org
        session.add(Establishment(urn="999001", name="Oakfield", phase=phase, sort=sort, org_id=oakfield))

    offered = to_start(at_oakfield)
    assert offered[0].startswith(first)
    assert SUMMARY not in offered[0]
    assert all(SUMMARY in one for one in offered[1:])
    start_a_programme(at_oakfield)


def test_every_template_suits_a_school_of_its_phase_and_one_that_is_on_no_list(
    at_oakfield: Browser, acting_as: ActingAs
) -> None:
    assert not any(SUMMARY in one for one in to_start(at_oakfield))
    with acting_as("owen-parry", "admin") as session:
        oakfield = organisation("oakfield").org
        session.add(
            Establishment(urn="999001", name="Oakfield", phase="Primary", sort="Academy", org_id=oakfield)
        )

    assert not any(SUMMARY in one for one in to_start(at_oakfield))


def test_a_plan_is_called_what_its_template_calls_it(at_oakfield: Browser, acting_as: ActingAs) -> None:
    page = start_a_programme(at_oakfield, until="check")
    assert "It is called Pastoral Support Programme (PSP)" in page.text
    with acting_as("sam-patel") as session:
        reference = begin(session, "8 to 16 weeks", on=FIRST).reference
        session.scalars(select(Milestone).where(Milestone.code == "start")).one().held_on = clock.today()
    page = at_oakfield.visit(f"/s/oakfield/programmes/{reference}")
    assert page.text.startswith("Pastoral Support Plan Programme")
    assert "Plan lead Sam Patel" in page.text
    page = at_oakfield.visit(f"/s/oakfield/programmes/{reference}/packs/plan?for=family")
    assert "Pastoral Support Plan" in page.text
    assert "Plan lead Sam Patel" in page.text
    page = at_oakfield.visit(f"/s/oakfield/programmes/{reference}/review")
    assert "Save the four-weekly look" in page.text

    at_oakfield.visit(f"/s/oakfield/programmes/{reference}/finish")
    page = at_oakfield.post(
        f"/s/oakfield/programmes/{reference}/finish",
        status=422,
        verdict="successful",
        next_steps=["show"],
        words="Well",
    )
    assert page.problems == ["Hold the closing meeting first"]


def test_what_each_phase_of_a_meeting_is_for_stands_above_it(at_oakfield: Browser, running: Started) -> None:
    page = at_oakfield.visit(running.path + "/review")

    assert "Review Look at commitments and targets, change what does not work." in page.text


def end_early(browser: Browser, programme: Started, *next_steps: str) -> None:
    browser.visit(programme.path + "/course/end")
    browser.press("End the programme", how="other", reason="They need more", next_steps=list(next_steps))


def test_a_plan_that_was_chosen_to_come_next_can_be_started_from_the_one_that_ended(
    at_oakfield: Browser, running: Started, acting_as: ActingAs
) -> None:
    with acting_as("sam-patel") as session:
        programme = let(
            session, running, "verdicts.options.unsuccessful.next_steps.outreach.plan", "six-week"
        )
        label = next(
            one["label"]
            for option in programme.template.body["verdicts"]["options"]
            for one in option["next_steps"]
            if one["id"] == "outreach"
        )
    end_early(at_oakfield, running, "outreach")
    page = at_oakfield.visit(running.path)
    assert "Start a second programme that follows it" in page.text
    page = at_oakfield.follow(f"Start another plan: {label}")

    (chosen,) = page.all("//input[@name='template_id'][@checked]")
    assert "6 weeks" in text_of(chosen.getnext())


def test_a_plan_that_it_may_become_can_be_started_and_one_that_nobody_chose_cannot(
    at_oakfield: Browser, running: Started, acting_as: ActingAs
) -> None:
    with acting_as("sam-patel") as session:
        let(session, running, "relations.second.plan", "open-ended-8-16-week")
        let(session, running, "verdicts.options.unsuccessful.next_steps.outreach.plan", "six-week")
    end_early(at_oakfield, running, "options_talk")
    page = at_oakfield.visit(running.path)
    assert "Start another plan: Outreach" not in page.text
    page = at_oakfield.follow("Start another plan: A second programme")

    (chosen,) = page.all("//input[@name='template_id'][@checked]")
    assert "8 to 16 weeks" in text_of(chosen.getnext())


def test_which_plan_a_relation_means_is_said_by_its_reference_or_by_an_example(
    at_oakfield: Browser, running: Started, acting_as: ActingAs
) -> None:
    with acting_as("sam-patel") as session:
        let(session, running, "relations.behaviour_plan.plan", "part-time-timetable-6-week")
    page = at_oakfield.visit(running.path + "/other-plans")
    assert "Nothing of the kind is on record here" in page.text
    assert "For example: SEN support plan of March 2026" in page.text
    with acting_as("sam-patel") as session:
        reference = begin(session, "Part-time timetable", on=FIRST).reference

    assert f"{reference} of this pupil" in at_oakfield.visit(running.path + "/other-plans").text


@pytest.mark.parametrize(
    ("timing", "is_told"), [({"at": "request"}, True), ({"school_days_before": 3}, False)]
)
def test_who_is_asked_for_a_paper_is_told_at_once_where_the_template_says_so(
    at_oakfield: Browser, running: Started, acting_as: ActingAs, *, timing: dict[str, object], is_told: bool
) -> None:
    do_all_work(at_oakfield)
    before = at_oakfield.visit("/demo/mail").text.count("Something is asked of you for")
    with acting_as("sam-patel") as session:
        let(session, running, "notices.paper_request.timing", timing)
    page = at_oakfield.visit(running.path + "/asked/new")
    daniel = next(one for one in page.all("//select[@name='asked_id']/option") if "Daniel" in one.text)
    at_oakfield.press(
        "Ask for it", label="A drawing", asked_id=daniel.get("value"), **in_parts("due_on", FIRST)
    )
    do_all_work(at_oakfield)

    told = at_oakfield.visit("/demo/mail").text.count("Something is asked of you for")
    assert told - before == is_told


def test_who_is_invited_to_a_meeting_is_told_when_it_is_planned(
    at_oakfield: Browser, running: Started
) -> None:
    at_oakfield.visit(running.path + "/meetings")
    at_oakfield.follow("Who is invited to the 4-week review")
    at_oakfield.press("Put on the list", name="Ruth Okonjo", role="head_teacher")
    at_oakfield.press("Put on the list", name="Gloria Brown", role="parent_carer")
    do_all_work(at_oakfield)

    page = at_oakfield.visit("/demo/mail")
    assert page.text.count("A meeting of PSP-") == 1, "who has no account is not told here"
