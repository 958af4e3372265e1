"""`heft people`: passwords, and the lists of the organisations that people belong to."""

import click

from heft_platform import clock
from heft_platform.accounts import services as accounts
from heft_platform.extensions import db
from heft_tenants.context import Context, working_as


@click.group()
def people() -> None:
    """Let people sign in."""


@people.command("set-password")
@click.argument("email")
@click.password_option()
def set_password(email: str, password: str) -> None:
    """Set the password of the person with EMAIL, and put them on the list of each of their organisations."""
    who = accounts.set_password(db.session(), email=email, password=password, today=clock.today())
    if who is None:
        raise click.ClickException(f"Nobody has the address {email}.")
    db.session.commit()
    for place in who.places:
        db.session.remove()
        with working_as(Context(kind="org", org=place.org, cluster=place.cluster)):
            accounts.list_member(
                db.session(), person_id=who.person_id, name=who.name, role=place.role, email=who.email
            )
            db.session.commit()
            db.session.remove()
    click.echo(f"{who.name} can sign in.")
