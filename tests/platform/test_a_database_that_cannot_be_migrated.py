"""A migration by the wrong role, or of a database that was not prepared, is refused before anything is written."""

from pathlib import Path

import psycopg
from click.testing import CliRunner

from heft_platform.database import database
from heft_testing.database import ServerOfTests, environment


def migrate(url: str, data: Path) -> str:
    with environment(HEFT_DATABASE_URL=url, HEFT_DATA=str(data)):
        refused = CliRunner().invoke(database, ["migrate"])
    assert refused.exit_code == 1
    return refused.output


def test_it_is_refused_in_words(server: ServerOfTests, tmp_path: Path) -> None:
    server.superuser.execute("drop database if exists heft_unprepared")
    server.superuser.execute("create database heft_unprepared")

    assert "run `heft database prepare` first" in migrate(
        server.server.url(database="heft_unprepared"), tmp_path
    )
    with psycopg.connect(server.server.url(database="heft_unprepared")) as superuser:
        assert superuser.execute("select count(*) from pg_tables where schemaname = 'public'").fetchone() == (
            0,
        )
    assert "Only the migrator may do this" in migrate(server.role_urls["app"], tmp_path)
    assert list(tmp_path.iterdir()) == []
