"""People and access, for the school; invitations and cases, for the agency."""

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform import clock
from heft_platform.agencies import services as agencies
from heft_platform.cases import schemas, services
from heft_platform.entering import person_id, signed_in
from heft_platform.extensions import db
from heft_platform.forms import Problems, in_three_boxes
from heft_platform.loading import programme_or_404
from heft_platform.permissions import Deed, requires
from heft_platform.programmes.services import ProgrammeView
from heft_platform.said_of_letters import TOO_MANY_LETTERS
from heft_tenants.letters import ReceiverHasLeftError, TooManyLettersError

cases = Blueprint("cases", __name__, template_folder="templates")

SAID_OF = {
    ReceiverHasLeftError: (
        "team_id",
        "This team’s agency has left this service. Choose another, or phone them",
    ),
    TooManyLettersError: ("team_id", TOO_MANY_LETTERS),
    services.NotOnHeftError: (
        "team_id",
        "This team’s agency does not work here yet. Choose another, or phone them",
    ),
    services.ChooseSectionsError: ("sections", "Select what they may see"),
    services.UntilTooFarError: (
        "until_on",
        "Choose a day after today, and no later than {refusal.latest:%d/%m/%Y}",
    ),
}
SAID_OF_ANSWER = {
    services.NotOpenError: ("answered", "This invitation was answered, taken back or is over"),
    ReceiverHasLeftError: ("answered", "The school has left this service"),
    TooManyLettersError: ("answered", TOO_MANY_LETTERS),
}


@cases.get("/s/<school>/programmes/<reference>/access")
@requires(Deed.INVITE_AGENCIES)
def access(reference: str) -> ResponseReturnValue:
    return _access_page(programme_or_404(reference), Problems())


@cases.post("/s/<school>/programmes/<reference>/access")
@requires(Deed.INVITE_AGENCIES)
def invite(reference: str) -> ResponseReturnValue:
    programme = programme_or_404(reference)
    problems = Problems()
    with problems.gathered(SAID_OF):
        answers = schemas.Invite().read(request.form)
        sections = [schemas.OFFERED[name][0] for name in answers.pop("sections")]
        invitation = services.invite(
            db.session(),
            programme=programme,
            sections=sections,
            **answers,
            invited_by=person_id(),
            today=clock.today(),
        )
        flash(f"The invitation is before {invitation.team}.")
        return redirect(url_for("cases.access", reference=reference), code=303)
    return _access_page(programme, problems), 422


@cases.post("/s/<school>/programmes/<reference>/access/<uuid:grant_id>/end")
@requires(Deed.INVITE_AGENCIES)
def end(reference: str, grant_id: UUID) -> ResponseReturnValue:
    programme = programme_or_404(reference)
    try:
        services.end_access(
            db.session(),
            programme=programme,
            grant_id=grant_id,
            ended_by=person_id(),
            today=clock.today(),
            now=clock.now(),
        )
    except services.AlreadyEndedError:
        flash("This access had ended already.")
    else:
        flash("The access is ended. Their next page is closed.")
    return redirect(url_for("cases.access", reference=reference), code=303)


@cases.post("/s/<school>/programmes/<reference>/invitations/<uuid:invitation_id>/withdraw")
@requires(Deed.INVITE_AGENCIES)
def withdraw(reference: str, invitation_id: UUID) -> ResponseReturnValue:
    programme = programme_or_404(reference)
    try:
        team = services.withdraw_invitation(
            db.session(), programme=programme, invitation_id=invitation_id, today=clock.today()
        )
    except services.NotWaitingError:
        flash("This invitation was answered or taken back meanwhile. See below what became of it.")
    else:
        flash(f"The invitation is taken back. {team} can join no more.")
    return redirect(url_for("cases.access", reference=reference), code=303)


@cases.get("/outreach/cases")
@requires(Deed.JOIN_CASES)
def index() -> ResponseReturnValue:
    lines = services.my_cases(db.session(), person_id=person_id())
    waiting = len(services.invitations(db.session()))
    return render_template("cases/index.html", lines=lines, waiting=waiting, today=clock.today())


@cases.post("/outreach/cases/<uuid:case_id>/leave")
@requires(Deed.JOIN_CASES)
def leave(case_id: UUID) -> ResponseReturnValue:
    try:
        services.leave_case(db.session(), case_id=case_id, person_id=person_id(), today=clock.today())
    except services.NotOpenError:
        flash("You had left this case already.")
    else:
        flash("You left the case. The school is told.")
    return redirect(url_for("cases.index"), code=303)


@cases.get("/outreach/invitations")
@requires(Deed.JOIN_CASES)
def invitations() -> ResponseReturnValue:
    return render_template("cases/invitations.html", lines=services.invitations(db.session()))


@cases.get("/outreach/invitations/<uuid:case_id>")
@requires(Deed.JOIN_CASES)
def invitation(case_id: UUID) -> ResponseReturnValue:
    return _invitation_page(case_id, Problems())


@cases.post("/outreach/invitations/<uuid:case_id>/join")
@requires(Deed.JOIN_CASES)
def join(case_id: UUID) -> ResponseReturnValue:
    problems = Problems()
    with problems.gathered(SAID_OF_ANSWER):
        services.accept(
            db.session(),
            case_id=case_id,
            person_id=person_id(),
            person_name=signed_in().name,
            today=clock.today(),
        )
        flash("You joined the case. The school opens the gate for you: this takes a few seconds.")
        return redirect(url_for("cases.index"), code=303)
    return _invitation_page(case_id, problems), 422


@cases.post("/outreach/invitations/<uuid:case_id>/decline")
@requires(Deed.JOIN_CASES)
def decline(case_id: UUID) -> ResponseReturnValue:
    problems = Problems()
    with problems.gathered(SAID_OF_ANSWER):
        words = schemas.Decline().read(request.form)["words"]
        services.decline(db.session(), case_id=case_id, words=words, today=clock.today())
        flash("The invitation is declined. The school is told.")
        return redirect(url_for("cases.invitations"), code=303)
    return _invitation_page(case_id, problems), 422


def _access_page(programme: ProgrammeView, problems: Problems) -> str:
    latest = services.latest_until(programme, today=clock.today())
    grants, waiting = services.access_of_programme(db.session(), programme_id=programme.id, now=clock.now())
    teams = agencies.teams_on_heft(db.session(), today=clock.today())
    typed = in_three_boxes("until_on", latest)
    return render_template(
        "cases/access.html",
        programme=programme,
        grants=grants,
        waiting=waiting,
        teams=[(team.id, team.full_name) for team in teams],
        offered=[(name, words) for name, (_, words) in schemas.OFFERED.items()],
        latest=latest,
        problems=problems,
        answers=request.form or typed,
        chosen=request.form.getlist("sections"),
    )


def _invitation_page(case_id: UUID, problems: Problems) -> str:
    found = services.invitation(db.session(), case_id=case_id)
    if found is None:
        abort(404)
    return render_template("cases/invitation.html", line=found, problems=problems, answers=request.form)
