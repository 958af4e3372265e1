"""The whole `heft` command: what the application offers, and its bell and workers."""

import logging
import signal
import threading

import click
import psycopg
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from heft_platform import logs
from heft_platform.cli import heft
from heft_platform.operations.commands import jobs
from heft_workers import points
from heft_workers.bell import keep_ringing
from heft_workers.queues import QUEUES
from heft_workers.reconciling import reconciled
from heft_workers.ringing import client_of
from heft_workers.self_check import what_is_wrong
from heft_workers.warm import the_application
from heft_workers.worker import work as work_on

__all__ = ["heft"]
log = logging.getLogger(__name__)


@heft.command()
def bell() -> None:
    """See what is due, and ring the workers."""
    stopped = threading.Event()
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, lambda *_: stopped.set())
    app = _ready()
    with app.app_context():
        keep_ringing(client_of(app.config["SETTINGS"].redis_url), stopped=stopped.is_set)


@heft.command()
@click.argument("queue", type=click.Choice(sorted(QUEUES)), envvar="HEFT_QUEUE")
def work(queue: str) -> None:
    """Do the work of one QUEUE."""
    work_on(queue, _ready().config["SETTINGS"].redis_url)


@heft.command()
def check() -> None:
    """Refuse a Redis or a database that would break a promise, naming everything that is wrong."""
    if wrong := what_is_wrong(the_application()):
        raise click.ClickException("\n".join(wrong))
    click.echo("Redis and the database keep what is promised.")


@jobs.command()
def reconcile() -> None:
    """Find what cannot be, mend what can be mended, and say so. The bell does the same every five minutes."""
    found = [one for step in reconciled() for one in step]
    for one in found:
        click.echo(f"{one.what}: found {one.found}, mended {one.mended}")
    click.echo("Nothing is lost." if not found else "What was not mended needs somebody to look at it.")
    if any(one.mended < one.found for one in found):
        raise SystemExit(1)


def _ready() -> Flask:
    """Return the application, unless something is wrong that would break a promise. The demonstration only says so."""
    app = the_application()
    logs.start()
    settings = app.config["SETTINGS"]
    if not settings.demo:
        points.refuse_in_production()
    try:
        wrong = what_is_wrong(app)
    except (SQLAlchemyError, psycopg.Error):
        log.warning("The database is away; it is looked at when it is back")
        return app
    if wrong and not settings.demo:
        raise click.ClickException("\n".join(wrong))
    for sentence in wrong:
        click.echo(f"In the demonstration this is let pass. {sentence}", err=True)
    return app


if __name__ == "__main__":
    heft()
