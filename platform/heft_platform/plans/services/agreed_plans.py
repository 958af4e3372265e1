"""Read the plans that were agreed, who is still to be asked, and what has changed since."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any, cast
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from heft_platform import words
from heft_platform.calendar.services import CalendarHorizonError, SchoolCalendar
from heft_platform.library.services import ProgrammeTemplate
from heft_platform.named import PROGRAMME
from heft_platform.plans.content import differences_in_words
from heft_platform.plans.models import Agreement, PlanVersion
from heft_platform.plans.rules import agreement_rule, roles_of
from heft_platform.plans.views import (
    ANSWER_WORDS,
    PARTY_NAMES,
    WAY_WORDS,
    AgreementView,
    PlanVersionView,
)
from heft_tenants.together import Question, Statement, built_once


def plan_versions(session: Session, programme_id: UUID) -> list[PlanVersionView]:
    """Return every version of the plan that was put before people, the newest first."""
    return plan_versions_asked(programme_id).ask(session)


def plan_versions_asked(programme_id: UUID) -> Question[list[PlanVersionView]]:
    """Ask for every version of the plan, for pages that ask for more at once."""
    return Question(_versions, _versions_with_agreements(), programme=programme_id)


@built_once
def _versions_with_agreements() -> Statement:
    said_of_it = and_(
        Agreement.org_id == PlanVersion.org_id,
        Agreement.programme_id == PlanVersion.programme_id,
        Agreement.plan_version_id == PlanVersion.id,
    )
    found = select(PlanVersion, Agreement).outerjoin(Agreement, said_of_it)
    in_order = found.where(PlanVersion.programme_id == PROGRAMME)
    return in_order.order_by(PlanVersion.number.desc(), Agreement.id)


def _versions(rows: Iterable[Any]) -> list[PlanVersionView]:
    return [
        _version(version, [row[1] for row in several if row[1] is not None])
        for version, several in groupby(
            cast("Iterable[tuple[PlanVersion, Agreement | None]]", rows), key=itemgetter(0)
        )
    ]


def agreed_version(session: Session, programme_id: UUID) -> PlanVersionView | None:
    """Return the newest version of the plan that was put before people; None if there is none yet."""
    return next(iter(plan_versions(session, programme_id)), None)


def who_is_missing(
    template: ProgrammeTemplate, version: PlanVersionView | None, *, milestone: str
) -> tuple[str, ...]:
    """Return in words whose agreement to a version the template still asks for, at the meeting of a milestone."""
    rule = agreement_rule(template, milestone=milestone)
    if rule is None or rule.rule == "optional":
        return ()
    if version is None:
        return ("Record who agreed the plan",)
    labels = roles_of(template)
    stopped = [
        f"{one.name} does not agree, so it cannot begin"
        for one in version.agreements
        if rule.a_no_stops_it and one.answer == "disagrees"
    ]
    if rule.rule == "listed_roles":
        heard = {one.role for one in version.agreements}
        lacking = [labels[role][0].lower() for role in rule.roles if role in labels and role not in heard]
    else:
        heard = {one.party for one in version.agreements}
        parties = dict.fromkeys(labels[role][1] for role in rule.present if role in labels)
        lacking = [PARTY_NAMES[party] for party in parties if party not in heard]
    return (*stopped, *(f"Record what {who} says of the plan" for who in lacking))


def differences_since(version: PlanVersionView | None, content: dict[str, object]) -> tuple[str, ...]:
    """Return in words what has changed in the plan since a version was agreed."""
    return differences_in_words(version.content, content) if version is not None else ()


def who_was_not_there(
    template: ProgrammeTemplate,
    *,
    milestone: str,
    held_on: date | None,
    school_days: SchoolCalendar | None,
) -> str:
    """Say until when somebody who was not at the meeting may still agree; nothing where the template says nothing of it."""
    rule = agreement_rule(template, milestone=milestone)
    if rule is None or not rule.absent_may_agree:
        return ""
    within = words.number_of(rule.absent_may_agree, "school day")
    if held_on is None or school_days is None:
        return f"Whoever is not at the meeting may still agree within {within} after it."
    try:
        last = school_days.add_school_days(held_on, rule.absent_may_agree)
    except CalendarHorizonError:
        return f"Whoever was not at the meeting may still agree within {within} after it."
    return f"Whoever was not at the meeting may still agree until {words.day(last)}."


def _version(version: PlanVersion, said: Iterable[Agreement]) -> PlanVersionView:
    """Return a version with what each person last said of it."""
    last = {(one.role, one.name.casefold()): one for one in said}
    return PlanVersionView(
        id=version.id,
        number=version.number,
        label=version.label,
        content=version.content,
        fingerprint=version.fingerprint,
        made_at=version.made_at,
        made_by=version.made_by_name,
        agreements=tuple(
            AgreementView(
                party=one.party,
                role=one.role,
                role_words=one.role_label,
                name=one.name,
                answer=one.answer,
                answer_words=ANSWER_WORDS[one.answer],
                how_words=WAY_WORDS.get(one.how or "", ""),
                words=one.words,
                said_on=one.said_on,
                recorder=one.recorded_by_name,
            )
            for one in last.values()
        ),
    )
