"""The school's calendar, and the cluster's term dates."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform.audit.services import record
from heft_platform.calendar import schemas, services
from heft_platform.extensions import db
from heft_platform.forms import Problems
from heft_platform.permissions import Deed, requires

calendar = Blueprint("calendar", __name__, template_folder="templates")

SAID_OF_DAY = {
    services.DayAlreadyClosedError: ("day", "There is no school on this day anyway"),
    services.CalendarHorizonError: ("day", "Term dates for {refusal.missing} are needed first"),
}
SAID_OF_TERM = {
    services.DatesOutOfOrderError: (
        "last_on",
        "Check the dates: the term must end after it begins, with half-term inside it",
    ),
    services.NotOnAWeekdayError: ("first_on", "A term begins and ends on a weekday. Check the dates"),
    services.TermsOverlapError: ("first_on", "These dates overlap with another term"),
}


@calendar.get("/s/<school>/calendar")
@requires(Deed.READ_CALENDAR)
def index() -> ResponseReturnValue:
    return _page(Problems())


@calendar.post("/s/<school>/calendar")
@requires(Deed.KEEP_CALENDAR)
def close() -> ResponseReturnValue:
    problems = Problems()
    with problems.gathered(SAID_OF_DAY):
        change = services.close_on(db.session(), **schemas.CloseOn().read(request.form))
        record(
            db.session(),
            action="calendar.changed",
            thing="calendar",
            thing_id=change.id,
            fields=("day", "kind"),
        )
        flash("The calendar is changed.")
        return redirect(url_for("calendar.index"), code=303)
    return _page(problems), 422


@calendar.post("/s/<school>/calendar/<uuid:change_id>/remove")
@requires(Deed.KEEP_CALENDAR)
def reopen(change_id: UUID) -> ResponseReturnValue:
    services.open_again(db.session(), change_id=change_id)
    record(db.session(), action="calendar.changed", thing="calendar", thing_id=change_id)
    flash("The day is a school day again.")
    return redirect(url_for("calendar.index"), code=303)


@calendar.get("/cluster/term-dates")
@requires(Deed.KEEP_TERM_DATES)
def terms() -> ResponseReturnValue:
    return _terms_page(Problems())


@calendar.post("/cluster/term-dates")
@requires(Deed.KEEP_TERM_DATES)
def set_term() -> ResponseReturnValue:
    problems = Problems()
    with problems.gathered(SAID_OF_TERM):
        term = services.set_term(db.session(), **schemas.SetTerm().read(request.form))
        record(
            db.session(), action="term.set", thing="term", thing_id=term.id, fields=("first_on", "last_on")
        )
        flash(f"{term.name} is saved.")
        return redirect(url_for("calendar.terms"), code=303)
    return _terms_page(problems), 422


def _page(problems: Problems) -> str:
    return render_template(
        "calendar/index.html",
        problems=problems,
        answers=request.form,
        terms=services.terms(db.session()),
        changes=services.changes(db.session()),
        kinds=services.KIND_WORDS,
    )


def _terms_page(problems: Problems) -> str:
    found = services.terms(db.session())
    return render_template("calendar/terms.html", problems=problems, answers=request.form, terms=found)
