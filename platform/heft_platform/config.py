"""What this machine says about how the service shall run. Everything that is missing or wrong is named at once."""

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from heft_tenants.file_keys import MasterKeys
from heft_tenants.preparing import KEY_FILE, LOGIN_ROLES, MASTER_KEY_FILE, ROLES_FILE
from heft_tenants.tokens import Signer

MASTER_KEY = re.compile(r"([1-9][0-9]{0,4}):([0-9a-f]{64})")


class WrongSettingsError(SystemExit):
    """The service cannot start; the message names every setting that is missing or wrong."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The settings of one process."""

    data: Path
    secret_key: str = field(repr=False)
    role_urls: Mapping[str, str] = field(repr=False)
    signer: Signer = field(repr=False)
    master_keys: MasterKeys = field(repr=False)
    redis_url: str = field(repr=False)
    smtp_url: str | None = field(repr=False)
    s3_endpoint: str | None
    s3_bucket: str | None
    sentry_dsn: str | None = field(repr=False)
    demo: bool
    service_name: str
    mail_from: str = "noreply@heft.example"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Read the settings.

        :raises WrongSettingsError: naming everything that is missing or wrong
        """
        reader = _Reader(environment)
        data = Path(environment.get("HEFT_DATA", "var"))
        settings = cls(
            data=data,
            secret_key=reader.needed("HEFT_SECRET_KEY"),
            role_urls=reader.role_urls(data),
            signer=reader.signer(data),
            master_keys=reader.master_keys(data),
            redis_url=reader.url("HEFT_REDIS_URL", {"redis", "rediss", "unix"}),
            smtp_url=environment.get("HEFT_SMTP_URL"),
            s3_endpoint=environment.get("HEFT_S3_ENDPOINT"),
            s3_bucket=reader.bucket(),
            sentry_dsn=environment.get("HEFT_SENTRY_DSN"),
            demo=environment.get("HEFT_DEMO") == "1",
            service_name=environment.get("HEFT_SERVICE_NAME", "Pastoral support"),
            mail_from=environment.get("HEFT_MAIL_FROM", cls.mail_from),
        )
        if reader.wrong:
            raise WrongSettingsError(
                "\n".join(["Heft cannot start:", *(f"- {line}" for line in reader.wrong)])
            )
        return settings

    def for_flask(self) -> dict[str, Any]:
        return {
            "SETTINGS": self,
            "SIGNER": self.signer,
            "SECRET_KEY": self.secret_key,
            "SQLALCHEMY_BINDS": dict(self.role_urls),
            "MAX_CONTENT_LENGTH": 26 * 1024 * 1024,
            "MAX_FORM_MEMORY_SIZE": 1024 * 1024,
            "SESSION_COOKIE_NAME": "heft" if self.demo else "__Host-heft",
            "SESSION_COOKIE_SECURE": not self.demo,
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
            "WTF_CSRF_TIME_LIMIT": None,
        }


class _Reader:
    """Reads settings and remembers what was wrong with them."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.environment = environment
        self.wrong: list[str] = []

    def needed(self, name: str) -> str:
        value = self.environment.get(name, "")
        if not value:
            self.wrong.append(f"{name} is missing")
        return value

    def url(self, name: str, schemes: set[str]) -> str:
        value = self.needed(name)
        if value and urlsplit(value).scheme not in schemes:
            self.wrong.append(
                f"{name} must begin with one of: {', '.join(sorted(f'{one}://' for one in schemes))}"
            )
        return value

    def role_urls(self, data: Path) -> dict[str, str]:
        kept = self._kept(data / ROLES_FILE)
        urls = {
            role: self.environment.get(f"HEFT_DATABASE_URL_{role.upper()}", kept.get(role, ""))
            for role in LOGIN_ROLES
        }
        missing = [role for role, url in urls.items() if not url]
        if missing:
            names = ", ".join(f"HEFT_DATABASE_URL_{role.upper()}" for role in missing)
            self.wrong.append(f"{names} missing: run `heft database prepare`, which makes the login roles")
        return {role: for_sqlalchemy(url) for role, url in urls.items()}

    def signer(self, data: Path) -> Signer:
        kept = self._kept(data / KEY_FILE)
        if not kept:
            self.wrong.append(
                f"{KEY_FILE} is missing: run `heft database prepare`, which makes the fence's key"
            )
            return Signer(0, b"")
        return Signer(int(kept["key_id"]), bytes.fromhex(str(kept["key"])))

    def master_keys(self, data: Path) -> MasterKeys:
        """Read what wraps the organisations' keys: `HEFT_FILES_KEY`, such as `1:<64 hexadecimal digits>`, or the file.

        After a new one was added (`1:…,2:…`), the old one stays for as long as a key is wrapped by it.
        """
        said = self.environment.get("HEFT_FILES_KEY") or self._kept(data / MASTER_KEY_FILE).get("keys", "")
        if not said:
            self.wrong.append(
                f"{MASTER_KEY_FILE} is missing, and HEFT_FILES_KEY too: run `heft database prepare`, which makes"
                " the key of all files"
            )
        parts = said.split(",") if said else []
        found = {int(one[1]): bytes.fromhex(one[2]) for one in map(MASTER_KEY.fullmatch, parts) if one}
        if len(found) != len(parts):
            self.wrong.append(
                "HEFT_FILES_KEY must look like 1:… with 64 hexadecimal digits; commas between several"
            )
        return MasterKeys(found)

    def bucket(self) -> str | None:
        bucket, endpoint = self.environment.get("HEFT_S3_BUCKET"), self.environment.get("HEFT_S3_ENDPOINT")
        if endpoint and not bucket:
            self.wrong.append("HEFT_S3_BUCKET is missing, although HEFT_S3_ENDPOINT is set")
        return bucket

    def _kept(self, path: Path) -> dict[str, str]:
        try:
            return dict(json.loads(path.read_text()))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            self.wrong.append(f"{path.name} cannot be read: {type(error).__name__}")
            return {}


def for_sqlalchemy(url: str) -> str:
    """Name the driver in a plain PostgreSQL address."""
    for plain in ("postgresql://", "postgres://"):
        if url.startswith(plain):
            return "postgresql+psycopg://" + url.removeprefix(plain)
    return url
