"""The pack: everything that is recorded for the school, the agreed part of it for the authority, and every gap."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from heft_platform import clock
from heft_platform.demo import story
from heft_platform.documents.services import Block, Pack, PackChart, PackTable, build_pack
from heft_platform.programmes import services as programmes
from heft_platform.programmes.services import ProgrammeView, Wanted
from heft_tenants.ids import uuid7

ActingAs = Callable[..., AbstractContextManager[Session]]

EVERY_BLOCK = Pack(
    reference="PSP-7K4M2Q",
    title="Programme PSP-7K4M2Q",
    audience="authority",
    made_on="2026-11-24",
    blocks=(
        Block(title="Words", paragraphs=("Tom & <Jerry>", "two\nlines"), facts=(("Pupil", "Jay"),)),
        Block(
            title="Figures",
            chart=PackChart(weeks=(1, 2), lines=(("Kind words", (50, None)),)),
            table=PackTable(caption="Table", headings=("Week", "Share"), rows=(("Week 1", "50%"),)),
        ),
        Block(title="Reviews", gap="No review has been held."),
    ),
)


@pytest.fixture
def session(told: None, acting_as: ActingAs) -> Iterator[Session]:
    """Somebody at Oakfield, where a pupil is in the middle of a programme."""
    with acting_as("sam-patel") as session:
        yield session


@pytest.fixture
def programme(session: Session) -> ProgrammeView:
    line = programmes.programmes_page(session, wanted=Wanted(), page=1, today=clock.today()).lines[0]
    found = programmes.read_programme(session, reference=line.reference, today=clock.today())
    assert found is not None
    return found


def block(pack: Pack, title: str) -> Block:
    return next(one for one in pack.blocks if one.title == title)


def everything_in(pack: Pack) -> str:
    return json.dumps(pack.to_content(), ensure_ascii=False)


def test_a_pack_comes_back_from_a_letter_as_it_went_in() -> None:
    kept = json.loads(json.dumps(EVERY_BLOCK.to_content()))

    assert Pack.from_content(kept) == EVERY_BLOCK
    assert kept == EVERY_BLOCK.to_content(), "what is kept must equal what is made anew"


def test_a_pack_of_an_older_letter_without_a_chart_is_still_read() -> None:
    kept = EVERY_BLOCK.to_content()
    for one in kept["blocks"]:
        del one["chart"]

    assert [one.chart for one in Pack.from_content(kept).blocks] == [None, None, None]


def test_the_pack_holds_what_the_programme_holds(session: Session, programme: ProgrammeView) -> None:
    pack = build_pack(session, programme=programme, kind="record", audience="school", today=clock.today())

    targets, going = block(pack, "Targets").table, block(pack, "How it is going")
    assert dict(block(pack, "About the programme").facts)["Pupil"] == "Jay Smith"
    assert targets is not None
    assert [row[0] for row in targets.rows] == [
        f"{n}. {one[0]}" for n, one in enumerate(story.TARGETS, start=1)
    ]
    assert any("Postcard sent home." in words for words in block(pack, "Log").paragraphs)
    assert going.chart is not None
    assert going.table is not None
    assert len(going.chart.weeks) == len(going.table.rows) >= 6


def test_the_drawing_and_the_table_say_the_same(session: Session, programme: ProgrammeView) -> None:
    going = block(
        build_pack(session, programme=programme, kind="record", audience="school", today=clock.today()),
        "How it is going",
    )

    assert going.chart is not None
    assert going.table is not None
    for column, (label, shares) in enumerate(going.chart.lines, start=1):
        assert going.table.headings[column] == label
        drawn = [f"{share}%" if share is not None else "Not scored" for share in shares]
        assert [row[column] for row in going.table.rows] == drawn


def test_the_authority_gets_neither_the_log_nor_the_first_words_of_staff(
    session: Session, programme: ProgrammeView
) -> None:
    school, authority = (
        everything_in(build_pack(session, programme=programme, kind=kind, audience=one, today=clock.today()))
        for kind, one in (("record", "school"), ("request_evidence", "authority"))
    )

    for words in (programme.notes[-1].body, programme.concern):
        assert words in school
        assert words not in authority


def test_what_is_not_known_is_said(session: Session, programme: ProgrammeView) -> None:
    pack = build_pack(
        session, programme=programme, kind="request_evidence", audience="authority", today=clock.today()
    )

    assert any("No daily report for" in words for words in block(pack, "What we do not know").paragraphs)


def test_a_programme_with_nothing_in_it_keeps_its_blocks_and_says_so(
    session: Session, programme: ProgrammeView
) -> None:
    of_nobody = replace(programme.line, id=uuid7())  # its log is asked for by its id
    empty = replace(programme, line=of_nobody, targets=(), commitments=(), notes=(), milestones=())
    pack = build_pack(session, programme=empty, kind="record", audience="school", today=clock.today())

    assert block(pack, "Targets").gap == "No targets are recorded."
    assert block(pack, "Log").gap == "Nothing is in the log."


@pytest.mark.requirement("S001-89")
def test_praise_is_what_was_reached_and_how_it_ended_in_the_words_of_the_template(
    session: Session, programme: ProgrammeView
) -> None:
    ended = replace(programme, ended_as="Successful", closing_words="You did this yourself.")
    failed = replace(programme, ended_as="Unsuccessful", closing_words="The help was not right yet.")

    of_ended, of_failed = (
        block(
            build_pack(session, programme=one, kind="certificate", audience="family", today=clock.today()),
            "What went well",
        ).paragraphs
        for one in (ended, failed)
    )

    assert "You reached your target: I use kind words" in of_ended
    assert of_ended[-2:] == ("Pastoral Support Programme: successful", "You did this yourself.")
    assert of_failed == of_ended[:-2], "nothing but praise stands on it"
