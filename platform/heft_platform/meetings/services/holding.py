"""Hold a meeting: a result for every target and every commitment, what was said and decided, once, in its turn."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from heft_platform.audit.services import record
from heft_platform.calendar import services as calendar
from heft_platform.meetings.models import MeetingRecord, Review, ReviewedCommitment, ReviewedTarget
from heft_platform.meetings.of_template import rules_of
from heft_platform.meetings.scales import Scales, scales_at
from heft_platform.meetings.services.changing import NewWords, NewWordsMissingError, change_targets
from heft_platform.meetings.services.drafting import end_draft
from heft_platform.meetings.services.inviting import invited_to
from heft_platform.meetings.views import HEARD, Attendance, Decided, Word
from heft_platform.programmes import services as programmes
from heft_platform.programmes.services import MilestoneView, ProgrammeView
from heft_tenants.refusals import Refused

__all__ = ["NewWordsMissingError"]


class NotTimeForMeetingError(Refused):
    """The programme has not begun, or rests, or it is another meeting's turn."""


class NotOnThatDayError(Refused):
    """The meeting would have been held before the one that came before it, or in a day to come."""


class NoSchoolThatDayError(Refused):
    """There was no school on the day, and nothing says why it was held then; `why` says what the day was."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


class NobodyThereError(Refused):
    """Nobody is said to have been there."""


class ResultsMissingError(Refused):
    """A target or a commitment has no result, and the template asks for that of each."""


class FurtherMeasuresMissingError(Refused):
    """A target goes so that the template asks what more will be done, and nothing says it; `words` are what was said."""

    def __init__(self, words: str) -> None:
        self.words = words
        super().__init__(words)


class AlternativesMissingError(Refused):
    """Success is unlikely, and no alternative was talked about."""


class FamilyNotInvitedError(Refused):
    """No parent or carer was invited to the first meeting, and nothing says why."""


class FamilyNotHeardError(Refused):
    """No parent or carer was heard at the first meeting, and nothing says why."""


def may_be_held(programme: ProgrammeView) -> bool:
    """Say whether there is a meeting to record now: the first before the programme begins, the others while it runs."""
    if programme.next_milestone is None:
        return False
    if programme.line.state == "preparing":
        return programme.last_held_on is None
    return programme.line.state == "active"


def hold_meeting(  # noqa: PLR0913  (everything that a meeting says)
    session: Session,
    *,
    programme: ProgrammeView,
    results: Mapping[UUID, str],
    changes: Mapping[UUID, str],
    kept: Mapping[UUID, str],
    present: str,
    summary: str,
    held_on: date,
    recorded_by: UUID,
    recorder_name: str,
    today: date,
    attendance: Sequence[Attendance] = (),
    words: Sequence[Word] = (),
    decided: Decided | None = None,
    evidence: Mapping[UUID, str] | None = None,
    comments: Mapping[UUID, str] | None = None,
    new_words: Mapping[UUID, NewWords] | None = None,
    dates: Mapping[UUID, date] | None = None,
    draft_version: int = 0,
) -> Review:
    """Keep what a meeting said, and move the programme on to its next milestone.

    `results` and `changes` are by target, `kept` by commitment: codes of the template's scales. The first meeting has none
    of these: the plan is made at it. `dates` are those of later milestones as they were agreed.

    :raises ProgrammeClosedError: if the programme is closed
    :raises NotTimeForMeetingError: if the programme has no meeting to hold now
    :raises OutOfOrderError: if this meeting was held meanwhile
    :raises NotOnThatDayError: if the day lies before the last meeting, or has not come
    :raises NoSchoolThatDayError: if there was no school, and nothing says why it was held then
    :raises NobodyThereError: if nobody was there
    :raises ResultsMissingError: if a target, or a commitment that held since the last meeting, has no result, and the template
        asks for one of each
    :raises FurtherMeasuresMissingError: if a target goes so that the template asks what more is done, and nothing is said
    :raises AlternativesMissingError: if success is unlikely, and no alternative was talked about
    :raises NewWordsMissingError: if a target is to be replaced, and nothing says by what
    :raises FamilyNotInvitedError, FamilyNotHeardError: if the first meeting was held without a parent or carer, and
        nothing says why
    :raises ChangedMeanwhileError: if somebody saved another draft of the record, or changed a target
    """
    decided = decided or Decided()
    milestone = programme.next_milestone
    if programme.line.state == "closed":
        raise programmes.ProgrammeClosedError
    if milestone is None or not may_be_held(programme):
        raise NotTimeForMeetingError
    _check_day(session, programme, held_on, today, decided)
    if not present and not any(one.was in {"there", "remote"} for one in attendance):
        raise NobodyThereError
    scales = scales_at(programme.template, at_the_end=milestone.is_final)
    if programme.line.state == "preparing":
        _check_family(session, programme, milestone, attendance, decided)
    else:
        _check_results(programme, scales, results, changes, kept, decided, held_on)

    programmes.mark_held(session, programme_id=programme.id, milestone_id=milestone.id, held_on=held_on)
    end_draft(session, programme_id=programme.id, milestone_id=milestone.id, version=draft_version)
    review = Review(
        programme_id=programme.id,
        milestone_id=milestone.id,
        label=milestone.label,
        held_on=held_on,
        present=_present(attendance, present),
        summary=summary,
        recorded_by=recorded_by,
        recorder_name=recorder_name,
    )
    session.add(review)
    session.flush()  # the results refer to it; and who holds it a second time is refused here
    session.add(_record(programme, review, attendance, words, decided))
    if programme.line.state == "active":
        session.add_all(_of_targets(programme, review, scales, results, changes, evidence or {}))
        session.add_all(_of_commitments(programme, review, scales, kept, comments or {}))
        if not milestone.is_final:
            change_targets(
                session,
                programme=programme,
                changes={id_: scales.changes[code].means for id_, code in changes.items()},
                new_words=new_words or {},
                at=milestone.label,
                today=held_on,
            )
    programmes.agree_dates(session, programme_id=programme.id, days=dates or {})
    record(
        session,
        action="review.held",
        thing="programme",
        thing_id=programme.id,
        pupil_id=programme.line.pupil_id,
        fields=("targets", "commitments", "summary", "words", "decisions", "attendance"),
    )
    return review


def _check_day(
    session: Session, programme: ProgrammeView, held_on: date, today: date, decided: Decided
) -> None:
    earliest = programme.last_held_on
    if held_on > today or (earliest is not None and held_on < earliest):
        raise NotOnThatDayError
    why = calendar.calendar_of_school(session).why_no_school(held_on)
    if why is not None and not decided.why_day:
        raise NoSchoolThatDayError(why)


def _check_family(
    session: Session,
    programme: ProgrammeView,
    milestone: MilestoneView,
    attendance: Sequence[Attendance],
    decided: Decided,
) -> None:
    """Parents must be involved, invited and heard before a plan is agreed; where they could not be, it is said why."""
    if decided.family_gap:
        return
    invited = invited_to(session, programme_id=programme.id, milestone_id=milestone.id)
    if not any(one.party == "family" and one.was_invited for one in invited):
        raise FamilyNotInvitedError
    if not any(one.party == "family" and one.was in HEARD for one in attendance):
        raise FamilyNotHeardError


def _check_results(
    programme: ProgrammeView,
    scales: Scales,
    results: Mapping[UUID, str],
    changes: Mapping[UUID, str],
    kept: Mapping[UUID, str],
    decided: Decided,
    held_on: date,
) -> None:
    rules = rules_of(programme.template)
    unanswered = [one for one in programme.targets if one.id not in results or one.id not in changes]
    if any(rules.asks_of_all_targets or one.id in {*results, *changes} for one in unanswered):
        raise ResultsMissingError
    asked = programme.commitments_asked_about(held_on) if rules.asks_of_all_commitments else ()
    if any(commitment.id not in kept for commitment in asked):
        raise ResultsMissingError
    struggles = next((code for code in results.values() if code in scales.asks_more), None)
    if struggles is not None and not decided.further_measures:
        raise FurtherMeasuresMissingError(scales.results[struggles].label)
    if decided.outlook == "unlikely" and not decided.alternatives:
        raise AlternativesMissingError


def _present(attendance: Collection[Attendance], others: str) -> str:
    there = [f"{one.name} ({one.role_label})" for one in attendance if one.was in {"there", "remote"}]
    return ", ".join([*there, *([others] if others else [])])


def _record(
    programme: ProgrammeView,
    review: Review,
    attendance: Sequence[Attendance],
    words: Sequence[Word],
    decided: Decided,
) -> MeetingRecord:
    return MeetingRecord(
        programme_id=programme.id,
        review_id=review.id,
        **(asdict(decided) | {"alternatives": list(decided.alternatives)}),
        attendance=[asdict(one) for one in attendance],
        words=[asdict(one) for one in words],
    )


def _of_targets(
    programme: ProgrammeView,
    review: Review,
    scales: Scales,
    results: Mapping[UUID, str],
    changes: Mapping[UUID, str],
    evidence: Mapping[UUID, str],
) -> list[ReviewedTarget]:
    return [
        ReviewedTarget(
            programme_id=programme.id,
            review_id=review.id,
            target_id=target.id,
            statement=target.statement,
            result=scales.results[results[target.id]].means,
            result_words=scales.results[results[target.id]].label,
            change=scales.changes[changes[target.id]].means,
            change_words=scales.changes[changes[target.id]].label,
            evidence=evidence.get(target.id, ""),
        )
        for target in programme.targets
        if target.id in results
    ]


def _of_commitments(
    programme: ProgrammeView,
    review: Review,
    scales: Scales,
    kept: Mapping[UUID, str],
    comments: Mapping[UUID, str],
) -> list[ReviewedCommitment]:
    return [
        ReviewedCommitment(
            programme_id=programme.id,
            review_id=review.id,
            commitment_id=commitment.id,
            what=f"{commitment.who}: {commitment.what}",
            result=scales.kept[kept[commitment.id]].means,
            result_words=scales.kept[kept[commitment.id]].label,
            comment=comments.get(commitment.id, ""),
        )
        for commitment in programme.commitments
        if commitment.id in kept
    ]
