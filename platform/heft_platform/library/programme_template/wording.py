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
