"""A programme of sixteen weeks: three meetings, a trusted adult, and strategies that several share."""

from typing import Any

import pytest

from heft_testing.browser import Browser, Page
from heft_testing.doing import Started, a_school_day, in_parts


def value_of(page: Page, words: str) -> str:
    """Return the value of the choice with these words."""
    label = next(one for one in page.soup.find_all("label") if words in one.get_text(" "))
    return str(page.soup.find(id=label["for"])["value"])  # type: ignore[index]


@pytest.fixture
def sixteen_weeks(at_oakfield: Browser) -> Started:
    """A programme of sixteen weeks for Maya Brown, begun with what was seen."""
    at_oakfield.visit("/s/oakfield/pupils")
    at_oakfield.follow("Maya Brown")
    pupil = at_oakfield.page.path
    at_oakfield.follow("Start a PSP")
    answers: dict[str, Any] = {
        "template_id": value_of(at_oakfield.page, "Pastoral Support Programme, 16 weeks"),
        "triggers": ["significant_concerns"],
        "prerequisites": ["earlier_support", "key_people"],
        "key_worker_id": next(
            one["value"] for one in at_oakfield.page.soup.find_all("option") if "Daniel Lee" in one.text
        ),
        "concern": "Left the site twice in October, both times after lunch",
    }
    at_oakfield.press("Continue", **answers, **in_parts("first_meeting_on", a_school_day()))
    page = at_oakfield.press("Start the PSP")
    return Started(reference=page.path.rpartition("/")[2], path=page.path, pupil_path=pupil)


@pytest.mark.requirement("S004-01")
@pytest.mark.requirement("S004-02")
@pytest.mark.requirement("S004-04")
def test_it_has_three_meetings_and_says_what_led_to_it(at_oakfield: Browser, sixteen_weeks: Started) -> None:
    page = at_oakfield.visit(sixteen_weeks.path)
    milestones = [milestone.get_text(" ", strip=True) for milestone in page.soup.select(".heft-tracker b")]
    assert milestones == ["Initial meeting", "Mid review", "Conclusion meeting"]
    assert "Led to it Significant concerns about behaviour that may lead to exclusion" in page.text
    assert "Left the site twice in October, both times after lunch" in page.text
    assert "school action" not in page.text.lower()

    at_oakfield.visit("/library/templates")
    page = at_oakfield.follow("Pastoral Support Programme, 16 weeks")
    weeks = {row[0]: row[1] for row in page.rows()}
    assert weeks["Mid review"] == "Week 8"
    assert weeks["Conclusion meeting"] == "Week 16"
    assert "Length 16 school weeks" in page.text
    assert "A programme is never a step towards exclusion." in page.text


@pytest.mark.requirement("S004-07")
def test_an_adult_the_pupil_gets_on_with_is_found_and_may_be_the_key_worker(
    at_oakfield: Browser, sixteen_weeks: Started
) -> None:
    page = at_oakfield.visit(sixteen_weeks.pupil_path + "/start")
    assert "The adult at school whom Maya trusts most" in page.text
    page = at_oakfield.visit(sixteen_weeks.path + "/parts")
    [adult] = [item for item in page.items if item.startswith("Adult the pupil gets on with")]
    assert "Support the pupil in meetings" in adult
    assert "Not said yet" in adult

    page = at_oakfield.press("Write it down", role="trusted_adult", who="Daniel Lee, whom Maya chose")

    [adult] = [item for item in page.items if item.startswith("Adult the pupil gets on with")]
    assert "Daniel Lee, whom Maya chose takes it on." in adult
    [key_worker] = [item for item in page.items if item.startswith("Key worker")]
    assert "Daniel Lee" in key_worker


@pytest.mark.requirement("S004-21")
def test_a_strategy_that_several_carry_is_shown_as_theirs_together(
    at_oakfield: Browser, sixteen_weeks: Started
) -> None:
    at_oakfield.visit(sixteen_weeks.path + "/targets/new")
    measure = str(at_oakfield.page.soup.select('input[name="measure"]')[0]["value"])
    small: dict[str, Any] = {"success": "Hand up", "steps": "I show my card", "measure": measure}
    at_oakfield.press("Save the target", statement="I ask for a break", **small)
    target = str(
        at_oakfield.visit(sixteen_weeks.path + "/promises/new")
        .soup.select('select[name="target_id"] option')[1]
        .get("value")
    )
    for party, who in (("school", "Daniel Lee"), ("family", "Gloria Brown")):
        at_oakfield.visit(sixteen_weeks.path + "/promises/new")
        page = at_oakfield.press(
            "Save the promise", party=party, who=who, what="Uses the same break card", target_id=target
        )
    rows = [row for row in page.rows() if row[0].startswith("Uses the same break card")]
    assert [row[1] for row in rows] == ["Daniel Lee", "Gloria Brown"]
    assert [row[3] for row in rows] == ["1", "1"], "both carry the first target"


@pytest.mark.requirement("S001-16")
def test_one_target_more_than_usual_is_called_a_heavy_load(
    at_oakfield: Browser, sixteen_weeks: Started
) -> None:
    for number in range(4):
        assert "heavy load" not in at_oakfield.visit(sixteen_weeks.path + "/plan").text
        at_oakfield.visit(sixteen_weeks.path + "/targets/new")
        measure = str(at_oakfield.page.soup.select('input[name="measure"]')[0]["value"])
        page = at_oakfield.press(
            "Save the target",
            statement=f"I try step {number}",
            success="It is seen",
            steps="Begin",
            measure=measure,
        )
    assert "4 targets are a heavy load. 3 are usual: can one wait?" in page.text
    assert "The template allows 4 targets." in page.text


def test_what_is_asked_under_a_condition_is_said_in_words_and_kept_only_with_it(
    at_oakfield: Browser, sixteen_weeks: Started
) -> None:
    at_oakfield.visit(sixteen_weeks.path + "/asked")
    page = at_oakfield.follow("Plan for the meeting")
    assert "Only if the answer to “Will the pupil attend” is: Part of it" in page.text
    said = {"chair": "Sam Patel", "note_taker": "Daniel Lee", "space": "The den", "time": "After school"}
    said |= {"key_people-0-person": "Gloria", "how_long": "Ten minutes", "attends": "full"}
    answers = {f"answer-{name}": value for name, value in said.items()}

    page = at_oakfield.press("Save what was said", **answers)
    assert "Not kept, because it is asked only with another answer: For how long." in page.messages
    page = at_oakfield.follow("Plan for the meeting")
    assert page.value_of("For how long") == ""

    at_oakfield.press("Save what was said", **answers | {"answer-attends": "part"})
    page = at_oakfield.follow("Plan for the meeting")
    assert page.value_of("For how long") == "Ten minutes"
