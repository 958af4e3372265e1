"""What must hold across a template: the rules of schema version 1, by what they are about.

The tenth, that a version stays readable for as long as a programme uses it, is kept by the tables: a published version
is never changed, and a programme has a copy of its own.
"""

from heft_platform.library.rules import calendar, endings, ids, meetings, papers, people, references, scales
from heft_platform.library.rules.places import Body, Broken

RULES = (
    *ids.RULES,
    *references.RULES,
    *calendar.RULES,
    *people.RULES,
    *papers.RULES,
    *meetings.RULES,
    *endings.RULES,
    *scales.RULES,
)


def broken_rules(body: Body) -> Broken:
    """Give path and words of every rule that is broken. The shape must be right."""
    for rule in RULES:
        yield from rule(body)
