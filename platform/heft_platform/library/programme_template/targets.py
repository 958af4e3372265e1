"""What a template asks of targets, and of the commitments around them."""

from dataclasses import dataclass

from heft_platform.library.programme_template.asking import Asked, Prompted


@dataclass(frozen=True, kw_only=True)
class Smart(Asked):
    """The questions of a SMART target, and how strongly they are asked."""

    parts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class TargetRules:
    """How many targets, for how long, worded, measured and changed how. Scales are groups of outcome_scales."""

    fewest: int
    most: int
    usual: int
    horizons: tuple[str, ...]  # short, long
    each_horizon_expected: bool
    smart: Smart
    positive_wording: str  # required, warn, off
    small_steps: str  # a requirement, as pupil_words and own_review_date are
    success_criteria: Prompted
    baseline: Asked
    measures: tuple[str, ...]
    default_measure: str
    pupil_words: str
    own_review_date: str = "none"
    may_change_at: tuple[str, ...]  # meetings
    status_scale: str
    change_scale: str
    result_scale: str
    own_control_rating: str | None = None  # a scale


@dataclass(frozen=True, kw_only=True)
class CommitmentRules:
    """Who may commit, from whom a commitment is expected, and what is asked about each."""

    parties: tuple[str, ...]
    expected_from: tuple[str, ...]
    reason_if_none: bool
    one_per_party_per_target: bool = False
    school_additional_to: tuple[str, ...] = ()  # plans whose commitments do not count here
    fields: tuple[str, ...]  # owner, party, what, how_often, start, end, target
    kept_scale: str
    may_change_at: tuple[str, ...]  # meetings
    changed_by: str
