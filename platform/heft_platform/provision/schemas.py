"""What the forms of help and timetables accept."""

from decimal import Decimal
from typing import Any

from marshmallow import fields, validate

from heft_platform.form_fields import LONG, day, maybe_day, maybe_words, one_of, words
from heft_platform.forms import Form, SaidOf, said
from heft_platform.provision import services
from heft_platform.provision.services import (
    AGREED_HOW,
    ARRANGEMENTS,
    CATEGORIES,
    DAYS,
    KIND_WORDS,
    WAVES,
)

SAID_OF: SaidOf = {
    services.EndsBeforeItBeginsError: ("ends_on", "{refusal.words}"),
    services.StartMissingError: ("starts_on", "Enter the first day"),
    services.WhatCameOfItMissingError: ("impact_words", "Say what came of it"),
    services.WaveNotOnMapError: (
        "wave",
        "“{refusal.plan}” maps help of {refusal.waves}. Select one of these",
    ),
}
MISSING_OF_PART_TIME = {
    "ends_on": "Enter the last day: a part-time timetable always ends",
    "review_on": "Enter the day on which you look at it again",
    "risk": "Say what the risk is while the pupil is not in school, and who looks after them",
    "agreed_by": "Enter the name of the parent or carer who agreed",
    "agreed_how": "Select how they agreed",
    "agreed_on": "Enter the day on which they agreed",
}
SAID_OF_TIMETABLE: SaidOf = {
    services.EndsBeforeItBeginsError: ("ends_on", "{refusal.words}"),
    services.WeekNotInPlanError: (
        "is_part_time",
        "“{refusal.plan}” has no place for a week of the pupil’s own. Write what helps under Provision, or start a programme that has",
    ),
    services.PartTimeNotInPlanError: (
        "is_part_time",
        "“{refusal.plan}” has no place for a part-time week. Save it as full-time, or start a programme that has",
    ),
    services.AtMostSixWeeksError: (
        "ends_on",
        "A part-time timetable lasts six weeks at most. Enter an earlier last day",
    ),
    services.ReviewOutsideError: ("review_on", "Enter a day between the first and the last"),
    services.NotPartTimeError: (
        "is_part_time",
        "The pupil is not in school for part of this week, so it is part-time. Take those changes out first",
    ),
    services.PeriodInUseError: (
        "periods",
        "Something is different in a period that you took away. Take that out first",
    ),
    services.NoPeriodsError: ("periods", "Write between 1 and 12 periods, one to a line"),
    services.PeriodNotReadError: ("periods", "Line {refusal.line} must look like: 9:00-10:00 Lesson 1"),
    services.PeriodsOutOfOrderError: (
        "periods",
        "Line {refusal.line} must end after it starts, and start after the line above has ended",
    ),
}
SAID_OF_REGISTRATION: SaidOf = {
    services.EndsBeforeItBeginsError: ("ends_on", "{refusal.words}"),
    services.OnAnotherRollError: (
        "starts_on",
        "The pupil is on the roll of {refusal.place} in these days. Enter the last day there first",
    ),
    services.ChangedMeanwhileError: (
        "place",
        "Somebody else changed this meanwhile. It stands above as it is now, with what you typed below",
    ),
}
SAID_OF_CHANGE: SaidOf = {
    services.ChangedMeanwhileError: (
        "days",
        "Somebody changed this timetable in the same moment. Save again",
    ),
    services.AlreadyChangedError: ("periods", "Something is different there already. Take that out first"),
    services.NotPartTimeError: (
        "kind",
        "This timetable is full-time. Change it to part-time first, with reason, agreement and an end",
    ),
}


class ProvisionForm(Form):
    what = words("Say what the help is")
    category = one_of(CATEGORIES, "Select the kind of help")
    wave = fields.Integer(
        required=True,
        validate=validate.OneOf(list(WAVES), error="Select a wave"),
        error_messages=said(missing="Select a wave"),
    )
    intervention_id = fields.UUID(load_default=None, error_messages=said(missing="Choose from the catalogue"))
    who = maybe_words()
    how_often = maybe_words()
    hours = fields.Decimal(
        load_default=None,
        validate=validate.Range(min=Decimal(0), max=Decimal(40), error="Enter hours a week between 0 and 40"),
        error_messages=said(missing="Enter hours as a number, such as 1.5"),
    )
    cost = fields.Decimal(
        load_default=None,
        validate=validate.Range(
            min=Decimal(0), max=Decimal(999_999), error="Enter pounds between 0 and 999,999"
        ),
        error_messages=said(missing="Enter pounds as a number, such as 120"),
    )
    starts_on = maybe_day()
    ends_on = maybe_day()
    why = words("Say why", at_most=LONG)
    is_earlier = fields.String(load_default="")
    impact = fields.Integer(
        load_default=None,
        validate=validate.Range(min=-2, max=2, error="Select what came of it"),
        error_messages=said(missing="Select what came of it"),
    )
    impact_words = maybe_words(at_most=LONG)

    def values(self, answers: Any) -> dict[str, Any]:
        """Return the answers as the service expects them: pounds as pence, hours to the hundredth."""
        read = self.read(answers)
        cost, hours = read.pop("cost"), read["hours"]
        return {
            **read,
            "cost_pence": int(cost * 100) if cost is not None else None,
            "hours": round(hours, 2) if hours is not None else None,
            "is_earlier": read["is_earlier"] == "yes",
        }


class InterventionForm(Form):
    name = words("Enter what it is called")
    wave = fields.Integer(
        required=True,
        validate=validate.OneOf(list(WAVES), error="Select a wave"),
        error_messages=said(missing="Select a wave"),
    )
    evidence = words("Say what is known of its effect, or that nothing is known", at_most=LONG)
    link = fields.String(
        load_default="",
        validate=[
            validate.Length(max=500, error="Use 500 characters or fewer"),
            validate.Regexp(r"^(https?://\S+)?$", error="The address must begin with https://"),
        ],
    )


class TimetableForm(Form):
    is_part_time = one_of(("yes", "no"), "Select full-time or part-time")
    starts_on = day("Enter the first day")
    ends_on = maybe_day()
    review_on = maybe_day()
    why = words("Say why the week is different", at_most=LONG)
    risk = maybe_words(at_most=LONG)
    agreed_by = maybe_words()
    agreed_how = fields.String(
        load_default="", validate=validate.OneOf(["", *AGREED_HOW], error="Select how they agreed")
    )
    agreed_on = maybe_day()


class PeriodsForm(Form):
    periods = fields.String(
        load_default="",
        validate=validate.Length(max=LONG, error="Write between 1 and 12 periods, one to a line"),
    )


class ChangeForm(Form):
    days = fields.List(
        fields.Integer(validate=validate.OneOf(list(DAYS), error="Select days of the week")),
        required=True,
        validate=validate.Length(min=1, error="Select at least one day"),
        error_messages=said(missing="Select at least one day"),
    )
    periods = fields.List(
        fields.Integer(validate=validate.Range(min=1, max=12, error="Select periods of the day")),
        required=True,
        validate=validate.Length(min=1, error="Select at least one period"),
        error_messages=said(missing="Select at least one period"),
    )
    kind = one_of(KIND_WORDS, "Select what kind of change it is")
    what = words("Say what happens then")
    where = maybe_words()
    with_whom = maybe_words()


class RegistrationForm(Form):
    is_main = one_of(("yes", "no"), "Select which is the main school")
    place = words("Enter the other school or provision")
    arrangement = one_of(ARRANGEMENTS, "Select why the pupil is on two rolls")
    starts_on = day("Enter since when")
    ends_on = maybe_day()
    days = fields.List(
        fields.Integer(validate=validate.OneOf(list(DAYS), error="Select days of the week")),
        load_default=list,
    )
    contact = maybe_words()

    def values(self, answers: Any) -> dict[str, Any]:
        """Return the answers as the service expects them."""
        read = self.read(answers)
        return {**read, "is_main": read["is_main"] == "yes", "days": sorted(set(read["days"]))}
