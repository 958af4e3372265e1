"""Writing a template out: what is read again is equal to what was written."""

from collections.abc import Mapping
from typing import Any

import yaml

WIDTH = 120
BREAKS = frozenset("\r\x85\u2028\u2029")  # line breaks to YAML, which would fold them into spaces


def as_yaml(body: Mapping[str, Any]) -> str:
    """Return a template as YAML, its keys in their order, with an empty line before each of the larger parts.

    Text that YAML 1.1 would take for something else, such as yes, no or 12, is in quotation marks.
    """
    return "".join(_one_part(key, value) for key, value in body.items())


def _one_part(key: str, value: Any) -> str:
    is_large = isinstance(value, dict | list) and bool(value)
    text = yaml.dump(
        {key: value},
        Dumper=_PlainDumper,
        allow_unicode=True,
        sort_keys=False,
        width=WIDTH,
        default_flow_style=None
        if is_large
        else False,  # None: what holds nothing but words stands on one line
    )
    return f"\n{text}" if is_large else text


class _PlainDumper(yaml.SafeDumper):
    """No aliases: two equal lists are written twice. Items stand moved in below their key."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002  (theirs)
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002  (theirs)
        super().increase_indent(flow, False)


def _words(dumper: _PlainDumper, words: str) -> yaml.ScalarNode:
    """Write words; with their escapes where they hold what YAML takes for a line break."""
    style = '"' if BREAKS & set(words) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", words, style=style)


_PlainDumper.add_representer(str, _words)
