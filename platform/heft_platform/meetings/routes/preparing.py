"""Prepare a meeting: arrange it, and invite people."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from heft_platform import clock
from heft_platform.calendar.services import CalendarHorizonError, NotASchoolDayError
from heft_platform.entering import person_id, signed_in
from heft_platform.extensions import db
from heft_platform.forms import Problems, in_three_boxes
from heft_platform.loading import programme_or_404
from heft_platform.meetings import schemas, services
from heft_platform.meetings.milestones import meeting_at, milestone_or_404
from heft_platform.meetings.of_template import rules_of
from heft_platform.meetings.routes import meetings
from heft_platform.meetings.suggestions import lacks_outsider, suggestions
from heft_platform.permissions import Deed, requires
from heft_platform.programmes import services as programmes
from heft_platform.programmes.services import MilestoneView, ProgrammeView

MEANWHILE = "Somebody else arranged this meeting while you were writing. Their version stands beside yours"
SAID_OF = {
    services.MeetingHeldError: ("held_on", "This meeting was held, so there is nothing to arrange"),
    services.PupilPartReasonError: ("pupil_part_why", "Say why the pupil is not there all the time"),
    services.ChangedMeanwhileError: ("held_on", MEANWHILE),
    programmes.ProgrammeClosedError: ("held_on", "{refusal.words}"),
    programmes.UnknownMilestoneError: (
        "held_on",
        "This meeting was left out, so there is nothing to arrange",
    ),
    NotASchoolDayError: ("held_on", "Meet on a school day. This day is {refusal.why}"),
    programmes.OutsideWindowError: (
        "held_on",
        "Choose a day between {refusal.first} and {refusal.last}",
    ),
    programmes.EndSetAtMeetingError: ("held_on", "{refusal.words}"),
    programmes.TooShortError: ("held_on", "{refusal.words}"),
    programmes.TooLongError: ("held_on", "{refusal.words}"),
    programmes.DatesOutOfOrderError: (
        "held_on",
        "The {refusal.other} is on {refusal.day}. Choose a day on the right side of it",
    ),
    CalendarHorizonError: ("held_on", "{refusal} first"),
}
SAID_OF_INVITING = {
    services.MeetingHeldError: ("name", "This meeting was held, so nobody is invited any more"),
    services.AlreadyOnListError: ("name", "This person is on the list already"),
    programmes.TooManyHoldersError: (
        "role",
        "The template allows nobody else as {refusal.part}. On the list already: {refusal.who}. Choose another role, or take somebody off first",
    ),
    services.UnknownInvitedError: ("kind", "This person is no longer on the list"),
    services.ReplyBeforeInvitationError: (
        "on_day",
        "The day must be today or before, and not before the invitation",
    ),
    programmes.ProgrammeClosedError: ("name", "{refusal.words}"),
}


@meetings.get("/s/<school>/programmes/<reference>/meetings/<uuid:milestone_id>/prepare")
@requires(Deed.HOLD_MEETINGS)
def prepare(reference: str, milestone_id: UUID) -> ResponseReturnValue:
    programme = programme_or_404(reference)
    return _page(programme, milestone_or_404(programme, milestone_id), Problems())


@meetings.post("/s/<school>/programmes/<reference>/meetings/<uuid:milestone_id>/prepare")
@requires(Deed.HOLD_MEETINGS)
def arrange(reference: str, milestone_id: UUID) -> ResponseReturnValue:
    programme = programme_or_404(reference)
    milestone = milestone_or_404(programme, milestone_id)
    problems = Problems()
    with problems.gathered(SAID_OF):
        answers = schemas.ArrangeMeeting().read(request.form)
        on_day = answers.pop("held_on")
        services.save_plan(
            db.session(),
            programme=programme,
            milestone=milestone,
            **answers,
            saved_by=person_id(),
            saver_name=signed_in().name,
        )
        programmes.agree_dates(
            db.session(), programme_id=programme.id, days={milestone.id: on_day}, settles=True
        )
        flash("The meeting is arranged.")
        return redirect(url_for("meetings.prepare", reference=reference, milestone_id=milestone_id), code=303)
    db.session().rollback()  # what is arranged is kept whole or not at all
    return _page(programme, milestone, problems), 409 if problems.changed_meanwhile else 422


@meetings.get("/s/<school>/programmes/<reference>/meetings/<uuid:milestone_id>/invite")
@requires(Deed.HOLD_MEETINGS)
def invitations(reference: str, milestone_id: UUID) -> ResponseReturnValue:
    programme = programme_or_404(reference)
    return _invite_page(programme, milestone_or_404(programme, milestone_id), Problems())


@meetings.post("/s/<school>/programmes/<reference>/meetings/<uuid:milestone_id>/invite")
@requires(Deed.HOLD_MEETINGS)
def invite(reference: str, milestone_id: UUID) -> ResponseReturnValue:
    programme = programme_or_404(reference)
    milestone = milestone_or_404(programme, milestone_id)
    problems = Problems()
    with problems.gathered(SAID_OF_INVITING):
        services.invite(
            db.session(), programme=programme, milestone=milestone, **schemas.Invite().read(request.form)
        )
        flash("The person is on the list.")
        return redirect(
            url_for("meetings.invitations", reference=reference, milestone_id=milestone_id), code=303
        )
    return _invite_page(programme, milestone, problems), 422


@meetings.get("/s/<school>/programmes/<reference>/meetings/<uuid:milestone_id>/invite/<uuid:invited_id>")
@requires(Deed.HOLD_MEETINGS)
def invited(reference: str, milestone_id: UUID, invited_id: UUID) -> ResponseReturnValue:
    programme = programme_or_404(reference)
    return _invited_page(programme, milestone_or_404(programme, milestone_id), invited_id, Problems())


@meetings.post("/s/<school>/programmes/<reference>/meetings/<uuid:milestone_id>/invite/<uuid:invited_id>")
@requires(Deed.HOLD_MEETINGS)
def note_invitation(reference: str, milestone_id: UUID, invited_id: UUID) -> ResponseReturnValue:
    programme = programme_or_404(reference)
    milestone = milestone_or_404(programme, milestone_id)
    problems = Problems()
    with problems.gathered(SAID_OF_INVITING):
        services.note_invitation(
            db.session(),
            programme=programme,
            milestone=milestone,
            invited_id=invited_id,
            **schemas.NoteInvitation().read(request.form),
            by_id=person_id(),
            by_name=signed_in().name,
            today=clock.today(),
        )
        flash("It is noted.")
        return redirect(
            url_for("meetings.invitations", reference=reference, milestone_id=milestone_id), code=303
        )
    return _invited_page(programme, milestone, invited_id, problems), 422


def _page(programme: ProgrammeView, milestone: MilestoneView, problems: Problems) -> str:
    plan = services.plan_of(db.session(), programme_id=programme.id, milestone_id=milestone.id)
    meeting = meeting_at(programme, milestone)
    typed = MultiDict(in_three_boxes("held_on", milestone.due_on))
    typed.update({name: value for name, value in vars(plan).items() if isinstance(value, str)})
    typed["version"] = str(plan.version)
    core = [item.id for item in meeting.agenda if item.pupil == "core"] if meeting else []
    standard = [code for code, _ in meeting.papers] if meeting else []
    return render_template(
        "meetings/prepare.html",
        programme=programme,
        milestone=milestone,
        meeting=meeting,
        plan=plan,
        papers=meeting.papers if meeting else (),
        invited=services.invited_to(db.session(), programme_id=programme.id, milestone_id=milestone.id),
        problems=problems,
        answers=request.form or typed,
        pupil_items=request.form.getlist("pupil_items") if request.form else (plan.pupil_items or core),
        chosen_papers=request.form.getlist("papers") if request.form else (plan.papers or standard),
        part_words=services.PART_WORDS,
        mode_words=services.MODE_WORDS,
    )


def _invite_page(programme: ProgrammeView, milestone: MilestoneView, problems: Problems) -> str:
    meeting = meeting_at(programme, milestone)
    people = services.invited_to(db.session(), programme_id=programme.id, milestone_id=milestone.id)
    return render_template(
        "meetings/invite.html",
        programme=programme,
        milestone=milestone,
        invited=people,
        roles=[(one.id, one.label) for one in rules_of(programme.template).roles.values()],
        suggestions=suggestions(programme, meeting, people) if meeting else [],
        lacks_outsider=meeting is not None and lacks_outsider(meeting, people),
        problems=problems,
        answers=request.form or request.args,
    )


def _invited_page(
    programme: ProgrammeView, milestone: MilestoneView, invited_id: UUID, problems: Problems
) -> str:
    people = services.invited_to(db.session(), programme_id=programme.id, milestone_id=milestone.id)
    person = next((one for one in people if one.id == invited_id), None) or abort(404)
    return render_template(
        "meetings/invited.html",
        programme=programme,
        milestone=milestone,
        person=person,
        problems=problems,
        answers=request.form or in_three_boxes("on_day", clock.today()),
        kinds=services.STEP_WORDS,
    )
