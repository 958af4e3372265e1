"""Find pupils, and bring the school's list up to date from its own system."""

from heft_platform.csv_files import BrokenTableError, EmptyFileError, FileTooLargeError, NotATextFileError
from heft_platform.csv_tables import HeadersMissingError, LineProblem
from heft_platform.pupils.mis_csv import TooManyPupilsError
from heft_platform.pupils.services.finding import (
    Identity,
    PupilPage,
    PupilView,
    classes,
    find_pupils,
    number_who_left,
    pupil,
    pupils_by_id,
    read_overview,
    read_pupil,
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
from heft_platform.pupils.services.roll import (
    COLUMNS_OF_PUPIL,
    PUPIL_IS_NAMED,
    OnRoll,
    PupilNotFoundError,
    Roll,
    roll_of_school,
)

__all__ = [
    "COLUMNS_OF_PUPIL",
    "LARGEST_FILE",
    "PUPIL_IS_NAMED",
    "BrokenTableError",
    "ChangedPupil",
    "EmptyFileError",
    "FileHasProblemsError",
    "FileTooLargeError",
    "HeadersMissingError",
    "Identity",
    "LineProblem",
    "NotATextFileError",
    "OnRoll",
    "Preview",
    "PupilNotFoundError",
    "PupilPage",
    "PupilView",
    "Roll",
    "TooManyPupilsError",
    "classes",
    "find_pupils",
    "import_kept",
    "import_text",
    "look_through",
    "number_who_left",
    "preview_again",
    "preview_of_text",
    "pupil",
    "pupils_by_id",
    "read_overview",
    "read_pupil",
    "roll_of_school",
    "year_groups",
]
