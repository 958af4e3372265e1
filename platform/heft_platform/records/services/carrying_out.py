"""Carry out an import that was confirmed: what is known is read in one transaction, the file in none, and all is saved in another."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from heft_platform.audit.services import record
from heft_platform.records.files import KnownOfSchool, ReadFile
from heft_platform.records.models import RecordImport
from heft_platform.records.plan import Plan
from heft_platform.records.said import By, fingerprint, values_of
from heft_platform.records.services.importing import DONE, GIVEN_UP, IMPORT, UNDER_WAY, waits_no_more
from heft_platform.records.services.planning import AT_A_TIME, known_of_school, plan_of, read_rows
from heft_platform.records.services.recording import keep_version
from heft_platform.records.tables import MODELS
from heft_tenants.context import current
from heft_tenants.lost import LOOKED_BACK, Found, ask_for_lost
from heft_tenants.outbox import is_open

WHY = "The school’s own system says so now"


@dataclass(frozen=True, kw_only=True)
class FileToRead:
    """A file of records with all that reading it needs."""

    kind: str
    text: str
    known: KnownOfSchool

    def read(self) -> ReadFile:
        """Return what its rows say. Needs no database: no transaction waits for it."""
        return read_rows(self.kind, self.text, self.known)


def file_to_import(session: Session, *, import_id: UUID, today: date) -> FileToRead | None:
    """Return the file of an import that is under way; None if it is imported or given up already."""
    kept = session.get(RecordImport, (current().org, import_id))
    if kept is None or kept.state != UNDER_WAY:
        return None
    return FileToRead(kind=kept.kind, text=kept.text, known=known_of_school(session, kept, today))


def carry_out(session: Session, *, import_id: UUID, read: ReadFile, now: datetime, today: date) -> None:
    """Import what a file says anew, and leave out the rows with problems. Carried out twice, it is imported once.

    The file itself is not kept: what it said is on record now.
    """
    kept = session.get(RecordImport, (current().org, import_id), with_for_update=True)
    if kept is None or kept.state != UNDER_WAY:
        return
    by = By(person_id=kept.asked_by, name=kept.asker_name, now=now)
    plan = plan_of(session, kept, read, today)
    _add(session, plan, by)
    _change(session, plan, by)
    kept.new, kept.changed, kept.same, kept.left_out = (
        *(len(plan.new), len(plan.changed)),
        *(plan.same, plan.left_out),
    )
    kept.state, kept.ended_at, kept.text = DONE, now, ""
    record(session, action="records.imported", thing=plan.kind, thing_id=import_id)


def look_after_imports(session: Session, *, now: datetime) -> list[Found]:
    """Have imports carried out that were confirmed and that nobody works on; let the files go that nobody imports any more."""
    under_way = select(RecordImport.id).where(
        RecordImport.state == UNDER_WAY, RecordImport.confirmed_at > now - LOOKED_BACK
    )
    lost = ask_for_lost(
        session,
        what="import_that_nobody_does",
        queue="exports",
        kind=IMPORT,
        refs=under_way,
        even_if_done=True,
    )
    session.execute(delete(RecordImport).where(waits_no_more(now)))
    _give_up(session, now=now)
    return [lost]


def _give_up(session: Session, *, now: datetime) -> None:
    """End the imports whose work was given up or called off: whoever asked for one is told to choose the file again."""
    under_way = select(RecordImport).where(RecordImport.state == UNDER_WAY)
    for kept in session.scalars(under_way.with_for_update(skip_locked=True)):
        if not is_open(session, kind=IMPORT, ref=kept.id):
            kept.state, kept.ended_at, kept.text = GIVEN_UP, now, ""
            record(session, action="records.import_given_up", thing=kept.kind, thing_id=kept.id)


def _add(session: Session, plan: Plan, by: By) -> None:
    rows = [
        {
            "pupil_id": one.pupil.id,
            "source": "import",
            "outside_id": one.outside_id,
            "imported_as": fingerprint(one.said),
            "recorded_by": by.person_id,
            "recorder_name": by.name,
            "recorded_at": by.now,
            "version": 1,
            **values_of(one.said),
        }
        for one in plan.new
    ]
    for start in range(0, len(rows), AT_A_TIME):
        session.execute(insert(MODELS[plan.kind]), rows[start : start + AT_A_TIME])


def _change(session: Session, plan: Plan, by: By) -> None:
    for one in plan.changed:
        assert one.old is not None
        keep_version(session, one.old, by=by, why=WHY)
        for name, value in values_of(one.said).items():
            setattr(one.old, name, value)
        one.old.imported_as = fingerprint(one.said)
