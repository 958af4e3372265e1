"""Raise the alarm about what was found and cannot be: a code and numbers, never what or whom it is about."""

import logging
from collections.abc import Iterable

from heft_platform import error_reports
from heft_tenants.lost import Found

log = logging.getLogger(__name__)


class DiscrepancyError(Exception):
    """Two places that always say the same did not. It was mended, or somebody must look."""

    def __init__(self, found: Found) -> None:
        super().__init__(found.what)
        self.known_as, self.times = found.what, found.found


def alarm(found: Iterable[Found], *, org: int | None = None) -> None:
    """Report each kind of thing that was found once, however often it was."""
    for one in found:
        error_reports.report(DiscrepancyError(one))
        about = {"code": one.what, "found": one.found, "mended": one.mended, "org": org}
        log.error("Something was found that cannot be", extra=about)
