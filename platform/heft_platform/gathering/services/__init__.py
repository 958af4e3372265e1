"""What may be done to gather what a programme needs, and when not."""

from heft_platform.gathering.questions import FormQuestion, questions_of
from heft_platform.gathering.services.answer_files import (
    NotTheirsToSeeError,
    TooManyAnswerFilesError,
    answer_files,
    bring_answer_file,
    open_answer_file,
    take_answer_file_out,
)
from heft_platform.gathering.services.answering import (
    METHOD_WORDS,
    answer,
    answers_to,
    views_side_by_side,
)
from heft_platform.gathering.services.asked import (
    NotAskedForError,
    asked_for,
    copies_lacking,
    voice_is_missing,
)
from heft_platform.gathering.services.asking import (
    EnoughOfTheseError,
    TwoPeopleError,
    ask_for_more,
    change_asked,
    leave_out,
    note_paper,
)
from heft_platform.gathering.services.asking_at_start import ask_for_documents
from heft_platform.gathering.services.reminding import remind
from heft_platform.gathering.services.reports import ask_for_reports, reports_wanted
from heft_platform.gathering.services.voices import VoiceView, voices_asked
from heft_platform.gathering.services.waiting import answers_awaited
from heft_platform.gathering.views import AnswerView, AskedForView, NextMeeting
from heft_platform.refusals import UnknownChoiceError
from heft_tenants.refusals import ChangedMeanwhileError

__all__ = [
    "METHOD_WORDS",
    "AnswerView",
    "AskedForView",
    "ChangedMeanwhileError",
    "EnoughOfTheseError",
    "FormQuestion",
    "NextMeeting",
    "NotAskedForError",
    "NotTheirsToSeeError",
    "TooManyAnswerFilesError",
    "TwoPeopleError",
    "UnknownChoiceError",
    "VoiceView",
    "answer",
    "answer_files",
    "answers_awaited",
    "answers_to",
    "ask_for_documents",
    "ask_for_more",
    "ask_for_reports",
    "asked_for",
    "bring_answer_file",
    "change_asked",
    "copies_lacking",
    "leave_out",
    "note_paper",
    "open_answer_file",
    "questions_of",
    "remind",
    "reports_wanted",
    "take_answer_file_out",
    "views_side_by_side",
    "voice_is_missing",
    "voices_asked",
]
