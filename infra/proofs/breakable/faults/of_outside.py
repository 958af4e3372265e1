"""The store of files and the mail server are away, hang, or are slow."""

from breakable.faults.breaking import Breaking, fault
from breakable.gates import Gate


@fault
def store_is_away(at: Breaking) -> bool:
    return mannered(at, at.ground.files.gate, "shut")


@fault
def store_hangs(at: Breaking) -> bool:
    return mannered(at, at.ground.files.gate, "holding")


@fault
def store_is_slow(at: Breaking) -> bool:
    return mannered(at, at.ground.files.gate, "slow")


@fault
def mail_is_away(at: Breaking) -> bool:
    return mannered(at, at.ground.mail.gate, "shut")


@fault
def mail_hangs(at: Breaking) -> bool:
    return mannered(at, at.ground.mail.gate, "holding")


@fault
def mail_is_slow(at: Breaking) -> bool:
    return mannered(at, at.ground.mail.gate, "slow")


def mannered(at: Breaking, gate: Gate, manner: str) -> bool:
    gate.manner = manner
    at.for_a_while(lambda: setattr(gate, "manner", "open"), 1, 4)
    return True
