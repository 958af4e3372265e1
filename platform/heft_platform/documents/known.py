"""Everything that is recorded of a programme and its pupil: each thing read once, and only if a block asks for it."""

from datetime import date
from functools import cached_property
from uuid import UUID

from sqlalchemy.orm import Session

from heft_platform.actions import services as actions
from heft_platform.actions.services import ActionView
from heft_platform.calendar import services as calendar
from heft_platform.daily_reports import services as daily_reports
from heft_platform.daily_reports.services import Progress
from heft_platform.measures import services as measures
from heft_platform.measures.services import MeasureView
from heft_platform.meetings import services as meetings
from heft_platform.meetings.services import Decided, RecordView, ReviewView, SinceLast, VerdictView, Word
from heft_platform.picture import services as picture
from heft_platform.picture.services import EntryView, PictureView
from heft_platform.programmes import services as programmes
from heft_platform.programmes.services import (
    CourseChange,
    PlanVersionView,
    ProgrammeView,
    RelationView,
    VoiceView,
)
from heft_platform.provision import services as provision
from heft_platform.provision.services import ProvisionView, TimetableView
from heft_platform.records import services as records
from heft_platform.records.services import AttendanceView, IncidentView, SuspensionView
from heft_platform.rewards import services as rewards
from heft_platform.rewards.services import ConsequenceView, GivenView, RewardView
from heft_platform.sessions import services as sessions
from heft_platform.sessions.services import ContactView, SessionView, TickView
from heft_tenants.visibility import Visibility

MOST = 2000  # of each thing: more than any programme has
# Nothing above this class is ever read for a pack, so that nothing of it can stand in one by mistake.
EVER_READ = frozenset({Visibility.BRIEFING_SAFE, Visibility.PASTORAL, Visibility.SENSITIVE})


class Known:
    """What is recorded, as far as whoever makes the pack may be told."""

    def __init__(
        self, session: Session, *, programme: ProgrammeView, sees: frozenset[Visibility], today: date
    ) -> None:
        self._session = session
        self.programme = programme
        self.sees = sees & EVER_READ
        self.today = today
        self._pupil_id = programme.line.pupil_id

    @cached_property
    def progress(self) -> Progress:
        return daily_reports.progress_of(
            self._session,
            programme=self.programme,
            today=self.today,
            school_days=calendar.calendar_of_school(self._session),
        )

    @cached_property
    def reviews(self) -> list[ReviewView]:
        """The newest first."""
        return meetings.reviews_of(self._session, programme_id=self.programme.id)

    @cached_property
    def kept(self) -> dict[UUID, str]:
        return meetings.last_results(self._session, programme_id=self.programme.id)

    @cached_property
    def last_record(self) -> RecordView | None:
        if not self.reviews:
            return None
        last = self.reviews[0]
        return meetings.record_of(
            self._session, programme_id=self.programme.id, milestone_id=last.milestone_id
        )

    @cached_property
    def words_at_meetings(self) -> list[tuple[str, Decided, list[Word]]]:
        return meetings.words_of_programme(self._session, programme_id=self.programme.id)

    @cached_property
    def since_last(self) -> SinceLast:
        return meetings.since_last(
            self._session, programme=self.programme, progress=self.progress, today=self.today
        )

    @cached_property
    def verdict(self) -> VerdictView | None:
        return meetings.verdict_of(self._session, programme_id=self.programme.id)

    @cached_property
    def actions(self) -> list[ActionView]:
        return actions.actions_of_programme(self._session, programme_id=self.programme.id, today=self.today)

    @cached_property
    def picture(self) -> PictureView:
        areas = [area for area in picture.AREAS if area.visibility in EVER_READ]
        found = picture.pictures_of(
            self._session,
            pupil_ids=[self._pupil_id],
            sees=self.sees,
            areas=areas,
            today=self.today,
        )
        return found[self._pupil_id]

    @cached_property
    def entries(self) -> dict[str, list[EntryView]]:
        """What was written entry by entry, by the codes of their kinds."""
        kinds = [kind for kind in picture.KINDS.values() if kind.visibility in self.sees]
        return picture.entries_of(self._session, pupil_id=self._pupil_id, kinds=kinds)

    @cached_property
    def measures(self) -> list[MeasureView]:
        if Visibility.SENSITIVE not in self.sees:
            return []
        return measures.measures_of(self._session, pupil_id=self._pupil_id)

    @cached_property
    def help(self) -> list[ProvisionView]:
        return provision.provision_of(self._session, pupil_id=self._pupil_id, today=self.today)

    @cached_property
    def timetable(self) -> TimetableView | None:
        return provision.timetable_of(self._session, pupil_id=self._pupil_id, today=self.today)

    @cached_property
    def incidents(self) -> list[IncidentView]:
        return records.incidents_of(self._session, pupil_id=self._pupil_id)

    @cached_property
    def attendance(self) -> list[AttendanceView]:
        return records.attendance_of(self._session, pupil_id=self._pupil_id)

    @cached_property
    def suspensions(self) -> list[SuspensionView]:
        return records.suspensions_of(self._session, pupil_id=self._pupil_id)

    @cached_property
    def sessions(self) -> list[SessionView]:
        """The newest first."""
        return sessions.sessions_of(self._session, programme_id=self.programme.id, at_most=MOST)

    @cached_property
    def ticks(self) -> dict[UUID, list[TickView]]:
        return sessions.ticks_of(self._session, programme_id=self.programme.id)

    @cached_property
    def contacts(self) -> list[ContactView]:
        return sessions.contacts_of(self._session, programme_id=self.programme.id, at_most=MOST)

    @cached_property
    def rewards(self) -> list[RewardView]:
        return rewards.rewards_of(self._session, self.programme.id)

    @cached_property
    def consequences(self) -> list[ConsequenceView]:
        return rewards.consequences_of(self._session, self.programme.id)

    @cached_property
    def rewards_given(self) -> list[GivenView]:
        return rewards.rewards_given(self._session, self.programme.id, at_most=MOST)

    @cached_property
    def voices(self) -> list[VoiceView]:
        return programmes.voices_of(
            self._session, programme_id=self.programme.id, template=self.programme.template
        )

    @cached_property
    def plan_versions(self) -> list[PlanVersionView]:
        return programmes.plan_versions(self._session, self.programme.id)

    @cached_property
    def relations(self) -> list[RelationView]:
        return programmes.relations_of(self._session, programme_id=self.programme.id)

    @cached_property
    def course(self) -> list[CourseChange]:
        return programmes.history(self._session, programme_id=self.programme.id)
