"""What the forms of a programme accept."""

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, fields, validate

from heft_platform.form_fields import LONG, InVersion, day, maybe_day, maybe_words, words
from heft_platform.forms import Form, said


class StartProgramme(Form):
    template_id = fields.UUID(required=True, error_messages=said(missing="Select a template"))
    triggers = fields.List(
        fields.String(),
        required=True,
        validate=validate.Length(min=1, error="Select at least one reason"),
        error_messages=said(missing="Select at least one reason"),
    )
    purposes = fields.List(fields.String(), load_default=list)
    concern = maybe_words(at_most=LONG)
    concern_on = fields.Date(
        load_default=None,
        error_messages={"invalid": "The day of the first worry must be a real date, such as 2 11 2026"},
    )
    prerequisites = fields.List(fields.String(), load_default=list)
    why_not_ready = maybe_words(at_most=LONG)
    follows = maybe_words()
    why_again = maybe_words(at_most=LONG)
    key_worker_id = fields.UUID(required=True, error_messages=said(missing="Choose a key worker"))
    first_meeting_on = day(
        "Enter the date of the first meeting",
        unreal="The first meeting must be on a real date, such as 4 12 2026",
    )

    def read(self, answers: Mapping[str, Any]) -> dict[str, Any]:
        """Ask for reasons once a template is chosen: until then the page may show none that could be selected."""
        try:
            return super().read(answers)
        except ValidationError as wrong:
            if "template_id" in wrong.messages_dict:
                wrong.messages_dict.pop("triggers", None)
            raise


class DecideAgainst(Form):
    reason = words("Say why no programme is started", at_most=LONG)
    instead = maybe_words(at_most=LONG)


class AddNote(Form):
    body = words("Write the note", at_most=4000)


class TakeOn(Form):
    role = words("Choose the part")
    who = words("Enter who takes it on")


class CloseProgramme(Form):
    version = fields.Integer(load_default=None, error_messages=said(missing="Open the page again"))
    verdict = words("Select how it went")
    next_steps = fields.List(
        fields.String(),
        required=True,
        validate=validate.Length(min=1, error="Select what comes next"),
        error_messages=said(missing="Select what comes next"),
    )
    words = words("Say what made the difference", at_most=LONG)


class JudgeProgramme(Form):
    credit = maybe_words(at_most=LONG)
    support = maybe_words(at_most=LONG)
    left_out = maybe_words(at_most=LONG)
    after_care = fields.String(load_default="")
    closing_steps = fields.List(fields.String(), load_default=list)


class MoveMilestone(InVersion):
    due_on = day("Enter the new day", unreal="The new day must be a real date, such as 4 12 2026")
    why = maybe_words(at_most=LONG)
    along = fields.List(fields.String(), load_default=list)


class SkipMilestone(InVersion):
    why = words("Say why it is left out", at_most=LONG)


class PauseProgramme(InVersion):
    reason = words("Select why it is paused")
    explanation = maybe_words(at_most=LONG)
    until = maybe_day()


class ResumeProgramme(InVersion):
    explanation = maybe_words(at_most=LONG)


class ExtendProgramme(InVersion):
    weeks = fields.Integer(
        required=True,
        error_messages=said(missing="Enter by how many weeks", invalid="Enter a whole number of weeks"),
    )
    why = words("Say why it needs more time", at_most=LONG)
    approved_by = fields.UUID(
        load_default=None, error_messages=said(missing="", invalid="Choose who approved it from the list")
    )
    agreed_by = maybe_words()


class ChangePeople(InVersion):
    key_worker_id = fields.UUID(required=True, error_messages=said(missing="Choose a key worker"))
    coordinator_id = fields.UUID(required=True, error_messages=said(missing="Choose a coordinator"))
    why = words("Say why it changes", at_most=LONG)
    pupil_told = maybe_words(at_most=LONG)


class EndEarly(InVersion):
    how = words("Select why it ends")
    reason = words("Say what led to it", at_most=LONG)
    next_steps = fields.List(fields.String(), load_default=list)


class MergeProgramme(InVersion):
    into = words("Enter the reference of the other programme")
    why = words("Say why it should have been the other one", at_most=LONG)


class UndoChange(Form):
    change_id = fields.UUID(required=True, error_messages=said(missing="Open the page again"))
    why = words("Say why it is taken back", at_most=LONG)


class PreviewDates(Form):
    first_meeting_on = fields.Date(
        load_default=None,
        allow_none=True,
        error_messages=said(
            missing="Enter a day", invalid="The first meeting must be on a real date, such as 4 12 2026"
        ),
    )


class MoveToVersion(InVersion):
    template_id = fields.UUID(required=True, error_messages=said(missing="Choose a version"))
    why = words("Say why the programme moves", at_most=1000)
