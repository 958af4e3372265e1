"""The plan of a programme: what stands in it, and what it lacks."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform import clock
from heft_platform.extensions import db
from heft_platform.forms import Problems, in_three_boxes
from heft_platform.loading import programme_or_404
from heft_platform.permissions import Deed, may, requires
from heft_platform.plans import schemas, services
from heft_platform.plans.routes import plans
from heft_platform.plans.rules import SMART_WORDS, rules_of
from heft_platform.plans.views import PARTY_NAMES
from heft_platform.programmes import services as programmes
from heft_platform.programmes.services import ProgrammeView

SAID_OF_REASONS = {
    services.ReasonGivenError: ("given", "{refusal.by} gave another reason meanwhile: “{refusal.reason}”")
}


@plans.get("/s/<school>/programmes/<reference>/plan")
@requires(Deed.READ_PROGRAMMES)
def plan(reference: str) -> ResponseReturnValue:
    return plan_page(programme_or_404(reference, with_log=False), Problems())


@plans.post("/s/<school>/programmes/<reference>/plan/no-promise")
@requires(Deed.WRITE_PROGRAMMES)
def say_why_no_commitment(reference: str) -> ResponseReturnValue:
    programme = programme_or_404(reference, with_log=False)
    said = {
        party: reason
        for party in rules_of(programme.template).parties
        if (reason := request.form.get(f"reason-{party}", "").strip())
    }
    try:
        held = programmes.hold_programme(db.session(), programme_id=programme.id)
    except programmes.ProgrammeClosedError as refusal:
        return closed_page(programme, refusal, *said.values()), 422
    problems, given = Problems(), list[str]()
    for party, reason in said.items():
        of_party = Problems()
        with of_party.gathered(SAID_OF_REASONS):
            read = schemas.Reason().read({"reason": reason})
            services.say_why_no_commitment(db.session(), programme=held, party=party, **read)
        if words := of_party.of("reason"):
            problems.add(f"reason-{party}", words)
        if words := of_party.of("given"):
            given.append(f"{words}. You wrote: “{reason}”")
    if given:
        problems.add("missing-1", ". ".join(given))
    if problems:
        return plan_page(programme, problems), 422
    flash("The reasons are in the plan." if said else "Nothing was written.")
    return redirect(url_for("plans.plan", reference=reference) + "#promises", code=303)


@plans.get("/s/<school>/programmes/<reference>/plan/versions/<int:number>")
@requires(Deed.READ_PROGRAMMES)
def plan_version(reference: str, number: int) -> ResponseReturnValue:
    programme = programme_or_404(reference, with_log=False)
    versions = services.plan_versions(db.session(), programme.id)
    version = next((one for one in versions if one.number == number), None)
    if version is None or not programme.shows("PLAN"):
        abort(404)
    return render_template("plans/version.html", programme=programme, version=version)


def closed_page(programme: ProgrammeView, refusal: programmes.ProgrammeClosedError, *written: str) -> str:
    """Show the plan of a programme that was finished meanwhile, with what somebody wrote for it."""
    words = [f"{refusal.words}, so its plan cannot be changed"]
    if any(written):
        words.append(f"You wrote: {', '.join(f'“{one}”' for one in written if one)}")
    problems = Problems()
    problems.add("missing-1", ". ".join(words))
    return plan_page(programme, problems)


def plan_page(programme: ProgrammeView, problems: Problems) -> str:
    today = clock.today()
    typed = in_three_boxes("held_on", today)
    session, sees = db.session(), programme.shows("PLAN")
    versions = services.plan_versions(session, programme.id) if sees else []
    since: tuple[str, ...] = ()
    if versions and may(Deed.WRITE_PROGRAMMES):
        # What other features keep now is not a visitor's to read. What was agreed is the plan, and theirs (decision 0014).
        content = services.content_now(session, programme.plan, of=programme.of_plan)
        since = services.differences_since(versions[0], content)
    is_open = programme.line.is_open
    return render_template(
        "plans/plan.html",
        programme=programme,
        problems=problems,
        answers=request.form or typed,
        rules=rules_of(programme.template),
        could=services.what_the_plan_could_have(programme.template, programme.plan) if is_open else (),
        without_commitment=[
            (party, PARTY_NAMES[party])
            for party in services.parties_without_commitment(programme.template, programme.plan)
            if party != "school"
        ],
        party_names=PARTY_NAMES,
        key_worker_words=programmes.key_worker_words(programme.template),
        smart_words=SMART_WORDS,
        versions=versions,
        since=since,
        still_to_ask=services.who_is_missing(
            programme.template, versions[0], milestone=programme.milestone_at_hand
        )
        if versions and not since
        else (),
        history=services.plan_history(session, programme.id) if sees else {},
    )
