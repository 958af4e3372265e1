"""What the log may say: when, where in our code, and codes. Never a name, an address of a page or a value.

Our own lines keep their words, which are written in the code and hold nothing else. Of everybody else's only the place
and the kind of error are kept, because their words may hold what somebody typed.
"""

import logging
import sys
from collections.abc import Iterator
from datetime import UTC, datetime

from heft_platform.error_codes import code_of

# What a line may add, each a word or a number of ours.
FIELDS = ("queue", "code", "tries", "org", "found", "mended")


class Words(logging.Formatter):
    """Makes a line from what may be said, and from nothing else."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        return " ".join([at, record.levelname.lower(), f"{record.name}:{record.lineno}", *_said(record)])


def start() -> None:
    """Write the log of this process to its standard error, as lines that anybody may read."""
    lines = logging.StreamHandler(sys.stderr)
    lines.setFormatter(Words())
    logging.basicConfig(level=logging.INFO, handlers=[lines], force=True)
    for chatty in ("rq", "botocore", "urllib3", "fontTools", "alembic"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


def _said(record: logging.LogRecord) -> Iterator[str]:
    if record.name.startswith("heft_") and isinstance(record.msg, str):
        yield f'"{record.msg}"'
    for field in FIELDS:
        if (value := getattr(record, field, None)) is not None:
            yield f"{field}={value}"
    if record.exc_info and record.exc_info[1]:
        yield f"error={code_of(record.exc_info[1])}"
        yield f"at={_place(record.exc_info[1])}"


def _place(error: BaseException) -> str:
    """Return the line of code that raised an error; of ours, if one of ours is on the way to it."""
    places = []
    step = error.__traceback__
    while step:
        places.append(f"{step.tb_frame.f_globals.get('__name__', '?')}:{step.tb_lineno}")
        step = step.tb_next
    ours = [place for place in places if place.startswith("heft_")]
    return (ours or places or ["?"])[-1]
