"""Mistakes that a migration, an operator or an upgrade could make, and what the lint must say of each."""

from prove_isolation.mutants import keys, kinds, policies, roles
from prove_isolation.mutants.mutant import Mutant

OPEN_WITHOUT_SUPERUSER = {"dangerous catalog function", "catalog view open", "procedural language"}

MUTANTS = tuple(
    Mutant(
        id=statement,
        statements=(statement,),
        lint=lint,
        needs_superuser=lint in OPEN_WITHOUT_SUPERUSER,
        since=17 if statement.startswith("grant maintain") else 0,
    )
    for part in (kinds, keys, policies, roles)
    for lint, statements in part.MISTAKES.items()
    for statement in statements
)
