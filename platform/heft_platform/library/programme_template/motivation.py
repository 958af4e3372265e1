"""Rewards, consequences, and what is done on a bad day."""

import re
from dataclasses import dataclass

from heft_platform.library.programme_template.asking import Asked

NEVER_WORDS = {
    "suspension": (
        "A suspension",
        re.compile(r"\bsuspen[ds]|\bsent? home\b|\bfixed[- ]term\b", re.IGNORECASE),
    ),
    "permanent_exclusion": ("An exclusion", re.compile(r"\bexclu[ds]|\bexpel|\boff[- ]roll", re.IGNORECASE)),
    "part_time_timetable": (
        "A part-time timetable",
        re.compile(r"\bpart[- ]time\b|\breduced (time)?table\b|\bshorter (school )?days?\b", re.IGNORECASE),
    ),
}


@dataclass(frozen=True, kw_only=True)
class Rewards(Asked):
    """Which rewards there may be, who gives them and for what. `checks` are asked of each."""

    before_consequences: bool
    pupil_chooses: bool
    checks: tuple[str, ...]
    kinds: tuple[str, ...]
    given_by: tuple[str, ...]  # parties
    earned_for: tuple[str, ...]  # effort, achievement


@dataclass(frozen=True, kw_only=True)
class Consequences(Asked):
    """Which consequences there may be, and what can never be written into a plan as one."""

    known_beforehand: bool
    kinds: tuple[str, ...]
    never: tuple[str, ...]
    warn_if_without_reward: bool

    def never_of(self, words: str) -> str | None:
        """Name what these words say that can never be written into a plan; None if there is nothing of the kind."""
        for code in self.never:
            name, pattern = NEVER_WORDS.get(code, (code, None))
            if pattern is not None and pattern.search(words):
                return name
        return None
