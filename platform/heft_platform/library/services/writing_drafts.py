"""Write a draft part by part: two people at different parts do not notice each other, two at the same are told."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from heft_platform.library import editing
from heft_platform.library.editing import Sheet
from heft_platform.library.services.drafting import locked, written
from heft_tenants.refusals import ChangedMeanwhileError


class ThingChangedMeanwhileError(ChangedMeanwhileError):
    """Somebody else changed the part that was being written; `sheet` says how it is now."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        super().__init__(sheet.place)


def save_sheet(
    session: Session, *, draft_id: UUID, place: str, seen: str, answers: Mapping[str, Any], by: str
) -> None:
    """Write what was answered about one part of a draft.

    :raises NoSuchPlaceError: if the part is gone
    :raises ThingChangedMeanwhileError: if somebody else has changed it since it was read
    """

    def deed(body: dict[str, Any]) -> None:
        now = editing.sheet_of(body, place)
        if now.seen != seen:
            raise ThingChangedMeanwhileError(now)
        editing.write(body, place, answers)

    _change(session, draft_id, deed, by=by, fields=[place])


def add_thing(session: Session, *, draft_id: UUID, place: str, answers: Mapping[str, Any], by: str) -> str:
    """Add something to a list of a draft, and return its id.

    :raises NoSuchPlaceError: if the list is gone
    """
    made: list[dict[str, Any]] = []

    def deed(body: dict[str, Any]) -> None:
        made.append(editing.made(body, place, answers))
        editing.add(body, place, made[0])

    _change(session, draft_id, deed, by=by, fields=[place])
    return str(made[0]["id"])


def move_thing(session: Session, *, draft_id: UUID, place: str, by_one: int, by: str) -> None:
    """Move something up (-1) or down (+1) in its list.

    :raises NoSuchPlaceError: if it is gone
    """
    _change(session, draft_id, lambda body: editing.move(body, place, by=by_one), by=by, fields=[place])


def take_thing_out(session: Session, *, draft_id: UUID, place: str, by: str) -> None:
    """Take something out of its list.

    :raises NoSuchPlaceError: if it is gone already
    """
    _change(session, draft_id, lambda body: editing.take_out(body, place), by=by, fields=[place])


def _change(
    session: Session,
    draft_id: UUID,
    deed: Callable[[dict[str, Any]], object],
    *,
    by: str,
    fields: list[str],
) -> None:
    found = locked(session, draft_id)
    body = editing.copied(found.body)
    deed(body)
    if body != found.body:
        found.body = body
        written(session, found, by, fields)
