"""Every field of a pupil’s picture, every page, every role: a mark shows where its class allows, and nowhere else."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from itertools import chain, combinations, product
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from heft_platform import clock
from heft_platform.demo.cast import PEOPLE, person
from heft_platform.demo.opening import id_of
from heft_platform.kept_versions import Writer
from heft_platform.measures import services as measures
from heft_platform.permissions import DEED_OF_CLASS, DEEDS_OF_ROLE, classes_seen
from heft_platform.picture import services as picture
from heft_platform.picture.services import AREAS, KINDS, Question
from heft_platform.provision import services as provision
from heft_tenants.visibility import Visibility
from heft_testing.browser import Browser
from heft_testing.doing import Started

pytestmark = pytest.mark.proof

ActingAs = Callable[..., AbstractContextManager[Session]]
GUARDED = (Visibility.SENSITIVE, Visibility.SAFEGUARDING)


@dataclass
class Marked:
    """A pupil with a mark in every field, the class of each mark, and the ids that addresses need."""

    marks: dict[str, Visibility]
    ids: dict[str, list[Any]]


class Marks:
    def __init__(self) -> None:
        self.of: dict[str, Visibility] = {}

    def new(self, visibility: Visibility) -> str:
        mark = f"zq{len(self.of):03}qz"
        self.of[mark] = visibility
        return mark

    def answers(self, questions: tuple[Question, ...], visibility: Visibility) -> dict[str, Any]:
        return {one.name: self._answer(one, visibility) for one in questions}

    def _answer(self, question: Question, visibility: Visibility) -> Any:
        if question.kind == "day":
            return clock.today()
        if question.kind == "choice":
            return question.choices[0][0]
        return self.new(visibility)


@pytest.fixture
def marked(joined: Started, acting_as: ActingAs) -> Marked:
    pupil_id = UUID(joined.pupil_path.rpartition("/")[2])
    marks = Marks()
    with acting_as("aisha-khan") as session:
        aisha = Writer(id=id_of("aisha-khan"), name="Aisha Khan")
        _mark_areas(session, pupil_id, marks, aisha)
        ids = _mark_the_rest(session, pupil_id, marks, aisha)
    ids |= {"school": ["oakfield"], "pupil_id": [pupil_id], "reference": [joined.reference]}
    ids |= {"area": [area.code for area in AREAS], "tool": ["sdq"]}
    return Marked(marks=marks.of, ids=ids)


def test_a_mark_is_seen_where_its_class_allows_and_nowhere_else(app: Flask, marked: Marked) -> None:
    paths = list(_paths(app, marked.ids))
    seen_by: dict[str, set[str]] = {}
    for who in PEOPLE:
        browser = Browser(app)
        browser.is_signed_in_as(who.slug)
        allowed = classes_seen(who.role) if who.at == "oakfield" else frozenset[Visibility]()
        seen = seen_by.setdefault(who.slug, set())
        for path in paths:
            with browser.client.get(path) as answer:
                text = answer.get_data(as_text=True) if answer.mimetype == "text/html" else ""
            shown = {mark for mark in marked.marks if mark in text}
            leaked = {mark: marked.marks[mark] for mark in shown if marked.marks[mark] not in allowed}
            assert not leaked, f"{path} tells {who.slug}, {who.role}: {leaked}"
            seen |= shown

    assert seen_by["aisha-khan"] == set(marked.marks), "the safeguarding lead finds everything somewhere"
    assert seen_by["niamh-doherty"] == set()
    pastoral = {mark for mark, of in marked.marks.items() if of not in GUARDED}
    assert seen_by["daniel-lee"] == pastoral


@pytest.mark.parametrize("who", ["daniel-lee", "sam-patel", "carl-dunne", "niamh-doherty"])
def test_what_is_typed_into_a_form_above_ones_class_does_not_come_back(
    app: Flask, marked: Marked, who: str
) -> None:
    browser = Browser(app)
    browser.is_signed_in_as(who)
    browser.visit("/help")
    allowed = classes_seen(person(who).role) if person(who).at == "oakfield" else frozenset[Visibility]()
    pupil_id = marked.ids["pupil_id"][0]
    for area in AREAS:
        if area.visibility in allowed or area.is_the_sencos:
            continue
        path = f"/s/oakfield/pupils/{pupil_id}/context/{area.code}"
        app.config["WTF_CSRF_ENABLED"] = False
        try:
            answer = browser.client.post(path, data={"version": "0", "source": "x" * 300, "typed": "typedqz"})
        finally:
            app.config["WTF_CSRF_ENABLED"] = True

        assert answer.status_code == 404
        text = answer.get_data(as_text=True)
        assert "typedqz" not in text
        assert not [mark for mark in marked.marks if mark in text]


def test_a_form_with_problems_and_two_versions_show_what_they_may(app: Flask, marked: Marked) -> None:
    browser = Browser(app)
    browser.is_signed_in_as("aisha-khan")
    path = f"/s/oakfield/pupils/{marked.ids['pupil_id'][0]}/context/safeguarding"
    browser.visit(path)

    page = browser.press("Save", status=422, safeguarding="typedqz", source="x" * 300)
    assert page.value_of("What you need to remember") == "typedqz"
    page = browser.press("Save", status=409, safeguarding="typedqz", source="", version="0")

    assert page.value_of("What you need to remember") == "typedqz"
    assert [mark for mark in marked.marks if mark in page.text]


def test_the_picture_holds_no_area_above_what_somebody_sees(marked: Marked, acting_as: ActingAs) -> None:
    pupil_id = marked.ids["pupil_id"][0]
    for sees in chain.from_iterable(combinations(DEED_OF_CLASS, number) for number in range(5)):
        with acting_as("sam-patel") as session:
            found = picture.picture_of(session, pupil_id=pupil_id, sees=frozenset(sees), today=clock.today())

        assert {one.area.code for one in found.areas} == {
            area.code for area in AREAS if area.visibility in sees
        }
        assert bool(found.level) == (Visibility.SENSITIVE in sees)


def test_only_the_safeguarding_lead_reads_safeguarding_and_no_visitor_reads_anything() -> None:
    readers = {role for role in DEEDS_OF_ROLE if Visibility.SAFEGUARDING in classes_seen(role)}

    assert readers == {"dsl"}
    assert classes_seen("visitor") == frozenset()
    assert classes_seen("key_worker") == {Visibility.BRIEFING_SAFE, Visibility.PASTORAL}
    assert classes_seen("teacher") == {Visibility.BRIEFING_SAFE}
    assert classes_seen(None) == frozenset()


def test_every_field_of_a_table_is_of_its_tables_class() -> None:
    from heft_platform.picture.services.reading import TABLE_OF_CLASS  # noqa: PLC0415

    for area in AREAS:
        columns = TABLE_OF_CLASS[area.visibility].__table__.columns
        assert columns["answers"].info["visibility"] == area.visibility
        assert TABLE_OF_CLASS[area.visibility].__visit__ is None
    for kind in KINDS.values():
        told = {kind.model.__table__.columns[one.name].info["visibility"] for one in kind.questions}
        assert told <= {kind.visibility, Visibility.OPERATIONAL}


def _mark_areas(session: Session, pupil_id: UUID, marks: Marks, writer: Writer) -> None:
    for area in AREAS:
        answers = marks.answers(area.questions, area.visibility)
        if area.code == "sen":
            answers = {"provision": "K", "need_primary": "SEMH"}
        picture.save_area(
            session,
            pupil_id=pupil_id,
            area=area,
            version=0,
            answers=answers,
            source=marks.new(area.visibility) if area.visibility != Visibility.BRIEFING_SAFE else "",
            writer=writer,
            now=clock.now(),
        )


def _mark_the_rest(session: Session, pupil_id: UUID, marks: Marks, writer: Writer) -> dict[str, list[Any]]:
    now, today = clock.now(), clock.today()
    entries = [
        picture.add_entry(
            session,
            pupil_id=pupil_id,
            kind=kind,
            answers=marks.answers(kind.questions, kind.visibility),
            writer=writer,
            now=now,
            today=today,
        )
        for kind in KINDS.values()
    ]
    nothing = dict.fromkeys(("intervention_id", "hours", "cost_pence", "ends_on"))
    words = {
        name: marks.new(Visibility.PASTORAL) for name in ("what", "who", "how_often", "why", "impact_words")
    }
    chosen = {"category": "group", "wave": 2, "starts_on": today, "is_earlier": False, "impact": 1}
    helped = provision.add_provision(
        session, pupil_id=pupil_id, values={**nothing, **words, **chosen}, writer=writer, now=now
    )
    week = {name: marks.new(Visibility.PASTORAL) for name in ("why", "risk", "agreed_by")}
    days: dict[str, date] = dict.fromkeys(("starts_on", "ends_on", "review_on", "agreed_on"), today)
    timetable = provision.keep_timetable(
        session,
        pupil_id=pupil_id,
        before=None,
        version=0,
        values={**week, **days, "is_part_time": True, "agreed_how": "meeting"},
        periods=provision.usual_day(session, today=clock.today()),
        writer=writer,
        now=now,
    )
    measures.add_measure(
        session,
        pupil_id=pupil_id,
        tool=measures.TOOLS["gas"],
        edition="2_to_2",
        taken_on=today,
        rater="teacher",
        rater_name=marks.new(Visibility.SENSITIVE),
        about=marks.new(Visibility.SENSITIVE),
        scores={"level": 0},
        note=marks.new(Visibility.SENSITIVE),
        writer=writer,
        now=now,
        today=today,
    )
    return {"kind": list(KINDS), "entry_id": entries, "provision_id": [helped], "timetable_id": [timetable]}


def _paths(app: Flask, ids: dict[str, list[Any]]) -> Iterator[str]:
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        # Whoever hides the screen is shown nothing more, until they go on.
        is_shown = "GET" in (rule.methods or ()) and rule.endpoint not in {"static", "accounts.hidden"}
        if is_shown and rule.arguments <= ids.keys():
            yield from (adapter.build(rule.endpoint, values) for values in _values(rule, ids))
    school = "/s/oakfield/context-grid?class_name=5B"
    yield school
    pupil_id = ids["pupil_id"][0]
    yield from (f"/s/oakfield/pupils/{pupil_id}/timetable/print?audience={one}" for one in ("pupil", "staff"))


def _values(rule: Rule, ids: dict[str, list[Any]]) -> Iterator[dict[str, Any]]:
    names = sorted(rule.arguments)
    return (dict(zip(names, chosen, strict=True)) for chosen in product(*(ids[name] for name in names)))
