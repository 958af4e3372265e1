"""Keep scores, and read them with what has become of them."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from heft_platform.audit.services import record
from heft_platform.kept_versions import Writer, newest, take_out, versions_of, write_version
from heft_platform.measures.models import Measure
from heft_platform.measures.tools import RATERS, SDQ_DIFFICULTIES, TOOLS, Tool
from heft_platform.measures.views import MeasureView, Series, in_series
from heft_platform.refusals import InTheFutureError
from heft_tenants.ids import uuid7
from heft_tenants.refusals import Refused
from heft_tenants.together import Question

__all__ = [
    "RATERS",
    "TOOLS",
    "ExpectedTooLowError",
    "InTheFutureError",
    "MeasureView",
    "NoScoresError",
    "OutOfRangeError",
    "ScoresMissingError",
    "Series",
    "Tool",
    "TotalDiffersError",
    "Writer",
    "add_measure",
    "in_series",
    "measures_asked",
    "measures_of",
    "take_measure_out",
]


class NoScoresError(Refused):
    """There is no score at all."""


class ScoresMissingError(Refused):
    """A measure that needs all its scores lacks one; `scale` is the first."""

    def __init__(self, scale: str) -> None:
        self.scale = scale
        super().__init__(scale)


class OutOfRangeError(Refused):
    """A score lies outside of its scale; `scale` says of which."""

    def __init__(self, scale: str) -> None:
        self.scale = scale
        super().__init__(scale)


class TotalDiffersError(Refused):
    """The total is not what its parts add up to; `sum` is that."""

    def __init__(self, sum_: int) -> None:
        self.sum = sum_
        super().__init__(sum_)


class ExpectedTooLowError(Refused):
    """What is expected of a target is no more than where it started."""


def measures_of(session: Session, *, pupil_id: UUID) -> list[MeasureView]:
    """Return all scores of a pupil. For those who may be told what is sensitive."""
    record(
        session,
        action="measures.viewed",
        thing="pupil",
        thing_id=pupil_id,
        pupil_id=pupil_id,
        fields=("measures",),
    )
    return measures_asked(pupil_id=pupil_id).ask(session)


def measures_asked(*, pupil_id: UUID) -> Question[list[MeasureView]]:
    """Ask for all scores of a pupil, for pages that ask for more at once and write down themselves who looked."""
    return Question(
        lambda rows: [_view(row) for row in rows if not row.is_taken_out],
        newest(Measure).where(Measure.pupil_id == pupil_id),
    )


def add_measure(  # noqa: PLR0913  (what a set of scores says, and who writes it down)
    session: Session,
    *,
    pupil_id: UUID,
    tool: Tool,
    edition: str,
    taken_on: date,
    rater: str,
    rater_name: str,
    about: str,
    scores: Mapping[str, int],
    note: str,
    writer: Writer,
    now: datetime,
    today: date,
) -> UUID:
    """Keep a set of scores and return its id. The total of the SDQ is worked out if it is left open.

    :raises InTheFutureError: if the day has not been yet
    :raises NoScoresError: if there is no score
    :raises ScoresMissingError: if a target is monitored and one of its three steps is missing
    :raises OutOfRangeError: if a score lies outside of its scale
    :raises TotalDiffersError: if a total is not what its parts add up to
    :raises ExpectedTooLowError: if what is expected of a target is no more than where it started
    """
    if taken_on > today:
        raise InTheFutureError
    kept = _checked(tool, dict(scores))
    measure_id = uuid7()
    write_version(
        session,
        Measure,
        version=0,
        writer=writer,
        now=now,
        id=measure_id,
        pupil_id=pupil_id,
        is_taken_out=False,
        tool=tool.code,
        edition=edition,
        taken_on=taken_on,
        rater=rater,
        rater_name=rater_name,
        about=about if tool.is_about_a_target else "",
        scores=kept,
        note=note,
    )
    _record(session, "added", measure_id, pupil_id)
    return measure_id


def take_measure_out(
    session: Session, *, pupil_id: UUID, measure_id: UUID, writer: Writer, now: datetime
) -> bool:
    """Take out scores that were written down by mistake; False if the pupil has no such scores."""
    found = next(iter(versions_of(session, Measure, thing_id=measure_id)), None)
    if found is None or found.pupil_id != pupil_id:
        return False
    if not found.is_taken_out:
        take_out(session, found, writer=writer, now=now)
        _record(session, "taken_out", measure_id, pupil_id)
    return True


def _checked(tool: Tool, scores: dict[str, int]) -> dict[str, int]:
    if not scores:
        raise NoScoresError
    for scale in tool.scales:
        if scale.code in scores and not scale.lowest <= scores[scale.code] <= scale.highest:
            raise OutOfRangeError(scale.code)
    if tool.code == "sdq":
        return _with_total(scores)
    if tool.code == "tme":
        _check_steps(tool, scores)
    return scores


def _with_total(scores: dict[str, int]) -> dict[str, int]:
    if any(one not in scores for one in SDQ_DIFFICULTIES):
        return scores
    added_up = sum(scores[one] for one in SDQ_DIFFICULTIES)
    if scores.get("total", added_up) != added_up:
        raise TotalDiffersError(added_up)
    return {**scores, "total": added_up}


def _check_steps(tool: Tool, scores: dict[str, int]) -> None:
    missing = next((one.code for one in tool.scales if one.code not in scores), None)
    if missing:
        raise ScoresMissingError(missing)
    if scores["expected"] <= scores["baseline"]:
        raise ExpectedTooLowError


def _view(row: Measure) -> MeasureView:
    return MeasureView(
        id=row.id,
        tool=TOOLS[row.tool],
        edition=row.edition,
        taken_on=row.taken_on,
        rater=row.rater,
        rater_name=row.rater_name,
        about=row.about,
        scores=row.scores,
        note=row.note,
        version=row.version,
    )


def _record(session: Session, deed: str, measure_id: UUID, pupil_id: UUID) -> None:
    record(
        session,
        action=f"measure.{deed}",
        thing="measure",
        thing_id=measure_id,
        pupil_id=pupil_id,
        fields=("scores",) if deed == "added" else (),
    )
