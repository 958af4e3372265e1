"""A school's calendar, and the term dates of its cluster."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform import clock, words
from heft_platform.calendar import schemas, services
from heft_platform.extensions import db
from heft_platform.forms import Problems
from heft_platform.permissions import Deed, requires
from heft_platform.programmes.services import move_off_closed_days

calendar = Blueprint("calendar", __name__, template_folder="templates")

CHECK = "Check it with the published dates"
SAID_OF_DAYS = {
    services.DayAlreadyClosedError: ("day", "There is no school on this day anyway ({refusal.why})"),
    services.ClosureTooLongError: ("last_on", "The last day must come after the first, within six weeks"),
    services.CalendarHorizonError: ("day", "{refusal}. Ask your cluster administrator to add them"),
}
SAID_OF_TERM = {
    services.EndsBeforeItBeginsError: ("last_on", "The term must end after it begins"),
    services.TermTooLongError: ("last_on", "The term would last {refusal.weeks} weeks. Check the year"),
    services.HalfABreakError: (
        "break_to",
        "Enter the first and the last day of half-term, or leave both empty",
    ),
    services.BreakOutsideTermError: (
        "break_from",
        "Half-term must lie between the first and the last day of term",
    ),
    services.BeginsWithoutSchoolError: ("first_on", f"{{refusal.why}}. {CHECK}"),
    services.EndsWithoutSchoolError: ("last_on", f"{{refusal.why}}. {CHECK}"),
    services.TermsOverlapError: ("first_on", "These dates overlap with {refusal.other}"),
    services.TermNameTakenError: ("name", "There is a term of this name already. Change that one"),
    services.TermChangedMeanwhileError: (
        "name",
        "Somebody changed this term while you had it open. Save again to use your dates",
    ),
}


@calendar.get("/s/<school>/calendar")
@requires(Deed.READ_CALENDAR)
def index() -> ResponseReturnValue:
    return _calendar_page(Problems())


@calendar.post("/s/<school>/calendar")
@requires(Deed.KEEP_CALENDAR)
def add_days() -> ResponseReturnValue:
    problems = Problems()
    with problems.gathered(SAID_OF_DAYS):
        answers = schemas.AddDays().read(request.form)
        if answers.pop("kind") == "inset":
            del answers["last_on"]
            services.add_inset(db.session(), **answers)
        else:
            services.add_closure(db.session(), **answers)
        flash(f"The calendar is changed. {_moved()}")
        return redirect(url_for("calendar.index"), code=303)
    return _calendar_page(problems), 422


@calendar.post("/s/<school>/calendar/<uuid:change_id>/remove")
@requires(Deed.KEEP_CALENDAR)
def remove_day(change_id: UUID) -> ResponseReturnValue:
    services.remove_change(db.session(), change_id=change_id)
    flash("The day is a school day again.")
    return redirect(url_for("calendar.index"), code=303)


@calendar.get("/s/<school>/calendar/terms/new")
@requires(Deed.KEEP_CALENDAR)
def new_own_term() -> ResponseReturnValue:
    inherited = services.term(db.session(), term_id=_id_in(request.args.get("instead-of")))
    return _own_term_page(Problems(), _as_typed(inherited) if inherited else {})


@calendar.post("/s/<school>/calendar/terms/new")
@requires(Deed.KEEP_CALENDAR)
def add_own_term() -> ResponseReturnValue:
    problems = Problems()
    with problems.gathered(SAID_OF_TERM):
        dates = services.TermDates(**schemas.EnterTerm().read(request.form))
        services.add_own_term(db.session(), dates=dates)
        flash(f"{dates.name} now has this school’s own dates. {_moved()}")
        return redirect(url_for("calendar.index"), code=303)
    return _own_term_page(problems, request.form), 422


@calendar.get("/s/<school>/calendar/terms/<uuid:term_id>")
@requires(Deed.KEEP_CALENDAR)
def own_term(term_id: UUID) -> ResponseReturnValue:
    kept = services.own_term(db.session(), term_id=term_id) or abort(404)
    return _own_term_page(Problems(), _as_typed(kept), kept)


@calendar.post("/s/<school>/calendar/terms/<uuid:term_id>")
@requires(Deed.KEEP_CALENDAR)
def change_own_term(term_id: UUID) -> ResponseReturnValue:
    kept = services.own_term(db.session(), term_id=term_id) or abort(404)
    problems = Problems()
    with problems.gathered(SAID_OF_TERM):
        answers = schemas.ChangeTerm().read(request.form)
        version = answers.pop("version")
        services.change_own_term(
            db.session(), term_id=term_id, version=version, dates=services.TermDates(**answers)
        )
        flash(f"{answers['name']} is changed. {_moved()}")
        return redirect(url_for("calendar.index"), code=303)
    return _own_term_page(problems, request.form, kept), 422


@calendar.post("/s/<school>/calendar/terms/<uuid:term_id>/remove")
@requires(Deed.KEEP_CALENDAR)
def remove_own_term(term_id: UUID) -> ResponseReturnValue:
    services.remove_own_term(db.session(), term_id=term_id)
    flash(f"The local authority’s dates hold again. {_moved()}")
    return redirect(url_for("calendar.index"), code=303)


@calendar.get("/cluster/term-dates")
@requires(Deed.KEEP_TERM_DATES)
def terms() -> ResponseReturnValue:
    return _terms_page(Problems())


@calendar.post("/cluster/term-dates")
@requires(Deed.KEEP_TERM_DATES)
def add_term() -> ResponseReturnValue:
    problems = Problems()
    with problems.gathered(SAID_OF_TERM):
        dates = services.TermDates(**schemas.EnterTerm().read(request.form))
        services.add_term(db.session(), dates=dates)
        flash(f"{dates.name} is added. Every school follows it.")
        return redirect(url_for("calendar.terms"), code=303)
    return _terms_page(problems), 422


@calendar.get("/cluster/term-dates/<uuid:term_id>")
@requires(Deed.KEEP_TERM_DATES)
def term(term_id: UUID) -> ResponseReturnValue:
    kept = services.term(db.session(), term_id=term_id) or abort(404)
    return render_template("calendar/term.html", problems=Problems(), answers=_as_typed(kept), kept=kept)


@calendar.post("/cluster/term-dates/<uuid:term_id>")
@requires(Deed.KEEP_TERM_DATES)
def change_term(term_id: UUID) -> ResponseReturnValue:
    kept = services.term(db.session(), term_id=term_id) or abort(404)
    problems = Problems()
    with problems.gathered(SAID_OF_TERM):
        answers = schemas.ChangeTerm().read(request.form)
        version = answers.pop("version")
        services.change_term(
            db.session(), term_id=term_id, version=version, dates=services.TermDates(**answers)
        )
        flash(f"{answers['name']} is changed.")
        return redirect(url_for("calendar.terms"), code=303)
    return render_template("calendar/term.html", problems=problems, answers=request.form, kept=kept), 422


def _calendar_page(problems: Problems) -> str:
    session, today = db.session(), clock.today()
    return render_template(
        "calendar/index.html",
        problems=problems,
        answers=request.form,
        years=[year for year in services.school_years(session) if year.terms[-1].last_on >= today],
        standing=_standing(services.calendar_of_school(session), today),
        days=services.days_without_pupils(session, since=today),
        kinds=[(kind, said, "") for kind, said in schemas.KINDS.items()],
    )


def _own_term_page(
    problems: Problems, answers: Mapping[str, str], kept: services.TermView | None = None
) -> str:
    return render_template("calendar/own-term.html", problems=problems, answers=answers, kept=kept)


def _terms_page(problems: Problems) -> str:
    years = services.school_years(db.session())
    return render_template("calendar/terms.html", problems=problems, answers=request.form, years=years)


def _moved() -> str:
    """Move what fell on a day without school now, and say what was moved."""
    session = db.session()
    known = services.calendar_of_school(session)
    moved = move_off_closed_days(session, calendar=known, today=clock.today())
    if not moved:
        return "No date of a programme had to move."
    told = [
        f"{milestone.reference}, {milestone.label}, is now on {words.day(milestone.due_on)}"
        for milestone in moved
    ]
    return f"{'. '.join(told)}. Tell everybody who is invited."


def _standing(known: services.SchoolCalendar, today: date) -> str:
    """Say what today is, and how far ahead dates can be worked out."""
    try:
        why = known.why_no_school(today)
        again = known.next_school_day(today)
    except services.CalendarHorizonError as unknown:
        return (
            f"{unknown}. Ask your cluster administrator to add them. Until then no programme can be started."
        )
    said = (
        "Today is a school day."
        if why is None
        else f"No school today: {_small(why)}. School is on {words.day(again)}."
    )
    return f"{said} Dates can be worked out until {words.day(known.ends_on)}."


def _small(why: str) -> str:
    return {"a weekend": "it is the weekend", "in the holidays": "it is the holidays"}.get(why, why)


def _as_typed(term: services.TermView) -> dict[str, str]:
    """Return a term as somebody would have typed it."""
    dates = {name: getattr(term, name) for name in ("first_on", "last_on", "break_from", "break_to")}
    return {"name": term.name, **{name: words.day(day) for name, day in dates.items() if day is not None}}


def _id_in(text: str | None) -> UUID:
    try:
        return UUID(text or "")
    except ValueError:
        return UUID(int=0)
