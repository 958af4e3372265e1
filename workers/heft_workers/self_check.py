"""Name everything about Redis and the database that would break a promise."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import redis
from flask import Flask
from sqlalchemy import text

from heft_platform.extensions import db
from heft_workers.ringing import client_of

THIS_MACHINE = {"127.0.0.1", "localhost", "::1", None}  # None: a socket in the file system


def what_is_wrong(app: Flask) -> list[str]:
    """Return everything that is wrong, a sentence for each. A Redis that is away is not wrong: the bell does without."""
    url = app.config["SETTINGS"].redis_url
    try:
        with_redis = list(wrong_with_redis(client_of(url), url))
    except (redis.ConnectionError, redis.TimeoutError) as error:
        if isinstance(error, redis.AuthenticationError):
            with_redis = ["Redis: it does not know this user and password"]
        else:
            with_redis = []
    return [*with_redis, *wrong_with_database(app)]


def wrong_with_redis(client: redis.Redis, url: str) -> Iterator[str]:
    """Give what is wrong with Redis in words that say which setting it is."""
    memory, persistence = client.info("memory"), client.info("persistence")
    if memory["maxmemory_policy"] != "noeviction":
        yield f"Redis: maxmemory-policy is {memory['maxmemory_policy']}: it would drop bells without a word"
    if not persistence["aof_enabled"]:
        yield "Redis: appendonly is off: a restart would forget every bell"
    if client.acl_whoami() in {b"default", "default"}:
        yield "Redis: signed in as the default user, who may do everything"
    address = urlsplit(url)
    if address.scheme != "rediss" and address.hostname not in THIS_MACHINE:
        yield "Redis: on another machine, without TLS"
    try:
        client.config_get("maxmemory-policy")
    except redis.exceptions.NoPermissionError:
        return
    yield "Redis: this user may read and change the settings, and so empty it"


def wrong_with_database(app: Flask) -> Iterator[str]:
    """Give what is wrong with the workers' role."""
    with app.app_context():
        engine = db.engines["worker"]
        try:
            with engine.begin() as connection:
                for sentence, is_so in FAULTS_OF_THE_ROLE.items():
                    if connection.scalar(text(is_so)):
                        yield f"Postgres: {sentence}"
        finally:
            engine.dispose()  # a worker forks, and no connection may go with it


FAULTS_OF_THE_ROLE = {
    "signed in as a superuser: every fence is open": "select current_setting('is_superuser')::bool",
    "this role passes row security": "select not row_security_active('owned.outbox')",
    "this role reads what is due for every organisation": "select has_table_privilege('fence.due', 'select')",
    "rows are seen without an organisation": "select exists (select from owned.outbox)",
}
