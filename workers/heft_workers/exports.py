"""Make a file that somebody asked for, put it into the store, say that it is ready, and take it out again in time."""

from sqlalchemy.orm import Session

from heft_platform import clock
from heft_platform.documents import services as documents
from heft_workers.work import Halfway, Outside, Record, RefusedWorkError, Work, nothing_to_note


def make_export(session: Session, work: Work) -> Outside | None:
    gathered = documents.gather(session, export_id=work.ref, today=clock.today(), now=clock.now())
    if gathered is None:
        raise RefusedWorkError("no_such_export")

    def make(key: str) -> Halfway:
        del key  # what is made is ours until it is put away
        content = documents.make(gathered)

        def put(key: str) -> Record:
            del key  # the store's holds the export's id and the file's fingerprint: put twice, it is put once
            made = documents.put(gathered, content)
            return lambda later, again: documents.mark_ready(
                later, export_id=again.ref, made=made, now=clock.now()
            )

        return Halfway(
            record=lambda later, again: documents.note_made(later, export_id=again.ref, octets=len(content)),
            go_on=put,
        )

    return make


def forget_export(session: Session, work: Work) -> Outside | None:
    where = documents.key_to_forget(session, export_id=work.ref)
    if where is None:
        return None

    def go_out(key: str) -> Record:
        del key  # taken out twice, it is out
        documents.forget_file(where)
        return nothing_to_note  # the page works out by itself that the time is over

    return go_out
