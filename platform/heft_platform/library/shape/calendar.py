"""The shape of what a template says of its length, its calendar and its milestones."""

from typing import Any

from marshmallow import ValidationError, validates_schema

from heft_platform.library.shape import values
from heft_platform.library.shape.part import Labelled, Part
from heft_platform.library.shape.words import PHASES

LONGEST = 104  # weeks


class Allowed(Part):
    """Something that may be switched off: `{allowed: false}` is enough then."""

    allowed = values.yes_or_no()

    @validates_schema
    def say_the_rest(self, data: dict[str, Any], **_: Any) -> None:
        if data["allowed"]:
            lacking = [name for name in self.fields if name not in data]
            if lacking:
                raise ValidationError(
                    {name: ["This is missing: where “allowed” is true, it must be said."] for name in lacking}
                )


class Extension(Allowed):
    max_times = values.number(1, 20, required=False)
    max_weeks_each = values.number(1, LONGEST, required=False)
    reason_required = values.yes_or_no(required=False)
    decided_at = values.ids(1, required=False)
    approved_by = values.ids(1, required=False)
    agreed_with = values.ids(required=False)


class SecondCycle(Allowed):
    max_cycles = values.number(2, 20, required=False)
    reason_required = values.yes_or_no(required=False)
    keeps_history = values.yes_or_no(required=False)


class Pause(Allowed):
    reasons = values.some_of("illness", "suspension", "holiday", least=1, required=False)
    stops_clock = values.yes_or_no(required=False)


class Duration(Part):
    week_basis = values.one_of("school", "calendar")
    planned_weeks = values.number(1, LONGEST, allow_none=True)
    min_weeks = values.number(1, LONGEST)
    max_weeks = values.number(1, LONGEST)
    open_ended = values.yes_or_no()
    extension = values.part(Extension)
    second_cycle = values.part(SecondCycle)
    pause = values.part(Pause)


class Schedule(Part):
    anchor_milestone = values.an_id()
    day_rule = values.one_of("same_weekday_next_school_day", "next_school_day")
    in_school_hours = values.yes_or_no()
    reflow = values.one_of("propose", "ask", "none")
    dates_agreed_at = values.an_id()


class Phase(Labelled):
    id = values.one_of(*PHASES)
    purpose = values.text()


class Window(Part):
    from_week = values.number(0, LONGEST)
    to_week = values.number(0, LONGEST)


class Task(Part):
    label = values.label()
    owner = values.an_id()


class Skip(Part):
    reason_required = values.yes_or_no()
    decided_at = values.an_id()


class Repeat(Part):
    every_weeks = values.number(1, LONGEST)
    until = values.an_id()


class Milestone(Labelled):
    basis = values.basis()
    requirement = values.requirement()
    week = values.number(-LONGEST, LONGEST, allow_none=True)
    offset_school_days = values.number(-100, 100, required=False)
    window = values.part(Window, required=False)
    group = values.an_id(required=False)
    tolerance_school_days = values.number(0, 100)
    meeting = values.an_id(required=False)
    documents_due = values.ids()
    tasks = values.list_of(Task, required=False)
    skip = values.part(Skip, required=False)
    repeat = values.part(Repeat, required=False)
    note = values.text(required=False)

    @validates_schema
    def week_or_window(self, data: dict[str, Any], **_: Any) -> None:
        if data["week"] is None and "window" not in data:
            raise ValidationError(
                {"window": ["Without a week, say between which weeks: {from_week: 8, to_week: 16}."]}
            )
        if data["week"] is not None and "window" in data:
            raise ValidationError({"window": ["Use a week or a window: with a window, write “week: null”."]})
        if data["week"] is None and "repeat" in data:
            raise ValidationError(
                {"repeat": ["A step whose date is set later does not repeat: leave this out."]}
            )
