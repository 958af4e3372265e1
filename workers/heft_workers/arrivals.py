"""What an organisation does about a letter that came: its own work, in its own context."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from heft_platform import clock
from heft_platform.cases import services as cases
from heft_platform.escalations import services as escalations
from heft_tenants.letters import LetterOfThread, received_letter
from heft_workers.work import Outside, UnknownKindError, Work

Arrival = Callable[..., None]
ABOUT = {
    "case": cases.letter_arrived,
    "request": escalations.letter_arrived,
    "invitation": cases.letter_arrived,
    "grant": cases.letter_arrived,
}


class LetterMissingError(Exception):
    """A letter announced itself and is not there. It cannot be, so it is never given up and raises the alarm."""


def letter_arrived(session: Session, work: Work) -> Outside | None:
    letter = received_letter(session, letter_id=work.ref)
    if letter is None:
        raise LetterMissingError
    if letter.erased:
        return None
    _about(letter)(session, letter=letter, now=clock.now())
    return None


def _about(letter: LetterOfThread) -> Arrival:
    thing, _, _ = letter.kind.partition(".")
    if thing not in ABOUT or not letter.is_readable:
        raise UnknownKindError
    return ABOUT[thing]
