"""Write, change and take out what people commit to."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from heft_platform import clock
from heft_platform.extensions import db
from heft_platform.form_fields import InVersion
from heft_platform.forms import Problems, date_in_parts
from heft_platform.loading import programme_or_404
from heft_platform.permissions import Deed, requires
from heft_platform.plans import schemas, services
from heft_platform.plans.routes import plans
from heft_platform.plans.routes.both_versions import TAKEN_OUT, a_day, both, put_together, words_of_days
from heft_platform.plans.rules import rules_of
from heft_platform.plans.views import PARTY_WORDS, CommitmentView
from heft_platform.programmes import services as programmes
from heft_platform.programmes.services import ProgrammeView
from heft_platform.refusals import EndsBeforeItBeginsError

SAID_OF = {
    programmes.ProgrammeClosedError: ("party", "{refusal.words}, so its plan cannot be changed"),
    services.UnknownPartyError: ("party", "Select who promises this"),
    services.UnknownTargetError: ("target_id", "Select a target of this plan"),
    services.OneCommitmentForATargetError: (
        "target_id",
        "There is a promise for this target already: “{refusal.what}”. This template has one for each: change that one",
    ),
    EndsBeforeItBeginsError: ("ends_on", "{refusal.words}"),
    services.OnlySchoolAddsError: (
        "is_additional",
        "Only what school promises is in addition to other plans",
    ),
}
ASKED_AS = {"how_often": "how_often", "start": "starts_on", "end": "ends_on", "target": "target_id"}
DAYS = ("starts_on", "ends_on")
LABELS = {
    "party": ("Who promises it", 0),
    "who": ("Name of the person", 1),
    "what": ("What they will do", 2),
    "how_often": ("How often", 1),
    "starts_on": ("From", 0),
    "ends_on": ("Until", 0),
    "target_id": ("For which target", 0),
    "is_additional": ("In addition to earlier plans", 0),
}


@plans.get("/s/<school>/programmes/<reference>/promises/new")
@requires(Deed.WRITE_PROGRAMMES)
def new_commitment(reference: str) -> ResponseReturnValue:
    return _page(programme_or_404(reference, with_log=False), None, Problems())


@plans.post("/s/<school>/programmes/<reference>/promises/new")
@requires(Deed.WRITE_PROGRAMMES)
def add_commitment(reference: str) -> ResponseReturnValue:
    programme = programme_or_404(reference, with_log=False)
    problems = Problems()
    with problems.gathered(SAID_OF):
        answers = schemas.CommitmentForm().read(_asked(programme, request.form, {}))
        held = programmes.hold_programme(db.session(), programme_id=programme.id)
        services.add_commitment(db.session(), programme=held, **answers)
        return _saved(reference, "The promise is in the plan.")
    return _page(programme, None, problems), 422


@plans.get("/s/<school>/programmes/<reference>/promises/<uuid:commitment_id>")
@requires(Deed.WRITE_PROGRAMMES)
def change_commitment(reference: str, commitment_id: UUID) -> ResponseReturnValue:
    programme = programme_or_404(reference, with_log=False)
    return _page(programme, _commitment(programme, commitment_id), Problems())


@plans.post("/s/<school>/programmes/<reference>/promises/<uuid:commitment_id>")
@requires(Deed.WRITE_PROGRAMMES)
def commitment_changed(reference: str, commitment_id: UUID) -> ResponseReturnValue:
    programme = programme_or_404(reference, with_log=False)
    problems = Problems()
    if services.was_taken_out(db.session(), programme_id=programme.id, part_id=commitment_id):
        problems.add("party", TAKEN_OUT)
        return _page(programme, None, problems), 409
    commitment = _commitment(programme, commitment_id)
    with problems.gathered(SAID_OF):
        theirs = answers_of(commitment)
        typed = _asked(programme, put_together(request.form, theirs), theirs)
        answers = schemas.CommitmentForm().read(typed)
        version = InVersion().read(request.form)["version"]
        held = programmes.hold_programme(db.session(), programme_id=programme.id)
        try:
            services.change_commitment(
                db.session(),
                programme=held,
                commitment_id=commitment_id,
                version=version,
                **answers,
            )
        except services.ChangedMeanwhileError:
            return _both_page(programme, commitment), 409
        return _saved(reference, "The promise is changed.")
    return _page(programme, commitment, problems), 422


@plans.post("/s/<school>/programmes/<reference>/promises/<uuid:commitment_id>/drop")
@requires(Deed.WRITE_PROGRAMMES)
def drop_commitment(reference: str, commitment_id: UUID) -> ResponseReturnValue:
    programme = programme_or_404(reference, with_log=False)
    problems = Problems()
    with problems.gathered(SAID_OF):
        held = programmes.hold_programme(db.session(), programme_id=programme.id)
        services.drop_commitment(
            db.session(), programme=held, commitment_id=commitment_id, today=clock.today()
        )
        return _saved(reference, "The promise is no longer in the plan. What was recorded about it stays.")
    return _page(programme, _commitment(programme, commitment_id), problems), 422


def answers_of(commitment: CommitmentView) -> dict[str, Any]:
    """Return what the form of a commitment holds when it is opened."""
    return {
        **vars(commitment),
        **a_day("starts_on", commitment.starts_on),
        **a_day("ends_on", commitment.ends_on),
        "target_id": str(commitment.target_id or ""),
        "is_additional": "yes" if commitment.is_additional else "",
    }


def _asked(
    programme: ProgrammeView, typed: MultiDict[str, str], before: Mapping[str, Any]
) -> MultiDict[str, str]:
    """Return what was typed, and for what the template does not ask of a commitment, what it was before."""
    asks = rules_of(programme.template).asks_of_commitments
    answers = typed.copy()
    for field, name in ASKED_AS.items():
        if field not in asks:
            for box in [one for one in answers if one == name or one.startswith(f"{name}-")]:
                answers.pop(box)
            answers[name] = str(before.get(name) or "")
    return answers


def _saved(reference: str, words: str) -> ResponseReturnValue:
    flash(words)
    return redirect(url_for("plans.plan", reference=reference) + "#promises", code=303)


def _commitment(programme: ProgrammeView, commitment_id: UUID) -> CommitmentView:
    return next((one for one in programme.commitments if one.id == commitment_id), None) or abort(404)


def _page(programme: ProgrammeView, commitment: CommitmentView | None, problems: Problems) -> str:
    rules = rules_of(programme.template)
    return render_template(
        "plans/commitment.html",
        programme=programme,
        rules=rules,
        commitment=commitment,
        parties=[(party, PARTY_WORDS[party], "") for party in rules.parties],
        problems=problems,
        answers=request.form or (answers_of(commitment) if commitment else request.args),
    )


def _both_page(programme: ProgrammeView, commitment: CommitmentView) -> str:
    theirs = answers_of(commitment)
    typed = _asked(programme, put_together(request.form, theirs), theirs)
    yours = typed.to_dict() | {name: date_in_parts(typed, name) or "" for name in DAYS}
    words_of = {
        **words_of_days(DAYS, theirs, yours),
        "party": PARTY_WORDS,
        "target_id": {"": "All of them"}
        | {str(one.id): f"{number}. {one.statement}" for number, one in enumerate(programme.targets, 1)},
        "is_additional": {"": "No", "yes": "Yes"},
    }
    history = services.commitment_history(db.session(), programme.id).get(commitment.id, [])
    return render_template(
        "plans/both-commitments.html",
        programme=programme,
        theirs=commitment,
        last=history[0] if history else None,
        fields=both(LABELS, theirs, yours, words_of),
    )
