"""The words for what a template names by a code, as people read them."""

from collections.abc import Iterable

REQUIREMENT_WORDS = {
    "required": "Needed",
    "expected": "Expected",
    "recommended": "Recommended",
    "optional": "If wanted",
    "none": "Not used",
}
PARTY_WORDS = {
    "school": "School",
    "family": "Family",
    "pupil": "Pupil",
    "agency": "Agency",
    "la": "Local authority",
    "independent": "Somebody independent",
}
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
HORIZON_WORDS = {"short": "Short term", "long": "Long term"}
SMART_WORDS = {
    "specific": "Specific: what exactly will happen",
    "measurable": "Measurable: how we will know",
    "achievable": "Achievable: within reach from where the pupil is",
    "results_focused": "About a result: what will be better for it",
    "time_bound": "By a date",
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
REWARD_WORDS = {
    "praise_from_home": "Praise from home",
    "time_with_parent": "Time with a parent or carer",
    "time_with_adult_in_school": "Time with an adult in school",
    "activity": "An activity",
    "privilege": "A privilege",
    "certificate": "A certificate",
    "object": "Something to keep",
    "other": "Something else",
}
REWARD_CHECK_WORDS = {
    "wanted_by_pupil": "Does the pupil want it?",
    "reachable": "Can it be reached?",
    "need_not_cost_money": "Could it be something that costs no money?",
}
EARNED_WORDS = {"effort": "For effort", "achievement": "For achievement"}
CONSEQUENCE_WORDS = {
    "conversation": "A conversation",
    "repair": "Putting it right",
    "loss_of_privilege": "Loss of a privilege",
    "time_to_make_up": "Making up time",
    "call_home": "A call home",
    "other": "Something else",
}
CADENCE_WORDS = {"daily": "Daily", "weekly": "Weekly", "fortnightly": "Every two weeks"}
CHANNEL_WORDS = {
    "phone": "Phone",
    "text_message": "Text message",
    "email": "E-mail",
    "app": "School app",
    "face_to_face": "In person",
    "letter": "Letter",
    "home_school_book": "Home-school book",
}
MODE_WORDS = {"in_person": "In person", "phone": "By phone", "video": "By video"}
PUPIL_PART_WORDS = {
    "full": "All of it",
    "part": "Part of it",
    "views_only": "Views brought by somebody else",
    "not_there": "Not this time",
}
METHOD_WORDS = {
    "self": "Alone",
    "with_adult": "With an adult",
    "scribed": "Written down by an adult",
    "drawing": "Drawing",
    "mind_map": "Mind map",
    "phone": "By phone",
    "face_to_face": "In person",
    "interpreter": "With an interpreter",
}
SIGNING_WORDS = {
    "typed": "In the room",
    "paper_scan": "On paper",
    "verbal_recorded": "Said, and written down by staff",
}
PAUSE_WORDS = {"illness": "Illness", "suspension": "A suspension", "holiday": "A holiday"}
RELATION_WORDS = {
    "replaces": "Replaces",
    "runs_beside": "Runs beside",
    "integrates": "Takes in",
    "follows": "Follows",
    "may_become": "May become",
    "escalates_to": "May lead to",
}
PLAN_PART_WORDS = {
    "purposes": "Purposes",
    "strengths": "Strengths",
    "concerns": "Concerns",
    "assessments": "Assessments",
    "targets": "Targets",
    "strategies": "Strategies",
    "commitments": "Commitments",
    "rewards": "Rewards",
    "consequences": "Consequences",
    "contingency": "What we do on a bad day",
    "provision": "Support",
    "timetable": "Timetable",
    "monitoring": "Monitoring",
    "communication": "Who hears what",
    "dates": "Dates",
    "signatures": "Agreement",
    "risk": "Risk",
    "actions": "Actions",
    "verdict": "Outcome",
    "next_steps": "Next steps",
}


def worded(codes: Iterable[str], words: dict[str, str]) -> list[tuple[str, str]]:
    """Return codes with their words; a code that has none yet stands for itself."""
    return [(code, words.get(code, code)) for code in codes]
