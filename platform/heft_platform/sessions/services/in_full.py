"""Sessions that were not held, in full."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.full_lists import FullList, one_by_one
from heft_platform.programmes import services as programmes
from heft_platform.pupils import services as pupils
from heft_platform.sessions.models import KeyWorkerSession

MISSED_WORDS = {"pupil_absent": "The pupil was absent from school", "not_held": "Another reason"}


def sessions_not_held_in_full(session: Session) -> FullList:
    """Return every session that was planned and not held, the newest first."""
    programme, pupil = programmes.named_programmes(), pupils.named_pupils()
    missed = KeyWorkerSession
    found = (
        select(
            *(missed.day, programme.c.reference, pupil.c.name, pupil.c.class_name, programme.c.key_worker),
            *(missed.outcome, missed.why, missed.next_on, missed.recorder_name),
        )
        .join(
            programme,
            (programme.c.org_id == missed.org_id) & (programme.c.id == missed.programme_id),
        )
        .join(pupil, (pupil.c.org_id == programme.c.org_id) & (pupil.c.id == programme.c.pupil_id))
        .where(missed.outcome.in_(MISSED_WORDS))
        .order_by(missed.day.desc(), missed.id.desc())
    )
    return FullList(
        headings=(
            *("Day", "Programme", "Pupil", "Class", "Key worker", "Why it was not held", "In words"),
            *("Next session", "Recorded by"),
        ),
        rows=((*row[:5], MISSED_WORDS[row.outcome], *row[6:]) for row in one_by_one(session, found)),
    )
