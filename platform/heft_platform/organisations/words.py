"""What a command says when it is refused, and what to do about it."""

from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from typing import Any

import click
import psycopg

from heft_platform import storage
from heft_platform.cluster.services import NobodyToBeginWithError, SlugTakenError
from heft_platform.database import OUT_OF_REACH
from heft_platform.organisations.arriving import WrongAnswerError
from heft_platform.organisations.leaving import MustStayError, SomethingLeftError
from heft_platform.organisations.ledger import BrokenLedgerError
from heft_platform.organisations.services import ArchiveOfAnotherStateError, TableForgottenError
from heft_tenants.refusals import Refused
from heft_tenants.sealing import BrokenSealError

# The first that fits speaks.
WORDS: Mapping[type[Exception], Callable[[Any], str]] = {
    MustStayError: lambda it: "\n".join(["It cannot leave yet.", *it.reasons]),
    ArchiveOfAnotherStateError: lambda it: (
        f"The archive is not of what is there now ({', '.join(it.where)}): make a new one. Nothing was erased."
    ),
    NobodyToBeginWithError: lambda it: (
        f"Somebody must be able to let others in: choose --role from {', '.join(it.roles)}."
    ),
    WrongAnswerError: str,
    SlugTakenError: lambda _: (
        "Another organisation has this word in its addresses, or had it until it left: choose another --slug."
    ),
    TableForgottenError: lambda it: (
        f"Nobody has said whether these tables go into an archive: {', '.join(it.tables)}."
    ),
    BrokenLedgerError: lambda it: f"Line {it.line} of the ledger of erasures cannot be read: mend it first.",
    SomethingLeftError: lambda it: f"Something is left: {dict(it.what)}. Do it again.",
    storage.StoreError: lambda _: "The store of the files does not answer: do it again when it does.",
    BrokenSealError: lambda _: "A file is not as it was sealed, or the master key is another one.",
    psycopg.OperationalError: lambda _: OUT_OF_REACH,
    OSError: lambda it: f"{it.strerror}: the file was not written.",
    Refused: lambda it: str(it.__doc__),
}


@contextmanager
def refusals_in_words() -> Generator[None]:
    """Let a command end with words when it is refused, and not with a fault."""
    try:
        yield
    except tuple(WORDS) as refusal:
        speaks = next(words for kind, words in WORDS.items() if isinstance(refusal, kind))
        raise click.ClickException(speaks(refusal)) from refusal
