"""What stands in the plan of rewards and consequences, and what was given."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Date, bindparam, select
from sqlalchemy.orm import Session

from heft_platform.library.services import (
    CONSEQUENCE_WORDS,
    GIVER_WORDS,
    REWARD_WORDS,
    ProgrammeTemplate,
)
from heft_platform.named import PROGRAMME
from heft_platform.rewards.models import Consequence, Reward, RewardGiven
from heft_tenants.together import Question, Statement, built_once

GIVEN_SHOWN = 50
SINCE = bindparam("given_since", type_=Date)


@dataclass(frozen=True, kw_only=True)
class RewardView:
    """A reward of the plan."""

    id: UUID
    kind: str
    kind_words: str
    what: str
    giver: str
    giver_words: str
    chosen_by_pupil: bool
    within_reach: bool
    costs_nothing: bool
    effort: bool
    achievement: bool
    target_id: UUID | None

    @property
    def merits(self) -> list[str]:
        return [name for name, is_so in (("effort", self.effort), ("achievement", self.achievement)) if is_so]

    @property
    def merit_words(self) -> str:
        return "For " + " and ".join(self.merits)


@dataclass(frozen=True, kw_only=True)
class ConsequenceView:
    """A consequence of the plan."""

    id: UUID
    kind: str
    kind_words: str
    what: str
    occasion: str
    known_to_pupil: bool
    target_id: UUID | None


@dataclass(frozen=True, kw_only=True)
class GivenView:
    """A reward that was given."""

    day: date
    what: str
    given_by: str
    for_what: str
    recorded_by: str


def rewards_of(session: Session, programme_id: UUID) -> list[RewardView]:
    """Return the rewards of a plan, in the order in which they came into it."""
    return rewards_asked(programme_id).ask(session)


def rewards_asked(programme_id: UUID) -> Question[list[RewardView]]:
    """Ask for the rewards of a plan, for pages that ask for more at once."""
    return Question(_rewards, _in_the_plan(Reward), programme=programme_id)


@built_once
def _in_the_plan(what: type[Reward | Consequence]) -> Statement:
    return select(what).where(what.programme_id == PROGRAMME, what.dropped_on.is_(None)).order_by(what.id)


def _rewards(rows: Sequence[Reward]) -> list[RewardView]:
    return [
        RewardView(
            id=one.id,
            kind=one.kind,
            kind_words=REWARD_WORDS.get(one.kind, one.kind),
            what=one.what,
            giver=one.giver,
            giver_words=GIVER_WORDS[one.giver],
            chosen_by_pupil=one.chosen_by_pupil,
            within_reach=one.within_reach,
            costs_nothing=one.costs_nothing,
            effort=one.effort,
            achievement=one.achievement,
            target_id=one.target_id,
        )
        for one in rows
    ]


def consequences_of(session: Session, programme_id: UUID) -> list[ConsequenceView]:
    """Return the consequences of a plan, in the order in which they came into it."""
    return consequences_asked(programme_id).ask(session)


def consequences_asked(programme_id: UUID) -> Question[list[ConsequenceView]]:
    """Ask for the consequences of a plan, for pages that ask for more at once."""
    return Question(_consequences, _in_the_plan(Consequence), programme=programme_id)


def _consequences(rows: Sequence[Consequence]) -> list[ConsequenceView]:
    return [
        ConsequenceView(
            id=one.id,
            kind=one.kind,
            kind_words=CONSEQUENCE_WORDS.get(one.kind, one.kind),
            what=one.what,
            occasion=one.occasion,
            known_to_pupil=one.known_to_pupil,
            target_id=one.target_id,
        )
        for one in rows
    ]


def rewards_given(
    session: Session, programme_id: UUID, *, since: date | None = None, at_most: int = GIVEN_SHOWN
) -> list[GivenView]:
    """Return what was given, the newest first."""
    return given_asked(programme_id, since=since, at_most=at_most).ask(session)


def given_asked(
    programme_id: UUID, *, since: date | None = None, at_most: int = GIVEN_SHOWN
) -> Question[list[GivenView]]:
    """Ask for what was given, for pages that ask for more at once."""
    return Question(
        _given,
        _newest_given(since=since is not None, at_most=at_most),
        programme=programme_id,
        given_since=since,
    )


@built_once
def _newest_given(*, since: bool, at_most: int) -> Statement:
    given = (
        select(RewardGiven, Reward.what)
        .join(
            Reward,
            (Reward.org_id == RewardGiven.org_id)
            & (Reward.programme_id == RewardGiven.programme_id)
            & (Reward.id == RewardGiven.reward_id),
        )
        .where(RewardGiven.programme_id == PROGRAMME)
        .order_by(RewardGiven.day.desc(), RewardGiven.id.desc())
    )
    if since:
        given = given.where(RewardGiven.day >= SINCE)
    return given.limit(at_most)


def _given(rows: Sequence[Any]) -> list[GivenView]:
    return [
        GivenView(
            day=one.day,
            what=what,
            given_by=one.given_by,
            for_what=one.for_what,
            recorded_by=one.recorded_by,
        )
        for one, what in rows
    ]


def warning_of(
    template: ProgrammeTemplate, rewards: Sequence[RewardView], consequences: Sequence[ConsequenceView]
) -> str | None:
    """Say what is wrong with a plan’s rewards, or None.

    Consequences without a reward, no reward where one is expected, or none that the pupil chose where they are to choose.
    """
    if consequences and not rewards and template.consequences.warn_if_without_reward:
        return (
            "This plan has consequences and no reward. Rewards work better: add one that the pupil chooses."
        )
    if not rewards and template.rewards.is_shown_as_missing:
        return "This plan has no reward yet. Ask the pupil what they would like to earn."
    if rewards and template.rewards.pupil_chooses and not any(one.chosen_by_pupil for one in rewards):
        return "The pupil has chosen none of these rewards. Ask what they would like to earn."
    return None
