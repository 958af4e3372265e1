"""The templates that come along, by the name of their file, as plain data: read once. Whoever changes one changes a copy."""

from typing import Any

from heft_platform.library.plain_yaml import read
from heft_platform.library.services import templates_of_the_project

BODIES: dict[str, dict[str, Any]] = {name: read(text) for name, text in templates_of_the_project()}
