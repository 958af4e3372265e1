"""What needs doing now: what only this person can do first, then this week."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from heft_platform.daily_reports import services as daily_reports
from heft_platform.daily_reports.services import PupilOnReport
from heft_platform.escalations import services as escalations
from heft_platform.escalations.services import RequestLine
from heft_platform.programmes import services as programmes
from heft_platform.programmes.services import ProgrammeLine

SOON = timedelta(days=14)


@dataclass(frozen=True, kw_only=True)
class TodayView:
    """Everything on the Today page of one person."""

    to_approve: list[RequestLine]
    to_answer: list[RequestLine]
    due: list[ProgrammeLine]
    preparing: list[ProgrammeLine]
    coming: list[ProgrammeLine]
    to_score: list[tuple[PupilOnReport, int]]  # with how many lessons of today are not scored

    @property
    def is_empty(self) -> bool:
        return not any(
            (self.to_approve, self.to_answer, self.due, self.preparing, self.coming, self.to_score)
        )


def today_of(
    session: Session, *, today: date, approves: bool, runs_programmes: bool, scores: bool
) -> TodayView:
    """Return what needs doing, by what the person may do."""
    running = programmes.open_programmes(session, today=today) if runs_programmes else []
    requests = escalations.requests_of_school(session) if runs_programmes or approves else []
    on_report = daily_reports.pupils_on_report(session, day=today) if scores else []
    return TodayView(
        to_approve=[one for one in requests if approves and one.state == "for_approval"],
        to_answer=[one for one in requests if runs_programmes and one.needs_school],
        due=[line for line in running if line.state == "active" and line.next_on and line.next_on <= today],
        preparing=[line for line in running if line.state == "preparing"],
        coming=[
            line
            for line in running
            if line.state == "active" and line.next_on and today < line.next_on <= today + SOON
        ],
        to_score=[(one, len(one.to_score)) for one in on_report if one.to_score],
    )
