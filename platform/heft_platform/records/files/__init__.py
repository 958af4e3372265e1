"""Files of records as school systems export them, and what is made of each row."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from heft_platform.csv_tables import Layout, Table
from heft_platform.records.files import attendance_columns, incident_columns, suspension_columns
from heft_platform.records.files.attendance_rows import read_attendance
from heft_platform.records.files.incident_rows import read_incidents
from heft_platform.records.files.reading import KnownOfSchool, ReadFile, ReadLine
from heft_platform.records.files.suspension_rows import read_suspensions

__all__ = ["LAYOUTS", "READERS", "KnownOfSchool", "ReadFile", "ReadLine"]

LAYOUTS: Mapping[str, Layout] = MappingProxyType(
    {
        "incident": incident_columns.LAYOUT,
        "attendance": attendance_columns.LAYOUT,
        "suspension": suspension_columns.LAYOUT,
    }
)
READERS: Mapping[str, Callable[[Table, KnownOfSchool], ReadFile]] = MappingProxyType(
    {"incident": read_incidents, "attendance": read_attendance, "suspension": read_suspensions}
)
