"""What has changed since the last meeting."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from heft_platform.actions import services as actions
from heft_platform.actions.services import ActionView
from heft_platform.daily_reports.services import Progress
from heft_platform.meetings.scales import counted
from heft_platform.programmes.services import ProgrammeView
from heft_platform.records import services as records
from heft_platform.records.services import AttendanceView, Counts, IncidentView, SuspensionView
from heft_platform.sessions import services as sessions
from heft_platform.sessions.services import SessionView, TickView
from heft_tenants.together import ask_together

MOST = 2000  # sessions: more than any programme has
MONITORING = "monitoring"  # by that word the template means daily reports and sessions
Fact = tuple[str, str]  # what, and how much of it
OF_SESSIONS = {
    "held": "Sessions held",
    "pupil_absent": "Sessions missed, the pupil was absent",
    "not_held": "Sessions missed for another reason",
}


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
    """What is new since a day: how each target went, which actions were done, and facts with their figures.

    How targets went, and each of the facts, is there where the template shows it.
    """

    since: date
    trends: tuple[Trend, ...]
    done: tuple[ActionView, ...]
    still_open: tuple[ActionView, ...]
    facts: tuple[Fact, ...] = field(default=())

    @property
    def carried(self) -> tuple[ActionView, ...]:
        return tuple(one for one in self.still_open if one.carried)


def since_last(
    session: Session, *, programme: ProgrammeView, progress: Progress, until: date, today: date
) -> SinceLast:
    """Return what has changed since the last meeting, until the day of this one; since the start, if none was held."""
    pupil_id = programme.line.pupil_id
    todo = actions.actions_asked(programme_id=programme.id, today=today)
    recorded, ticked = (
        sessions.sessions_asked(programme_id=programme.id, at_most=MOST),
        sessions.ticks_asked(programme_id=programme.id),
    )
    incidents = records.incidents_asked(pupil_id=pupil_id)
    attendance = records.attendance_asked(pupil_id=pupil_id)
    suspensions = records.suspensions_asked(pupil_id=pupil_id)
    ask_together(session, todo, recorded, ticked, incidents, attendance, suspensions)
    return changed_since(
        programme=programme,
        progress=progress,
        todo=todo.answer,
        recorded=recorded.answer,
        ticked=ticked.answer,
        incidents=incidents.answer,
        attendance=attendance.answer,
        suspensions=suspensions.answer,
        until=until,
    )


def changed_since(  # noqa: PLR0913  (everything that can change)
    *,
    programme: ProgrammeView,
    progress: Progress,
    todo: Sequence[ActionView],
    recorded: Sequence[SessionView],
    ticked: Mapping[UUID, Sequence[TickView]],
    incidents: Sequence[IncidentView],
    attendance: Sequence[AttendanceView],
    suspensions: Sequence[SuspensionView],
    until: date,
) -> SinceLast:
    """Return what of all that is at hand has changed since the last meeting; since the start, if none was held."""
    since, _ = programme.looked_back_on(until)
    counts = records.counts_of(
        incidents=incidents, attendance=attendance, suspensions=suspensions, since=since, until=until
    )
    facts = {
        MONITORING: _facts_of_sessions([one for one in recorded if since <= one.day <= until]),
        "commitments": _facts_of_commitments(
            programme, [one for several in ticked.values() for one in several if since <= one.day <= until]
        ),
        **_facts_on_record(counts),
    }
    shown = programme.template.review_rules.shows_since_last
    return SinceLast(
        since=since,
        trends=tuple(
            _trend(progress, place, since, until)
            for place in range(len(programme.targets))
            if MONITORING in shown
        ),
        done=tuple(
            one for one in todo if one.state == "done" and one.ended_on and since <= one.ended_on <= until
        ),
        still_open=tuple(one for one in todo if one.is_open),
        facts=tuple(fact for part, several in facts.items() if part in shown for fact in several),
    )


def _facts_of_sessions(recorded: Sequence[SessionView]) -> list[Fact]:
    """Count the sessions by what became of them."""
    outcomes = Counter(one.outcome for one in recorded)
    said = [(words, str(outcomes[code])) for code, words in OF_SESSIONS.items() if outcomes[code]]
    return said or [("Sessions", "Not recorded")]


def _facts_of_commitments(programme: ProgrammeView, ticked: Sequence[TickView]) -> list[Fact]:
    """Count what was ticked of the commitments."""
    by_words = counted([one.result_words for one in ticked], programme.template.said_of_commitments())
    return [(f"Promises ticked: {words.lower()}", str(number)) for words, number in by_words.items()]


def _facts_on_record(counts: Counts) -> dict[str, list[Fact]]:
    attendance = "Not recorded" if counts.attendance_percent is None else f"{counts.attendance_percent:.1f}%"
    return {
        "attendance": [("Attendance", attendance)],
        "suspensions": [("Suspensions", str(counts.suspensions))],
        "behaviour": [("Behaviour incidents", str(counts.incidents)), ("Good news", str(counts.praise))],
    }


def _trend(progress: Progress, place: int, since: date, until: date) -> Trend:
    """A week counts to where most of it lies: with the meeting in it, to what came before."""
    before = [week.by_target[place] for week in progress.weeks if week.monday <= since]
    after = [week.by_target[place] for week in progress.weeks if since < week.monday <= until]
    return Trend(before=_middle(before), now=_middle(after))


def _middle(shares: list[int | None]) -> int | None:
    known = [share for share in shares if share is not None]
    return round(sum(known) / len(known)) if known else None
