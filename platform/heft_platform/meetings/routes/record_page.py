"""The page on which a meeting is recorded: its form, and what is said when it cannot be kept as it was typed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from flask import render_template, request
from werkzeug.datastructures import MultiDict

from heft_platform import clock
from heft_platform.accounts import services as accounts
from heft_platform.actions import services as actions
from heft_platform.calendar.services import CalendarHorizonError, NotASchoolDayError
from heft_platform.daily_reports import services as daily_reports
from heft_platform.extensions import db
from heft_platform.forms import Problems, date_in_parts
from heft_platform.meetings import services
from heft_platform.meetings.milestones import meeting_at
from heft_platform.meetings.of_template import rules_of
from heft_platform.meetings.record_form import Difference, RecordForm
from heft_platform.plans import services as plans
from heft_platform.programmes import services as programmes
from heft_platform.programmes.services import MilestoneView, ProgrammeView

MEANWHILE = "Somebody else saved this record while you were writing. Both versions stand below"
GONE = "Somebody took out meanwhile what you wrote about. Copy what you need of it, and save again"
SAID_OF = {
    services.NotTimeForMeetingError: ("present", "This programme has no meeting to hold now"),
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
    plans.NothingChangedError: ("summary", "Write other words for each target that you change than it has"),
    plans.NegativeWordingError: (
        "summary",
        "Try saying what the pupil will do, instead of what to stop",
    ),
    programmes.EnoughReviewsError: (
        "present",
        "The template allows no more than {refusal.most} of these reviews. Leave this one out under “Course and dates”",
    ),
    programmes.ProgrammePausedError: ("present", "This programme is paused. It goes on first"),
    programmes.UnknownMilestoneError: ("dates", "A later meeting was held or left out meanwhile. Look again"),
    NotASchoolDayError: ("dates", "Choose school days for the later dates. One is {refusal.why}"),
    programmes.OutsideWindowError: (
        "dates",
        "Choose a day between {refusal.first} and {refusal.last}",
    ),
    actions.UnknownChoiceError: (
        "action-owner-1",
        "Choose for each action one of your staff, or write the name of somebody else",
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
        "The later dates must lie in order. The {refusal.other} is on {refusal.day}",
    ),
    CalendarHorizonError: ("held_on", "{refusal} first"),
}


def form_of(programme: ProgrammeView) -> RecordForm | None:
    """Return the form of the meeting that may be held now; None if there is none."""
    milestone = programme.next_milestone
    if milestone is None or not services.may_be_held(programme):
        return None
    plan, invited = services.arranged(db.session(), programme_id=programme.id, milestone_id=milestone.id)
    return RecordForm(
        programme=programme,
        milestone=milestone,
        meeting=meeting_at(programme, milestone),
        plan=plan,
        invited=invited,
        held_on=_day_of(milestone, programme, request.form, clock.today()),
    )


def sent_in_time(programme: ProgrammeView, form: RecordForm | None) -> RecordForm:
    """Return the form that was sent, which is that of the meeting that may be held now.

    :raises ProgrammeClosedError: if the programme is closed
    :raises NotTimeForMeetingError: if no meeting may be held now
    :raises OutOfOrderError: if it was made for another meeting
    """
    if programme.line.state == "closed":
        raise programmes.ProgrammeClosedError
    if form is None:
        raise services.NotTimeForMeetingError
    if request.form.get("step") != form.milestone.code:
        raise programmes.OutOfOrderError(form.milestone.label)
    return form


def both_page(programme: ProgrammeView, form: RecordForm) -> str:
    """Show what the other saved beside what was typed here, field by field, to be merged and saved."""
    theirs = services.draft_of(db.session(), programme_id=programme.id, milestone_id=form.milestone.id)
    problems = Problems()
    problems.add("differences", MEANWHILE)
    problems.changed_meanwhile = True
    return record_page(
        programme, form, problems, form.differences(theirs.answers if theirs else {}, request.form)
    )


def record_page(
    programme: ProgrammeView,
    form: RecordForm | None,
    problems: Problems,
    differences: list[Difference] | None = None,
) -> str:
    if form is None:
        return render_template("meetings/no-meeting.html", programme=programme, problems=problems)
    session, today = db.session(), clock.today()
    draft, said = services.draft_and_words(session, programme_id=programme.id, milestone_id=form.milestone.id)
    newest = draft.version if draft else 0
    typed_in = request.form.get("draft_version", newest)
    answers: MultiDict[str, str] = request.form or form.as_it_begins(draft)
    form = replace(form, held_on=_day_of(form.milestone, programme, answers, today))
    progress = daily_reports.progress_of(session, programme=programme, today=today)
    return render_template(
        "meetings/hold.html",
        programme=programme,
        form=form,
        milestone=form.milestone,
        draft=draft,
        draft_version=newest if problems.changed_meanwhile else typed_in,
        differences=differences,
        progress=progress,
        changed=services.since_last(
            session, programme=programme, progress=progress, until=form.held_on, today=today
        ),
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
        today=today,
        alternatives=rules_of(programme.template).alternatives(),
        words=services,
        rules=rules_of(programme.template),
    )


def _day_of(
    milestone: MilestoneView, programme: ProgrammeView, typed: Mapping[str, Any], today: date
) -> date:
    """Return the day of a meeting that is typed, if it can be; else that for which it was set, or today if that is to come."""
    last = programme.last_held_on
    for day in (_typed_day(typed), milestone.due_on):
        if day is not None and day <= today and (last is None or day >= last):
            return day
    return today


def _typed_day(typed: Mapping[str, Any]) -> date | None:
    try:
        return date.fromisoformat(date_in_parts(typed, "held_on") or "")
    except ValueError:
        return None
