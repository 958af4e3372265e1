"""Write a template as the file that it can be read back from."""

from typing import Any

import yaml

WIDTH = 120


def as_yaml(body: dict[str, Any]) -> str:
    """Return a body as YAML, in the order of the language."""
    return yaml.safe_dump(body, allow_unicode=True, sort_keys=False, width=WIDTH)
