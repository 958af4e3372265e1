"""Pictures and papers that people bring as their answer: kept with what was asked, opened, and taken out again."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.audit.services import record
from heft_platform.files import services as files
from heft_platform.gathering.models import AnswerFile
from heft_platform.gathering.services.asked import asked_in_version
from heft_platform.held_programmes import HeldProgramme
from heft_tenants.context import current
from heft_tenants.refusals import Refused

MOST = 10  # with one answer


class TooManyPicturesError(Refused):
    """There are as many with this answer as there may be."""

    most = MOST


@dataclass(frozen=True, kw_only=True)
class AnswerFileView:
    """A picture or paper of an answer, as its page lists it."""

    id: UUID
    name: str
    media_type: str
    octets: int
    bringer: str
    brought_at: datetime


def answer_files(session: Session, *, programme_id: UUID, asked_for_id: UUID) -> list[AnswerFileView]:
    """Return what was brought as an answer, the oldest first."""
    kept = _kept(session, programme_id, asked_for_id)
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
    file: BinaryIO,
    name: str,
    person_id: UUID,
    person_name: str,
    now: datetime,
    today: date,
) -> None:
    """Keep a picture or paper as an answer. What was waited for has come then.

    :raises UnknownRequestError: if it is not asked for here
    :raises TooManyPicturesError: if there are ten already
    :raises heft_platform.files.services.FileRefusedError: if the file is not let in
    """
    asked = asked_in_version(session, programme.id, asked_for_id, None)
    if len(_kept(session, programme.id, asked_for_id)) >= MOST:
        raise TooManyPicturesError
    file_id = files.take_in(session, file=file, name=name, brought_by=person_id)
    session.add(
        AnswerFile(
            programme_id=programme.id,
            asked_for_id=asked_for_id,
            file_id=file_id,
            bringer_name=person_name,
            brought_at=now,
        )
    )
    if asked.state != "received":
        asked.state, asked.answered_on, asked.reason = "received", today, ""
    _record(session, "asked.picture_brought", programme, asked_for_id)


def take_answer_file_out(
    session: Session, *, programme: HeldProgramme, asked_for_id: UUID, answer_file_id: UUID, now: datetime
) -> None:
    """Let a picture or paper no longer stand with an answer: it is destroyed. One that is gone already is gone."""
    found = _one(session, programme.id, asked_for_id, answer_file_id)
    if found is None:
        return
    session.delete(found)
    files.forget(session, file_id=found.file_id, now=now)
    _record(session, "asked.picture_taken_out", programme, asked_for_id)


def open_answer_file(
    session: Session, *, programme_id: UUID, asked_for_id: UUID, answer_file_id: UUID
) -> tuple[BinaryIO, str, int] | None:
    """Open a picture or paper of an answer, with its kind and length; None if there is none.

    :raises heft_platform.files.services.FileLostError: if it is not there, or damaged
    :raises heft_platform.storage.StoreError: if the store cannot be reached
    """
    found = _one(session, programme_id, asked_for_id, answer_file_id)
    if found is None:
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
