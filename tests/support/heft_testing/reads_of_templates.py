"""Which fields of a template’s typed parts the code reads, worked out from the code as it is written.

A small reader of types: it follows `template.review_rules.early_review.called_by`, variables, loops and annotated
arguments. A container of parts counts as the part. What it cannot follow it leaves out, so it errs to “nothing reads it”.
"""

import ast
import dataclasses
import inspect
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, get_args, get_type_hints

import heft_platform
from heft_platform.library import programme_template

LIBRARY = "heft_platform.library"
PLATFORM = Path(heft_platform.__file__).parent
Read = tuple[str, str]  # a class and one of its fields or properties
SAME = {
    "next",
    "iter",
    "list",
    "tuple",
    "sorted",
    "set",
    "max",
    "min",
    "reversed",
    "enumerate",
    "dict",
    "replace",
}
GIVES = {"values", "items", "get", "pop"}


def parts() -> dict[str, type]:
    """Return every typed part of a template by its name."""
    modules = [one for one in vars(programme_template).values() if inspect.ismodule(one)]
    found = [cls for module in modules for cls in vars(module).values() if inspect.isclass(cls)]
    return {
        cls.__name__: cls
        for cls in found
        if dataclasses.is_dataclass(cls) and cls.__module__.startswith(programme_template.__name__)
    }


PARTS = parts()


def fields() -> set[Read]:
    """Return every field that a typed part of a template declares itself."""
    return {(name, field) for name, cls in PARTS.items() for field in inspect.get_annotations(cls)}


def reads() -> set[Read]:
    """Return the fields and properties that are read outside the library, and what the properties read in turn."""
    trees = {path: ast.parse(path.read_text()) for path in sorted(PLATFORM.rglob("*.py"))}
    inside = _by_member(trees)
    modules = [_Module(tree) for path, tree in trees.items() if not path.is_relative_to(PLATFORM / "library")]
    gives = {name: part for module in modules for name, part in module.gives.items()}
    outside: set[Read] = set()
    for module in modules:
        outside |= module.read(gives)
    outside |= _in_pages()
    seen: set[Read] = set()
    while outside - seen:
        seen |= (now := outside - seen)
        outside |= {read for one in now for read in inside.get(one, ())}
    return outside


def _by_member(trees: Mapping[Path, ast.Module]) -> dict[Read, set[Read]]:
    """Return what each property and method of a typed part reads."""
    return {
        (cls.name, member.name): _Module(ast.Module([member], []), me=cls.name).read({})
        for path, tree in trees.items()
        if path.parent == PLATFORM / "library/programme_template"
        for cls in tree.body
        if isinstance(cls, ast.ClassDef) and cls.name in PARTS
        for member in cls.body
        if isinstance(member, ast.FunctionDef)
    }


def _in_pages() -> set[Read]:
    """Return what pages read of a variable that is called as a part is, or as the field that holds one."""
    by_name = {re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower(): name for name in PARTS}
    by_name |= {"template": "ProgrammeTemplate", "asked": "Escalation"}
    by_name |= {
        field: found for cls in PARTS.values() for field, found in _members(cls).items() if found is not None
    }
    pairs = {
        pair
        for path in PLATFORM.rglob("*.html")
        if not path.is_relative_to(PLATFORM / "library")
        for pair in re.findall(r"\b(\w+)\.(?=(\w+))", path.read_text())
    }
    return {
        (_definer(by_name[owner], name), name)
        for owner, name in pairs
        if owner in by_name and name in _members(PARTS[by_name[owner]])
    }


@cache
def _members(cls: type) -> dict[str, str | None]:
    """Return every field, property and method of a part with the part that it gives, if it gives one."""
    members: dict[str, Any] = dict(get_type_hints(cls))
    for base in cls.__mro__[:-1]:
        for name, member in vars(base).items():
            function = getattr(member, "fget", None) or getattr(member, "func", None) or member
            if inspect.isfunction(function):
                members[name] = get_type_hints(function).get("return")
    return {name: _part_in(hint) for name, hint in members.items()}


def _part_in(hint: Any) -> str | None:
    if inspect.isclass(hint) and hint.__name__ in PARTS and PARTS[hint.__name__] is hint:
        return str(hint.__name__)
    return next((found for one in get_args(hint) if (found := _part_in(one))), None)


def _definer(name: str, member: str) -> str:
    return next(
        base.__name__
        for base in PARTS[name].__mro__
        if member in {*vars(base), *inspect.get_annotations(base)}
    )


class _Module(ast.NodeVisitor):
    """What a module reads of the parts whose types it imports, or reaches through a `template`."""

    def __init__(self, tree: ast.Module, me: str = "") -> None:
        self.reads: set[Read] = set()
        self.names: dict[str, str] = {name: name for name in PARTS} if me else {}
        self.known: dict[str, str | None] = {"self": me} if me else {}
        self.gives: dict[str, str] = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(LIBRARY):
                self.names |= {one.asname or one.name: one.name for one in node.names if one.name in PARTS}
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and (given := self._said(node.returns)):
                self.gives[node.name] = given
        self.tree = tree

    def read(self, gives: Mapping[str, str]) -> set[Read]:
        """Return what it reads, knowing which part each function of any module gives."""
        self.gives = {**gives, **self.gives}
        self.visit(self.tree)
        return self.reads

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        for one in (*node.args.args, *node.args.kwonlyargs):
            if one.arg != "self":
                self.known[one.arg] = self._said(one.annotation)
        self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign) -> None:
        for target in node.targets:
            self._bind(target, node.value)
        self.generic_visit(node)

    def visit_For(self, node: ast.For) -> None:
        self._bind(node.target, node.iter)
        self.generic_visit(node)

    def visit_NamedExpr(self, node: ast.NamedExpr) -> None:
        self._bind(node.target, node.value)
        self.generic_visit(node)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        self._of(node)
        self.generic_visit(node)

    def _comprehension(self, node: Any) -> None:
        for one in node.generators:
            self._bind(one.target, one.iter)
        self.generic_visit(node)

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = _comprehension  # noqa: N815  (ast says so)

    def _bind(self, target: ast.expr, value: ast.expr) -> None:
        if isinstance(target, ast.Name):
            self.known[target.id] = self._of(value)
        elif isinstance(target, ast.Tuple):
            several = value.elts if isinstance(value, ast.Tuple) else [value] * len(target.elts)
            for one, its in zip(target.elts, several, strict=False):
                self._bind(one, its)

    def _said(self, annotation: ast.expr | None) -> str | None:
        named = ast.walk(annotation) if annotation is not None else iter(())
        return next(
            (self.names[one.id] for one in named if isinstance(one, ast.Name) and one.id in self.names), None
        )

    def _of(self, node: ast.expr) -> str | None:  # noqa: PLR0911, C901  (a kind of expression each)
        """Return the part that an expression is, and note what is read of it on the way."""
        match node:
            case ast.Name(id=name):
                return self.known.get(name)
            case ast.Attribute(value=value, attr=name):
                return self._member(self._of(value), name)
            case ast.Call(func=ast.Name(id=name), args=args):
                if name in SAME:
                    return next((found for one in args if (found := self._of(one))), None)
                return self.names.get(name) or self.gives.get(name)
            case ast.Call(func=ast.Attribute(value=value, attr=name)):
                owner = self._of(value)
                return owner if owner and name in GIVES else self._member(owner, name) or self.gives.get(name)
            case ast.ListComp() | ast.SetComp() | ast.GeneratorExp():
                self._comprehension(node)
                return self._of(node.elt)
            case ast.DictComp(value=value):
                self._comprehension(node)
                return self._of(value)
            case ast.Subscript(value=value) | ast.Starred(value=value) | ast.NamedExpr(value=value):
                return self._of(value)
            case ast.IfExp() | ast.BoolOp() | ast.Tuple() | ast.List() | ast.Dict():
                return next((found for one in _choices(node) if (found := self._of(one))), None)
        return None

    def _member(self, owner: str | None, name: str) -> str | None:
        if owner is None:
            return "ProgrammeTemplate" if name == "template" else None
        members = _members(PARTS[owner])
        if name in members:
            self.reads.add((_definer(owner, name), name))
        return members.get(name)


def _choices(node: ast.expr) -> Iterator[ast.expr]:
    match node:
        case ast.IfExp(body=body, orelse=orelse):
            yield from (body, orelse)
        case ast.BoolOp(values=values) | ast.Dict(values=values):
            yield from values
        case ast.Tuple(elts=elts) | ast.List(elts=elts):
            yield from elts
