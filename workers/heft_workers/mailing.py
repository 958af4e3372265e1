"""Send a message. The world outside may get it twice, and knows by the key that it is one."""

from flask import current_app
from sqlalchemy.orm import Session

from heft_platform import clock
from heft_platform.config import Settings
from heft_platform.mail import services as mail
from heft_platform.mail.mailers import mailer_of
from heft_workers.work import Outside, Record, Work


def send_mail(session: Session, work: Work) -> Outside | None:
    envelope = mail.envelope_of(session, message_id=work.ref)
    if envelope is None:
        return None  # sent already, or its reader has left

    def go_out(key: str) -> Record:
        settings: Settings = current_app.config["SETTINGS"]
        mail.send(envelope, key=key, sender=settings.mail_from, mailer=mailer_of(settings))
        return _note_sent

    return go_out


def _note_sent(session: Session, work: Work) -> None:
    mail.mark_sent(session, message_id=work.ref, now=clock.now())
