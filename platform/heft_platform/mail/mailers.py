"""Who takes a message: a mail server, or a folder that the demonstration shows."""

import smtplib
import ssl
from email import message_from_bytes
from email.message import EmailMessage, Message
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
        name = "".join(character for character in str(message["Message-ID"]) if character.isalnum() or character == "-")
        (self._folder / f"{name}.eml").write_bytes(message.as_bytes())

    def kept(self) -> list[Message]:
        """Return every message, the newest first."""
        files = sorted(self._folder.glob("*.eml"), key=lambda file: file.stat().st_mtime, reverse=True)
        return [message_from_bytes(file.read_bytes()) for file in files]


class MailServer:
    """Hands messages to an SMTP server: smtp://, or smtps:// with TLS from the first word."""

    def __init__(self, url: str) -> None:
        self._address = urlsplit(url)

    def send(self, message: EmailMessage) -> None:
        host, port = self._address.hostname or "localhost", self._address.port
        try:
            if self._address.scheme == "smtps":
                context = ssl.create_default_context()
                with smtplib.SMTP_SSL(host, port or 465, timeout=PATIENCE, context=context) as server:
                    self._hand_over(server, message)
            else:
                with smtplib.SMTP(host, port or 25, timeout=PATIENCE) as server:
                    self._hand_over(server, message)
        except smtplib.SMTPException as error:
            raise OSError(type(error).__name__) from error

    def _hand_over(self, server: smtplib.SMTP, message: EmailMessage) -> None:
        if self._address.username:
            server.login(unquote(self._address.username), unquote(self._address.password or ""))
        server.send_message(message)


def mailer_of(settings: Settings) -> Mailer:
    """Return who takes messages on this machine."""
    return MailServer(settings.smtp_url) if settings.smtp_url else folder_of(settings)


def folder_of(settings: Settings) -> Folder:
    return Folder(settings.data / "mail")
