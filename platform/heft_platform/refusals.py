"""What several features refuse, each by the one name."""

from heft_tenants.refusals import Refused


class InTheFutureError(Refused):
    """The day has not come."""


class UnknownRoleError(Refused):
    """The template has no such role."""


class UnknownChoiceError(Refused):
    """A template, a document or a person is nothing and nobody that this school has."""
