"""What somebody typed into the form that was sent, and what of it the page that answers has no place for.

A page leaves a form out when what it is about has ended, and a question when its answer matters no more. Whoever had it open
sends it all the same, and what they typed is shown, for nothing typed is ever lost.
"""

import html

from flask import g, request

from heft_platform.accounts import answers_are_hidden, typed_in
from heft_platform.accounts.typed import Typed
from heft_platform.forms import without_control_characters


def typed_now() -> Typed | None:
    """Return what was typed into the form that was sent, unless a password is in it."""
    kept = request.method == "POST" and not any("password" in name for name in request.form)
    had_a_file = any(one.filename for one in request.files.values()) if kept else False
    return typed_in(request.full_path, request.form, had_a_file=had_a_file) if kept else None


def words_without_a_place(page: str) -> list[str]:
    """Return the words that were sent and stand nowhere in the page, neither in a field nor to read.

    A form of another site proved nothing by its token, and puts no words into a page of ours.
    """
    if not g.get("csrf_valid") or answers_are_hidden():
        return []
    typed = typed_now()
    read = _in_one_line(html.unescape(page))
    return [one for one in typed.words() if _in_one_line(one) not in read] if typed else []


def _in_one_line(words: str) -> str:
    return " ".join(without_control_characters(words).split())
