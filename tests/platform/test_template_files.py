"""A template file is read whole or refused with every fault by file, path and reason."""

import copy
import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from heft_platform.library.programme_template import ProgrammeTemplate
from heft_platform.library.reading import LARGEST_FILE, TemplateFaultsError, checked, read_template
from heft_platform.library.services import templates_of_the_project
from heft_testing.bodies import BODIES

FILES = dict(templates_of_the_project())
BODY = BODIES["hillingdon-12-week.yaml"]


def faults_of(template: str | dict[str, Any]) -> dict[str, str]:
    read = read_template if isinstance(template, str) else checked
    with pytest.raises(TemplateFaultsError) as refused:
        read(template, file_name="ours.yaml")  # type: ignore[operator]
    assert all(line.startswith("ours.yaml, ") for line in refused.value.lines())
    return {fault.path: fault.line() for fault in refused.value.faults}


def changed(**paths: Any) -> dict[str, Any]:
    """Return the template of twelve weeks with other values, by path: `duration__min_weeks=20`."""
    body = copy.deepcopy(BODY)
    for path, value in paths.items():
        *steps, last = path.split("__")
        place = body
        for step in steps:
            place = place[int(step)] if step.isdigit() else place[step]
        if value is None:
            del place[last]
        else:
            place[last] = value
    return body


@pytest.mark.parametrize("name", FILES)
def test_the_files_that_come_along_are_read_whole(name: str) -> None:
    assert read_template(FILES[name], file_name=name) == yaml.safe_load(FILES[name])


def test_the_ways_of_several_authorities_come_along() -> None:
    assert FILES.keys() == {
        "halfway-16-week.yaml",
        "hillingdon-12-week.yaml",
        "inclusion-service-16-week.yaml",
        "open-ended-8-16-week.yaml",
        "part-time-timetable-6-week.yaml",
        "six-week.yaml",
        "two-week-review.yaml",
    }
    assert all(body["key"] == name.removesuffix(".yaml") for name, body in BODIES.items())


@pytest.mark.parametrize(
    ("wrong", "path", "words"),
    [
        ({"label": None}, "label", "nothing"),
        ({"lable": "A slip"}, "lable", "A slip"),
        ({"version": "one"}, "version", "one"),
        ({"duration__week_basis": "lunar"}, "duration.week_basis", "lunar"),
        (
            {"milestones__1__meeting": "reunion"},
            "milestones[1].meeting",
            "There is no meeting “reunion”. Known: ",
        ),
        (
            {"schedule__anchor_milestone": "begin"},
            "schedule.anchor_milestone",
            "There is no milestone “begin”",
        ),
        ({"monitoring__0__owner": "coach"}, "monitoring[0].owner", "There is no role “coach”"),
        ({"duration__min_weeks": 20}, "duration.min_weeks", "longer than the longest"),
        ({"targets__default": 0}, "targets.default", "must lie between min and max"),
        ({"verdicts__meeting": "initial"}, "verdicts.meeting", "belongs to the last meeting"),
        (
            {"verdicts__options__0__label": "Permanent exclusion"},
            "verdicts.options[0].label",
            "No outcome or next step may be an exclusion",
        ),
    ],
)
def test_a_fault_is_named_by_path_and_reason(wrong: dict[str, Any], path: str, words: str) -> None:
    faults = faults_of(changed(**wrong))

    assert path in faults
    assert words in faults[path]


def test_all_faults_are_named_at_once() -> None:
    assert {"label", "duration.week_basis", "plan_kind"} <= faults_of(
        changed(label=None, duration__week_basis="lunar", plan_kind="party")
    ).keys()
    assert {"schedule.anchor_milestone", "monitoring[0].owner"} <= faults_of(
        changed(schedule__anchor_milestone="begin", monitoring__0__owner="coach")
    ).keys()


@pytest.mark.parametrize(
    ("text", "path", "words"),
    [
        ("", "file", "A template holds keys"),
        ("- only\n- a list\n", "file", "A template holds keys"),
        ("label: [unfinished", "line 1", "expected"),
        ("label: one\nlabel: two\n", "line 2", "“label” stands here a second time"),
        ("a: &a [x]\nb: *a\n", "line 2", "Aliases"),
        ("label: !!python/object/apply:os.system [ls]\n", "line 1", "Tags (tag:yaml.org,2002:python"),
        ("weeks: !!int several\n", "line 1", "Tags (tag:yaml.org,2002:int) are not used"),
        ("pupil: one\nroles: !!set {pupil, family}\n", "line 2", "Tags"),
        ("begins: 9:30\n", "line 1", "“9:30” must be text"),
        ("code: 0x_\n", "line 1", "“0x_” must be text"),
        ("? [a, list]\n: as a key\n", "line 1", "A key must be a word"),
        ("yes: no\n", "line 1", "A key must be a word"),
        ("[" * 5000, "file", "deep"),
        ("version: " + "9" * 5000, "line 1", "too long"),
        ("since: 2026-13-45\n", "line 1", "“2026-13-45” must be text"),
        ("share: .nan\n", "line 1", "“.nan” must be text"),
        ('label: "a\\0b"\n', "line 1", "cannot be kept"),
        pytest.param("x" * (LARGEST_FILE + 1), "file", "larger than 512 KB", id="a large file"),
    ],
)
def test_what_is_no_plain_yaml_is_refused_in_words(text: str, path: str, words: str) -> None:
    faults = faults_of(text)

    assert list(faults) == [path]
    assert words in faults[path]


def read_whole(template: ProgrammeTemplate) -> None:
    """Ask a template for everything that it gives without being told what of."""
    for name in PARTS:
        getattr(template, name)
    assert all(ask(template) is not None for ask in ASKS)


PARTS = [name for name in dir(ProgrammeTemplate) if not name.startswith("_") and name != "body"]
ASKS = (
    ProgrammeTemplate.measures,
    ProgrammeTemplate.parties,
    ProgrammeTemplate.purposes,
    ProgrammeTemplate.triggers,
    ProgrammeTemplate.verdicts,
    ProgrammeTemplate.next_steps,
    ProgrammeTemplate.early_ends,
    ProgrammeTemplate.asks,
)


def places(thing: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    for step, inner in thing.items() if isinstance(thing, dict) else enumerate(thing):
        if isinstance(inner, dict | list):
            yield from places(inner, (*path, step))
        else:
            yield (*path, step)


ANYTHING = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 99),
    st.text(max_size=5),
    st.just([]),
    st.just({}),
    st.just([{}]),
)


@settings(max_examples=60, deadline=None)
@given(place=st.sampled_from([path for path in places(BODY) if path]), value=ANYTHING, gone=st.booleans())
def test_whatever_is_changed_in_a_template_it_is_read_or_refused(
    place: tuple[Any, ...], value: object, *, gone: bool
) -> None:
    body = copy.deepcopy(BODY)
    inside = body
    for step in place[:-1]:
        inside = inside[step]
    if gone:
        del inside[place[-1]]
    else:
        inside[place[-1]] = value
    template = ProgrammeTemplate(body)
    try:
        checked(body, file_name="ours.yaml")
    except TemplateFaultsError as refused:
        lines = refused.lines()
    else:
        lines = ["ours.yaml, nothing: wrong"]
        read_whole(template)
    assert all(re.match(r"ours\.yaml, \S.*: \S", line) for line in lines)
