"""Find pupils, and bring the school's list up to date from its own system."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, undefer

from heft_platform.audit.services import record
from heft_platform.csv_files import EmptyFileError, FileTooLargeError, NotATextFileError, read_text
from heft_platform.pupils.mis_csv import (
    HeadersMissingError,
    LineProblem,
    PupilLine,
    TooManyPupilsError,
    read_pupils,
)
from heft_platform.pupils.models import Pupil, PupilImport
from heft_tenants.context import current
from heft_tenants.refusals import Refused

__all__ = [
    "EmptyFileError",
    "FileTooLargeError",
    "HeadersMissingError",
    "NotATextFileError",
    "TooManyPupilsError",
]

LARGEST_FILE = 5 * 1024 * 1024
KEPT_FIELDS = ("given_name", "family_name", "born_on", "year_group", "class_name", "sen")
AT_ONCE = 100


class FileHasProblemsError(Refused):
    """The file cannot be imported as it is: all of it or nothing."""


@dataclass(frozen=True, kw_only=True)
class PupilView:
    """A pupil as pages show them."""

    id: UUID
    name: str
    first_name: str
    initials: str
    year_group: str
    class_name: str

    @property
    def group(self) -> str:
        return self.class_name or (f"Year {self.year_group}" if self.year_group else "")


@dataclass(frozen=True, kw_only=True)
class Identity:
    """What only the school's own people see of a pupil."""

    upn: str
    born_on: date | None
    sen: str


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What an import would do."""

    import_id: UUID
    file_name: str
    new: int
    changed: int
    unchanged: int
    problems: list[LineProblem]


def pupil(session: Session, *, pupil_id: UUID) -> PupilView | None:
    """Return a pupil of the school at hand, or None. A visitor finds the pupil of their case and no other."""
    found = session.scalar(select(Pupil).where(Pupil.id == pupil_id))
    return view_of(found) if found is not None else None


def read_overview(session: Session, *, pupil_id: UUID) -> tuple[PupilView, Identity] | None:
    """Return a pupil with what identifies them, and write down that somebody looked."""
    chosen = select(Pupil).where(Pupil.id == pupil_id)
    found = session.scalar(chosen.options(undefer(Pupil.upn), undefer(Pupil.born_on), undefer(Pupil.sen)))
    if found is None:
        return None
    record(session, action="pupil.viewed", thing="pupil", thing_id=found.id, pupil_id=found.id)
    return view_of(found), Identity(upn=found.upn, born_on=found.born_on, sen=found.sen)


def pupils_by_id(session: Session, *, pupil_ids: list[UUID]) -> dict[UUID, PupilView]:
    """Return several pupils of the school at hand."""
    found = session.scalars(select(Pupil).where(Pupil.id.in_(pupil_ids))) if pupil_ids else ()
    return {one.id: view_of(one) for one in found}


def find_pupils(session: Session, *, words: str = "", class_name: str = "") -> tuple[list[PupilView], int]:
    """Return the pupils whose names hold all words, in any order, and how many there are in all."""
    found = select(Pupil)
    for word in words.split():
        like = f"%{word.replace('%', '').replace('_', '')}%"
        found = found.where(or_(Pupil.given_name.ilike(like), Pupil.family_name.ilike(like)))
    if class_name:
        found = found.where(Pupil.class_name == class_name)
    number = session.scalar(select(func.count()).select_from(found.subquery())) or 0
    ordered = found.order_by(Pupil.family_name, Pupil.given_name, Pupil.id).limit(AT_ONCE)
    shown = [view_of(one) for one in session.scalars(ordered)]
    return shown, number


def classes(session: Session) -> list[str]:
    """Return the names of the school's classes in order."""
    named = select(Pupil.class_name).where(Pupil.class_name != "").distinct()
    return sorted(session.scalars(named))


def look_through(
    session: Session, *, stream: BinaryIO, file_name: str, asked_by: UUID, now: datetime
) -> Preview:
    """Say what importing a file would do, and keep the file until that is confirmed.

    :raises NotATextFileError: if it is not text
    :raises FileTooLargeError: if it is larger than 5 MB
    :raises EmptyFileError: if nothing is in it
    :raises HeadersMissingError: if a column that is needed has no header
    :raises TooManyPupilsError: if there are more than 5,000 lines
    """
    text = read_text(stream, at_most=LARGEST_FILE)
    kept = PupilImport(text=text, file_name=file_name[:200], asked_by=asked_by, asked_at=now)
    preview = _preview(session, kept, now.date())
    session.add(kept)
    session.flush()  # the page needs the id
    return Preview(**{**vars(preview), "import_id": kept.id})


def preview_again(session: Session, *, import_id: UUID, today: date) -> Preview | None:
    """Return what a kept file would do now; None if there is none."""
    kept = session.get(PupilImport, (current().org, import_id))
    return _preview(session, kept, today) if kept is not None else None


def import_kept(session: Session, *, import_id: UUID, today: date) -> tuple[int, int] | None:
    """Import a kept file, all of it or nothing. Return how many pupils are new and how many changed.

    :raises FileHasProblemsError: if anything is wrong with it
    """
    kept = session.get(PupilImport, (current().org, import_id))
    if kept is None:
        return None
    counted = import_text(session, text=kept.text, today=today)
    session.delete(kept)
    return counted


def import_text(session: Session, *, text: str, today: date) -> tuple[int, int]:
    """Import pupils from text, all or nothing: known ones are found by their UPN. Return how many new and changed.

    :raises FileHasProblemsError: if anything is wrong with it
    """
    lines, problems = read_pupils(text, today=today)
    if problems:
        raise FileHasProblemsError
    known = _known(session)
    new = changed = 0
    for line in lines:
        one = known.get(line.upn)
        if one is None:
            session.add(Pupil(upn=line.upn, **_kept_of(line)))
            new += 1
        elif _differs(one, line):
            for field, value in _kept_of(line).items():
                setattr(one, field, value)
            changed += 1
    record(session, action="pupils.imported", thing="pupils", fields=KEPT_FIELDS)
    return new, changed


def view_of(found: Pupil) -> PupilView:
    name = f"{found.given_name} {found.family_name}".strip()
    return PupilView(
        id=found.id,
        name=name,
        first_name=found.given_name or found.family_name,
        initials="".join(f"{part[0]}." for part in (found.given_name, found.family_name) if part),
        year_group=found.year_group,
        class_name=found.class_name,
    )


def _preview(session: Session, kept: PupilImport, today: date) -> Preview:
    lines, problems = read_pupils(kept.text, today=today)
    known = _known(session)
    met = [(known[line.upn], line) for line in lines if line.upn in known]
    changed = sum(_differs(one, line) for one, line in met)
    return Preview(
        import_id=kept.id,
        file_name=kept.file_name,
        new=len(lines) - len(met),
        changed=changed,
        unchanged=len(met) - changed,
        problems=problems,
    )


def _known(session: Session) -> dict[str, Pupil]:
    everyone = select(Pupil).options(undefer(Pupil.upn), undefer(Pupil.born_on), undefer(Pupil.sen))
    return {one.upn: one for one in session.scalars(everyone)}


def _kept_of(line: PupilLine) -> dict[str, object]:
    return {field: getattr(line, field) for field in KEPT_FIELDS}


def _differs(one: Pupil, line: PupilLine) -> bool:
    return any(getattr(one, field) != getattr(line, field) for field in KEPT_FIELDS)
