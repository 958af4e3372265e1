"""Who has a part in a programme."""

from dataclasses import dataclass

from heft_platform.library.programme_template.asking import Asked


@dataclass(frozen=True, kw_only=True)
class Role(Asked):
    """A part that people have: whose side it is on, how many hold it, what they may see and what they do."""

    id: str
    label: str
    basis: str
    party: str  # pupil, family, school, agency, la, independent
    access: str  # own_view, full, need_to_know, case_scope, meeting_only, escalation_only, none
    duties: tuple[str, ...]
    fewest: int = 0
    most: int | None = None
    attendance_mode: str | None = None
    may_also_be: tuple[str, ...] = ()
    caution: str | None = None

    @property
    def is_of_school(self) -> bool:
        return self.party == "school"
