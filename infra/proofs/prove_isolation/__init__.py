"""Attack the fences with arbitrary SQL and over HTTP, and show that weakened copies of them are found out."""

import logging
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from time import monotonic

from figures import Figures
from prove_isolation import (
    attachments,
    boxes,
    contexts,
    erasing,
    everywhere,
    forged_jobs,
    gates,
    jobs,
    leaving,
    letters,
    links,
    odd_requests,
    oracles,
    own_pages,
    pages,
    pool,
    reading,
    server,
    signing_in,
    storage,
    tokens,
    trail,
    visiting,
    visitors,
    writing,
)
from prove_isolation.ground import Ground
from prove_isolation.mutants import MUTANTS, Caught, Mutant, catch
from prove_isolation.report import by_group, explain_partials, say_group, say_mutants
from prove_isolation.running import a_ground
from prove_isolation.short import SHORT_MUTANTS, SHORT_TECHNIQUES
from prove_isolation.techniques import Outcome, Technique, Verdict, attempt

GROUPS = (
    contexts,
    tokens,
    reading,
    server,
    writing,
    everywhere,
    oracles,
    letters,
    boxes,
    attachments,
    erasing,
    gates,
    visitors,
    jobs,
    forged_jobs,
    trail,
    storage,
    leaving,
    pool,
    pages,
    own_pages,
    signing_in,
    odd_requests,
    visiting,
    links,
)
TECHNIQUES: Sequence[Technique] = [one for group in GROUPS for one in group.TECHNIQUES]
BY_ID: Mapping[str, Technique] = {one.id: one for one in TECHNIQUES}
assert len(BY_ID) == len(TECHNIQUES), "an id stands for one technique"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--short", action="store_true", help="some of each group, as the tests do")
    parser.add_argument("-v", "--verbose", action="store_true", help="a line for every technique and mutant")
    parser.add_argument(
        "--postgres", default="", metavar="DIR", help="the folder of another PostgreSQL’s programs"
    )
    parser.add_argument(
        "--without-superuser",
        action="store_true",
        help="prepared and migrated by a role that may create roles and owns the database, as on managed PostgreSQL",
    )


def find_out(asked: Namespace) -> Figures:
    """Attack, weaken and attack again. Nothing here falls by dice: the seed changes nothing."""
    began = monotonic()
    with a_ground(has_superuser=not asked.without_superuser, programs=asked.postgres) as ground:
        print(
            f"PostgreSQL {ground.look('show server_version')[0][0]}",
            "without a superuser" * asked.without_superuser,
        )
        return prove(ground, short=asked.short, every_one=asked.verbose, began=began)


def prove(
    ground: Ground, *, short: bool = False, every_one: bool = False, began: float | None = None
) -> Figures:
    """Try every technique and every mutant on a ground, or some of each, and say what came of them."""
    techniques = [BY_ID[id_] for id_ in SHORT_TECHNIQUES] if short else TECHNIQUES
    outcomes: list[Outcome] = []
    print("attacks")
    for group in by_group(techniques).values():
        tried = [attempt(one, ground, short=short) for one in group]
        say_group(tried, every_one=every_one)
        outcomes += tried
    logging.disable(logging.CRITICAL)  # weakened code breaks loudly
    caught = [catch(one, ground, BY_ID) for one in _mutants(ground, short=short)]
    logging.disable(logging.NOTSET)
    say_mutants(caught, every_one=every_one)
    if began is not None:
        print(f"{monotonic() - began:.0f} seconds")
    return _figures(ground, outcomes, caught)


def _mutants(ground: Ground, *, short: bool) -> Sequence[Mutant]:
    chosen = [one for one in MUTANTS if one.id in SHORT_MUTANTS] if short else MUTANTS
    return [
        one
        for one in chosen
        if (ground.has_superuser or not one.needs_superuser) and one.since <= ground.version
    ]


def _figures(ground: Ground, outcomes: Sequence[Outcome], caught: Sequence[Caught]) -> Figures:
    leaks = sum(one.verdict in {Verdict.LEAK, Verdict.VOID} for one in outcomes)
    partial = sum(one.verdict is Verdict.PARTIAL for one in outcomes)
    found_out = sum(bool(one.by) for one in caught)
    return Figures(
        last_lines=[
            *explain_partials(outcomes, has_superuser=ground.has_superuser),
            f"mutants {len(caught)}, caught {found_out}",
            f"attacks {len(outcomes)}, leaks {leaks}, partial {partial}",
        ],
        numbers={
            "attacks": len(outcomes),
            "leaks": leaks,
            "partial": partial,
            "mutants": len(caught),
            "caught": found_out,
        },
        is_kept=leaks == 0 and found_out == len(caught),
    )
