"""E-mail says that there is something to do, and never what or about whom."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from email.message import EmailMessage
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from aiosmtpd.controller import Controller
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from heft_platform.mail import services as mail
from heft_platform.mail.mailers import Folder, MailServer
from heft_platform.mail.services import SUBJECTS, Envelope
from heft_workers.drain import drain_queue
from heft_workers.queues import QUEUES
from processes import free_port

ActingAs = Callable[..., AbstractContextManager[Session]]
ENVELOPE = Envelope(
    to="marcus-bennett@fellside.example", subject="You have a new request, REQ-1", body="Sign in.\n"
)
SENDER = "noreply@heft.example"


class PostOffice:
    """Takes what it is given, or refuses the reader."""

    def __init__(self, *, knows_reader: bool = True) -> None:
        self.knows_reader = knows_reader
        self.taken: list[str] = []

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:  # type: ignore[no-untyped-def]  # noqa: ANN001, ARG002, N802
        if not self.knows_reader:
            return f"550 no {address} here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope) -> str:  # type: ignore[no-untyped-def]  # noqa: ANN001, ARG002, N802
        self.taken.append(envelope.content.decode())
        return "250 OK"


@pytest.fixture
def post_office() -> Iterator[tuple[PostOffice, str]]:
    office = PostOffice()
    controller = Controller(office, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield office, f"smtp://127.0.0.1:{controller.port}"
    controller.stop()


def test_a_message_reaches_the_mail_server_under_its_key(post_office: tuple[PostOffice, str]) -> None:
    office, url = post_office

    mail.send(ENVELOPE, key="1-abc", sender=SENDER, mailer=MailServer(url))

    (taken,) = office.taken
    assert "Message-ID: <1-abc@heft.example>" in taken
    assert f"To: {ENVELOPE.to}" in taken
    assert "Auto-Submitted: auto-generated" in taken


def test_a_mail_server_that_refuses_raises_a_code_and_names_nobody(
    post_office: tuple[PostOffice, str],
) -> None:
    office, url = post_office
    office.knows_reader = False

    with pytest.raises(OSError, match=r"^SMTPRecipientsRefused$") as refused:
        mail.send(ENVELOPE, key="1-abc", sender=SENDER, mailer=MailServer(url))

    assert refused.value.__cause__ is None


def test_no_mail_server_is_an_error_that_is_tried_again() -> None:
    with pytest.raises(OSError, match="refused"):
        MailServer("smtp://127.0.0.1:1").send(EmailMessage())


def test_a_password_is_never_sent_in_the_clear(post_office: tuple[PostOffice, str]) -> None:
    office, url = post_office
    with_password = url.replace("smtp://", "smtp://heft:secret@")

    with pytest.raises(OSError, match=r"^SMTPNotSupportedError$"):
        mail.send(ENVELOPE, key="1-abc", sender=SENDER, mailer=MailServer(with_password))

    assert office.taken == []


def test_a_message_sent_twice_is_kept_once_in_the_demonstration(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "mail")

    for _ in range(2):
        mail.send(ENVELOPE, key="1-abc", sender=SENDER, mailer=folder)

    assert [message["Subject"] for message in folder.kept()] == [ENVELOPE.subject]


def test_what_is_told_at_each_school_goes_to_its_own_people_once(
    app: Flask, acting_as: ActingAs, kept_mail: Folder
) -> None:
    about = uuid4()
    for slug in ("sam-patel", "sam-patel", "bronwen-hughes"):
        with acting_as(slug) as session:
            reader = reader_of(session, slug)
            mail.tell(session, person_ids=[reader], kind="request.letter", reference="REQ-1", about_id=about)

    with app.app_context():
        assert drain_queue(QUEUES["mail"], for_seconds=5) == 2

    assert sorted(str(message["To"]) for message in kept_mail.kept()) == [
        "bronwen-hughes@hillside.example",
        "sam-patel@oakfield.example",
    ]
    with acting_as("sam-patel") as session:
        assert (
            session.connection().scalar(text("select count(*) from owned.message where sent_at is not null"))
            == 1
        )


def test_somebody_who_has_left_gets_no_mail(app: Flask, acting_as: ActingAs, kept_mail: Folder) -> None:
    with acting_as("sam-patel") as session:
        reader = reader_of(session, "sam-patel")
        mail.tell(session, person_ids=[reader], kind="request.letter", reference="REQ-1", about_id=uuid4())
        session.connection().execute(
            text("update owned.member set email = null where person_id = :who"), {"who": reader}
        )

    with app.app_context():
        assert drain_queue(QUEUES["mail"], for_seconds=5) == 1

    assert kept_mail.kept() == []


def test_a_subject_has_room_for_a_reference_and_for_nothing_else() -> None:
    for subject in SUBJECTS.values():
        assert subject.format(reference="REQ-1").replace("REQ-1", "").isascii()


@pytest.fixture
def kept_mail(app: Flask) -> Folder:
    """The folder of the demonstration's mail, empty."""
    folder = app.config["SETTINGS"].data / "mail"
    for file in folder.glob("*.eml"):
        file.unlink()
    return Folder(folder)


def reader_of(session: Session, slug: str) -> UUID:
    name = slug.replace("-", " ").title()
    found = session.connection().execute(
        text("select person_id from owned.member where name = :name"), {"name": name}
    )
    return UUID(str(found.scalar_one()))
