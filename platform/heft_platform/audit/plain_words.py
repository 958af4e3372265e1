"""What was done, with what and which parts of it, in words that somebody at a school reads: where those of the code are ours."""

from heft_platform.words import with_capital

ENTERED = "gate.entered"
DEEDS = {
    ENTERED: "came in as a guest",
    "asked.added": "paper or answer asked for",
    "asked.answered": "paper or answer came in",
    "asked.changed": "paper or answer asked for from somebody else, or for another day",
    "asked.file_brought": "file added to an answer",
    "asked.file_taken_out": "file of an answer taken out",
    "asked.left_out": "paper or answer left out",
    "asked.received": "paper came in",
    "asked.reminded": "reminded of a paper or an answer",
    "bank.added": "example put into the target bank",
    "bank.changed": "example in the target bank changed",
    "bank.loaded": "examples that come with Heft put into the target bank",
    "bank.taken_out": "example taken out of the target bank",
    "commitment.added": "promise added",
    "commitment.changed": "promise changed",
    "commitment.dropped": "promise dropped",
    "day.divided": "parts of the day changed",
    "export.asked": "file of a programme asked for",
    "export.fetched": "file of a programme fetched",
    "help.viewed": "“Help in class” viewed",
    "list.exported": "list taken as a spreadsheet",
    "mail.chosen": "e-mails chosen",
    "monitoring.agreed": "sessions agreed",
    "numbers.exported": "numbers taken as a spreadsheet",
    "picture.changed": "context changed",
    "picture.viewed": "context viewed",
    "programme.activated": "programme began",
    "programme.held": "meeting held",
    "programme.judged": "outcome of a programme decided",
    "programme.no_promise": "reason why nothing is promised",
    "programme.plan_agreed": "plan agreed",
    "programme.relations_named": "other plans named",
    "review.held": "record of a meeting saved",
    "trail.viewed": "“Who looked” viewed",
}
THINGS = {"commitment": "promise", "picture": "context", "trail": "“Who looked”"}
PARTS = {
    "after_care_until": "how long support goes on",
    "antecedent": "what went before",
    "asked_name": "who was asked",
    "at": "time",
    "body": "words",
    "briefing_safe": "what all staff may read",
    "cadence": "how often",
    "channel": "how",
    "commitments": "promises",
    "cost_pence": "cost",
    "course": "dates and state",
    "due_on": "by when",
    "ends_on": "last day",
    "enrolment": "roll",
    "family_gap": "why no parent or carer was heard",
    "horizon": "how long it is for",
    "is_additional": "in addition to earlier plans",
    "is_earlier": "before this concern",
    "is_part_time": "part-time",
    "left_on": "last day at school",
    "mode": "how to meet",
    "on_day": "day",
    "own_control": "how much control the pupil feels",
    "owner_name": "who does it",
    "party": "who promises it",
    "pastoral": "what pastoral staff may read",
    "possible": "possible sessions",
    "pupil_words": "pupil’s words",
    "said_by": "who said it",
    "sen": "special educational needs",
    "setting": "where it shows",
    "starts_at": "day and time",
    "starts_on": "first day",
    "state": "how it stands",
    "statement": "target",
    "success": "what it looks like",
    "was_missed": "not in the lesson",
}


def in_words(code: str) -> str:
    """Say what was done, or with what, from its code: “pupil.log_viewed” is “Pupil log viewed”."""
    return with_capital(DEEDS.get(code) or THINGS.get(code) or code.replace(".", " ").replace("_", " "))


def parts_in_words(parts: tuple[str, ...]) -> str:
    """Say which parts were changed or shown, from the names of their fields."""
    return ", ".join(PARTS.get(one) or _spelt_out(one) for one in parts)


def _spelt_out(part: str) -> str:
    return part.removesuffix("_id").replace("_", " ").replace("-", " ")
