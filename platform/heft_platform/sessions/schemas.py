"""What the forms of the weeks between meetings accept."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from marshmallow import ValidationError, fields, validate

from heft_platform.form_fields import LONG, day, maybe_day, maybe_words, one_of, words
from heft_platform.forms import Form, said
from heft_platform.plans.services import CommitmentLine, TargetView
from heft_platform.sessions.services import OUTCOME_WORDS

NOT_TICKED = "Tick how it was kept too, or take out what you wrote"
GONE = "Somebody took a promise out of the plan while you were ticking. Save again without it"


class RecordSession(Form):
    day = day("Enter the day of the session")
    outcome = one_of(OUTCOME_WORDS, "Say whether the session happened")
    why = maybe_words(at_most=LONG)
    moved_by = maybe_words()
    own_control = fields.Integer(
        load_default=None, validate=validate.Range(min=1, max=5, error="Select 1 to 5")
    )
    helped = maybe_words(at_most=LONG)
    next_time = maybe_words(at_most=LONG)
    notes = maybe_words(at_most=4000)
    next_on = maybe_day()


class AgreeMonitoring(Form):
    cadence = words("Select how often they meet")
    method = maybe_words(at_most=LONG)
    rhythm = words("Select how often school and home are in touch")
    channel = words("Select how they are in touch")
    number = fields.Integer(required=True, error_messages=said(missing="Open the page again"))


class TickCommitments(Form):
    day = day("Enter the day")


class NoteContact(Form):
    day = day("Enter the day")
    channel = words("Select how you were in touch")
    who = words("Say with whom")
    good_news = maybe_words(at_most=1000)
    words = words("Say what it was about", at_most=LONG)


class PlanMessage(Form):
    recipient = words("Say who is to know the targets")
    channel = words("Select how they are told")


def ratings_of(answers: Mapping[str, Any], targets: Iterable[TargetView]) -> dict[UUID, int]:
    """Return what the pupil rated, target by target; those without an answer are not in it."""
    given = {target.id: str(answers.get(f"confidence-{target.place}", "")) for target in targets}
    return {id_: int(value) for id_, value in given.items() if value in {"1", "2", "3", "4", "5"}}


def ticks_of(
    answers: Mapping[str, Any], commitments: Iterable[CommitmentLine], scale: Collection[str]
) -> dict[UUID, str]:
    """Return how commitments were kept, commitment by commitment, by the codes of a scale; those without an answer are not in it."""
    given = {commitment.id: str(answers.get(f"kept-{commitment.id}", "")) for commitment in commitments}
    return {id_: value for id_, value in given.items() if value in scale}


def words_of(
    answers: Mapping[str, Any], commitments: Iterable[CommitmentLine], ticked: Collection[UUID]
) -> dict[UUID, str]:
    """Return what was said of each commitment that was ticked.

    :raises marshmallow.ValidationError: if it is too long, or said of one that was not ticked
    """
    form = Form.from_dict({f"words-{one.id}": maybe_words(at_most=500) for one in commitments})()
    read = form.load(answers)
    said = {one.id: read[f"words-{one.id}"] for one in commitments}
    if unticked := [id_ for id_, words in said.items() if words and id_ not in ticked]:
        raise ValidationError({f"words-{id_}": [NOT_TICKED] for id_ in unticked})
    return said


def refuse_what_is_gone(answers: Mapping[str, Any], commitments: Iterable[CommitmentLine]) -> None:
    """Refuse what was ticked or said of a commitment that no longer stands, and say again what was said.

    :raises marshmallow.ValidationError: if there is any
    """
    asked = {f"{name}-{one.id}" for one in commitments for name in ("kept", "words")}
    gone = {
        name: words
        for name, words in answers.items()
        if name.startswith(("kept-", "words-")) and name not in asked and words.strip()
    }
    if gone:
        said = [f"You wrote of it: “{words}”" for name, words in gone.items() if name.startswith("words-")]
        raise ValidationError({"day": [". ".join([GONE, *said])]})
