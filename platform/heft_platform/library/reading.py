"""Reading a template file: plain YAML, then its shape, then what must hold across it. Every fault at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import ValidationError

from heft_platform.library import plain_yaml
from heft_platform.library.rules import broken_rules
from heft_platform.library.shape import TemplateShape

LARGEST_FILE = 512 * 1024
LONGEST_FOUND = 80
SHAPE = TemplateShape()


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One fault of a template file: where it is, what would do, and what was found there instead."""

    path: str
    words: str
    found: str = "nothing"

    def line(self) -> str:
        return f"{self.path}: {self.words} Found: {self.found}"


class TemplateFaultsError(Exception):
    """The file is no template that could be published; `faults` says all that is wrong with it."""

    def __init__(self, file_name: str, faults: list[Fault]) -> None:
        self.file_name = file_name
        self.faults = faults
        super().__init__(f"{file_name}: {len(faults)} faults")

    def lines(self) -> list[str]:
        return [f"{self.file_name}, {fault.line()}" for fault in self.faults]


def read_template(text: str, *, file_name: str) -> dict[str, Any]:
    """Return the body of a template.

    :raises TemplateFaultsError: naming file, path, what was found and what would do, for every fault
    """
    return checked(read_plain(text, file_name=file_name), file_name=file_name)


def read_plain(text: str, *, file_name: str) -> Any:
    """Return what a file holds as plain data, whether or not it is a template.

    :raises TemplateFaultsError: if it cannot be read at all
    """
    if len(text) > LARGEST_FILE:
        large = Fault(
            path="file", words="A template is no larger than 512 KB.", found=f"{len(text):,} characters"
        )
        raise TemplateFaultsError(file_name, [large])
    try:
        return plain_yaml.read(text)
    except plain_yaml.UnreadableError as error:
        fault = Fault(path=error.where, words=error.words, found=_quoted(error.found))
        raise TemplateFaultsError(file_name, [fault]) from error


def checked(body: Any, *, file_name: str) -> dict[str, Any]:
    """Return what was read if it is a template: plain data, of the right shape, without a broken rule.

    :raises TemplateFaultsError: naming file, path, what was found and what would do, for every fault
    """
    if not isinstance(body, dict):
        no_keys = Fault(path="file", words="A template holds keys, such as “label: …”.", found=_quoted(body))
        raise TemplateFaultsError(file_name, [no_keys])
    wrong = list(_of_shape(body)) or list(broken_rules(body))
    if wrong:
        faults = [Fault(path=path, words=words, found=_found(body, path)) for path, words in wrong]
        raise TemplateFaultsError(file_name, faults)
    return body


def _of_shape(body: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    try:
        SHAPE.load(body)
    except ValidationError as invalid:
        yield from _flat(invalid.normalized_messages(), "")


def _flat(messages: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(messages, list):
        yield from ((path or "file", str(message)) for message in messages)
        return
    for key, inner in messages.items():
        if key == "_schema":
            yield from _flat(inner, path)
        else:
            yield from _flat(inner, f"{path}[{key}]" if isinstance(key, int) else f"{path}.{key}".lstrip("."))


def _found(body: Any, path: str) -> str:
    for step in path.replace("[", ".").replace("]", "").split("."):
        try:
            body = body[int(step)] if isinstance(body, list) else body[step]
        except (KeyError, IndexError, TypeError, ValueError):
            return "nothing"
    return _quoted(body)


def _quoted(found: Any) -> str:
    """Return what was found, as the file says it: null, true and false in YAML’s words."""
    if found is None or found == "":
        return "nothing"
    said = _in_a_line(found)
    return f"“{said[:LONGEST_FOUND]}…”" if len(said) > LONGEST_FOUND else f"“{said}”"


def _in_a_line(found: Any) -> str:
    if isinstance(found, dict):
        return "{" + ", ".join(f"{key}: {_in_a_line(value)}" for key, value in found.items()) + "}"
    if isinstance(found, list):
        return "[" + ", ".join(_in_a_line(item) for item in found) + "]"
    if isinstance(found, bool) or found is None:
        return {True: "true", False: "false", None: "null"}[found]
    return str(found)
