"""Code lists: those of the common basic data set, in which schools and authorities exchange records, and rating scales."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

SCALES = "outcome_scales"


@dataclass(frozen=True, kw_only=True)
class Code:
    """One entry of a list; `is_offered` is false for codes that are met in old records only.

    `means` is what a step of a scale means to the programme, whatever its words are: that a target is achieved, say.
    """

    code: str
    label: str
    group: str
    is_offered: bool
    means: str = ""


@cache
def choices_of(name: str, group: str = "") -> tuple[tuple[str, str], ...]:
    """Return what a list offers for new records, as code and label; of one group, if it has several scales."""
    rows = (row for row in _rows(name) if row["enabled"] == "true" and group in {"", row["group"]})
    return tuple((row["code"], row["label"]) for row in rows)


@cache
def codes_of(name: str) -> Mapping[str, Code]:
    """Return the list of this name by its codes, in the order in which it is shown."""
    return {row["code"]: _code(row) for row in _rows(name)}


@cache
def scale_of(name: str) -> Mapping[str, Code]:
    """Return the rating scale of this name by its codes, in order; nothing if there is no such scale."""
    return {row["code"]: _code(row) for row in _rows(SCALES) if row["group"] == name}


@cache
def steps_of(name: str) -> Mapping[str, Code]:
    """Return the steps of a rating scale that mean something to the programme by their codes, in order."""
    return {code: one for code, one in scale_of(name).items() if one.means and one.is_offered}


@cache
def scales() -> frozenset[str]:
    """Return the names of all rating scales."""
    return frozenset(row["group"] for row in _rows(SCALES))


@cache
def lists() -> frozenset[str]:
    """Return the names of all code lists."""
    found = {one.name for one in files("heft_platform.codes").iterdir() if one.name.endswith(".csv")}
    return frozenset(name.removesuffix(".csv") for name in found) - {SCALES}


def _code(row: Mapping[str, str]) -> Code:
    return Code(
        code=row["code"],
        label=row["label"],
        group=row["group"],
        is_offered=row["enabled"] == "true",
        means=row.get("means", ""),
    )


def _rows(name: str) -> list[dict[str, str]]:
    lines = files("heft_platform.codes").joinpath(f"{name}.csv").read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(lines))
