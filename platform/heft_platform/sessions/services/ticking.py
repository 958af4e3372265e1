"""Commitments ticked between meetings: how each was kept on a day, as whoever saw it says it on the template’s scale."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Date, bindparam, insert, select
from sqlalchemy.orm import Session

from heft_platform.audit.services import record
from heft_platform.named import PROGRAMME
from heft_platform.plans import services as plans
from heft_platform.plans.services import CommitmentLine
from heft_platform.programmes import services as programmes
from heft_platform.programmes.services import ProgrammeWithTargets
from heft_platform.refusals import InTheFutureError, NotRunningError
from heft_platform.sessions.models import CommitmentTick
from heft_tenants.ids import uuid7
from heft_tenants.refusals import Refused
from heft_tenants.together import Question, Statement, built_once

SINCE = bindparam("ticks_since", type_=Date)


class NothingTickedError(Refused):
    """No commitment was ticked."""


class DidNotHoldThenError(Refused):
    """A commitment did not hold on that day: `what` it says, and `why` it did not."""

    def __init__(self, what: str, why: str) -> None:
        self.what, self.why = what, why
        super().__init__(what, why)


@dataclass(frozen=True, kw_only=True)
class TickView:
    """How a commitment was kept on a day: what it means, and the words that were chosen for it."""

    commitment_id: UUID
    day: date
    result: str  # kept, partly, not_kept, not_due
    result_words: str
    words: str
    ticked_by: str


def standing_commitments(session: Session, *, programme: ProgrammeWithTargets) -> list[CommitmentLine]:
    """Return the standing commitments of a programme, as they are ticked."""
    held = programmes.meetings_held(session, programme_id=programme.id)
    met_on = [programme.started_on, *(day for day, _ in held)]
    return plans.standing_commitments(session, programme_id=programme.id, met_on=met_on)


def tick(
    session: Session,
    *,
    programme: ProgrammeWithTargets,
    results: Mapping[UUID, str],
    words: Mapping[UUID, str],
    day: date,
    ticked_by: str,
    today: date,
) -> None:
    """Keep how commitments were kept on a day, by the codes of the template's scale.

    What somebody else saw of the same day stays beside it.

    :raises NotRunningError: if the programme is not running
    :raises ProgrammeClosedError: if it was closed meanwhile
    :raises InTheFutureError: if the day has not come
    :raises NothingTickedError: if there is no result
    :raises DidNotHoldThenError: if a commitment begins later, was over before, or was not made yet
    """
    if programme.state != "active":
        raise NotRunningError
    if day > today:
        raise InTheFutureError
    if not results:
        raise NothingTickedError
    programmes.hold_programme(
        session, programme_id=programme.id
    )  # nobody changes the days of a commitment now
    for commitment in standing_commitments(session, programme=programme):
        if commitment.id in results and (why := commitment.why_not_asked(day, day)):
            raise DidNotHoldThenError(commitment.what, why)
    scale = programme.template.said_of_commitments()
    ticks = [
        {
            "programme_id": programme.id,
            "id": uuid7(),
            "commitment_id": id_,
            "day": day,
            "result": scale[code].means,
            "result_words": scale[code].label,
            "words": words.get(id_, ""),
            "ticked_by": ticked_by,
        }
        for id_, code in results.items()
    ]
    session.execute(insert(CommitmentTick).values(ticks))
    record(
        session,
        action="promises.ticked",
        thing="programme",
        thing_id=programme.id,
        pupil_id=programme.pupil_id,
        fields=("result", "words"),
    )


def ticks_of(
    session: Session, *, programme_id: UUID, since: date | None = None
) -> dict[UUID, list[TickView]]:
    """Return what was ticked of each commitment, the newest first."""
    return ticks_asked(programme_id=programme_id, since=since).ask(session)


def ticks_asked(*, programme_id: UUID, since: date | None = None) -> Question[dict[UUID, list[TickView]]]:
    """Ask for what was ticked of each commitment, for pages that ask for more at once."""
    return Question(_ticks, _newest_ticks(since=since is not None), programme=programme_id, ticks_since=since)


@built_once
def _newest_ticks(*, since: bool) -> Statement:
    ticked = select(CommitmentTick).where(CommitmentTick.programme_id == PROGRAMME)
    if since:
        ticked = ticked.where(CommitmentTick.day >= SINCE)
    return ticked.order_by(CommitmentTick.day.desc(), CommitmentTick.id.desc())


def _ticks(rows: Sequence[CommitmentTick]) -> dict[UUID, list[TickView]]:
    by_commitment: dict[UUID, list[TickView]] = {}
    for one in rows:
        by_commitment.setdefault(one.commitment_id, []).append(
            TickView(
                commitment_id=one.commitment_id,
                day=one.day,
                result=one.result,
                result_words=one.result_words,
                words=one.words,
                ticked_by=one.ticked_by,
            )
        )
    return by_commitment
