"""What holds for every table, also for those that are not yet written."""

import psycopg
import pytest

from heft_platform.models import Table
from heft_tenants import preparing
from heft_tenants.tables import Visibility
from heft_testing.database import ServerOfTests

MODELS = sorted((mapper.class_ for mapper in Table.registry.mappers), key=lambda model: model.__name__)
COLUMNS = [column for model in MODELS for column in model.__table__.columns]


def test_the_catalogue_breaks_no_rule_of_the_fence(server: ServerOfTests) -> None:
    faults = preparing.faults_of_the_fence(server.migrator_url)

    assert faults == [], "`heft database revise` writes a new table’s fence into its migration"


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__tablename__)
def test_a_table_is_of_one_of_the_four_kinds(model: type[Table]) -> None:
    assert model.__kind__ in {"owned", "shared", "ident", "letterbox"}


def test_every_column_says_what_it_tells() -> None:
    silent = [str(column) for column in COLUMNS if not isinstance(column.info.get("visibility"), Visibility)]

    assert silent == [], "declare them with kept(Visibility.…, …)"


def test_the_database_holds_the_tables_of_the_models_and_no_others(server: ServerOfTests) -> None:
    with psycopg.connect(server.migrator_url) as migrator:
        made = migrator.execute(
            "select schemaname || '.' || tablename from pg_tables"
            " where schemaname in ('owned', 'shared', 'ident', 'letterbox')"
        ).fetchall()

    assert {name for (name,) in made} == {model.__table__.fullname for model in MODELS}


def test_the_database_holds_the_columns_of_the_models_and_no_others(server: ServerOfTests) -> None:
    with psycopg.connect(server.migrator_url) as migrator:
        made = migrator.execute(
            "select table_schema || '.' || table_name || '.' || column_name from information_schema.columns"
            " where table_schema in ('owned', 'shared', 'ident', 'letterbox')"
        ).fetchall()

    assert {name for (name,) in made} == {f"{column.table.fullname}.{column.name}" for column in COLUMNS}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__tablename__)
def test_what_a_visitor_reads_is_no_more_sensitive_than_pastoral(model: type[Table]) -> None:
    guarded = {Visibility.SENSITIVE, Visibility.SAFEGUARDING, Visibility.LEGAL}
    visible = model.__visit__.columns if model.__visit__ else ()

    assert [name for name in visible if model.__table__.columns[name].info["visibility"] in guarded] == []
