"""The words for what a template names by a code, as people read them."""

from collections.abc import Iterable

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


def worded(codes: Iterable[str], words: dict[str, str]) -> list[tuple[str, str]]:
    """Return codes with their words; a code that has none yet stands for itself."""
    return [(code, words.get(code, code)) for code in codes]
