"""Put two versions of one part of a plan together: field by field, theirs or yours, and yours can be written on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from werkzeug.datastructures import MultiDict

from heft_platform import words
from heft_platform.forms import in_three_boxes

KEEP = "keep-"
TAKEN_OUT = "Somebody took this out of the plan while you were writing. Save to put yours in as new"


@dataclass(frozen=True, kw_only=True)
class Field:
    """A field as both wrote it. `theirs` and `yours` are what the form sends, the words are what people read."""

    name: str
    label: str
    rows: int  # of the box to write in; 0 for what is chosen and not written
    theirs: str
    yours: str
    their_words: str
    your_words: str

    @property
    def differs(self) -> bool:
        return self.theirs != self.yours


def put_together(form: MultiDict[str, str], theirs: Mapping[str, Any]) -> MultiDict[str, str]:
    """Return the answers of a form in which some fields are to stay as they are in the plan."""
    answers = form.copy()
    for key, choice in form.items():
        name = key.removeprefix(KEEP)
        if key.startswith(KEEP) and choice == "theirs" and name in theirs:
            answers[name] = theirs[name]
    return answers


def both(
    labels: Mapping[str, tuple[str, int]],
    theirs: Mapping[str, Any],
    yours: Mapping[str, Any],
    words_of: Mapping[str, Mapping[str, str]],
) -> list[Field]:
    """Return the fields in the order of the labels; `words_of` are the words of codes, by field."""
    return [
        Field(
            name=name,
            label=label,
            rows=rows,
            theirs=str(theirs.get(name) or ""),
            yours=str(yours.get(name) or "").replace("\r\n", "\n"),
            their_words=_said(name, theirs, words_of),
            your_words=_said(name, yours, words_of),
        )
        for name, (label, rows) in labels.items()
    ]


def a_day(name: str, day: date | None) -> dict[str, Any]:
    """Return a day as the form of a part holds it, and whole, as two versions of it are compared."""
    return {name: day.isoformat(), **in_three_boxes(name, day)} if day else {name: ""}


def words_of_days(names: Iterable[str], *versions: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Return the days that stand in these fields in words, for `both`."""
    return {
        name: {one[name]: words.day(date.fromisoformat(one[name])) for one in versions if one[name]}
        for name in names
    }


def _said(name: str, answers: Mapping[str, Any], words_of: Mapping[str, Mapping[str, str]]) -> str:
    value = str(answers.get(name) or "")
    return words_of.get(name, {}).get(value, value) or "Not said"
