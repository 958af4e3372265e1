"""Rules 7 and 9: outcomes are those of their scale, and nothing in a template leads out of school."""

from heft_platform.codes import scale_of, scales
from heft_platform.library.rules.places import Body, Broken, every, names, unknown

LEADS_OUT = ("exclusion", "exclude", "suspen")
NO_CONSEQUENCE = ("suspension", "permanent_exclusion", "part_time_timetable")
MAKES_ABSENT = ("suspen", "exclu", "part_time", "sent_home", "reduced_hours")


def outcomes_are_those_of_the_scale(body: Body) -> Broken:
    verdicts = body["verdicts"]
    if verdicts["scale"] not in scales():
        return  # said already
    codes = set(scale_of(verdicts["scale"]))
    options = names(body, "verdicts.options[].id")
    for place, id_ in every(body, "verdicts.options[].id"):
        if id_ not in codes:
            yield place, unknown(f"outcome on the scale {verdicts['scale']}", id_, codes)
    if lacking := sorted(codes - options):
        yield "verdicts.options", f"The scale has these too: {', '.join(lacking)}. Say what each means."


def nothing_leads_to_exclusion(body: Body) -> Broken:
    for place, option in every(body, "verdicts.options[]"):
        steps = [(place, option), *every(option, "next_steps[]", place)]
        for where, step in steps:
            if any(word in step["label"].lower() for word in LEADS_OUT) and "escalation" not in step:
                yield (
                    f"{where}.label",
                    "No outcome or next step may be an exclusion. Say what support comes next.",
                )


def consequences_keep_the_pupil_in_school(body: Body) -> Broken:
    for place, kind in every(body, "consequences.kinds[]"):
        if any(word in kind for word in MAKES_ABSENT):
            yield (
                place,
                "A consequence is never a suspension, an exclusion or part-time attendance. Take it out.",
            )
    if lacking := [name for name in NO_CONSEQUENCE if name not in body["consequences"]["never"]]:
        yield "consequences.never", f"These can never be consequences: {', '.join(lacking)}. Add them."


def closing_asks_for_what_exists(body: Body) -> Broken:
    known = {"meeting": names(body, "meetings[].id"), "document": names(body, "documents[].id")}
    for place, token in every(body, "closing.requires[]"):
        kind, _, name = token.partition(".")
        if name and name not in known[kind]:
            yield place, unknown(kind, name, known[kind])


def requests_are_offered_for_what_happens(body: Body) -> Broken:
    outlooks = {
        option
        for _, question in every(body, "documents[].sections[].fields[]")
        if question["id"] == "outlook"
        for option in question.get("options", ())
    }
    known = {
        "verdict": names(body, "verdicts.options[].id"),
        "outlook": outlooks,
        "risk": set(scale_of("risk_level")),
    }
    for place, token in every(body, "escalation[].when[]"):
        kind, _, name = token.partition(".")
        if kind in known and name not in known[kind]:
            yield place, unknown(f"{kind} called", name, known[kind])


RULES = (
    outcomes_are_those_of_the_scale,
    nothing_leads_to_exclusion,
    consequences_keep_the_pupil_in_school,
    closing_asks_for_what_exists,
    requests_are_offered_for_what_happens,
)
