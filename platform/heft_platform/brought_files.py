"""Answer with a file that somebody brought, or say that it cannot be had."""

from collections.abc import Callable
from typing import BinaryIO

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from heft_platform.documents import services as documents
from heft_platform.files.services import FileLostError, ending_of
from heft_platform.storage import StoreError


def answer_with_brought_file(
    open_file: Callable[[], tuple[BinaryIO, str, int] | None],
    *,
    name: str,
    back_to: tuple[str, str],
    if_lost: str,
) -> ResponseReturnValue:
    """Answer with a file under a name without a pupil’s: the name that it was brought under may hold one.

    `open_file` gives the file, its kind and its length, or nothing if there is none for whoever asks. `if_lost` is what
    they can do about a file that is lost.
    """
    try:
        found = open_file()
    except (FileLostError, StoreError) as error:
        is_lost = isinstance(error, FileLostError)
        page = render_template(
            "file-gone.html", back_to=back_to, is_lost=is_lost, if_lost=if_lost, again=request.path
        )
        return page, 410 if is_lost else 503
    if found is None:
        abort(404)
    file, media_type, octets = found
    return documents.download(
        file, name=f"{name}.{ending_of(media_type)}", media_type=media_type, octets=octets
    )
