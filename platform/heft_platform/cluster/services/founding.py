"""Begin a cluster: its authority, and its first administrator. Three contexts, one after the other."""

from datetime import date
from uuid import UUID

from heft_platform.accounts import services as accounts
from heft_platform.cluster.services.opening import (
    OpenedOrganisation,
    let_in_administrator,
    make_cluster,
    refuse_odd_slug,
)
from heft_platform.entering_by_command import within
from heft_platform.extensions import db


def found_cluster(
    *, name: str, authority: str, slug: str, administrator: str, email: str, password: str | None, today: date
) -> OpenedOrganisation:
    """Make a cluster, its authority and its first administrator, who chooses a password later if none is given.

    :raises NotASlugError: if the word for the address has other characters than small letters, digits and hyphens
    :raises SlugTakenError: if another organisation has this word, or had it until it left
    """
    refuse_odd_slug(slug)
    org_id, cluster_id = accounts.next_free_number(db.session())
    door = accounts.DoorView(
        org_id=org_id, cluster_id=cluster_id, kind="authority", slug=slug, name=authority, cluster_name=name
    )
    person_id: UUID = let_in_administrator(
        db.session(), door=door, name=administrator, email=email, password=password, today=today
    )
    db.session.commit()
    with within(org_id, cluster_id, kind="admin") as shared:
        make_cluster(shared, cluster_id=cluster_id, org_id=org_id, name=name, authority=authority, slug=slug)
    with within(org_id, cluster_id) as owned:
        accounts.list_member(
            owned, person_id=person_id, name=administrator, role="cluster_administrator", email=email
        )
    return OpenedOrganisation(org_id=org_id, name=authority, person_id=person_id)
