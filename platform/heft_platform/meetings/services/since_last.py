"""What has changed since the last meeting."""

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from heft_platform.actions import services as actions
from heft_platform.actions.services import ActionView
from heft_platform.daily_reports.services import Progress
from heft_platform.programmes.services import ProgrammeView


@dataclass(frozen=True, kw_only=True)
class Trend:
    """How a target went before the last meeting and since, in percent of what could be scored."""

    before: int | None
    now: int | None

    @property
    def words(self) -> str:
        if self.now is None:
            return "Not scored since the last meeting"
        if self.before is None:
            return f"{self.now}% since the last meeting"
        if self.before == self.now:
            return f"Steady at {self.now}%"
        way = "Up" if self.now > self.before else "Down"
        return f"{way} from {self.before}% before the last meeting to {self.now}% since"


@dataclass(frozen=True, kw_only=True)
class SinceLast:
    """What is new since a day: how each target went, which actions were done, and facts with their figures."""

    since: date
    trends: tuple[Trend, ...]
    done: tuple[ActionView, ...]
    still_open: tuple[ActionView, ...]
    facts: tuple[tuple[str, str], ...] = field(default=())

    @property
    def carried(self) -> tuple[ActionView, ...]:
        return tuple(one for one in self.still_open if one.carried)


def since_last(session: Session, *, programme: ProgrammeView, progress: Progress, today: date) -> SinceLast:
    """Return what has changed since the last meeting; since the start, if none was held."""
    since = programme.last_held_on or programme.started_on
    everything = actions.actions_of_programme(session, programme_id=programme.id, today=today)
    return SinceLast(
        since=since,
        trends=tuple(_trend(progress, place, since) for place in range(len(programme.targets))),
        done=tuple(
            one for one in everything if one.state == "done" and one.ended_on and one.ended_on >= since
        ),
        still_open=tuple(one for one in everything if one.is_open),
    )


def _trend(progress: Progress, place: int, since: date) -> Trend:
    """A week counts to where most of it lies: with the meeting in it, to what came before."""
    before = [week.by_target[place] for week in progress.weeks if week.monday <= since]
    after = [week.by_target[place] for week in progress.weeks if week.monday > since]
    return Trend(before=_middle(before), now=_middle(after))


def _middle(shares: list[int | None]) -> int | None:
    known = [share for share in shares if share is not None]
    return round(sum(known) / len(known)) if known else None
