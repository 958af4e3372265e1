"""Start a programme: three questions, then every date, then it is saved."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from heft_platform import clock
from heft_platform.accounts import services as accounts
from heft_platform.calendar.services import CalendarHorizonError, NotASchoolDayError
from heft_platform.checklists import services as checklists
from heft_platform.cluster import services as cluster
from heft_platform.entering import person_id
from heft_platform.extensions import db
from heft_platform.forms import Problems
from heft_platform.library import services as library
from heft_platform.permissions import Deed, requires
from heft_platform.programmes import schemas, services
from heft_platform.programmes.about_dates import about_dates
from heft_platform.programmes.offered import by_template, offered
from heft_platform.programmes.routes import programmes
from heft_platform.programmes.suggesting import suggested_first
from heft_platform.pupils import services as pupils

SAID_OF = {
    services.AlreadyOnProgrammeError: (
        "template_id",
        "This pupil has an open programme already, {refusal.reference}",
    ),
    NotASchoolDayError: (
        "first_meeting_on",
        "The first meeting must be on a school day. This day is {refusal.why}",
    ),
    CalendarHorizonError: (
        "first_meeting_on",
        "{refusal} to work out all dates. Ask your cluster administrator to add them, or add your own under School calendar",
    ),
    library.TemplateRetiredError: (
        "template_id",
        "{refusal.label} is retired: no programme starts from it any more. Choose another template",
    ),
    services.UnknownReasonError: ("triggers", "Select only reasons that stand under {refusal.template}"),
    services.ConcernNotYetError: (
        "concern_on",
        "The worry was first raised before the first meeting, and not later than today",
    ),
    services.NotReadyWithoutReasonError: (
        "why_not_ready",
        "Say why it starts without: {refusal.missing}",
    ),
    services.PrerequisitesMissingError: (
        "prerequisites",
        "The template lets no programme begin without: {refusal.missing}",
    ),
    services.CycleNotAllowedError: (
        "why_again",
        "No other programme can follow that one: it still runs, or its template allows no more",
    ),
    services.OfAnotherTemplateError: (
        "template_id",
        "The first programme was made with {refusal.template}: choose the same template for the second",
    ),
    services.WhyAgainMissingError: ("why_again", "Say why a second programme is right"),
    services.PupilLeftError: (
        "template_id",
        "This pupil has left the school, so no programme can be started",
    ),
    services.UnknownChoiceError: ("key_worker_id", "Choose a key worker from the list"),
}


@programmes.get("/s/<school>/pupils/<uuid:pupil_id>/start")
@requires(Deed.WRITE_PROGRAMMES)
def start(pupil_id: UUID) -> ResponseReturnValue:
    return _questions(pupil_id, Problems())


@programmes.post("/s/<school>/pupils/<uuid:pupil_id>/start")
@requires(Deed.WRITE_PROGRAMMES)
def check(pupil_id: UUID) -> ResponseReturnValue:
    """Show every date before anything is saved. Nothing is saved, so this is a page and no redirect."""
    pupil = pupils.pupil(db.session(), pupil_id=pupil_id)
    problems = Problems()
    with problems.gathered(SAID_OF):
        answers = schemas.StartProgramme().read(request.form)
        if "change" in request.form or pupil is None:
            return _questions(pupil_id, problems)
        services.refuse_later_concern(answers["concern_on"], first_meeting_on=answers["first_meeting_on"])
        template, milestones = services.plan_programme(
            db.session(),
            pupil_id=pupil_id,
            template_id=answers["template_id"],
            first_meeting_on=answers["first_meeting_on"],
            reasons=[*answers["triggers"], *answers["purposes"]],
            prerequisites=answers["prerequisites"],
            why_not_ready=answers["why_not_ready"],
            follows=answers["follows"],
            why_again=answers["why_again"],
        )
        key_worker = accounts.own_person(db.session(), person_id=answers["key_worker_id"])
        return render_template(
            "programmes/check.html",
            pupil=pupil,
            template=template,
            milestones=milestones,
            about_dates=list(about_dates(template, today=clock.today())),
            key_worker=key_worker.name,
            reasons=template.words_for(template.triggers(), answers["triggers"]),
            answers=[(name, value) for name, value in request.form.items(multi=True) if name != "csrf_token"],
        )
    return _questions(pupil_id, problems), 422


@programmes.post("/s/<school>/pupils/<uuid:pupil_id>/start/save")
@requires(Deed.WRITE_PROGRAMMES)
def save(pupil_id: UUID) -> ResponseReturnValue:
    problems = Problems()
    with problems.gathered(SAID_OF):
        answers = schemas.StartProgramme().read(request.form)
        if pupils.pupil(db.session(), pupil_id=pupil_id) is None:
            abort(404)
        reference = services.start_programme(
            db.session(), pupil_id=pupil_id, coordinator_id=person_id(), **answers
        )
        flash(f"Programme {reference} is started. Next: agree the plan.")
        return redirect(url_for("programmes.overview", reference=reference), code=303)
    return _questions(pupil_id, problems), 422


def _questions(pupil_id: UUID, problems: Problems) -> str:
    pupil = pupils.pupil(db.session(), pupil_id=pupil_id)
    if pupil is None:
        abort(404)
    templates = library.published_templates(db.session())
    chosen = request.form or _ticked_before(pupil_id, templates)
    return render_template(
        "programmes/start.html",
        pupil=pupil,
        templates=_choices(templates),
        triggers=by_template(templates, lambda one: one.triggers()),
        purposes=by_template(templates, lambda one: one.purposes()),
        prerequisites=by_template(templates, lambda one: one.prerequisites()),
        cautions=offered(templates, lambda one: ((words, words) for words in one.entry.cautions)),
        people=[(one.person_id, f"{one.name}, {one.role_words}") for one in accounts.members(db.session())],
        problems=problems,
        answers=chosen,
        follows=request.form.get("follows") or request.args.get("follows", ""),
    )


def _choices(templates: list[library.TemplateView]) -> list[tuple[UUID, str, str]]:
    """Return what can be chosen, with a word about each: those first that are written for schools like this one."""
    school = cluster.school_at_hand(db.session())
    return [
        (one.id, one.label, one.summary if suits else f"Written for other kinds of school. {one.summary}")
        for one, suits in suggested_first(templates, school)
    ]


def _ticked_before(pupil_id: UUID, templates: list[library.TemplateView]) -> MultiDict[str, str]:
    """Return what the pupil’s checklist holds as the answers that a form begins with."""
    ticked = checklists.ticked_before(
        db.session(),
        pupil_id=pupil_id,
        template_key=request.args.get("template", ""),
        since=services.last_started_on(db.session(), pupil_id=pupil_id),
    )
    answers = MultiDict([(f"{kind}s", code) for kind, code in sorted(ticked)])
    for one in templates:
        if one.key == request.args.get("template"):
            answers["template_id"] = str(one.id)
    return answers
