"""A template as the programme engine reads it: the body that was checked when it was published."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

MEASURE_WORDS = {
    "gas": "Goal attainment, -2 to +2",
    "tme": "Baseline, now and aim, 1 to 10",
    "count_per_week": "Times a week",
    "percent_lessons": "Share of lessons",
    "yes_no": "Yes or no",
    "sdq_scale": "SDQ scale",
    "boxall_strand": "Boxall strand",
    "leuven": "Leuven scale",
    "free_rating": "A rating of your own",
}
ASK_WORDS = {
    "advice": "Advice",
    "consultation_meeting": "A consultation meeting",
    "outreach": "Outreach",
    "short_placement": "A short placement",
    "managed_move": "To talk about a managed move",
    "panel": "A panel",
    "notice": "To be told",
}


@dataclass(frozen=True, kw_only=True)
class Step:
    """A milestone: when it is due, counted from the anchor, and the meeting held there, if one is."""

    id: str
    label: str
    week: int
    offset_school_days: int
    tolerance_school_days: int
    is_required: bool
    meeting: str | None


@dataclass(frozen=True)
class ProgrammeTemplate:
    """What a programme is pinned to."""

    body: dict[str, Any]

    @property
    def key(self) -> str:
        return str(self.body["key"])

    @property
    def version(self) -> int:
        return int(self.body["version"])

    @property
    def label(self) -> str:
        return str(self.body["label"])

    @property
    def plan_kind(self) -> str:
        return str(self.body["plan_kind"])

    @property
    def weeks(self) -> int:
        return int(self.body["duration"]["planned_weeks"] or self.body["duration"]["max_weeks"])

    @property
    def counts_school_weeks(self) -> bool:
        return bool(self.body["duration"]["week_basis"] == "school")

    @property
    def anchor(self) -> str:
        return str(self.body["schedule"]["anchor_milestone"])

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Return the milestones in order. Those whose date a meeting sets later are left out."""
        return tuple(
            Step(
                id=one["id"],
                label=one["label"],
                week=one["week"],
                offset_school_days=one.get("offset_school_days", 0),
                tolerance_school_days=one["tolerance_school_days"],
                is_required=one["requirement"] == "required",
                meeting=one.get("meeting"),
            )
            for one in self.body["milestones"]
            if one["week"] is not None
        )

    @property
    def final_meeting(self) -> str:
        return str(self.body["verdicts"]["meeting"])

    @property
    def fewest_targets(self) -> int:
        return int(self.body["targets"]["min"])

    @property
    def most_targets(self) -> int:
        return int(self.body["targets"]["max"])

    @property
    def positive_wording(self) -> str:
        return str(self.body["targets"]["positive_wording"])

    @property
    def success_prompt(self) -> str:
        return str(
            self.body["targets"].get("success_criteria", {}).get("prompt", "What will we see or hear?")
        )

    def measures(self) -> list[tuple[str, str]]:
        return [(code, MEASURE_WORDS.get(code, code)) for code in self.body["targets"]["measures"]]

    def parties(self) -> list[str]:
        return [
            party
            for party in self.body["commitments"]["parties"]
            if party in {"school", "family", "pupil", "agency"}
        ]

    def purposes(self) -> list[tuple[str, str]]:
        return _labels(self.body["purposes"])

    def triggers(self) -> list[tuple[str, str]]:
        return _labels(self.body["entry"]["triggers"])

    def words_for(self, choices: list[tuple[str, str]], chosen: list[str]) -> list[str]:
        return [words for code, words in choices if code in chosen]

    def verdicts(self) -> list[tuple[str, str, str]]:
        return [(one["id"], one["label"], one["meaning"]) for one in self.body["verdicts"]["options"]]

    def next_steps(self) -> list[tuple[str, str]]:
        """Return everything that may follow, whatever the verdict, each once."""
        steps = {
            step["id"]: step["label"]
            for one in self.body["verdicts"]["options"]
            for step in one["next_steps"]
        }
        return list(steps.items())

    def asks(self) -> list[tuple[str, str]]:
        """Return what the authority can be asked for."""
        codes = self.body["escalation"][0]["asks"] if self.body["escalation"] else ["advice"]
        return [(code, ASK_WORDS.get(code, code)) for code in codes]

    @property
    def acknowledge_within(self) -> int:
        """Return within how many school days a request is usually acknowledged; the authority's own word wins."""
        return (
            int(self.body["escalation"][0]["clock"]["acknowledge_school_days"])
            if self.body["escalation"]
            else 2
        )

    @property
    def reply_within(self) -> int:
        return (
            int(self.body["escalation"][0]["clock"]["reply_school_days"]) if self.body["escalation"] else 10
        )

    def has_daily_report(self) -> bool:
        return any("daily" in one.get("cadence", {}).get("options", ()) for one in self.body["monitoring"])


def _labels(items: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(item["id"], item["label"]) for item in items]
