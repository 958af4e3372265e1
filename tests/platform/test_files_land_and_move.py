"""A file that somebody brings is there at once, is moved to the store later, and is copied for a receiver by a worker."""

import tempfile
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from uuid import UUID, uuid4

import psycopg
import pytest
from flask import Flask
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from heft_platform import storage
from heft_platform.documents.pdf import make_pdf
from heft_platform.files import services as files
from heft_platform.storage import LocalStore, Store, StoreUnavailableError
from heft_tenants import attachments, file_keys
from heft_tenants.context import current
from heft_tenants.ids import uuid7
from heft_tenants.sealing import BrokenSealError, seal
from heft_testing.database import ServerOfTests, let_everything_be_due
from heft_testing.papers import EVERY_PIECE, paper_of
from heft_workers.drain import drain_queue
from heft_workers.queues import QUEUES

ActingAs = Callable[..., AbstractContextManager[Session]]
OAKFIELD, HILLSIDE, FELLSIDE = 2, 3, 1


@pytest.fixture(scope="module")
def a_pdf() -> bytes:
    return make_pdf(paper_of(*EVERY_PIECE))


@pytest.fixture
def in_a_folder(app: Flask, local_store: LocalStore, monkeypatch: pytest.MonkeyPatch) -> Store:
    """The application with an empty folder for its files: where it makes no difference, the quicker one."""
    monkeypatch.setitem(app.extensions, "heft_store", local_store)
    return local_store


@pytest.fixture
def with_store(app: Flask, store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """The application with each of the two stores, with nothing in it of the organisations of the cast."""
    monkeypatch.setitem(app.extensions, "heft_store", store)
    for org in (FELLSIDE, OAKFIELD, HILLSIDE):
        store.delete_all(storage.place_of(org))
    return store


def bring(session: Session, content: bytes, name: str = "Report.pdf") -> UUID:
    person = current().person
    assert person is not None
    with tempfile.TemporaryFile() as file:
        file.write(content)
        return files.take_in(session, file=file, name=name, brought_by=person)


def fetched(session: Session, file_id: UUID) -> bytes:
    with files.open_own(session, file_id=file_id) as file:
        return file.read()


def work(app: Flask) -> None:
    with app.app_context():
        for queue in QUEUES.values():
            drain_queue(queue, for_seconds=5)


def pieces_in_the_database(server: ServerOfTests) -> list[bytes]:
    with psycopg.connect(server.superuser_url) as superuser:
        rows = superuser.execute("select sealed from owned.file_piece order by file_id, no").fetchall()
    return [bytes(sealed) for (sealed,) in rows]


def test_a_file_is_read_from_its_pieces_until_it_was_moved_and_from_the_store_afterwards(
    with_store: Store, app: Flask, acting_as: ActingAs, server: ServerOfTests, a_pdf: bytes
) -> None:
    with acting_as("sam-patel") as session:
        file_id = bring(session, a_pdf)
    pieces = pieces_in_the_database(server)
    with acting_as("aisha-khan") as session:
        assert fetched(session, file_id) == a_pdf
    assert list(with_store.keys("2/")) == []

    work(app)

    assert pieces_in_the_database(server) == []
    assert with_store.get(f"2/files/{file_id}") == b"".join(pieces)
    assert b"%PDF" not in b"".join(pieces)
    with acting_as("aisha-khan") as session:
        assert fetched(session, file_id) == a_pdf


def test_moving_twice_is_moving_once(
    in_a_folder: Store, app: Flask, acting_as: ActingAs, a_pdf: bytes
) -> None:
    with acting_as("sam-patel") as session:
        file_id = bring(session, a_pdf)
        first = files.ready_to_move(session, file_id=file_id)
        second = files.ready_to_move(session, file_id=file_id)
        assert first
        assert second
        files.move(first)
        files.note_moved(session, file_id=file_id)
        files.move(second)  # by a worker that was slow
        files.note_moved(session, file_id=file_id)
        session.commit()
        assert files.ready_to_move(session, file_id=file_id) is None
        assert fetched(session, file_id) == a_pdf


def test_a_store_that_is_away_loses_nothing(
    app: Flask,
    acting_as: ActingAs,
    server: ServerOfTests,
    a_pdf: bytes,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: object,
) -> None:
    monkeypatch.setitem(app.extensions, "heft_store", LocalStore(tmp_path / "not-mounted"))  # type: ignore[operator]
    with acting_as("sam-patel") as session:
        file_id = bring(session, a_pdf)
    work(app)

    with acting_as("sam-patel") as session:
        assert fetched(session, file_id) == a_pdf
    assert pieces_in_the_database(server)


def test_a_large_file_lands_moves_and_is_copied_with_memory_for_a_few_pieces(
    in_a_folder: Store, app: Flask, acting_as: ActingAs, server: ServerOfTests
) -> None:
    large = b"%PDF-1.7\n%" + bytes(24 * 1024 * 1024) + b"\n%%EOF\n"
    with acting_as("sam-patel") as session, tempfile.TemporaryFile() as file:
        file.write(large)
        with memory_at_most(8):
            file_id = files.take_in(session, file=file, name="a.pdf", brought_by=current().person or uuid7())
            attachments.prepare(session, file_id=file_id, to_org=FELLSIDE)
            session.commit()
    assert len(pieces_in_the_database(server)) == 49

    with memory_at_most(8):
        work(app)
    with acting_as("sam-patel") as session, memory_at_most(4):
        opened = files.open_own(session, file_id=file_id)
        with opened:
            read = sum(len(piece) for piece in iter(lambda: opened.read(65_536), b""))

    assert read == len(large)
    assert [key.split("/")[1] for key in [*in_a_folder.keys("1/"), *in_a_folder.keys("2/")]] == [
        "from-2",
        "files",
    ]


@contextmanager
def memory_at_most(megabytes: int) -> Iterator[None]:
    tracemalloc.start()
    try:
        yield
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < megabytes * 1024 * 1024, f"{peak / 1024 / 1024:.1f} MB"


def test_what_is_refused_leaves_nothing(acting_as: ActingAs, server: ServerOfTests) -> None:
    with acting_as("sam-patel") as session, pytest.raises(files.FileRefusedError):
        bring(session, b"<svg/>", "drawing.png")

    assert pieces_in_the_database(server) == []


@pytest.mark.parametrize(
    ("brought", "kept"),
    [
        ("C:\\Users\\sam\\Report.pdf", "Report.pdf"),
        ("../../etc/report.pdf", "report.pdf"),
        ("re\u202eport\n.pdf", "report.pdf"),
        ("a" * 300 + ".pdf", "a" * 196 + ".pdf"),
        (".pdf", ".pdf"),
    ],
)
def test_a_name_is_kept_without_a_path_and_without_what_nobody_sees(
    acting_as: ActingAs, a_pdf: bytes, brought: str, kept: str
) -> None:
    with acting_as("sam-patel") as session:
        file_id = bring(session, a_pdf, brought)
        assert files.files_by_id(session, file_ids=[file_id])[file_id].name == kept


def test_another_school_finds_no_file(
    in_a_folder: Store, app: Flask, acting_as: ActingAs, a_pdf: bytes
) -> None:
    with acting_as("sam-patel") as session:
        file_id = bring(session, a_pdf)
    for _ in range(2):  # before it was moved and after
        with acting_as("bronwen-hughes") as session, pytest.raises(files.FileLostError):
            files.open_own(session, file_id=file_id)
        work(app)


def test_a_file_that_was_damaged_or_exchanged_in_the_store_is_not_given(
    with_store: Store, app: Flask, acting_as: ActingAs, a_pdf: bytes
) -> None:
    with acting_as("sam-patel") as session:
        file_id = bring(session, a_pdf)
        ours = file_keys.own_key(session, master=storage.master_keys())
    work(app)
    key = f"2/files/{file_id}"
    whole = with_store.get(key)
    exchanged = b"".join(seal([b"%PDF-1.7 something else"], to=ours))
    damaged = whole[:200] + bytes([whole[200] ^ 1]) + whole[201:]

    for other in (whole[:-1], whole[:60], b"", damaged, exchanged):
        with_store.put(key, other)
        with acting_as("sam-patel") as session, pytest.raises((files.FileLostError, BrokenSealError)):
            fetched(session, file_id)
    with_store.delete(key)
    with acting_as("sam-patel") as session, pytest.raises(files.FileLostError):
        fetched(session, file_id)


@pytest.mark.parametrize(
    "table",
    [
        "owned.file",
        "owned.file_piece",
        "owned.file_copy",
        "owned.file_key",
        "owned.sent_attachment",
        "owned.request_file",
        "letterbox.attachment",
    ],
)
def test_a_visitor_sees_no_file_and_no_attachment(server: ServerOfTests, table: str) -> None:
    with psycopg.connect(server.role_urls["visitor"]) as visitor, pytest.raises(InsufficientPrivilege):
        visitor.execute(f"select 1 from {table}".encode())  # noqa: S608  (our own names)


# Copies for a receiver


def send_from(
    session: Session, copy_ids: list[UUID], *, to_org: int = FELLSIDE, letter_id: UUID | None = None
) -> UUID:
    letter = attachments.send_with(
        session,
        copy_ids=copy_ids,
        to_org=to_org,
        kind="request.replied",
        content={"reference": "REQ-1", "written_by": "Sam", "words": "As asked."},
        thread_id=uuid7(),
        letter_id=letter_id or uuid7(),
    )
    return letter.id


def test_a_letter_waits_until_its_attachment_was_copied_and_the_receiver_opens_its_own(
    with_store: Store, app: Flask, acting_as: ActingAs, a_pdf: bytes
) -> None:
    with acting_as("sam-patel") as session:
        file_id = bring(session, a_pdf)
        copy_id = attachments.prepare(session, file_id=file_id, to_org=FELLSIDE)
        assert attachments.states_of(session, copy_ids=[copy_id])[copy_id].state == "preparing"
        with pytest.raises(attachments.AttachmentNotReadyError):
            send_from(session, [copy_id])
    work(app)
    with acting_as("sam-patel") as session:
        assert attachments.states_of(session, copy_ids=[copy_id])[copy_id].state == "ready"
        letter_id = send_from(session, [copy_id])
        (sent,) = attachments.attachments_of(session, letter_ids=[letter_id])[letter_id]
    assert sent.file_id == file_id
    with_store.delete_all("2/")  # the sender's own copy goes, and with it nothing of the receiver's

    with acting_as("marcus-bennett") as session:
        (came,) = attachments.attachments_of(session, letter_ids=[letter_id])[letter_id]
        assert (came.name, came.octets, came.media_type) == ("Report.pdf", len(a_pdf), "application/pdf")
        with files.open_received(session, attachment=came) as file:
            assert file.read() == a_pdf
    with acting_as("bronwen-hughes") as session:
        assert attachments.attachments_of(session, letter_ids=[letter_id]) == {letter_id: []}
        with pytest.raises(files.FileLostError):
            files.open_received(session, attachment=came)


def test_the_sender_cannot_open_what_it_sealed_for_the_receiver(
    in_a_folder: Store, app: Flask, acting_as: ActingAs, a_pdf: bytes
) -> None:
    with acting_as("sam-patel") as session:
        copy_id = attachments.prepare(session, file_id=bring(session, a_pdf), to_org=FELLSIDE)
    work(app)
    (key,) = in_a_folder.keys("1/")
    assert key == f"1/from-2/{copy_id}"

    with acting_as("sam-patel") as session:
        ours = file_keys.own_keys(session, master=storage.master_keys())
    with pytest.raises(BrokenSealError):
        storage.open_kept(in_a_folder, key, keys=ours)


def test_a_page_cannot_say_that_a_copy_is_there(acting_as: ActingAs, a_pdf: bytes) -> None:
    with acting_as("sam-patel") as session:
        copy_id = attachments.prepare(session, file_id=bring(session, a_pdf), to_org=FELLSIDE)
        session.commit()
        says = text("update owned.file_copy set digest = sha256('x'), made_at = now() where id = :id")
        with pytest.raises(DBAPIError, match="permission denied"):
            session.connection().execute(says, {"id": copy_id})
        session.rollback()
        adds = text(
            "insert into owned.file_copy(org_id, id, file_id, to_org, cluster_id, digest)"
            " values (2, :id, :file, 1, 1, sha256('x'))"
        )
        with pytest.raises(DBAPIError, match="permission denied"):
            session.execute(adds, {"id": uuid4(), "file": uuid4()})
        session.rollback()


def test_the_database_lets_no_attachment_go_without_its_copy_or_elsewhere_or_later(
    in_a_folder: Store, app: Flask, acting_as: ActingAs, a_pdf: bytes
) -> None:
    with acting_as("sam-patel") as session:
        file_id = bring(session, a_pdf)
        ready = attachments.prepare(session, file_id=file_id, to_org=FELLSIDE)
    work(app)
    with acting_as("sam-patel") as session:
        waiting = attachments.prepare(session, file_id=file_id, to_org=FELLSIDE)
        earlier = send_from(session, [])
        session.commit()
        digest = session.connection().scalar(
            text("select digest from owned.file_copy where id = :id"), {"id": ready}
        )
        attempts = {
            "a copy that is not there": (waiting, FELLSIDE, None),
            "another fingerprint": (ready, FELLSIDE, b"x" * 32),
            "another receiver": (ready, HILLSIDE, digest),
            "a letter that was sent before": (ready, FELLSIDE, digest),
        }
        for why, (copy_id, to_org, says) in attempts.items():
            letter = earlier if "before" in why else send_from(session, [], to_org=to_org)
            attachment = attachments.SentAttachment(
                letter_id=letter, no=1, to_org=to_org, name="x", copy_id=copy_id, digest=says or b"y" * 32
            )
            session.add(attachment)
            with pytest.raises(DBAPIError, match="foreign key"):
                session.flush()
            session.rollback()


def test_sent_twice_it_carries_what_it_carried(
    in_a_folder: Store, app: Flask, acting_as: ActingAs, a_pdf: bytes
) -> None:
    with acting_as("sam-patel") as session:
        file_id = bring(session, a_pdf)
        copies = [attachments.prepare(session, file_id=file_id, to_org=FELLSIDE) for _ in range(2)]
    work(app)
    letter_id = uuid7()
    for copy_ids in (copies[:1], copies):
        with acting_as("sam-patel") as session:
            send_from(session, copy_ids, letter_id=letter_id)
    with acting_as("marcus-bennett") as session:
        assert len(attachments.attachments_of(session, letter_ids=[letter_id])[letter_id]) == 1


def test_eleven_attachments_are_too_many(acting_as: ActingAs) -> None:
    with acting_as("sam-patel") as session, pytest.raises(attachments.TooManyAttachmentsError):
        send_from(session, [uuid7() for _ in range(11)])


def test_a_copy_that_cannot_be_made_is_said_to_have_failed_and_can_be_made_again(
    in_a_folder: Store,
    app: Flask,
    acting_as: ActingAs,
    server: ServerOfTests,
    a_pdf: bytes,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with acting_as("sam-patel") as session:
        copy_id = attachments.prepare(session, file_id=bring(session, a_pdf), to_org=FELLSIDE)
    with monkeypatch.context() as away:
        away.setattr(in_a_folder, "put", _is_away)
        for _ in range(QUEUES["exports"].gives_up_after or 0):
            work(app)
            let_everything_be_due(server)
    with acting_as("sam-patel") as session:
        assert attachments.states_of(session, copy_ids=[copy_id])[copy_id].state == "failed"
        assert attachments.prepare_again(session, copy_id=copy_id)
    work(app)
    with acting_as("sam-patel") as session:
        assert attachments.states_of(session, copy_ids=[copy_id])[copy_id].state == "ready"


def _is_away(*_: object) -> None:
    raise StoreUnavailableError
