"""A weakened copy: what was changed, and who is expected to notice."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

from heft_tenants.preparing import sql_file
from prove_isolation.ground import PLANTED, Connection, Ground
from prove_isolation.techniques import Technique, Verdict, attempt

Patch = Callable[[Ground], AbstractContextManager[None]]


@dataclass(frozen=True, kw_only=True)
class Mutant:
    """One change for the worse. `statements` are done to the database, `patch` to the code.

    `lint` is a part of what the lint must say of it; `attacks` are the techniques that may be through, by their ids.
    """

    id: str
    statements: Sequence[str] = ()
    patch: Patch | None = None
    lint: str = ""
    attacks: Sequence[str] = ()
    needs_superuser: bool = False  # elsewhere the copy is as weak to begin with
    since: int = 0  # the version of PostgreSQL that knows this


@dataclass(frozen=True, kw_only=True)
class Caught:
    """A mutant and who caught it, in words; nothing if nobody did."""

    mutant: Mutant
    by: str


def catch(mutant: Mutant, ground: Ground, techniques: Mapping[str, Technique]) -> Caught:
    """Ask the lint, and then attack, until somebody notices."""
    if mutant.lint:
        faults = _new_faults(ground.superuser, mutant.statements)
        named = [fault for fault in faults if mutant.lint in fault]
        return Caught(mutant=mutant, by=f"lint: {named[0]}" if named else "")
    with _weakened(mutant, ground):
        for id_ in mutant.attacks:
            outcome = attempt(techniques[id_], ground)
            if outcome.verdict is Verdict.LEAK:
                return Caught(mutant=mutant, by=f"{id_}: {outcome.evidence}")
    return Caught(mutant=mutant, by="")


def _new_faults(superuser: Connection, statements: Sequence[str]) -> list[str]:
    """Do it in a transaction that is dropped, and return what the lint says then and did not say before."""
    before = faults_of(superuser)
    superuser.execute("begin")
    try:
        for statement in statements:
            superuser.execute(statement.encode())
        superuser.execute("reset role")
        return [fault for fault in faults_of(superuser) if fault not in before]
    finally:
        superuser.execute("rollback")


def faults_of(superuser: Connection) -> list[str]:
    return [f"{what}: {where}" for what, where in superuser.execute(sql_file("lint").encode()).fetchall()]


@contextmanager
def _weakened(mutant: Mutant, ground: Ground) -> Iterator[None]:
    """Have a copy of the database, or the code, weakened for a while."""
    if mutant.patch is not None:
        with mutant.patch(ground):
            yield
        return
    ground.begin(PLANTED)
    for statement in mutant.statements:
        ground.superuser.execute(statement.encode())
    kept, ground.template = ground.template, "heft_weakened"
    ground.keep("heft_weakened")
    ground.begin("heft_weakened")
    yield
    ground.begin(kept)


def rewritten(function: str, said: str, says: str) -> str:
    """Return the statement that changes some words of a function of the fence. It fails if they are not there."""
    return f"""
        do $do$ declare before text := pg_get_functiondef('{function}'::regprocedure);
                        after text := replace(before, $w${said}$w$, $w${says}$w$); begin
          if before = after then raise exception 'no such words in {function}'; end if;
          execute after;
        end $do$"""
