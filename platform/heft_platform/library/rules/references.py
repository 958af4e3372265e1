"""Rule 1, second half: every name leads somewhere."""

from collections.abc import Callable, Mapping

from heft_platform.codes import codes_of, lists, scale_of, scales
from heft_platform.library.rules.places import Body, Broken, every, names, unknown
from heft_platform.library.shape.words import OUTSIDE_PLANS, PLAN_PARTS

LEADS_TO: Mapping[str, tuple[str, ...]] = {
    "role": (
        "duration.extension.approved_by[]",
        "duration.extension.agreed_with[]",
        "roles[].may_also_be[]",
        "documents[].completed_by[]",
        "milestones[].tasks[].owner",
        "meetings[].chair[]",
        "meetings[].invite.required[]",
        "meetings[].invite.expected[]",
        "meetings[].invite.on_request[]",
        "meetings[].flexible_for[]",
        "meetings[].goes_ahead_without[]",
        "meetings[].agenda[].lead[]",
        "monitoring[].owner",
        "monitoring[].with[]",
        "monitoring[].missed.tell[]",
        "communication.targets_shared_with.roles[]",
        "communication.staff_briefing.approved_by[]",
        "signatures[].roles[]",
        "signatures[].waiver.approved_by[]",
        "review.early_review.called_by[]",
        "review.failing_between.task_for",
        "verdicts.decided_by[]",
        "closing.steps[].owner",
        "closing.after_care.owner",
        "escalation[].raised_by[]",
        "escalation[].approved_by[]",
        "notices[].to[]",
        "outputs[].audience[]",
    ),
    "document": (
        "milestones[].documents_due[]",
        "meetings[].papers[]",
        "meetings[].agenda[].uses[]",
        "provision.map.document",
        "provision.timetable.document",
        "monitoring[].document",
        "communication.targets_shared_with.document",
        "review.failing_between.document",
        "verdicts.evidence[]",
        "closing.after_care.document",
        "escalation[].payload.documents[]",
    ),
    "milestone": (
        "schedule.anchor_milestone",
        "schedule.dates_agreed_at",
        "documents[].due.milestone",
        "milestones[].repeat.until",
    ),
    "meeting": (
        "milestones[].meeting",
        "targets.may_change_at[]",
        "commitments.may_change_at[]",
        "signatures[].meeting",
        "verdicts.meeting",
    ),
    "meeting or milestone": (
        "duration.extension.decided_at[]",
        "milestones[].skip.decided_at",
        "review.number.decided_at",
    ),
    "signature": ("meetings[].sign[]",),
    "outcome": ("closing.after_care.offered_for[]",),
    "request to the authority": ("verdicts.options[].next_steps[].escalation",),
    "part of the plan": ("meetings[].agenda[].records[]", "escalation[].payload.parts[]"),
    "document or part of the plan": (
        "meetings[].produces[]",
        "signatures[].scope[]",
        "visibility.pupil_view[]",
        "visibility.family_view[]",
        "visibility.staff_view[]",
        "visibility.agency_view[]",
    ),
    "document, part of the plan or escalation_payload": ("outputs[].parts[]",),
    "rating scale": (
        "documents[].sections[].fields[].scale",
        "documents[].sections[].fields[].columns[].scale",
        "targets.status_scale",
        "targets.change_scale",
        "targets.result_scale",
        "targets.own_control_rating",
        "commitments.kept_scale",
        "verdicts.scale",
        "verdicts.early_ends.scale",
    ),
    "code list": (
        "documents[].sections[].fields[].codes",
        "documents[].sections[].fields[].columns[].codes",
    ),
    "phase of school": ("audience.phases[]", "documents[].suggested_for.phases[]"),
    "attendance code": ("provision.timetable.attendance_code",),
}

KNOWN: Mapping[str, Callable[[Body], frozenset[str]]] = {
    "role": lambda body: _ids(body, "roles"),
    "document": lambda body: _ids(body, "documents"),
    "milestone": lambda body: _ids(body, "milestones"),
    "meeting": lambda body: _ids(body, "meetings"),
    "meeting or milestone": lambda body: _ids(body, "meetings", "milestones"),
    "signature": lambda body: _ids(body, "signatures"),
    "outcome": lambda body: _ids(body["verdicts"], "options"),
    "request to the authority": lambda body: _ids(body, "escalation"),
    "part of the plan": lambda _: frozenset(PLAN_PARTS),
    "document or part of the plan": lambda body: _ids(body, "documents") | frozenset(PLAN_PARTS),
    "document, part of the plan or escalation_payload": lambda body: (
        _ids(body, "documents") | {*PLAN_PARTS, "escalation_payload"}
    ),
    "rating scale": lambda _: scales(),
    "code list": lambda _: lists(),
    "phase of school": lambda _: frozenset(codes_of("school_phases")),
    "attendance code": lambda _: frozenset(codes_of("attendance_codes")),
}


def names_lead_somewhere(body: Body) -> Broken:
    for kind, paths in LEADS_TO.items():
        known = KNOWN[kind](body)
        for path in paths:
            for place, name in every(body, path):
                if name not in known:
                    yield place, unknown(kind, name, known)


def relations_lead_somewhere(body: Body) -> Broken:
    queues = names(body, "escalation[].to")
    for place, relation in every(body, "relations[]"):
        plan, leads_out = relation["plan"], relation["kind"] == "escalates_to"
        if leads_out and plan not in queues:
            yield f"{place}.plan", unknown("request to the authority whose “to” is", plan, queues)
        if not leads_out and "_" in plan and plan not in OUTSIDE_PLANS:
            yield f"{place}.plan", unknown("template or other plan", plan, OUTSIDE_PLANS)


def locks_lead_somewhere(body: Body) -> Broken:
    for place, lock in every(body, "locks[]"):
        collection, _, id_ = lock.partition(".")
        if collection not in LOCKABLE:
            yield place, unknown("list of", collection, LOCKABLE)
        elif id_ not in (known := _ids(body, collection)):
            yield place, unknown(f"entry of “{collection}” with the id", id_, known)


def codes_are_of_their_scale(body: Body) -> Broken:
    """What names a code of a scale must be one of that scale’s. The scales themselves are known by now."""
    early = body["verdicts"]["early_ends"]
    for place, code in every(body, "verdicts.early_ends.options[]"):
        if code not in scale_of(early["scale"]):
            yield place, unknown(f"code of the scale {early['scale']}", code, scale_of(early["scale"]))
    for place, question in every(body, "documents[].sections[].fields[]"):
        if "default" in question and question.get("codes") in lists():
            known = codes_of(question["codes"])
            if question["default"] not in known:
                yield (
                    f"{place}.default",
                    unknown(f"code of the list {question['codes']}", question["default"], known),
                )


LOCKABLE = (
    "documents",
    "escalation",
    "meetings",
    "milestones",
    "monitoring",
    "purposes",
    "roles",
    "signatures",
)


def _ids(body: Body, *collections: str) -> frozenset[str]:
    return frozenset(item["id"] for collection in collections for item in body[collection])


RULES = (names_lead_somewhere, relations_lead_somewhere, locks_lead_somewhere, codes_are_of_their_scale)
