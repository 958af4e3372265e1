"""Make a cluster, bring its list of schools up to date, and open schools."""

from heft_platform.accounts.services import PersonAlreadyThereError, SlugTakenError
from heft_platform.cluster.gias import NoAuthorityColumnError, NotAnExtractError
from heft_platform.cluster.services.finding import (
    SchoolView,
    authority_of,
    find_schools,
    opened_here,
    organisation_at_hand,
    organisation_names,
    school,
    school_at_hand,
    schools_in_full,
)
from heft_platform.cluster.services.founding import found_cluster
from heft_platform.cluster.services.importing import import_schools
from heft_platform.cluster.services.leaving import note_leaving, others_here
from heft_platform.cluster.services.opening import (
    ROLES_TO_BEGIN_WITH,
    AlreadyOpenError,
    NobodyToBeginWithError,
    NotASlugError,
    OpenedOrganisation,
    open_organisation,
    open_school,
    suggested_slug,
)

__all__ = [
    "ROLES_TO_BEGIN_WITH",
    "AlreadyOpenError",
    "NoAuthorityColumnError",
    "NobodyToBeginWithError",
    "NotASlugError",
    "NotAnExtractError",
    "OpenedOrganisation",
    "PersonAlreadyThereError",
    "SchoolView",
    "SlugTakenError",
    "authority_of",
    "find_schools",
    "found_cluster",
    "import_schools",
    "note_leaving",
    "open_organisation",
    "open_school",
    "opened_here",
    "organisation_at_hand",
    "organisation_names",
    "others_here",
    "school",
    "school_at_hand",
    "schools_in_full",
    "suggested_slug",
]
