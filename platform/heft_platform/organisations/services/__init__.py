"""What is done for an organisation that arrives or leaves, inside one context at a time."""

from heft_platform.organisations.services.comparing import ArchiveOfAnotherStateError, refuse_another_state
from heft_platform.organisations.services.exporting import Going, TableForgottenError, export
from heft_platform.organisations.services.staying import Mark, mark, mark_as_eraser, reasons_to_stay

__all__ = [
    "ArchiveOfAnotherStateError",
    "Going",
    "Mark",
    "TableForgottenError",
    "export",
    "mark",
    "mark_as_eraser",
    "reasons_to_stay",
    "refuse_another_state",
]
