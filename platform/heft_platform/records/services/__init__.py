"""Behaviour, attendance and suspensions of a pupil: put on record, corrected, read, added up, brought from a file."""

from heft_platform.csv_files import BrokenTableError, EmptyFileError, FileTooLargeError, NotATextFileError
from heft_platform.csv_tables import HeadersMissingError, TooManyRowsError
from heft_platform.records.refusals import (
    AlreadyTakenBackError,
    FiguresDoNotAddUpError,
    NotYetError,
    OverlapsError,
    RecordChangedMeanwhileError,
    RecordRefusedError,
)
from heft_platform.records.said import AttendanceSaid, By, IncidentSaid, Said, SuspensionSaid
from heft_platform.records.services.carrying_out import (
    carry_out,
    file_to_import,
    look_after_imports,
)
from heft_platform.records.services.importing import (
    ImportGoneError,
    confirm_import,
    imports_of,
    look_through,
    preview,
    read_import,
)
from heft_platform.records.services.in_full import attendance_in_full, incidents_in_full, suspensions_in_full
from heft_platform.records.services.reading import (
    attendance_asked,
    attendance_of,
    counts_of,
    incidents_asked,
    incidents_recorded_by,
    read_log,
    read_record,
    suspensions_asked,
    suspensions_of,
)
from heft_platform.records.services.recording import add_record, correct_record, take_back
from heft_platform.records.statutory_terms import term_of, year_of
from heft_platform.records.summaries import (
    attendance_by_time,
    figures_of,
    suspension_summary,
)
from heft_platform.records.views import (
    AnyRecord,
    AttendanceView,
    Counts,
    IncidentView,
    SuspensionView,
    VersionView,
)

__all__ = [
    "AlreadyTakenBackError",
    "AnyRecord",
    "AttendanceSaid",
    "AttendanceView",
    "BrokenTableError",
    "By",
    "Counts",
    "EmptyFileError",
    "FiguresDoNotAddUpError",
    "FileTooLargeError",
    "HeadersMissingError",
    "ImportGoneError",
    "IncidentSaid",
    "IncidentView",
    "NotATextFileError",
    "NotYetError",
    "OverlapsError",
    "RecordChangedMeanwhileError",
    "RecordRefusedError",
    "Said",
    "SuspensionSaid",
    "SuspensionView",
    "TooManyRowsError",
    "VersionView",
    "add_record",
    "attendance_asked",
    "attendance_by_time",
    "attendance_in_full",
    "attendance_of",
    "carry_out",
    "confirm_import",
    "correct_record",
    "counts_of",
    "figures_of",
    "file_to_import",
    "imports_of",
    "incidents_asked",
    "incidents_in_full",
    "incidents_recorded_by",
    "look_after_imports",
    "look_through",
    "preview",
    "read_import",
    "read_log",
    "read_record",
    "suspension_summary",
    "suspensions_asked",
    "suspensions_in_full",
    "suspensions_of",
    "take_back",
    "term_of",
    "year_of",
]
