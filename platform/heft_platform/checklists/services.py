"""Read a pupil’s checklist with what records say, and tick its lines. It decides nothing: people do."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.audit.services import record
from heft_platform.checklists.counting import LONG_ENOUGH, FromRecords, PupilRecords
from heft_platform.checklists.models import EntryTick
from heft_platform.clock import SCHOOL_TIME
from heft_platform.kept_versions import Writer
from heft_platform.library.services import ProgrammeTemplate
from heft_platform.provision import services as provision
from heft_platform.provision.services import Rolls
from heft_platform.records import services as records
from heft_tenants.refusals import Refused
from heft_tenants.together import Question, ask_together

__all__ = ["Checklist", "FromRecords", "Line", "SaidOfNothingError", "checklist_of", "tick", "ticked_before"]

EVERY_TEMPLATE = ""  # what is considered whatever template is chosen
IN_REACH = "in_reach"
CONSIDERED = (
    ("outreach", "Outreach from alternative provision was considered"),
    (IN_REACH, "In-reach, or a place on the roll of two schools, was considered"),
)
NEED = {"required": "Needed first", "expected": "Expected", "recommended": "Recommended"}
LineKey = tuple[str, str]  # its kind and its code


class SaidOfNothingError(Refused):
    """Words were written, and no line was ticked with which they would be kept."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of a checklist: what it says, whether it is ticked and by whom, and what is on record."""

    kind: str
    code: str
    label: str
    need: str
    from_records: FromRecords | None
    is_ticked: bool
    words: str
    said_by: str
    said_at: datetime | None

    @property
    def key(self) -> str:
        """Return how a form calls it."""
        return f"{self.kind}:{self.code}"


@dataclass(frozen=True, kw_only=True)
class Checklist:
    """What may lead to a programme of a template, what comes before one, and what is considered besides."""

    triggers: tuple[Line, ...]
    prerequisites: tuple[Line, ...]
    considered: tuple[Line, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        return (*self.triggers, *self.prerequisites, *self.considered)


def checklist_of(session: Session, *, pupil_id: UUID, template: ProgrammeTemplate, today: date) -> Checklist:
    """Return a pupil’s checklist for a template, with what records say at this moment."""
    since = today - LONG_ENOUGH
    ticks = _ticks_asked(pupil_id)
    attendance = records.attendance_asked(pupil_id=pupil_id, since=since, until=date.max)
    suspensions = records.suspensions_asked(pupil_id=pupil_id, since=since, until=date.max)
    rolls = provision.rolls_asked(pupil_id=pupil_id, today=today)
    ask_together(session, ticks, attendance, suspensions, rolls)
    known = PupilRecords(attendance=attendance.answer, suspensions=suspensions.answer, today=today)
    standing = {
        (one.kind, one.code): one
        for one in ticks.answer
        if one.template_key in (template.key, EVERY_TEMPLATE)
    }
    entry = template.entry
    return Checklist(
        triggers=tuple(
            _line(standing, "trigger", one.id, one.label, from_records=known.say(one))
            for one in entry.triggers
        ),
        prerequisites=tuple(
            _line(standing, "prerequisite", one.id, one.label, need=NEED.get(one.requirement, ""))
            for one in entry.prerequisites
        ),
        considered=tuple(
            _line(standing, "considered", code, label, from_records=_of_rolls(code, rolls.answer))
            for code, label in CONSIDERED
        ),
    )


def _of_rolls(code: str, rolls: Rolls) -> FromRecords | None:
    """Return what is on record of a second roll: a pupil who is on one needs nobody’s tick."""
    return FromRecords(state="met", words=rolls.in_short) if code == IN_REACH and rolls.is_dual else None


def tick(
    session: Session,
    *,
    pupil_id: UUID,
    template: ProgrammeTemplate,
    ticked: Collection[str],
    opened: Collection[str],
    words: str,
    writer: Writer,
    now: datetime,
) -> int:
    """Keep what was ticked and what no longer is, with who and when; return how many lines changed.

    Lines are called as `Line.key` says. `opened` are those that were ticked when the page was opened: what somebody else
    ticked meanwhile stays.

    :raises SaidOfNothingError: if there are words, and no line changed
    """
    known = {f"trigger:{one.id}" for one in template.entry.triggers}
    known |= {f"prerequisite:{one.id}" for one in template.entry.prerequisites}
    known |= {f"considered:{code}" for code, _ in CONSIDERED}
    changed = sorted((set(ticked) ^ set(opened)) & known)
    if words and not changed:
        raise SaidOfNothingError
    for key in changed:
        kind, _, code = key.partition(":")
        session.add(
            EntryTick(
                pupil_id=pupil_id,
                template_key=EVERY_TEMPLATE if kind == "considered" else template.key,
                kind=kind,
                code=code,
                is_ticked=key in ticked,
                words=words,
                said_by=writer.id,
                sayer_name=writer.name,
                said_at=now,
            )
        )
    if changed:
        record(
            session,
            action="checklist.ticked",
            thing="pupil",
            thing_id=pupil_id,
            pupil_id=pupil_id,
            fields=[key.partition(":")[0] for key in changed],
        )
    return len(changed)


def ticked_before(session: Session, *, pupil_id: UUID, template_key: str, since: date | None) -> set[LineKey]:
    """Return what is ticked on a pupil’s checklist of a template, for the page that starts a programme.

    What was ticked until a day, `since`, spoke for another programme, and is asked again.
    """
    return {
        (one.kind, one.code)
        for one in _ticks_asked(pupil_id).ask(session)
        if one.is_ticked
        and one.template_key == template_key
        and (since is None or one.said_at.astimezone(SCHOOL_TIME).date() > since)
    }


def _ticks_asked(pupil_id: UUID) -> Question[list[EntryTick]]:
    found = select(EntryTick).where(EntryTick.pupil_id == pupil_id)
    return Question(_newest, found.order_by(EntryTick.said_at, EntryTick.id))


def _newest(ticks: Iterable[EntryTick]) -> list[EntryTick]:
    return list({(one.template_key, one.kind, one.code): one for one in ticks}.values())


def _line(
    standing: dict[LineKey, EntryTick],
    kind: str,
    code: str,
    label: str,
    *,
    need: str = "",
    from_records: FromRecords | None = None,
) -> Line:
    said = standing.get((kind, code))
    return Line(
        kind=kind,
        code=code,
        label=label,
        need=need,
        from_records=from_records,
        is_ticked=said is not None and said.is_ticked,
        words=said.words if said else "",
        said_by=said.sayer_name if said else "",
        said_at=said.said_at if said else None,
    )
