"""Assemble a pack of a kind for an audience, from what is recorded, and never typed again.

A block without anything stays and says so: a gap is evidence.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from heft_platform.audit.services import record
from heft_platform.documents.audiences import MAY_HOLD, MAY_NAME_OTHERS
from heft_platform.documents.blocks import BLOCKS, NEEDS
from heft_platform.documents.cutting import Cutter, LeftOut
from heft_platform.documents.known import Known
from heft_platform.documents.other_names import OtherNames
from heft_platform.documents.pack import Block, Pack
from heft_platform.documents.prints import kind_of
from heft_platform.library.services import ProgrammeTemplate
from heft_platform.meetings.services import ReviewView
from heft_platform.programmes.services import ProgrammeView
from heft_tenants.refusals import Refused
from heft_tenants.visibility import Visibility

# What stands in the programme now, and has no place in the minutes of an earlier meeting.
AS_IT_IS_NOW = frozenset({"targets", "commitments", "actions", "dates"})
REQUEST = "request_evidence"
EVERYBODY_SEES = frozenset({Visibility.BRIEFING_SAFE, Visibility.PASTORAL})


class NotForThemError(Refused):
    """There is no such kind of pack, or it is not one for this audience."""


@dataclass(frozen=True, kw_only=True)
class BlockChoice:
    """A block of a pack with what is left out of it; whoever makes the pack may leave out all of it."""

    code: str
    block: Block
    source: str
    left_out: tuple[LeftOut, ...]
    is_in: bool


@dataclass(frozen=True, kw_only=True)
class PackPreview:
    """A pack, and what is not in it."""

    pack: Pack
    choices: tuple[BlockChoice, ...]
    meetings: tuple[ReviewView, ...] = ()  # of which it could be the minutes, the newest first
    meeting_id: UUID | None = None


def build_pack(
    session: Session,
    *,
    programme: ProgrammeView,
    kind: str,
    audience: str,
    today: date,
    sees: frozenset[Visibility] = EVERYBODY_SEES,
    leave_out: Collection[str] = (),
    meeting_id: UUID | None = None,
) -> Pack:
    """Assemble a pack. It holds what its audience may have of what whoever makes it `sees`; `leave_out` names blocks.

    What leaves the school is without the classes that its template keeps back.

    Minutes are of the meeting that is named, or of the last.

    :raises NotForThemError: if there is no such pack
    """
    made = preview_pack(
        session,
        programme=programme,
        kind=kind,
        audience=audience,
        today=today,
        sees=sees,
        leave_out=leave_out,
        meeting_id=meeting_id,
    )
    return made.pack


def preview_pack(
    session: Session,
    *,
    programme: ProgrammeView,
    kind: str,
    audience: str,
    today: date,
    sees: frozenset[Visibility] = EVERYBODY_SEES,
    leave_out: Collection[str] = (),
    meeting_id: UUID | None = None,
) -> PackPreview:
    """Assemble a pack, and say block by block what is not in it and why. Write down that somebody read all this.

    :raises NotForThemError: if there is no such pack
    """
    wanted = kind_of(programme.template, kind)
    if wanted is None or audience not in wanted.audiences or audience not in MAY_HOLD:
        raise NotForThemError
    record(
        session,
        action="pack.made",
        thing="programme",
        thing_id=programme.id,
        pupil_id=programme.line.pupil_id,
        fields=(kind, audience),
    )
    blocks, reader = wanted.blocks, wanted.reader(audience)
    is_named = reader in MAY_NAME_OTHERS
    needs = {need for code in blocks for need in NEEDS.get(code, ())} | (set() if is_named else {"names"})
    known = Known(
        session,
        programme=programme,
        sees=sees,
        today=today,
        needs=needs,
        meeting_id=meeting_id,
        is_extract=wanted.is_extract,
    )
    held = tuple(known.reviews) if wanted.is_of_a_meeting else ()
    if meeting_id is not None and meeting_id not in {one.milestone_id for one in held}:
        raise NotForThemError
    if held and meeting_id not in (None, held[0].milestone_id):
        blocks = tuple(code for code in blocks if code not in AS_IT_IS_NOW)
    names = OtherNames() if is_named else _names(known)
    cutter = Cutter(
        audience=reader, sees=sees, names=names, kept_back=_kept_back(programme.template, kind, audience)
    )
    choices = []
    for code in blocks:
        material = BLOCKS[code](known)
        block, left_out = cutter.cut(material)
        choices.append(
            BlockChoice(
                code=code,
                block=block,
                source=material.source,
                left_out=left_out,
                is_in=code not in leave_out,
            )
        )
    pack = Pack(
        reference=programme.reference,
        title=wanted.title(programme.reference),
        audience=reader,
        made_on=today.isoformat(),
        kind=kind,
        blocks=tuple(one.block for one in choices if one.is_in),
    )
    of_meeting = meeting_id or (held[0].milestone_id if held else None)
    return PackPreview(pack=pack, choices=tuple(choices), meetings=held, meeting_id=of_meeting)


def _kept_back(template: ProgrammeTemplate, kind: str, audience: str) -> frozenset[Visibility]:
    """Return the classes that a template never shares, and those that it keeps out of a request to the authority."""
    if audience == "school":
        return frozenset()
    asked = template.help_request if kind == REQUEST else None
    return frozenset(template.views.never_shared) | frozenset(asked.payload.excludes_classes if asked else ())


def _names(known: Known) -> OtherNames:
    return OtherNames(whole=known.names.whole, first=known.names.first, own=known.programme.line.pupil_name)
