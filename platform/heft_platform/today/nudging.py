"""Who is told on a school day of what comes up, or is late: by the notices of each programme’s own template, before anything is late."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from heft_platform.accounts.services import MemberView
from heft_platform.calendar.services import CalendarHorizonError, SchoolCalendar
from heft_platform.library.services import Monitoring, ProgrammeTemplate
from heft_platform.offices import holders_of
from heft_platform.programmes.services import OpenProgramme, longest_until
from heft_platform.sessions.services import Cadence
from heft_platform.waiting import Waiting

THE_DAY_BEFORE = (1,)
USUAL_FOR_MEETINGS = (5, 1)
EVENT_OF_KIND = {"meeting": "milestone_overdue", "asked": "document_due", "target": "target_review_due"}


@dataclass(frozen=True, kw_only=True, order=True)
class Nudge:
    """That something of a programme is due on a day. It says no more."""

    on_day: date
    reference: str
    person_id: UUID


@dataclass(frozen=True, kw_only=True)
class Day:
    """A school day, and everything that somebody may be told of on it."""

    day: date
    school_days: SchoolCalendar
    at_work: Mapping[UUID, OpenProgramme]
    templates: Mapping[UUID, ProgrammeTemplate]  # each programme’s own
    cadences: Mapping[UUID, Cadence]
    last_scored: Mapping[UUID, date]  # of programmes that are on report today
    waiting: Collection[Waiting]
    members: Collection[MemberView]

    def days_until(self, day: date) -> int | None:
        """Return how many school days there are until a day, negative if it is past; None if nobody knows yet."""
        try:
            return self.school_days.school_days_until(day, today=self.day)
        except CalendarHorizonError:
            return None

    def school_day_after(self, day: date) -> date | None:
        """Return the next school day after a day; None if nobody knows yet."""
        try:
            return self.school_days.add_school_days(day, 1)
        except CalendarHorizonError:
            return None


def nudges_of(day: Day) -> list[Nudge]:
    """Return what each person is told on a day, the earliest first, and nothing twice."""
    return sorted({*_of_things(day), *_of_sessions(day), *_of_reports(day), *_of_longest_length(day)})


def _of_things(day: Day) -> Iterable[Nudge]:
    for thing in day.waiting:
        programme = day.at_work.get(thing.programme_id) if thing.programme_id else None
        left = day.days_until(thing.on_day) if thing.on_day else None
        if programme is None or thing.on_day is None or left is None:
            continue
        if thing.kind == "target" and programme.state != "active":
            continue
        template = day.templates[programme.id]
        people = set(_told_before(thing, programme, template, left))
        if event := EVENT_OF_KIND.get(thing.kind):
            people |= set(_told_by_notice(day, event, programme, template, left))
        for person_id in people:
            yield Nudge(on_day=thing.on_day, reference=programme.reference, person_id=person_id)


def _told_before(
    thing: Waiting, programme: OpenProgramme, template: ProgrammeTemplate, left: int
) -> Iterable[UUID]:
    """Give who does something, before it is late."""
    if thing.kind == "action" and left in THE_DAY_BEFORE and thing.person_id:
        yield thing.person_id
    if thing.kind == "asked" and thing.person_id and left in _reminders(template, "document_requested", ()):
        yield thing.person_id
    usual = USUAL_FOR_MEETINGS
    if thing.kind == "meeting" and left in _reminders(template, "meeting_planned", usual):
        yield from (programme.key_worker_id, programme.coordinator_id)


def _told_by_notice(
    day: Day, event: str, programme: OpenProgramme, template: ProgrammeTemplate, left: int
) -> Iterable[UUID]:
    """Give whom the notices of a template name for an event, so many school days before it or after."""
    for notice in template.notices:
        if notice.event != event:
            continue
        before, after = notice.timing.school_days_before, notice.timing.school_days_after
        if before is not None:
            is_now = left in {before, *notice.reminder_school_days}
        elif after is not None:
            is_now = -left in {after, *(after + more for more in notice.reminder_school_days)}
        else:  # at the very time, which is on its day
            is_now = left in {0, *notice.reminder_school_days}
        if is_now:
            yield from _people(day, notice.to, programme)


def _of_sessions(day: Day) -> Iterable[Nudge]:
    for programme_id, cadence in day.cadences.items():
        programme = day.at_work[programme_id]
        template = day.templates[programme.id]
        due, since = cadence.next_on, cadence.overdue_since
        if due and not since and cadence.cadence != "daily" and day.days_until(due) in THE_DAY_BEFORE:
            yield Nudge(on_day=due, reference=programme.reference, person_id=programme.key_worker_id)
        monitoring, left = template.sessions, day.days_until(since) if since else None
        if since is None or left is None or monitoring is None:
            continue
        for roles, told_after in _told_of_missed(template, monitoring):
            if -left == told_after:
                for person_id in _people(day, roles, programme):
                    yield Nudge(on_day=since, reference=programme.reference, person_id=person_id)


def _told_of_missed(
    template: ProgrammeTemplate, monitoring: Monitoring
) -> Iterable[tuple[tuple[str, ...], int]]:
    """Give which roles are told of a missed session, and after how many school days: none while grace lasts."""
    over = monitoring.missed.flag_after_school_days + 1
    yield monitoring.missed.tell, over
    for notice in template.notices:
        if notice.event == "monitoring_missed":
            yield notice.to, max(notice.timing.school_days_after or 0, over)


def _of_reports(day: Day) -> Iterable[Nudge]:
    """Give whom the template has told that nobody keeps the daily report any more, once grace is over."""
    for programme_id, scored_on in day.last_scored.items():
        programme = day.at_work[programme_id]
        template = day.templates[programme.id]
        sessions = template.sessions
        since = day.school_day_after(scored_on)
        left = day.days_until(since) if since else None
        for one in template.monitoring:
            is_report = one.is_daily and not one.is_off and one is not sessions
            if since and left is not None and is_report and -left == one.missed.flag_after_school_days + 1:
                for person_id in _people(day, one.missed.tell, programme):
                    yield Nudge(on_day=since, reference=programme.reference, person_id=person_id)


def _of_longest_length(day: Day) -> Iterable[Nudge]:
    for programme in day.at_work.values():
        template = day.templates[programme.id]
        if programme.state != "active" or all(one.event != "longest_length_near" for one in template.notices):
            continue
        try:
            ends_on = longest_until(
                template,
                started_on=programme.started_on,
                extended_weeks=programme.extended_weeks,
                school_days_lost=programme.school_days_lost,
                school_days=day.school_days,
            )
        except CalendarHorizonError:
            continue
        left = day.days_until(ends_on)
        if left is not None:
            for person_id in _told_by_notice(day, "longest_length_near", programme, template, left):
                yield Nudge(on_day=ends_on, reference=programme.reference, person_id=person_id)


def _reminders(template: ProgrammeTemplate, event: str, usual: tuple[int, ...]) -> tuple[int, ...]:
    """Return how many school days before something people are reminded of it."""
    said = [one.reminder_school_days for one in template.notices if one.event == event]
    return tuple(days for several in said for days in several) if said else usual


def _people(day: Day, roles: Iterable[str], programme: OpenProgramme) -> Iterable[UUID]:
    """Give the school’s own people who have the template’s roles. Nobody else has an account to be told at."""
    for role in roles:
        yield from holders_of(
            role,
            template=day.templates[programme.id],
            coordinator_id=programme.coordinator_id,
            key_worker_id=programme.key_worker_id,
            members=day.members,
        )
