"""What a column tells, and so who may be told it (the data protection assessment's classes)."""

from enum import StrEnum


class Visibility(StrEnum):
    """The class of a column or of a field in a letter, from harmless to most guarded."""

    KEY = "key"  # an id or a reference: says which, not what
    OPERATIONAL = "operational"  # how the service runs: states, moments, counts; nothing of a child
    BRIEFING_SAFE = "briefing safe"  # may be read out to all staff
    PASTORAL = "pastoral"
    SENSITIVE = "sensitive"
    SAFEGUARDING = "safeguarding"
    LEGAL = "legal"
