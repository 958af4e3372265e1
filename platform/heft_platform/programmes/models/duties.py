"""Who knows what their part in a programme is."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, Text
from sqlalchemy.orm import Mapped

from heft_platform.keys import of_programme, programme_id
from heft_tenants.tables import Owned, Visibility, kept, new_id


class KnownPart(Owned):
    """Somebody has heard what their role asks of them, and says that they take it on; and perhaps gave it up since."""

    __tablename__ = "known_part"
    __app__ = "select, insert, update (given_up_on, given_up_by)"
    __table_args__ = (
        of_programme(),
        CheckConstraint("who <> ''", name="is_somebody"),
        CheckConstraint("(given_up_on is null) = (given_up_by = '')", name="given_up"),
    )

    programme_id: Mapped[UUID] = programme_id()
    id: Mapped[UUID] = new_id()
    role: Mapped[str] = kept(Visibility.OPERATIONAL, Text)  # the template’s id
    who: Mapped[str] = kept(Visibility.PASTORAL, Text)
    noted_on: Mapped[date] = kept(Visibility.OPERATIONAL, Date)
    noted_by: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    given_up_on: Mapped[date | None] = kept(Visibility.OPERATIONAL, Date)
    given_up_by: Mapped[str] = kept(Visibility.OPERATIONAL, Text, server_default="", default="")
