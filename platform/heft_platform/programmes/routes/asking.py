"""What is asked for before the first meeting: the list, one thing of it, and what was said, typed in by staff."""

from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from heft_platform import clock, words
from heft_platform.accounts import services as accounts
from heft_platform.entering import signed_in
from heft_platform.extensions import db
from heft_platform.form_fields import InVersion
from heft_platform.forms import Problems
from heft_platform.loading import programme_or_404
from heft_platform.permissions import Deed, classes_seen, may, requires, role_at_hand
from heft_platform.programmes import asking_schemas as schemas
from heft_platform.programmes import services
from heft_platform.programmes.questions import (
    documents_to_answer,
    parts_of,
    rows_of_plan,
    shown_to,
    shows_pictures,
)
from heft_platform.programmes.routes import programmes
from heft_platform.programmes.services import AskedForView, ProgrammeView
from heft_platform.programmes.typed_answers import (
    EXPLAINED,
    HOW,
    answers_in,
    as_typed,
    asks_itself,
    how_it_was_done,
    in_words,
    is_typed,
    not_asked,
    rows_gone_since,
)
from heft_platform.programmes.views import AnswerView

FINISHED = "This programme is finished"
MEANWHILE = (
    "Somebody else changed this while you had it open. It stands below as it is now, with what you typed"
)
SAID_OF = {
    services.ProgrammeClosedError: ("due_on", FINISHED),
    services.UnknownChoiceError: ("asked_id", "Choose from the list"),
    services.EnoughOfTheseError: (
        "document",
        (
            "The template has this {refusal.most} times at most, and so many are asked for or here. "
            "Leave one out first, or ask for it in your own words"
        ),
    ),
    services.TwoPeopleError: ("asked_name", "Choose somebody of the school or name somebody else, not both"),
    services.UnknownRequestError: ("due_on", "This is no longer asked for"),
    services.ChangedMeanwhileError: ("due_on", MEANWHILE),
}
SAID_OF_ANSWER = {
    services.ProgrammeClosedError: ("answers", FINISHED),
    services.UnknownChoiceError: ("answers", "Open the page again"),
    services.UnknownRequestError: ("answers", "This is no longer asked for"),
    services.ChangedMeanwhileError: ("answers", MEANWHILE),
}


@programmes.get("/s/<school>/programmes/<reference>/asked")
@requires(Deed.READ_PROGRAMMES)
def asked(reference: str) -> ResponseReturnValue:
    programme = programme_of_staff(reference)
    lines = services.asked_for(db.session(), programme_id=programme.id, template=programme.template)
    return render_template(
        "programmes/asked.html",
        programme=programme,
        lines=lines,
        wanted=services.reports_wanted(db.session(), programme=programme),
        today=clock.today(),
    )


@programmes.post("/s/<school>/programmes/<reference>/asked/reports")
@requires(Deed.WRITE_PROGRAMMES)
def ask_for_reports(reference: str) -> ResponseReturnValue:
    programme = programme_of_staff(reference)
    try:
        asked = services.ask_for_reports(db.session(), programme=programme, today=clock.today())
    except services.ProgrammeClosedError:
        flash(f"{FINISHED}, so nothing is asked for.")
    else:
        flash(f"{words.number_of(asked, 'report')} asked for." if asked else "They are asked for already.")
    return redirect(url_for("programmes.asked", reference=reference), code=303)


@programmes.post("/s/<school>/programmes/<reference>/asked/remind")
@requires(Deed.WRITE_PROGRAMMES)
def remind(reference: str) -> ResponseReturnValue:
    programme = programme_of_staff(reference)
    try:
        mailed, others = services.remind(db.session(), programme_id=programme.id, today=clock.today())
    except services.ProgrammeClosedError:
        flash(f"{FINISHED}, so nobody is reminded.")
    else:
        flash(f"{words.number_of(mailed, 'person', 'people')} reminded by e-mail. It says no name.")
        if others:
            flash(f"To be reminded in person, because we have no e-mail address: {words.list_of(others)}.")
    return redirect(url_for("programmes.asked", reference=reference), code=303)


@programmes.get("/s/<school>/programmes/<reference>/asked/new")
@requires(Deed.WRITE_PROGRAMMES)
def ask_more(reference: str) -> ResponseReturnValue:
    return _more_page(programme_of_staff(reference), Problems())


@programmes.post("/s/<school>/programmes/<reference>/asked/new")
@requires(Deed.WRITE_PROGRAMMES)
def asked_more(reference: str) -> ResponseReturnValue:
    programme = programme_of_staff(reference)
    problems = Problems()
    with problems.gathered(SAID_OF):
        answers = schemas.AskSomebody().read(request.form)
        if not answers["label"] and not answers["document"]:
            problems.add("label", "Say what is asked for, or choose it from the list")
            return _more_page(programme, problems), 422
        services.ask_for_more(db.session(), programme_id=programme.id, **answers, today=clock.today())
        flash("It is asked for.")
        return redirect(url_for("programmes.asked", reference=reference), code=303)
    return _more_page(programme, problems), 422


@programmes.get("/s/<school>/programmes/<reference>/asked/together")
@requires(Deed.READ_PROGRAMMES)
def side_by_side(reference: str) -> ResponseReturnValue:
    programme = programme_of_staff(reference)
    views = services.views_side_by_side(db.session(), programme_id=programme.id, template=programme.template)
    return render_template("programmes/side-by-side.html", programme=programme, views=views)


@programmes.get("/s/<school>/programmes/<reference>/asked/<uuid:asked_id>")
@requires(Deed.READ_PROGRAMMES)
def asked_one(reference: str, asked_id: UUID) -> ResponseReturnValue:
    programme = programme_of_staff(reference)
    return one_page(programme, asked_or_404(programme, asked_id), Problems())


@programmes.post("/s/<school>/programmes/<reference>/asked/<uuid:asked_id>/who")
@requires(Deed.WRITE_PROGRAMMES)
def asked_changed(reference: str, asked_id: UUID) -> ResponseReturnValue:
    return _deed(reference, asked_id, services.change_asked, schemas.ChangeAsked().read, "It is changed.")


@programmes.post("/s/<school>/programmes/<reference>/asked/<uuid:asked_id>/leave-out")
@requires(Deed.WRITE_PROGRAMMES)
def asked_left_out(reference: str, asked_id: UUID) -> ResponseReturnValue:
    def leave_out(session: Any, **answers: Any) -> None:
        services.leave_out(session, **answers, today=clock.today())

    return _deed(reference, asked_id, leave_out, schemas.LeaveOut().read, "It is left out, with the reason.")


@programmes.post("/s/<school>/programmes/<reference>/asked/<uuid:asked_id>/paper")
@requires(Deed.WRITE_PROGRAMMES)
def asked_on_paper(reference: str, asked_id: UUID) -> ResponseReturnValue:
    def note_paper(session: Any, **answers: Any) -> None:
        services.note_paper(session, **answers, today=clock.today())

    return _deed(reference, asked_id, note_paper, InVersion().read, "It is noted: the paper is here.")


@programmes.post("/s/<school>/programmes/<reference>/asked/<uuid:asked_id>")
@requires(Deed.WRITE_PROGRAMMES)
def answered(reference: str, asked_id: UUID) -> ResponseReturnValue:
    programme = programme_of_staff(reference)
    one = asked_or_404(programme, asked_id)
    problems = Problems()
    with problems.gathered(SAID_OF_ANSWER):
        noted = schemas.TypeAnswer().read(request.form)
        if noted["document"] not in {
            known.id for known in documents_to_answer(programme.template, one.document)
        }:
            raise services.UnknownChoiceError
        document = programme.template.document(noted["document"])
        parts = parts_of(programme.template, document, rows=rows_of_plan(programme, document))
        sees = classes_seen(role_at_hand())
        questions = shown_to([one for part in parts for one in part.questions], sees)
        answers = answers_in(request.form, questions, problems)
        if not problems:
            before = _versions(programme, one)[:1]
            for question, rows in rows_gone_since(questions, before[0].answers if before else {}).items():
                answers[question] = [*answers.get(question, ()), *rows]
            noted |= how_it_was_done(questions, answers)
            services.answer(
                db.session(),
                programme_id=programme.id,
                asked_for_id=asked_id,
                answers=answers,
                **noted,
                sees=sees,
                typed_by=signed_in().name,
                today=clock.today(),
            )
            flash("What was said is kept.")
            unasked = [one.label for one in not_asked(request.form, questions) if is_typed(request.form, one)]
            if unasked:
                flash(f"Not kept, because it is asked only with another answer: {words.list_of(unasked)}.")
            return redirect(url_for("programmes.asked", reference=reference), code=303)
    return one_page(programme, one, problems), 409 if problems.changed_meanwhile else 422


def _deed(reference: str, asked_id: UUID, deed: Any, read: Any, done: str) -> ResponseReturnValue:
    """Do something with one thing that is asked for, and go back to the list."""
    programme = programme_of_staff(reference)
    one = asked_or_404(programme, asked_id)
    problems = Problems()
    with problems.gathered(SAID_OF):
        deed(db.session(), programme_id=programme.id, asked_for_id=asked_id, **read(request.form))
        flash(done)
        return redirect(url_for("programmes.asked", reference=reference), code=303)
    return one_page(programme, one, problems), 409 if problems.changed_meanwhile else 422


def programme_of_staff(reference: str) -> ProgrammeView:
    """Return the programme, for staff: what is gathered before the meeting is behind no gate."""
    if not may(Deed.READ_PUPILS):
        abort(404)
    return programme_or_404(reference)


def asked_or_404(programme: ProgrammeView, asked_id: UUID) -> AskedForView:
    """Return one thing that is asked for, of which the person at hand may be told."""
    lines = services.asked_for(db.session(), programme_id=programme.id, template=programme.template)
    return next((one for one in lines if one.id == asked_id), None) or abort(404)


def _versions(programme: ProgrammeView, one: AskedForView) -> list[AnswerView]:
    sees = classes_seen(role_at_hand())
    return services.answers_to(db.session(), programme_id=programme.id, asked_for_id=one.id, sees=sees)


def _more_page(programme: ProgrammeView, problems: Problems) -> str:
    return render_template(
        "programmes/ask-more.html",
        programme=programme,
        problems=problems,
        answers=request.form,
        documents=[(one.id, one.label) for one in programme.template.documents],
        people=_people(),
    )


def _people() -> list[tuple[UUID, str]]:
    return [(one.person_id, f"{one.name}, {one.role_words}") for one in accounts.members(db.session())]


def one_page(programme: ProgrammeView, one: AskedForView, problems: Problems) -> str:
    """Show one thing that is asked for: its questions, its pictures, who is asked and by when."""
    group = {document.id: document for document in documents_to_answer(programme.template, one.document)}
    chosen = request.values.get("document", "")
    chosen = chosen if chosen in group else one.document
    document = group.get(chosen)
    sees = classes_seen(role_at_hand())
    versions = _versions(programme, one)
    rows = rows_of_plan(programme, document) if document else {}
    parts = parts_of(programme.template, document, rows=rows) if document else []
    questions = [question for part in parts for question in part.questions]
    typed: MultiDict[str, str] = request.form if request.method == "POST" else MultiDict()
    if request.method == "GET" and versions and chosen == one.document:
        typed = as_typed(questions, versions[0].answers)
        typed["method"], typed["supporter"] = versions[0].method_code, versions[0].supporter
        typed["was_explained"] = "yes" if versions[0].was_explained else ""
    if not typed.get("due_on-day"):
        typed = MultiDict(typed)
        for part, value in (("day", one.due_on.day), ("month", one.due_on.month), ("year", one.due_on.year)):
            typed[f"due_on-{part}"] = str(value)
        typed.setdefault("asked_id", str(one.asked_id or ""))
        typed.setdefault("asked_name", "" if one.asked_id else one.asked_name)
    return render_template(
        "programmes/asked-one.html",
        programme=programme,
        pictures=services.answer_files(db.session(), programme_id=programme.id, asked_for_id=one.id)
        if shows_pictures(programme.template, one.document, sees)
        else None,
        one=one,
        document=document,
        group=group.values(),
        parts=parts,
        sees=sees,
        in_words=in_words,
        versions=versions,
        methods=[
            (code, services.METHOD_WORDS.get(code, code), "")
            for code in (document.methods if document and not asks_itself(questions, HOW) else ())
        ],
        asks_whether_explained=not asks_itself(questions, EXPLAINED),
        people=_people(),
        problems=problems,
        answers=typed,
    )
