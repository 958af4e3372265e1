"""The picture of a pupil: read as far as somebody may be told, and written."""

from heft_platform.picture.areas import (
    AREAS,
    CHECKLIST,
    CONTEXT,
    PROFILE,
    SENCO_COMMENTS,
    Area,
    area_of,
)
from heft_platform.picture.entries import KINDS, EntryKind, EntryView
from heft_platform.picture.questions import Question, as_typed
from heft_platform.picture.services.entering import (
    add_entry,
    change_entry,
    entries_asked,
    entries_of,
    entry_versions,
    take_entry_out,
)
from heft_platform.picture.services.reading import (
    area_versions,
    needs_by_pupil,
    picture_of,
    pictures_asked,
    pictures_of,
    written_for_staff,
)
from heft_platform.picture.services.waiting import pictures_to_ask_again, too_long_ago
from heft_platform.picture.services.writing import (
    TELLS_OF_GUARDED,
    NeedMissingError,
    NeedWithoutProvisionError,
    OnlyWithSupportError,
    SameNeedTwiceError,
    save_area,
)
from heft_platform.picture.views import RESTRICTED, AreaView, PictureView
from heft_platform.refusals import EndsBeforeItBeginsError, InTheFutureError
from heft_tenants.refusals import ChangedMeanwhileError

__all__ = [
    "AREAS",
    "CHECKLIST",
    "CONTEXT",
    "KINDS",
    "PROFILE",
    "RESTRICTED",
    "SENCO_COMMENTS",
    "TELLS_OF_GUARDED",
    "Area",
    "AreaView",
    "ChangedMeanwhileError",
    "EndsBeforeItBeginsError",
    "EntryKind",
    "EntryView",
    "InTheFutureError",
    "NeedMissingError",
    "NeedWithoutProvisionError",
    "OnlyWithSupportError",
    "PictureView",
    "Question",
    "SameNeedTwiceError",
    "add_entry",
    "area_of",
    "area_versions",
    "as_typed",
    "change_entry",
    "entries_asked",
    "entries_of",
    "entry_versions",
    "needs_by_pupil",
    "picture_of",
    "pictures_asked",
    "pictures_of",
    "pictures_to_ask_again",
    "save_area",
    "take_entry_out",
    "too_long_ago",
    "written_for_staff",
]
