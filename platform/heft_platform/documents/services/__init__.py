"""What may be done with documents, and when not."""

from heft_platform.documents.audiences import AUDIENCE_WORDS, AUDIENCES
from heft_platform.documents.downloads import download
from heft_platform.documents.kinds import KINDS, Kind
from heft_platform.documents.pack import Block, Pack, PackChart, PackTable
from heft_platform.documents.packing import (
    NotForThemError,
    build_pack,
    preview_pack,
)
from heft_platform.documents.prints import BlankForm, forms_of, kind_of, prints_of
from heft_platform.documents.services.exports import (
    ExportView,
    FileGoneError,
    ask_for_export,
    exports_of,
    open_file,
    read_export,
)
from heft_platform.documents.services.forms import FORM_WORDS
from heft_platform.documents.services.lost import look_after_exports
from heft_platform.documents.services.making import (
    forget_file,
    gather,
    key_to_forget,
    letters_pdf,
    make,
    mark_ready,
    note_made,
    put,
)

__all__ = [
    "AUDIENCES",
    "AUDIENCE_WORDS",
    "FORM_WORDS",
    "KINDS",
    "BlankForm",
    "Block",
    "ExportView",
    "FileGoneError",
    "Kind",
    "NotForThemError",
    "Pack",
    "PackChart",
    "PackTable",
    "ask_for_export",
    "build_pack",
    "download",
    "exports_of",
    "forget_file",
    "forms_of",
    "gather",
    "key_to_forget",
    "kind_of",
    "letters_pdf",
    "look_after_exports",
    "make",
    "mark_ready",
    "note_made",
    "open_file",
    "preview_pack",
    "prints_of",
    "put",
    "read_export",
]
