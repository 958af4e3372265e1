"""The sheets of a template: what is not answered anew stays as it is, and ids outlive their words."""

import copy
from typing import Any

import pytest

from heft_platform.codes import scales
from heft_platform.library import editing
from heft_platform.library.editing.choices import choices_for
from heft_platform.library.editing.places import things_at
from heft_platform.library.editing.questions import new_id
from heft_platform.library.extending import Addition, is_locked, merged
from heft_platform.library.plain_yaml import read
from heft_platform.library.reading import TemplateFaultsError, checked
from heft_platform.library.services import templates_of_the_project
from heft_testing.bodies import BODIES

BODY = BODIES["hillingdon-12-week.yaml"]
VIEWS = "documents/pupil_voice_a/sections/about_me/fields"


def places(body: dict[str, Any]) -> list[str]:
    found = ["words", "length"]
    for kind in editing.KINDS:
        lists = [kind.way[0]]
        for inner in kind.way[1:]:
            lists = [f"{one}/{thing['id']}/{inner}" for one in lists for thing in things_at(body, one)]
        found += [f"{one}/{thing['id']}" for one in lists for thing in things_at(body, one)]
    return found


@pytest.mark.parametrize("name", BODIES)
def test_a_sheet_that_is_saved_as_it_stands_changes_nothing(name: str) -> None:
    for place in places(BODIES[name]):
        body = copy.deepcopy(BODIES[name])
        editing.write(body, place, editing.sheet_of(body, place).answers)
        assert body == BODIES[name], place


def test_what_is_seen_changes_with_the_thing_and_with_nothing_else() -> None:
    body = copy.deepcopy(BODY)
    before = editing.sheet_of(body, "milestones/final").seen
    editing.write(body, "milestones/initial", {"label": "First meeting"})
    assert editing.sheet_of(body, "milestones/final").seen == before
    editing.write(body, "milestones/final", {"label": "Last meeting"})
    assert editing.sheet_of(body, "milestones/final").seen != before


def test_a_new_step_stands_where_its_week_puts_it() -> None:
    body = copy.deepcopy(BODY)
    answers = {"label": "Look in", "week": "6", "tolerance_school_days": "3", "requirement": "optional"}
    editing.add(body, "milestones", editing.made(body, "milestones", answers))

    assert [one["id"] for one in body["milestones"]][3:6] == ["review_4", "look_in", "review_8"]
    assert checked(body, file_name="ours.yaml") == body


def test_choices_keep_their_ids_when_their_words_change() -> None:
    body = copy.deepcopy(BODY)
    place = "documents/pupil_voice_a/sections/when_hard/fields/hard_times"
    sheet = editing.sheet_of(body, place)
    lines = str(sheet.answers["options"]).split("\n")
    editing.write(body, place, {"options": "\n".join(["When the day begins", *lines[1:]])})
    assert editing.thing_at(body, place)["options"]["start"] == "When the day begins"
    editing.write(body, place, {"options": "\n".join(["When the day begins", *lines[2:], "On the bus"])})
    options = editing.thing_at(body, place)["options"]
    assert "listening" not in options
    assert options["on_the_bus"] == "On the bus"


def test_tasks_are_lines_with_who_does_them() -> None:
    body = copy.deepcopy(BODY)
    sheet = editing.sheet_of(body, "milestones/set_up")
    assert "Ask for the papers | Coordinator" in str(sheet.answers["tasks"])
    editing.write(body, "milestones/set_up", {"tasks": "Ring home | SENCO\nBook a room"})
    assert editing.thing_at(body, "milestones/set_up")["tasks"] == [
        {"label": "Ring home", "owner": "senco"},
        {"label": "Book a room"},
    ]


@pytest.mark.parametrize(
    "place", ["nowhere/x", "milestones/none", "milestones", "meetings/initial/nothing/x", "words/x", ""]
)
def test_a_place_that_is_not_there_is_refused_by_name(place: str) -> None:
    with pytest.raises(editing.NoSuchPlaceError):
        editing.sheet_of(BODY, place)


def test_ids_are_plain_and_nobody_elses() -> None:
    assert new_id("4 weeks: what’s next?", set()) == "n_4_weeks_what_s_next"
    assert new_id("😀", {"part"}) == "part_2"
    assert new_id("A" * 300, set()) == "a" * 40


def test_what_a_school_adds_stands_beside_what_the_cluster_says() -> None:
    addition = Addition(place=VIEWS, thing={"id": "own_pet", "label": "My pet", "type": "short_text"})
    ours = merged(BODY, [addition], ["meetings/review/agenda/further"])

    assert ours.misfits == ()
    assert editing.thing_at(ours.body, f"{VIEWS}/own_pet")["label"] == "My pet"
    assert "further" not in [one["id"] for one in editing.items_at(ours.body, "meetings/review/agenda")]
    assert checked(ours.body, file_name="ours.yaml") == ours.body
    assert read(dict(templates_of_the_project())["hillingdon-12-week.yaml"]) == BODY


@pytest.mark.parametrize(
    ("addition", "words"),
    [
        (
            Addition(place="documents/gone/sections/a/fields", thing={"id": "own_a", "label": "Pets"}),
            "Your question “Pets” was added to a part that is gone. Add it again where it belongs now",
        ),
        (
            Addition(place="milestones", thing={"id": "own_a", "label": "Tea", "week": 2, "meeting": "tea"}),
            "Your step “Tea” names “tea”, which is gone. Add it again with what there is now",
        ),
        (
            Addition(place="roles", thing={"id": "pupil", "label": "Pupil"}),
            "Your person “Pupil” stands there twice. Take one of them back",
        ),
    ],
)
def test_what_does_not_fit_is_left_out_and_said(addition: Addition, words: str) -> None:
    ours = merged(BODY, [addition], [])

    assert [one.words for one in ours.misfits] == [words]
    assert ours.body == BODY


def test_locks_hold_for_what_lies_in_them() -> None:
    assert is_locked(BODY, f"{VIEWS}/good_at")
    assert is_locked(BODY, "milestones/final")  # its meeting is locked
    assert is_locked(BODY, "meetings/initial/agenda/welcome")
    assert not is_locked(BODY, "milestones/review_4")
    assert not is_locked(BODY, "documents/staff_questionnaire/sections/x/fields/y")


def test_what_was_left_out_and_is_locked_now_comes_back() -> None:
    locked = {**BODY, "locks": [*BODY["locks"], "meetings.review"]}

    ours = merged(locked, [], ["meetings/review/agenda/further"])

    assert [one.words for one in ours.misfits] == [
        "You leave out “Further measures”, which is locked now. It comes back"
    ]
    assert ours.body == locked


def test_half_a_template_is_none() -> None:
    half = {key: value for key, value in BODY.items() if key != "meetings"}
    with pytest.raises(TemplateFaultsError):
        checked(half, file_name="ours.yaml")


@pytest.mark.parametrize("name", BODIES)
def test_every_scale_of_every_template_is_chosen_by_words(name: str) -> None:
    for code, said in choices_for("scale", BODIES[name], None):
        assert code in scales(), f"{said} would be refused"
        assert said[0].isupper() or said[0].isdigit(), f"{code} is called “{said}”"
