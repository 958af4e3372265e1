"""Whatever the platform asks for, somebody here knows how to do."""

import ast
from collections.abc import Iterator
from pathlib import Path

from heft_tenants.letter_kinds import KINDS
from heft_workers import safe_job
from heft_workers.arrivals import ABOUT
from heft_workers.doings import DOINGS
from heft_workers.queues import QUEUES


def test_every_kind_of_work_that_is_asked_for_is_known(project: Path) -> None:
    asked = set(asked_for(project / "platform"))

    assert "mail.send" in asked
    assert asked <= DOINGS.keys()


def test_every_kind_of_letter_finds_somebody_to_receive_it() -> None:
    assert {name for name, _ in KINDS}
    assert {name.partition(".")[0] for name, _ in KINDS} <= ABOUT.keys()


def test_the_queues_are_the_four_that_the_outbox_knows() -> None:
    assert QUEUES.keys() == {"escalations", "mail", "exports", "chores"}
    assert all(name == queue.name for name, queue in QUEUES.items())


def test_what_matters_for_a_childs_safety_is_never_given_up() -> None:
    assert QUEUES["escalations"].gives_up_after is None


def test_only_one_function_may_be_a_job_and_it_takes_nothing(project: Path) -> None:
    module, _, name = safe_job.DRAIN.rpartition(".")
    tree = ast.parse((project / "workers" / f"{module.replace('.', '/')}.py").read_text())
    (function,) = (one for one in tree.body if isinstance(one, ast.FunctionDef) and one.name == name)

    assert ast.unparse(function.args) == ""


def test_jobs_are_made_in_one_place(project: Path) -> None:
    files = [*(project / "platform").rglob("*.py"), *(project / "workers").rglob("*.py")]

    assert [file.name for file in files if ".enqueue(" in file.read_text()] == ["ringing.py"]


def asked_for(folder: Path) -> Iterator[str]:
    """Give the kind of each piece of work that code below a folder asks for."""
    for file in folder.rglob("*.py"):
        tree = ast.parse(file.read_text())
        names = {
            target.id: node.value.value
            for node in tree.body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            said = {word.arg: word.value for word in call.keywords}
            if ast.unparse(call.func).split(".")[-1] == "ask" and {"queue", "kind"} <= said.keys():
                kind = said["kind"]
                yield str(kind.value if isinstance(kind, ast.Constant) else names[ast.unparse(kind)])
