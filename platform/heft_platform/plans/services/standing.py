"""The standing commitments of a plan, as they are ticked."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.clock import SCHOOL_TIME
from heft_platform.plans.models import Commitment
from heft_platform.plans.views import PARTY_WORDS, CommitmentLine

ANEW = {"populate_existing": True}


def standing_commitments(
    session: Session, *, programme_id: UUID, met_on: Sequence[date]
) -> list[CommitmentLine]:
    """Return the standing commitments of a plan, party by party, read anew.

    One that names no first day holds since people last met before it was written down: `met_on` are the days on which they
    did, and the first day of the programme.
    """
    standing = select(Commitment).where(
        Commitment.programme_id == programme_id, Commitment.dropped_on.is_(None)
    )
    commitments = [
        CommitmentLine(
            id=one.id,
            party=one.party,
            who=one.who,
            what=one.what,
            how_often=one.how_often,
            starts_on=one.starts_on,
            ends_on=one.ends_on,
            since=_since(one, met_on),
        )
        for one in session.scalars(
            standing.order_by(Commitment.made_at, Commitment.id), execution_options=ANEW
        )
    ]
    parties = list(PARTY_WORDS)
    return sorted(
        commitments, key=lambda one: parties.index(one.party) if one.party in parties else len(parties)
    )


def _since(commitment: Commitment, met_on: Sequence[date]) -> date:
    made_on = commitment.made_at.astimezone(SCHOOL_TIME).date()
    met = max((day for day in met_on if day <= made_on), default=min(met_on))
    return min(met, commitment.ends_on or met)  # a last day that lies before is a day on which it held
