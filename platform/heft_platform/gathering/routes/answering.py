"""One thing that is asked for: its questions, what was said, typed in by staff, and the views side by side."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from heft_platform import clock, words
from heft_platform.accounts import services as accounts
from heft_platform.entering import signed_in
from heft_platform.extensions import db
from heft_platform.forms import Problems, in_three_boxes
from heft_platform.gathering import schemas, services
from heft_platform.gathering.guarded_files import EVERYTHING, answered_by_files, sees_answer_file
from heft_platform.gathering.questions import (
    FormQuestion,
    Rows,
    documents_to_answer,
    guarded_in_others,
    is_guarded,
    parts_of,
    shown_to,
)
from heft_platform.gathering.routes import gathering
from heft_platform.gathering.services import AnswerView, AskedForView
from heft_platform.gathering.typed_answers import (
    EXPLAINED,
    HOW,
    answers_in,
    as_offered,
    as_typed,
    asks_itself,
    how_it_was_done,
    in_words,
    is_typed,
    not_asked,
    rows_gone_since,
)
from heft_platform.library.services import Document
from heft_platform.loading import programme_or_404
from heft_platform.permissions import Deed, classes_seen, may, requires, role_at_hand
from heft_platform.programmes import services as programmes
from heft_platform.programmes.services import ProgrammeView

MEANWHILE = (
    "Somebody else changed this while you had it open. It stands below as it is now, with what you typed"
)
SAID_OF_ANSWER = {
    programmes.ProgrammeClosedError: ("answers", "{refusal.words}"),
    services.UnknownChoiceError: ("answers", "Open the page again"),
    services.NotAskedForError: ("answers", "This is no longer asked for"),
    services.ChangedMeanwhileError: ("answers", MEANWHILE),
}


@gathering.get("/s/<school>/programmes/<reference>/asked/together")
@requires(Deed.READ_PROGRAMMES)
def side_by_side(reference: str) -> ResponseReturnValue:
    programme = programme_of_staff(reference)
    views = services.views_side_by_side(db.session(), programme_id=programme.id, template=programme.template)
    return render_template("gathering/side-by-side.html", programme=programme, views=views)


@gathering.get("/s/<school>/programmes/<reference>/asked/<uuid:asked_id>")
@requires(Deed.READ_PROGRAMMES)
def asked_one(reference: str, asked_id: UUID) -> ResponseReturnValue:
    programme = programme_of_staff(reference)
    return one_page(programme, asked_or_404(programme, asked_id), Problems())


@gathering.post("/s/<school>/programmes/<reference>/asked/<uuid:asked_id>")
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
        parts = parts_of(programme.template, document, rows=_rows_of_plan(programme, document))
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
                programme=programmes.hold_programme(db.session(), programme_id=programme.id),
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
            return redirect(url_for("gathering.asked", reference=reference), code=303)
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


def one_page(programme: ProgrammeView, one: AskedForView, problems: Problems) -> str:
    """Show one thing that is asked for: its questions, what was brought, who is asked and by when."""
    group = {document.id: document for document in documents_to_answer(programme.template, one.document)}
    chosen = request.values.get("document", "")
    chosen = chosen if chosen in group else one.document
    document = group.get(chosen)
    sees = classes_seen(role_at_hand())
    versions = _versions(programme, one)
    rows = _rows_of_plan(programme, document) if document else {}
    parts = parts_of(programme.template, document, rows=rows) if document else []
    questions = [question for part in parts for question in part.questions]
    typed: MultiDict[str, str] = request.form if request.method == "POST" else as_offered(questions)
    if request.method == "GET" and versions and chosen != one.document:
        typed = as_typed(questions, versions[0].guarded)
    elif request.method == "GET" and versions:
        typed = as_typed(questions, versions[0].answers)
        typed["method"], typed["supporter"] = versions[0].method_code, versions[0].supporter
        typed["was_explained"] = "yes" if versions[0].was_explained else ""
    if not typed.get("due_on-day"):
        typed = MultiDict(typed)
        typed.update(in_three_boxes("due_on", one.due_on))
        typed.setdefault("asked_id", str(one.asked_id or ""))
        typed.setdefault("asked_name", "" if one.asked_id else one.asked_name)
    return render_template(
        "gathering/asked-one.html",
        programme=programme,
        files=services.answer_files(
            db.session(), programme_id=programme.id, template=programme.template, asked=one, sees=sees
        ),
        answered_by_files=answered_by_files(programme.template, one.document, sees),
        sees_everything=sees_answer_file(programme.template, one.document, EVERYTHING, sees),
        one=one,
        document=document,
        group=group.values(),
        parts=parts,
        also_said=_said_in_others(programme, chosen, questions, versions),
        sees=sees,
        in_words=in_words,
        versions=versions,
        methods=[
            (code, services.METHOD_WORDS.get(code, code), "")
            for code in (document.methods if document and not asks_itself(questions, HOW) else ())
        ],
        asks_whether_explained=not asks_itself(questions, EXPLAINED),
        people=people(),
        problems=problems,
        answers=typed,
    )


def _said_in_others(
    programme: ProgrammeView, chosen: str, questions: list[FormQuestion], versions: list[AnswerView]
) -> list[tuple[str, str]]:
    """Return what is guarded and was said to another set of questions, which somebody left who does not see it."""
    others = guarded_in_others(programme.template, chosen)
    here = {one.id for one in questions if is_guarded(one)}
    kept = versions[0].guarded if versions else {}
    return [
        (others[name].label, in_words(others[name], value))
        for name, value in kept.items()
        if name in others and name not in here
    ]


def _versions(programme: ProgrammeView, one: AskedForView) -> list[AnswerView]:
    sees = classes_seen(role_at_hand())
    return services.answers_to(db.session(), programme_id=programme.id, asked_for_id=one.id, sees=sees)


def _rows_of_plan(programme: ProgrammeView, document: Document) -> Rows:
    """Return what the tables of a document take from the plan. A person’s own commitments are those of their side."""
    parties = {programme.template.role(role).party for role in document.completed_by}
    commitments = [(one.party, str(one.id), f"{one.who}: {one.what}") for one in programme.commitments]
    return {
        "targets": [(str(one.id), one.statement) for one in programme.targets],
        "commitments.all": [(code, said) for _, code, said in commitments],
        "commitments.own": [(code, said) for party, code, said in commitments if party in parties],
    }


def people() -> list[tuple[UUID, str]]:
    return [(one.person_id, f"{one.name}, {one.role_words}") for one in accounts.members(db.session())]
