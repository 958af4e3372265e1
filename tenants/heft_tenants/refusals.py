"""What a rule refuses. Everything else that goes wrong is a fault, and nobody catches it."""


class Refused(Exception):  # noqa: N818  (a refusal is an answer, not an error)
    """A rule says no, and the person can put it right: it becomes words on the page."""


class ChangedMeanwhileError(Refused):
    """Somebody else saved another version since this one was read. Nothing is overwritten without a word."""
