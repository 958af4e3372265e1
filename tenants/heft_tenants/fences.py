"""The SQL that puts a table behind its fence. A migration that makes a table raises its fence in the same breath."""

from collections.abc import Sequence
from typing import Any

from heft_tenants.tables import OF_ONE_ORGANISATION, WRITTEN_BY_ADMINISTRATORS, Shared, Table

OWN = "org_id = (select fence.org())"
OWN_CLUSTER = "cluster_id = (select fence.cluster())"
SENT_BY_US = "from_org = (select fence.org())"
LEAVING = "org_id = (select fence.leaving())"
WRITTEN_BY_ONESELF = "author_id = (select fence.person())"
# EXPLAIN estimates from statistics that all organisations share: none where a value would tell an organisation or a case.
TELLING = frozenset({"org_id", "from_org", "to_org", "programme_id", "letter_id", "digest"})


def raise_fence(
    table: str,
    columns: Sequence[str],
    *,
    app: str,
    admin: str = WRITTEN_BY_ADMINISTRATORS,
    visit_key: str | None = None,
    visit_section: int | str | None = None,
    visit_columns: Sequence[str] = (),
    visit_adds: Sequence[str] = (),
) -> list[str]:
    """Return the statements that keep a table's rows to those whose they are.

    `table` carries its schema, which is its kind. `app` is what the application may do with it, as in GRANT, `admin` what a cluster's administrator may besides reading.
    The rest says what a visitor may read and add: see `heft_tenants.tables.Visit`.
    """
    kind, _, _ = table.partition(".")
    return [
        f"alter table {table} enable row level security",
        f"alter table {table} force row level security",
        *_OF_KIND[kind](table, app),
        *(sign(table) if "author_id" in columns else []),
        *([f"grant {admin} on {table} to heft_admin"] if kind == "shared" and admin else []),
        *(let_leave(table) if kind in OF_ONE_ORGANISATION else []),
        *_visit(table, visit_key, visit_section, visit_columns, visit_adds),
        *_statistics(table, columns),
    ]


def fence_of(model: type[Table]) -> dict[str, Any]:
    """Return what `raise_fence` must be told for the fence that a model declares."""
    said: dict[str, Any] = {
        "table": f"{model.__kind__}.{model.__tablename__}",
        "columns": [column.name for column in model.__table__.columns],
        "app": model.__app__,
    }
    if issubclass(model, Shared) and model.__admin__ != WRITTEN_BY_ADMINISTRATORS:
        said["admin"] = model.__admin__
    if visit := model.__visit__:
        said["visit_key"] = visit.key
        said["visit_section"] = visit.section if isinstance(visit.section, str) else int(visit.section)
        said["visit_columns"] = list(visit.columns)
        if visit.adds:
            said["visit_adds"] = list(visit.adds)
    return said


def let_leave(table: str) -> list[str]:
    """Return the statements that let a table's rows be erased with their organisation, once that has left."""
    return [
        f"create policy leave on {table} to heft_eraser using ({LEAVING})",
        f"grant select, delete on {table} to heft_eraser",
    ]


def sign(table: str) -> list[str]:
    """Return the statement that lets nobody write into a table in a colleague's name."""
    return [
        (
            f"create policy author on {table} as restrictive for insert to heft_app, heft_worker"
            f" with check ({WRITTEN_BY_ONESELF})"
        )
    ]


def refuse_leavers(table: str) -> str:
    """Return the statement that lets nothing be put into the box of an organisation that has left."""
    return (
        f"create trigger receiver_is_here before insert on {table}"
        " for each row execute function fence.receiver_is_here()"
    )


def _owned(table: str, app: str) -> list[str]:
    return [
        f"create policy fence on {table} to heft_app, heft_worker using ({OWN}) with check ({OWN})",
        (
            f"create trigger freeze_keys before update of org_id on {table}"
            " for each row execute function owned.freeze_keys()"
        ),
        f"grant {app} on {table} to heft_app, heft_worker",
    ]


def _shared(table: str, _: str) -> list[str]:
    return [
        (
            f"create policy read on {table} for select to heft_app, heft_visitor, heft_worker, heft_admin"
            f" using ({OWN_CLUSTER})"
        ),
        f"create policy admin on {table} to heft_admin using ({OWN_CLUSTER}) with check ({OWN_CLUSTER})",
        f"grant select on {table} to heft_app, heft_visitor, heft_worker, heft_admin",
    ]


def _letterbox(table: str, _: str) -> list[str]:
    return [
        f"create policy read on {table} for select to heft_app, heft_worker using ({OWN})",
        f"create policy post on {table} for insert to heft_fence with check ({SENT_BY_US})",
        f"grant select on {table} to heft_app, heft_worker",
        refuse_leavers(table),
    ]


def _identity(table: str, app: str) -> list[str]:
    return [
        f"create policy signin on {table} to heft_signin using (true) with check (true)",
        f"grant {app} on {table} to heft_signin",
    ]


_OF_KIND = {"owned": _owned, "shared": _shared, "letterbox": _letterbox, "ident": _identity}


def _visit(
    table: str, key: str | None, section: int | str | None, columns: Sequence[str], adds: Sequence[str]
) -> list[str]:
    if key is None:
        return []
    case = "id = (select fence.pupil())" if key == "pupil" else f"{key} = (select fence.programme())"
    statements = [
        (
            f"create policy visit on {table} for select to heft_visitor"
            f" using ({OWN} and {case} and (select fence.reads()) & {section} <> 0)"
        ),
        f"grant select ({', '.join(('org_id', *columns))}) on {table} to heft_visitor",
    ]
    if adds:
        statements += [
            (
                f"create policy visit_add on {table} for insert to heft_visitor"
                f" with check ({OWN} and {case} and author_id = (select fence.person())"
                f" and (select fence.adds()) & {section} <> 0)"
            ),
            f"grant insert ({', '.join(('org_id', *adds))}) on {table} to heft_visitor",
        ]
    return statements


def _statistics(table: str, columns: Sequence[str]) -> list[str]:
    kind, _, name = table.partition(".")
    if kind not in OF_ONE_ORGANISATION:
        return []
    about_letters = kind == "letterbox" or name.startswith("sent_")
    telling = [column for column in columns if about_letters or column in TELLING]
    return [f"alter table {table} alter {column} set statistics 0" for column in telling]
