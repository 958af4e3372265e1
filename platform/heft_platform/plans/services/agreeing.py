"""Agree a plan: freeze it as it stands, and keep what each person said of exactly that."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from heft_platform.accounts import services as accounts
from heft_platform.accounts.services import who_is_here
from heft_platform.held_programmes import HeldProgramme
from heft_platform.offices import holders_of
from heft_platform.plans.content import content_of, fingerprint_of
from heft_platform.plans.models import Agreement, PlanVersion
from heft_platform.plans.parts import OfPlan, PartSaid, PlanPart, parts_of_plans
from heft_platform.plans.rules import AgreementRule, agreement_rule, roles_of
from heft_platform.plans.services.agreed_plans import agreed_version, who_is_missing
from heft_platform.plans.services.reading import plan_of
from heft_platform.plans.services.writing import write_down
from heft_platform.plans.views import Plan, PlanVersionView
from heft_platform.refusals import UnknownRoleError, WhyMissingError
from heft_tenants.context import current
from heft_tenants.refusals import ChangedMeanwhileError, Refused
from heft_tenants.together import ask_together


@dataclass(frozen=True, kw_only=True)
class Said:
    """What one person says of the plan: `how` is needed unless they could not, or the plan goes ahead without them."""

    role: str  # the template's id
    name: str
    answer: str  # agrees, disagrees, could_not, waived
    how: str | None = None  # in_room, on_paper, by_telephone, told_to_staff
    words: str = ""
    said_on: date | None = None


class NobodySaidError(Refused):
    """Nobody says anything of the plan."""


class NothingToAgreeError(Refused):
    """The plan holds no target and no commitment."""


class NotSettledError(Refused):
    """Something is to be done before anybody is asked, because the template says so; `what` says it."""

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(what)


class PlanChangedMeanwhileError(ChangedMeanwhileError):
    """The plan is no longer the one that was read; `differences` say in words what changed."""

    def __init__(self, differences: Sequence[str] = ()) -> None:
        self.differences = tuple(differences)
        super().__init__(*differences)


class UnknownWayError(Refused):
    """The template does not let people agree in this way."""


class MayNotWaiveError(Refused):
    """The template lets nobody, or only others, go ahead without an agreement; `who` may."""

    def __init__(self, who: str) -> None:
        self.who = who
        super().__init__(who)


def agree_plan(
    session: Session,
    *,
    programme: HeldProgramme,
    milestone: str,
    meeting_label: str,
    agreements: Sequence[Said],
    today: date,
    fingerprint: str | None = None,
) -> PlanVersionView:
    """Keep what people say of the plan as it stands, and return the version that they said it of.

    The plan is frozen as its next version, unless it is still the last one: then what is said is added to that.
    With the `fingerprint` of what was read, a plan that has changed since is refused. `milestone` is the one at whose
    meeting it is agreed.

    :raises NobodySaidError: if there are no agreements
    :raises NothingToAgreeError: if the plan is empty
    :raises NotSettledError: if something is to be done before anybody is asked
    :raises PlanChangedMeanwhileError: if it is not the plan that was read
    :raises UnknownRoleError, UnknownWayError, WhyMissingError: if the template would not have it so
    :raises MayNotWaiveError: if somebody else decides whether to go ahead without an agreement
    """
    plan = plan_of(session, programme_id=programme.id)
    if not agreements:
        raise NobodySaidError
    if not plan.targets and not plan.commitments:
        raise NothingToAgreeError
    parts = _parts_now(session, of=_whose_plan(programme))
    if unsettled := [what for _, said in parts for what in said.unsettled]:
        raise NotSettledError(unsettled[0])
    content = _content(plan, parts)
    if fingerprint is not None and fingerprint != fingerprint_of(content):
        raise PlanChangedMeanwhileError
    for one in agreements:
        _check(session, programme, one, milestone)
    version = _version_of(session, programme, content, meeting_label)
    session.add_all(_agreement(session, programme, version, one, today) for one in agreements)
    session.flush()  # so that it is read back with what was said
    write_down(session, programme, "programme.plan_agreed", programme.id, ("agreements", "content"))
    found = agreed_version(session, programme.id)
    assert found is not None
    return found


def content_now(session: Session, plan: Plan, *, of: OfPlan) -> dict[str, Any]:
    """Return the plan as it would be frozen now, with the parts that other features keep: asked in one statement."""
    return _content(plan, _parts_now(session, of=of))


def _parts_now(session: Session, *, of: OfPlan) -> list[tuple[PlanPart, PartSaid]]:
    asked = [(part, part.asked(of)) for part in parts_of_plans()]
    if asked:
        ask_together(session, *(question for _, question in asked))
    return [(part, question.answer) for part, question in asked]


def _content(plan: Plan, parts: Sequence[tuple[PlanPart, PartSaid]]) -> dict[str, Any]:
    return content_of(
        plan,
        {
            part.name: part.frozen(one)
            for part, one in parts
            if one.lines or one.grid is not None or part.always_stands
        },
    )


def _whose_plan(programme: HeldProgramme) -> OfPlan:
    """Return of whose plan other features are asked for their parts."""
    return OfPlan(
        programme_id=programme.id,
        pupil_id=programme.pupil_id,
        started_on=programme.started_on,
        template=programme.template,
    )


def what_agreement_lacks(session: Session, *, programme: HeldProgramme, plan: Plan) -> tuple[str, ...]:
    """Return in words whom the first meeting still has to ask about the plan as it stands."""
    template = programme.template
    version = agreed_version(session, programme.id)
    missing = who_is_missing(template, version, milestone=template.anchor)
    if version is None:
        return missing
    content = content_now(session, plan, of=_whose_plan(programme))
    if fingerprint_of(content) != version.fingerprint:
        return (f"The plan has changed since version {version.number} was agreed. Ask everybody again",)
    return missing


def _version_of(
    session: Session, programme: HeldProgramme, content: dict[str, object], label: str
) -> PlanVersion:
    """Return the last version if the plan is still that one, or the plan as its next version."""
    of_programme = PlanVersion.programme_id == programme.id
    last = session.scalar(
        select(PlanVersion).where(of_programme).order_by(PlanVersion.number.desc()).limit(1)
    )
    fingerprint = fingerprint_of(content)
    if last is not None and last.fingerprint == fingerprint:
        return last
    person_id, name = who_is_here(session)
    version = PlanVersion(
        programme_id=programme.id,
        number=(session.scalar(select(func.max(PlanVersion.number)).where(of_programme)) or 0) + 1,
        label=label,
        content=content,
        fingerprint=fingerprint,
        made_by=person_id,
        made_by_name=name,
    )
    session.add(version)
    session.flush()  # what is said of it needs its id
    return version


def _agreement(
    session: Session, programme: HeldProgramme, version: PlanVersion, said: Said, today: date
) -> Agreement:
    person_id, name = who_is_here(session)
    label, party = roles_of(programme.template)[said.role]
    return Agreement(
        programme_id=programme.id,
        plan_version_id=version.id,
        party=party,
        role=said.role,
        role_label=label,
        name=said.name,
        answer=said.answer,
        how=said.how if said.answer in {"agrees", "disagrees"} else None,
        words=said.words,
        said_on=said.said_on or today,
        recorded_by=person_id,
        recorded_by_name=name,
    )


def _check(session: Session, programme: HeldProgramme, said: Said, milestone: str) -> None:
    template = programme.template
    rule = agreement_rule(template, milestone=milestone)
    if said.role not in roles_of(template):
        raise UnknownRoleError
    if said.answer != "agrees" and not said.words:
        raise WhyMissingError
    if said.answer in {"agrees", "disagrees"} and said.how not in (rule.ways if rule else (said.how,)):
        raise UnknownWayError
    if said.answer == "waived" and not _may_waive(session, programme, rule):
        labels = roles_of(template)
        raise MayNotWaiveError(
            ", ".join(labels[role][0].lower() for role in rule.waived_by if role in labels)
            if rule and rule.can_be_waived
            else "nobody"
        )


def _may_waive(session: Session, programme: HeldProgramme, rule: AgreementRule | None) -> bool:
    """Say whether whoever is here may go ahead without somebody: as the headteacher, or in a part that the template names."""
    if rule is None or not rule.can_be_waived:
        return False
    members = accounts.members(session)
    may = {
        person_id
        for role in ("headteacher", *rule.waived_by)
        for person_id in holders_of(
            role,
            template=programme.template,
            coordinator_id=programme.coordinator_id,
            key_worker_id=programme.key_worker_id,
            members=members,
        )
    }
    return current().person in may
