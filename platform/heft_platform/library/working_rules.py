"""What a template says of the weeks between meetings: sessions, home and school, rewards and consequences."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from heft_platform.library.programme_template import ProgrammeTemplate

CADENCE_WORDS = {
    "daily": "Every school day",
    "weekly": "Every week",
    "fortnightly": "Every two weeks",
}
CHANNEL_WORDS = {
    "phone": "Telephone",
    "text_message": "Text message",
    "email": "E-mail",
    "app": "The school’s app",
    "face_to_face": "Face to face",
    "letter": "Letter",
    "home_school_book": "Home and school book",
}
REWARD_WORDS = {
    "praise_from_home": "Praise from home",
    "time_with_parent": "Time with a parent",
    "time_with_adult_in_school": "Time with an adult in school",
    "activity": "An activity",
    "privilege": "A privilege",
    "certificate": "A certificate",
    "object": "An object",
    "other": "Something else",
}
CONSEQUENCE_WORDS = {
    "conversation": "A conversation",
    "repair": "Putting it right",
    "loss_of_privilege": "Losing a privilege",
    "time_to_make_up": "Making up the time",
    "call_home": "A call home",
    "other": "Something else",
}
GIVER_WORDS = {"family": "Family", "school": "School"}
MERIT_WORDS = {"effort": "For effort", "achievement": "For achievement"}
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
class Monitoring:
    """How the key worker looks in: with whom, how often, the longest gap, and what missed sessions lead to."""

    id: str
    label: str
    with_roles: tuple[str, ...]
    cadences: tuple[str, ...]
    default_cadence: str
    longest_gap: int  # school days between two sessions
    flag_after: int  # school days
    told_of_missed: tuple[str, ...]  # roles
    early_review_after: int | None  # missed sessions


@dataclass(frozen=True, kw_only=True)
class HomeAndSchool:
    """How school and family keep in touch, and who must know the targets."""

    rhythms: tuple[str, ...]
    default_rhythm: str
    is_positive_first: bool
    flag_after: int  # school days
    channels: tuple[str, ...]
    told: tuple[tuple[str, str], ...]  # roles that are told of the targets, with their words


@dataclass(frozen=True, kw_only=True)
class RewardRules:
    """Which rewards a plan may hold, and what is asked of each."""

    is_expected: bool
    is_chosen_by_pupil: bool
    checks: tuple[str, ...]
    kinds: tuple[str, ...]
    givers: tuple[str, ...]
    merits: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ConsequenceRules:
    """Which consequences a plan may hold, and which it never may."""

    kinds: tuple[str, ...]
    never: tuple[str, ...]
    are_known_beforehand: bool
    warns_without_reward: bool

    def never_of(self, words: str) -> str | None:
        """Name what these words say that can never be written into a plan; None if there is nothing of the kind."""
        for code in self.never:
            name, pattern = NEVER_WORDS.get(code, (code, None))
            if pattern is not None and pattern.search(words):
                return name
        return None


@dataclass(frozen=True, kw_only=True)
class LookingIn:
    """How a template has a pupil looked in on: in sessions, if it asks for any, and every day or not."""

    in_sessions: Monitoring | None
    is_daily: bool


@lru_cache(maxsize=256)
def looking_in(monitoring: str) -> LookingIn:
    """Return how a pupil is looked in on, from the part of a template as it is kept: the same for very many programmes."""
    listed = json.loads(monitoring)
    return LookingIn(
        in_sessions=_in_sessions(listed),
        is_daily=any("daily" in one["cadence"]["options"] for one in listed),
    )


def _in_sessions(listed: Sequence[Mapping[str, Any]]) -> Monitoring | None:
    """Return how the key worker looks in, from a template’s list; None where it asks for daily reports alone."""
    by_session = [one for one in listed if one.get("document") != "daily_report"]
    required = [one for one in by_session if one["requirement"] == "required"]
    chosen = next(iter(required or by_session), None)
    if chosen is None:
        return None
    return Monitoring(
        id=chosen["id"],
        label=chosen["label"],
        with_roles=tuple(chosen["with"]),
        cadences=tuple(chosen["cadence"]["options"]),
        default_cadence=chosen["cadence"]["default"],
        longest_gap=int(chosen["max_gap_school_days"]),
        flag_after=int(chosen["missed"]["flag_after_school_days"]),
        told_of_missed=tuple(chosen["missed"]["tell"]),
        early_review_after=chosen["missed"].get("early_review_after"),
    )


def monitoring_of(template: ProgrammeTemplate) -> Monitoring | None:
    return _in_sessions(template.body["monitoring"])


def home_and_school_of(template: ProgrammeTemplate) -> HomeAndSchool:
    said = template.body["communication"]
    labels = {role["id"]: role["label"] for role in template.body["roles"]}
    return HomeAndSchool(
        rhythms=tuple(said["home_school"].get("rhythm_options", ("weekly",))),
        default_rhythm=said["home_school"].get("default", "weekly"),
        is_positive_first=bool(said["home_school"].get("positive_first", True)),
        flag_after=int(said["home_school"].get("gap_flag_school_days", 10)),
        channels=tuple(said["channels"]),
        told=tuple((role, labels.get(role, role)) for role in said["targets_shared_with"].get("roles", ())),
    )


def reward_rules_of(template: ProgrammeTemplate) -> RewardRules:
    said = template.body["rewards"]
    return RewardRules(
        is_expected=said["requirement"] in {"required", "expected"},
        is_chosen_by_pupil=bool(said.get("pupil_chooses", True)),
        checks=tuple(said.get("checks", ())),
        kinds=tuple(said.get("kinds", ())),
        givers=tuple(said.get("given_by", ())),
        merits=tuple(said.get("for", ())),
    )


def consequence_rules_of(template: ProgrammeTemplate) -> ConsequenceRules:
    said = template.body["consequences"]
    return ConsequenceRules(
        kinds=tuple(said.get("kinds", ())),
        never=tuple(said.get("never", ())),
        are_known_beforehand=bool(said.get("known_beforehand", True)),
        warns_without_reward=bool(said.get("warn_if_without_reward", True)),
    )
