"""YAML that any program can keep: text, whole numbers, true and false, lists and keys. Read strictly, written the same."""

import re
from typing import Any

import yaml
from yaml.composer import Composer

LONGEST_NUMBER = 9  # digits
DIGITS = re.compile(r"[-+]?(0|[1-9][0-9]*)")  # 1:30 is 90 to YAML, and 0777 is 511
TEXT, WHOLE_NUMBER = "tag:yaml.org,2002:str", "tag:yaml.org,2002:int"
SCALARS = {TEXT, WHOLE_NUMBER, "tag:yaml.org,2002:bool", "tag:yaml.org,2002:null"}
OURS = (
    "Look at brackets, quotation marks and how far the line is moved in; "
    "put text that holds “: ” or begins with a sign in quotation marks."
)


class UnreadableError(Exception):
    """The text is no plain YAML: where, what was found there, and what would do."""

    def __init__(self, where: str, words: str, found: str) -> None:
        self.where, self.words, self.found = where, words, found
        super().__init__(where, words)


def read(text: str) -> Any:
    """Return what a text holds.

    :raises UnreadableError: naming the line, what was found there, and what would do
    """
    try:
        return yaml.load(text, Loader=_StrictLoader)  # noqa: S506  (a safe loader, made stricter)
    except yaml.YAMLError as error:
        raise _in_words(error, text) from error
    except RecursionError as error:
        raise UnreadableError(
            "file", "Parts lie too deep in parts: a template needs ten at most.", "…"
        ) from error


class _StrictLoader(Composer, yaml.CSafeLoader):
    """No aliases, which can make a small file huge. No tags, which make something else of it. No key twice, which hides the first.

    It is parsed in C, five times as fast, and put together in Python, which notices when parts lie too deep: C does not.
    """

    def __init__(self, text: str) -> None:
        yaml.CSafeLoader.__init__(self, text)
        Composer.__init__(self)

    def compose_node(self, parent: Any, index: Any) -> Any:
        event: Any = self.peek_event()
        if isinstance(event, yaml.AliasEvent):
            raise _at(event.start_mark, "Aliases (*name) are not used in templates: write the text out.")
        if (tag := getattr(event, "tag", None)) is not None:
            raise _at(event.start_mark, f"Tags ({tag[:80]}) are not used in templates: take this one out.")
        return super().compose_node(parent, index)

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002  (theirs)
        seen: set[str] = set()
        for key_node, _ in node.value:
            if key_node.tag != TEXT:
                raise _at(
                    key_node.start_mark, "A key must be a word: put it in quotation marks, or choose another."
                )
            if key_node.value in seen:
                raise _at(
                    key_node.start_mark,
                    f"“{key_node.value}” stands here a second time. Take one of them out.",
                )
            seen.add(key_node.value)
        return super().construct_mapping(node, deep)

    def construct_scalar(self, node: Any) -> Any:
        is_number = node.tag == WHOLE_NUMBER
        if node.tag not in SCALARS or (is_number and not DIGITS.fullmatch(node.value)):
            raise _at(node.start_mark, f"“{node.value[:80]}” must be text: put it in quotation marks.")
        if is_number and len(node.value) > LONGEST_NUMBER:
            raise _at(node.start_mark, f"This number is too long: {LONGEST_NUMBER} digits at most.")
        if "\0" in node.value:
            raise _at(node.start_mark, "This text holds a character that cannot be kept. Take it out.")
        return super().construct_scalar(node)


class _Refused(yaml.MarkedYAMLError):
    """Something that is YAML, but not of a template: its words are ours."""


def _at(mark: Any, words: str) -> _Refused:
    return _Refused(problem=words, problem_mark=mark)


def _in_words(error: yaml.YAMLError, text: str) -> UnreadableError:
    mark = getattr(error, "problem_mark", None)
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    words = problem if isinstance(error, _Refused) else f"This could not be read ({problem}). {OURS}"
    if mark is None:
        return UnreadableError("file", words, "")
    lines = text.splitlines() or [""]
    # What is missing at the end is missing on the line after it.
    number = min(mark.line, len(lines) - 1)
    return UnreadableError(f"line {number + 1}", words, lines[number].strip()[:80])
