"""Which lists there are as spreadsheets: what each is called, who may have it, and where its rows come from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy.orm import Session

from heft_platform.accounts import services as accounts
from heft_platform.actions import services as actions
from heft_platform.agencies import services as agencies
from heft_platform.audit import services as audit
from heft_platform.clock import SCHOOL_TIME
from heft_platform.daily_reports import services as daily_reports
from heft_platform.full_lists import FullList
from heft_platform.library import services as library
from heft_platform.permissions import Deed
from heft_platform.picture import services as picture
from heft_platform.programmes import services as programmes
from heft_platform.programmes.services import Wanted
from heft_platform.pupils import services as pupils
from heft_platform.records import services as records
from heft_platform.sessions import services as sessions

BEGINS, ENDS = (9, 1), (8, 31)  # of a school year: month and day


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Who asks on which day, and what the list is narrowed to."""

    today: date
    year: int  # the September of a school year
    only_of: UUID | None = None  # the person who asks, if they may not have everybody's
    sees_guarded: bool = False  # what only the safeguarding lead may know of
    pupil_id: UUID | None = None
    wanted: Wanted = field(default_factory=Wanted)
    class_name: str = ""
    year_group: str = ""
    who_left: bool = False

    @property
    def since(self) -> date:
        return date(self.year, *BEGINS)

    @property
    def until(self) -> date:
        return date(self.year + 1, *ENDS)


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A list as a spreadsheet."""

    kind: str
    title: str
    about: str
    deed: Deed
    rows: Callable[[Session, Asked], FullList]
    is_of_a_year: bool = False
    is_of_a_pupil: bool = False  # may be narrowed to one


def _pupils(session: Session, asked: Asked) -> FullList:
    return pupils.pupils_in_full(
        session,
        programmes=programmes.open_references(session),
        class_name=asked.class_name,
        year_group=asked.year_group,
        who_left=asked.who_left,
    )


def _late(session: Session, asked: Asked) -> FullList:
    overdue = sessions.overdue_cadences(session, today=asked.today)
    return FullList(
        headings=(
            *("Programme", "Pupil", "Class", "Key worker", "How often", "Overdue since"),
            *("Missed since the last meeting", "An early review is proposed", "In words"),
        ),
        rows=[
            (
                *(one.programme.reference, one.programme.pupil_name, one.programme.pupil_group),
                *(one.programme.key_worker, one.cadence.cadence_words, one.cadence.overdue_since),
                *(one.cadence.missed_since_meeting, one.cadence.proposes_review, one.cadence.sentence),
            )
            for one in overdue
        ],
    )


def _who_looked(session: Session, asked: Asked) -> FullList:
    people = accounts.names_of_all(session)
    known = pupils.names_by_id(session)
    since = datetime.combine(asked.since, time.min, SCHOOL_TIME)
    until = datetime.combine(date(asked.year + 1, *BEGINS), time.min, SCHOOL_TIME)
    return FullList(
        headings=("When", "Who", "Through a gate", "Did", "With", "Pupil", "Parts"),
        rows=(
            (
                entry.at,
                people.get(entry.person_id, "Somebody from outside") if entry.person_id else "The clock",
                entry.visit_id is not None,
                audit.in_words(entry.action),
                audit.in_words(entry.thing),
                known.get(entry.pupil_id, "") if entry.pupil_id else "",
                ", ".join(entry.detail.get("fields", ())),
            )
            for entry in audit.entries_in_full(session, since=since, until=until)
            if asked.sees_guarded or not picture.tells_of_guarded(entry.action, entry.detail)
        ),
    )


_ALL = (
    Sheet(
        kind="pupils",
        title="Pupils",
        about="Everybody at the school, by surname",
        deed=Deed.READ_PUPILS,
        rows=_pupils,
    ),
    Sheet(
        kind="programmes",
        title="Programmes",
        about="Every programme with where it stands",
        deed=Deed.READ_PUPILS,
        rows=lambda session, asked: programmes.programmes_in_full(
            session, wanted=asked.wanted, today=asked.today
        ),
    ),
    Sheet(
        kind="actions",
        title="Actions",
        about="What is to be done, and what was done or dropped",
        deed=Deed.DO_ACTIONS,
        rows=lambda session, asked: actions.actions_in_full(
            session, today=asked.today, owner_id=asked.only_of
        ),
    ),
    Sheet(
        kind="sessions-late",
        title="Sessions that are late",
        about="Programmes whose session is overdue",
        deed=Deed.KEEP_SESSIONS,
        rows=_late,
    ),
    Sheet(
        kind="sessions-missed",
        title="Sessions missed",
        about="Sessions that were planned and not held",
        deed=Deed.KEEP_SESSIONS,
        rows=lambda session, _: sessions.sessions_not_held_in_full(session),
    ),
    Sheet(
        kind="reports",
        title="Daily reports",
        about="Every lesson that was scored, target by target",
        deed=Deed.KEEP_SESSIONS,
        rows=lambda session, asked: daily_reports.reports_in_full(
            session, since=asked.since, until=asked.until
        ),
        is_of_a_year=True,
    ),
    Sheet(
        kind="behaviour",
        title="Behaviour",
        about="What happened, what went before and what came of it",
        deed=Deed.READ_RECORDS,
        rows=lambda session, asked: records.incidents_in_full(
            session, since=asked.since, until=asked.until, pupil_id=asked.pupil_id
        ),
        is_of_a_year=True,
        is_of_a_pupil=True,
    ),
    Sheet(
        kind="attendance",
        title="Attendance",
        about="Periods of attendance, in sessions",
        deed=Deed.READ_RECORDS,
        rows=lambda session, asked: records.attendance_in_full(
            session, since=asked.since, until=asked.until, pupil_id=asked.pupil_id
        ),
        is_of_a_year=True,
        is_of_a_pupil=True,
    ),
    Sheet(
        kind="suspensions",
        title="Suspensions",
        about="Suspensions and exclusions, cancelled ones too",
        deed=Deed.READ_RECORDS,
        rows=lambda session, asked: records.suspensions_in_full(
            session, since=asked.since, until=asked.until, pupil_id=asked.pupil_id
        ),
        is_of_a_year=True,
        is_of_a_pupil=True,
    ),
    Sheet(
        kind="templates",
        title="Templates",
        about="Every version of every template of the cluster",
        deed=Deed.READ_TEMPLATES,
        rows=lambda session, _: library.templates_in_full(session),
    ),
    Sheet(
        kind="directory",
        title="Directory",
        about="Every service, with whom to ask",
        deed=Deed.READ_DIRECTORY,
        rows=lambda session, asked: agencies.directory_in_full(session, today=asked.today),
    ),
    Sheet(
        kind="who-looked",
        title="Who looked",
        about="Everything that was done, and everybody who looked",
        deed=Deed.READ_AUDIT,
        rows=_who_looked,
        is_of_a_year=True,
    ),
)
SHEETS: Mapping[str, Sheet] = {one.kind: one for one in _ALL}
SHARED = ("templates", "directory")  # the cluster's, for everybody who works in it
