"""What may be done with files, and when not."""

from heft_platform.files.checks import FileRefusedError, ending_of
from heft_platform.files.services.forgetting import (
    empty_places,
    forget,
    forget_received,
    note_forgotten,
    places_to_empty,
    received_places_to_empty,
)
from heft_platform.files.services.lost import look_after_files
from heft_platform.files.services.moving import (
    copy_for_receiver,
    move,
    move_all,
    note_copied,
    note_moved,
    ready_to_copy,
    ready_to_move,
)
from heft_platform.files.services.opening import FileLostError, open_own, open_received
from heft_platform.files.services.taking_in import files_by_id, take_in

__all__ = [
    "FileLostError",
    "FileRefusedError",
    "copy_for_receiver",
    "empty_places",
    "ending_of",
    "files_by_id",
    "forget",
    "forget_received",
    "look_after_files",
    "move",
    "move_all",
    "note_copied",
    "note_forgotten",
    "note_moved",
    "open_own",
    "open_received",
    "places_to_empty",
    "ready_to_copy",
    "ready_to_move",
    "received_places_to_empty",
    "take_in",
]
