"""`heft jobs`: what the operators' page says and does, for whoever is at the machine."""

import json
from dataclasses import asdict
from uuid import UUID

import click
from sqlalchemy.orm import Session

from heft_platform.entering_by_command import within_cluster
from heft_platform.operations import services
from heft_platform.operations.services import TroubleView, WorkView
from heft_platform.words import duration, number_of

of_cluster = click.option(
    "--cluster", "slug", help="The word of the cluster’s authority in addresses, if there are several."
)


@click.group()
def jobs() -> None:
    """The work behind the pages, for those who operate the service."""


@jobs.command("list")
@of_cluster
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def list_(slug: str | None, *, as_json: bool) -> None:
    """Say what waits, what is stuck and why. Ends with 1 if something is stuck or was given up."""
    with within_cluster(slug) as session:
        work = services.read_work(session)
    if as_json:
        click.echo(json.dumps(asdict(work), default=str))
    else:
        _say(work)
    if work.stuck:
        raise SystemExit(1)


@jobs.command()
@click.argument("which", type=click.UUID, required=False)
@click.option("--all", "everything", is_flag=True, help="Everything that is stuck or was given up.")
@of_cluster
def retry(which: UUID | None, slug: str | None, *, everything: bool) -> None:
    """Have the piece of work WHICH done now, or everything that is stuck."""
    if (which is None) != everything:
        raise click.UsageError("Name one piece of work, as `heft jobs list` does, or say --all.")
    with within_cluster(slug) as session:
        tried = services.try_all_again(session) if which is None else _retry_one(session, which)
    click.echo(f"{number_of(tried, 'piece')} of work will be tried again now.")


def _retry_one(session: Session, which: UUID) -> int:
    work = services.read_work(session)
    org = next((one.org_id for one in (*work.stuck, *work.failing) if one.id == which), None)
    if org is None:
        raise click.ClickException("Nothing that failed has this id: `heft jobs list` names what has.")
    try:
        services.try_again(session, org=org, work_id=which)
    except services.NotToBeTriedError as refusal:
        raise click.ClickException(str(type(refusal).__doc__)) from refusal
    return 1


def _say(work: WorkView) -> None:
    for queue in work.queues:
        late = f", the oldest for {duration(queue.oldest)}" if queue.due else ""
        click.echo(
            f"{queue.title}: {queue.due} waiting{late}; {queue.under_way} in hand,"
            f" {queue.paused} tried again, {queue.timers} later"
        )
    for heading, troubles in (("Stuck or given up", work.stuck), ("Tried again by itself", work.failing)):
        if troubles:
            click.echo(f"\n{heading}:")
        for one in troubles:
            click.echo(_line(one))
    if not work.stuck:
        click.echo("\nNothing is stuck.")


def _line(one: TroubleView) -> str:
    return f"  {one.id}  {one.work}, for {one.organisation}; {number_of(one.tries, 'try', 'tries')}. {one.reason.why} {one.reason.do}"
