"""Why a target is refused, by name."""

from heft_tenants.refusals import Refused


class TooManyTargetsError(Refused):
    """The template allows no more targets; `most` says how many there may be."""

    def __init__(self, most: int) -> None:
        self.most = most
        super().__init__(most)


class UnknownTargetError(Refused):
    """There is no such target, or small step, in the plan."""


class UnknownMeasureError(Refused):
    """The template has no such way to measure a target."""


class UnknownHorizonError(Refused):
    """The template has no targets of this reach: short or long."""


class SuccessMissingError(Refused):
    """The template wants to know what will be seen when it goes well."""


class NegativeWordingError(Refused):
    """The template wants targets that say what to do, and this one says what to stop."""


class NothingChangedError(Refused):
    """It is said why a target is changed, and nothing is."""


class TooManyStepsError(Refused):
    """A target has so many small steps at most: `most`."""

    def __init__(self, most: int) -> None:
        self.most = most
        super().__init__(most)
