"""Look after one organisation: everything of it that ought to be under way, is. Done in its own context, like any work."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from heft_platform import clock
from heft_platform.documents import services as documents
from heft_platform.escalations import services as escalations
from heft_platform.files import services as files
from heft_platform.mail import services as mail
from heft_platform.programmes import services as programmes
from heft_platform.records import services as records
from heft_platform.today import services as today
from heft_tenants.lost import Found, look_after_letters
from heft_workers.alarms import alarm
from heft_workers.work import Outside, Work

LOOKING_AFTER: tuple[Callable[..., list[Found]], ...] = (
    look_after_letters,
    escalations.look_after_promises,
    mail.look_after_messages,
    documents.look_after_exports,
    files.look_after_files,
    programmes.look_after_dates,
    records.look_after_imports,
    today.look_after_nudges,
)


def look_after_ground(session: Session, work: Work) -> Outside | None:
    """Do it as work that is due, when a round was broken off."""
    alarm(find_and_mend(session), org=work.org)
    return None


def find_and_mend(session: Session) -> list[Found]:
    """Return what was found of the organisation at hand that cannot be; what can be mended is, with this transaction."""
    now = clock.now()
    found = [one for look_after in LOOKING_AFTER for one in look_after(session, now=now)]
    return [one for one in found if one.found]
