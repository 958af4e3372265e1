"""The end of a pause: a programme goes on by itself on the day that was set."""

from sqlalchemy.orm import Session

from heft_platform import clock
from heft_platform.programmes import services as programmes
from heft_workers.work import Outside, Work


def programme_goes_on(session: Session, work: Work) -> Outside | None:
    programmes.go_on_by_itself(session, programme_id=work.ref, today=clock.today())
    return None
