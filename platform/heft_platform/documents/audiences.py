"""Who a pack is for, and which classes of what is recorded it may hold for them. There is no other place that says so."""

from heft_tenants.visibility import Visibility

AUDIENCES = {
    "family": "The pupil and the family",
    "school": "Staff of the school",
    "authority": "The local authority",
    "agency": "Another service that helps",
    "next_school": "The next school",
}
AUDIENCE_WORDS = {
    "family": "For the pupil and the family",
    "school": "For staff of the school who work with this pupil",
    "authority": "For the authority’s inclusion officers",
    "agency": "For the service that helps this pupil",
    "next_school": "For the pupil’s next school",
}

_AGREED_WITH_EVERYBODY = frozenset(
    {Visibility.KEY, Visibility.OPERATIONAL, Visibility.BRIEFING_SAFE, Visibility.PASTORAL}
)
# What only the safeguarding lead may read, and what is a matter of law, is in no pack: it goes apart, by their hand.
MAY_HOLD: dict[str, frozenset[Visibility]] = {
    "family": _AGREED_WITH_EVERYBODY,
    "school": _AGREED_WITH_EVERYBODY | {Visibility.SENSITIVE},
    "authority": _AGREED_WITH_EVERYBODY,
    "agency": _AGREED_WITH_EVERYBODY,
    "next_school": _AGREED_WITH_EVERYBODY | {Visibility.SENSITIVE},
}
MAY_HOLD_NOTES = frozenset({"school"})  # what staff wrote for themselves and for each other
MAY_NAME_OTHERS = frozenset({"school"})  # other pupils

SENSITIVE_STAYS = "Sensitive: only named staff of the school may be told"
NOTES_STAY = "Staff’s own notes stay at school"
OTHERS_STAY = "Names of other pupils are cut"
NOT_FOR_YOU = "Sensitive: you may not be told, so your pack cannot hold it"
KEPT_BACK = "The template keeps this from everybody outside the school"
NOT_HERE = "Not part of this copy."


def holds(audience: str, sees: frozenset[Visibility]) -> frozenset[Visibility]:
    """Return the classes that a pack may hold: those of its audience that whoever makes it may be told themselves."""
    return MAY_HOLD[audience] & (sees | {Visibility.KEY, Visibility.OPERATIONAL})
