"""Record a meeting: one page with what has changed, what was said and what was decided."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform import clock
from heft_platform.actions import services as actions
from heft_platform.entering import person_id, signed_in
from heft_platform.extensions import db
from heft_platform.forms import Problems
from heft_platform.loading import programme_or_404
from heft_platform.meetings import schemas, services
from heft_platform.meetings.of_template import rules_of
from heft_platform.meetings.record_form import PARTS, RecordForm
from heft_platform.meetings.routes import meetings
from heft_platform.meetings.routes.record_page import (
    GONE,
    SAID_OF,
    both_page,
    form_of,
    record_page,
    sent_in_time,
)
from heft_platform.permissions import Deed, requires
from heft_platform.programmes.services import ProgrammeView


@meetings.get("/s/<school>/programmes/<reference>/review")
@requires(Deed.HOLD_MEETINGS)
def hold(reference: str) -> ResponseReturnValue:
    programme = programme_or_404(reference)
    return record_page(programme, form_of(programme), Problems())


@meetings.post("/s/<school>/programmes/<reference>/review")
@requires(Deed.HOLD_MEETINGS)
def held(reference: str) -> ResponseReturnValue:
    programme = programme_or_404(reference)
    form, problems = form_of(programme), Problems()
    answers: dict[str, Any] = {}
    with problems.gathered(SAID_OF):
        form = sent_in_time(programme, form)
        with problems.gathered(SAID_OF):
            answers = form.read(request.form)
        if not request.form.get("present") and not _somebody_was_there(form):
            problems.add("present", "Say who was there")
        form.gather_gaps(request.form, problems)
        if form.of_what_is_gone(request.form):
            problems.add("gone", GONE)
        _gather_actions(answers, problems)
        if not problems:
            version = schemas.DraftVersion().read(request.form)["draft_version"]
            draft = services.draft_of(db.session(), programme_id=programme.id, milestone_id=form.milestone.id)
            if draft is not None and draft.version != version:
                return both_page(programme, form), 409
            _hold(programme, form, answers, version)
            return _go_on(programme, form)
    problems.follow(PARTS)
    db.session().rollback()  # a record is kept whole or not at all
    return record_page(programme, form, problems), 422


def _hold(programme: ProgrammeView, form: RecordForm, answers: dict[str, Any], version: int) -> None:
    typed, session = request.form, db.session()
    targets = [target.id for target in programme.targets]
    commitments = [commitment.id for commitment in programme.commitments]
    services.hold_meeting(
        session,
        programme=programme,
        results=schemas.chosen(typed, "result", targets, form.words_of["result"]),
        changes=schemas.chosen(typed, "change", targets, form.words_of["change"]),
        kept=schemas.chosen(typed, "kept", commitments, form.words_of["kept"]),
        present=answers["present"],
        summary=answers["summary"],
        held_on=answers["held_on"],
        recorded_by=person_id(),
        recorder_name=signed_in().name,
        today=clock.today(),
        attendance=form.attendance(typed),
        words=form.words(answers, typed),
        decided=form.decided(answers, dict(rules_of(programme.template).alternatives())),
        evidence=form.by_target(answers, "evidence"),
        comments=form.comments(answers),
        new_words=form.new_words(answers) if form.has_results else {},
        dates=form.dates(answers),
        draft_version=version,
    )
    actions.finish_several(
        session,
        action_ids=answers["done_actions"],
        programme_id=programme.id,
        by_id=person_id(),
        by_name=signed_in().name,
        today=clock.today(),
    )
    for number in schemas.NEW_ACTIONS:
        if answers[f"action-what-{number}"]:
            actions.add(
                session,
                pupil_id=programme.line.pupil_id,
                programme_id=programme.id,
                reference=programme.reference,
                what=answers[f"action-what-{number}"],
                owner_id=answers[f"action-owner-{number}"],
                owner_name=answers[f"action-name-{number}"],
                due_on=answers[f"action-due-{number}"],
                source="review" if form.has_results else "meeting",
                added_by=person_id(),
                adder_name=signed_in().name,
                today=clock.today(),
            )


def _somebody_was_there(form: RecordForm) -> bool:
    return any(request.form.get(f"was-{one.id}") in {"there", "remote"} for one in form.invited)


def _gather_actions(answers: dict[str, Any], problems: Problems) -> None:
    for number in schemas.NEW_ACTIONS if answers else ():
        if not answers[f"action-what-{number}"]:
            if any(answers[f"action-{name}-{number}"] for name in ("owner", "name", "due")):
                problems.add(
                    f"action-what-{number}", f"Say what is to be done in action {number}, or empty it"
                )
            continue
        chosen, named = answers[f"action-owner-{number}"], answers[f"action-name-{number}"]
        if not (chosen or named):
            problems.add(f"action-owner-{number}", f"Choose who does action {number}, or write their name")
        elif chosen and named:
            problems.add(
                f"action-name-{number}",
                f"Choose one of your staff for action {number} or write another name, not both",
            )
        due_on = answers[f"action-due-{number}"]
        if due_on is None or due_on < clock.today():
            problems.add(f"action-due-{number}", f"Enter a day from today on for action {number}")


def _go_on(programme: ProgrammeView, form: RecordForm) -> ResponseReturnValue:
    """Lead to what the meeting decided: finish the programme, change targets, or run on."""
    flash("The meeting is recorded.")
    rewords = {
        code for code, one in form.scales.changes.items() if one.means in {"harder", "easier", "revise"}
    }
    unwritten = [
        target.id
        for target in programme.targets
        if request.form.get(f"change-{target.id}") in rewords
        and not request.form.get(f"statement-{target.id}")
    ]
    if form.milestone.is_final:
        endpoint = "programmes.finish"
    elif not form.has_results:
        flash("Now write into the plan what was agreed.")
        endpoint = "plans.plan"
    elif unwritten:
        flash("Now write the new words of the targets that change.")
        endpoint = "plans.plan"
    else:
        endpoint = "programmes.overview"
    return redirect(url_for(endpoint, reference=programme.reference), code=303)
