"""Year groups as schools write them: “Year 5”, “Yr 05”, “5”, “Reception”, “N2”."""

import re

from heft_platform.codes import codes_of

WRITTEN_BEFORE = re.compile(r"^(?:nc\s*)?(?:year|yr|y)?[\s.]*0*(?=.)", re.IGNORECASE)


def year_group_of(text: str) -> str | None:
    """Return the code of a year group, or None if nothing like it is in the list."""
    known = codes_of("year_groups")
    code = WRITTEN_BEFORE.sub("", text.strip()).upper()
    code = {"REC": "R"}.get(code, code)
    if code in known:
        return code
    return next((one.code for one in known.values() if one.label.casefold() == text.strip().casefold()), None)


def year_group_words(code: str) -> str:
    """Say a year group on a page: “Year 5”, “Reception”."""
    known = codes_of("year_groups")
    return known[code].label if code in known else code
