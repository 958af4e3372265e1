"""The plan of a programme: what stands in it, what it lacks, and that the programme begins."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform import clock
from heft_platform.extensions import db
from heft_platform.forms import Problems, in_three_boxes
from heft_platform.loading import programme_or_404
from heft_platform.permissions import Deed, may, requires
from heft_platform.programmes import plan_schemas, services
from heft_platform.programmes.plan_rules import SMART_WORDS, rules_of
from heft_platform.programmes.plan_views import PARTY_NAMES
from heft_platform.programmes.routes import programmes
from heft_platform.programmes.views import ProgrammeView


@programmes.get("/s/<school>/programmes/<reference>/plan")
@requires(Deed.READ_PROGRAMMES)
def plan(reference: str) -> ResponseReturnValue:
    return plan_page(programme_or_404(reference, with_log=False), Problems())


@programmes.post("/s/<school>/programmes/<reference>/activate")
@requires(Deed.WRITE_PROGRAMMES)
def activate(reference: str) -> ResponseReturnValue:
    programme = programme_or_404(reference, with_log=False)
    try:
        services.activate(db.session(), programme_id=programme.id)
    except (services.ActivationRefusedError, services.ProgrammeClosedError) as refusal:
        problems = Problems()
        for number, words in enumerate(getattr(refusal, "missing", ("This programme is finished",)), start=1):
            problems.add(f"missing-{number}", words)
        return plan_page(programme, problems), 422
    flash("The programme has begun.")
    return redirect(url_for("programmes.overview", reference=reference), code=303)


@programmes.post("/s/<school>/programmes/<reference>/plan/no-promise")
@requires(Deed.WRITE_PROGRAMMES)
def say_why_no_promise(reference: str) -> ResponseReturnValue:
    programme = programme_or_404(reference, with_log=False)
    problems = Problems()
    said = {
        party: request.form[f"reason-{party}"]
        for party in PARTY_NAMES
        if request.form.get(f"reason-{party}", "").strip()
    }
    for party, reason in said.items():
        with problems.gathered({services.ProgrammeClosedError: ("", "")}):
            read = plan_schemas.Reason().read({"reason": reason})
            services.say_why_no_promise(db.session(), programme_id=programme.id, party=party, **read)
        if words := problems.of("reason"):
            wrong = Problems()
            wrong.add(f"reason-{party}", words)
            return plan_page(programme, wrong), 422
    flash("The reasons are in the plan." if said else "Nothing was written.")
    return redirect(url_for("programmes.plan", reference=reference) + "#promises", code=303)


@programmes.get("/s/<school>/programmes/<reference>/plan/versions/<int:number>")
@requires(Deed.READ_PROGRAMMES)
def plan_version(reference: str, number: int) -> ResponseReturnValue:
    programme = programme_or_404(reference, with_log=False)
    versions = services.plan_versions(db.session(), programme.id)
    version = next((one for one in versions if one.number == number), None)
    if version is None or not programme.shows("PLAN"):
        abort(404)
    return render_template("programmes/plan-version.html", programme=programme, version=version)


def plan_page(programme: ProgrammeView, problems: Problems) -> str:
    today = clock.today()
    typed = in_three_boxes("held_on", today)
    session, sees = db.session(), programme.shows("PLAN")
    versions = services.plan_versions(session, programme.id) if sees else []
    since: tuple[str, ...] = ()
    if versions and may(Deed.WRITE_PROGRAMMES):
        # What other features keep now is not a visitor's to read. What was agreed is the plan, and theirs (decision 0014).
        content = services.content_now(session, programme.plan, of=services.plan_to_ask(programme))
        since = services.differences_since(versions[0], content)
    is_open = programme.line.is_open
    return render_template(
        "programmes/plan.html",
        programme=programme,
        problems=problems,
        answers=request.form or typed,
        rules=rules_of(programme.template),
        could=services.what_the_plan_could_have(programme.template, programme.plan) if is_open else (),
        without_promise=[
            (party, PARTY_NAMES[party])
            for party in services.parties_without_promise(programme.template, programme.plan)
            if party != "school"
        ],
        party_names=PARTY_NAMES,
        key_worker_words=services.key_worker_words(programme.template),
        smart_words=SMART_WORDS,
        versions=versions,
        since=since,
        still_to_ask=services.who_is_missing(
            programme.template, versions[0], milestone=services.milestone_at_hand(programme)
        )
        if versions and not since
        else (),
        history=services.plan_history(session, programme.id) if sees else {},
    )
