"""What people commit to, and why somebody commits to nothing. Each may change their own, while the programme is open."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform import clock
from heft_platform.accounts.services import who_is_here
from heft_platform.held_programmes import HeldProgramme
from heft_platform.plans.models import Commitment, NoCommitment, Target
from heft_platform.plans.rules import rules_of
from heft_platform.plans.services.refusals import UnknownTargetError
from heft_platform.plans.services.writing import (
    keep_commitment_version,
    names_of_changes,
    part_in_version,
    write_down,
)
from heft_platform.refusals import EndsBeforeItBeginsError
from heft_tenants.context import current
from heft_tenants.refusals import Refused

SAID = ("party", "who", "what", "how_often", "starts_on", "ends_on", "target_id", "is_additional")


class UnknownPartyError(Refused):
    """The template knows no commitments of this party."""


class OneCommitmentForATargetError(Refused):
    """The template wants one commitment of each party for a target, and this party has made one; `what` says it."""

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(what)


class OnlySchoolAddsError(Refused):
    """Only school's commitments are marked as additional to earlier plans."""


class ReasonGivenError(Refused):
    """Somebody has said why this party commits to nothing: `by` says who, `reason` what."""

    def __init__(self, by: str, reason: str) -> None:
        self.by, self.reason = by, reason
        super().__init__(by, reason)


def add_commitment(  # noqa: PLR0913  (everything that the page asked)
    session: Session,
    *,
    programme: HeldProgramme,
    party: str,
    who: str,
    what: str,
    how_often: str,
    target_id: UUID | None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    is_additional: bool = False,
) -> Commitment:
    """Add a commitment to the plan.

    :raises UnknownPartyError: if the template knows no commitments of this party
    :raises UnknownTargetError: if it is for a target that is not one of the plan
    :raises OnlySchoolAddsError: if another party's is marked as additional
    :raises EndsBeforeItBeginsError: if its last day lies before its first
    :raises OneCommitmentForATargetError: if the party has committed to something for that target, and one is all there may be
    """
    _check(session, programme, party, target_id, is_additional=is_additional)
    _check_days(starts_on, ends_on)
    commitment = Commitment(
        programme_id=programme.id,
        party=party,
        who=who,
        what=what,
        how_often=how_often,
        starts_on=starts_on,
        ends_on=ends_on,
        target_id=target_id,
        is_additional=is_additional,
        made_at=clock.now(),
    )
    session.add(commitment)
    session.flush()  # its history and the entry of the trail need its id
    after = _content(commitment)
    keep_commitment_version(session, commitment, deed="added", before=None, after=after)
    write_down(session, programme, "commitment.added", commitment.id, SAID)
    return commitment


def change_commitment(  # noqa: PLR0913  (everything that the page asked)
    session: Session,
    *,
    programme: HeldProgramme,
    commitment_id: UUID,
    version: int,
    party: str,
    target_id: UUID | None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    is_additional: bool = False,
    **values: str,
) -> None:
    """Change a commitment that was read in this version.

    :raises ChangedMeanwhileError: if it has another version by now
    :raises UnknownPartyError: if the template knows no commitments of this party
    :raises UnknownTargetError: if it is from now on for a target that is not one of the plan
    :raises OnlySchoolAddsError: if another party's is marked as additional
    :raises EndsBeforeItBeginsError: if its last day lies before its first
    :raises OneCommitmentForATargetError: if the party has committed to something else for that target, and one is all there
        may be
    """
    commitment = part_in_version(session, Commitment, programme.id, commitment_id, version)
    _check(session, programme, party, target_id, is_additional=is_additional, before=commitment)
    _check_days(starts_on, ends_on)
    before = _content(commitment)
    said: dict[str, Any] = {
        **values,
        "party": party,
        "starts_on": starts_on,
        "ends_on": ends_on,
        "target_id": target_id,
        "is_additional": is_additional,
    }
    for name, value in said.items():
        setattr(commitment, name, value)
    after = _content(commitment)
    if changed := names_of_changes(before, after):
        keep_commitment_version(session, commitment, deed="changed", before=before, after=after)
        write_down(session, programme, "commitment.changed", commitment_id, changed)


def drop_commitment(session: Session, *, programme: HeldProgramme, commitment_id: UUID, today: date) -> None:
    """Take a commitment out of the plan. What the reviews said of it stays."""
    commitment = session.get(Commitment, (current().org, programme.id, commitment_id))
    if commitment is not None and commitment.dropped_on is None:
        commitment.dropped_on = today
        keep_commitment_version(session, commitment, deed="dropped", before=_content(commitment), after=None)
        write_down(session, programme, "commitment.dropped", commitment_id)


def say_why_no_commitment(session: Session, *, programme: HeldProgramme, party: str, reason: str) -> None:
    """Keep why a party of whom a commitment is expected makes none. Said twice, it is said once.

    :raises UnknownPartyError: if the template knows no commitments of this party
    :raises ReasonGivenError: if there is another reason by now
    """
    if party not in rules_of(programme.template).parties:
        raise UnknownPartyError
    if (given := session.get(NoCommitment, (current().org, programme.id, party))) is not None:
        if given.reason != reason:
            raise ReasonGivenError(given.said_by_name, given.reason)
        return
    person_id, name = who_is_here(session)
    session.add(
        NoCommitment(
            programme_id=programme.id,
            party=party,
            reason=reason,
            said_by=person_id,
            said_by_name=name,
            said_at=clock.now(),
        )
    )
    write_down(session, programme, "programme.no_promise", programme.id, (party,))


def _check_days(starts_on: date | None, ends_on: date | None) -> None:
    if starts_on and ends_on and ends_on < starts_on:
        raise EndsBeforeItBeginsError


def _check(
    session: Session,
    programme: HeldProgramme,
    party: str,
    target_id: UUID | None,
    *,
    is_additional: bool,
    before: Commitment | None = None,
) -> None:
    rules = rules_of(programme.template)
    if party not in rules.parties:
        raise UnknownPartyError
    if target_id is not None and not (before and before.target_id == target_id):
        _refuse_other_target(session, programme, target_id)
    if is_additional and party != "school":
        raise OnlySchoolAddsError
    if rules.one_commitment_each and target_id is not None:
        _refuse_second(session, programme, party, target_id, besides=before)


def _refuse_other_target(session: Session, programme: HeldProgramme, target_id: UUID) -> None:
    target = session.get(Target, (current().org, programme.id, target_id), populate_existing=True)
    if target is None or target.dropped_on is not None:
        raise UnknownTargetError


def _refuse_second(
    session: Session, programme: HeldProgramme, party: str, target_id: UUID, *, besides: Commitment | None
) -> None:
    made = select(Commitment.what).where(
        Commitment.programme_id == programme.id,
        Commitment.party == party,
        Commitment.target_id == target_id,
        Commitment.dropped_on.is_(None),
    )
    if besides is not None:
        made = made.where(Commitment.id != besides.id)
    if what := session.scalar(made.limit(1)):
        raise OneCommitmentForATargetError(what)


def _content(commitment: Commitment) -> dict[str, Any]:
    """Return everything that a commitment says, as its history keeps it."""
    said = {name: getattr(commitment, name) for name in SAID}
    days = {name: said[name].isoformat() if said[name] else None for name in ("starts_on", "ends_on")}
    return {**said, **days, "target_id": str(commitment.target_id) if commitment.target_id else None}
