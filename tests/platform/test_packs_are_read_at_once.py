"""A pack is asked of the database at once: how much is in it does not decide how often somebody asks."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest

from heft_testing.browser import Browser

MOST = 12


@contextmanager
def counted() -> Iterator[list[str]]:
    """Give the list of all that is sent to the database meanwhile."""
    sent: list[str] = []
    execute = psycopg.Cursor.execute

    def counting(cursor: psycopg.Cursor[Any], query: Any, *args: Any, **options: Any) -> Any:
        sent.append(query.decode() if isinstance(query, bytes) else str(query))
        return execute(cursor, query, *args, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(psycopg.Cursor, "execute", counting)
        yield sent


@pytest.mark.parametrize(
    "pack",
    [
        *("review?for=school", "pre_meeting?for=family", "chronology?for=family"),
        *("print-full_plan?for=school", "report_card?for=family", "certificate?for=family"),
    ],
)
def test_a_pack_takes_few_statements(at_oakfield: Browser, told: None, pack: str) -> None:
    at_oakfield.visit("/s/oakfield/programmes")
    path = f"{at_oakfield.page.link('PSP-')}/packs/{pack}"
    at_oakfield.visit(path)

    with counted() as sent:
        at_oakfield.visit(path)

    assert len(sent) <= MOST, "\n".join(" ".join(one.split())[:150] for one in sent)
