"""The morning of a school day: tell people what comes up, each in one e-mail."""

from datetime import date

from sqlalchemy.orm import Session

from heft_platform.today import services as today
from heft_workers.work import Outside, Work


def nudge_people(session: Session, work: Work) -> Outside | None:
    today.nudge(session, day=date.fromisoformat(work.step))
    return None
