"""Find pupils, and bring the school's list up to date from its own system."""

from heft_platform.csv_files import BrokenTableError, EmptyFileError, FileTooLargeError, NotATextFileError
from heft_platform.csv_tables import HeadersMissingError
from heft_platform.pupils.enrolment import MAIN, ON_TWO_ROLLS
from heft_platform.pupils.mis_csv import TooManyPupilsError
from heft_platform.pupils.services.finding import (
    PupilPage,
    find_pupils,
    groups,
    has_left,
    ids_in_class,
    pupils_here,
)
from heft_platform.pupils.services.importing import (
    LARGEST_FILE,
    FileHasProblemsError,
    import_kept,
    import_text,
    look_through,
    preview_again,
    preview_of_text,
)
from heft_platform.pupils.services.in_full import named_pupils, names_by_id, pupils_in_full
from heft_platform.pupils.services.names_of_others import NamesOfOthers, names_asked
from heft_platform.pupils.services.reading import (
    PupilView,
    enrolment_asked,
    hold_pupil,
    pupil,
    pupils_asked,
    pupils_by_id,
    read_overview,
    read_pupil,
    these_asked,
    year_groups_by_pupil,
)
from heft_platform.pupils.services.roll import (
    COLUMNS_OF_PUPIL,
    PUPIL_IS_NAMED,
    OnRoll,
    PupilNotFoundError,
    Roll,
    roll_of_school,
)
from heft_platform.pupils.year_groups import year_group_words

__all__ = [
    "COLUMNS_OF_PUPIL",
    "LARGEST_FILE",
    "MAIN",
    "ON_TWO_ROLLS",
    "PUPIL_IS_NAMED",
    "BrokenTableError",
    "EmptyFileError",
    "FileHasProblemsError",
    "FileTooLargeError",
    "HeadersMissingError",
    "NamesOfOthers",
    "NotATextFileError",
    "OnRoll",
    "PupilNotFoundError",
    "PupilPage",
    "PupilView",
    "Roll",
    "TooManyPupilsError",
    "enrolment_asked",
    "find_pupils",
    "groups",
    "has_left",
    "hold_pupil",
    "ids_in_class",
    "import_kept",
    "import_text",
    "look_through",
    "named_pupils",
    "names_asked",
    "names_by_id",
    "preview_again",
    "preview_of_text",
    "pupil",
    "pupils_asked",
    "pupils_by_id",
    "pupils_here",
    "pupils_in_full",
    "read_overview",
    "read_pupil",
    "roll_of_school",
    "these_asked",
    "year_group_words",
    "year_groups_by_pupil",
]
