"""Answer what the record of a meeting asks, by what it means: each template says it on scales of its own."""

from collections.abc import Sequence

from heft_platform.codes import scales, steps_of
from heft_testing.page import Page

USUAL = {"result": "partly", "change": "keep", "kept": "kept"}


def answers_to(page: Page, **meant: str) -> dict[str, str]:
    """Return a choice for each target, commitment and person: `answers_to(page, result="achieved", change="harder")`."""
    wanted = USUAL | meant
    choices: dict[str, list[str]] = {}
    for one in page.soup.select('main input[type="radio"]'):
        choices.setdefault(str(one["name"]), []).append(str(one["value"]))
    answers = {}
    for name, codes in choices.items():
        kind = name.partition("-")[0]
        if kind in wanted:
            answers[name] = code_of(codes, wanted[kind])
        elif kind == "was":
            answers[name] = "there"
    return answers


def code_of(codes: Sequence[str], means: str) -> str:
    """Return the first of the codes of a scale that means this."""
    (scale,) = {name for name in scales() if list(steps_of(name)) == list(codes)}
    return next(code for code, one in steps_of(scale).items() if one.means == means)
