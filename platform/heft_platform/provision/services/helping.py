"""Help for a pupil: what is given now, what was given before, and what came of it."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from heft_platform.audit.services import record
from heft_platform.kept_versions import (
    Writer,
    check_version,
    newest,
    standing,
    take_out,
    versions_of,
    write_version,
)
from heft_platform.named import PUPIL
from heft_platform.provision.models import Provision
from heft_platform.provision.services.in_programmes import provision_rules
from heft_platform.provision.views import ProvisionView
from heft_platform.refusals import EndsBeforeItBeginsError
from heft_tenants.ids import uuid7
from heft_tenants.refusals import Refused
from heft_tenants.together import Question, Statement, built_once

SAID = (
    *("what", "category", "wave", "intervention_id", "who", "how_often", "hours", "cost_pence"),
    *("starts_on", "ends_on", "why", "is_earlier", "impact", "impact_words"),
)


class StartMissingError(Refused):
    """Help that is given now, or will be, has no first day."""


class WhatCameOfItMissingError(Refused):
    """Earlier help does not say what came of it."""


def provision_of(session: Session, *, pupil_id: UUID, today: date) -> list[ProvisionView]:
    """Return all help of a pupil: now, planned, ended and earlier, as it was first written down."""
    return provision_asked(pupil_id=pupil_id, today=today).ask(session)


def provision_asked(*, pupil_id: UUID, today: date) -> Question[list[ProvisionView]]:
    """Ask for all help of a pupil, for pages that ask for more at once."""
    return Question(
        lambda rows: [_view(row, today) for row in rows if not row.is_taken_out],
        _help(),
        pupil=pupil_id,
    )


@built_once
def _help() -> Statement:
    return newest(Provision).where(Provision.pupil_id == PUPIL)


def current_by_pupil(
    session: Session, *, pupil_ids: Collection[UUID], today: date
) -> dict[UUID, list[ProvisionView]]:
    """Return what several pupils get now; those who get nothing are not in it."""
    by_pupil: dict[UUID, list[ProvisionView]] = {}
    asked = newest(Provision).where(Provision.pupil_id.in_(pupil_ids))
    for row in standing(session, asked) if pupil_ids else ():
        if (view := _view(row, today)).state == "now":
            by_pupil.setdefault(row.pupil_id, []).append(view)
    return by_pupil


def school_map(session: Session, *, today: date) -> list[ProvisionView]:
    """Return all help that is given in the school now, or will be."""
    everything = (_view(row, today) for row in standing(session, newest(Provision)))
    return [one for one in everything if one.state in {"now", "planned"}]


def provision_versions(
    session: Session, *, pupil_id: UUID, provision_id: UUID, today: date
) -> list[ProvisionView]:
    """Return every version of one kind of help, the newest first; none if the pupil has no such help."""
    found = versions_of(session, Provision, thing_id=provision_id)
    return [_view(row, today) for row in found if row.pupil_id == pupil_id]


def add_provision(
    session: Session, *, pupil_id: UUID, values: dict[str, Any], writer: Writer, now: datetime
) -> UUID:
    """Write down help for a pupil and return its id.

    :raises EndsBeforeItBeginsError: if its last day lies before its first
    :raises StartMissingError: if it is not earlier help and has no first day
    :raises WhatCameOfItMissingError: if it is earlier help and does not say what came of it
    :raises WaveNotOnMapError: if the map of the pupil’s programmes has no such wave, and it is not earlier help
    """
    _check(values)
    _refuse_off_the_map(session, pupil_id, values)
    provision_id = uuid7()
    _write(session, provision_id, pupil_id, 0, values, writer, now)
    _record(session, "added", provision_id, pupil_id)
    return provision_id


def change_provision(
    session: Session,
    *,
    pupil_id: UUID,
    provision_id: UUID,
    version: int,
    values: dict[str, Any],
    writer: Writer,
    now: datetime,
) -> None:
    """Change help that was read in this version.

    :raises ChangedMeanwhileError: if it has another version by now
    :raises EndsBeforeItBeginsError: if its last day lies before its first
    :raises StartMissingError: if it is not earlier help and has no first day
    :raises WhatCameOfItMissingError: if it is earlier help and does not say what came of it
    :raises WaveNotOnMapError: if it gets a wave that the map of the pupil’s programmes does not have
    """
    _check(values)
    before = versions_of(session, Provision, thing_id=provision_id)[0]
    if before.is_earlier or values["wave"] != before.wave:
        _refuse_off_the_map(session, pupil_id, values)
    check_version(before, version)
    _write(session, provision_id, pupil_id, version, values, writer, now)
    _record(session, "changed", provision_id, pupil_id)


def take_provision_out(
    session: Session, *, pupil_id: UUID, provision_id: UUID, writer: Writer, now: datetime
) -> None:
    """Take out help that was written down by mistake. What ended is not taken out: it has a last day."""
    found = versions_of(session, Provision, thing_id=provision_id)[0]
    if not found.is_taken_out:
        take_out(session, found, writer=writer, now=now)
        _record(session, "taken_out", provision_id, pupil_id)


def _check(values: dict[str, Any]) -> None:
    starts, ends = values["starts_on"], values["ends_on"]
    if starts and ends and ends < starts:
        raise EndsBeforeItBeginsError
    if not values["is_earlier"] and not starts:
        raise StartMissingError
    if values["is_earlier"] and not values["impact_words"]:
        raise WhatCameOfItMissingError


def _refuse_off_the_map(session: Session, pupil_id: UUID, values: dict[str, Any]) -> None:
    if not values["is_earlier"]:
        provision_rules(session, pupil_id=pupil_id).refuse_wave(values["wave"])


def _write(
    session: Session,
    provision_id: UUID,
    pupil_id: UUID,
    version: int,
    values: dict[str, Any],
    writer: Writer,
    now: datetime,
) -> None:
    write_version(
        session,
        Provision,
        version=version,
        writer=writer,
        now=now,
        id=provision_id,
        pupil_id=pupil_id,
        is_taken_out=False,
        **values,
    )


def _view(row: Provision, today: date) -> ProvisionView:
    return ProvisionView(
        id=row.id,
        pupil_id=row.pupil_id,
        version=row.version,
        is_taken_out=row.is_taken_out,
        writer=row.writer_name,
        written_at=row.written_at,
        today=today,
        **{name: getattr(row, name) for name in SAID},
    )


def _record(session: Session, deed: str, provision_id: UUID, pupil_id: UUID) -> None:
    record(
        session,
        action=f"provision.{deed}",
        thing="provision",
        thing_id=provision_id,
        pupil_id=pupil_id,
        fields=SAID if deed != "taken_out" else (),
    )
