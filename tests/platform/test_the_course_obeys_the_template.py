"""Dates, pauses, extensions and ends of programmes, as their templates allow them."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform import clock
from heft_platform.calendar import services as calendar
from heft_platform.demo.opening import id_of
from heft_platform.demo.terms import terms_around
from heft_platform.library import services as library
from heft_platform.programmes import services as programmes
from heft_platform.programmes.models import KnownPart, Milestone, Programme
from heft_platform.pupils import services as pupils
from heft_platform.pupils.models import Pupil
from heft_testing import templates
from heft_testing.browser import Browser
from heft_testing.doing import a_school_day, do_all_work, in_parts

ActingAs = Callable[[str], AbstractContextManager[Session]]
BrowserOf = Callable[[str], Browser]
TodayIs = Callable[[datetime], AbstractContextManager[None]]
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
TERM = next(
    one
    for one in terms_around(clock.today())
    if one.name.startswith("Autumn") and one.first_on > clock.today()
)
assert TERM.break_from is not None
HALF_TERM = TERM.break_from
TODAY = a_school_day(from_day=TERM.first_on + 2 * DAY)
TWELVE, SIX, OPEN = "Support Programme, 12 weeks", "Support Plan, 6 weeks", "8 to 16 weeks"
PART_TIME = "Part-time timetable"
GATE = ("parent_agrees", "end_date", "risk_done", "in_interest")


def morning(day: date) -> datetime:
    return datetime.combine(day, time(9), tzinfo=UTC)


@pytest.fixture(autouse=True)
def _at_the_beginning_of_a_school_year(today_is: TodayIs) -> Iterator[None]:
    with today_is(morning(TODAY)):
        yield


@pytest.fixture
def sam(acting_as: ActingAs) -> Iterator[Session]:
    with acting_as("sam-patel") as session:
        yield session


def begin(session: Session, template: str, *, on: date = TODAY) -> UUID:
    """Start a programme of a template, and let it run."""
    return templates.begin(session, template, on=on).id


def maya(session: Session) -> UUID:
    return pupils.find_pupils(session, words="Maya Brown").pupils[0].id


def version(session: Session, programme_id: UUID) -> int:
    return session.scalars(select(Programme.version).where(Programme.id == programme_id)).one()


def milestones(session: Session, programme_id: UUID) -> dict[str, Milestone]:
    session.flush()
    found = select(Milestone).where(Milestone.programme_id == programme_id).order_by(Milestone.place)
    return {one.code: one for one in session.scalars(found)}


def hold(session: Session, programme_id: UUID, *codes: str) -> None:
    for code in codes:
        milestone = milestones(session, programme_id)[code]
        programmes.mark_held(
            session,
            programme_id=programme_id,
            milestone_id=milestone.id,
            held_on=min(milestone.due_on, clock.today()),
        )


def kinds(session: Session, programme_id: UUID) -> list[str]:
    return [one.kind for one in programmes.history(session, programme_id=programme_id)]


def test_a_pause_over_a_holiday_loses_its_school_days_alone(sam: Session, today_is: TodayIs) -> None:
    programme_id = begin(sam, TWELVE)
    before = milestones(sam, programme_id)["final"].due_on
    friday, tuesday = HALF_TERM - 3 * DAY, HALF_TERM + 8 * DAY
    with today_is(morning(friday)):
        programmes.pause(
            sam,
            programme_id=programme_id,
            version=version(sam, programme_id),
            reason="illness",
            explanation="",
            today=friday,
        )
    with today_is(morning(tuesday)):
        lost = programmes.resume(
            sam,
            programme_id=programme_id,
            version=version(sam, programme_id),
            explanation="",
            today=tuesday,
        )

    after = milestones(sam, programme_id)["final"].due_on
    assert lost == len((friday, tuesday - DAY))
    assert after == calendar.calendar_of_school(sam).add_school_days(before, lost)


def test_a_pause_ends_by_itself_on_its_day(
    acting_as: ActingAs, browser_of: BrowserOf, today_is: TodayIs
) -> None:
    with acting_as("sam-patel") as session:
        programme_id = begin(session, TWELVE)
        before = milestones(session, programme_id)["final"].due_on
    browser = browser_of("sam-patel")
    path = browser.visit("/s/oakfield/programmes?state=active").link("PSP-")
    browser.visit(path + "/course/pause")
    page = browser.press("Pause the programme", status=422, reason="holiday", **in_parts("until", TODAY))
    assert page.problems == ["The day on which it goes on must be after today"]
    until = a_school_day(from_day=TODAY + WEEK)
    browser.press("Pause the programme", reason="holiday", **in_parts("until", until))
    assert "It goes on by itself on" in browser.visit(path + "/course/pause").text
    do_all_work(browser)
    assert "Paused since" in browser.visit(path).text, "its day has not come"

    with today_is(morning(until)), acting_as("sam-patel") as session:
        assert programmes.go_on_by_itself(session, programme_id=programme_id, today=until)
        assert not programmes.go_on_by_itself(session, programme_id=programme_id, today=until)
        assert milestones(session, programme_id)["final"].due_on > before
        assert kinds(session, programme_id)[:2] == ["resumed", "paused"]


def test_six_weeks_are_extended_once_at_the_review_with_names(sam: Session) -> None:
    programme_id = begin(sam, SIX)

    def extend(*, approved_by: UUID | None = None, agreed_by: str = "") -> date:
        return programmes.extend(
            sam,
            programme_id=programme_id,
            version=version(sam, programme_id),
            weeks=2,
            why="Nearly there",
            approved_by=approved_by,
            agreed_by=agreed_by,
        )

    coordinator, daniel = id_of("sam-patel"), id_of("daniel-lee")
    with pytest.raises(programmes.NotDecidedThereError, match="Review meeting"):
        extend(approved_by=coordinator, agreed_by="Gloria Brown")
    hold(sam, programme_id, "initial", "review")
    with pytest.raises(programmes.NotApprovedError, match="Coordinator"):
        extend(agreed_by="Gloria Brown")
    with pytest.raises(programmes.NotTheirsToApproveError, match="Coordinator"):
        extend(approved_by=daniel, agreed_by="Gloria Brown")
    with pytest.raises(programmes.NotTheirsToApproveError, match="Coordinator"):
        extend(approved_by=uuid4(), agreed_by="Gloria Brown")
    with pytest.raises(programmes.NotAgreedWithError, match="Parent or carer"):
        extend(approved_by=coordinator)
    day = extend(approved_by=coordinator, agreed_by="Gloria Brown")

    again = milestones(sam, programme_id)["review:2"]
    assert (again.due_on, again.is_final) == (day, True)
    assert not milestones(sam, programme_id)["review"].is_final
    newest = programmes.history(sam, programme_id=programme_id)[0]
    assert newest.why == "Nearly there. Approved by Sam Patel. Agreed with Gloria Brown."
    with pytest.raises(programmes.ExtendedOftenEnoughError):
        extend(approved_by=coordinator, agreed_by="Gloria Brown")


def test_only_who_has_the_office_may_approve_whoever_is_written_down_for_it(sam: Session) -> None:
    programme_id = begin(sam, OPEN)
    hold(sam, programme_id, "start", "look")
    aisha = id_of("aisha-khan")

    def extend(approved_by: UUID) -> date:
        return programmes.extend(
            sam,
            programme_id=programme_id,
            version=version(sam, programme_id),
            weeks=1,
            why="More is possible",
            approved_by=approved_by,
            agreed_by="Gloria and Maya",
        )

    with pytest.raises(programmes.NotTheirOfficeError, match="headteacher"):
        programmes.note_taken_on(
            sam,
            programme_id=programme_id,
            role="senior_leader",
            who="aisha  khan",
            by_name="Sam Patel",
            today=TODAY,
        )
    written_before = {"who": "Aisha Khan", "noted_by": "Sam Patel", "noted_on": TODAY}
    sam.add(KnownPart(programme_id=programme_id, role="senior_leader", **written_before))
    with pytest.raises(programmes.NotTheirsToApproveError, match="Senior leader"):
        extend(aisha)
    extend(id_of("ruth-okonjo"))

    newest = programmes.history(sam, programme_id=programme_id)[0]
    assert newest.why == "More is possible. Approved by Ruth Okonjo. Agreed with Gloria and Maya."


def test_a_part_that_is_no_office_is_held_by_who_took_it_on(sam: Session) -> None:
    programme_id = begin(sam, PART_TIME)
    reference = sam.scalars(select(Programme.reference).where(Programme.id == programme_id)).one()

    def holders(role: str) -> list[str]:
        programme = programmes.read_programme(sam, reference=reference, today=TODAY)
        assert programme is not None
        return [one.name for one in programmes.who_holds(sam, programme=programme, roles=[role])]

    def take_on(role: str) -> None:
        programmes.note_taken_on(
            sam, programme_id=programme_id, role=role, who="Carl Dunne", by_name="Sam Patel", today=TODAY
        )

    for role in ("attendance_lead", "key_adult"):
        take_on(role)
    with pytest.raises(programmes.TooManyHoldersError):
        take_on("coordinator")

    assert holders("attendance_lead") == ["Carl Dunne"]
    assert holders("coordinator") == ["Sam Patel"], "the programme names who has it"
    assert holders("key_adult") == ["Daniel Lee"]
    assert holders("dsl") == ["Aisha Khan"]


def test_the_part_of_the_headteacher_is_held_by_nobody_who_is_written_down_as_a_senior_leader(
    sam: Session,
) -> None:
    programme_id = begin(sam, PART_TIME)
    for role in ("senior_leader", "head_teacher"):
        said = {"who": "Aisha Khan", "noted_by": "Sam Patel", "noted_on": TODAY}
        sam.add(KnownPart(programme_id=programme_id, role=role, **said))
    reference = sam.scalars(select(Programme.reference).where(Programme.id == programme_id)).one()
    programme = programmes.read_programme(sam, reference=reference, today=TODAY)
    assert programme is not None

    assert [one.name for one in programmes.who_holds(sam, programme=programme, roles=["head_teacher"])] == [
        "Ruth Okonjo"
    ]


def test_what_comes_again_ends_at_the_closing_meeting_and_comes_again_when_it_is_later(sam: Session) -> None:
    programme_id = begin(sam, OPEN)
    hold(sam, programme_id, "start")
    closing = milestones(sam, programme_id)["closing"]
    assert closing.window_from is not None
    with pytest.raises(programmes.OutsideWindowError):
        programmes.agree_dates(
            sam, programme_id=programme_id, days={closing.id: a_school_day(from_day=TODAY + WEEK)}
        )
    day = a_school_day(from_day=milestones(sam, programme_id)["look:2"].due_on + 2 * WEEK)
    programmes.agree_dates(sam, programme_id=programme_id, days={closing.id: day})

    there = milestones(sam, programme_id)
    assert there["look:3"].skip_reason == "“Closing meeting” comes first"
    assert (there["closing"].due_on, there["closing"].window_from) == (day, None)
    assert kinds(sam, programme_id)[0] == "dates_agreed"

    hold(sam, programme_id, "look", "look:2")
    later = programmes.extend(
        sam,
        programme_id=programme_id,
        version=version(sam, programme_id),
        weeks=4,
        why="More is possible",
        approved_by=id_of("ruth-okonjo"),
        agreed_by="Gloria and Maya",
    )
    there = milestones(sam, programme_id)
    assert there["look:4"].label == "Four-weekly look, week 12"
    assert there["look:2"].due_on < there["look:4"].due_on < later == there["closing"].due_on
    assert list(there)[-1] == "closing"


def test_a_meeting_to_which_somebody_is_invited_by_now_stays_when_it_would_be_taken_back(
    sam: Session, browser_of: BrowserOf
) -> None:
    programme_id = begin(sam, OPEN)
    hold(sam, programme_id, "start")
    there = milestones(sam, programme_id)
    early = a_school_day(from_day=there["look:2"].due_on + 2 * WEEK)
    programmes.agree_dates(sam, programme_id=programme_id, days={there["closing"].id: early})
    hold(sam, programme_id, "look", "look:2")
    programmes.extend(
        sam,
        programme_id=programme_id,
        version=version(sam, programme_id),
        weeks=4,
        why="More is possible",
        approved_by=id_of("ruth-okonjo"),
        agreed_by="Gloria and Maya",
    )
    sam.commit()
    browser = browser_of("sam-patel")
    path = browser.visit("/s/oakfield/programmes?state=active").link("PSP-")
    browser.visit(path + "/history")
    history = browser.page
    added = milestones(sam, programme_id)["look:4"].id
    browser.visit(f"{path}/meetings/{added}/invite")
    browser.press("Put on the list", name="Gloria Brown", role="parent_carer")

    browser.page = history
    page = browser.press("Take it back", status=422, why="It is enough")

    assert page.problems == [
        "People are invited to the Four-weekly look, week 12 by now, or it is arranged, so it stays. Change its day instead"
    ]
    assert "Gloria Brown" in browser.visit(f"{path}/meetings/{added}/invite").text


def test_a_last_meeting_is_not_moved_beyond_the_longest_length(sam: Session) -> None:
    programme_id = begin(sam, TWELVE)
    final = milestones(sam, programme_id)["final"]
    school_days = calendar.calendar_of_school(sam)

    def move(count: int) -> None:
        programmes.move_milestone(
            sam,
            programme_id=programme_id,
            milestone_id=final.id,
            version=version(sam, programme_id),
            due_on=school_days.add_school_days(planned, count),
            why="Her mother is away",
        )

    planned = final.due_on
    move(final.tolerance)
    with pytest.raises(programmes.TooLongError) as refused:
        move(final.tolerance + 1)
    assert refused.value.last == school_days.add_school_days(planned, final.tolerance)


def test_a_programme_that_was_started_wrongly_is_closed_and_tied_to_the_right_one(sam: Session) -> None:
    wrong, right = begin(sam, PART_TIME), begin(sam, TWELVE)
    into = sam.scalars(select(Programme.reference).where(Programme.id == right)).one()
    programmes.merge(
        sam,
        programme_id=wrong,
        version=version(sam, wrong),
        into=into.lower(),
        why="The wrong template",
        today=TODAY,
    )

    closed = programmes.read_programme(
        sam,
        reference=sam.scalars(select(Programme.reference).where(Programme.id == wrong)).one(),
        today=TODAY,
    )
    assert closed is not None
    assert not closed.line.is_open
    assert closed.ended_as == "Closed, because it should have been another programme"
    assert kinds(sam, right)[0] == "took_in"


def test_the_authoritys_terms_move_the_dates_of_its_schools(
    acting_as: ActingAs, browser_of: BrowserOf
) -> None:
    start_on = a_school_day(from_day=HALF_TERM - 25 * DAY)
    with acting_as("sam-patel") as session:
        programme_id = begin(session, TWELVE, on=start_on)
        assert HALF_TERM + WEEK <= milestones(session, programme_id)["review_4"].due_on < HALF_TERM + 2 * WEEK
    owen = browser_of("owen-parry")
    owen.visit("/cluster/term-dates")
    owen.follow(f"Change {TERM.name}")
    owen.press("Save the term", break_to=f"{HALF_TERM + 11 * DAY:%Y-%m-%d}")
    with acting_as("sam-patel") as session:
        programmes.look_after_dates(session, now=clock.now())
        session.flush()

        moved = milestones(session, programme_id)["review_4"]
        assert moved.due_on == HALF_TERM + 2 * WEEK
        assert moved.moved_because
        assert kinds(session, programme_id)[0] == "calendar_moved"


def test_the_team_is_told_of_another_class(acting_as: ActingAs, browser_of: BrowserOf) -> None:
    with acting_as("sam-patel") as session:
        programme_id = begin(session, TWELVE)
        before = programmes.classes_of_programmes(session)
        session.scalars(select(Pupil).where(Pupil.id == maya(session))).one().class_name = "6B"
        assert programmes.tell_of_new_classes(session, before=before) == 1
        newest = programmes.history(session, programme_id=programme_id)[0]
        assert newest.details == (("Class", before[programme_id], "6B"),)
    sam = browser_of("sam-patel")
    do_all_work(sam)

    assert "The class has changed for PSP-" in sam.visit("/demo/mail").text


def test_what_is_on_record_or_of_another_day_is_not_taken_back(sam: Session, today_is: TodayIs) -> None:
    programme_id = begin(sam, TWELVE)
    hold(sam, programme_id, "initial")
    held = programmes.history(sam, programme_id=programme_id)[0]
    with pytest.raises(programmes.ResultsStayError):
        programmes.undo(sam, programme_id=programme_id, change_id=held.id, why="Oops", today=TODAY)

    programmes.pause(
        sam,
        programme_id=programme_id,
        version=version(sam, programme_id),
        reason="illness",
        explanation="",
        today=TODAY,
    )
    paused = programmes.history(sam, programme_id=programme_id)[0]
    with today_is(morning(TODAY + DAY)), pytest.raises(programmes.NothingToUndoError):
        programmes.undo(sam, programme_id=programme_id, change_id=paused.id, why="Oops", today=TODAY + DAY)


def test_no_programme_begins_for_a_pupil_who_left_or_without_what_must_come_first(sam: Session) -> None:
    chosen = next(one for one in library.published_templates(sam) if PART_TIME in one.label)
    with pytest.raises(programmes.PrerequisitesMissingError, match="Risk assessment is done"):
        programmes.plan_programme(
            sam, pupil_id=maya(sam), template_id=chosen.id, first_meeting_on=TODAY, prerequisites=GATE[:2]
        )
    sam.scalars(select(Pupil).where(Pupil.id == maya(sam))).one().left_on = TODAY - DAY
    sam.flush()
    left = pupils.find_pupils(sam, words="Maya Brown", who_left=True).pupils[0].id
    with pytest.raises(programmes.PupilLeftError):
        programmes.plan_programme(
            sam, pupil_id=left, template_id=chosen.id, first_meeting_on=TODAY, prerequisites=GATE
        )
