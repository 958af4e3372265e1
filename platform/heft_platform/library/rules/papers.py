"""Rules 5 and 6: what is needed is asked of somebody, by some day; and questions hang together."""

from collections import Counter
from collections.abc import Mapping

from heft_platform.codes import scale_of
from heft_platform.library.rules.places import Body, Broken, every, names, unknown
from heft_platform.library.shape.words import CLASSES

ANSWERS = {"yes_no": ("yes", "no"), "yes_no_unsure": ("yes", "no", "unsure")}


def needed_papers_come_from_somebody(body: Body) -> Broken:
    asked_for = {
        name
        for path in ("meetings[].produces[]", "milestones[].documents_due[]", "monitoring[].document")
        for name in names(body, path)
    }
    for place, document in every(body, "documents[]"):
        if document["requirement"] != "required":
            continue
        if not document["completed_by"]:
            yield (
                f"{place}.completed_by",
                "This document is required, so somebody must complete it: name a role.",
            )
        if "due" not in document and document["id"] not in asked_for:
            yield (
                place,
                (
                    "This document is required, but no day and no meeting asks for it. "
                    "Say when it is due, or let a meeting produce it."
                ),
            )


def groups_have_a_choice(body: Body) -> Broken:
    times = Counter(group for _, group in every(body, "documents[].one_of"))
    for place, group in every(body, "documents[].one_of"):
        if times[group] < 2:
            yield place, f"“{group}” is a choice of one document. Add another to it, or leave “one_of” out."


def questions_hang_together(body: Body) -> Broken:
    for place, document in every(body, "documents[]"):
        asked = {question["id"]: question for _, question in every(document, "sections[].fields[]")}
        for where, question in every(document, "sections[].fields[]", place):
            if "shown_when" in question:
                yield from _shown_when(where, question, asked, body)
            if _is_looser(question, document):
                yield (
                    f"{where}.class",
                    f"An answer may be more guarded than its document ({document['class']}), not less.",
                )


def _shown_when(where: str, question: Body, asked: Mapping[str, Body], body: Body) -> Broken:
    path, other = f"{where}.shown_when", question["shown_when"]["field"]
    if other not in asked or other == question["id"]:
        yield (
            f"{path}.field",
            unknown("other question in this document", other, set(asked) - {question["id"]}),
        )
        return
    answers = _answers_of(asked[other], body)
    for number, answer in enumerate(question["shown_when"]["in"]):
        if answer not in answers:
            yield f"{path}.in[{number}]", unknown(f"answer to “{other}”", answer, answers)


def _answers_of(question: Body, body: Body) -> frozenset[str]:
    type_ = question["type"]
    if type_ in ANSWERS:
        return frozenset(ANSWERS[type_])
    if type_ == "scale":
        return frozenset(scale_of(question["scale"]))
    if source := question.get("options_from"):
        lists = {
            "purposes": "purposes[].id",
            "entry.triggers": "entry.triggers[].id",
            "verdicts.next_steps": "verdicts.options[].next_steps[].id",
        }
        return frozenset(names(body, lists[source]))
    return frozenset(question.get("options", ()))


def _is_looser(question: Body, document: Body) -> bool:
    """Say whether an answer would be freer than its document. What is written for all staff to hear may be."""
    class_ = question.get("class", document["class"])
    return class_ != "BRIEFING_SAFE" and CLASSES.index(class_) < CLASSES.index(document["class"])


def seeds_are_named(body: Body) -> Broken:
    if body["origin"]["seed"] is not None:
        return
    for collection in (
        "roles",
        "documents",
        "milestones",
        "meetings",
        "monitoring",
        "signatures",
        "escalation",
    ):
        for place, basis in every(body, f"{collection}[].basis"):
            if basis == "seed":
                yield place, "No seed is named in “origin.seed”. Use “rule” or “design”, or name it there."


RULES = (needed_papers_come_from_somebody, groups_have_a_choice, questions_hang_together, seeds_are_named)
