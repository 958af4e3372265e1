"""Run migrations as the owner of the tables, one process at a time, without making others wait for long."""

import os
from collections.abc import Iterable
from typing import Any

from alembic import context
from alembic.autogenerate import renderers
from alembic.operations import ops
from sqlalchemy import NullPool, create_engine, text

from heft_platform.config import for_sqlalchemy
from heft_platform.models import Table
from heft_tenants.fences import fence_of

LOCK = 0x48454654  # "HEFT"
KINDS = {"owned", "shared", "ident", "letterbox"}


def ours(name: str | None, kind: str, _: Any) -> bool:
    return kind != "schema" or name in KINDS


def number_and_fence(_: Any, __: Any, directives: list[ops.MigrationScript]) -> None:
    """Number a new migration, and raise the fence of every table that it makes."""
    script = directives[0]
    script.rev_id = f"{int(context.get_context().get_current_revision() or 0) + 1:04d}"
    assert script.upgrade_ops is not None
    made = [step for step in script.upgrade_ops.ops if isinstance(step, ops.CreateTableOp)]
    script.upgrade_ops.ops.extend(_fences(made))


def _fences(made: Iterable[ops.CreateTableOp]) -> Iterable[ops.ExecuteSQLOp]:
    models = {str(mapper.local_table): mapper.class_ for mapper in Table.registry.mappers}
    for step in made:
        yield Fence(fence_of(models[f"{step.schema}.{step.table_name}"]))


class Fence(ops.ExecuteSQLOp):
    """Written into a migration as the call that raises a table's fence."""

    def __init__(self, call: dict[str, Any]) -> None:
        super().__init__("")
        self.call = call


@renderers.dispatch_for(Fence)
def _render(_: Any, fence: Fence) -> str:
    said = ", ".join(f"{name}={value!r}" for name, value in fence.call.items())
    return f"raise_fence({said})"


def main() -> None:
    engine = create_engine(for_sqlalchemy(os.environ["HEFT_DATABASE_URL"]), poolclass=NullPool)
    with engine.connect() as connection:
        connection.execute(text("set lock_timeout = '4s'"))
        connection.execute(text("set statement_timeout = '60s'"))
        context.configure(
            connection=connection,
            target_metadata=Table.metadata,
            include_schemas=True,
            include_name=ours,
            version_table_schema="public",
            process_revision_directives=number_and_fence,
        )
        with context.begin_transaction():
            connection.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
            context.run_migrations()
        connection.commit()


main()
