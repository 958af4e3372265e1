"""What needs doing now: what is overdue first, then today, then this week."""

from datetime import date

from sqlalchemy.orm import Session

from heft_platform.today import tasks
from heft_platform.today.reading import read
from heft_platform.today.views import Looker, TodayView, by_urgency, those_with_tasks

__all__ = ["Looker", "TodayView", "today_of"]


def today_of(session: Session, *, looker: Looker, today: date) -> TodayView:
    """Return what needs doing, by what the person may do."""
    found = read(session, looker=looker, today=today)
    return TodayView(
        sections=by_urgency(tasks.with_a_day(found), today=today),
        beside=those_with_tasks(
            (
                ("school", "In the whole school", tasks.of_the_whole_school(found)),
                ("picture", "To ask again", tasks.to_ask_again(found)),
                ("news", "New", tasks.news(found)),
            )
        ),
    )
