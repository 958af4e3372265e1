"""Who looked, and what was done: the school’s whole trail, the newest first."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from heft_platform.accounts import services as accounts
from heft_platform.audit import schemas, services
from heft_platform.clock import SCHOOL_TIME
from heft_platform.extensions import db
from heft_platform.forms import Problems
from heft_platform.permissions import Deed, may, requires
from heft_platform.picture import services as picture
from heft_platform.pupils import services as pupils

audit = Blueprint("audit", __name__, template_folder="templates")

ON_A_PAGE = 50
EPOCH, ONE_MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)
LONGEST_NUMBER = 16  # digits of a moment in some hundred years
ONE_DAY = timedelta(days=1)
DAY_IN_PARTS = ("day-day", "day-month", "day-year")


@audit.get("/s/<school>/who-looked")
@requires(Deed.READ_AUDIT)
def index() -> ResponseReturnValue:
    session, problems = db.session(), Problems()
    chosen: dict[str, Any] = {"person": None, "day": None}
    with problems.gathered({}):
        chosen = schemas.ChooseEntries().read(request.args)
    since, until = _of_day(chosen["day"])
    found = services.newest_entries(
        session,
        person_id=chosen["person"],
        since=since,
        until=until,
        before=_before(),
        leaving_out=() if may(Deed.READ_SAFEGUARDING) else (picture.TELLS_OF_GUARDED,),
        at_most=ON_A_PAGE + 1,
    )
    shown, more = found[:ON_A_PAGE], len(found) > ON_A_PAGE
    names = accounts.names_of_all(session)
    services.record(session, action="trail.viewed", thing="trail")
    page = render_template(
        "audit/index.html",
        lines=shown,
        older=_in_address(shown[-1].at) if more else None,
        names=names,
        known=pupils.pupils_by_id(session, pupil_ids={one.pupil_id for one in shown if one.pupil_id}),
        people=sorted(names.items(), key=lambda one: one[1].casefold()),
        in_words=services.in_words,
        parts_in_words=services.parts_in_words,
        is_narrowed=chosen["person"] is not None or chosen["day"] is not None,
        problems=problems,
        answers=request.args,
        days={name: request.args[name] for name in ("day", *DAY_IN_PARTS) if request.args.get(name)},
    )
    return (page, 422) if problems else page


def _of_day(day: date | None) -> tuple[datetime | None, datetime | None]:
    """Return when a day begins and ends at school."""
    if day is None:
        return None, None
    return (
        datetime.combine(day, time.min, SCHOOL_TIME),
        datetime.combine(day + ONE_DAY, time.min, SCHOOL_TIME),
    )


def _in_address(moment: datetime) -> int:
    return (moment - EPOCH) // ONE_MICROSECOND


def _before() -> datetime | None:
    """Return the moment that the page ends before; what is no moment begins with the newest."""
    asked = request.args.get("before", "")
    is_one = asked.isascii() and asked.isdecimal() and len(asked) <= LONGEST_NUMBER
    return EPOCH + int(asked) * ONE_MICROSECOND if is_one else None
