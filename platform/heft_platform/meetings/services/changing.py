"""What a review does to the targets of a plan."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from heft_platform.held_programmes import HeldProgramme
from heft_platform.plans import services as plans
from heft_platform.plans.services import TargetView, TargetWords
from heft_platform.programmes import services as programmes
from heft_platform.programmes.services import ProgrammeView
from heft_tenants.refusals import ChangedMeanwhileError, Refused


class NewWordsMissingError(Refused):
    """A target is to be replaced, and nothing says by what."""


@dataclass(frozen=True, kw_only=True)
class NewWords:
    """How a target reads from now on, and in which version it was read before."""

    statement: str
    success: str
    aim: str
    why: str
    version: int


def change_targets(
    session: Session,
    *,
    programme: ProgrammeView,
    changes: Mapping[UUID, str],
    new_words: Mapping[UUID, NewWords],
    at: str,
    today: date,
) -> None:
    """Do to each target what was decided, as it is meant: keep, harder, easier, revise, close, replace or drop.

    One that is to change and has no new words yet is left for the plan's page.

    :raises ProgrammeClosedError: if the programme is closed
    :raises NewWordsMissingError: if a target is to be replaced, and nothing says by what
    :raises ChangedMeanwhileError: if somebody changed a target since it was read
    """
    held = programmes.hold_programme(session, programme_id=programme.id)
    for target in programme.targets:
        change, new = changes.get(target.id, "keep"), new_words.get(target.id)
        if new is not None and new.version != target.version:
            raise ChangedMeanwhileError
        if change == "drop":
            plans.drop_target(session, programme=held, target_id=target.id, today=today, why=f"Decided: {at}")
        elif change == "close":
            plans.drop_target(
                session, programme=held, target_id=target.id, today=today, why=f"Achieved: {at}"
            )
        elif change == "replace" and not (new and new.statement and new.success):
            raise NewWordsMissingError
        elif new is not None and change != "keep" and (new.statement or new.success or new.aim):
            _write(session, held, target, change, new, at, today)


def _write(
    session: Session,
    programme: HeldProgramme,
    target: TargetView,
    change: str,
    new: NewWords,
    at: str,
    today: date,
) -> None:
    words: TargetWords = {
        "statement": new.statement or target.statement,
        "success": new.success or target.success,
        "measure": target.measure,
        "horizon": target.horizon,
        "aim": new.aim or target.aim,
    }
    why = new.why or f"Decided: {at}"
    if change == "replace":
        plans.replace_target(
            session,
            programme=programme,
            target_id=target.id,
            version=target.version,
            why=why,
            today=today,
            **words,
        )
    elif change == "revise":
        plans.change_target(
            session, programme=programme, target_id=target.id, version=target.version, why=why, **words
        )
    else:
        plans.step_target(
            session,
            programme=programme,
            target_id=target.id,
            version=target.version,
            direction="up" if change == "harder" else "down",
            why=why,
            **words,
        )
