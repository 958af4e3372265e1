"""What the forms of a plan accept."""

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, fields, post_load, validate

from heft_platform.form_fields import LONG, SHORT, day, maybe_day, maybe_words, one_of, words
from heft_platform.forms import Form, Problems, said
from heft_platform.plans.rules import SMART_WORDS
from heft_platform.plans.services import MOST_STEPS, Said
from heft_platform.plans.views import ANSWER_WORDS, HORIZON_WORDS, PARTY_WORDS, WAY_WORDS
from heft_platform.target_bank.services import PHASE_WORDS

ROWS_OF_AGREEMENT = 12


class SmallSteps(fields.String):
    """Small steps, one on each line."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        typed = super()._deserialize(value, attr, data, **kwargs)
        steps = [line.strip() for line in typed.splitlines() if line.strip()]
        if len(steps) > MOST_STEPS:
            raise ValidationError(f"Write {MOST_STEPS} small steps or fewer, each on its own line")
        if any(len(step) > SHORT for step in steps):
            raise ValidationError(f"Use {SHORT} characters or fewer for each small step")
        return steps


class ChangesTarget(Form):
    """What changes when a target is stepped: its words, and why."""

    statement = words("Write the target")
    success = words("Say what you will see or hear when it goes well", at_most=LONG)
    aim = maybe_words()
    steps = SmallSteps(load_default=list)
    why = words("Say why the target changes", at_most=LONG)


class TargetForm(Form):
    """A target, with the five parts of a SMART one as fields of their own."""

    statement = words("Write the target")
    pupil_words = maybe_words(at_most=LONG)
    horizon = fields.String(
        load_default="short",
        validate=validate.OneOf(list(HORIZON_WORDS), error="Select how long it is for"),
    )
    success = words("Say what you will see or hear when it goes well", at_most=LONG)
    steps = SmallSteps(load_default=list)
    measure = words("Select how you will measure it")
    baseline = maybe_words()
    aim = maybe_words()
    help = maybe_words(at_most=LONG)
    review_on = maybe_day()
    smart_specific = maybe_words()
    smart_measurable = maybe_words()
    smart_achievable = maybe_words()
    smart_results_focused = maybe_words()
    smart_time_bound = maybe_words()
    why = maybe_words(at_most=LONG)

    @post_load
    def _gather_smart(self, answers: dict[str, Any], **_: Any) -> dict[str, Any]:
        parts = {part: answers.pop(f"smart_{part}", "") for part in SMART_WORDS}
        return {**answers, "smart": {part: said for part, said in parts.items() if said}}


class TargetFormWithoutSuccess(TargetForm):
    """A target of a template that does not insist on success criteria."""

    success = maybe_words(at_most=LONG)


class BankForm(Form):
    """A target on its way into the school's bank."""

    need = words("Say for which need it is")
    phase = fields.String(
        load_default="any", validate=validate.OneOf(list(PHASE_WORDS), error="Select a phase of school")
    )
    statement = words("Write the target")
    success = words("Say what you will see or hear when it goes well", at_most=LONG)
    steps = SmallSteps(load_default=list)


class CommitmentForm(Form):
    party = one_of(PARTY_WORDS, "Select who promises this")
    who = words("Enter the name of the person")
    what = words("Say what they will do", at_most=LONG)
    how_often = maybe_words()
    starts_on = maybe_day()
    ends_on = maybe_day()
    target_id = fields.UUID(
        load_default=None, allow_none=True, error_messages=said(missing="", invalid="Select a target")
    )
    is_additional = fields.Boolean(load_default=False, error_messages=said(missing=""))


class Reason(Form):
    reason = words("Say why", at_most=LONG)


class FirstMeetingHeld(Form):
    held_on = day(
        "Enter the day of the first meeting",
        unreal="The day of the first meeting must be a real date, such as 4 12 2026",
    )
    why_no_voice = maybe_words(at_most=LONG)


class AgreeForm(Form):
    fingerprint = fields.String(required=True, error_messages=said(missing="Open the page again"))
    said_on = day("Enter the day on which it was said")


class OneSaid(Form):
    """One row of those who agree."""

    role = words("Select their part")
    name = maybe_words()
    answer = words("Select what they say")
    how = maybe_words()
    words = maybe_words(at_most=LONG)


def said_by_all(answers: Mapping[str, Any], problems: Problems) -> list[Said]:
    """Return the rows in which somebody says something; what is wrong with a row becomes a problem of its fields."""
    heard = []
    for number in range(1, ROWS_OF_AGREEMENT + 1):
        row = {name: answers.get(f"{name}-{number}", "") for name in OneSaid().fields}
        if not row["answer"] and not (row["words"] or (row["name"] and not answers.get(f"known-{number}"))):
            continue
        try:
            one = OneSaid().read(row)
        except ValidationError as wrong:
            for name, messages in wrong.normalized_messages().items():
                problems.add(f"{name}-{number}", messages[0])
            continue
        for name, message in _wrong_with(one):
            problems.add(f"{name}-{number}", message)
        heard.append(Said(**{**one, "how": one["how"] or None}))
    return heard


def _wrong_with(one: Mapping[str, Any]) -> list[tuple[str, str]]:
    wrong = []
    says_something = one["answer"] in {"agrees", "disagrees"}
    if one["answer"] not in ANSWER_WORDS:
        wrong.append(("answer", "Select what they say"))
    if not one["name"] and one["answer"] != "waived":
        wrong.append(("name", "Enter the name of the person"))
    if says_something and one["how"] not in WAY_WORDS:
        wrong.append(("how", "Select how they said it"))
    if one["answer"] != "agrees" and not one["words"]:
        wrong.append(("words", "Say why, in their words"))
    return wrong
