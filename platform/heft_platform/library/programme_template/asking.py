"""How strongly a template asks for something."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Something that is `required`, `expected`, `recommended`, `optional` or `none` (switched off).

    Required: without it a step is finished only for a recorded reason. Expected: it is asked for, and shown as missing.
    Recommended: it is offered. Optional: only if somebody wants it.
    """

    requirement: str

    @property
    def is_required(self) -> bool:
        return self.requirement == "required"

    @property
    def is_shown_as_missing(self) -> bool:
        return self.requirement in {"required", "expected"}

    @property
    def is_off(self) -> bool:
        return self.requirement == "none"


@dataclass(frozen=True, kw_only=True)
class Prompted(Asked):
    """Something that is asked for with a question of the template's own."""

    prompt: str = ""
