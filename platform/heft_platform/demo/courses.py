"""How the programme of a made-up case begins, goes on and ends."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from heft_platform import clock
from heft_platform.calendar import services as calendar
from heft_platform.demo.opening import acting_as, id_of
from heft_platform.demo.other_cases import PART_TIME, Case
from heft_platform.demo.reading import read
from heft_platform.gathering import services as gathering
from heft_platform.kept_versions import Writer
from heft_platform.library import services as library
from heft_platform.meetings import services as meetings
from heft_platform.plans import services as plans
from heft_platform.programmes import services as programmes
from heft_platform.programmes.services import ProgrammeView
from heft_platform.provision import services as provision
from heft_platform.pupils import services as pupils

MORNING = time(9, 40)
SIGNS_ON_PAPER = {"parent_carer", "head_teacher"}


def begin(case: Case) -> str:
    """Start a programme on its first day, meet, agree, and let it run."""
    first_day = first_day_of(case)
    with clock.stopped_at(morning(first_day)):
        reference = start(case, first_day)
        with acting_as("sam-patel") as session:
            programme = read(session, reference)
            _gather(session, programme, first_day)
            _plan(session, programme, case)
            if case is PART_TIME:
                _write_the_week(session, programme)
            _invite_the_parent(session, read(session, reference), case, first_day)
            _hold(session, read(session, reference), first_day, attendance=_there(case))
            plans.agree_plan(
                session,
                programme=programmes.hold_programme(session, programme_id=programme.id),
                milestone=read(session, reference).milestone_at_hand,
                meeting_label="First meeting",
                agreements=[_said(case, role) for role in case.agrees],
                today=first_day,
            )
            programmes.activate(session, programme_id=programme.id)
    return reference


def start(case: Case, first_day: date) -> str:
    with acting_as("sam-patel") as session:
        return programmes.start_programme(
            session,
            pupil_id=pupils.find_pupils(session, words=case.pupil).pupils[0].id,
            template_id=template_of(session, case.template).id,
            first_meeting_on=first_day,
            key_worker_id=id_of("daniel-lee" if case is not PART_TIME else "aisha-khan"),
            coordinator_id=id_of("sam-patel"),
            purposes=case.purposes,
            triggers=case.triggers,
            concern=case.concern,
            prerequisites=case.prerequisites,
            why_not_ready="It is asked at the first meeting.",
        )


def _gather(session: Session, programme: ProgrammeView, day: date) -> None:
    held = programmes.hold_programme(session, programme_id=programme.id)
    for asked in gathering.asked_for(session, programme_id=programme.id, template=programme.template):
        gathering.note_paper(session, programme=held, asked_for_id=asked.id, version=asked.version, today=day)


def _plan(session: Session, programme: ProgrammeView, case: Case) -> None:
    held = programmes.hold_programme(session, programme_id=programme.id)
    plans.add_target(
        session,
        programme=held,
        statement=case.statement,
        pupil_words=case.statement,
        success=case.success,
        measure=case.measure,
        steps=("With a reminder", "By myself"),
    )
    commitments = (
        ("school", "Daniel Lee", case.help),
        ("pupil", case.forename, case.own_try),
        ("family", case.parent, case.home),
    )
    for party, who, what in commitments:
        if what:
            plans.add_commitment(
                session,
                programme=held,
                party=party,
                who=who,
                what=what,
                how_often="Every day",
                target_id=None,
            )
    session.flush()


def _said(case: Case, role: str) -> plans.Said:
    names = {"pupil": case.pupil, "parent_carer": case.parent, "head_teacher": "Ruth Okonjo"}
    return plans.Said(
        role=role,
        name=names.get(role, "Sam Patel"),
        answer="agrees",
        how="on_paper" if role in SIGNS_ON_PAPER else "in_room",
    )


def _invite_the_parent(session: Session, programme: ProgrammeView, case: Case, day: date) -> None:
    milestone = programme.next_milestone
    assert milestone is not None
    meetings.invite(
        session, programme=programme, milestone=milestone, name=case.parent, role="parent_carer", contact=""
    )
    session.flush()
    [parent] = meetings.invited_to(session, programme_id=programme.id, milestone_id=milestone.id)
    for kind in ("sent", "comes"):
        meetings.note_invitation(
            session,
            programme=programme,
            milestone=milestone,
            invited_id=parent.id,
            kind=kind,
            on_day=day,
            words="",
            by_id=id_of("sam-patel"),
            by_name="Sam Patel",
            today=day,
        )


def _there(case: Case) -> tuple[meetings.Attendance, ...]:
    return tuple(
        meetings.Attendance(name=name, role_label=label, party=party, was="there")
        for name, label, party in (
            (case.pupil, "Pupil", "pupil"),
            (case.parent, "Parent or carer", "family"),
            ("Sam Patel", "Coordinator", "school"),
        )
    )


def _hold(
    session: Session,
    programme: ProgrammeView,
    day: date,
    attendance: Sequence[meetings.Attendance] = (),
) -> None:
    """Hold the next meeting of a programme, where everything goes a little better."""
    is_first = programme.line.state == "preparing"
    is_last = programme.next_milestone is not None and programme.next_milestone.is_final
    results = programme.template.said_of_targets(at_the_end=is_last)
    a_little = next(code for code, one in results.items() if one.means == "partly")
    meetings.hold_meeting(
        session,
        programme=programme,
        results=dict.fromkeys([target.id for target in programme.targets], a_little),
        changes={target.id: "keep" for target in programme.targets},
        kept={commitment.id: "yes" for commitment in programme.commitments},
        present=""
        if attendance
        else f"{programme.line.pupil_name}, a parent, Sam Patel, {programme.line.key_worker}",
        summary="We know what helps, and begin with one small step."
        if is_first
        else "It goes a little better.",
        attendance=attendance,
        decided=meetings.Decided(why_day=_why_then(session, day)),
        held_on=day,
        recorded_by=id_of("sam-patel"),
        recorder_name="Sam Patel",
        today=clock.today(),
    )


def _why_then(session: Session, day: date) -> str:
    is_school_day = calendar.calendar_of_school(session).is_school_day(day)
    return "" if is_school_day else "The family could only come then"


def hold_what_is_due(reference: str) -> None:
    """Hold every meeting whose day has passed."""
    with acting_as("sam-patel") as session:
        programme = read(session, reference)
        while programme.next_milestone is not None and programme.next_milestone.due_on < clock.today():
            _hold(session, programme, programme.next_milestone.due_on)
            session.flush()
            programme = read(session, reference)


def finish(reference: str) -> None:
    """End a programme well, when its last meeting was held: in a long holiday it may still be to come."""
    with acting_as("sam-patel") as session:
        programme = read(session, reference)
        if programme.next_milestone is not None:
            return
        programmes.close(
            session,
            programme_id=programme.id,
            verdict="successful",
            next_steps=["end_plan", "classroom"],
            words="She walked away by herself, and told us about it.",
            today=clock.today(),
        )
        meetings.keep_verdict(
            session,
            programme=programme,
            verdict="successful",
            evidence=(),
            credit="A letter, read to her by Ms Okonjo in front of her dad",
            support="",
            left_out="",
            after_care_until=None,
            decided_by=id_of("sam-patel"),
            decider_name="Sam Patel",
        )


def _write_the_week(session: Session, programme: ProgrammeView) -> None:
    """Write down when Tom is in school, and until when."""
    first, writer = programme.started_on, Writer(id=id_of("sam-patel"), name="Sam Patel")
    values: dict[str, Any] = {
        "starts_on": first,
        "ends_on": first + timedelta(weeks=5),
        "review_on": first + timedelta(weeks=3),
        "is_part_time": True,
        "why": "He tires by midday after his operation.",
        "risk": "At home with his grandmother, who has the school’s number. No risk from others is known.",
        "agreed_by": PART_TIME.parent,
        "agreed_how": "meeting",
        "agreed_on": first,
    }
    provision.keep_timetable(
        session,
        pupil_id=programme.line.pupil_id,
        before=None,
        version=0,
        values=values,
        periods=provision.usual_day(session, today=clock.today()),
        writer=writer,
        now=clock.now(),
    )
    session.flush()
    made = provision.timetable_of(session, pupil_id=programme.line.pupil_id, today=clock.today())
    assert made is not None
    at_home = provision.Change(
        days=(1, 2, 3, 4, 5),
        periods=(5, 6),
        kind="home",
        what="Rests, then a folder of work",
        where="his grandmother’s",
        with_whom="his grandmother",
    )
    provision.add_change(
        session,
        pupil_id=programme.line.pupil_id,
        before=made,
        change=at_home,
        writer=writer,
        now=clock.now(),
    )


def template_of(session: Session, key: str) -> library.TemplateView:
    return next(one for one in library.published_templates(session) if one.key == key)


def first_day_of(case: Case) -> date:
    with acting_as("sam-patel") as session:
        school_days = calendar.calendar_of_school(session)
        return school_days.next_school_day(clock.today() - timedelta(weeks=case.weeks_ago))


def morning(day: date) -> datetime:
    return datetime.combine(day, MORNING, tzinfo=UTC)
