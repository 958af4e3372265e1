"""What would let Redis drop bells without a word, or let somebody in who rings others."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import redis

from heft_workers.ringing import client_of

THIS_MACHINE = {"127.0.0.1", "localhost", "::1", None}  # None: a socket in the file system
NOT_OF_RQ = "heft:of-nobody"  # no key and no channel of ours is called so

# What a user of ours must be refused, each tried in a way that does nothing where it is not refused.
TOO_MUCH: dict[str, Callable[[redis.Redis], Any]] = {
    "may read and change the settings, and so empty it. Take it away: -@admin -@dangerous": (
        lambda client: client.config_get("maxmemory-policy")
    ),
    "may list all keys, and empty everything. Take it away: -@dangerous": (
        lambda client: client.keys(NOT_OF_RQ)
    ),
    "may use keys that are not RQ’s. Let it have ~rq:* only": lambda client: client.exists(NOT_OF_RQ),
    "may speak on channels that are not RQ’s. Let it have resetchannels &rq:* only": (
        lambda client: client.publish(NOT_OF_RQ, "")
    ),
}


def wrong_with_redis(client: redis.Redis, url: str) -> Iterator[str]:
    """Give what is wrong with Redis, in words that say which setting it is and what it should be.

    :raises redis.ConnectionError: if it does not answer, or does not know us
    """
    try:
        yield from _wrong_settings(client)
        user = client.acl_whoami()
    except redis.exceptions.NoPermissionError:
        yield "Redis: this user may not ask what the settings are. Let it: +info +acl|whoami"
        return
    address = urlsplit(url)
    if address.scheme != "rediss" and address.hostname not in THIS_MACHINE:
        yield "Redis: on another machine, without TLS. Begin HEFT_REDIS_URL with rediss://"
    if user in {b"default", "default"}:
        yield "Redis: signed in as the default user, who may do everything. Give bell and workers users of their own"
    if _lets_anybody_in(url):
        yield "Redis: it lets anybody in without a password. Set: user default off"
    for what, attempt in TOO_MUCH.items():
        if _is_done(attempt, client):
            yield f"Redis: this user {what}"


def _wrong_settings(client: redis.Redis) -> Iterator[str]:
    policy, persistence = client.info("memory")["maxmemory_policy"], client.info("persistence")
    if policy != "noeviction":
        yield f"Redis: maxmemory-policy is {policy}: it would drop bells without a word. Set: maxmemory-policy noeviction"
    if not persistence["aof_enabled"]:
        yield "Redis: appendonly is off: a restart would forget every bell. Set: appendonly yes"
    elif persistence.get("aof_last_write_status") != "ok":
        yield "Redis: it cannot write what it should remember. Make room on its disk"


def _lets_anybody_in(url: str) -> bool:
    address = urlsplit(url)
    nobody = address._replace(netloc=address.netloc.rpartition("@")[2])
    with client_of(urlunsplit(nobody)) as client:
        return _is_done(lambda stranger: stranger.ping(), client)


def _is_done(attempt: Callable[[redis.Redis], Any], client: redis.Redis) -> bool:
    try:
        attempt(client)
    except (redis.ResponseError, redis.AuthenticationError):
        return False
    return True
