"""Whether a school is the only one of a pupil: codes of the common basic data set, however a system writes them."""

import re

from heft_platform.codes import codes_of

MAIN, SUBSIDIARY = "M", "S"
ON_TWO_ROLLS = frozenset({MAIN, SUBSIDIARY})
# The first that stands in the words of a system says which it is: “Main – dual registration” is not single.
TELLING = (("subsid", SUBSIDIARY), ("main", MAIN), ("guest", "G"), ("single", "C"), ("current", "C"))


def enrolment_of(text: str) -> str:
    """Return the code for a status of enrolment: “M”, “M - Main” and “Current main (dual)” are one; nothing if it is none."""
    code = re.split(r"\W", text.strip(), maxsplit=1)[0].upper()
    if code in codes_of("enrolment_status"):
        return code
    return next((known for words, known in TELLING if words in text.casefold()), "")


def enrolment_words(code: str) -> str:
    """Return what people call a status of enrolment; nothing for none."""
    known = codes_of("enrolment_status")
    return known[code].label if code in known else ""
