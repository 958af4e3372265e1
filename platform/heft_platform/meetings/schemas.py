"""What the forms of meetings accept."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from marshmallow import fields, validate

from heft_platform.form_fields import InVersion, day, maybe_day, maybe_words, one_of, words
from heft_platform.forms import Form, said
from heft_platform.meetings.views import MODE_WORDS, OUTLOOK_WORDS, PART_WORDS, STEP_WORDS

LONG = 4000  # characters: of what a meeting writes down
HIGHEST = 10  # of a rating of one's own control
NEW_ACTIONS = (1, 2, 3)


class HoldMeeting(Form):
    """The record of a meeting. What depends on its agenda, its people and its plan is added by `with_also`."""

    held_on = day("Enter the day of the meeting")
    why_day = maybe_words(at_most=LONG)
    chair = maybe_words()
    note_taker = maybe_words()
    present = maybe_words(at_most=1000)
    family_gap = maybe_words(at_most=LONG)
    summary = words("Say in a sentence or two how it is going", at_most=LONG)
    decisions = maybe_words(at_most=LONG)
    parked = maybe_words(at_most=LONG)
    further_measures = maybe_words(at_most=LONG)
    control = fields.Integer(
        load_default=None,
        validate=validate.Range(0, HIGHEST, error="Select a number from 0 to 10"),
        error_messages=said(missing="", invalid="Select a number from 0 to 10"),
    )
    outlook = fields.String(
        load_default="", validate=validate.OneOf(["", *OUTLOOK_WORDS], error="Select how likely success is")
    )
    alternatives = fields.List(fields.String(), load_default=list)
    done_actions = fields.List(fields.UUID(), load_default=list)

    @classmethod
    def with_also(
        cls, *, texts: Iterable[str] = (), days: Mapping[str, str] | None = None, numbers: Iterable[str] = ()
    ) -> "HoldMeeting":
        """Return the form with texts that may be empty, days by what is said when one is missing, and numbers."""
        also: dict[str, Any] = {name: maybe_words(at_most=LONG) for name in texts}
        also |= {name: day(missing) if missing else maybe_day() for name, missing in (days or {}).items()}
        also |= {
            name: fields.Integer(load_default=0, error_messages=said(missing="Open the page again"))
            for name in numbers
        }
        for number in NEW_ACTIONS:
            also[f"action-what-{number}"] = maybe_words(at_most=LONG)
            also[f"action-name-{number}"] = maybe_words()
            also[f"action-due-{number}"] = maybe_day()
            also[f"action-owner-{number}"] = fields.UUID(
                load_default=None, error_messages=said(missing="", invalid="Choose who does it")
            )
        form: HoldMeeting = cls.from_dict(also, name="HoldThisMeeting")()  # type: ignore[assignment]
        return form


class DraftVersion(Form):
    draft_version = fields.Integer(load_default=0, error_messages=said(missing="Open the page again"))


class ArrangeMeeting(InVersion):
    held_on = day("Enter the day of the meeting")
    starts_at = words("Enter the time, such as 3:30pm")
    mode = one_of(MODE_WORDS, "Select how you meet")
    place = maybe_words()
    privacy = maybe_words(at_most=LONG)
    access = maybe_words(at_most=LONG)
    interpreter = maybe_words()
    other_times = maybe_words(at_most=LONG)
    chair = words("Choose a chair and a note taker")
    note_taker = words("Choose a chair and a note taker")
    pupil_part = one_of(PART_WORDS, "Select which part the pupil takes")
    pupil_part_why = maybe_words(at_most=LONG)
    pupil_items = fields.List(fields.String(), load_default=list)
    papers = fields.List(fields.String(), load_default=list)
    family_gap = maybe_words(at_most=LONG)


class Invite(Form):
    name = words("Enter the name of the person")
    role = fields.String(load_default="")
    contact = maybe_words()


class NoteInvitation(Form):
    kind = one_of(STEP_WORDS, "Select what happened")
    on_day = day("Enter the day")
    words = maybe_words(at_most=LONG)


class AddRemark(Form):
    body = words("Write the remark", at_most=LONG)


class MarkFailing(Form):
    words = words("Say what is not working", at_most=LONG)


class CallEarlyReview(Form):
    on_day = day("Enter the day of the early review")
    called_by = words("Select who calls it")
    why = words("Say why it comes early", at_most=LONG)


def chosen(
    answers: Mapping[str, Any], prefix: str, ids: Sequence[UUID], allowed: Mapping[str, str]
) -> dict[UUID, str]:
    """Return the choices that were made, thing by thing; those without an answer are not in it."""
    given = {id_: str(answers.get(f"{prefix}-{id_}", "")) for id_ in ids}
    return {id_: value for id_, value in given.items() if value in allowed}
