"""`heft library`: publish templates."""

from pathlib import Path

import click

from heft_platform import clock
from heft_platform.entering_by_command import within_cluster
from heft_platform.library import services
from heft_tenants.refusals import Refused


@click.group()
def library() -> None:
    """Keep the cluster's templates."""


@library.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--cluster", "slug", required=True, help="The word of the cluster’s authority in addresses.")
def publish(file: Path, slug: str) -> None:
    """Publish the template in FILE."""
    try:
        with within_cluster(slug) as session:
            text = file.read_text(encoding="utf-8")
            published = services.publish(session, text=text, file_name=file.name, now=clock.now())
    except services.TemplateFaultsError as error:
        raise click.ClickException("\n".join(["nothing was published.", *error.lines()])) from error
    except Refused as refusal:
        raise click.ClickException(str(type(refusal).__doc__)) from refusal
    click.echo(f"{published.label}, version {published.version}, is published.")
