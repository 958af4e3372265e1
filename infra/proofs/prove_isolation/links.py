"""Attacks on the short links that give files: copied, forged, old, moved to another file."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from itsdangerous import URLSafeSerializer

from heft_platform import clock
from prove_isolation.attackers import VICTIM
from prove_isolation.ground import Ground
from prove_isolation.pages import STRANGERS, over_http
from prove_isolation.people import CRITERION_ALONE, HOME, ONE_EACH, Person
from prove_isolation.techniques import STOPPED, Found, technique

FILE = "/s/oakfield/programmes/{programme}/files/{export}/file"
ATTACHMENT = "/s/oakfield/programmes/{programme}/requests/{request}/letters/{letter}/1"
OTHERS = (*STRANGERS, "niamh-doherty", "ruth-okonjo", "")  # also a colleague: it is bound to the session


def _signed_for_the_owner(ground: Ground, lasting: str = FILE) -> tuple[Person, str]:
    """Return the victim’s worker, and the address under which they get their file now."""
    owner = Person(ground, "sam-patel")
    return owner, owner.get(lasting.format(**ground.ids)).headers.get("Location", "")


def gives_a_file(person: Person, address: str) -> bool:
    answer = person.get(address)
    return answer.status_code == 200 and "text/html" not in answer.content_type


def _in_anothers_browser(lasting: str, others: Sequence[str] = OTHERS) -> Callable[[Ground], Found]:
    return lambda ground: _tried_by(others, ground, *_signed_for_the_owner(ground, lasting))


def _tried_by(others: Sequence[str], ground: Ground, owner: Person, address: str) -> Found:
    if not gives_a_file(owner, address):
        return Found(void=f"the owner cannot fetch {address!r} either")
    ground.what_changed()
    for slug in others:
        person = Person(ground, slug)
        for said in (address, address.replace("/oakfield/", f"/{HOME.get(slug, 'hillside')}/")):
            if gives_a_file(person, said):
                return Found(leak=f"{slug or 'nobody'} fetched the file under the owner’s address")
        if slug in HOME and (found := person.found()) != STOPPED:
            return found
    return STOPPED


def _in_another_session(ground: Ground) -> Found:
    """The same person, signed in a second time."""
    _, address = _signed_for_the_owner(ground)
    again = Person(ground, "sam-patel")
    return Found(gain="good in another session") if gives_a_file(again, address) else STOPPED


def _too_late(ground: Ground) -> Found:
    owner, address = _signed_for_the_owner(ground)
    with clock.stopped_at(clock.now() + timedelta(seconds=61)):
        late = gives_a_file(owner, address)
    return Found(gain="good after its minute") if late else STOPPED


def _after_signing_out(ground: Ground) -> Found:
    owner, address = _signed_for_the_owner(ground)
    owner.post("/sign-out")
    return Found(leak="good after signing out") if gives_a_file(owner, address) else STOPPED


def _forged(ground: Ground) -> Found:
    """Sign an address oneself: with another key, with none, or by changing one that was signed."""
    owner, address = _signed_for_the_owner(ground)
    path, _, link = address.partition("?link=")
    said, _, signature = link.rpartition(".")
    until = clock.now().timestamp() + 60
    for forged in (
        *(
            str(URLSafeSerializer(key, salt="short link").dumps([path, VICTIM, "0" * 32, until]))
            for key in ("secret", "", "dev")
        ),
        f"{said}.{'A' * len(signature)}",
        f"{said[:-1]}.{signature}",
        said,
        "",
        "null",
    ):
        if gives_a_file(owner, f"{path}?link={forged}"):
            return Found(gain=f"a forged address was good: {forged[:40]}")
    return STOPPED


def _for_another_file(ground: Ground) -> Found:
    """Move the signature of one address to another file’s."""
    owner, address = _signed_for_the_owner(ground)
    _, _, link = address.partition("?link=")
    other = address.replace(ground.ids["programme"], ground.ids["story"])
    for said in (other, f"/la/requests/{ground.ids['request']}/letters/{ground.ids['export']}/1?link={link}"):
        if gives_a_file(owner, said):
            return Found(gain="one file’s address opened another")
    return STOPPED


TECHNIQUES = (
    technique(
        "links.copied",
        "Use the owner’s address of a file in another browser.",
        over_http(_in_anothers_browser(FILE)),
        over_http(_in_anothers_browser(ATTACHMENT)),
        short=[over_http(_in_anothers_browser(FILE, ["bronwen-hughes", "ruth-okonjo"]), [CRITERION_ALONE])],
    ),
    technique(
        "links.another_session",
        "Use it in another session of the same person.",
        over_http(_in_another_session, ONE_EACH[:1]),
    ),
    technique("links.old", "Use it after its minute.", over_http(_too_late, ONE_EACH[:1])),
    technique(
        "links.signed_out",
        "Use it after its owner has signed out.",
        over_http(_after_signing_out, ONE_EACH[:1]),
    ),
    technique("links.forged", "Sign an address oneself.", over_http(_forged, ONE_EACH[:1])),
    technique(
        "links.moved", "Move one file’s address to another file.", over_http(_for_another_file, ONE_EACH[:1])
    ),
)
