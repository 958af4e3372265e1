"""Name everything about Redis and the database that would break a promise, and say what to do about it."""

import redis
from flask import Flask

from heft_workers.ringing import client_of
from heft_workers.self_check.of_database import wrong_with_database
from heft_workers.self_check.of_redis import wrong_with_redis

__all__ = ["what_is_wrong", "wrong_with_database", "wrong_with_redis"]


def what_is_wrong(app: Flask) -> list[str]:
    """Return everything that is wrong, a sentence for each. A Redis that is away is not wrong: the bell does without."""
    url = app.config["SETTINGS"].redis_url
    try:
        with client_of(url) as client:
            with_redis = list(wrong_with_redis(client, url))
    except (redis.ConnectionError, redis.TimeoutError) as error:
        if isinstance(error, redis.AuthenticationError):
            with_redis = ["Redis: it does not know this user and password. Look at HEFT_REDIS_URL"]
        else:
            with_redis = []
    return [*with_redis, *wrong_with_database(app)]
