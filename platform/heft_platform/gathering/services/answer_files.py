"""Pictures and papers that people bring as their answer: kept with what was asked, opened, and taken out again."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.audit.services import record
from heft_platform.files import services as files
from heft_platform.gathering.guarded_files import EVERYTHING, answered_by_files, sees_answer_file
from heft_platform.gathering.models import AnswerFile
from heft_platform.gathering.services.asked import asked_in_version
from heft_platform.gathering.views import AskedForView
from heft_platform.held_programmes import HeldProgramme
from heft_platform.library.services import ProgrammeTemplate
from heft_platform.refusals import UnknownChoiceError
from heft_tenants.context import current
from heft_tenants.refusals import Refused
from heft_tenants.visibility import Visibility

MOST = 10  # with one answer


class TooManyAnswerFilesError(Refused):
    """There are as many with this answer as there may be."""

    most = MOST


class NotTheirsToSeeError(Refused):
    """It shows, or may show, what whoever asks may not be told."""


@dataclass(frozen=True, kw_only=True)
class AnswerFileView:
    """A picture or paper of an answer, as its page lists it."""

    id: UUID
    name: str
    media_type: str
    octets: int
    bringer: str
    brought_at: datetime


def answer_files(
    session: Session,
    *,
    programme_id: UUID,
    template: ProgrammeTemplate,
    asked: AskedForView,
    sees: Collection[Visibility],
) -> list[AnswerFileView]:
    """Return what was brought as an answer and somebody may see who sees these classes, the oldest first."""
    kept = [
        one
        for one in _kept(session, programme_id, asked.id)
        if sees_answer_file(template, asked.document, one.question, sees)
    ]
    about = files.files_by_id(session, file_ids=[one.file_id for one in kept])
    return [
        AnswerFileView(
            id=one.id,
            name=about[one.file_id].name,
            media_type=about[one.file_id].media_type,
            octets=about[one.file_id].octets,
            bringer=one.bringer_name,
            brought_at=one.brought_at,
        )
        for one in kept
    ]


def bring_answer_file(  # noqa: PLR0913  (what is brought, by whom and when)
    session: Session,
    *,
    programme: HeldProgramme,
    asked_for_id: UUID,
    question: str,
    sees: Collection[Visibility],
    file: BinaryIO,
    name: str,
    person_id: UUID,
    person_name: str,
    now: datetime,
    today: date,
) -> None:
    """Keep a picture or paper as the answer to a question, or to everything. What was waited for has come then.

    :raises NotAskedForError: if it is not asked for here
    :raises UnknownChoiceError: if it answers what whoever brings it may not read, or nothing that is asked
    :raises TooManyAnswerFilesError: if there are ten already
    :raises heft_platform.files.services.FileRefusedError: if the file is not let in
    """
    asked = asked_in_version(session, programme.id, asked_for_id, None)
    known = answered_by_files(programme.template, asked.document, sees)
    if question not in {EVERYTHING, *(id_ for id_, _ in known)}:
        raise UnknownChoiceError
    if not sees_answer_file(programme.template, asked.document, question, sees):
        raise UnknownChoiceError
    if len(_kept(session, programme.id, asked_for_id)) >= MOST:
        raise TooManyAnswerFilesError
    file_id = files.take_in(session, file=file, name=name, brought_by=person_id)
    session.add(
        AnswerFile(
            programme_id=programme.id,
            asked_for_id=asked_for_id,
            file_id=file_id,
            question=question,
            bringer_name=person_name,
            brought_at=now,
        )
    )
    if asked.state != "received":
        asked.state, asked.answered_on, asked.reason = "received", today, ""
    _record(session, "asked.file_brought", programme, asked_for_id)


def take_answer_file_out(
    session: Session,
    *,
    programme: HeldProgramme,
    asked: AskedForView,
    answer_file_id: UUID,
    sees: Collection[Visibility],
    now: datetime,
) -> None:
    """Let a picture or paper no longer stand with an answer: it is destroyed. One that is gone already is gone.

    :raises NotTheirsToSeeError: if it is not shown to somebody who sees these classes
    """
    found = _one(session, programme.id, asked.id, answer_file_id)
    if found is None:
        return
    if not sees_answer_file(programme.template, asked.document, found.question, sees):
        raise NotTheirsToSeeError
    session.delete(found)
    files.forget(session, file_id=found.file_id, now=now)
    _record(session, "asked.file_taken_out", programme, asked.id)


def open_answer_file(
    session: Session,
    *,
    programme_id: UUID,
    template: ProgrammeTemplate,
    asked: AskedForView,
    answer_file_id: UUID,
    sees: Collection[Visibility],
) -> tuple[BinaryIO, str, int] | None:
    """Open a picture or paper of an answer, with its kind and length; None if there is none for somebody who sees these classes.

    :raises heft_platform.files.services.FileLostError: if it is not there, or damaged
    :raises heft_platform.storage.StoreError: if the store cannot be reached
    """
    found = _one(session, programme_id, asked.id, answer_file_id)
    if found is None or not sees_answer_file(template, asked.document, found.question, sees):
        return None
    about = files.files_by_id(session, file_ids=[found.file_id])[found.file_id]
    return files.open_own(session, file_id=found.file_id), about.media_type, about.octets


def _kept(session: Session, programme_id: UUID, asked_for_id: UUID) -> list[AnswerFile]:
    found = select(AnswerFile).where(
        AnswerFile.programme_id == programme_id, AnswerFile.asked_for_id == asked_for_id
    )
    return list(session.scalars(found.order_by(AnswerFile.id)))


def _one(session: Session, programme_id: UUID, asked_for_id: UUID, answer_file_id: UUID) -> AnswerFile | None:
    found = session.get(AnswerFile, (current().org, programme_id, answer_file_id))
    return found if found is not None and found.asked_for_id == asked_for_id else None


def _record(session: Session, action: str, programme: HeldProgramme, asked_for_id: UUID) -> None:
    record(
        session,
        action=action,
        thing="programme",
        thing_id=asked_for_id,
        pupil_id=programme.pupil_id,
        fields=("file",),
    )
