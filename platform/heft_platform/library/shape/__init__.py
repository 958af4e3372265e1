"""The shape of a template: schema version 1, every key of every part."""

from heft_platform.library.shape import beginnings, calendar, endings, papers, plan, values
from heft_platform.library.shape.meetings import Meeting, Review, Signature
from heft_platform.library.shape.part import Labelled, Part

PLAN_KINDS = ("psp", "part_time_timetable", "managed_move", "outreach", "reintegration")
STATUSES = ("draft", "published", "retired")


class TemplateShape(Part):
    """Every key of a template, and nothing beside them."""

    schema = values.number(1, 1)
    key = values.matching(endings.TEMPLATE_KEY, "small letters, digits and hyphens")
    version = values.number(1, 9999)
    status = values.one_of(*STATUSES)
    label = values.label()
    short_label = values.label()
    summary = values.text()
    language = values.matching(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", "a language tag, such as en-GB")
    plan_kind = values.one_of(*PLAN_KINDS)
    origin = values.part(beginnings.Origin)
    audience = values.part(beginnings.Audience)
    terms = values.part(beginnings.Terms)
    duration = values.part(calendar.Duration)
    schedule = values.part(calendar.Schedule)
    cycle = values.list_of(calendar.Phase, 4)
    purposes = values.list_of(Labelled, 1)
    entry = values.part(beginnings.Entry)
    relations = values.list_of(beginnings.Relation)
    roles = values.list_of(beginnings.Role, 1)
    documents = values.list_of(papers.Document)
    milestones = values.list_of(calendar.Milestone, 1)
    meetings = values.list_of(Meeting, 1)
    targets = values.part(plan.Targets)
    commitments = values.part(plan.Commitments)
    rewards = values.part(plan.Rewards)
    consequences = values.part(plan.Consequences)
    contingency = values.part(plan.Prompted)
    provision = values.part(plan.Provision)
    monitoring = values.list_of(plan.Monitoring)
    communication = values.part(plan.Communication)
    signatures = values.list_of(Signature)
    review = values.part(Review)
    verdicts = values.part(endings.Verdicts)
    closing = values.part(endings.Closing)
    escalation = values.list_of(endings.Escalation)
    visibility = values.part(endings.Views)
    notices = values.list_of(endings.Notice)
    outputs = values.list_of(endings.Output)
    locks = values.tokens("collection.id, such as roles.pupil", r"[a-z]+\.[a-z][a-z0-9_]*")
