"""Reading a template file: safe YAML, then its shape, then what must hold across it. Every fault at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml
from marshmallow import ValidationError

from heft_platform.library.rules import broken_rules
from heft_platform.library.shape import TemplateShape

LARGEST_FILE = 512 * 1024
LONGEST_NUMBER = 9  # digits
TEXT, WHOLE_NUMBER = "tag:yaml.org,2002:str", "tag:yaml.org,2002:int"
SCALARS = {TEXT, WHOLE_NUMBER, "tag:yaml.org,2002:bool", "tag:yaml.org,2002:null"}


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One fault of a template file: where it is, and what is wrong or would do."""

    path: str
    words: str


class TemplateFaultsError(Exception):
    """The file is no template that could be published; `faults` says all that is wrong with it."""

    def __init__(self, file_name: str, faults: list[Fault]) -> None:
        self.file_name = file_name
        self.faults = faults
        super().__init__(f"{file_name}: {len(faults)} faults")

    def lines(self) -> list[str]:
        return [f"{self.file_name}, {fault.path}: {fault.words}" for fault in self.faults]


def read_template(text: str, *, file_name: str) -> dict[str, Any]:
    """Return the body of a template.

    :raises TemplateFaultsError: naming file, path and reason of every fault
    """
    return checked(read_plain(text, file_name=file_name), file_name=file_name)


def read_plain(text: str, *, file_name: str) -> Any:
    """Return what a file holds as plain data, whether or not it is a template.

    :raises TemplateFaultsError: if it cannot be read at all
    """
    if len(text) > LARGEST_FILE:
        raise TemplateFaultsError(file_name, [Fault(path="file", words="larger than 512 KB")])
    try:
        return yaml.load(text, Loader=_StrictLoader)  # noqa: S506  (a safe loader, made stricter)
    except yaml.YAMLError as error:
        raise TemplateFaultsError(file_name, [_of_yaml(error)]) from error
    except RecursionError as error:
        raise TemplateFaultsError(
            file_name, [Fault(path="file", words="parts lie too deep in parts")]
        ) from error


def checked(body: Any, *, file_name: str) -> dict[str, Any]:
    """Return what was read if it is a template: plain data, of the right shape, without a broken rule.

    :raises TemplateFaultsError: naming file, path and reason of every fault
    """
    if not isinstance(body, dict):
        raise TemplateFaultsError(file_name, [Fault(path="file", words="holds no keys such as “label:”")])
    faults = [*_of_shape(body)]
    faults = faults or [Fault(path=path, words=words) for path, words in broken_rules(body)]
    if faults:
        raise TemplateFaultsError(file_name, faults)
    return body


class _StrictLoader(yaml.SafeLoader):
    """Text, whole numbers, true and false, lists and keys: what any program can keep.

    No aliases, which can make a small file huge. No key twice, which hides the first.
    """

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise _at(
                self.peek_event().start_mark,  # type: ignore[no-untyped-call]
                "aliases (*name) are not used in templates: write the text out",
            )
        return super().compose_node(parent, index)

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002  (theirs)
        seen: set[str] = set()
        for key_node, _ in node.value:
            if key_node.tag != TEXT:
                raise _at(key_node.start_mark, "a key must be a word")
            if key_node.value in seen:
                raise _at(key_node.start_mark, f"“{key_node.value}” stands here a second time")
            seen.add(key_node.value)
        return super().construct_mapping(node, deep)

    def construct_scalar(self, node: Any) -> Any:
        if node.tag not in SCALARS:
            raise _at(node.start_mark, f"“{node.value[:80]}” must be text: put it in quotation marks")
        if node.tag == WHOLE_NUMBER and len(node.value) > LONGEST_NUMBER:
            raise _at(node.start_mark, "this number is too long")
        if "\0" in node.value:
            raise _at(node.start_mark, "this text holds a character that cannot be kept")
        return super().construct_scalar(node)


def _at(mark: yaml.Mark, words: str) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=words, problem_mark=mark)


def _of_yaml(error: yaml.YAMLError) -> Fault:
    mark = getattr(error, "problem_mark", None)
    where = f"line {mark.line + 1}" if mark else "file"
    return Fault(path=where, words=str(getattr(error, "problem", None) or error))


def _of_shape(body: Mapping[str, Any]) -> Iterator[Fault]:
    try:
        TemplateShape().load(body)
    except ValidationError as invalid:
        for path, words in _flat(invalid.normalized_messages(), ""):
            yield Fault(path=path, words=f"{words} Found: {_found(body, path)}")


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
    return f"“{str(body)[:80]}”"
