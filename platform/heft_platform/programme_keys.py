"""The key of everything that belongs to a programme: its organisation, its programme, and its own id."""

from typing import Any

from sqlalchemy import ForeignKeyConstraint, Uuid

from heft_tenants.tables import Visibility, kept


def programme_id() -> Any:
    """Declare the second part of the key."""
    return kept(Visibility.KEY, Uuid, primary_key=True, sort_order=-5)


def of_programme() -> ForeignKeyConstraint:
    """Tie a row to its programme, inside its organisation."""
    return ForeignKeyConstraint(["org_id", "programme_id"], ["owned.programme.org_id", "owned.programme.id"])


def of_same_programme(column: str, table: str) -> ForeignKeyConstraint:
    """Tie a row to another of its programme: `column` holds the id of a row of `table`."""
    return ForeignKeyConstraint(
        ["org_id", "programme_id", column],
        [f"owned.{table}.{key}" for key in ("org_id", "programme_id", "id")],
    )
