"""The words that schema version 1 allows in one place or another."""

REQUIREMENTS = ("required", "expected", "recommended", "optional", "none")
BASES = ("seed", "rule", "design")
PARTIES = ("pupil", "family", "school", "agency", "la", "independent")
CLASSES = ("BRIEFING_SAFE", "PASTORAL", "SENSITIVE", "SAFEGUARDING", "LEGAL")
PHASES = ("assess", "plan", "do", "review")
CADENCES = ("daily", "weekly", "fortnightly")
PLAN_PARTS = (
    "purposes",
    "strengths",
    "concerns",
    "assessments",
    "targets",
    "strategies",
    "commitments",
    "rewards",
    "consequences",
    "contingency",
    "provision",
    "timetable",
    "monitoring",
    "communication",
    "dates",
    "signatures",
    "risk",
    "actions",
    "verdict",
    "next_steps",
)
OUTSIDE_PLANS = (
    "behaviour_plan",
    "sen_support_plan",
    "iep",
    "ehc_plan",
    "early_help_assessment",
    "suspension_record",
)
COMPUTED = (
    "pupil.identity",
    "pupil.context_grid",
    "attendance.current_year",
    "attendance.previous_year",
    "attendance.lateness",
    "behaviour.log_window",
    "behaviour.counts",
    "suspensions.current_year",
    "suspensions.history",
    "adjustments.current",
    "interventions.current",
    "plans.linked",
    "sen.summary",
    "agencies.active",
    "timetable.planned_hours",
    "psp.targets",
    "psp.commitments",
    "psp.rewards",
    "psp.consequences",
    "psp.dates",
    "psp.communication",
    "psp.monitoring",
    "psp.change_since_last",
    "psp.change_since_start",
    "psp.compare_views",
)
COMPARED = (
    "strengths",
    "whats_hard",
    "what_helps",
    "triggers",
    "hope",
    "overall",
    "coming_in",
    "reward_idea",
    "own_control",
)
QUEUES = ("la_exclusion_support", "la_inclusion_service", "la_part_time_register")
