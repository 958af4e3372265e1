"""What the record refuses, each by name, with the field that it is about and the words that people read."""

from datetime import date

from heft_platform.refusals import EndsBeforeItBeginsError
from heft_tenants.refusals import ChangedMeanwhileError, Refused


class RecordRefusedError(Refused):
    """A rule says no to what was typed or stands in a row: `field` and `words` say where and what to do."""

    def __init__(self, field: str, words: str) -> None:
        self.field, self.words = field, words
        super().__init__(words)


class NothingCorrectedError(RecordRefusedError):
    """It is said why something is corrected, and nothing is."""

    def __init__(self) -> None:
        super().__init__("why", "You have said why, and corrected nothing yet. Put right what is wrong")


class NotYetError(RecordRefusedError):
    """The day has not come yet."""

    def __init__(self, field: str, day: date) -> None:
        super().__init__(field, f"{day.day} {day:%B %Y} has not come yet. Check the year")


class TooLongAgoError(RecordRefusedError):
    """No pupil of today was at a school then."""

    def __init__(self, field: str, day: date) -> None:
        super().__init__(field, f"{day.day} {day:%B %Y} is too long ago for a pupil. Check the year")


class RecordEndsBeforeItBeginsError(RecordRefusedError, EndsBeforeItBeginsError):
    """A period of attendance or a suspension ends before it begins."""

    def __init__(self) -> None:
        super().__init__("last_on", EndsBeforeItBeginsError.words)


class TooLongError(RecordRefusedError):
    """No period of attendance is longer than a school year."""

    def __init__(self) -> None:
        super().__init__("last_on", "A period may be a school year at most. Check the dates")


class FiguresDoNotAddUpError(RecordRefusedError):
    """Attended and absent are not what was possible."""

    def __init__(self, total: int, possible: int) -> None:
        super().__init__(
            "possible",
            f"Attended, authorised and unauthorised make {total}, and {possible} were possible. Check the figures",
        )


class LateTooOftenError(RecordRefusedError):
    """Late in more sessions than there were."""

    def __init__(self) -> None:
        super().__init__("late", "Late cannot be more than the possible sessions")


class OverlapsError(RecordRefusedError):
    """Something on record covers some of these days."""

    def __init__(self, words: str) -> None:
        super().__init__("first_on", f"These days overlap with {words}. Change that one, or check the dates")


class NoSchoolThenError(RecordRefusedError):
    """There is no school day between the first day and the last."""

    def __init__(self) -> None:
        super().__init__("first_on", "There is no school on these days. Check the dates")


class TooManySessionsError(RecordRefusedError):
    """More sessions than the school days between the first day and the last have."""

    def __init__(self, most: int) -> None:
        super().__init__(
            "sessions",
            f"There are {most} sessions at most between the first day and the last. Check the dates",
        )


class PermanentHasNoEndError(RecordRefusedError):
    """A permanent exclusion has neither a last day nor a number of sessions."""

    def __init__(self) -> None:
        super().__init__("last_on", "A permanent exclusion has no last day and no sessions. Leave them empty")


class NeedsAnEndError(RecordRefusedError):
    """A suspension is for a fixed time."""

    def __init__(self) -> None:
        super().__init__("last_on", "Enter the last day of the suspension")


class UnknownReasonError(RecordRefusedError):
    """This is no reason of the national list, or there are more than three."""

    def __init__(self) -> None:
        super().__init__("reasons", "Select up to three reasons of the list")


class CancelledWithoutReasonError(RecordRefusedError):
    """The governing board, the parent and the authority are told why a suspension was cancelled."""

    def __init__(self) -> None:
        super().__init__("cancelled_why", "Enter when the suspension was cancelled, and why")


class NoReasonToTakeBackError(RecordRefusedError):
    """What stands on record is taken back for a reason."""

    def __init__(self) -> None:
        super().__init__("withdrawn_why", "Say why this is taken back")


class AlreadyTakenBackError(Refused):
    """It was taken back, and is not changed any more."""


class RecordChangedMeanwhileError(ChangedMeanwhileError):
    """Somebody else corrected this since it was opened."""
