"""Name everything about Redis and the database that would break a promise."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import redis
from flask import Flask
from sqlalchemy import text

from heft_platform.extensions import db


def wrong_with_redis(client: redis.Redis, url: str) -> Iterator[str]:
    """Give what is wrong with Redis in words that say which setting it is."""
    memory, persistence = client.info("memory"), client.info("persistence")
    if memory["maxmemory_policy"] != "noeviction":
        yield f"Redis: maxmemory-policy is {memory['maxmemory_policy']}: it would drop bells without a word"
    if not persistence["aof_enabled"]:
        yield "Redis: appendonly is off: a restart would forget every bell"
    if client.execute_command("ACL", "WHOAMI") in {b"default", "default"}:
        yield "Redis: signed in as the default user, who may do everything"
    if urlsplit(url).hostname not in {"127.0.0.1", "localhost", "::1", None} and urlsplit(url).scheme != "rediss":
        yield "Redis: on another machine, without TLS"
    try:
        client.config_get("maxmemory-policy")
    except redis.exceptions.NoPermissionError:
        return
    yield "Redis: this user may read and change the settings, and so empty it"


def wrong_with_database(app: Flask) -> Iterator[str]:
    """Give what is wrong with the workers' role."""
    with app.app_context(), db.engines["worker"].begin() as connection:
        if connection.scalar(text("select current_setting('is_superuser')")) == "on":
            yield "Postgres: signed in as a superuser: every fence is open"
        if not connection.scalar(text("select row_security_active('owned.outbox')")):
            yield "Postgres: this role passes row security"
        if connection.scalar(text("select has_table_privilege('fence.due', 'SELECT')")):
            yield "Postgres: this role reads what is due for every organisation"
        if connection.scalar(text("select count(*) from owned.outbox")):
            yield "Postgres: rows are seen without an organisation"
