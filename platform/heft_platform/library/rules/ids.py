"""Rule 1, first half: every id is used once, and is no word that means something already."""

from collections import Counter

from heft_platform.library.rules.places import Body, Broken, every
from heft_platform.library.shape.words import PHASES, PLAN_PARTS

ONCE = (
    "purposes",
    "entry.triggers",
    "entry.prerequisites",
    "relations",
    "roles",
    "documents",
    "documents[].sections",
    "documents[].sections[].fields[].columns",
    "milestones",
    "meetings",
    "meetings[].agenda",
    "monitoring",
    "signatures",
    "verdicts.options",
    "verdicts.options[].next_steps",
    "closing.steps",
    "escalation",
    "notices",
    "outputs",
)


def used_once(body: Body) -> Broken:
    for path in ONCE:
        for place, items in every(body, path):
            seen = set()
            for number, item in enumerate(items):
                if item["id"] in seen:
                    yield (
                        f"{place}[{number}].id",
                        f"“{item['id']}” stands in this list twice. Use every id once.",
                    )
                seen.add(item["id"])


def questions_once(body: Body) -> Broken:
    """Answers are kept by the question's id, whatever section it stands in."""
    for place, document in every(body, "documents[]"):
        asked = list(every(document, "sections[].fields[].id", place))
        times = Counter(id_ for _, id_ in asked)
        for where, id_ in asked:
            if times[id_] > 1:
                yield where, f"“{id_}” stands in this document {times[id_]} times. Use every id once."
                times[id_] = 0


def no_document_is_a_plan_part(body: Body) -> Broken:
    for place, id_ in every(body, "documents[].id"):
        if id_ in PLAN_PARTS:
            yield place, f"“{id_}” is a part of the plan, so no document may be called so. Use another id."


def the_cycle_in_order(body: Body) -> Broken:
    if [phase["id"] for phase in body["cycle"]] != list(PHASES):
        yield "cycle", f"The cycle has these phases, in this order: {', '.join(PHASES)}."


RULES = (used_once, questions_once, no_document_is_a_plan_part, the_cycle_in_order)
