"""The shape of a template, as far as the programme engine reads it (schema version 1)."""

from typing import Any

from marshmallow import INCLUDE, RAISE, Schema, fields, validate

REQUIREMENTS = ["required", "expected", "recommended", "optional", "none"]
PARTIES = ["pupil", "family", "school", "agency", "la", "independent"]
CLASSES = ["BRIEFING_SAFE", "PASTORAL", "SENSITIVE", "SAFEGUARDING", "LEGAL"]
MISSING: dict[str, Any] = {"required": "This key is missing."}
AN_ID = validate.Regexp(r"^[a-z][a-z0-9_]*$", error="Use small letters, digits and _ for an id.")


def text(**more: Any) -> fields.String:
    return fields.String(required=True, error_messages={**MISSING, "invalid": "This must be text."}, **more)


def one_of(choices: list[str], **more: Any) -> fields.String:
    allowed = validate.OneOf(choices, error=f"Use one of: {', '.join(choices)}.")
    return fields.String(required=True, validate=allowed, error_messages=MISSING, **more)


def an_id() -> fields.String:
    return text(validate=AN_ID)


def number(least: int = 0, *, required: bool = True) -> fields.Integer:
    at_least = validate.Range(min=least, error=f"Use a whole number, {least} or more.")
    messages = {**MISSING, "invalid": "This must be a whole number."}
    return fields.Integer(required=required, strict=True, validate=at_least, error_messages=messages)


def yes_or_no() -> fields.Boolean:
    return fields.Boolean(
        required=True,
        truthy={True},
        falsy={False},
        error_messages={**MISSING, "invalid": "This must be true or false."},
    )


def ids() -> fields.List[Any]:
    return fields.List(
        fields.String(), required=True, error_messages={**MISSING, "invalid": "This must be a list."}
    )


def list_of(part: type[Schema], least: int = 0) -> fields.List[Any]:
    enough = validate.Length(min=least, error=f"At least {least} is needed here.")
    return fields.List(
        fields.Nested(part),
        required=True,
        validate=enough,
        error_messages={**MISSING, "invalid": "This must be a list."},
    )


def part(of: type[Schema]) -> fields.Nested:
    return fields.Nested(of, required=True, error_messages={**MISSING, "type": "This must hold keys."})


class Part(Schema):
    """A part of a template: what is named here must be right, what is not is carried along."""

    class Meta:
        unknown = INCLUDE


class Labelled(Part):
    id = an_id()
    label = text()


class Duration(Part):
    week_basis = one_of(["school", "calendar"])
    planned_weeks = fields.Integer(required=True, strict=True, allow_none=True, error_messages=MISSING)
    min_weeks = number(1)
    max_weeks = number(1)
    open_ended = yes_or_no()


class Schedule(Part):
    anchor_milestone = an_id()
    day_rule = one_of(["same_weekday_next_school_day", "next_school_day"])
    reflow = one_of(["propose", "ask", "none"])


class Entry(Part):
    gate = one_of(["prompt", "prerequisites"])
    triggers = list_of(Labelled)
    prerequisites = list_of(Labelled)


class Role(Labelled):
    party = one_of(PARTIES)
    requirement = one_of(REQUIREMENTS)
    access = one_of(
        ["own_view", "full", "need_to_know", "case_scope", "meeting_only", "escalation_only", "none"]
    )


class Due(Part):
    milestone = an_id()


class Document(Labelled):
    kind = one_of(
        [
            "questionnaire",
            "record",
            "extract",
            "upload",
            "report",
            "minutes",
            "log_sheet",
            "letter",
            "agreement",
        ]
    )
    requirement = one_of(REQUIREMENTS)
    completed_by = ids()
    class_ = one_of(CLASSES, data_key="class")
    due = fields.Nested(Due, error_messages={"type": "This must hold keys."})


class Milestone(Labelled):
    requirement = one_of(REQUIREMENTS)
    week = fields.Integer(required=True, strict=True, allow_none=True, error_messages=MISSING)
    tolerance_school_days = number()
    documents_due = ids()
    meeting = fields.String(validate=AN_ID)
    offset_school_days = number(required=False)


class Invite(Part):
    required = ids()
    expected = ids()
    on_request = ids()


class AgendaItem(Part):
    id = an_id()
    title = text()


class Meeting(Labelled):
    purpose = text()
    chair = ids()
    invite = part(Invite)
    agenda = list_of(AgendaItem, 1)
    produces = ids()


class SuccessCriteria(Part):
    prompt = fields.String()


class Targets(Part):
    min = number()
    max = number()
    default = number()
    positive_wording = one_of(["required", "warn", "off"])
    measures = ids()
    default_measure = text()
    success_criteria = fields.Nested(SuccessCriteria, error_messages={"type": "This must hold keys."})


class Commitments(Part):
    parties = fields.List(
        fields.String(validate=validate.OneOf(PARTIES, error=f"Use one of: {', '.join(PARTIES)}.")),
        required=True,
        error_messages=MISSING,
    )
    expected_from = ids()


class Cadence(Part):
    options = fields.List(fields.String(), error_messages={"invalid": "This must be a list."})


class Monitoring(Labelled):
    requirement = one_of(REQUIREMENTS)
    owner = an_id()
    max_gap_school_days = number(1)
    cadence = fields.Nested(Cadence, error_messages={"type": "This must hold keys."})


class Signature(Labelled):
    meeting = an_id()
    rule = one_of(["all_present", "listed_roles", "optional"])


class VerdictOption(Labelled):
    meaning = text()
    next_steps = list_of(Labelled, 1)


class Verdicts(Part):
    meeting = an_id()
    options = list_of(VerdictOption, 1)


class Clock(Part):
    acknowledge_school_days = number()
    reply_school_days = number()


class Escalation(Labelled):
    to = one_of(["la_exclusion_support", "la_inclusion_service", "la_part_time_register"])
    asks = ids()
    clock = part(Clock)


class TemplateShape(Part):
    """Every top-level key of schema version 1; the parts that the engine reads, in full."""

    class Meta:
        unknown = RAISE  # a slip in one of these would silently leave a whole part out

    error_messages = {"unknown": "There is no such key."}

    schema = fields.Integer(
        required=True,
        validate=validate.Equal(1, error="This version of Heft reads schema 1."),
        error_messages=MISSING,
    )
    key = text(
        validate=validate.Regexp(r"^[a-z0-9][a-z0-9-]*$", error="Use small letters, digits and hyphens.")
    )
    version = number(1)
    status = one_of(["draft", "published", "retired"])
    label = text()
    short_label = text()
    summary = text()
    language = text()
    plan_kind = one_of(["psp", "part_time_timetable", "managed_move", "outreach", "reintegration"])
    origin = part(Part)
    audience = part(Part)
    terms = part(Part)
    duration = part(Duration)
    schedule = part(Schedule)
    cycle = list_of(Labelled, 4)
    purposes = list_of(Labelled, 1)
    entry = part(Entry)
    relations = fields.List(fields.Dict(), required=True, error_messages=MISSING)
    roles = list_of(Role, 1)
    documents = list_of(Document)
    milestones = list_of(Milestone, 1)
    meetings = list_of(Meeting, 1)
    targets = part(Targets)
    commitments = part(Commitments)
    rewards = part(Part)
    consequences = part(Part)
    contingency = part(Part)
    provision = part(Part)
    monitoring = list_of(Monitoring)
    communication = part(Part)
    signatures = list_of(Signature)
    review = part(Part)
    verdicts = part(Verdicts)
    closing = part(Part)
    escalation = list_of(Escalation)
    visibility = part(Part)
    notices = fields.List(fields.Dict(), required=True, error_messages=MISSING)
    outputs = fields.List(fields.Dict(), required=True, error_messages=MISSING)
    locks = ids()
