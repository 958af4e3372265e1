"""Letters are kept as they were sent: what a kind may say never changes in a version, and old ones are read as new."""

import hashlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from marshmallow import Schema, fields

from heft_platform.escalations.services.wording import NOT_READABLE_YET
from heft_tenants import letter_kinds
from heft_tenants.letter_kinds import (
    KINDS,
    NEVER_IN_LETTERS,
    UnknownLetterKindError,
    WrongLetterKindError,
    in_newest_version,
    letter_kind,
    newest,
)
from heft_tenants.visibility import Visibility
from heft_testing.browser import Browser
from heft_testing.database import ServerOfTests
from heft_testing.places import Asked

KEPT = {
    "case.left 1": "dce0c74d8eec",
    "grant.ended 1": "8d9b7d0267b2",
    "grant.made 1": "8d5f1015d522",
    "invitation.accepted 1": "a737899c4966",
    "invitation.declined 1": "edc88da22f9c",
    "invitation.sent 1": "bfc8d3590701",
    "invitation.withdrawn 1": "c0f975603824",
    "request.acknowledged 1": "ae9f2719e0e9",
    "request.answered 1": "98550d2e180e",
    "request.asked 1": "dd8d8f8a95d6",
    "request.closed 1": "dd8d8f8a95d6",
    "request.replied 1": "dd8d8f8a95d6",
    "request.sent 1": "030f62ef4209",
    "request.withdrawn 1": "dd8d8f8a95d6",
}
CARRIES = {Visibility.KEY, Visibility.PASTORAL}


def text(visibility: Visibility | None = Visibility.PASTORAL, **more: Any) -> fields.String:
    return fields.String(**more, metadata={"visibility": visibility} if visibility else {})


@pytest.fixture
def only_here() -> Iterator[None]:
    """Forget afterwards what kinds the test declared."""
    kinds, newest_of = dict(KINDS), dict(letter_kinds._NEWEST)
    yield
    for kept, before in ((KINDS, kinds), (letter_kinds._NEWEST, newest_of)):
        kept.clear()
        kept.update(before)


def fingerprint(schema: type[Schema]) -> str:
    """Return what changes when a field, its type, its class, or what it demands changes."""
    said = [
        (
            name,
            type(field).__name__,
            field.required,
            field.allow_none,
            str(field.load_default),
            str(field.metadata.get("visibility")),
            sorted(map(repr, field.validators)),
        )
        for name, field in sorted(schema().fields.items())
    ]
    return hashlib.sha256(repr(said).encode()).hexdigest()[:12]


def test_no_kind_says_anything_else_than_it_did() -> None:
    found = {f"{name} {version}": fingerprint(kind.schema) for (name, version), kind in KINDS.items()}

    assert found == KEPT, (
        "What letters of a kind may say has changed, and letters of it are kept. Leave its schema as it was, declare the next"
        " version with from_previous, and write its fingerprint here. For a kind that was never deployed, change it here."
    )


def test_no_kind_carries_what_never_leaves_by_letter() -> None:
    assert KINDS
    for kind in KINDS.values():
        assert not kind.carries & NEVER_IN_LETTERS


@pytest.mark.usefixtures("only_here")
@pytest.mark.parametrize("never", sorted(NEVER_IN_LETTERS))
def test_a_kind_that_carries_too_much_cannot_be_declared(never: Visibility) -> None:
    with pytest.raises(WrongLetterKindError, match="never leaves by letter"):
        letter_kind("planted.kind", version=1, carries={*CARRIES, never})(Schema)


@pytest.mark.usefixtures("only_here")
@pytest.mark.parametrize(
    "field", [text(Visibility.SAFEGUARDING), text(None)], ids=["another class", "no class"]
)
def test_a_field_that_the_kind_does_not_carry_cannot_be_declared(field: fields.String) -> None:
    class Inner(Schema):
        deep = field

    for schema in (Inner, Schema.from_dict({"outer": fields.Nested(Inner)})):
        with pytest.raises(WrongLetterKindError, match="deep is"):
            letter_kind("planted.kind", version=1, carries=CARRIES)(schema)


@pytest.mark.usefixtures("only_here")
def test_versions_follow_each_other_and_say_how_the_one_before_reads() -> None:
    with pytest.raises(WrongLetterKindError, match="version 1 comes next"):
        letter_kind("planted.kind", version=2, carries=CARRIES)(Schema)
    letter_kind("planted.kind", version=1, carries=CARRIES)(Schema)
    with pytest.raises(WrongLetterKindError, match="from_previous"):
        letter_kind("planted.kind", version=2, carries=CARRIES)(Schema)


def test_nobody_sends_a_letter_of_no_kind() -> None:
    with pytest.raises(UnknownLetterKindError):
        newest("planted.kind")


@pytest.mark.usefixtures("only_here")
def test_an_old_letter_reads_as_the_newest_version_says_it() -> None:
    steps: list[Callable[[dict[str, Any]], dict[str, Any]] | None] = [
        None,
        lambda said: {"words": f"{said['first']} {said['second']}"},
        lambda said: {**said, "tone": "calm"},
    ]
    for version, step in enumerate(steps, start=1):
        letter_kind("planted.kind", version=version, carries=CARRIES, from_previous=step)(Schema)

    assert in_newest_version("planted.kind", 1, {"first": "Come", "second": "in"}) == {
        "words": "Come in",
        "tone": "calm",
    }
    assert in_newest_version("planted.kind", 3, {"words": "Come in", "tone": "loud"}) == {
        "words": "Come in",
        "tone": "loud",
    }
    assert in_newest_version("planted.kind", 4, {"other": "way"}) == {}


@pytest.mark.usefixtures("only_here")
def test_pages_read_letters_of_the_version_before_beside_new_ones(
    browser_of: Callable[[str], Browser], asked: Asked
) -> None:
    marcus, sam = browser_of("marcus-bennett"), browser_of("sam-patel")
    request = f"{asked.programme.path}/requests/{asked.request}"
    marcus.visit(f"/la/requests/{asked.request}")
    marcus.press("Acknowledge to Oakfield Primary")
    marcus.press("Ask Oakfield Primary", question="Who is there at lunchtime?")
    before = newest("request.replied")

    class RepliedAtLength(before.schema):  # type: ignore[name-defined,misc]
        minutes = text()

    letter_kind(
        "request.replied",
        version=2,
        carries=set(before.carries),
        from_previous=lambda said: {**said, "words": f"{said['words']} (as it was said before)"},
    )(RepliedAtLength)
    sam.visit(request)
    sam.press("Send to Fellside Council", words="Two supervisors.")
    assert "Two supervisors." in sam.visit(request).text
    assert "(as it was said before)" not in marcus.visit(f"/la/requests/{asked.request}").text

    letter_kind(
        "request.asked",
        version=2,
        carries=set(before.carries),
        from_previous=lambda said: said | {"words": "Asked anew?"},
    )(newest("request.asked").schema)
    for who, page in ((sam, request), (marcus, f"/la/requests/{asked.request}")):
        assert "Asked anew?" in who.visit(page).text


def test_a_letter_of_the_next_release_is_kept_and_shown_later(
    browser_of: Callable[[str], Browser], asked: Asked, server: ServerOfTests
) -> None:
    server.run(
        "set session_replication_role = replica;"
        " update letterbox.letter set schema_version = 99; update owned.sent_letter set schema_version = 99"
    )
    for who, page in (
        ("sam-patel", f"{asked.programme.path}/requests/{asked.request}"),
        ("marcus-bennett", f"/la/requests/{asked.request}"),
    ):
        assert NOT_READABLE_YET in browser_of(who).visit(page).text
    assert asked.request in browser_of("marcus-bennett").visit("/la/worklist").text
