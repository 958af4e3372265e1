"""What an organisation does about a letter that came: its own work, in its own context."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from heft_platform import clock
from heft_platform.cases import services as cases
from heft_platform.escalations import services as escalations
from heft_tenants.letters import LetterOfThread, received_letter
from heft_workers.work import Outside, RefusedWorkError, Work

Arrival = Callable[..., None]
ABOUT = {
    "request": escalations.letter_arrived,
    "invitation": cases.letter_arrived,
    "grant": cases.letter_arrived,
}


def letter_arrived(session: Session, work: Work) -> Outside | None:
    letter = received_letter(session, letter_id=work.ref)
    if letter is None:
        raise RefusedWorkError("no_such_letter")  # noqa: EM101
    _about(letter)(session, letter=letter, now=clock.now())
    return None


def _about(letter: LetterOfThread) -> Arrival:
    thing, _, _ = letter.kind.partition(".")
    if thing not in ABOUT:
        raise RefusedWorkError("unknown_kind")  # noqa: EM101
    return ABOUT[thing]
