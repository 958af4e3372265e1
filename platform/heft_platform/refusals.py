"""What several features refuse, each by the one name."""

from heft_tenants.refusals import Refused


class InTheFutureError(Refused):
    """The day has not come."""

    words = "The day must be today or before"


class EndsBeforeItBeginsError(Refused):
    """The last day lies before the first."""

    words = "The last day must not be before the first"


class NotRunningError(Refused):
    """The programme does not run: it has not begun, it is paused, or it is finished."""


class WhyMissingError(Refused):
    """It is to be said why, and nobody says it."""

    words = "Say why"


class UnknownRoleError(Refused):
    """The template has no such role."""


class UnknownChoiceError(Refused):
    """A template, a document or a person is nothing and nobody that this school has."""
