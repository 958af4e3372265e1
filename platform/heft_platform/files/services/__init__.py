"""What may be done with files, and when not."""

from heft_platform.files.checks import FileRefusedError
from heft_platform.files.services.moving import (
    ToCopy,
    ToMove,
    copy_for_receiver,
    move,
    note_copied,
    note_moved,
    ready_to_copy,
    ready_to_move,
)
from heft_platform.files.services.opening import FileLostError, open_own, open_received
from heft_platform.files.services.taking_in import FileView, files_by_id, key_of, key_of_copy, take_in

__all__ = [
    "FileLostError",
    "FileRefusedError",
    "FileView",
    "ToCopy",
    "ToMove",
    "copy_for_receiver",
    "files_by_id",
    "key_of",
    "key_of_copy",
    "move",
    "note_copied",
    "note_moved",
    "open_own",
    "open_received",
    "ready_to_copy",
    "ready_to_move",
    "take_in",
]
