"""The examples that come with Heft, in our own words."""

import csv
from importlib.resources import files

from heft_platform.target_bank.services import Words


def examples_of_the_project() -> list[Words]:
    """Return the examples that a cluster can begin its bank with. Small steps stand between bars."""
    text = files("heft_platform.target_bank").joinpath("examples.csv").read_text(encoding="utf-8")
    return [
        Words(
            need=row["need"],
            phase=row["phase"],
            statement=row["statement"],
            success=row["success"],
            measure=row["measure"],
            steps=[step.strip() for step in row["steps"].split("|") if step.strip()],
        )
        for row in csv.DictReader(text.splitlines())
    ]
