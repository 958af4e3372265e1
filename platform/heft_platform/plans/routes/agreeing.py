"""Record what each person says of the plan, and read the versions that were put before people."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform import clock
from heft_platform.extensions import db
from heft_platform.forms import Problems, in_three_boxes
from heft_platform.loading import programme_or_404
from heft_platform.permissions import Deed, requires
from heft_platform.plans import schemas, services
from heft_platform.plans.content import fingerprint_of
from heft_platform.plans.routes import plans
from heft_platform.plans.rules import agreement_rule, roles_of
from heft_platform.plans.views import ANSWER_WORDS, WAY_WORDS
from heft_platform.programmes import services as programmes
from heft_platform.programmes.services import MilestoneView, ProgrammeView

FIRST = "answer-1"
MORE_ROWS = 3
SAID_OF = {
    programmes.ProgrammeClosedError: (FIRST, "{refusal.words}, so its plan cannot be agreed again"),
    services.NobodySaidError: (FIRST, "Record what at least one person says"),
    services.NothingToAgreeError: (FIRST, "Write a target or a promise first"),
    services.NotSettledError: (FIRST, "{refusal.what}"),
    services.PlanChangedMeanwhileError: (
        FIRST,
        "Somebody changed the plan while you were writing. What it says now stands below. Ask again, then save",
    ),
    services.UnknownRoleError: (FIRST, "Select the part of each person"),
    services.UnknownWayError: (FIRST, "This template does not let people agree in this way"),
    services.WhyMissingError: (FIRST, "Say why, in their words"),
    services.MayNotWaiveError: (FIRST, "Who may go ahead without an agreement: {refusal.who}"),
}


@plans.get("/s/<school>/programmes/<reference>/plan/agree")
@requires(Deed.WRITE_PROGRAMMES)
def agree_plan(reference: str) -> ResponseReturnValue:
    return _page(programme_or_404(reference, with_log=False), Problems())


@plans.post("/s/<school>/programmes/<reference>/plan/agree")
@requires(Deed.WRITE_PROGRAMMES)
def plan_agreed(reference: str) -> ResponseReturnValue:
    programme = programme_or_404(reference, with_log=False)
    problems = Problems()
    with problems.gathered(SAID_OF):
        asked = schemas.AgreeForm().read(request.form)
        said = schemas.said_by_all(request.form, problems)
        if asked["said_on"] > clock.today():
            problems.add("said_on", "The day must be today or before")
        if not problems:
            version = services.agree_plan(
                db.session(),
                programme=programmes.hold_programme(db.session(), programme_id=programme.id),
                milestone=programme.milestone_at_hand,
                meeting_label=_label(programme),
                agreements=said,
                today=asked["said_on"],
                fingerprint=asked["fingerprint"],
            )
            flash(f"Recorded for version {version.number} of the plan.")
            return redirect(url_for("plans.plan", reference=reference), code=303)
    return _page(programme, problems), 422


def _label(programme: ProgrammeView) -> str:
    at_hand = _milestone_at_hand(programme)
    return at_hand.label if at_hand else ""


def _milestone_at_hand(programme: ProgrammeView) -> MilestoneView | None:
    return next(
        (milestone for milestone in programme.milestones if milestone.code == programme.milestone_at_hand),
        None,
    )


def _page(programme: ProgrammeView, problems: Problems) -> str:
    content = services.content_now(db.session(), programme.plan, of=programme.of_plan)
    version = services.agreed_version(db.session(), programme.id)
    rule = agreement_rule(programme.template, milestone=programme.milestone_at_hand)
    at_hand = _milestone_at_hand(programme)
    today = clock.today()
    read = request.form.get(
        "fingerprint"
    )  # of what people were asked about, until they are told that it changed
    answers: Any = request.form or {
        **in_three_boxes("said_on", today),
    }
    return render_template(
        "plans/agree.html",
        programme=programme,
        problems=problems,
        answers=answers,
        fingerprint=fingerprint_of(content)
        if problems.changed_meanwhile
        else read or fingerprint_of(content),
        since=services.differences_since(version, content),
        parts=content["parts"].values(),
        version=version,
        known=_known(programme),
        more=range(len(_known(programme)) + 1, len(_known(programme)) + 1 + MORE_ROWS),
        roles=[(role, label) for role, (label, _) in roles_of(programme.template).items()],
        choices=[
            (code, words) for code, words in ANSWER_WORDS.items() if code != "waived" or _waives(programme)
        ],
        absent=services.who_was_not_there(
            programme.template,
            milestone=programme.milestone_at_hand,
            held_on=at_hand.held_on if at_hand else None,
            school_days=programme.school_days,
        ),
        ways=[(way, WAY_WORDS[way]) for way in (rule.ways if rule else WAY_WORDS)],
    )


def _waives(programme: ProgrammeView) -> bool:
    rule = agreement_rule(programme.template, milestone=programme.milestone_at_hand)
    return rule is not None and rule.can_be_waived


def _known(programme: ProgrammeView) -> list[tuple[str, str, str]]:
    """Return role, label and name, as far as it is known, of the people without whom the plan is not agreed."""
    rule = agreement_rule(programme.template, milestone=programme.milestone_at_hand)
    labels = roles_of(programme.template)
    needed = dict.fromkeys(rule.roles or rule.present) if rule else ("pupil", "parent_carer")
    return [
        (role, labels[role][0], _name(programme, role, labels[role][1])) for role in needed if role in labels
    ]


def _name(programme: ProgrammeView, role: str, party: str) -> str:
    if party == "pupil":
        return programme.line.pupil_name
    if role in {"coordinator", "plan_lead"}:
        return programme.line.coordinator
    if party == "school":
        return programme.line.key_worker if role.startswith("key") else ""
    return next((one.who for one in programme.commitments if one.party == party), "")
