"""The standing promises of a plan, as they are ticked."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.plans.models import Commitment
from heft_platform.plans.views import PARTY_WORDS, PromiseLine


def promises_of(session: Session, *, programme_id: UUID) -> list[PromiseLine]:
    """Return the standing promises of a plan, party by party."""
    standing = select(Commitment).where(
        Commitment.programme_id == programme_id, Commitment.dropped_on.is_(None)
    )
    promises = [
        PromiseLine(
            id=one.id,
            party=one.party,
            who=one.who,
            what=one.what,
            how_often=one.how_often,
            starts_on=one.starts_on,
            ends_on=one.ends_on,
        )
        for one in session.scalars(standing.order_by(Commitment.made_at, Commitment.id))
    ]
    parties = list(PARTY_WORDS)
    return sorted(
        promises, key=lambda one: parties.index(one.party) if one.party in parties else len(parties)
    )
