"""Everything that is recorded of a programme and its pupil, as far as a pack needs it: asked of the database at once."""

from collections.abc import Collection
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from heft_platform.actions.services import ActionView
from heft_platform.daily_reports import services as daily_reports
from heft_platform.daily_reports.services import Part, Progress, ReportPlanView
from heft_platform.documents.asking import EVER_READ, QUESTIONS, About
from heft_platform.documents.looking_back import WindowBack, look_back
from heft_platform.gathering.services import VoiceView
from heft_platform.measures.services import MeasureView
from heft_platform.meetings import services as meetings
from heft_platform.meetings.services import (
    Decided,
    KeptView,
    RecordView,
    ReviewView,
    SinceLast,
    VerdictView,
    Word,
)
from heft_platform.picture.services import EntryView, PictureView
from heft_platform.plans.services import PlanVersionView
from heft_platform.programmes.services import CourseChange, NoteView, ProgrammeView, RelationView
from heft_platform.provision import services as provision
from heft_platform.provision.services import ProvisionView, Rolls, TimetableView
from heft_platform.pupils.services import NamesOfOthers
from heft_platform.records.services import AttendanceView, IncidentView, SuspensionView
from heft_platform.rewards.services import ConsequenceView, GivenView, RewardView
from heft_platform.sessions import services as sessions
from heft_platform.sessions.services import ContactView, MonitoringPlanView, SessionView, TickView
from heft_tenants.together import ask_together
from heft_tenants.visibility import Visibility


class Known:
    """What is recorded, as far as whoever makes the pack may be told. `needs` is what its blocks will ask of it.

    `meeting_id` is the meeting that a pack is about; without it, the last. An extract looks back as far as the template
    says.
    """

    def __init__(
        self,
        session: Session,
        *,
        programme: ProgrammeView,
        sees: frozenset[Visibility],
        today: date,
        needs: Collection[str],
        meeting_id: UUID | None = None,
        is_extract: bool = False,
    ) -> None:
        self._session = session
        self.programme = programme
        self.sees = sees & EVER_READ
        self.today = today
        self.meeting_id = meeting_id
        self._is_extract = is_extract
        about = About(programme=programme, sees=self.sees, today=today)
        self._asked = {name: QUESTIONS[name](about) for name in sorted(needs)}
        if self._asked:
            ask_together(session, *self._asked.values())

    def _answer(self, name: str) -> Any:
        return self._asked[name].answer

    @cached_property
    def progress(self) -> Progress:
        progress: Progress = self._answer("scored").on(self._answer("calendar"))
        return progress

    @property
    def reviews(self) -> list[ReviewView]:
        """The newest first."""
        found: list[ReviewView] = self._answer("reviews")[0]
        return found

    @property
    def kept(self) -> dict[UUID, KeptView]:
        """What the last review said of each commitment."""
        found: dict[UUID, KeptView] = self._answer("reviews")[1]
        return found

    @cached_property
    def meeting(self) -> RecordView | None:
        """What was said and decided at the meeting that the pack is about."""
        if not self.reviews:
            return None
        milestone_id = self.meeting_id or self.reviews[0].milestone_id
        return meetings.record_of(self._session, programme_id=self.programme.id, milestone_id=milestone_id)

    @cached_property
    def report(self) -> tuple[ReportPlanView, tuple[Part, ...]]:
        """What is on the daily report, and the parts of the school’s day."""
        agreed = daily_reports.report_plans(self._session, programme_ids=[self.programme.id])
        plan = agreed.get(self.programme.id, daily_reports.NOTHING_AGREED)
        day = max(plan.from_on or self.today, self.today)
        return plan, daily_reports.parts_of_day(self._session, day=day)

    @cached_property
    def monitoring(self) -> MonitoringPlanView:
        return sessions.monitoring_plan_of(self._session, programme=self.programme)

    def looks_back(self, record: str) -> WindowBack | None:
        """Return over which days the pack looks back in a record, such as "behaviour"; None: it holds all of it."""
        days = self.programme.template.looks_back(record) if self._is_extract else None
        if days is None:
            return None
        return look_back(self._answer("calendar"), days, today=self.today)

    @property
    def words_at_meetings(self) -> list[tuple[str, Decided, list[Word]]]:
        found: list[tuple[str, Decided, list[Word]]] = self._answer("words")
        return found

    @cached_property
    def since_last(self) -> SinceLast:
        return meetings.changed_since(
            programme=self.programme,
            progress=self.progress,
            todo=self.actions,
            recorded=self.sessions,
            ticked=self.ticks,
            incidents=self.incidents,
            attendance=self.attendance,
            suspensions=self.suspensions,
            until=self.today,
        )

    @property
    def timetable(self) -> TimetableView | None:
        return provision.holding(self._answer("timetables"))

    @property
    def rolls(self) -> Rolls:
        found: Rolls = self._answer("rolls")
        return found

    @property
    def picture(self) -> PictureView:
        found: PictureView = self._answer("picture")[self.programme.line.pupil_id]
        return found

    @property
    def verdict(self) -> VerdictView | None:
        found: VerdictView | None = self._answer("verdict")
        return found

    @property
    def actions(self) -> list[ActionView]:
        found: list[ActionView] = self._answer("actions")
        return found

    @property
    def entries(self) -> dict[str, list[EntryView]]:
        found: dict[str, list[EntryView]] = self._answer("entries")
        return found

    @property
    def measures(self) -> list[MeasureView]:
        found: list[MeasureView] = self._answer("measures")
        return found

    @property
    def help(self) -> list[ProvisionView]:
        found: list[ProvisionView] = self._answer("help")
        return found

    @property
    def incidents(self) -> list[IncidentView]:
        found: list[IncidentView] = self._answer("incidents")
        return found

    @property
    def attendance(self) -> list[AttendanceView]:
        found: list[AttendanceView] = self._answer("attendance")
        return found

    @property
    def suspensions(self) -> list[SuspensionView]:
        found: list[SuspensionView] = self._answer("suspensions")
        return found

    @property
    def sessions(self) -> list[SessionView]:
        found: list[SessionView] = self._answer("sessions")
        return found

    @property
    def ticks(self) -> dict[UUID, list[TickView]]:
        found: dict[UUID, list[TickView]] = self._answer("ticks")
        return found

    @property
    def contacts(self) -> list[ContactView]:
        found: list[ContactView] = self._answer("contacts")
        return found

    @property
    def rewards(self) -> list[RewardView]:
        found: list[RewardView] = self._answer("rewards")
        return found

    @property
    def consequences(self) -> list[ConsequenceView]:
        found: list[ConsequenceView] = self._answer("consequences")
        return found

    @property
    def rewards_given(self) -> list[GivenView]:
        found: list[GivenView] = self._answer("rewards_given")
        return found

    @property
    def voices(self) -> list[VoiceView]:
        found: list[VoiceView] = self._answer("voices")
        return found

    @property
    def plan_versions(self) -> list[PlanVersionView]:
        found: list[PlanVersionView] = self._answer("plan_versions")
        return found

    @property
    def relations(self) -> list[RelationView]:
        found: list[RelationView] = self._answer("relations")
        return found

    @property
    def course(self) -> list[CourseChange]:
        found: list[CourseChange] = self._answer("course")
        return found

    @property
    def notes(self) -> tuple[NoteView, ...]:
        """The whole log, the newest first."""
        found: tuple[NoteView, ...] = self._answer("notes")
        return found

    @property
    def names(self) -> NamesOfOthers:
        found: NamesOfOthers = self._answer("names")
        return found
