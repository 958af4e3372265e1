"""What the daily reports add up to: a sentence by rule, figures by week, and the points of a chart."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from heft_platform.words import number_of

FEWEST_DAYS = 5  # before that a chart would say more than is known
TOGETHER = "All targets together"


@dataclass(frozen=True, kw_only=True)
class DayScore:
    """What one target got on one day, on a scale of so many steps: points of so many lessons scored."""

    day: date
    target_id: UUID
    points: int
    lessons: int
    steps: int = 3

    @property
    def met(self) -> float:
        """Return in how many lessons it was met, where one that was half met counts half: the same on every scale."""
        return self.points / (self.steps - 1)


@dataclass(frozen=True, kw_only=True)
class WeekFigures:
    """A week of the programme: the share met for each target, in percent, and how much of it is known."""

    number: int
    monday: date
    by_target: tuple[int | None, ...]
    overall: int | None
    days_recorded: int
    school_days: int

    @property
    def recorded_words(self) -> str:
        return f"{self.days_recorded} of {number_of(self.school_days, 'day')} recorded"


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How it is going, in words, figures and points."""

    sentence: str
    targets: tuple[str, ...]
    weeks: tuple[WeekFigures, ...]
    lessons: int
    days: int

    def way_of(self, number: int) -> tuple[int, int] | None:
        """Return the first and the latest share of a target, by its number; None before anything is known."""
        weeks = [week for week in self.weeks if week.by_target[number - 1] is not None]
        known = [share for week in _telling(weeks) if (share := week.by_target[number - 1]) is not None]
        return (known[0], known[-1]) if known else None

    @property
    def has_chart(self) -> bool:
        return self.days >= FEWEST_DAYS


def work_out(
    *, targets: Sequence[tuple[UUID, str]], scores: Sequence[DayScore], weeks: Sequence[tuple[int, date, int]]
) -> Progress:
    """Return the progress of a programme.

    `weeks` are its school weeks so far: number, Monday, and how many school days each has had. Where no target may be
    named, as for a visitor who sees the scores and not the plan, all of them make one line.
    """
    by_week: dict[date, list[DayScore]] = defaultdict(list)
    for score in scores:
        by_week[score.day - timedelta(days=score.day.weekday())].append(score)
    figures = tuple(
        _week(number, monday, days, by_week[monday], [id_ for id_, _ in targets])
        for number, monday, days in weeks
    )
    of_target: dict[tuple[date, UUID], int] = defaultdict(int)
    by_day: dict[date, int] = defaultdict(int)
    for score in scores:
        of_target[score.day, score.target_id] += score.lessons
        by_day[score.day] = max(by_day[score.day], of_target[score.day, score.target_id])
    lessons = sum(by_day.values())
    return Progress(
        sentence=_sentence(figures, targets, scores, lessons),
        targets=tuple(words for _, words in targets) or (TOGETHER,),
        weeks=figures,
        lessons=lessons,
        days=len(by_day),
    )


def _week(
    number: int, monday: date, school_days: int, scores: Sequence[DayScore], targets: Sequence[UUID]
) -> WeekFigures:
    overall = _percent(scores)
    return WeekFigures(
        number=number,
        monday=monday,
        by_target=tuple(_percent([one for one in scores if one.target_id == target]) for target in targets)
        or (overall,),
        overall=overall,
        days_recorded=len({one.day for one in scores}),
        school_days=school_days,
    )


def _telling(weeks: Sequence[WeekFigures]) -> Sequence[WeekFigures]:
    """Leave out the latest week while less than half as many days of it are recorded as of the one before.

    One lesson on a Monday would else stand for how it is going.
    """
    has_begun = len(weeks) > 1 and 2 * weeks[-1].days_recorded < weeks[-2].days_recorded
    return weeks[:-1] if has_begun else weeks


def _percent(scores: Sequence[DayScore]) -> int | None:
    lessons = sum(one.lessons for one in scores)
    return round(100 * sum(one.met for one in scores) / lessons) if lessons else None


def _sentence(
    weeks: Sequence[WeekFigures],
    targets: Sequence[tuple[UUID, str]],
    scores: Sequence[DayScore],
    lessons: int,
) -> str:
    known = _telling([week for week in weeks if week.overall is not None])
    if not known:
        return "Nothing has been scored yet."
    if len(known) == 1:
        said = f"{known[0].overall}% in week {known[0].number}."
    else:
        first, last = known[0], known[-1]
        way = "Up" if last.overall > first.overall else "Down" if last.overall < first.overall else "Steady"  # type: ignore[operator]
        said = f"{way} from {first.overall}% in week {first.number} to {last.overall}% in week {last.number}."
    each = [(words, _percent([one for one in scores if one.target_id == id_])) for id_, words in targets]
    ranked = sorted((share, words) for words, share in each if share is not None)
    if len(ranked) > 1 and ranked[0][0] < ranked[-1][0]:
        said += f" Best: {ranked[-1][1]}. Hardest: {ranked[0][1]}."
    return f"{said} {lessons} {'lesson' if lessons == 1 else 'lessons'} scored."
