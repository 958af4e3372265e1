"""The areas of a pupil's life that are asked about, each with who may be told."""

from collections.abc import Iterable

from heft_platform.picture.areas.area import Area
from heft_platform.picture.areas.checklist import CHECKLIST, SENCO_COMMENTS
from heft_platform.picture.areas.context import CONTEXT, PROFILE

__all__ = ["AREAS", "CHECKLIST", "CONTEXT", "PROFILE", "SENCO_COMMENTS", "Area", "area_of", "of_classes"]

AREAS = (*PROFILE, *CONTEXT, *CHECKLIST, SENCO_COMMENTS)


def area_of(code: str) -> Area | None:
    """Return an area by its code, or None."""
    return next((area for area in AREAS if area.code == code), None)


def of_classes(areas: Iterable[Area], sees: frozenset[str]) -> list[Area]:
    """Return those areas of which somebody may be told who sees these classes."""
    return [area for area in areas if area.visibility in sees]
