"""A migration by the wrong role, or of a database that was not prepared, is refused before anything is written."""

from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner

from heft_platform.database import OUT_OF_REACH, database
from heft_testing.database import ServerOfTests, environment
from processes import free_port


def refused(deed: str, url: str, data: Path) -> str:
    with environment(HEFT_DATABASE_URL=url, HEFT_DATA=str(data)):
        result = CliRunner().invoke(database, [deed])
    assert result.exit_code == 1
    return result.output


def test_it_is_refused_in_words(server: ServerOfTests, tmp_path: Path) -> None:
    server.superuser.execute("drop database if exists heft_unprepared")
    server.superuser.execute("create database heft_unprepared")

    assert "run `heft database prepare` first" in refused(
        "migrate", server.server.url(database="heft_unprepared"), tmp_path
    )
    with psycopg.connect(server.server.url(database="heft_unprepared")) as superuser:
        assert superuser.execute("select count(*) from pg_tables where schemaname = 'public'").fetchone() == (
            0,
        )
    assert "Only the migrator may do this" in refused("migrate", server.role_urls["app"], tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("deed", ["prepare", "migrate", "check"])
def test_one_that_does_not_answer_is_said_to_be_out_of_reach(tmp_path: Path, deed: str) -> None:
    nobody = f"postgresql://heft@127.0.0.1:{free_port()}/heft"

    assert refused(deed, nobody, tmp_path) == f"Error: {OUT_OF_REACH}\n"
