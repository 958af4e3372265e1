"""Read the picture of a pupil. What somebody may not be told is not asked of the database."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from heft_platform.audit.services import record
from heft_platform.picture.areas import AREAS, Area, area_of, of_classes
from heft_platform.picture.models import (
    BriefingArea,
    PastoralArea,
    SafeguardingArea,
    SensitiveArea,
)
from heft_platform.picture.views import AreaView, PictureView
from heft_tenants.ids import among
from heft_tenants.together import Question
from heft_tenants.visibility import Visibility

TABLE_OF_CLASS: dict[str, type[BriefingArea | PastoralArea | SensitiveArea | SafeguardingArea]] = {
    Visibility.BRIEFING_SAFE: BriefingArea,
    Visibility.PASTORAL: PastoralArea,
    Visibility.SENSITIVE: SensitiveArea,
    Visibility.SAFEGUARDING: SafeguardingArea,
}
AnyArea = BriefingArea | PastoralArea | SensitiveArea | SafeguardingArea


def picture_of(
    session: Session,
    *,
    pupil_id: UUID,
    sees: frozenset[Visibility],
    areas: Collection[Area] = AREAS,
    today: date,
) -> PictureView:
    """Return those areas of a pupil's picture that somebody may be told of who sees these classes.

    Write down that somebody looked, and how deep.
    """
    record(
        session,
        action="picture.viewed",
        thing="pupil",
        thing_id=pupil_id,
        pupil_id=pupil_id,
        fields=[visibility.name.lower() for visibility in sees],
    )
    return pictures_of(session, pupil_ids=[pupil_id], sees=sees, areas=areas, today=today)[pupil_id]


def pictures_of(
    session: Session,
    *,
    pupil_ids: Collection[UUID],
    sees: frozenset[Visibility],
    areas: Collection[Area] = AREAS,
    today: date,
) -> dict[UUID, PictureView]:
    """Return the pictures of several pupils: one statement for each class."""
    pictures = pictures_asked(pupil_ids=pupil_ids, sees=sees, areas=areas, today=today).ask(session)
    levels = _levels(session, pupil_ids, areas) if Visibility.SENSITIVE in sees else {}
    return {id_: replace(one, level=levels.get(id_, "")) for id_, one in pictures.items()}


def pictures_asked(
    *, pupil_ids: Collection[UUID], sees: frozenset[Visibility], areas: Collection[Area], today: date
) -> Question[dict[UUID, PictureView]]:
    """Ask for the pictures of several pupils without the level of social care, for pages that ask for more at once."""
    shown = of_classes(areas, sees)
    classes = sorted({area.visibility for area in shown})

    def read(*tables: Sequence[AnyArea]) -> dict[UUID, PictureView]:
        found = {(row.pupil_id, row.area): row for rows in tables for row in rows}
        return {
            pupil_id: PictureView(
                areas=tuple(view_of(area, found.get((pupil_id, area.code)), today) for area in shown),
                sees=sees,
                level="",
            )
            for pupil_id in pupil_ids
        }

    return Question(
        read,
        *(
            _newest(TABLE_OF_CLASS[one], pupil_ids, [area.code for area in shown if area.visibility == one])
            for one in classes
        ),
    )


def area_versions(session: Session, *, pupil_id: UUID, area: Area, today: date) -> list[AreaView]:
    """Return every version of an area, the newest first. Only for somebody who may be told of it."""
    table = TABLE_OF_CLASS[area.visibility]
    found = select(table).where(table.pupil_id == pupil_id, table.area == area.code)
    rows = session.scalars(found.order_by(table.version.desc()))
    return [view_of(area, row, today) for row in cast("Iterable[AnyArea]", rows)]


def written_for_staff(session: Session, *, today: date) -> dict[UUID, PictureView]:
    """Return what was written for all staff, of every pupil of whom something was, and write down that somebody looked."""
    record(session, action="help.viewed", thing="picture")
    newest = select(BriefingArea).ext(distinct_on(BriefingArea.pupil_id, BriefingArea.area))
    rows = session.scalars(
        newest.order_by(BriefingArea.pupil_id, BriefingArea.area, BriefingArea.version.desc())
    )
    by_pupil: dict[UUID, list[AreaView]] = {}
    for row in rows:
        if area := area_of(row.area):
            by_pupil.setdefault(row.pupil_id, []).append(view_of(area, row, today))
    sees = frozenset({Visibility.BRIEFING_SAFE})
    return {
        pupil_id: PictureView(areas=tuple(areas), sees=sees, level="")
        for pupil_id, areas in by_pupil.items()
        if any(area.is_known for area in areas)
    }


def needs_by_pupil(session: Session, *, pupil_ids: Collection[UUID]) -> dict[UUID, str]:
    """Return the code of the main type of need of each of these pupils who has one recorded, for counting."""
    newest = (
        select(SensitiveArea.pupil_id, SensitiveArea.answers["need_primary"].astext.label("need"))
        .where(SensitiveArea.area == "sen", among(SensitiveArea.pupil_id, pupil_ids))
        .ext(distinct_on(SensitiveArea.pupil_id))
        .order_by(SensitiveArea.pupil_id, SensitiveArea.version.desc())
    )
    return {row.pupil_id: row.need for row in session.execute(newest) if row.need}


def view_of(area: Area, row: AnyArea | None, today: date) -> AreaView:
    """Return an area as it was answered, or as not asked yet."""
    return AreaView(
        area=area,
        answers=row.answers if row else {},
        source=row.source if row else "",
        checked_by=row.writer_name if row else "",
        checked_at=row.written_at if row else None,
        version=row.version if row else 0,
        today=today,
    )


def _levels(session: Session, pupil_ids: Collection[UUID], areas: Iterable[Area]) -> dict[UUID, str]:
    """Return in words the one answer of a guarded area that those may be told who see what is sensitive."""
    area = next((one for one in areas if one.level), None)
    if area is None:
        return {}
    table = TABLE_OF_CLASS[area.visibility]
    newest = (
        select(table.pupil_id, table.answers[area.level].astext)
        .where(among(table.pupil_id, pupil_ids), table.area == area.code)
        .ext(distinct_on(table.pupil_id))
        .order_by(table.pupil_id, table.version.desc())
    )
    said = {pupil_id: area.question(area.level).said(level) for pupil_id, level in session.execute(newest)}
    unasked = area.question(area.level).said(None)
    return {pupil_id: said.get(pupil_id, unasked) for pupil_id in pupil_ids}


def _newest(table: type[AnyArea], pupil_ids: Collection[UUID], codes: Collection[str]) -> Select[Any]:
    return (
        select(table)
        .where(among(table.pupil_id, pupil_ids), table.area.in_(codes))
        .ext(distinct_on(table.pupil_id, table.area))
        .order_by(table.pupil_id, table.area, table.version.desc())
    )
