"""Make a file that somebody asked for, put it into the store, and say that it is ready."""

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
        del key  # the store's own key is the export's id: put twice, it is put once
        try:
            made = documents.make_and_put(gathered)
        except StoreError:
            return _note_failed
        return lambda later, again: documents.mark_ready(
            later, export_id=again.ref, made=made, now=clock.now()
        )

    return go_out


def _note_failed(session: Session, work: Work) -> None:
    documents.mark_failed(session, export_id=work.ref)
