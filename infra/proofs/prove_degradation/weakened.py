"""Heft weakened on purpose, in a world worse than we promise for: what the figures must show."""

from breakable.ground import Change

APP = "platform/heft_platform/app.py"
KEEP = "    if response.status_code < 400 or g.get("
ASK_REDIS = (
    "    import os, redis, flask\n"
    "    redis.Redis.from_url(os.environ['HEFT_REDIS_URL'], socket_timeout=1).ping()\n"
)
FORGET_NOTES = "    if flask.request.path.endswith('/notes'):\n        return response\n"
ASKS_REDIS_AND_FORGETS_NOTES: Change = (APP, KEEP, ASK_REDIS + FORGET_NOTES + KEEP)
COMES_BACK_AFTER = 2.5  # seconds that Postgres is away: more than we promise to make up for
