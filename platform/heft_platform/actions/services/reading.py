"""Read what is to be done: by somebody, about somebody, in the whole school."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from heft_platform.actions.models import Action, ActionStep
from heft_platform.actions.views import ActionStepView, ActionView
from heft_platform.audit.services import record
from heft_platform.named import PROGRAMME
from heft_platform.pupils import services as pupils
from heft_platform.pupils.services import PupilView
from heft_tenants.sessions import HERE
from heft_tenants.together import Question, Statement, built_once

MOST_SHOWN = 200


def open_actions(
    session: Session,
    *,
    today: date,
    owner_id: UUID | None = None,
    pupil_id: UUID | None = None,
    programme_id: UUID | None = None,
    due_until: date | None = None,
    overdue: bool = False,
) -> list[ActionView]:
    """Return what is to be done, the earliest day first: of everybody, or narrowed to an owner, a pupil, a programme."""
    found = select(Action).where(Action.state == "open")
    if owner_id is not None:
        found = found.where(Action.owner_id == owner_id)
    if pupil_id is not None:
        found = found.where(Action.pupil_id == pupil_id)
    if programme_id is not None:
        found = found.where(Action.programme_id == programme_id)
    if due_until is not None:
        found = found.where(Action.due_on <= due_until)
    if overdue:
        found = found.where(Action.due_on < today)
    return _views(session, found.order_by(Action.due_on, Action.id).limit(MOST_SHOWN), today)


def ended_actions(session: Session, *, today: date, owner_id: UUID | None = None) -> list[ActionView]:
    """Return what was done or dropped, the newest first."""
    found = select(Action).where(Action.state != "open")
    if owner_id is not None:
        found = found.where(Action.owner_id == owner_id)
    newest = found.order_by(Action.ended_on.desc(), Action.id.desc()).limit(MOST_SHOWN)
    return _views(session, newest, today)


def actions_of_programme(session: Session, *, programme_id: UUID, today: date) -> list[ActionView]:
    """Return every action of a programme with what became of it, in the order in which they are due."""
    return actions_asked(programme_id=programme_id, today=today).ask(session)


def actions_asked(*, programme_id: UUID, today: date) -> Question[list[ActionView]]:
    """Ask for every action of a programme, for pages that ask for more at once."""

    def read(rows: Sequence[Action], steps: Sequence[ActionStep]) -> list[ActionView]:
        by_action = _by_action(steps)
        return [_view(one, None, today, by_action.get(one.id, ())) for one in rows]

    return Question(read, _actions(), _steps_of_actions(), programme=programme_id)


@built_once
def _actions() -> Statement:
    return select(Action).where(Action.programme_id == PROGRAMME).order_by(Action.due_on, Action.id)


@built_once
def _steps_of_actions() -> Statement:
    its_actions = select(Action.id).where(Action.org_id == HERE, Action.programme_id == PROGRAMME)
    return select(ActionStep).where(ActionStep.action_id.in_(its_actions)).order_by(ActionStep.id)


def read_action(session: Session, *, action_id: UUID, today: date) -> ActionView | None:
    """Return an action with what became of it, and write down that somebody looked; None if there is none here."""
    found = session.scalar(select(Action).where(Action.id == action_id))
    if found is None:
        return None
    record(session, action="action.viewed", thing="action", thing_id=found.id, pupil_id=found.pupil_id)
    pupil = pupils.pupil(session, pupil_id=found.pupil_id)
    return _view(found, pupil, today, _steps(session, [found.id]).get(found.id, ()))


def _views(session: Session, found: Select[Action], today: date) -> list[ActionView]:
    rows = session.scalars(found).all()
    known = pupils.pupils_by_id(session, pupil_ids={one.pupil_id for one in rows})
    return [_view(one, known.get(one.pupil_id), today, ()) for one in rows]


def _steps(session: Session, action_ids: list[UUID]) -> dict[UUID, list[ActionStepView]]:
    found = select(ActionStep).where(ActionStep.action_id.in_(action_ids)).order_by(ActionStep.id)
    return _by_action(session.scalars(found) if action_ids else ())


def _by_action(steps: Iterable[ActionStep]) -> dict[UUID, list[ActionStepView]]:
    by_action: dict[UUID, list[ActionStepView]] = {}
    for step in steps:
        view = ActionStepView(
            kind=step.kind,
            words=step.words,
            due_before=step.due_before,
            due_after=step.due_after,
            by=step.by_name,
            at=step.at,
        )
        by_action.setdefault(step.action_id, []).append(view)
    return by_action


def _view(found: Action, pupil: PupilView | None, today: date, steps: Iterable[ActionStepView]) -> ActionView:
    return ActionView(
        id=found.id,
        pupil_id=found.pupil_id,
        pupil_name=pupil.name if pupil else "",
        pupil_initials=pupil.initials if pupil else "",
        pupil_group=pupil.group if pupil else "",
        programme_id=found.programme_id,
        reference=found.reference,
        what=found.what,
        why=found.why,
        owner_id=found.owner_id,
        owner=found.owner_name,
        due_on=found.due_on,
        source=found.source,
        state=found.state,
        carried=found.carried,
        ended_on=found.ended_on,
        added_on=found.added_on,
        added_by=found.adder_name,
        is_overdue=found.state == "open" and found.due_on < today,
        version=found.version,
        steps=tuple(steps),
    )
