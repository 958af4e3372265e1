"""The words for what stands on record as codes."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from heft_platform.codes import Code, codes_of

SEVERITY_WORDS: Mapping[str, str] = MappingProxyType({"low": "Low", "medium": "Medium", "high": "High"})
RECORD_WORDS: Mapping[str, str] = MappingProxyType(
    {"incident": "Behaviour", "attendance": "Attendance", "suspension": "Suspensions"}
)
CATEGORY_WORDS: Mapping[str, str] = MappingProxyType(
    {"SUSP": "Suspension", "LNCH": "Lunchtime suspension", "PERM": "Permanent exclusion"}
)


def kinds() -> list[tuple[str, str]]:
    """Return the kinds of behaviour that can be chosen, with their words."""
    return [(one.code, one.label) for one in codes_of("behaviour_kinds").values() if one.is_offered]


def kind_words(code: str, said: str = "") -> str:
    """Say a kind of behaviour; in the words of the system it came from, if it is none of ours."""
    known = codes_of("behaviour_kinds")
    return said if said and code == "other" else known[code].label if code in known else code


def is_praise(code: str) -> bool:
    known = codes_of("behaviour_kinds")
    return code in known and known[code].group == "praise"


def reasons() -> list[tuple[str, str]]:
    """Return the reasons for a suspension that can be chosen, with their words."""
    return [(one.code, one.label) for one in codes_of("exclusion_reasons").values() if one.is_offered]


def known_reasons() -> dict[str, Code]:
    """Return all reasons that may stand on record, also those of other years."""
    return {**codes_of("exclusion_reasons"), **codes_of("exclusion_reasons_legacy")}


def reason_words(code: str) -> str:
    known = known_reasons()
    return known[code].label if code in known else code


def days_words(sessions: int | None) -> str:
    """Say sessions as days: “half a day”, “1 day”, “2½ days”."""
    if sessions is None:
        return ""
    days, half = divmod(sessions, 2)
    if not days:
        return "half a day" if half else "no days"
    return f"{days}{'½' if half else ''} {'day' if days == 1 and not half else 'days'}"


def period_words(first_on: date, last_on: date) -> str:
    """Say “2 September to 27 November 2026”, with a year where it is needed."""
    if first_on == last_on:
        return f"{last_on.day} {last_on:%B %Y}"
    if first_on.year != last_on.year:
        start = f"{first_on.day} {first_on:%B %Y}"
    elif first_on.month != last_on.month:
        start = f"{first_on.day} {first_on:%B}"
    else:
        start = str(first_on.day)
    return f"{start} to {last_on.day} {last_on:%B %Y}"
