"""A school's additions to a template of its cluster, laid over it."""

from heft_platform.library.extending.merging import (
    GUIDANCE,
    OWN,
    Addition,
    Merged,
    Misfit,
    is_locked,
    merged,
)

__all__ = ["GUIDANCE", "OWN", "Addition", "Merged", "Misfit", "is_locked", "merged"]
