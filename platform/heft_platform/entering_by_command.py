"""From a command to a context: somebody at the machine works for one organisation, and for nobody in it.

All of it needs the application's context.
"""

from collections.abc import Generator
from contextlib import contextmanager

import click
from sqlalchemy.orm import Session

from heft_platform.accounts import services as accounts
from heft_platform.extensions import db
from heft_tenants.context import Context, Kind, working_as


@contextmanager
def within_school(slug: str) -> Generator[Session]:
    """Work for the school with this word in its addresses."""
    door = accounts.door(db.session(), slug=slug)
    if door is None or door.kind != "school":
        raise click.ClickException(f"There is no school “{slug}”.")
    if door.left_at is not None:
        raise click.ClickException(f"{door.name} has left: nothing can be done there.")
    with within(door.org_id, door.cluster_id) as session:
        yield session


@contextmanager
def within_cluster(slug: str | None) -> Generator[Session]:
    """Work as the administrator of the cluster whose authority has this word in its addresses; of the only one if None."""
    authorities = [
        door for door in accounts.doors_of_kind(db.session(), kind="authority") if door.left_at is None
    ]
    chosen = [door for door in authorities if slug in {None, door.slug}]
    if len(chosen) != 1:
        known = (
            ", ".join(door.slug for door in authorities) or "none yet: make one with `heft cluster create`"
        )
        said = f"There is no cluster “{slug}”." if slug else "Say which cluster is meant, with --cluster."
        # It ends with 2, for 1 says to a monitor that something is stuck.
        raise click.UsageError(f"{said} There are: {known}.")
    with within(chosen[0].org_id, chosen[0].cluster_id, kind="admin") as session:
        yield session


@contextmanager
def administrating(cluster: int) -> Generator[Session | None]:
    """Work as the administrator of a cluster that has a number; nobody does where no authority is left."""
    authorities = accounts.doors_of_kind(db.session(), kind="authority")
    ours = [door for door in authorities if door.cluster_id == cluster and door.left_at is None]
    if not ours:
        yield None
        return
    with within(ours[0].org_id, cluster, kind="admin") as session:
        yield session


@contextmanager
def within(org: int, cluster: int, *, kind: Kind = "org") -> Generator[Session]:
    """Work for an organisation; what is done is kept when the block ends well."""
    db.session.remove()
    with working_as(Context(kind=kind, org=org, cluster=cluster)):
        try:
            yield db.session()
            db.session.commit()
        finally:
            db.session.remove()
