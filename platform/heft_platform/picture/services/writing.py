"""Write what is known of an area: always all of it, as a new version."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from heft_platform.audit.services import Telling, record
from heft_platform.kept_versions import Writer, write_version
from heft_platform.picture.areas import Area
from heft_platform.picture.services.reading import TABLE_OF_CLASS
from heft_tenants.refusals import ChangedMeanwhileError, Refused
from heft_tenants.visibility import Visibility

WITH_A_NEED = {"K", "E"}
CHANGED, GUARDED = "picture.changed", "safeguarding"
TELLS_OF_GUARDED = Telling(
    action=CHANGED, field=GUARDED
)  # that there is something only the safeguarding lead may know


class NeedMissingError(Refused):
    """A pupil with SEN support or an EHC plan has no type of need."""


class NeedWithoutProvisionError(Refused):
    """A pupil without SEN support or an EHC plan has a type of need."""


class OnlyWithSupportError(Refused):
    """“No specialist assessment” is a type of need of SEN support alone."""


class SameNeedTwiceError(Refused):
    """The second type of need is the first one again."""


def save_area(
    session: Session,
    *,
    pupil_id: UUID,
    area: Area,
    version: int,
    answers: Mapping[str, Any],
    source: str,
    writer: Writer,
    now: datetime,
) -> None:
    """Keep what was answered in an area that was read in this version, and that it was checked now.

    :raises ChangedMeanwhileError: if it has another version by now
    :raises NeedMissingError: if SEN support or an EHC plan comes without a type of need
    :raises NeedWithoutProvisionError: if a type of need comes without them
    :raises OnlyWithSupportError: if there is an EHC plan without a specialist assessment
    :raises SameNeedTwiceError: if both types of need are the same
    """
    if area.code == "sen":
        _check_needs(answers)
    table = TABLE_OF_CLASS[area.visibility]
    newest = select(func.max(table.version)).where(table.pupil_id == pupil_id, table.area == area.code)
    if (session.scalar(newest) or 0) != version:
        raise ChangedMeanwhileError
    write_version(
        session,
        table,
        version=version,
        writer=writer,
        now=now,
        pupil_id=pupil_id,
        area=area.code,
        answers={name: _plain(answer) for name, answer in answers.items() if answer not in {None, ""}},
        source=source,
    )
    is_guarded = area.visibility == Visibility.SAFEGUARDING
    record(
        session,
        action=CHANGED,
        thing="pupil",
        thing_id=pupil_id,
        pupil_id=pupil_id,
        fields=(GUARDED,) if is_guarded else (area.code,),
    )


def _check_needs(answers: Mapping[str, Any]) -> None:
    provision = answers.get("provision")
    first, second = answers.get("need_primary"), answers.get("need_secondary")
    if provision in WITH_A_NEED and not first:
        raise NeedMissingError
    if (first or second) and provision not in WITH_A_NEED:
        raise NeedWithoutProvisionError
    if second and second == first:
        raise SameNeedTwiceError
    if "NSA" in {first, second} and provision != "K":
        raise OnlyWithSupportError


def _plain(answer: Any) -> str:
    return answer.isoformat() if isinstance(answer, date) else str(answer)
