"""How long a programme is, and how its days are counted."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Extension:
    """Whether a programme may be made longer: how often, by how many weeks, decided, approved and agreed by whom."""

    allowed: bool
    max_times: int = 0
    max_weeks_each: int = 0
    reason_required: bool = True
    decided_at: tuple[str, ...] = ()  # meetings or milestones
    approved_by: tuple[str, ...] = ()  # roles, as everywhere
    agreed_with: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SecondCycle:
    """Whether another programme, linked to this one, may follow it. `max_cycles` counts the first one too."""

    allowed: bool
    max_cycles: int = 1
    reason_required: bool = True
    keeps_history: bool = True


@dataclass(frozen=True, kw_only=True)
class Pause:
    """Whether a programme may rest, for which reasons, and whether its weeks stop counting meanwhile."""

    allowed: bool
    reasons: tuple[str, ...] = ()  # illness, suspension, holiday
    stops_clock: bool = False


@dataclass(frozen=True, kw_only=True)
class Duration:
    """Weeks of school or of the calendar: planned (None if the end is set at a meeting), shortest and longest."""

    week_basis: str
    planned_weeks: int | None
    min_weeks: int
    max_weeks: int
    open_ended: bool
    extension: Extension
    second_cycle: SecondCycle
    pause: Pause


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """Which milestone week 0 begins at, on what day of its week a milestone falls, and what moves when a date does."""

    anchor_milestone: str
    day_rule: str  # same_weekday_next_school_day, next_school_day
    in_school_hours: bool
    reflow: str  # propose, ask, none
    dates_agreed_at: str  # milestone


@dataclass(frozen=True, kw_only=True)
class Phase:
    """One of assess, plan, do, review, by the template's own label."""

    id: str
    label: str
    purpose: str
