"""What happens at Oakfield around other pupils: papers asked for, a review due, a pause, a good end, a part-time week."""

from datetime import timedelta

from sqlalchemy.orm import Session

from heft_platform import clock
from heft_platform.actions import services as actions
from heft_platform.calendar import services as calendar
from heft_platform.daily_reports import services as daily_reports
from heft_platform.demo.courses import (
    begin,
    finish,
    first_day_of,
    hold_what_is_due,
    morning,
    start,
    template_of,
)
from heft_platform.demo.opening import acting_as, id_of
from heft_platform.demo.other_cases import ASKED, DUE, MORE_PUPILS, PART_TIME, PAUSED, WELL
from heft_platform.demo.reading import read
from heft_platform.gathering import services as gathering
from heft_platform.library import services as library
from heft_platform.programmes import services as programmes
from heft_platform.pupils import services as pupils

LESSONS = (2, 5)


def tell() -> None:
    """Tell it once. Needs the application's context, the base of the clusters and Jay's story."""
    with acting_as("sam-patel") as session:
        if pupils.find_pupils(session, words=ASKED.pupil).pupils:
            return
        pupils.import_text(session, text=MORE_PUPILS, today=clock.today())
        _extend_a_template(session)
    _ask_for_papers()
    due, paused, well, part_time = [begin(case) for case in (DUE, PAUSED, WELL, PART_TIME)]
    _score(due)
    _pause(paused)
    hold_what_is_due(well)
    finish(well)
    hold_what_is_due(part_time)
    _leave_something_to_do(due)


def _extend_a_template(session: Session) -> None:
    """Let the school ask every pupil about something that the cluster does not ask about."""
    template = template_of(session, ASKED.template)
    extension = library.extension_of(session, template_id=template.id)
    assert extension is not None
    place = next(
        f"documents/{one['id']}/sections/{one['sections'][0]['id']}/fields"
        for one in extension.body["documents"]
        if one["kind"] == "questionnaire"
    )
    library.add_to_template(
        session,
        extension=extension,
        place=place,
        answers={"label": "Somebody I would like to have lunch with", "type": "short_text"},
        by="Sam Patel",
    )


def _ask_for_papers() -> None:
    reference = start(ASKED, first_day_of(ASKED))
    with acting_as("sam-patel") as session:
        programme = read(session, reference)
        wanted = gathering.asked_for(session, programme_id=programme.id, template=programme.template)
        held = programmes.hold_programme(session, programme_id=programme.id)
        for asked in wanted[1:3]:
            gathering.note_paper(
                session,
                programme=held,
                asked_for_id=asked.id,
                version=asked.version,
                today=clock.today(),
            )


def _pause(reference: str) -> None:
    with acting_as("sam-patel") as session:
        programme = read(session, reference)
        programmes.pause(
            session,
            programme_id=programme.id,
            version=programme.version,
            reason="illness",
            explanation="Broke his arm. Back after the doctor has seen him.",
            today=clock.today(),
        )


def _score(reference: str) -> None:
    with acting_as("carl-dunne") as session:
        programme = read(session, reference)
        yesterday = clock.today() - timedelta(days=1)
        school_days = calendar.calendar_of_school(session)
        for number, day in enumerate(school_days.school_days_between(programme.started_on, yesterday)):
            for lesson in LESSONS:
                daily_reports.score_lesson(
                    session,
                    programme=programme.line,
                    targets=list(programme.targets),
                    day=day,
                    period=lesson,
                    points={target.id: (number + lesson) % 3 for target in programme.targets},
                    was_missed=False,
                    comment="",
                    version=0,
                    scored_by=id_of("carl-dunne"),
                    scorer_name="Carl Dunne",
                    now=morning(day),
                    today=clock.today(),
                )


def _leave_something_to_do(reference: str) -> None:
    with acting_as("sam-patel") as session:
        programme = read(session, reference)
        for what, who, days in (
            ("Ring Layla Haddad about the way to school", "sam-patel", 1),
            ("Find a place near the door", "aisha-khan", 5),
        ):
            actions.add(
                session,
                pupil_id=programme.line.pupil_id,
                programme_id=programme.id,
                reference=reference,
                what=what,
                owner_id=id_of(who),
                due_on=clock.today() + timedelta(days=days),
                added_by=id_of("sam-patel"),
                adder_name="Sam Patel",
                today=clock.today(),
            )
