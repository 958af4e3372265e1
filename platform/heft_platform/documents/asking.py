"""What may be asked for a pack, by the name under which its blocks need it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from heft_platform.actions import services as actions
from heft_platform.calendar import services as calendar
from heft_platform.daily_reports import services as daily_reports
from heft_platform.gathering import services as gathering
from heft_platform.measures import services as measures
from heft_platform.measures.services import MeasureView
from heft_platform.meetings import services as meetings
from heft_platform.picture import services as picture
from heft_platform.picture.services import EntryView, PictureView
from heft_platform.plans import services as plans
from heft_platform.programmes import services as programmes
from heft_platform.programmes.services import ProgrammeView
from heft_platform.provision import services as provision
from heft_platform.pupils import services as pupils
from heft_platform.records import services as records
from heft_platform.rewards import services as rewards
from heft_platform.sessions import services as sessions
from heft_tenants.together import Question
from heft_tenants.visibility import Visibility

MOST = 2000  # of each thing: more than any programme has
# Nothing above this class is ever read for a pack, so that nothing of it can stand in one by mistake.
EVER_READ = frozenset({Visibility.BRIEFING_SAFE, Visibility.PASTORAL, Visibility.SENSITIVE})


@dataclass(frozen=True, kw_only=True)
class About:
    """Of what is asked, for whom, and on which day."""

    programme: ProgrammeView
    sees: frozenset[Visibility]
    today: date

    @property
    def pupil_id(self) -> UUID:
        return self.programme.line.pupil_id


def _picture(about: About) -> Question[dict[UUID, PictureView]]:
    areas = [area for area in picture.AREAS if area.visibility in EVER_READ]
    return picture.pictures_asked(pupil_ids=[about.pupil_id], sees=about.sees, areas=areas, today=about.today)


def _entries(about: About) -> Question[dict[str, list[EntryView]]]:
    kinds = [kind for kind in picture.KINDS.values() if kind.visibility in about.sees]
    return picture.entries_asked(pupil_id=about.pupil_id, kinds=kinds)


def _measures(about: About) -> Question[list[MeasureView]]:
    if Visibility.SENSITIVE not in about.sees:
        return Question(list)
    return measures.measures_asked(pupil_id=about.pupil_id)


QUESTIONS: dict[str, Callable[[About], Question[Any]]] = {
    "actions": lambda a: actions.actions_asked(programme_id=a.programme.id, today=a.today),
    "attendance": lambda a: records.attendance_asked(pupil_id=a.pupil_id),
    "calendar": lambda _: calendar.calendar_asked(),
    "consequences": lambda a: rewards.consequences_asked(a.programme.id),
    "contacts": lambda a: sessions.contacts_asked(programme_id=a.programme.id, at_most=MOST),
    "course": lambda a: programmes.history_asked(programme_id=a.programme.id, at_most=None),
    "entries": _entries,
    "help": lambda a: provision.provision_asked(pupil_id=a.pupil_id, today=a.today),
    "incidents": lambda a: records.incidents_asked(pupil_id=a.pupil_id),
    "measures": _measures,
    "names": lambda a: pupils.names_asked(pupil_id=a.pupil_id),
    "notes": lambda a: programmes.notes_asked(a.programme.id),
    "picture": _picture,
    "plan_versions": lambda a: plans.plan_versions_asked(a.programme.id),
    "relations": lambda a: programmes.relations_asked(programme_id=a.programme.id),
    "reviews": lambda a: meetings.reviews_asked(programme_id=a.programme.id),
    "rewards": lambda a: rewards.rewards_asked(a.programme.id),
    "rewards_given": lambda a: rewards.given_asked(a.programme.id, at_most=MOST),
    "rolls": lambda a: provision.rolls_asked(pupil_id=a.pupil_id, today=a.today),
    "scored": lambda a: daily_reports.progress_asked(programme=a.programme, today=a.today),
    "sessions": lambda a: sessions.sessions_asked(programme_id=a.programme.id, at_most=MOST),
    "suspensions": lambda a: records.suspensions_asked(pupil_id=a.pupil_id),
    "ticks": lambda a: sessions.ticks_asked(programme_id=a.programme.id),
    "timetables": lambda a: provision.timetables_asked(pupil_id=a.pupil_id, today=a.today),
    "verdict": lambda a: meetings.verdict_asked(programme_id=a.programme.id),
    "voices": lambda a: gathering.voices_asked(programme_id=a.programme.id, template=a.programme.template),
    "words": lambda a: meetings.words_asked(programme_id=a.programme.id),
}
