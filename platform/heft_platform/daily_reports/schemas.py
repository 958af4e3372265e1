"""What the forms of daily reports accept."""

from collections.abc import Mapping, Sequence
from datetime import time
from typing import Any
from uuid import UUID

from marshmallow import ValidationError, fields, validate
from werkzeug.datastructures import MultiDict

from heft_platform.daily_reports.services import (
    MISSED_WORDS,
    MOST_PARTS,
    WORDS_OF_SCALE,
    Part,
    ReportPlanView,
)
from heft_platform.form_fields import day, maybe_day, maybe_words
from heft_platform.forms import Form, said
from heft_platform.plans.services import TargetView

CHIPS = (
    "Great start",
    "Used card",
    "Helped a friend",
    "Needed 2 reminders",
    "Hard after lunch",
    "Tired today",
)
NOT_THERE = "n"
LONGEST_SCALE = max(WORDS_OF_SCALE)


class ScoreLesson(Form):
    was_missed = fields.Boolean(load_default=False)
    missed_because = fields.String(
        load_default="", validate=validate.OneOf(["", *MISSED_WORDS], error="Select where the pupil was")
    )
    chips = fields.List(fields.String(validate=validate.OneOf(CHIPS)), load_default=list)
    words = maybe_words(at_most=500)
    version = fields.Integer(load_default=0)


class AgreeReport(Form):
    targets = fields.List(
        fields.UUID(),
        load_default=list,
        error_messages=said(missing="", invalid="Select targets of this plan"),
    )
    steps = fields.Integer(
        required=True,
        validate=validate.OneOf(list(WORDS_OF_SCALE), error="Select three steps or five"),
        error_messages=said(missing="Select three steps or five"),
    )
    weekdays = fields.List(fields.Integer(), load_default=list)
    parts = fields.List(fields.String(), load_default=list)
    from_on = day("Enter the first day of the report")
    until_on = maybe_day()
    scorers = maybe_words()
    number = fields.Integer(required=True, error_messages=said(missing="Open the page again"))


class DivideDay(Form):
    from_on = day("Enter the day from which it holds")


class Words(Form):
    words = maybe_words(at_most=40)


def points_of(
    answers: Mapping[str, Any], targets: list[TargetView], *, plan: ReportPlanView, met_all: bool
) -> dict[UUID, int]:
    """Return the points that were given, target by target; those without an answer are not in it."""
    if met_all:
        return {target.id: plan.full for target in targets}
    given = {target.id: answers.get(f"target-{target.place}") for target in targets}
    return {id_: int(value) for id_, value in given.items() if value in _points(plan)}


def cells_of(
    answers: Mapping[str, Any], key: str, targets: Sequence[TargetView], plan: ReportPlanView
) -> dict[UUID, str]:
    """Return what was chosen in a row of the grid, target by target: points, or that the pupil was not there."""
    given = {target.id: str(answers.get(f"cell-{key}-{target.place}", "")) for target in targets}
    return {id_: value for id_, value in given.items() if value in {*_points(plan), NOT_THERE}}


def step_words_of(answers: Mapping[str, Any], steps: int) -> list[str]:
    """Return the words of each step, the least first; where none were typed, those that are usual.

    :raises marshmallow.ValidationError: if they are too long, or name a step that there is not
    """
    typed = [_words(answers, f"word-{number}") for number in range(1, LONGEST_SCALE + 1)]
    if tuple(filter(None, typed)) in WORDS_OF_SCALE.values():  # those of the scale that it was before
        return list(WORDS_OF_SCALE[steps])
    left_over = [
        f"word-{number}"
        for number, (words, usual) in enumerate(zip(typed, WORDS_OF_SCALE[LONGEST_SCALE], strict=True), 1)
        if number > steps and words not in ("", usual)
    ]
    if left_over:
        refused = [f"There are {steps} steps. Clear this, or choose {LONGEST_SCALE}"]
        raise ValidationError(dict.fromkeys(left_over, refused))
    return [words or usual for words, usual in zip(typed, WORDS_OF_SCALE[steps], strict=False)]


def parts_of(answers: Mapping[str, Any]) -> list[Part]:
    """Return the parts of a day as they were typed, in their order; empty rows are left out.

    :raises marshmallow.ValidationError: naming each row that is too long, or has no real time, or times and no name
    """
    problems: dict[str, list[str]] = {}
    parts = []
    for number in range(1, MOST_PARTS + 1):
        try:
            label = _words(answers, f"label-{number}")
            begins_at, ends_at = (_time(answers, f"{name}-{number}") for name in ("begins", "ends"))
        except ValidationError as wrong:
            problems |= wrong.messages_dict
        else:
            if not label and (begins_at or ends_at):
                problems[f"label-{number}"] = ["Name this part. To take it out, clear its times too"]
            elif label:
                parts.append(Part(number=number, label=label, begins_at=begins_at, ends_at=ends_at))
    if problems:
        raise ValidationError(problems)
    return parts


def _points(plan: ReportPlanView) -> set[str]:
    return {str(points) for points in range(plan.steps)}


def _words(answers: Mapping[str, Any], name: str) -> str:
    try:
        return str(Words().read(MultiDict({"words": str(answers.get(name, ""))}))["words"])
    except ValidationError as wrong:
        raise ValidationError({name: wrong.messages_dict["words"]}) from wrong


def _time(answers: Mapping[str, Any], name: str) -> time | None:
    typed = str(answers.get(name, "")).strip().replace(".", ":")
    if not typed:
        return None
    hours, _, minutes = typed.partition(":")
    try:
        return time(int(hours), int(minutes or 0))
    except (ValueError, OverflowError) as wrong:
        raise ValidationError({name: ["Write the time as 9:40 or 13:15"]}) from wrong
