"""Record a meeting: one page with what has changed, what was said and what was decided."""

from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from heft_platform import clock
from heft_platform.accounts import services as accounts
from heft_platform.actions import services as actions
from heft_platform.calendar.services import CalendarHorizonError, NotASchoolDayError
from heft_platform.daily_reports import services as daily_reports
from heft_platform.entering import person_id, signed_in
from heft_platform.extensions import db
from heft_platform.forms import Problems
from heft_platform.loading import programme_or_404
from heft_platform.meetings import schemas, services
from heft_platform.meetings.of_template import rules_of
from heft_platform.meetings.record_form import Difference, RecordForm, typed_so_far
from heft_platform.meetings.routes import meetings
from heft_platform.meetings.steps import meeting_at
from heft_platform.permissions import Deed, requires
from heft_platform.plans import services as plans
from heft_platform.programmes import services as programmes
from heft_platform.programmes.services import ProgrammeView

MEANWHILE = "Somebody else saved this record while you were writing. Both versions stand below"
SAID_OF = {
    services.NotTimeForReviewError: ("present", "This programme has no meeting to hold now"),
    services.NotOnThatDayError: (
        "held_on",
        "The day of the meeting must be today or before, and not before the last meeting",
    ),
    services.NoSchoolThatDayError: (
        "why_day",
        "There was no school on this day: {refusal.why}. Check the day, or say why you met then",
    ),
    services.NobodyThereError: ("present", "Say who was there"),
    services.FurtherMeasuresMissingError: (
        "further_measures",
        "Say what more will be done for the target of which you say “{refusal.words}”",
    ),
    services.AlternativesMissingError: (
        "alternatives",
        "Select the alternatives that you talked about, as success is unlikely",
    ),
    services.NewWordsMissingError: (
        "summary",
        "Write the new words and what will be seen for each target that you replace",
    ),
    services.FamilyNotInvitedError: (
        "family_gap",
        "No parent or carer was invited. Invite them first, or say why that cannot be",
    ),
    services.FamilyNotHeardError: (
        "family_gap",
        "No parent or carer was there or sent views. Say why you go on without",
    ),
    services.ChangedMeanwhileError: (
        "summary",
        "Somebody changed a target while you were writing. Look again",
    ),
    programmes.OutOfOrderError: ("present", "This meeting is recorded already. Next: {refusal.next_label}"),
    programmes.ProgrammeClosedError: ("present", "{refusal.words}"),
    plans.NegativeWordingError: (
        "summary",
        "Try saying what the pupil will do, instead of what to stop",
    ),
    programmes.EnoughReviewsError: (
        "present",
        "The template allows no more than {refusal.most} of these reviews. Leave this one out under “Course and dates”",
    ),
    programmes.ProgrammePausedError: ("present", "This programme is paused. It goes on first"),
    programmes.UnknownStepError: ("dates", "A later meeting was held or left out meanwhile. Look again"),
    NotASchoolDayError: ("dates", "Choose school days for the later dates. One is {refusal.why}"),
    programmes.OutsideWindowError: (
        "dates",
        "Choose a day between {refusal.first:%d %B %Y} and {refusal.last:%d %B %Y}",
    ),
    services.ResultsMissingError: (
        "present",
        "Say of every target what became of it and what happens now, and of every promise whether it was kept",
    ),
    programmes.EndSetAtMeetingError: ("dates", "{refusal.words}"),
    programmes.TooShortError: ("dates", "{refusal.words}"),
    programmes.TooLongError: ("dates", "{refusal.words}"),
    programmes.DatesOutOfOrderError: (
        "dates",
        "The later dates must lie in order. The {refusal.other} is on {refusal.day:%d %B %Y}",
    ),
    CalendarHorizonError: ("held_on", "{refusal} first"),
}


@meetings.get("/s/<school>/programmes/<reference>/review")
@requires(Deed.RUN_REVIEWS)
def review(reference: str) -> ResponseReturnValue:
    programme = programme_or_404(reference)
    return _page(programme, _form_of(programme), Problems())


@meetings.post("/s/<school>/programmes/<reference>/review/draft")
@requires(Deed.RUN_REVIEWS)
def save_draft(reference: str) -> ResponseReturnValue:
    """Keep what was typed so far, whatever it is; the second of two who write sees both versions."""
    programme = programme_or_404(reference)
    form, problems = _form_of(programme), Problems()
    with problems.gathered(SAID_OF):
        if form is None or request.form.get("step") != form.step.code:
            raise programmes.OutOfOrderError(programme.next_step.label if programme.next_step else "none")
        version = schemas.DraftVersion().read(request.form)["draft_version"]
        try:
            services.save_draft(
                db.session(),
                programme=programme,
                step=form.step,
                version=version,
                answers=typed_so_far(request.form),
                saved_by=person_id(),
                saver_name=signed_in().name,
                now=clock.now(),
            )
        except services.ChangedMeanwhileError:
            return _both(programme, form), 409
        flash("The draft is saved. Finish it when it is whole.")
        return redirect(url_for("meetings.review", reference=reference), code=303)
    return _page(programme, form, problems), 422


@meetings.post("/s/<school>/programmes/<reference>/review")
@requires(Deed.RUN_REVIEWS)
def hold(reference: str) -> ResponseReturnValue:
    programme = programme_or_404(reference)
    form, problems = _form_of(programme), Problems()
    answers: dict[str, Any] = {}
    with problems.gathered(SAID_OF):
        if programme.line.state == "closed":
            raise programmes.ProgrammeClosedError
        if form is None:
            raise services.NotTimeForReviewError
        if request.form.get("step") != form.step.code:
            raise programmes.OutOfOrderError(form.step.label)
        with problems.gathered(SAID_OF):
            answers = form.read(request.form)
        if not request.form.get("present") and not _somebody_was_there(form):
            problems.add("present", "Say who was there")
        form.gather_gaps(request.form, problems)
        _gather_actions(answers, problems)
        if not problems:
            version = schemas.DraftVersion().read(request.form)["draft_version"]
            draft = services.draft_of(db.session(), programme_id=programme.id, milestone_id=form.step.id)
            if draft is not None and draft.version != version:
                return _both(programme, form), 409
            _hold(programme, form, answers, version)
            return _go_on(programme, form)
    db.session().rollback()  # a record is kept whole or not at all
    return _page(programme, form, problems), 422


def _form_of(programme: ProgrammeView) -> RecordForm | None:
    step = programme.next_step
    if step is None or not services.may_be_held(programme):
        return None
    plan, invited = services.arranged(db.session(), programme_id=programme.id, milestone_id=step.id)
    return RecordForm(
        programme=programme,
        step=step,
        meeting=meeting_at(programme, step),
        plan=plan,
        invited=invited,
        today=clock.today(),
    )


def _hold(programme: ProgrammeView, form: RecordForm, answers: dict[str, Any], version: int) -> None:
    typed, session = request.form, db.session()
    targets = [target.id for target in programme.targets]
    promises = [promise.id for promise in form.promises]
    services.hold_review(
        session,
        programme=programme,
        results=schemas.chosen(typed, "result", targets, form.words_of["result"]),
        changes=schemas.chosen(typed, "change", targets, form.words_of["change"]),
        kept=schemas.chosen(typed, "kept", promises, form.words_of["kept"]),
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
            continue
        if not (answers[f"action-owner-{number}"] or answers[f"action-name-{number}"]):
            problems.add(f"action-owner-{number}", f"Choose who does action {number}, or write their name")
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
    if form.step.is_final:
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


def _both(programme: ProgrammeView, form: RecordForm) -> str:
    """Show what the other saved beside what was typed here, field by field, to be merged and saved."""
    theirs = services.draft_of(db.session(), programme_id=programme.id, milestone_id=form.step.id)
    problems = Problems()
    problems.add("differences", MEANWHILE)
    problems.changed_meanwhile = True
    return _page(programme, form, problems, form.differences(theirs.answers if theirs else {}, request.form))


def _page(
    programme: ProgrammeView,
    form: RecordForm | None,
    problems: Problems,
    differences: list[Difference] | None = None,
) -> str:
    if form is None:
        return render_template("meetings/no-meeting.html", programme=programme, problems=problems)
    session, today = db.session(), clock.today()
    draft, said = services.draft_and_words(session, programme_id=programme.id, milestone_id=form.step.id)
    newest = draft.version if draft else 0
    typed_in = request.form.get("draft_version", newest)
    answers: MultiDict[str, str] = request.form or form.as_it_begins(_day(programme, today), draft)
    progress = daily_reports.progress_of(session, programme=programme, today=today)
    return render_template(
        "meetings/review.html",
        programme=programme,
        form=form,
        step=form.step,
        draft=draft,
        draft_version=newest if problems.changed_meanwhile else typed_in,
        differences=differences,
        progress=progress,
        changed=services.since_last(session, programme=programme, progress=progress, today=today),
        said={
            (word.who, word.item): word.words
            for _, _, words in said
            for word in words
            if word.who and word.words
        },
        controls=[decided.control for _, decided, _ in said if decided.control is not None],
        staff=[(one.person_id, one.name) for one in accounts.members(session)],
        problems=problems,
        answers=answers,
        alternatives=rules_of(programme.template).alternatives(),
        words=services,
        rules=rules_of(programme.template),
    )


def _day(programme: ProgrammeView, today: date) -> date:
    """Return the day that the form offers: that of the meeting if it has come, else today."""
    step = programme.next_step
    last = programme.last_held_on
    if step is not None and step.due_on <= today and (last is None or step.due_on >= last):
        return step.due_on
    return today
