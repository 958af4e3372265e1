"""The evidence on which a programme is judged, kept with its verdict as it was shown."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform import words as say
from heft_platform.audit.services import record
from heft_platform.daily_reports.services import Progress
from heft_platform.meetings.models import VerdictEvidence
from heft_platform.meetings.of_template import rules_of
from heft_platform.meetings.scales import counted
from heft_platform.meetings.services.since_last import SinceLast
from heft_platform.meetings.views import ReviewView
from heft_platform.named import PROGRAMME
from heft_platform.programmes.services import ProgrammeView
from heft_tenants.refusals import Refused
from heft_tenants.together import Question, Statement, built_once


class RequiredStepMissingError(Refused):
    """The template asks for a next step that was not chosen, and nothing says why; `label` names it."""

    def __init__(self, label: str) -> None:
        self.label = label
        super().__init__(label)


class StepOfAnotherVerdictError(Refused):
    """A next step belongs to another verdict; `label` names it."""

    def __init__(self, label: str) -> None:
        self.label = label
        super().__init__(label)


class CreditMissingError(Refused):
    """The programme went well, and nothing says what credit the pupil is given."""


class SupportMissingError(Refused):
    """The programme did not go well, and nothing says what support comes next."""


@dataclass(frozen=True, kw_only=True)
class EvidenceView:
    """Something that is known, under its title."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class VerdictView:
    """A verdict with the evidence that it rests on."""

    evidence: tuple[EvidenceView, ...]
    credit: str
    support: str
    left_out: str
    after_care_until: date | None
    decider: str


def evidence_of(
    *, programme: ProgrammeView, progress: Progress, reviews: Sequence[ReviewView], changed: SinceLast
) -> tuple[EvidenceView, ...]:
    """Return what the verdict rests on: figures, results, commitments, meetings and actions."""
    figures = [progress.sentence]
    for number, target in enumerate(programme.targets, start=1):
        if way := progress.way_of(number):
            figures.append(f"{target.statement}: {way[0]}% at the start, {way[1]}% now")
    results = [
        f"{review.label}: {statement}, {result.lower()}"
        for review in reversed(reviews)
        for statement, result, _ in review.targets
    ]
    said = [result for review in reviews for _, result in review.commitments]
    by_words = counted(said, programme.template.said_of_commitments())
    commitments = [f"{words}: {number}" for words, number in by_words.items()]
    meetings = [
        f"{review.label}, {say.day(review.held_on)}: {review.summary}" for review in reversed(reviews)
    ]
    todo = [
        f"Actions done since the last meeting: {len(changed.done)}",
        f"Actions still open: {len(changed.still_open)}",
    ]
    shown = (
        ("Daily reports", figures),
        ("Targets at each meeting", results),
        ("Promises at all meetings", commitments),
        ("Meetings", meetings),
        ("Actions", todo),
        ("Since the last meeting", [f"{name}: {value}" for name, value in changed.facts]),
    )
    return tuple(EvidenceView(title=title, lines=tuple(lines)) for title, lines in shown if lines)


def check_verdict(
    *,
    programme: ProgrammeView,
    verdict: str,
    next_steps: Collection[str],
    credit: str,
    support: str,
    left_out: str,
) -> None:
    """Check what a verdict needs beside itself.

    :raises StepOfAnotherVerdictError: if a next step is not one of the verdict's
    :raises RequiredStepMissingError: if a required one was not chosen, and nothing says why
    :raises CreditMissingError: if the programme went well, and the pupil gets no credit
    :raises SupportMissingError: if it did not, and nothing says what support comes next
    """
    follows = {step.id: step for step in rules_of(programme.template).next_steps_after(verdict)}
    labels = dict(programme.template.next_steps())
    for chosen in next_steps:
        if chosen not in follows:
            raise StepOfAnotherVerdictError(labels.get(chosen, chosen))
    for step in follows.values():
        if step.is_required and step.id not in next_steps and not left_out:
            raise RequiredStepMissingError(step.label)
    is_well = programme.template.went_well(verdict)
    if is_well and not credit:
        raise CreditMissingError
    if not is_well and not support:
        raise SupportMissingError


def keep_verdict(  # noqa: PLR0913  (a verdict and all that goes with it)
    session: Session,
    *,
    programme: ProgrammeView,
    verdict: str,
    evidence: Sequence[EvidenceView],
    credit: str,
    support: str,
    left_out: str,
    after_care_until: date | None,
    decided_by: UUID,
    decider_name: str,
) -> None:
    """Keep a verdict together with what was known when it was given."""
    session.add(
        VerdictEvidence(
            programme_id=programme.id,
            verdict=verdict,
            evidence=[{"title": one.title, "lines": list(one.lines)} for one in evidence],
            credit=credit,
            support=support,
            left_out=left_out,
            after_care_until=after_care_until,
            decided_by=decided_by,
            decider_name=decider_name,
        )
    )
    record(
        session,
        action="programme.judged",
        thing="programme",
        thing_id=programme.id,
        pupil_id=programme.line.pupil_id,
        fields=("verdict", "evidence", "credit", "support", "after_care_until"),
    )


def verdict_of(session: Session, *, programme_id: UUID) -> VerdictView | None:
    """Return the last verdict with its evidence; None if there is none."""
    return verdict_asked(programme_id=programme_id).ask(session)


def verdict_asked(*, programme_id: UUID) -> Question[VerdictView | None]:
    """Ask for the last verdict, for pages that ask for more at once."""
    return Question(
        lambda rows: _verdict(rows[0]) if rows else None, _newest_verdict(), programme=programme_id
    )


@built_once
def _newest_verdict() -> Statement:
    of_programme = select(VerdictEvidence).where(VerdictEvidence.programme_id == PROGRAMME)
    return of_programme.order_by(VerdictEvidence.id.desc()).limit(1)


def _verdict(found: VerdictEvidence) -> VerdictView:
    return VerdictView(
        evidence=tuple(EvidenceView(title=one["title"], lines=tuple(one["lines"])) for one in found.evidence),
        credit=found.credit,
        support=found.support,
        left_out=found.left_out,
        after_care_until=found.after_care_until,
        decider=found.decider_name,
    )
