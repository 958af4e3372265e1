"""Find files that were asked for and that nobody makes, and files that nobody will take out again."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.documents.models import Export
from heft_platform.documents.services.exports import MAKE, UNDER_WAY
from heft_platform.documents.services.forms import KEPT_FOR
from heft_platform.documents.services.making import FORGET
from heft_tenants.lost import LOOKED_BACK, Found, ask_for_lost


def look_after_exports(session: Session, *, now: datetime) -> list[Found]:
    """Have made, and taken out again in time, what ought to be and is not."""
    recent = Export.asked_at > now - LOOKED_BACK
    made = session.execute(select(Export.id, Export.made_at).where(Export.made_at.is_not(None), recent))
    made_at = {export_id: moment or now for export_id, moment in made}
    return [
        ask_for_lost(
            session,
            what="export_that_nobody_makes",
            queue="exports",
            kind=MAKE,
            refs=select(Export.id).where(Export.state.in_(UNDER_WAY), recent),
            even_if_done=True,
        ),
        ask_for_lost(
            session,
            what="export_kept_for_ever",
            queue="chores",
            kind=FORGET,
            refs=select(Export.id).where(Export.made_at.is_not(None), recent),
            when=lambda ref: made_at[ref] + KEPT_FOR,
        ),
    ]
