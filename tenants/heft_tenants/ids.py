"""Ids that order themselves by time, made here so that every supported PostgreSQL serves."""

import os
import time
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Uuid, any_, literal


def uuid7() -> UUID:
    """Make a UUID of version 7: later ones sort after earlier ones (RFC 9562, section 5.7)."""
    number = (int(time.time() * 1000) << 80) | int.from_bytes(os.urandom(10), "big")
    return UUID(int=number & ~(0xF << 76) & ~(0x3 << 62) | (7 << 76) | (2 << 62))


def among(column: Any, ids: Iterable[UUID]) -> ColumnElement[bool]:
    """Ask for the rows of these ids. They are one value, so that it is the same statement for one id and for a thousand."""
    found: ColumnElement[bool] = column == any_(literal(list(ids), ARRAY(Uuid)))
    return found
