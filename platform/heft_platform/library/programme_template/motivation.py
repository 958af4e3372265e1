"""Rewards, consequences, and what is done on a bad day."""

from dataclasses import dataclass

from heft_platform.library.programme_template.asking import Asked


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
