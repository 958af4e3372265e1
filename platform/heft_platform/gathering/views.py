"""What the pages, the packs and the other features see of what was gathered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from heft_platform.library.services import ProgrammeTemplate


@dataclass(frozen=True, kw_only=True)
class AskedForView:
    """Something that somebody is asked for before the first meeting."""

    id: UUID
    document: str
    label: str
    asked_id: UUID | None
    asked_name: str
    due_on: date
    asked_on: date
    reminded_on: date | None
    state: str
    state_words: str
    answered_on: date | None
    is_on_paper: bool
    reason: str
    is_protected: bool  # what stands in it is quoted to nobody, and becomes no incident
    is_required: bool
    version: int


@dataclass(frozen=True, kw_only=True)
class AnswerView:
    """What was said in answer, in one version; `guarded` is what of it is of a higher class than the rest."""

    no: int
    answers: dict[str, Any]
    guarded: dict[str, Any]
    method: str
    method_code: str
    supporter: str
    was_explained: bool
    typed_by: str
    typed_at: datetime


@dataclass(frozen=True, kw_only=True)
class ViewsSideBySide:
    """The same questions asked of several: each row what each said, by who said it."""

    people: tuple[str, ...]
    rows: tuple[tuple[str, dict[str, str]], ...]


@dataclass(frozen=True, kw_only=True)
class NextMeeting:
    """A meeting that is to come, as far as reports for it are asked for: `committed` are parties, by who committed to something."""

    programme_id: UUID
    template: ProgrammeTemplate
    milestone: str  # the template’s code
    label: str
    due_on: date
    key_worker: str
    committed: Mapping[str, str]
