"""Weakened copies of the scheme, one change each. Each must be caught: by the lint, or by an attack."""

from prove_isolation.mutants import catalogue, code, doors, grants
from prove_isolation.mutants.mutant import Caught, Mutant, catch

MUTANTS: tuple[Mutant, ...] = (*catalogue.MUTANTS, *grants.MUTANTS, *doors.MUTANTS, *code.MUTANTS)

__all__ = ["MUTANTS", "Caught", "Mutant", "catch"]
