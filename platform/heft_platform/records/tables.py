"""Which table and which view belong to what was said."""

from collections.abc import Mapping
from dataclasses import fields
from types import MappingProxyType
from typing import Any

from heft_platform.records.models import Attendance, Incident, Suspension
from heft_platform.records.said import AttendanceSaid, IncidentSaid, Said, SuspensionSaid, in_json
from heft_platform.records.views import AnyRecord, AttendanceView, IncidentView, SuspensionView

AnyRow = Incident | Attendance | Suspension
MODELS: Mapping[str, type[AnyRow]] = MappingProxyType(
    {"incident": Incident, "attendance": Attendance, "suspension": Suspension}
)
VIEWS: Mapping[str, type[AnyRecord]] = MappingProxyType(
    {"incident": IncidentView, "attendance": AttendanceView, "suspension": SuspensionView}
)
SAYINGS: Mapping[str, type[Said]] = MappingProxyType(
    {"incident": IncidentSaid, "attendance": AttendanceSaid, "suspension": SuspensionSaid}
)


def name_of(said: Said) -> str:
    """Return the name of the table for what was said."""
    return next(name for name, saying in SAYINGS.items() if isinstance(said, saying))


def name_of_row(row: AnyRow) -> str:
    return row.__tablename__


def view_of(row: AnyRow) -> AnyRecord:
    """Return what pages show of a row."""
    view = VIEWS[row.__tablename__]
    told: dict[str, Any] = {field.name: getattr(row, field.name) for field in fields(view)}
    return view(**told)


def said_by(row: AnyRow) -> dict[str, Any]:
    """Return what a row says, by column, as a version keeps it."""
    return in_json({field.name: getattr(row, field.name) for field in fields(SAYINGS[row.__tablename__])})
