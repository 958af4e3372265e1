"""An organisation arrives: it is made together with its first person, who gets a link for a first password."""

from dataclasses import dataclass
from datetime import date, datetime

from flask import current_app
from marshmallow import ValidationError, validate

from heft_platform.accounts import services as accounts
from heft_platform.cluster import services as cluster
from heft_platform.cluster.services import OpenedOrganisation
from heft_platform.entering_by_command import within, within_cluster
from heft_platform.extensions import db
from heft_tenants.context import current
from heft_tenants.refusals import Refused

LONGEST_NAME = 100


class WrongAnswerError(Refused):
    """Something that was said cannot be; the words say what, and what would be right."""


@dataclass(frozen=True, kw_only=True)
class Arriving:
    """What is said of an organisation that arrives, and of its first person."""

    kind: str
    name: str
    slug: str
    person: str
    email: str
    role: str
    cluster: str | None = None  # the word of its authority in addresses; None: the only one
    new_cluster: str | None = None  # the name of the cluster that begins with an authority


@dataclass(frozen=True, kw_only=True)
class Arrived:
    """An organisation that is open. `token` is the secret part of a link; None: its first person has a password."""

    org_id: int
    name: str
    token: str | None


def arrive(said: Arriving, *, now: datetime, today: date) -> Arrived:
    """Make an organisation, as the page for it does; an authority begins a cluster of its own.

    :raises WrongAnswerError: if something that was said cannot be
    :raises heft_tenants.refusals.Refused: as `heft_platform.cluster.services` say; nothing is written then
    """
    _refuse_wrong_answers(said)
    opened = _begin_cluster(said, today) if said.new_cluster else _open(said, today)
    token = accounts.first_password_token(
        db.session(), person_id=opened.person_id, secret=current_app.config["SECRET_KEY"], now=now
    )
    db.session.remove()
    return Arrived(org_id=opened.org_id, name=opened.name, token=token)


def _open(said: Arriving, today: date) -> OpenedOrganisation:
    with within_cluster(said.cluster) as shared:
        opened = cluster.open_organisation(
            shared,
            kind=said.kind,
            name=said.name,
            slug=said.slug,
            person_name=said.person,
            email=said.email,
            role=said.role,
            today=today,
        )
        cluster_id = current().cluster
    with within(opened.org_id, cluster_id) as owned:
        accounts.list_member(
            owned, person_id=opened.person_id, name=said.person, role=said.role, email=said.email
        )
    return opened


def _begin_cluster(said: Arriving, today: date) -> OpenedOrganisation:
    return cluster.found_cluster(
        name=said.new_cluster or "",
        authority=said.name,
        slug=said.slug,
        administrator=said.person,
        email=said.email,
        password=None,
        today=today,
    )


def _refuse_wrong_answers(said: Arriving) -> None:
    try:
        validate.Email()(said.email)
    except ValidationError as error:
        raise WrongAnswerError(
            f"“{said.email}” is no e-mail address: enter one such as name@school.example."
        ) from error
    for words in (said.name, said.person):
        if not 0 < len(words.strip()) <= LONGEST_NAME:
            raise WrongAnswerError(f"A name has between 1 and {LONGEST_NAME} characters.")
    if said.new_cluster and said.kind != "authority":
        raise WrongAnswerError("Only an authority begins a cluster: leave out --new-cluster.")
    if said.kind == "authority" and not said.new_cluster:
        raise WrongAnswerError(
            "A cluster has one authority: name the cluster that begins with this one, with --new-cluster."
        )
