"""The shape of what a template says of itself, of what leads to a programme, and of who has a part in it."""

from typing import Any

from marshmallow import ValidationError, validates_schema

from heft_platform.library.shape import values
from heft_platform.library.shape.part import Labelled, Part
from heft_platform.library.shape.words import PARTIES

METRICS = ("suspensions_this_term", "suspensions_this_year", "terms_with_suspension", "attendance_percent")
EVENTS = ("suspension_ended", "exclusion_cancelled")
ASKED_BY_KIND = {"judgement": (), "metric": ("metric", "operator", "value"), "event": ("event",)}


class Origin(Part):
    seed = values.text(longest=200, allow_none=True)
    tradition = values.text()
    own_wording = values.always()


class Audience(Part):
    phases = values.codes()
    settings = values.some_of("mainstream", "special", "alternative_provision", "training_provision")


class Terms(Part):
    plan = values.label()
    plan_short = values.label()
    lead = values.label()
    monitor = values.label()
    interim = values.label()
    end = values.label()


class Trigger(Labelled):
    kind = values.one_of("judgement", "metric", "event")
    metric = values.one_of(*METRICS, required=False)
    operator = values.one_of(">=", ">", "<=", "<", "==", required=False)
    value = values.number(0, 1000, required=False)
    event = values.one_of(*EVENTS, required=False)

    @validates_schema
    def as_its_kind(self, data: dict[str, Any], **_: Any) -> None:
        wanted = ASKED_BY_KIND[data["kind"]]
        lacking = {
            name: [f"This is missing: a trigger of kind “{data['kind']}” needs it."]
            for name in wanted
            if name not in data
        }
        others = {name for names in ASKED_BY_KIND.values() for name in names} - set(wanted)
        idle = {
            name: [f"A trigger of kind “{data['kind']}” has no “{name}”: leave it out."]
            for name in others
            if name in data
        }
        if lacking or idle:
            raise ValidationError({**lacking, **idle})


class Prerequisite(Labelled):
    requirement = values.requirement()


class Entry(Part):
    gate = values.one_of("prompt", "prerequisites")
    triggers = values.list_of(Trigger, 1)
    prerequisites = values.list_of(Prerequisite)
    cautions = values.texts()


class Relation(Labelled):
    kind = values.one_of("replaces", "runs_beside", "integrates", "follows", "may_become", "escalates_to")
    plan = values.matching(
        r"[a-z0-9][a-z0-9_-]*", "the key of a template, another plan’s name or a queue of the authority"
    )


class Role(Labelled):
    basis = values.basis()
    party = values.one_of(*PARTIES)
    requirement = values.requirement()
    min = values.number(0, 50, required=False)
    max = values.number(1, 50, required=False)
    access = values.one_of(
        "own_view", "full", "need_to_know", "case_scope", "meeting_only", "escalation_only", "none"
    )
    attendance_mode = values.one_of("none", "on_request", "always", required=False)
    may_also_be = values.ids(required=False)
    caution = values.text(required=False)
    duties = values.texts()
