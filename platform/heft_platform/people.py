"""`heft people`: passwords, and the lists of the organisations that people belong to."""

from datetime import timedelta

import click

from heft_platform import clock
from heft_platform.accounts import services as accounts
from heft_platform.cases import services as cases
from heft_platform.entering_by_command import within
from heft_platform.extensions import db


@click.group()
def people() -> None:
    """Let people sign in."""


@people.command("set-password")
@click.argument("email")
@click.password_option()
def set_password(email: str, password: str) -> None:
    """Set the password of the person with EMAIL, and put them on the list of each of their organisations."""
    try:
        who = accounts.set_password(db.session(), email=email, password=password, today=clock.today())
    except accounts.PasswordTooShortError as refusal:
        raise click.ClickException(str(refusal.__doc__)) from refusal
    if who is None:
        raise click.ClickException(f"Nobody has the address {email}.")
    db.session.commit()
    for place in who.places:
        with within(place.org, place.cluster) as session:
            accounts.list_member(
                session, person_id=who.person_id, name=who.name, role=place.role, email=who.email
            )
    click.echo(f"{who.name} can sign in.")


@people.command()
@click.argument("email")
@click.argument("slug")
def leave(email: str, slug: str) -> None:
    """End now what the person with EMAIL may do at the organisation with SLUG in its addresses, and at its cases."""
    door = accounts.door(db.session(), slug=slug)
    if door is None:
        raise click.ClickException(f"There is no organisation “{slug}”.")
    yesterday = clock.today() - timedelta(days=1)
    person_id = accounts.end_membership(db.session(), email=email, org_id=door.org_id, last_day=yesterday)
    if person_id is None:
        raise click.ClickException(f"Nobody with the address {email} works for {door.name}.")
    db.session.commit()
    with within(door.org_id, door.cluster_id) as session:
        accounts.take_off_list(session, person_id=person_id, today=clock.today())
        cases.leave_all_cases(session, person_id=person_id, today=clock.today())
    click.echo(f"{email} no longer works for {door.name}, and is signed out.")
