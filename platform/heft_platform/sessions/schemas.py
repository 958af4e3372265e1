"""What the forms of the weeks between meetings accept."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from marshmallow import fields, validate

from heft_platform.forms import Form, said
from heft_platform.programmes.services import PromiseLine, TargetView
from heft_platform.sessions.services import OUTCOME_WORDS

SHORT, LONG = 200, 2000
RESULTS = {"kept", "partly", "not_kept"}
REAL_DATE = "Enter a real date, such as 4 12 2026"


def _words(missing: str, *, at_most: int = SHORT) -> fields.String:
    return fields.String(
        required=True,
        validate=[
            validate.Length(min=1, error=missing),
            validate.Length(max=at_most, error=f"Use {at_most} characters or fewer"),
        ],
        error_messages=said(missing=missing),
    )


def _maybe_words(*, at_most: int = LONG) -> fields.String:
    too_long = f"Use {at_most} characters or fewer"
    return fields.String(load_default="", validate=validate.Length(max=at_most, error=too_long))


def _day(missing: str) -> fields.Date:
    return fields.Date(required=True, error_messages=said(missing=missing, invalid=REAL_DATE))


class RecordSession(Form):
    day = _day("Enter the day of the session")
    outcome = fields.String(
        required=True,
        validate=validate.OneOf(list(OUTCOME_WORDS), error="Say whether the session happened"),
        error_messages=said(missing="Say whether the session happened"),
    )
    why = _maybe_words()
    moved_by = _maybe_words(at_most=SHORT)
    own_control = fields.Integer(
        load_default=None, validate=validate.Range(min=1, max=5, error="Select 1 to 5")
    )
    helped = _maybe_words()
    next_time = _maybe_words()
    notes = _maybe_words(at_most=4000)
    next_on = fields.Date(load_default=None, error_messages=said(missing="", invalid=REAL_DATE))


class AgreeMonitoring(Form):
    cadence = _words("Select how often they meet")
    method = _maybe_words()
    rhythm = _words("Select how often school and home are in touch")
    channel = _words("Select how they are in touch")
    number = fields.Integer(required=True, error_messages=said(missing="Open the page again"))


class TickPromises(Form):
    day = _day("Enter the day")


class NoteContact(Form):
    day = _day("Enter the day")
    channel = _words("Select how you were in touch")
    who = _words("Say with whom")
    good_news = _maybe_words(at_most=1000)
    words = _words("Say what it was about", at_most=LONG)


class PlanMessage(Form):
    recipient = _words("Say who is to know the targets")
    channel = _words("Select how they are told")


def ratings_of(answers: Mapping[str, Any], targets: Iterable[TargetView]) -> dict[UUID, int]:
    """Return what the pupil rated, target by target; those without an answer are not in it."""
    given = {target.id: str(answers.get(f"confidence-{target.place}", "")) for target in targets}
    return {id_: int(value) for id_, value in given.items() if value in {"1", "2", "3", "4", "5"}}


def ticks_of(answers: Mapping[str, Any], promises: Iterable[PromiseLine]) -> dict[UUID, str]:
    """Return how promises were kept, promise by promise; those without an answer are not in it."""
    given = {promise.id: str(answers.get(f"kept-{promise.id}", "")) for promise in promises}
    return {id_: value for id_, value in given.items() if value in RESULTS}


def words_of(answers: Mapping[str, Any], promises: Iterable[PromiseLine]) -> dict[UUID, str]:
    """Return what was said of each promise.

    :raises marshmallow.ValidationError: if it is too long
    """
    form = Form.from_dict({f"words-{one.id}": _maybe_words(at_most=500) for one in promises})()
    read = form.load(answers)
    return {one.id: read[f"words-{one.id}"] for one in promises}
