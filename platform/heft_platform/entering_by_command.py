"""From a command to a context: somebody at the machine works for one organisation, and for nobody in it."""

from collections.abc import Generator
from contextlib import contextmanager

import click
from sqlalchemy.orm import Session

from heft_platform.accounts import services as accounts
from heft_platform.extensions import db
from heft_tenants.context import Context, Kind, working_as


@contextmanager
def within_school(slug: str) -> Generator[Session]:
    """Work for the school with this word in its addresses. Needs the application's context."""
    with _within(slug, "school", "org") as session:
        yield session


@contextmanager
def within_cluster(slug: str) -> Generator[Session]:
    """Work as the administrator of the cluster whose authority has this word in its addresses."""
    with _within(slug, "authority", "admin") as session:
        yield session


@contextmanager
def within_new_cluster(org: int, cluster: int) -> Generator[Session]:
    """Work as the administrator of a cluster that is just being made."""
    with _within_context(Context(kind="admin", org=org, cluster=cluster)) as session:
        yield session


@contextmanager
def _within(slug: str, kind: str, as_kind: Kind) -> Generator[Session]:
    door = accounts.door(db.session(), slug=slug)
    if door is None or door.kind != kind:
        raise click.ClickException(f"There is no {kind} “{slug}”.")
    with _within_context(Context(kind=as_kind, org=door.org_id, cluster=door.cluster_id)) as session:
        yield session


@contextmanager
def _within_context(context: Context) -> Generator[Session]:
    db.session.remove()
    with working_as(context):
        try:
            yield db.session()
            db.session.commit()
        finally:
            db.session.remove()
