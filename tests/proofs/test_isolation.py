"""The short version of `./infra/prove isolation`: attacks on the fence that the tests have, and weakened copies of it."""

from collections.abc import Iterator

import pytest
from flask import Flask

import prove_isolation
from heft_testing.database import ServerOfTests
from heft_testing.places import Places
from prove_isolation.ground import Ground
from prove_isolation.mutants import MUTANTS, catch
from prove_isolation.mutants.mutant import Mutant
from prove_isolation.pages import over_http, owner_sees
from prove_isolation.people import BOTH, address
from prove_isolation.short import SHORT_MUTANTS, SHORT_TECHNIQUES
from prove_isolation.techniques import STOPPED, Technique, Verdict, attempt

pytestmark = [pytest.mark.proof, pytest.mark.short, pytest.mark.xdist_group("isolation")]  # on one ground


@pytest.fixture(scope="module")
def ground(server: ServerOfTests, the_application: Flask, places: Places) -> Iterator[Ground]:
    ground = Ground(server, the_application, places)
    yield ground
    ground.close()


@pytest.mark.parametrize(
    "technique", [prove_isolation.BY_ID[id_] for id_ in SHORT_TECHNIQUES], ids=lambda one: one.id
)
def test_the_fence_holds(ground: Ground, technique: Technique) -> None:
    outcome = attempt(technique, ground, short=True)

    assert outcome.verdict in {Verdict.STOPPED, Verdict.PARTIAL}, f"{technique.tries} {outcome.evidence}"


@pytest.mark.parametrize(
    "mutant", [one for one in MUTANTS if one.id in SHORT_MUTANTS], ids=lambda one: one.id
)
def test_a_weaker_fence_is_found_out(ground: Ground, mutant: Mutant) -> None:
    assert catch(mutant, ground, prove_isolation.BY_ID).by, "nobody noticed"


def test_an_attacker_has_the_victims_ids_for_every_address(ground: Ground) -> None:
    for rule in ground.app.url_map.iter_rules():
        for method in {"GET", "POST"} & (rule.methods or set()):
            if rule.arguments and rule.endpoint != "static":
                assert address(ground, rule, school="oakfield", method=method)


def test_pages_hold_what_is_looked_for_on_them(ground: Ground) -> None:
    assert over_http(owner_sees, belts=[BOTH])(ground) == STOPPED


def test_there_are_as_many_attacks_and_mutants_as_were_promised() -> None:
    assert len(prove_isolation.TECHNIQUES) >= 120
    assert len(MUTANTS) >= 25
    assert {one.id for one in MUTANTS} >= SHORT_MUTANTS
