"""Find pupils, and bring the school's list up to date from its own system."""

from heft_platform.csv_files import BrokenTableError, EmptyFileError, FileTooLargeError, NotATextFileError
from heft_platform.pupils.line_problems import LineProblem
from heft_platform.pupils.mis_columns import HeadersMissingError
from heft_platform.pupils.mis_csv import TooManyPupilsError
from heft_platform.pupils.services.finding import (
    Identity,
    PupilPage,
    PupilView,
    classes,
    find_pupils,
    pupil,
    pupils_by_id,
    read_overview,
    year_groups,
)
from heft_platform.pupils.services.importing import (
    LARGEST_FILE,
    ChangedPupil,
    FileHasProblemsError,
    Preview,
    import_kept,
    import_text,
    look_through,
    preview_again,
    preview_of_text,
)

__all__ = [
    "LARGEST_FILE",
    "BrokenTableError",
    "ChangedPupil",
    "EmptyFileError",
    "FileHasProblemsError",
    "FileTooLargeError",
    "HeadersMissingError",
    "Identity",
    "LineProblem",
    "NotATextFileError",
    "Preview",
    "PupilPage",
    "PupilView",
    "TooManyPupilsError",
    "classes",
    "find_pupils",
    "import_kept",
    "import_text",
    "look_through",
    "preview_again",
    "preview_of_text",
    "pupil",
    "pupils_by_id",
    "read_overview",
    "year_groups",
]
