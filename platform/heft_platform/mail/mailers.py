"""Who takes a message: a mail server, or a folder that the demonstration shows."""

import smtplib
import ssl
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from heft_platform.config import Settings

PATIENCE = 10.0  # seconds


class Mailer(Protocol):
    """Takes a message, or raises OSError."""

    def send(self, message: EmailMessage) -> None: ...


class Folder:
    """Keeps messages as files, one for each Message-ID: sent twice, it is kept once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, message: EmailMessage) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        name = "".join(letter for letter in str(message["Message-ID"]) if letter.isalnum() or letter == "-")
        unfinished = self._folder / f"{name}.part"
        unfinished.write_bytes(message.as_bytes())
        unfinished.replace(self._folder / f"{name}.eml")  # whole, or not there

    def kept(self) -> list[EmailMessage]:
        """Return every message, the newest first."""
        files = sorted(self._folder.glob("*.eml"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
        return [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]


class MailServer:
    """Hands messages to an SMTP server: smtp://, or smtps:// with TLS from the first word."""

    def __init__(self, url: str) -> None:
        address = urlsplit(url)
        self._host, self._port = address.hostname or "localhost", address.port or 0  # 0: the usual one
        self._tls_at_once = address.scheme == "smtps"
        self._user, self._password = unquote(address.username or ""), unquote(address.password or "")

    def send(self, message: EmailMessage) -> None:
        try:
            with self._connect() as server:
                self._speak_privately(server)
                if self._user:
                    server.login(self._user, self._password)
                server.send_message(message)
        except smtplib.SMTPException as error:  # its words may name the reader
            raise OSError(type(error).__name__) from None

    def _connect(self) -> smtplib.SMTP:
        if self._tls_at_once:
            tls = ssl.create_default_context()
            return smtplib.SMTP_SSL(self._host, self._port, timeout=PATIENCE, context=tls)
        return smtplib.SMTP(self._host, self._port, timeout=PATIENCE)

    def _speak_privately(self, server: smtplib.SMTP) -> None:
        server.ehlo()
        if not self._tls_at_once and (self._user or server.has_extn("starttls")):
            server.starttls(context=ssl.create_default_context())  # a password never goes in the clear


def mailer_of(settings: Settings) -> Mailer:
    """Return who takes messages on this machine."""
    return MailServer(settings.smtp_url) if settings.smtp_url else folder_of(settings)


def folder_of(settings: Settings) -> Folder:
    return Folder(settings.data / "mail")
