"""Code lists of the common basic data set, in which schools and authorities exchange records."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, kw_only=True)
class Code:
    """One entry of a list; `is_offered` is false for codes that are met in old records only."""

    code: str
    label: str
    group: str
    is_offered: bool


@cache
def choices_of(name: str, group: str = "") -> tuple[tuple[str, str], ...]:
    """Return what a list offers for new records, as code and label; of one group, if it has several scales."""
    rows = (row for row in _rows(name) if row["enabled"] == "true" and group in {"", row["group"]})
    return tuple((row["code"], row["label"]) for row in rows)


@cache
def codes_of(name: str) -> Mapping[str, Code]:
    """Return the list of this name by its codes, in the order in which it is shown."""
    return {
        row["code"]: Code(
            code=row["code"], label=row["label"], group=row["group"], is_offered=row["enabled"] == "true"
        )
        for row in _rows(name)
    }


def _rows(name: str) -> list[dict[str, str]]:
    lines = files("heft_platform.codes").joinpath(f"{name}.csv").read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(lines))
