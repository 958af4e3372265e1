"""Make a file that somebody asked for, put it into the store, say that it is ready, and take it out again in time."""

from sqlalchemy.orm import Session

from heft_platform import clock
from heft_platform.documents import services as documents
from heft_platform.storage import StoreError
from heft_workers.work import Outside, Record, RefusedWorkError, Work


def make_export(session: Session, work: Work) -> Outside | None:
    gathered = documents.gather(session, export_id=work.ref, today=clock.today(), now=clock.now())
    if gathered is None:
        raise RefusedWorkError("no_such_export")

    def go_out(key: str) -> Record:
        del key  # the store's key holds the export's id and the file's fingerprint: put twice, it is put once
        try:
            made = documents.make_and_put(gathered)
        except StoreError:
            return _note_failed
        return lambda later, again: documents.mark_ready(
            later, export_id=again.ref, made=made, now=clock.now()
        )

    return go_out


def forget_export(session: Session, work: Work) -> Outside | None:
    where = documents.key_to_forget(session, export_id=work.ref)
    if where is None:
        return None

    def go_out(key: str) -> Record:
        del key  # taken out twice, it is out
        documents.forget_file(where)
        return _note_nothing

    return go_out


def _note_failed(session: Session, work: Work) -> None:
    documents.mark_failed(session, export_id=work.ref)


def _note_nothing(session: Session, work: Work) -> None:
    """The page works out by itself that the time is over."""
