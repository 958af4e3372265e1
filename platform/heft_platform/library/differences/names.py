"""What the parts and keys of a template are called when people read about them."""

PARTS = {
    "label": "Names and summary",
    "short_label": "Names and summary",
    "summary": "Names and summary",
    "language": "Names and summary",
    "plan_kind": "Names and summary",
    "key": "Names and summary",
    "schema": "Names and summary",
    "version": "Names and summary",
    "status": "Names and summary",
    "origin": "Where it comes from",
    "audience": "Who it is for",
    "terms": "Local names",
    "duration": "Length",
    "schedule": "Dates",
    "cycle": "Stages",
    "purposes": "What it is for",
    "entry": "Starting",
    "relations": "Other plans",
    "roles": "People",
    "documents": "Questions and papers",
    "milestones": "Steps",
    "meetings": "Meetings",
    "targets": "Targets",
    "commitments": "Promises",
    "rewards": "Rewards",
    "consequences": "Consequences",
    "contingency": "On a very bad day",
    "provision": "Provision and timetable",
    "monitoring": "Between meetings",
    "communication": "Keeping in touch",
    "signatures": "Signatures",
    "review": "Reviews",
    "verdicts": "Outcomes",
    "closing": "Closing",
    "escalation": "Requests to the authority",
    "visibility": "Who sees what",
    "notices": "Notices",
    "outputs": "Prints",
    "locks": "Locked parts",
}
# One of a list, and several: by the key under which the list stands.
NOUNS = {
    "agenda": ("agenda item", "agenda items"),
    "columns": ("column", "columns"),
    "cycle": ("stage", "stages"),
    "documents": ("paper", "papers"),
    "escalation": ("request", "requests"),
    "fields": ("question", "questions"),
    "meetings": ("meeting", "meetings"),
    "milestones": ("step", "steps"),
    "monitoring": ("check", "checks"),
    "next_steps": ("next step", "next steps"),
    "notices": ("notice", "notices"),
    "options": ("outcome", "outcomes"),
    "outputs": ("print", "prints"),
    "prerequisites": ("thing to do before the start", "things to do before the start"),
    "purposes": ("purpose", "purposes"),
    "relations": ("link to another plan", "links to other plans"),
    "roles": ("person", "people"),
    "sections": ("section", "sections"),
    "signatures": ("signature", "signatures"),
    "steps": ("closing step", "closing steps"),
    "triggers": ("reason to start", "reasons to start"),
}
KEYS = {
    "access": "what they may see",
    "approved_by": "who approves",
    "asks": "what can be asked for",
    "attendance_mode": "when they come",
    "basis": "what it rests on",
    "caution": "caution",
    "cautions": "cautions before the start",
    "chair": "who may chair",
    "class": "how private it is",
    "compare_as": "what it is compared with",
    "completed_by": "who answers",
    "default": "usual choice",
    "documents_due": "papers due",
    "duties": "duties",
    "expected": "people expected",
    "fixed_rows": "rows",
    "help": "hint",
    "intro": "words at the beginning",
    "label": "name",
    "lead": "who leads",
    "max": "most",
    "max_gap_school_days": "longest gap in school days",
    "max_weeks": "longest length in weeks",
    "methods": "ways to answer",
    "min": "fewest",
    "min_weeks": "shortest length in weeks",
    "offset_school_days": "shift in school days",
    "on_request": "people invited on request",
    "options": "choices",
    "owner": "who does it",
    "party": "side",
    "planned_weeks": "planned length in weeks",
    "produces": "what exists afterwards",
    "prompts": "prompts",
    "pupil": "whether the pupil is there",
    "records": "what is recorded",
    "requirement": "whether it is needed",
    "roles": "people",
    "short_label": "short name",
    "sign": "signatures taken",
    "tasks": "tasks",
    "title": "title",
    "tolerance_school_days": "school days before it counts as late",
    "type": "kind of answer",
    "uses": "papers used",
    "week": "week",
    "week_basis": "kind of weeks",
}


def noun(collection: str) -> str:
    """Return what one thing of a list is called."""
    return NOUNS.get(collection, ("part", "parts"))[0]


def nouns(collection: str) -> str:
    """Return what the things of a list are called."""
    return NOUNS.get(collection, ("part", "parts"))[1]


def said_of_key(key: str) -> str:
    """Return what a key is called; one that is not known by its own letters."""
    return KEYS.get(key, key.replace("_", " "))


def part_of(key: str) -> str:
    """Return the title under which differences of a top-level key stand."""
    return PARTS.get(key, key.replace("_", " ").capitalize())
