"""A programme that is written to: open, and kept from everybody else until this deed is committed.

Whoever keeps a part of a programme, such as its plan, does not know where programmes are kept: `hold_programme` of those
who do makes one of these, and a page hands it over.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from heft_platform.library.services import ProgrammeTemplate


@dataclass(frozen=True, kw_only=True)
class HeldProgramme:
    """What is to be known of a programme by whoever writes to a part of it."""

    id: UUID
    reference: str
    pupil_id: UUID
    template: ProgrammeTemplate
    started_on: date
    key_worker_id: UUID
    coordinator_id: UUID
