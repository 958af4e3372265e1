"""Move a running programme to a newer version of its template: seen first, done on purpose, and remembered."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform import clock
from heft_platform.calendar import services as calendar
from heft_platform.library import services as library
from heft_platform.library.services import REPEATED, Difference, ProgrammeTemplate, TemplateView
from heft_platform.programmes.dates import PlannedMilestone, plan_milestones
from heft_platform.programmes.models import Milestone, Programme, VersionMove
from heft_platform.programmes.services.course import change_of, is_to_come, milestones_of
from heft_platform.programmes.services.finding import open_programme
from heft_platform.programmes.services.lasting import put_in_order
from heft_platform.programmes.services.number_of_reviews import EARLY
from heft_platform.programmes.services.prepared import is_prepared
from heft_tenants.context import current
from heft_tenants.refusals import ChangedMeanwhileError, Refused


class NotANewerVersionError(Refused):
    """The programme cannot move there: it is no newer version of its template, or a retired one."""


@dataclass(frozen=True, kw_only=True)
class MovedDate:
    """What becomes of a milestone. `before` is None for a new milestone, `after` for one that is gone."""

    label: str
    before: date | None
    after: date | None


@dataclass(frozen=True, kw_only=True)
class MovePreview:
    """What would be different if a programme moved to another version."""

    template: TemplateView
    changes: tuple[Difference, ...]
    dates: tuple[MovedDate, ...]


@dataclass(frozen=True, kw_only=True)
class VersionMoveView:
    """A move that was made: who, when, from, to and why."""

    moved_at: datetime
    moved_by: str
    from_version: int
    to_version: int
    why: str


def newer_versions(session: Session, *, template: ProgrammeTemplate) -> list[TemplateView]:
    """Return the versions to which a programme with this template could move, the newest first."""
    return [
        one
        for one in library.versions_of(session, key=template.key)
        if one.version > template.version and one.retired_at is None
    ]


def preview_move(session: Session, *, programme_id: UUID, template_id: UUID) -> MovePreview:
    """Work out what a move would change, and change nothing.

    :raises ProgrammeClosedError: if the programme is closed
    :raises NotANewerVersionError: if it cannot move there
    :raises CalendarHorizonError: naming the term whose dates are missing
    """
    programme = open_programme(session, programme_id)
    view, to = _target(session, programme, template_id)
    planned = _planned_anew(session, programme, to)
    standing = milestones_of(session, programme_id)
    return MovePreview(
        template=view,
        changes=tuple(library.changes_between(programme.template.body, to.body)),
        dates=tuple(_moved(standing, planned)),
    )


def move_to_version(
    session: Session, *, programme_id: UUID, template_id: UUID, version: int, why: str, by: str
) -> None:
    """Let a programme follow a newer version from now on. Meetings that were held stay as they were held.

    :raises ProgrammeClosedError: if the programme is closed
    :raises ChangedMeanwhileError: if the programme was changed since it was read in this version
    :raises NotANewerVersionError: if it cannot move there
    :raises CalendarHorizonError: naming the term whose dates are missing
    """
    programme = open_programme(session, programme_id)
    if programme.version != version:
        raise ChangedMeanwhileError
    before = programme.template
    _, to = _target(session, programme, template_id)
    planned = _planned_anew(session, programme, to)
    with change_of(session, programme, kind="moved_to_version", why=why):
        _lay(session, programme_id, to, planned)
    session.add(
        VersionMove(
            programme_id=programme_id,
            from_template_id=programme.template_id,
            to_template_id=template_id,
            from_version=before.version,
            to_version=to.version,
            before=before.body,
            why=why,
            moved_by=current().person,
            moved_by_name=by,
        )
    )
    programme.template_id, programme.template = template_id, to


def version_moves(session: Session, *, programme_id: UUID) -> list[VersionMoveView]:
    """Return the moves of a programme, the newest first."""
    found = select(VersionMove).where(VersionMove.programme_id == programme_id)
    return [
        VersionMoveView(
            moved_at=one.moved_at,
            moved_by=one.moved_by_name,
            from_version=one.from_version,
            to_version=one.to_version,
            why=one.why,
        )
        for one in session.scalars(found.order_by(VersionMove.moved_at.desc()))
    ]


def _target(
    session: Session, programme: Programme, template_id: UUID
) -> tuple[TemplateView, ProgrammeTemplate]:
    template = programme.template
    view = next((one for one in newer_versions(session, template=template) if one.id == template_id), None)
    to = library.template_for_school(session, template_id=template_id) if view else None
    if view is None or to is None:
        raise NotANewerVersionError
    return view, to


def _planned_anew(session: Session, programme: Programme, to: ProgrammeTemplate) -> list[PlannedMilestone]:
    """Return the milestones of the new version; those that it puts in no other week keep the day that was agreed."""
    school_days = calendar.calendar_of_school(session)
    standing = {one.code: one for one in milestones_of(session, programme.id)}
    started_on = programme.started_on
    was = {
        milestone.code: milestone.due_on
        for milestone in plan_milestones(
            programme.template, first_meeting_on=started_on, calendar=school_days
        )
    }
    planned = plan_milestones(to, first_meeting_on=started_on, calendar=school_days)
    return [
        _on(milestone, standing[milestone.code].due_on)
        if milestone.code in standing and was.get(milestone.code) == milestone.due_on
        else milestone
        for milestone in planned
    ]


def _on(milestone: PlannedMilestone, due_on: date) -> PlannedMilestone:
    return replace(milestone, due_on=due_on)


def _moved(standing: list[Milestone], planned: list[PlannedMilestone]) -> list[MovedDate]:
    by_code = {one.code: one for one in standing}
    found = []
    for milestone in planned:
        old = by_code.pop(milestone.code, None)
        if old is None:
            found.append(MovedDate(label=milestone.label, before=None, after=milestone.due_on))
        elif is_to_come(old) and old.due_on != milestone.due_on:
            found.append(MovedDate(label=milestone.label, before=old.due_on, after=milestone.due_on))
    gone = [one for one in by_code.values() if is_to_come(one) and not _is_added(one)]
    return found + [MovedDate(label=one.label, before=one.due_on, after=None) for one in gone]


def _lay(
    session: Session, programme_id: UUID, to: ProgrammeTemplate, planned: list[PlannedMilestone]
) -> None:
    """Lay the milestones of the new version over those that stand.

    What was held or left out is a fact, and stays; so does what this programme has besides its template: a review that
    was called early, another last meeting. What is there no more is left out where something is prepared for it: who was
    invited stays on record.
    """
    standing = {one.code: one for one in milestones_of(session, programme_id)}
    milestones = []
    for place, milestone in enumerate(planned, start=len(standing)):
        one = standing.pop(milestone.code, None)
        if one is None:
            one = Milestone(
                programme_id=programme_id, code=milestone.code, place=place, due_on=milestone.due_on
            )
            session.add(one)
            one.window_from = milestone.window[0] if milestone.window else None
            one.moved_because = milestone.moved_because or ""
        elif is_to_come(one) and one.due_on != milestone.due_on:
            one.due_on = milestone.due_on
            one.window_from = milestone.window[0] if milestone.window else None
            one.moved_because = milestone.moved_because or ""
        one.label, one.tolerance = milestone.label, milestone.tolerance
        one.is_meeting, one.is_optional = milestone.is_meeting, to.milestone(milestone.code).may_be_skipped
        one.is_final = milestone.is_final
        milestones.append(one)
    for one in standing.values():
        is_gone = is_to_come(one) and not _is_added(one)
        if is_gone and not is_prepared(session, one):
            session.delete(one)
            continue
        if is_gone:
            one.skipped_on, one.is_final = clock.today(), False
            one.skip_reason = f"Version {to.version} of the template does not have it"
        milestones.append(one)
    put_in_order(milestones)
    _keep_one_final(milestones)


def _is_added(milestone: Milestone) -> bool:
    """Say whether a milestone is one that this programme has besides its template."""
    return (milestone.is_final and REPEATED in milestone.code) or EARLY in milestone.code


def _keep_one_final(milestones: list[Milestone]) -> None:
    """Where it was decided at the last meeting to go on, the one that was added is the last."""
    for one in [milestone for milestone in milestones if milestone.is_final][:-1]:
        one.is_final = False
