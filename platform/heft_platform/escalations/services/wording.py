"""A letter as people read it, on either side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from heft_platform import words
from heft_platform.documents.services import Pack
from heft_platform.escalations.threads import TITLES
from heft_tenants.attachments import AttachmentOfLetter
from heft_tenants.letters import LetterOfThread

ERASED = "Our copy of this letter is erased."
NOT_READABLE_YET = "This letter was written in a newer way than this page can show. Nothing of it is lost: look again in an hour."


@dataclass(frozen=True, kw_only=True)
class LetterView:
    """One letter: who wrote it, when, and exactly what it says."""

    title: str
    writer: str
    writer_kind: str  # school or authority
    sent_at: datetime | None
    facts: tuple[tuple[str, str], ...]
    words: str
    pack: Pack | None
    attachments: tuple[AttachmentOfLetter, ...] = ()

    @property
    def documents(self) -> tuple[str, ...]:
        """Return the names of what came with the letter."""
        return tuple(one.name for one in self.attachments)


def letter_views(
    letters: Sequence[LetterOfThread],
    *,
    names: Mapping[int, str],
    school_org: int,
    attached: Mapping[UUID, Sequence[AttachmentOfLetter]],
) -> list[LetterView]:
    """Return the letters of a thread, the oldest first, each with what came with it."""
    return [
        replace(
            _view_of_letter(
                letter,
                organisation=names.get(letter.writer, "An organisation"),
                writer_kind="school" if letter.writer == school_org else "authority",
            ),
            attachments=tuple(attached.get(letter.id, ())),
        )
        for letter in letters
    ]


def _view_of_letter(letter: LetterOfThread, *, organisation: str, writer_kind: str) -> LetterView:
    if letter.is_readable:
        return view_of(
            letter.kind,
            letter.content,
            organisation=organisation,
            writer_kind=writer_kind,
            sent_at=letter.sent_at,
        )
    return LetterView(
        title=TITLES.get(letter.kind, "Letter"),
        writer=organisation,
        writer_kind=writer_kind,
        sent_at=letter.sent_at,
        facts=(),
        words=ERASED if letter.erased else NOT_READABLE_YET,
        pack=None,
    )


def view_of(
    kind: str, content: Mapping[str, Any], *, organisation: str, writer_kind: str, sent_at: datetime | None
) -> LetterView:
    """Return a letter as it reads: also one that is still to be sent."""
    return LetterView(
        title=TITLES.get(kind, "Letter"),
        writer=f"{content['written_by']}, {organisation}",
        writer_kind=writer_kind,
        sent_at=sent_at,
        facts=_facts(kind, content),
        words=content.get("words", ""),
        pack=Pack.from_content(content["pack"]) if "pack" in content else None,
    )


def _facts(kind: str, content: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    if kind == "request.sent":
        return (
            ("Pupil", content["pupil"]),
            ("What we ask for", "; ".join(content["asks"])),
            ("Why now", content["why_now"]),
            ("The family", content["family_told"]),
            ("What the family says", content["family_view"] or "Not recorded"),
            ("What the pupil says", content["pupil_view"] or "Not recorded"),
            ("Approved by", content["approved_by"]),
        )
    if kind == "request.acknowledged":
        return (
            ("Officer", content["officer"]),
            ("Answer promised by", words.day(date.fromisoformat(content["promised_on"]))),
        )
    if kind == "request.answered":
        return (("Decision", content["decision"]),)
    return ()
