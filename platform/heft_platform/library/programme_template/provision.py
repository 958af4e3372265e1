"""The map of support, and the timetable."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class ProvisionMap:
    """Whether support is mapped, in which waves, and on which document."""

    enabled: bool
    waves: tuple[int, ...]
    document: str | None = None


@dataclass(frozen=True, kw_only=True)
class TimetableRules:
    """Whether hours may be changed, and whether part-time attendance has a place in the programme."""

    enabled: bool
    part_time: str  # not_in_this_plan, only_with_end_date, core_of_this_plan
    attendance_code: str
    document: str | None = None


@dataclass(frozen=True, kw_only=True)
class Provision:
    """What a programme says of support and hours."""

    map: ProvisionMap
    timetable: TimetableRules
