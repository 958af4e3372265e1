"""The shape of how a programme ends, what is asked of the authority, and who sees and prints what."""

from typing import Any

from marshmallow import ValidationError, validates_schema

from heft_platform.library.shape import values
from heft_platform.library.shape.part import Labelled, Part
from heft_platform.library.shape.values import Names
from heft_platform.library.shape.words import CADENCES, CLASSES, QUEUES

ASKS = ("advice", "consultation_meeting", "outreach", "short_placement", "managed_move", "panel", "notice")
EVENTS = (
    "document_requested",
    "document_due",
    "meeting_planned",
    "monitoring_missed",
    "milestone_overdue",
    "target_review_due",
    "longest_length_near",
)
TEMPLATE_KEY = r"[a-z0-9][a-z0-9-]*"


class NextStep(Labelled):
    requirement = values.requirement()
    plan = values.matching(
        TEMPLATE_KEY, "the key of a template: small letters, digits and hyphens", required=False
    )
    escalation = values.an_id(required=False)


class Verdict(Labelled):
    meaning = values.text()
    next_steps = values.list_of(NextStep, 1)


class EarlyEnds(Part):
    scale = values.an_id()
    options = values.ids(1)
    reason_required = values.yes_or_no()
    next_steps_required = values.yes_or_no()


class Verdicts(Part):
    scale = values.an_id()
    meeting = values.an_id()
    decided_by = values.ids(1)
    evidence = values.ids()
    options = values.list_of(Verdict, 1)
    early_ends = values.part(EarlyEnds)


class ClosingStep(Labelled):
    owner = values.an_id()


class AfterCare(Part):
    offered_for = values.ids()
    weeks = values.number(0, 104)
    cadence = values.one_of(*CADENCES)
    owner = values.an_id()
    document = values.an_id()


class Closing(Part):
    requires = values.tokens(
        "meeting.ID, document.ID, verdict or next_steps", r"meeting\.\w+|document\.\w+|verdict|next_steps"
    )
    unless_early_end = values.some_of("reason", "next_steps", "verdict")
    steps = values.list_of(ClosingStep)
    after_care = values.part(AfterCare)
    agency_access = values.one_of("ends_at_close")
    records = values.one_of("pupil_record")


class FamilyPart(Part):
    informed = values.requirement("not_needed")
    view_recorded = values.requirement("not_needed")
    agreement = values.requirement("not_needed")


class Payload(Part):
    documents = values.ids()
    parts = values.ids()
    excludes_classes = values.some_of(*CLASSES)


class Clock(Part):
    acknowledge_school_days = values.number(0, 100)
    reply_school_days = values.number(0, 100)
    set_by = values.one_of("la")


class Escalation(Labelled):
    basis = values.basis()
    when = values.tokens(
        "verdict.ID, outlook.ID, risk.LEVEL, judgement.NAME, event.NAME or monitoring.stalled",
        r"(verdict|outlook|risk|judgement|event)\.\w+|monitoring\.stalled",
    )
    before = values.one_of("decision_to_exclude", "none")
    raised_by = values.ids(1)
    approved_by = values.ids(1)
    to = values.one_of(*QUEUES)
    family = values.part(FamilyPart)
    payload = values.part(Payload)
    asks = values.some_of(*ASKS, least=1)
    clock = values.part(Clock)


class Views(Part):
    default_class = values.one_of(*CLASSES)
    pupil_view = values.ids()
    family_view = values.ids()
    staff_view = values.ids()
    agency_view = values.ids()
    la_view = values.one_of("escalation_payload_only")
    never_shared = values.some_of(*CLASSES)


class Timing(Part):
    at = values.an_id(required=False)
    school_days_before = values.number(0, 200, required=False)
    school_days_after = values.number(0, 200, required=False)

    @validates_schema
    def one_moment(self, data: dict[str, Any], **_: Any) -> None:
        if len(data) != 1:
            raise ValidationError({"at": ["Say one of: at, school_days_before, school_days_after."]})


class Notice(Part):
    id = values.an_id()
    event = values.one_of(*EVENTS)
    to = Names("completed_by", "invited")
    timing = values.part(Timing)
    reminder_school_days = values.numbers()
    content = values.one_of("reference_and_date")


class Output(Labelled):
    audience = values.ids(1)
    parts = values.ids(1)
    formats = values.some_of("pdf", "docx", least=1)
