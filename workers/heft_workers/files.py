"""Move files that were brought to the store, copy those that go with a letter, destroy those that nobody wants."""

from sqlalchemy.orm import Session

from heft_platform import clock
from heft_platform.files import services as files
from heft_workers.work import Outside, Record, Work, nothing_to_note


def move_file(session: Session, work: Work) -> Outside | None:
    to_move = files.ready_to_move(session, file_id=work.ref)
    if to_move is None:
        return None

    def go_out(key: str) -> Record:
        del key  # a file has one place: put there twice, it is there once
        files.move(to_move)
        return _note_moved

    return go_out


def copy_file(session: Session, work: Work) -> Outside | None:
    to_copy = files.ready_to_copy(session, copy_id=work.ref)
    if to_copy is None:
        return None

    def go_out(key: str) -> Record:
        del key  # as above
        copied = files.copy_for_receiver(to_copy)
        return lambda later, again: files.note_copied(
            later, copy_id=again.ref, copied=copied, now=clock.now()
        )

    return go_out


def forget_file(session: Session, work: Work) -> Outside | None:
    places = files.places_to_empty(session, file_id=work.ref)
    if places is None:
        return None

    def go_out(key: str) -> Record:
        del key  # taken out twice, it is out
        files.empty_places(places)
        return _note_forgotten

    return go_out


def forget_received(session: Session, work: Work) -> Outside | None:
    places = files.received_places_to_empty(session, letter_id=work.ref)

    def go_out(key: str) -> Record:
        del key  # taken out twice, it is out
        files.empty_places(places)
        return nothing_to_note  # what tells of an erased letter was written when it was erased

    return go_out if places else None


def _note_forgotten(session: Session, work: Work) -> None:
    files.note_forgotten(session, file_id=work.ref)


def _note_moved(session: Session, work: Work) -> None:
    files.note_moved(session, file_id=work.ref)
