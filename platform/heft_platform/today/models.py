"""Who would rather not be told by e-mail what comes up."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Boolean, DateTime, Uuid, func
from sqlalchemy.orm import Mapped

from heft_platform.keys import of_member
from heft_tenants.tables import Owned, Visibility, kept


class MailChoice(Owned):
    """Whether somebody wants e-mails of what comes up. Who never chose gets them."""

    __tablename__ = "mail_choice"
    __app__ = "select, insert, update"
    __table_args__ = (of_member("person_id"),)

    person_id: Mapped[UUID] = kept(Visibility.OPERATIONAL, Uuid, primary_key=True)
    wants_mail: Mapped[bool] = kept(Visibility.OPERATIONAL, Boolean)
    chosen_at: Mapped[datetime] = kept(
        Visibility.OPERATIONAL, DateTime(timezone=True), server_default=func.now(), onupdate=func.now()
    )
