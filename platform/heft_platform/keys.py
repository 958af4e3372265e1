"""What ties the rows of an organisation together: to a pupil, to its people, and to a programme with all that is its own."""

from typing import Any

from sqlalchemy import ForeignKeyConstraint, Uuid

from heft_tenants.tables import Visibility, kept


def of_pupil() -> ForeignKeyConstraint:
    """Tie a row to its pupil, inside its organisation."""
    return ForeignKeyConstraint(["org_id", "pupil_id"], ["owned.pupil.org_id", "owned.pupil.id"])


def of_member(column: str) -> ForeignKeyConstraint:
    """Tie a row to one of the organisation’s people: `column` holds the id of the person."""
    return ForeignKeyConstraint(["org_id", column], ["owned.member.org_id", "owned.member.person_id"])


def programme_id() -> Any:
    """Declare the second part of the key of all that belongs to a programme, after the organisation and before its own id."""
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
