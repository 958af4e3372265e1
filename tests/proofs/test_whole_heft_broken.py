"""The short versions of `./infra/prove delivery` and `./infra/prove degradation`, on one Heft with all of its processes."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from breakable.faults import FAULTS
from breakable.ground import DEADLY, FEWEST_PROCESSES, Ground, weaken
from prove_degradation import while_everything_goes
from prove_delivery.mutants import MUTANTS
from prove_delivery.running import break_things
from prove_delivery.verdict import DOUBLED, GHOSTS, LOST, counted

pytestmark = [pytest.mark.proof, pytest.mark.short]

PLANTED = {
    "delete from letterbox.letter where id = (select min(id::text)::uuid from letterbox.letter)": LOST,
    "delete from owned.message m using letterbox.letter l where m.about_id = l.id and l.kind = 'request.asked'": LOST,
    "delete from owned.sent_letter where id = (select max(id::text)::uuid from owned.sent_letter)": GHOSTS,
    """insert into owned.sent_letter (org_id, to_org, id, cluster_id, thread_id, kind, schema_version, content)
        select org_id, to_org, gen_random_uuid(), cluster_id, thread_id, kind, schema_version, content
        from owned.sent_letter where content->>'words' like 'letter %' limit 1""": DOUBLED,
}


@pytest.fixture
def ground() -> Iterator[Ground]:
    with Ground(seed=0, processes=FEWEST_PROCESSES, deadly=DEADLY, lease=2) as ground:
        ground.start()
        yield ground


def test_nothing_fails_or_is_lost_whatever_is_away_and_whatever_dies(ground: Ground) -> None:
    without = while_everything_goes(ground, requests=15, seed=0, people_of_each=4)
    assert (without.failed_pages, without.lost_writes) == (0, 0)
    assert without.postgres_error_s, "no crash was noticed"

    run = break_things(ground, seed=0, faults=12, every=0.15, correspondences=2)
    assert run.faults == 12
    assert run.verdict.acknowledged
    assert run.wrong == {}

    for planted, where in PLANTED.items():
        before = counted(ground)
        ground.sql(f"set session_replication_role = replica; {planted}")
        after = counted(ground)
        assert any(after[what] > before[what] for what in where), planted


@pytest.mark.parametrize("name", MUTANTS)
def test_the_text_of_every_mistake_still_stands_in_our_code(name: str, tmp_path: Path, project: Path) -> None:
    file, old, new = MUTANTS[name].change
    (tmp_path / file).parent.mkdir(parents=True)
    shutil.copy(project / file, tmp_path / file)
    weaken(tmp_path, file, old, new)
    assert (tmp_path / file).read_text() != (project / file).read_text()


def test_there_are_as_many_kinds_of_faults_and_weakened_copies_as_were_promised() -> None:
    assert len(FAULTS) >= 25
    assert len(MUTANTS) >= 8
