"""The services that the environment names instead of ours, looked at before anything is started."""

import difflib
import os
import smtplib
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import unquote, urlsplit

import psycopg
import redis

from processes import answers

WITHIN = 4  # seconds for a service to answer
SETTINGS = {
    "HEFT_CHROMIUM",
    "HEFT_DATABASE_URL",
    *(f"HEFT_DATABASE_URL_{role}" for role in ("APP", "VISITOR", "ADMIN", "SIGNIN", "WORKER")),
    "HEFT_DATA",
    "HEFT_DEMO",
    "HEFT_FILES_KEY",
    "HEFT_MAIL_FROM",
    "HEFT_PG_BINDIR",
    "HEFT_PG_USER",
    "HEFT_REDIS_URL",
    "HEFT_S3_BUCKET",
    "HEFT_S3_ENDPOINT",
    "HEFT_SECRET_KEY",
    "HEFT_SENTRY_DSN",
    "HEFT_SERVICE_NAME",
    "HEFT_SMTP_URL",
}


def wrong_settings(
    said: Mapping[str, str] = os.environ, *, port: int | None = None, fresh: bool = False
) -> list[str]:
    """Return everything that is missing or wrong, a sentence for each; `fresh` asks for a database with nothing in it."""
    wrong = list(_misspelt(said))
    for name, look in LOOKS.items():
        if said.get(name):
            wrong += [f"{name}: {what}" for what in look(said)]
    if said.get("HEFT_S3_ENDPOINT") and not said.get("HEFT_S3_BUCKET"):
        wrong.append("HEFT_S3_BUCKET is missing, although HEFT_S3_ENDPOINT is set")
    if fresh and not wrong and said.get("HEFT_DATABASE_URL") and _is_used(said["HEFT_DATABASE_URL"]):
        wrong.append("HEFT_DATABASE_URL: --check does the main job, and needs a database with nothing in it")
    if port and answers(port):
        wrong.append(f"--port {port}: somebody listens there already")
    return wrong


def _misspelt(said: Mapping[str, str]) -> Iterator[str]:
    for name in sorted(said):
        if name.startswith("HEFT_") and name not in SETTINGS:
            for meant in difflib.get_close_matches(name, SETTINGS, n=1, cutoff=0.85):
                yield f"{name} is not a setting: {meant} is meant, it seems"


def _wrong_with_database(said: Mapping[str, str]) -> Iterator[str]:
    url = said["HEFT_DATABASE_URL"]
    if urlsplit(url).scheme not in {"postgresql", "postgres"}:
        yield "must begin with postgresql://"
        return
    try:
        with psycopg.connect(url, connect_timeout=WITHIN) as connection:
            row = connection.execute(
                "select current_setting('server_version_num')::int, rolsuper or rolcreaterole"
                " from pg_roles where rolname = current_user"
            ).fetchone()
    except (psycopg.Error, ValueError) as error:
        yield f"no connection: {_first_line(error)}"
        return
    version, may_make_roles = row or (0, False)
    if version < 150_000:
        yield "PostgreSQL 15 or newer is needed"
    if not may_make_roles:
        yield "this role may not create roles, which the migrator must"


def _is_used(url: str) -> bool:
    with psycopg.connect(url, connect_timeout=WITHIN) as connection:
        row = connection.execute("select to_regnamespace('fence') is not null").fetchone()
    return bool(row and row[0])


def _wrong_with_redis(said: Mapping[str, str]) -> Iterator[str]:
    url = said["HEFT_REDIS_URL"]
    if urlsplit(url).scheme not in {"redis", "rediss", "unix"}:
        yield "must begin with redis://, rediss:// or unix://"
        return
    try:
        client = redis.Redis.from_url(url, socket_connect_timeout=WITHIN, socket_timeout=WITHIN)
        kept = client.info("memory")["maxmemory_policy"]
    except (redis.RedisError, ValueError) as error:
        yield f"no connection: {_first_line(error)}"
        return
    if kept != "noeviction":
        yield f"its maxmemory-policy is {kept} and must be noeviction, or it would drop work without a word"


def _wrong_with_files(said: Mapping[str, str]) -> Iterator[str]:
    import boto3  # noqa: PLC0415  (half a second that only those pay who need it)
    from botocore.config import Config  # noqa: PLC0415
    from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415

    patience = Config(connect_timeout=WITHIN, read_timeout=WITHIN, retries={"max_attempts": 1})
    try:
        store = boto3.client("s3", endpoint_url=said.get("HEFT_S3_ENDPOINT") or None, config=patience)
        store.head_bucket(Bucket=said["HEFT_S3_BUCKET"])
    except (BotoCoreError, ClientError, ValueError) as error:
        yield f"the bucket cannot be used: {_first_line(error)}"


def _wrong_with_mail(said: Mapping[str, str]) -> Iterator[str]:
    address = urlsplit(said["HEFT_SMTP_URL"])
    speaks = {"smtp": smtplib.SMTP, "smtps": smtplib.SMTP_SSL}.get(address.scheme)
    if speaks is None or not address.hostname:
        yield "must begin with smtp:// or smtps:// and name a server"
        return
    try:
        with speaks(address.hostname, address.port or 0, timeout=WITHIN) as server:
            server.ehlo()
            if address.username:
                if address.scheme == "smtp":
                    server.starttls()
                server.login(unquote(address.username), unquote(address.password or ""))
    except (OSError, smtplib.SMTPException, ValueError) as error:
        yield f"no connection: {_first_line(error)}"


def _wrong_with_programs(said: Mapping[str, str]) -> Iterator[str]:
    if not os.access(os.path.join(said["HEFT_PG_BINDIR"], "postgres"), os.X_OK):  # noqa: PTH118
        yield "no program called postgres is there"


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]


LOOKS: Mapping[str, Callable[[Mapping[str, str]], Iterator[str]]] = {
    "HEFT_DATABASE_URL": _wrong_with_database,
    "HEFT_PG_BINDIR": _wrong_with_programs,
    "HEFT_REDIS_URL": _wrong_with_redis,
    "HEFT_S3_BUCKET": _wrong_with_files,
    "HEFT_SMTP_URL": _wrong_with_mail,
}
