"""Change the body of a template sheet by sheet: what a page asks, and where the answers go."""

from heft_platform.library.editing.kinds import KINDS, Kind, kind_of
from heft_platform.library.editing.places import (
    NoSuchPlaceError,
    add,
    copied,
    items_at,
    move,
    take_out,
    thing_at,
)
from heft_platform.library.editing.questions import Question
from heft_platform.library.editing.sheets import WHOLE, Sheet, made, sheet_of, sheet_of_new, write

__all__ = [
    "KINDS",
    "WHOLE",
    "Kind",
    "NoSuchPlaceError",
    "Question",
    "Sheet",
    "add",
    "copied",
    "items_at",
    "kind_of",
    "made",
    "move",
    "sheet_of",
    "sheet_of_new",
    "take_out",
    "thing_at",
    "write",
]
