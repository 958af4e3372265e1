"""What is different between two bodies of a template is all said, and nothing else is."""

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heft_platform.library.differences import by_part, differences
from heft_testing.bodies import BODIES

BODY, OTHER = BODIES["hillingdon-12-week.yaml"], BODIES["inclusion-service-16-week.yaml"]
Path = tuple[str, ...]


def leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Give every leaf of a body with its path: things of a list by their ids, and the order of each list."""
    ids = [one.get("id") for one in value if isinstance(one, dict)] if isinstance(value, list) else []
    has_ids = bool(ids) and all(isinstance(id_, str) and id_ for id_ in ids) and len(set(ids)) == len(value)
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    elif has_ids:
        yield (*path, ""), json.dumps(ids)
        for one in value:
            yield from leaves(one, (*path, one["id"]))
    else:
        yield path, json.dumps(value)


def are_all_said(before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Say whether each leaf that differs lies in something that is said; of a list or keys that were or are empty, what is in them is said."""
    was, is_ = dict(leaves(before)), dict(leaves(after))
    said = [one.path for one in differences(before, after)]
    for path in {path for path in {*was, *is_} if was.get(path) != is_.get(path)}:
        holder = path[:-1] if path[-1] == "" else path
        holds = path[-1] == "" or bool({was.get(path), is_.get(path)} & {"[]", "{}"})
        if not any(path[: len(one)] == one or (holds and one[: len(holder)] == holder) for one in said):
            return False
    return True


class Body(dict[str, Any]):
    """A body of a template. Shown when something fails, it says what was done with it, and not all that is in it."""

    def __init__(self, body: dict[str, Any], deeds: list[str]) -> None:
        super().__init__(body)
        self.deeds = deeds

    def __repr__(self) -> str:
        return f"Body({self.deeds})"


@st.composite
def changed_bodies(draw: st.DrawFn) -> Body:
    """Change a template at some places: another value, a key or a thing less, two things the other way round."""
    body = Body(copy.deepcopy(BODY), [])
    for _ in range(draw(st.integers(0, 4))):
        place: Any = body
        way = ""
        while True:
            keys = list(place) if isinstance(place, dict) else list(range(len(place)))
            key = draw(st.sampled_from(keys))
            inner = place[key]
            way += f"/{key}"
            if isinstance(inner, dict | list) and inner and draw(st.integers(0, 4)):
                place = inner
                continue
            deed = draw(st.sampled_from(["value", "less", "swap"]))
            body.deeds.append(f"{deed} {way}")
            if deed == "value":
                place[key] = draw(st.sampled_from(["Other words", 7, 1, True, None, [], {}, ["a"], "1"]))
            elif deed == "less" and len(place) > 1:
                del place[key]
            elif isinstance(place, list):
                place[key], place[0] = place[0], place[key]
            break
    return body


@settings(max_examples=30, deadline=None)
@given(changed_bodies(), changed_bodies())
def test_nothing_is_said_of_equal_bodies_and_every_changed_leaf_is_said_of_others(
    before: dict[str, Any], after: dict[str, Any]
) -> None:
    assert (differences(before, after) == []) == (
        json.dumps(before, sort_keys=True) == json.dumps(after, sort_keys=True)
    )
    assert are_all_said(before, after)


@settings(max_examples=20, deadline=None)
@given(changed_bodies())
def test_no_sentence_is_raw_data(after: dict[str, Any]) -> None:
    for one in differences(BODY, after):
        assert one.words[0].isupper() or one.words[0] in "‘0123456789", one.words
        assert not set("{}[]") & set(one.words), one.words
        assert "None" not in one.words
        assert "True" not in one.words


def test_a_thing_whose_name_is_no_text_is_called_by_its_id() -> None:
    after = copy.deepcopy(BODY)
    after["verdicts"]["options"][0]["label"] = True

    assert [one.words for one in differences(BODY, after)] == [
        f"‘{BODY['verdicts']['options'][0]['id']}’: name was “Successful” and is now yes"
    ]


def test_two_templates_that_differ_in_everything_are_compared_in_words() -> None:
    assert are_all_said(BODY, OTHER)
    assert [part for part, _ in by_part(differences(BODY, OTHER))][:3] == [
        "Names and summary",
        "Where it comes from",
        "Who it is for",
    ]


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        (("milestones", 2, "requirement"), "optional", "The initial meeting may now be left out"),
        (("milestones", 3, "requirement"), "required", "The 4-week review can no longer be left out"),
        (("milestones", -1, "week"), 14, "12-week final meeting moved from week 12 to week 14"),
        (
            ("milestones", 0, "week"),
            -1,
            "Set up and invite moved from 3 weeks before the start to 1 week before the start",
        ),
        (("milestones", 4, "week"), None, "8-week review moved from week 8 to a date set later"),
        (("duration", "planned_weeks"), 14, "The planned length is now 14 weeks, and was 12 weeks"),
        (("terms", "lead"), "Lead", "Who leads was “Coordinator” and is now “Lead”"),
        (("roles", 0, "label"), "Child", "The person “Pupil” is now called “Child”"),
        (
            ("meetings", 0, "chair"),
            ["senco"],
            "‘Initial meeting’: who may chair: added ‘SENCO’; taken out ‘Chair’",
        ),
        (
            ("documents", 1, "sections", 0, "fields", 0, "required"),
            True,
            "Question ‘I am good at’ of ‘Pupil questionnaire A: pictures and short questions’ must now be answered",
        ),
        (("rewards", "pupil_chooses"), False, "Pupil chooses was yes and is now no"),
        (("targets", "surprise"), "a new key", "Surprise is new: “a new key”"),
    ],
)
def test_a_change_is_said_as_somebody_would_say_it(path: Path, value: Any, words: str) -> None:
    after = copy.deepcopy(BODY)
    *way, last = path
    place: Any = after
    for step in way:
        place = place[step]
    place[last] = value

    assert [one.words for one in differences(BODY, after)] == [words]


def test_what_is_added_taken_out_and_moved_is_said_with_its_name() -> None:
    after = copy.deepcopy(BODY)
    after["documents"][1]["sections"][0]["fields"].append(
        {"id": "dream", "label": "What I dream of", "type": "long_text"}
    )
    after["milestones"].insert(5, {**after["milestones"][4], "id": "extra", "label": "Look in", "week": 10})
    after["roles"].pop()
    after["meetings"][1]["agenda"][0], after["meetings"][1]["agenda"][1] = (
        after["meetings"][1]["agenda"][1],
        after["meetings"][1]["agenda"][0],
    )

    said = [one.words for one in differences(BODY, after)]

    assert said[0] == "Person taken out: “Supporter, advocate or interpreter”"
    assert said[1].startswith("Question added to ‘Pupil questionnaire A")
    assert said[1].endswith("“What I dream of”")
    assert said[2] == "Step added: “Look in”, week 10"
    assert said[3].startswith(
        "The agenda items of ‘Review meeting’ come in another order: ‘Successes first’, ‘Welcome’"
    )


def test_a_change_in_a_locked_part_is_marked() -> None:
    after = copy.deepcopy(BODY)
    after["roles"][0]["label"] = "Child"
    after["roles"][5]["label"] = "SEND lead"

    assert [one.is_locked for one in differences(BODY, after)] == [True, False]


def test_long_texts_are_shown_where_they_differ() -> None:
    after = copy.deepcopy(BODY)
    before = copy.deepcopy(BODY)
    before["summary"] = "a" * 5000 + " here"
    after["summary"] = "a" * 5000 + " there"

    (said,) = (one.words for one in differences(before, after))

    assert "here" in said
    assert "there" in said
    assert len(said) < 700
