"""Whatever is refused is said in words: a page names the refusal with them, or somebody catches it."""

import ast
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import heft_platform
import heft_tenants
from heft_platform.programmes.services import TooLongError

SAID_OTHERWISE = {
    "a command says what it is, in the words of its docstring": """
        AnotherOrganisationError DoneMeanwhileError FileAlreadyThereError NeverFinishedError NotAnArchiveError
        NotPreparedError NotTheMigratorError StillAtWorkError StillHereError AuthorityIsThereError""",
    "an invitation refuses the same before, in words, so that no letter can ask for it": """
        AddingNeedsReadingError GrantTooLongError SafeguardingNeverLeavesError""",
}
PACKAGES = [Path(str(package.__file__)).parent for package in (heft_platform, heft_tenants)]


def named(node: ast.AST | None) -> Iterator[str]:
    for one in ast.walk(node) if node is not None else ():
        if isinstance(one, ast.Name | ast.Attribute):
            yield one.id if isinstance(one, ast.Name) else one.attr


def test_every_refusal_has_its_words() -> None:
    bases: dict[str, set[str]] = {}
    said, caught = set(), set()
    for path in (path for package in PACKAGES for path in package.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ClassDef):
                bases[node.name] = {name for base in node.bases for name in named(base)}
            elif isinstance(node, ast.Dict):
                said |= {
                    name
                    for key in node.keys
                    if isinstance(key, ast.Name | ast.Attribute)
                    for name in named(key)
                }
            elif isinstance(node, ast.ExceptHandler):
                caught |= set(named(node.type))
            elif isinstance(node, ast.FunctionDef):
                caught |= {name for one in node.decorator_list for name in named(one)}  # a handler of errors

    def kinds(name: str) -> set[str]:
        return {name}.union(*(kinds(base) for base in bases.get(name, ()) if base != name))

    refusals = {name for name in bases if "Refused" in kinds(name)} - {"Refused"}
    caught -= {"Refused", "Exception"}  # these catch whatever comes, and do not know what it is
    bare = {name for name in refusals if name not in said and not kinds(name) & caught}
    otherwise = {name for several in SAID_OTHERWISE.values() for name in several.split()}
    assert sorted(bare - otherwise) == []
    assert sorted(otherwise - bare) == [], "these have their words by now: take them off the list"


def test_a_refusal_says_a_day_without_a_zero_before_it() -> None:
    assert "on Friday 4 December 2026 at" in TooLongError(12, date(2026, 12, 4)).words
    with_a_zero = [
        path.name for package in PACKAGES for path in package.rglob("*.py") if ":%d %B" in path.read_text()
    ]
    assert with_a_zero == [], "say {refusal.day.day} {refusal.day:%B %Y}"
