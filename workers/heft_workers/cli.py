"""The whole `heft` command: what the application offers, and its bell and workers."""

import logging
import signal
import threading

import click

from heft_platform.cli import heft
from heft_workers.bell import keep_ringing
from heft_workers.queues import QUEUES
from heft_workers.ringing import client_of
from heft_workers.self_check import wrong_with_database, wrong_with_redis
from heft_workers.warm import the_application
from heft_workers.worker import work as work_on

__all__ = ["heft"]


@heft.command()
def bell() -> None:
    """See what is due, and ring the workers."""
    stopped = threading.Event()
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, lambda *_: stopped.set())
    app = the_application()
    with app.app_context():
        keep_ringing(client_of(app.config["SETTINGS"].redis_url), stopped=stopped.is_set)


@heft.command()
@click.argument("queue", type=click.Choice(sorted(QUEUES)), envvar="HEFT_QUEUE")
def work(queue: str) -> None:
    """Do the work of one QUEUE."""
    logging.basicConfig(level=logging.INFO)
    work_on(queue, the_application().config["SETTINGS"].redis_url)


@heft.command()
def check() -> None:
    """Refuse a Redis or a database that would break a promise, naming everything that is wrong."""
    app = the_application()
    settings = app.config["SETTINGS"]
    client = client_of(settings.redis_url)
    wrong = [*wrong_with_redis(client, settings.redis_url), *wrong_with_database(app)]
    if wrong:
        raise click.ClickException("\n".join(wrong))
    click.echo("Redis and the database keep what is promised.")


if __name__ == "__main__":
    heft()
