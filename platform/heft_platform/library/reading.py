"""Reading a template file: safe YAML, then its shape, then what must hold across it. Every fault at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml
from marshmallow import ValidationError

from heft_platform.library.rules import broken_rules
from heft_platform.library.shape import TemplateShape

LARGEST_FILE = 512 * 1024


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
    if len(text) > LARGEST_FILE:
        raise TemplateFaultsError(file_name, [Fault(path="file", words="larger than 512 KB")])
    try:
        body = yaml.load(text, Loader=_StrictLoader)  # noqa: S506  (a safe loader, made stricter)
    except yaml.YAMLError as error:
        raise TemplateFaultsError(file_name, [_of_yaml(error)]) from error
    if not isinstance(body, dict):
        raise TemplateFaultsError(file_name, [Fault(path="file", words="holds no keys such as “label:”")])
    faults = [*_of_shape(body)]
    faults = faults or [Fault(path=path, words=words) for path, words in broken_rules(body)]
    if faults:
        raise TemplateFaultsError(file_name, faults)
    return body


class _StrictLoader(yaml.SafeLoader):
    """Plain data only: no aliases, which can make a small file huge, and no key twice, which hides the first."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases (*name) are not used in templates: write the text out")
        return super().compose_node(parent, index)

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002  (theirs)
        seen: set[Any] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                place = key_node.start_mark
                raise yaml.YAMLError(f"line {place.line + 1}: “{key}” stands here a second time")
            seen.add(key)
        return super().construct_mapping(node, deep)


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
    return repr(body)[:80]
