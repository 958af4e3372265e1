"""Every list as a spreadsheet, for whoever may see the list; each is written down when it is taken."""

from uuid import UUID

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from heft_platform import clock
from heft_platform.audit.services import record
from heft_platform.entering import person_id
from heft_platform.extensions import db
from heft_platform.lists.sheet import ListAsked
from heft_platform.lists.sheets import SHARED, SHEETS
from heft_platform.permissions import Deed, classes_seen, may, requires, role_at_hand
from heft_platform.programmes import services as programmes
from heft_platform.programmes.services import Wanted
from heft_platform.spreadsheets import answer_with_spreadsheet

lists = Blueprint("lists", __name__, template_folder="templates")


@lists.get("/s/<school>/lists")
@requires(Deed.SEE_TODAY)
def index() -> ResponseReturnValue:
    """Show which lists there are for whoever asks."""
    return render_template(
        "lists/index.html",
        sheets=[one for one in SHEETS.values() if may(one.deed) and (one.is_at_school or one.kind in SHARED)],
        shared=SHARED,
        year=programmes.school_year_of(clock.today()),
    )


@lists.get("/s/<school>/lists/<kind>.xlsx")
@requires(Deed.SEE_TODAY)
def spreadsheet(kind: str) -> ResponseReturnValue:
    if kind not in SHEETS or not SHEETS[kind].is_at_school:
        abort(404)  # it has an address of its own
    return _answer(kind)


@lists.get("/library/templates.xlsx")
@requires(Deed.READ_TEMPLATES)
def templates() -> ResponseReturnValue:
    return _answer("templates")


@lists.get("/directory/services.xlsx")
@requires(Deed.READ_DIRECTORY)
def directory() -> ResponseReturnValue:
    return _answer("directory")


@lists.get("/la/worklist.xlsx")
@requires(Deed.ANSWER_REQUESTS)
def worklist() -> ResponseReturnValue:
    return _answer("worklist")


@lists.get("/outreach/cases.xlsx")
@requires(Deed.JOIN_CASES)
def my_cases() -> ResponseReturnValue:
    return _answer("my-cases")


@lists.get("/cluster/schools.xlsx")
@requires(Deed.OPEN_SCHOOLS)
def schools() -> ResponseReturnValue:
    return _answer("schools")


@lists.get("/cluster/term-dates.xlsx")
@requires(Deed.KEEP_TERM_DATES)
def term_dates() -> ResponseReturnValue:
    return _answer("term-dates")


@lists.get("/cluster/target-bank.xlsx")
@requires(Deed.KEEP_TARGET_BANK)
def target_bank() -> ResponseReturnValue:
    return _answer("cluster-target-bank")


def _answer(kind: str) -> ResponseReturnValue:
    sheet = SHEETS.get(kind)
    if sheet is None or not may(sheet.deed):
        abort(404)
    asked = _asked()
    pupil_id = asked.pupil_id if sheet.is_of_a_pupil else None
    record(
        db.session(),
        action="list.exported",
        thing="pupil" if pupil_id else "list",
        thing_id=pupil_id,
        pupil_id=pupil_id,
        fields=(kind,),
    )
    found = sheet.rows(db.session(), asked)
    name = f"{kind}-{asked.year}" if sheet.is_of_a_year else f"{kind}-{asked.today.isoformat()}"
    return answer_with_spreadsheet(name, found.headings, found.rows)


def _asked() -> ListAsked:
    today, asked = clock.today(), request.args
    this_year = programmes.school_year_of(today)
    year = asked.get("year", this_year, type=int)
    if not this_year - 20 <= year <= this_year + 1:
        abort(404)
    return ListAsked(
        today=today,
        year=year,
        only_of=None if may(Deed.KEEP_ACTIONS) else person_id(),
        sees_guarded=may(Deed.READ_SAFEGUARDING),
        sees=classes_seen(role_at_hand()),
        person_id=person_id(),
        pupil_id=asked.get("pupil", type=UUID),
        wanted=Wanted(
            state=asked.get("state", ""),
            class_name=asked.get("class_name", ""),
            key_worker=asked.get("key_worker", type=UUID),
            due=asked.get("due", ""),
        ),
        class_name=asked.get("class_name", ""),
        year_group=asked.get("year_group", ""),
        who_left=asked.get("who_left") == "true",
    )
