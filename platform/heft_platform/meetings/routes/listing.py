"""The meetings of a programme, and each as it was held."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform.entering import person_id, signed_in
from heft_platform.extensions import db
from heft_platform.forms import Problems
from heft_platform.loading import programme_or_404
from heft_platform.meetings import schemas, services
from heft_platform.meetings.milestones import milestone_or_404
from heft_platform.meetings.routes import meetings
from heft_platform.meetings.services import RecordView
from heft_platform.permissions import Deed, requires
from heft_platform.programmes.services import ProgrammeView


@meetings.get("/s/<school>/programmes/<reference>/meetings")
@requires(Deed.HOLD_MEETINGS)
def index(reference: str) -> ResponseReturnValue:
    programme = programme_or_404(reference)
    return render_template(
        "meetings/index.html",
        programme=programme,
        may_hold=services.may_be_held(programme),
        verdict=services.verdict_of(db.session(), programme_id=programme.id),
    )


@meetings.get("/s/<school>/programmes/<reference>/then-and-now")
@requires(Deed.HOLD_MEETINGS)
def then_and_now(reference: str) -> ResponseReturnValue:
    """Show what each said at each meeting, side by side."""
    programme = programme_or_404(reference)
    held = services.words_of_programme(db.session(), programme_id=programme.id)
    people: dict[str, dict[int, list[tuple[str, str]]]] = {}
    for number, (_, _, words) in enumerate(held):
        for word in words:
            if word.who:
                said = people.setdefault(word.who, {}).setdefault(number, [])
                said.append((word.title, word.words or "Said nothing"))
    controls = [(label, decided.control) for label, decided, _ in held if decided.control is not None]
    return render_template(
        "meetings/then-and-now.html",
        programme=programme,
        labels=[label for label, _, _ in held],
        people=people,
        controls=controls,
    )


@meetings.get("/s/<school>/programmes/<reference>/meetings/<uuid:milestone_id>")
@requires(Deed.HOLD_MEETINGS)
def record(reference: str, milestone_id: UUID) -> ResponseReturnValue:
    programme = programme_or_404(reference)
    milestone = milestone_or_404(programme, milestone_id)
    found = services.record_of(db.session(), programme_id=programme.id, milestone_id=milestone.id)
    if found is None:
        return redirect(url_for("meetings.prepare", reference=reference, milestone_id=milestone_id), code=303)
    return _page(programme, found, Problems())


@meetings.post("/s/<school>/programmes/<reference>/meetings/<uuid:milestone_id>/remarks")
@requires(Deed.HOLD_MEETINGS)
def add_remark(reference: str, milestone_id: UUID) -> ResponseReturnValue:
    programme = programme_or_404(reference)
    milestone = milestone_or_404(programme, milestone_id)
    found = services.record_of(db.session(), programme_id=programme.id, milestone_id=milestone.id)
    if found is None:
        abort(404)
    problems = Problems()
    with problems.gathered({}):
        services.add_remark(
            db.session(),
            programme=programme,
            review_id=found.review.id,
            author_id=person_id(),
            author_name=signed_in().name,
            **schemas.AddRemark().read(request.form),
        )
        flash("The remark is added. The record itself stays as it was.")
        return redirect(url_for("meetings.record", reference=reference, milestone_id=milestone_id), code=303)
    return _page(programme, found, problems), 422


def _page(programme: ProgrammeView, found: RecordView, problems: Problems) -> str:
    return render_template(
        "meetings/record.html", programme=programme, record=found, problems=problems, answers=request.form
    )
