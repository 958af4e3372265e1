"""What may be done about an invitation and the case that comes of it: by the school, and by the agency."""

from heft_platform.cases import letters  # noqa: F401  (so that the kinds of letters are known)
from heft_platform.cases.services.arriving import letter_arrived
from heft_platform.cases.services.inviting import (
    AccessLine,
    AlreadyEndedError,
    ChooseSectionsError,
    InvitationLine,
    NotOnHeftError,
    UntilTooFarError,
    access_of_programme,
    end_access,
    invite,
    latest_until,
)
from heft_platform.cases.services.joining import (
    CaseDoor,
    CaseLine,
    NotOpenError,
    accept,
    case_for_door,
    decline,
    invitation,
    invitations,
    my_cases,
)
from heft_platform.cases.services.leaving import open_gates

__all__ = [
    "AccessLine",
    "AlreadyEndedError",
    "CaseDoor",
    "CaseLine",
    "ChooseSectionsError",
    "InvitationLine",
    "NotOnHeftError",
    "NotOpenError",
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
    "letter_arrived",
    "my_cases",
    "open_gates",
]
