"""The rewards and consequences of a plan, and what was given. Rewards come first, on every page."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform import clock
from heft_platform.entering import signed_in
from heft_platform.extensions import db
from heft_platform.forms import Problems, in_three_boxes
from heft_platform.library import services as library
from heft_platform.loading import with_targets_or_404
from heft_platform.permissions import Deed, requires
from heft_platform.programmes import services as programmes
from heft_platform.programmes.services import ProgrammeWithTargets
from heft_platform.rewards import schemas, services
from heft_tenants.refusals import ChangedMeanwhileError

rewards = Blueprint("rewards", __name__, template_folder="templates")

SAID_OF = {
    programmes.ProgrammeClosedError: ("what", "{refusal.words}, so its plan cannot be changed"),
    services.UnknownKindError: ("kind", "Select one of these kinds, and who gives it"),
    services.UnknownTargetError: ("target_id", "Select a target of this plan"),
    services.MeritMissingError: ("merits", "Select what it is for: effort counts too"),
    services.CannotBeReachedError: (
        "within_reach",
        "A reward counts only if the pupil can reach it. Agree a nearer one",
    ),
    services.NeverInAPlanError: (
        "what",
        "{refusal.name} can never be a consequence in a plan. Agree something that the pupil can put right",
    ),
    ChangedMeanwhileError: (
        "what",
        "Somebody changed this or took it out while you were writing. Save again to put yours in as new",
    ),
}
SAID_OF_GIVING = {
    programmes.ProgrammeClosedError: ("reward_id", "{refusal.words}"),
    services.NoSuchRewardError: ("reward_id", "Select the reward"),
    services.InTheFutureError: ("day", "{refusal.words}"),
}


@rewards.get("/s/<school>/programmes/<reference>/rewards")
@requires(Deed.KEEP_SESSIONS)
def index(reference: str) -> ResponseReturnValue:
    return _page(with_targets_or_404(reference), Problems())


@rewards.post("/s/<school>/programmes/<reference>/rewards")
@requires(Deed.KEEP_SESSIONS)
def give(reference: str) -> ResponseReturnValue:
    programme = with_targets_or_404(reference)
    problems = Problems()
    with problems.gathered(SAID_OF_GIVING):
        answers = schemas.GiveReward().read(request.form)
        services.give(
            db.session(), programme=programme, recorded_by=signed_in().name, today=clock.today(), **answers
        )
        flash("Written down. Well done.")
        return _back(reference)
    return _page(programme, problems), 422


@rewards.get("/s/<school>/programmes/<reference>/rewards/new")
@requires(Deed.KEEP_SESSIONS)
def new_reward(reference: str) -> ResponseReturnValue:
    return _reward_page(with_targets_or_404(reference), None, Problems())


@rewards.post("/s/<school>/programmes/<reference>/rewards/new")
@requires(Deed.KEEP_SESSIONS)
def add_reward(reference: str) -> ResponseReturnValue:
    return _save_reward(with_targets_or_404(reference), None)


@rewards.get("/s/<school>/programmes/<reference>/rewards/<uuid:reward_id>")
@requires(Deed.KEEP_SESSIONS)
def change_reward(reference: str, reward_id: UUID) -> ResponseReturnValue:
    programme = with_targets_or_404(reference)
    return _reward_page(programme, _reward(programme, reward_id) or abort(404), Problems())


@rewards.post("/s/<school>/programmes/<reference>/rewards/<uuid:reward_id>")
@requires(Deed.KEEP_SESSIONS)
def reward_changed(reference: str, reward_id: UUID) -> ResponseReturnValue:
    return _save_reward(with_targets_or_404(reference), reward_id)


@rewards.post("/s/<school>/programmes/<reference>/rewards/<uuid:reward_id>/drop")
@requires(Deed.KEEP_SESSIONS)
def drop_reward(reference: str, reward_id: UUID) -> ResponseReturnValue:
    programme = with_targets_or_404(reference)
    problems = Problems()
    with problems.gathered(SAID_OF):
        services.drop_reward(
            db.session(),
            programme=programme,
            reward_id=reward_id,
            by=signed_in().name,
            today=clock.today(),
        )
        flash("The reward is no longer in the plan. What was given stays.")
        return _back(reference)
    return _page(programme, problems), 422


@rewards.get("/s/<school>/programmes/<reference>/consequences/new")
@requires(Deed.KEEP_SESSIONS)
def new_consequence(reference: str) -> ResponseReturnValue:
    return _consequence_page(with_targets_or_404(reference), None, Problems())


@rewards.post("/s/<school>/programmes/<reference>/consequences/new")
@requires(Deed.KEEP_SESSIONS)
def add_consequence(reference: str) -> ResponseReturnValue:
    return _save_consequence(with_targets_or_404(reference), None)


@rewards.get("/s/<school>/programmes/<reference>/consequences/<uuid:consequence_id>")
@requires(Deed.KEEP_SESSIONS)
def change_consequence(reference: str, consequence_id: UUID) -> ResponseReturnValue:
    programme = with_targets_or_404(reference)
    return _consequence_page(programme, _consequence(programme, consequence_id) or abort(404), Problems())


@rewards.post("/s/<school>/programmes/<reference>/consequences/<uuid:consequence_id>")
@requires(Deed.KEEP_SESSIONS)
def consequence_changed(reference: str, consequence_id: UUID) -> ResponseReturnValue:
    return _save_consequence(with_targets_or_404(reference), consequence_id)


@rewards.post("/s/<school>/programmes/<reference>/consequences/<uuid:consequence_id>/drop")
@requires(Deed.KEEP_SESSIONS)
def drop_consequence(reference: str, consequence_id: UUID) -> ResponseReturnValue:
    programme = with_targets_or_404(reference)
    problems = Problems()
    with problems.gathered(SAID_OF):
        services.drop_consequence(
            db.session(),
            programme=programme,
            consequence_id=consequence_id,
            by=signed_in().name,
            today=clock.today(),
        )
        flash("The consequence is no longer in the plan.")
        return _back(reference)
    return _page(programme, problems), 422


def _save_reward(programme: ProgrammeWithTargets, replaced: UUID | None) -> ResponseReturnValue:
    problems = Problems()
    with problems.gathered(SAID_OF):
        answers = schemas.RewardForm().read(request.form)
        services.add_reward(
            db.session(),
            programme=programme,
            written_by=signed_in().name,
            today=clock.today(),
            in_place_of=replaced,
            **answers,
        )
        flash("The reward is in the plan.")
        return _back(programme.reference)
    kept = _reward(programme, replaced) if replaced else None
    return _reward_page(programme, kept, problems), 409 if problems.changed_meanwhile else 422


def _save_consequence(programme: ProgrammeWithTargets, replaced: UUID | None) -> ResponseReturnValue:
    problems = Problems()
    with problems.gathered(SAID_OF):
        answers = schemas.ConsequenceForm().read(request.form)
        services.add_consequence(
            db.session(),
            programme=programme,
            written_by=signed_in().name,
            today=clock.today(),
            in_place_of=replaced,
            **answers,
        )
        flash("The consequence is in the plan.")
        return _back(programme.reference)
    kept = _consequence(programme, replaced) if replaced else None
    return _consequence_page(programme, kept, problems), 409 if problems.changed_meanwhile else 422


def _back(reference: str) -> ResponseReturnValue:
    return redirect(url_for("rewards.index", reference=reference), code=303)


def _reward(programme: ProgrammeWithTargets, id_: UUID) -> services.RewardView | None:
    return next((one for one in services.rewards_of(db.session(), programme.id) if one.id == id_), None)


def _consequence(programme: ProgrammeWithTargets, id_: UUID) -> services.ConsequenceView | None:
    return next((one for one in services.consequences_of(db.session(), programme.id) if one.id == id_), None)


def _page(programme: ProgrammeWithTargets, problems: Problems) -> str:
    session, today = db.session(), clock.today()
    chosen = services.rewards_of(session, programme.id)
    consequences = services.consequences_of(session, programme.id)
    typed, rules = in_three_boxes("day", today), programme.template.consequences
    return render_template(
        "rewards/index.html",
        programme=programme,
        rewards=chosen,
        consequences=consequences,
        allows_consequences=bool(rules.kinds),
        tells_first=rules.known_beforehand,
        warning=services.warning_of(programme.template, chosen, consequences),
        given=services.rewards_given(session, programme.id),
        problems=problems,
        answers=request.form or typed,
    )


def _choices(codes: tuple[str, ...], words: dict[str, str]) -> list[tuple[str, str, str]]:
    return [(code, words.get(code, code), "") for code in codes]


def _yes_no(kept: Any, *names: str) -> dict[str, Any]:
    return {**vars(kept), **{name: "yes" if getattr(kept, name) else "no" for name in names}}


def _reward_page(
    programme: ProgrammeWithTargets, reward: services.RewardView | None, problems: Problems
) -> str:
    rules = programme.template.rewards
    before = _yes_no(reward, "chosen_by_pupil", "within_reach") if reward else {}
    return render_template(
        "rewards/reward.html",
        programme=programme,
        reward=reward,
        kinds=_choices(rules.kinds, library.REWARD_WORDS),
        givers=_choices(rules.given_by, library.GIVER_WORDS),
        merits=[(code, library.MERIT_WORDS.get(code, code)) for code in rules.earned_for],
        problems=problems,
        answers=request.form or before,
        chosen=request.form.getlist("merits") or (reward.merits if reward else []),
    )


def _consequence_page(
    programme: ProgrammeWithTargets, consequence: services.ConsequenceView | None, problems: Problems
) -> str:
    rules = programme.template.consequences
    before = _yes_no(consequence, "known_to_pupil") if consequence else {}
    return render_template(
        "rewards/consequence.html",
        programme=programme,
        consequence=consequence,
        kinds=_choices(rules.kinds, library.CONSEQUENCE_WORDS),
        problems=problems,
        answers=request.form or before,
    )
