"""Why a programme is not started."""

from heft_tenants.refusals import Refused


class AlreadyOnProgrammeError(Refused):
    """The pupil has an open programme of this kind; `reference` is its reference."""

    def __init__(self, reference: str) -> None:
        self.reference = reference
        super().__init__(reference)


class UnknownReasonError(Refused):
    """A reason or purpose is not one of the template's; `template` is its name."""

    def __init__(self, template: str) -> None:
        self.template = template
        super().__init__(template)


class CycleNotAllowedError(Refused):
    """No second programme may follow this one: it is still open, of another pupil, or there were enough of them."""


class ConcernNotYetError(Refused):
    """The worry would have been raised after the first meeting, or on a day to come."""


class WhyAgainMissingError(Refused):
    """The template wants a reason for another programme after this one."""


class OfAnotherTemplateError(Refused):
    """The next cycle is started from the template of the first one; `template` is its name."""

    def __init__(self, template: str) -> None:
        self.template = template
        super().__init__(template)


class PupilLeftError(Refused):
    """The pupil has left the school: what was recorded is read, and nothing begins."""
