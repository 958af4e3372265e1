"""Write, change, step and replace targets. Each deed keeps who, when, why, and what was before and after."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Literal, TypedDict, Unpack
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from heft_platform.held_programmes import HeldProgramme
from heft_platform.plans.models import Target
from heft_platform.plans.rules import rules_of
from heft_platform.plans.services.refusals import (
    NegativeWordingError,
    NothingChangedError,
    SuccessMissingError,
    TooManyTargetsError,
    UnknownHorizonError,
    UnknownMeasureError,
    UnknownTargetError,
)
from heft_platform.plans.services.target_steps import set_steps, step_words
from heft_platform.plans.services.writing import (
    keep_target_version,
    names_of_changes,
    part_in_version,
    write_down,
)
from heft_platform.refusals import WhyMissingError
from heft_tenants.context import current

NEGATIVE = re.compile(r"\b(not|no|never|stop|don[’']?t|avoid|refrain)\b", re.IGNORECASE)
KEPT = (
    *("statement", "pupil_words", "horizon", "success", "smart", "measure", "baseline", "aim"),
    *("help", "review_on"),
)


class TargetWords(TypedDict, total=False):
    """What a target says. `smart` is by part, `steps` are the small steps in their order."""

    statement: str
    pupil_words: str
    horizon: str
    success: str
    smart: Mapping[str, str]
    measure: str
    baseline: str
    aim: str
    help: str
    review_on: date | None
    steps: Sequence[str]


def sounds_negative(statement: str) -> bool:
    """Say whether a target says what to stop, and not what to do."""
    return bool(NEGATIVE.search(statement))


def add_target(
    session: Session, *, programme: HeldProgramme, why: str = "", **words: Unpack[TargetWords]
) -> Target:
    """Add a target to the plan.

    :raises TooManyTargetsError: if the template allows no more
    :raises UnknownMeasureError, UnknownHorizonError, SuccessMissingError, NegativeWordingError, TooManyStepsError:
        if the template would not have it so
    """
    most = programme.template.most_targets
    standing = select(func.count()).where(Target.programme_id == programme.id, Target.dropped_on.is_(None))
    _check(programme, words)
    if (session.scalar(standing) or 0) >= most:
        raise TooManyTargetsError(most)
    last = session.scalar(select(func.max(Target.place)).where(Target.programme_id == programme.id))
    return _write(session, programme, (last or 0) + 1, words, why=why)


def change_target(
    session: Session,
    *,
    programme: HeldProgramme,
    target_id: UUID,
    version: int,
    why: str = "",
    **words: Unpack[TargetWords],
) -> None:
    """Change a target that was read in this version; what is not told stays.

    :raises ChangedMeanwhileError: if it has another version by now
    :raises NothingChangedError: if it is said why, and everything stays as it was
    :raises UnknownMeasureError, UnknownHorizonError, SuccessMissingError, NegativeWordingError, TooManyStepsError:
        if the template would not have it so
    """
    target = part_in_version(session, Target, programme.id, target_id, version)
    _change(session, programme, target, words, deed="changed", why=why)


def step_target(
    session: Session,
    *,
    programme: HeldProgramme,
    target_id: UUID,
    version: int,
    direction: Literal["up", "down"],
    why: str,
    **words: Unpack[TargetWords],
) -> None:
    """Make a target more challenging, or a smaller step: the same target, with its new words.

    :raises WhyMissingError: if it is not said why
    :raises ChangedMeanwhileError: if it has another version by now
    :raises UnknownMeasureError, UnknownHorizonError, SuccessMissingError, NegativeWordingError, TooManyStepsError:
        if the template would not have it so
    """
    if not why:
        raise WhyMissingError
    target = part_in_version(session, Target, programme.id, target_id, version)
    _change(session, programme, target, words, deed=direction, why=why)


def replace_target(
    session: Session,
    *,
    programme: HeldProgramme,
    target_id: UUID,
    version: int,
    why: str,
    today: date,
    **words: Unpack[TargetWords],
) -> Target:
    """Put another target in a target's place; the old one, its scores and its history stay.

    :raises WhyMissingError: if it is not said why
    :raises ChangedMeanwhileError: if it has another version by now
    :raises UnknownMeasureError, UnknownHorizonError, SuccessMissingError, NegativeWordingError, TooManyStepsError:
        if the template would not have it so
    """
    if not why:
        raise WhyMissingError
    old = part_in_version(session, Target, programme.id, target_id, version)
    _check(programme, words)
    before = _content(session, old)
    old.dropped_on = today
    keep_target_version(session, old, deed="replaced", why=why, before=before, after=None)
    write_down(session, programme, "target.replaced", target_id)
    last = session.scalar(select(func.max(Target.place)).where(Target.programme_id == programme.id))
    return _write(session, programme, (last or 0) + 1, words, why=why, replaces_id=target_id)


def drop_target(
    session: Session, *, programme: HeldProgramme, target_id: UUID, today: date, why: str = ""
) -> None:
    """Take a target out of the plan. Its scores and reviews stay.

    :raises UnknownTargetError: if the programme has no such target
    """
    target = session.get(Target, (current().org, programme.id, target_id), populate_existing=True)
    if target is None:
        raise UnknownTargetError
    if target.dropped_on is None:
        before = _content(session, target)
        target.dropped_on = today
        keep_target_version(session, target, deed="dropped", why=why, before=before, after=None)
        write_down(session, programme, "target.dropped", target_id)


def _write(
    session: Session,
    programme: HeldProgramme,
    place: int,
    words: TargetWords,
    *,
    why: str,
    replaces_id: UUID | None = None,
) -> Target:
    kept: dict[str, Any] = {name: words[name] for name in KEPT if name in words}  # type: ignore[literal-required]
    target = Target(programme_id=programme.id, place=place, replaces_id=replaces_id, **kept)
    session.add(target)
    session.flush()  # its steps, its history and the entry of the trail need its id
    set_steps(session, target, words.get("steps", ()))
    after = _content(session, target)
    keep_target_version(session, target, deed="added", why=why, before=None, after=after)
    write_down(session, programme, "target.added", target.id, tuple(name for name in after if after[name]))
    return target


def _change(
    session: Session, programme: HeldProgramme, target: Target, words: TargetWords, *, deed: str, why: str
) -> None:
    before = _content(session, target)
    _check(programme, {**before, **words})
    for name in KEPT:
        if name in words:
            setattr(target, name, words[name])  # type: ignore[literal-required]
    if "steps" in words:
        set_steps(session, target, words["steps"])
    after = _content(session, target)
    if before["steps"] != after["steps"]:
        flag_modified(target, "place")  # who has the target open must learn of its steps too
    changed = names_of_changes(before, after)
    if why and not changed and deed == "changed":
        raise NothingChangedError
    if changed or deed != "changed":
        keep_target_version(session, target, deed=deed, why=why, before=before, after=after)
        write_down(
            session,
            programme,
            "target.changed" if deed == "changed" else "target.stepped",
            target.id,
            changed,
        )


def _content(session: Session, target: Target) -> dict[str, Any]:
    """Return everything that a target says, as its history keeps it."""
    said = {name: getattr(target, name) for name in KEPT}
    said["review_on"] = target.review_on.isoformat() if target.review_on else None
    return {**said, "smart": dict(target.smart or {}), "steps": step_words(session, target)}


def _check(programme: HeldProgramme, words: Mapping[str, Any]) -> None:
    rules = rules_of(programme.template)
    if words.get("measure") not in dict(programme.template.measures()):
        raise UnknownMeasureError
    if words.get("horizon", "short") not in rules.horizons:
        raise UnknownHorizonError
    if rules.success == "required" and not words.get("success"):
        raise SuccessMissingError
    if rules.positive_wording == "required" and sounds_negative(words["statement"]):
        raise NegativeWordingError
