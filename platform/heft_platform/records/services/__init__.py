"""Behaviour, attendance and suspensions of a pupil: put on record, corrected, read, added up, brought from a file."""

from heft_platform.csv_files import BrokenTableError, EmptyFileError, FileTooLargeError, NotATextFileError
from heft_platform.csv_tables import HeadersMissingError, TooManyRowsError
from heft_platform.records.plan import Plan, Planned
from heft_platform.records.refusals import (
    AlreadyTakenBackError,
    EndsBeforeItBeginsError,
    FiguresDoNotAddUpError,
    NotYetError,
    OverlapsError,
    RecordChangedMeanwhileError,
    RecordRefusedError,
)
from heft_platform.records.said import AttendanceSaid, By, IncidentSaid, Said, SuspensionSaid
from heft_platform.records.services.importing import (
    NothingToImportError,
    import_kept,
    look_through,
    preview,
)
from heft_platform.records.services.in_full import attendance_in_full, incidents_in_full, suspensions_in_full
from heft_platform.records.services.reading import (
    attendance_of,
    counts_between,
    incidents_of,
    incidents_recorded_by,
    read_log,
    read_record,
    suspensions_of,
)
from heft_platform.records.services.recording import add_record, correct_record, take_back
from heft_platform.records.summaries import (
    AttendanceFigures,
    AttendanceOfTime,
    SuspensionsOfTime,
    SuspensionSummary,
    attendance_by_time,
    figures_of,
    suspension_summary,
)
from heft_platform.records.views import (
    AnyRecord,
    AttendanceView,
    Counts,
    IncidentView,
    LogPage,
    SuspensionView,
    VersionView,
)

__all__ = [
    "AlreadyTakenBackError",
    "AnyRecord",
    "AttendanceFigures",
    "AttendanceOfTime",
    "AttendanceSaid",
    "AttendanceView",
    "BrokenTableError",
    "By",
    "Counts",
    "EmptyFileError",
    "EndsBeforeItBeginsError",
    "FiguresDoNotAddUpError",
    "FileTooLargeError",
    "HeadersMissingError",
    "IncidentSaid",
    "IncidentView",
    "LogPage",
    "NotATextFileError",
    "NotYetError",
    "NothingToImportError",
    "OverlapsError",
    "Plan",
    "Planned",
    "RecordChangedMeanwhileError",
    "RecordRefusedError",
    "Said",
    "SuspensionSaid",
    "SuspensionSummary",
    "SuspensionView",
    "SuspensionsOfTime",
    "TooManyRowsError",
    "VersionView",
    "add_record",
    "attendance_by_time",
    "attendance_in_full",
    "attendance_of",
    "correct_record",
    "counts_between",
    "figures_of",
    "import_kept",
    "incidents_in_full",
    "incidents_of",
    "incidents_recorded_by",
    "look_through",
    "preview",
    "read_log",
    "read_record",
    "suspension_summary",
    "suspensions_in_full",
    "suspensions_of",
    "take_back",
]
