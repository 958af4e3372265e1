"""The organisations of a cluster: who works here, and who can be written to."""

from datetime import datetime

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, Integer, Text, UniqueConstraint
from sqlalchemy.orm import Mapped

from heft_tenants.context import current
from heft_tenants.tables import Shared, Visibility, kept


class Cluster(Shared):
    """One authority's family of schools and agencies."""

    __tablename__ = "cluster"

    cluster_id: Mapped[int] = kept(
        Visibility.KEY, Integer, primary_key=True, autoincrement=False, sort_order=-10
    )
    name: Mapped[str] = kept(Visibility.OPERATIONAL, Text)


class Organisation(Shared):
    """A tenant: a school, the authority, or an agency. Its number is unique over all clusters.

    Since `left_at` nobody enters it and no letter reaches it; since `erased_at` nothing of it is left but this row, so
    that its number and its word are never given again.
    """

    __tablename__ = "organisation"
    __admin__ = "insert, update (kind, slug, name)"
    __table_args__ = (
        UniqueConstraint("org_id", "cluster_id"),
        UniqueConstraint("cluster_id", "slug"),
        CheckConstraint("kind in ('school', 'authority', 'agency')", name="kind"),
        CheckConstraint(
            "erased_at is null or left_at is not null and erased_at >= left_at",
            name="left_before_it_was_erased",
        ),
    )

    org_id: Mapped[int] = kept(Visibility.KEY, Integer, primary_key=True, autoincrement=False, sort_order=-11)
    cluster_id: Mapped[int] = kept(
        Visibility.KEY,
        Integer,
        ForeignKey("shared.cluster.cluster_id"),
        default=lambda: current().cluster,
        sort_order=-10,
    )
    kind: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    slug: Mapped[str] = kept(Visibility.OPERATIONAL, Text)  # its word in addresses: /s/oakfield
    name: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    left_at: Mapped[datetime | None] = kept(Visibility.OPERATIONAL, DateTime(timezone=True))
    erased_at: Mapped[datetime | None] = kept(Visibility.OPERATIONAL, DateTime(timezone=True))
