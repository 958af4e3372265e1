"""What may be done about an invitation and the case that comes of it: by the school, and by the agency."""

from heft_platform.cases import letters  # noqa: F401  (so that the kinds of letters are known)
from heft_platform.cases.services.arriving import letter_arrived
from heft_platform.cases.services.entering import (
    CaseDoor,
    case_for_door,
    note_entry_at_agency,
    note_entry_at_school,
)
from heft_platform.cases.services.inviting import (
    AlreadyEndedError,
    ChooseSectionsError,
    NotOnHeftError,
    NotWaitingError,
    UntilTooFarError,
    access_of_programme,
    end_access,
    invite,
    latest_until,
    withdraw_invitation,
)
from heft_platform.cases.services.joining import (
    NotOpenError,
    accept,
    decline,
    invitation,
    invitations,
    leave_all_cases,
    leave_case,
    my_cases,
)
from heft_platform.cases.services.leaving import open_gates

__all__ = [
    "AlreadyEndedError",
    "CaseDoor",
    "ChooseSectionsError",
    "NotOnHeftError",
    "NotOpenError",
    "NotWaitingError",
    "UntilTooFarError",
    "accept",
    "access_of_programme",
    "case_for_door",
    "decline",
    "end_access",
    "invitation",
    "invitations",
    "invite",
    "latest_until",
    "leave_all_cases",
    "leave_case",
    "letter_arrived",
    "my_cases",
    "note_entry_at_agency",
    "note_entry_at_school",
    "open_gates",
    "withdraw_invitation",
]
