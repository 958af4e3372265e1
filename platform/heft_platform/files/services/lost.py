"""Find files that landed and that nobody moves, and copies that nobody makes."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.files.services.taking_in import MOVE
from heft_tenants.attachments import COPY, FileCopy
from heft_tenants.files import File
from heft_tenants.lost import Found, ask_for_lost


def look_after_files(session: Session, *, now: datetime) -> list[Found]:
    """Have moved and copied what ought to be and is not."""
    del now  # what has landed has landed, however long ago
    return [
        ask_for_lost(
            session,
            what="file_that_nobody_moves",
            queue="chores",
            kind=MOVE,
            refs=select(File.id).where(File.state == "landed"),
            even_if_done=True,
        ),
        ask_for_lost(
            session,
            what="copy_that_nobody_makes",
            queue="exports",
            kind=COPY,
            refs=select(FileCopy.id).where(FileCopy.digest.is_(None)),
            even_if_done=True,
        ),
    ]
