"""The milestones of a programme: when each is due, counted from the anchor, and what is to be there by then."""

from dataclasses import dataclass, field

from heft_platform.library.programme_template.asking import Asked

REPEATED = ":"  # stands between the id of a milestone and what tells one of its repeats from another; no id holds one


@dataclass(frozen=True, kw_only=True)
class Window:
    """The weeks between which a date that is set later must lie."""

    from_week: int
    to_week: int


@dataclass(frozen=True, kw_only=True)
class Repeat:
    """A milestone comes again every few weeks, up to, not including, another milestone."""

    every_weeks: int
    until: str


@dataclass(frozen=True, kw_only=True)
class Skip:
    """Whether a reason is needed to leave a milestone out, and at which milestone or meeting that is decided."""

    reason_required: bool
    decided_at: str


@dataclass(frozen=True, kw_only=True)
class Task:
    """Something that a role does by a milestone."""

    label: str
    owner: str


@dataclass(frozen=True, kw_only=True)
class Milestone(Asked):
    """A milestone: a meeting if one is held there, otherwise a check. Without a week, its date is set later."""

    id: str
    label: str
    week: int | None
    tolerance_school_days: int
    documents_due: tuple[str, ...] = ()
    basis: str = "design"
    offset_school_days: int = 0
    meeting: str | None = None
    window: Window | None = None
    group: str | None = None
    tasks: tuple[Task, ...] = field(default=())
    skip: Skip | None = None
    repeat: Repeat | None = None
    note: str = ""

    @property
    def may_be_skipped(self) -> bool:
        """Say whether it may be left out. That of a required milestone always needs a reason."""
        return self.skip is not None or not self.is_required

    @property
    def last_week(self) -> int:
        """Return the week in which it is due, or the last one in which it may be."""
        if self.week is not None:
            return self.week
        return self.window.to_week if self.window else 0
