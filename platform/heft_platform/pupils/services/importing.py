"""Bring the school's list of pupils up to date: seen first, then all of it or nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import IO
from uuid import UUID

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session, undefer

from heft_platform.audit.services import record
from heft_platform.csv_files import read_text
from heft_platform.csv_tables import LineProblem
from heft_platform.names import folded
from heft_platform.pupils.enrolment import enrolment_words
from heft_platform.pupils.mis_columns import FIELD_WORDS
from heft_platform.pupils.mis_csv import read_pupils
from heft_platform.pupils.models import Pupil, PupilImport
from heft_platform.pupils.pupil_line import PupilLine
from heft_tenants.context import current
from heft_tenants.refusals import Refused

LARGEST_FILE = 5 * 1024 * 1024
KEPT_FIELDS = (
    *("given_name", "family_name", "preferred_name", "born_on", "year_group", "class_name", "sen"),
    *("enrolment", "left_on"),
)
WAITS_FOR = timedelta(days=1)


class FileHasProblemsError(Refused):
    """Something is wrong with the file, so nothing of it is imported: all or nothing."""


@dataclass(frozen=True, kw_only=True)
class ChangedPupil:
    """A known pupil of whom the file says something else: the field, what is kept, and what the file says."""

    name: str
    changes: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What an import would do. `missing` are pupils of the list whom the file does not name: they stay, unless they left."""

    new: Sequence[PupilLine]
    changed: Sequence[ChangedPupil]
    unchanged: int
    missing: Sequence[str]
    class_changes: int
    problems: Sequence[LineProblem]
    file_name: str = ""

    @property
    def not_in_file(self) -> int:
        return len(self.missing)


def look_through(
    session: Session, *, stream: IO[bytes], file_name: str, asked_by: UUID, now: datetime
) -> UUID:
    """Keep a file until its import is confirmed, and return its id. Only what can be read as a list is kept.

    :raises NotATextFileError: if it is not text
    :raises FileTooLargeError: if it is larger than 5 MB
    :raises EmptyFileError: if nothing is in it
    :raises HeadersMissingError: if a column that is needed has no heading
    :raises TooManyPupilsError: if there are more than 5,000 pupils
    :raises BrokenTableError: if some row cannot be read
    """
    text = read_text(stream, at_most=LARGEST_FILE)
    read_pupils(text, today=now.date())

    is_done_with = or_(PupilImport.asked_by == asked_by, PupilImport.asked_at < now - WAITS_FOR)
    session.execute(delete(PupilImport).where(is_done_with))
    kept = PupilImport(text=text, file_name=file_name[:200], asked_by=asked_by, asked_at=now)
    session.add(kept)
    session.flush()  # the page needs the id
    return kept.id


def preview_again(session: Session, *, import_id: UUID, today: date) -> Preview | None:
    """Return what a kept file would do now; None if it no longer waits."""
    kept = session.get(PupilImport, (current().org, import_id))
    if kept is None:
        return None
    return preview_of_text(session, text=kept.text, file_name=kept.file_name, today=today)


def preview_of_text(session: Session, *, text: str, today: date, file_name: str = "") -> Preview:
    """Return what the text of a file would do.

    :raises Refused: as `read_pupils` does
    """
    lines, problems = read_pupils(text, today=today)
    known = _known(session)
    met = [(known[line.upn], line) for line in lines if line.upn in known]
    changed = [_changed(one, line) for one, line in met if _differing(one, line)]
    return Preview(
        new=[line for line in lines if line.upn not in known],
        changed=changed,
        unchanged=len(met) - len(changed),
        missing=[_name(one) for one in _not_named(known, lines)],
        class_changes=sum("class_name" in _differing(one, line) for one, line in met),
        problems=problems,
        file_name=file_name,
    )


def import_kept(
    session: Session, *, import_id: UUID, today: date, others_left: bool = False
) -> tuple[int, int] | None:
    """Import a kept file, all of it or nothing. Return how many pupils are new and how many changed.

    With `others_left`, pupils of the list whom it does not name have left the school. None if the file no longer waits. Confirmed twice at once, the second waits for the first and finds it done.

    :raises FileHasProblemsError: if anything is wrong with it
    """
    kept = session.get(PupilImport, (current().org, import_id), with_for_update=True)
    if kept is None:
        return None
    counted = import_text(session, text=kept.text, today=today, others_left=others_left)
    session.delete(kept)
    return counted


def import_text(session: Session, *, text: str, today: date, others_left: bool = False) -> tuple[int, int]:
    """Import pupils from text, all or nothing: known ones are found by their UPN. Return how many new and changed.

    :raises FileHasProblemsError: if anything is wrong with it
    :raises Refused: as `read_pupils` does
    """
    lines, problems = read_pupils(text, today=today)
    if problems:
        raise FileHasProblemsError

    known = _known(session)
    new = [line for line in lines if line.upn not in known]
    changed = [line for line in lines if line.upn in known and _differing(known[line.upn], line)]
    session.add_all(_write(Pupil(upn=line.upn), line, KEPT_FIELDS) for line in new)
    for line in changed:
        _write(known[line.upn], line, filter(line.tells, KEPT_FIELDS))
    if others_left:
        for one in _not_named(known, lines):
            one.left_on = today
    record(session, action="pupils.imported", thing="pupils", fields=KEPT_FIELDS)
    return len(new), len(changed)


def _write(one: Pupil, line: PupilLine, fields: Iterable[str]) -> Pupil:
    for field in fields:
        setattr(one, field, getattr(line, field))
    one.search_name = folded(f"{one.given_name} {one.family_name} {one.preferred_name}")
    return one


def _known(session: Session) -> dict[str, Pupil]:
    everyone = select(Pupil).options(undefer(Pupil.upn), undefer(Pupil.born_on), undefer(Pupil.sen))
    everyone = everyone.options(undefer(Pupil.enrolment), undefer(Pupil.left_on))
    return {one.upn: one for one in session.scalars(everyone)}


def _not_named(known: Mapping[str, Pupil], lines: Iterable[PupilLine]) -> list[Pupil]:
    """Return the pupils of the list whom a file does not name, by surname, without those who had left before."""
    named = {line.upn for line in lines}
    missing = [one for upn, one in known.items() if upn not in named and one.left_on is None]
    return sorted(missing, key=lambda one: folded(f"{one.family_name} {one.given_name}"))


def _name(one: Pupil) -> str:
    return f"{one.given_name} {one.family_name}".strip()


def _differing(one: Pupil, line: PupilLine) -> list[str]:
    """Return the fields in which a file says something else. A column that it does not have says nothing."""
    return [
        field for field in KEPT_FIELDS if line.tells(field) and getattr(one, field) != getattr(line, field)
    ]


def _changed(one: Pupil, line: PupilLine) -> ChangedPupil:
    return ChangedPupil(
        name=_name(one),
        changes=tuple(
            (FIELD_WORDS[field], _said(field, getattr(one, field)), _said(field, getattr(line, field)))
            for field in _differing(one, line)
        ),
    )


def _said(field: str, value: str | date | None) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if field == "enrolment":
        return enrolment_words(value or "") or "Not recorded"
    return value or ("At the school" if field == "left_on" else "Not recorded")
