"""What arrives from a browser: words without the characters that no key writes and the database refuses."""

from collections.abc import Iterable
from io import BytesIO
from typing import IO, Any

from flask import Flask, Request
from werkzeug.datastructures import ImmutableMultiDict, MultiDict
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import FormDataParser
from werkzeug.routing import Map, UnicodeConverter

from heft_platform.forms import NEVER_TYPED

WITHOUT_FILES = "application/x-www-form-urlencoded"
LONGEST_FORM = 4 * 1024 * 1024  # octets: the largest template, and all its signs as three
MOST_ANSWERS = 5000


class Answers(ImmutableMultiDict[str, Any]):
    """Answers of a form or an address, as they were typed, but for control characters; lines and tabs stay."""

    def __init__(self, given: Iterable[tuple[str, Any]] | MultiDict[str, Any] | None = None) -> None:
        pairs = given.items(multi=True) if isinstance(given, MultiDict) else given or ()
        super().__init__([(_typed(name), _typed(value)) for name, value in pairs])


class FormOfBrowser(FormDataParser):
    """A form that is looked at before it is taken apart, as its answers take a hundred times the room that they were sent in."""

    def parse(
        self,
        stream: IO[bytes],
        mimetype: str,
        content_length: int | None,
        options: dict[str, str] | None = None,
    ) -> Any:
        """Take a form apart.

        :raises RequestEntityTooLarge: if it is longer, or has more answers, than any that we send
        """
        if mimetype == WITHOUT_FILES:
            sent = stream.read()
            if len(sent) > LONGEST_FORM or sent.count(b"&") >= MOST_ANSWERS:
                raise RequestEntityTooLarge
            stream = BytesIO(sent)
        return super().parse(stream, mimetype, content_length, options)


class RequestOfBrowser(Request):
    """A request whose form and address hold nothing that cannot be kept or shown again."""

    form_data_parser_class = FormOfBrowser
    parameter_storage_class = Answers


class PartOfAddress(UnicodeConverter):
    """A part of an address. One with a control character in it leads nowhere, as nothing has such a name."""

    def __init__(self, map_: Map) -> None:
        super().__init__(map_)
        self.regex = r"[^/\x00-\x1f\x7f]+"


def take_in(app: Flask) -> None:
    """Let an application read everything that arrives this way. Called before it has pages."""
    app.request_class = RequestOfBrowser
    app.url_map.converters["default"] = PartOfAddress


def _typed(value: Any) -> Any:
    return NEVER_TYPED.sub("", value) if isinstance(value, str) else value
