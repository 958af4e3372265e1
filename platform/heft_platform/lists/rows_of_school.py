"""The rows of a school’s lists, where they are put together from what several features keep."""

from datetime import date, datetime, time

from sqlalchemy.orm import Session

from heft_platform.accounts import services as accounts
from heft_platform.audit import services as audit
from heft_platform.calendar import services as calendar
from heft_platform.clock import SCHOOL_TIME
from heft_platform.full_lists import FullList
from heft_platform.lists.sheet import BEGINS, ListAsked
from heft_platform.picture import services as picture
from heft_platform.picture.services import AreaView
from heft_platform.programmes import services as programmes
from heft_platform.provision import services as provision
from heft_platform.pupils import services as pupils
from heft_platform.sessions import services as sessions
from heft_platform.target_bank import services as target_bank
from heft_platform.target_bank.services import Example
from heft_platform.words import number_of, short_day
from heft_tenants.visibility import Visibility


def everybody(session: Session, asked: ListAsked) -> FullList:
    """Return the pupils, with the programmes that they are on."""
    return pupils.pupils_in_full(
        session,
        programmes=programmes.open_references(session),
        class_name=asked.class_name,
        year_group=asked.year_group,
        who_left=asked.who_left,
    )


def late(session: Session, asked: ListAsked) -> FullList:
    """Return the programmes whose session is overdue."""
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


def who_looked(session: Session, asked: ListAsked) -> FullList:
    """Return the trail of a school year."""
    people = accounts.names_of_all(session)
    known = pupils.names_by_id(session)
    since = datetime.combine(asked.since, time.min, SCHOOL_TIME)
    until = datetime.combine(date(asked.year + 1, *BEGINS), time.min, SCHOOL_TIME)
    left_out = () if asked.sees_guarded else (picture.TELLS_OF_GUARDED,)
    return FullList(
        headings=("When", "Who", "As a guest", "Did", "With", "Pupil", "Parts"),
        rows=(
            (
                entry.at,
                people.get(entry.person_id, "Somebody from outside") if entry.person_id else "The clock",
                entry.visit_id is not None,
                audit.in_words(entry.action),
                audit.in_words(entry.thing),
                known.get(entry.pupil_id, "") if entry.pupil_id else "",
                audit.parts_in_words(entry.detail.get("fields", ())),
            )
            for entry in audit.entries_in_full(session, since=since, until=until, leaving_out=left_out)
        ),
    )


def provision_map(session: Session, asked: ListAsked) -> FullList:
    """Return the help that pupils get now or will get, of one year group, if it is named."""
    lines = provision.school_map(session, today=asked.today)
    known = pupils.pupils_by_id(session, pupil_ids={one.pupil_id for one in lines})
    shown = [
        (known[one.pupil_id], one)
        for one in lines
        if asked.year_group in ("", known[one.pupil_id].year_group)
    ]
    shown.sort(key=lambda one: (one[1].wave, one[1].what.casefold(), one[0].name))
    return FullList(
        headings=("Wave", "Help", "Pupil", "Class", "Who", "How often", "When", "Cost", "What came of it"),
        rows=(
            (
                *(provision.WAVES[one.wave], one.what, pupil.name, pupil.group, one.who),
                *(one.dose, one.when, one.cost, one.impact_said),
            )
            for pupil, one in shown
        ),
    )


def context_grid(session: Session, asked: ListAsked) -> FullList:
    """Return pupils by areas, of one class, if it is named: what is known, and no more of it than its page shows."""
    here = pupils.pupils_here(session, class_name=asked.class_name)
    ids = [one.id for one in here]
    pictures = picture.pictures_of(
        session, pupil_ids=ids, sees=asked.sees, areas=picture.CONTEXT, today=asked.today
    )
    help_now = provision.current_by_pupil(session, pupil_ids=ids, today=asked.today)
    areas = [area for area in picture.CONTEXT if area.visibility != Visibility.SAFEGUARDING]
    return FullList(
        headings=("Pupil", "Class", "Help now", *(area.words for area in areas), "Social care"),
        rows=(
            (
                *(one.name, one.class_name),
                number_of(len(help_now.get(one.id, ())), "kind of help", "kinds of help")
                if help_now.get(one.id)
                else "No help recorded",
                *(_said_of_area(pictures[one.id].area(area.code)) for area in areas),
                pictures[one.id].level or "Restricted",
            )
            for one in here
        ),
    )


def _said_of_area(view: AreaView | None) -> str:
    if view is None:
        return "Restricted"
    if not view.is_known or view.checked_at is None:
        return "Not asked"
    if view.is_stale:
        return f"Known, checked {view.months} months ago"
    return f"Known, {short_day(view.checked_at)}"


def bank_of_school(session: Session, _: ListAsked) -> FullList:
    """Return the school’s own examples of targets and the cluster’s."""
    return examples(target_bank.find(session))


def examples(several: list[Example]) -> FullList:
    """Return examples of targets as a list."""
    return FullList(
        headings=("Target", "What it looks like", "Need", "Phase", "Measured by", "Small steps", "Whose"),
        rows=(
            (
                *(one.statement, one.success, one.need, one.phase_words, one.measure_words),
                "; ".join(one.steps),
                "Taken out"
                if one.is_retired
                else "Our own"
                if one.source == "school"
                else "From the cluster",
            )
            for one in several
        ),
    )


def calendar_days(session: Session, asked: ListAsked) -> FullList:
    """Return the terms that the school follows, and the days of term without pupils, from this school year on."""
    terms = [
        ("Term", term.name, *_term(term), "This school" if term.is_own else "Local authority")
        for year in calendar.school_years(session)
        for term in year.terms
        if term.last_on >= asked.since
    ]
    days = [
        (
            "Day without pupils",
            one.why,
            one.day,
            one.day,
            None,
            None,
            None,
            "Everybody" if one.id is None else "This school",
        )
        for one in calendar.days_without_pupils(session, since=asked.since)
    ]
    return FullList(
        headings=(*("What", "Name", "From", "To", "Half-term from", "Half-term to", "School days", "Whose"),),
        rows=[*terms, *days],
    )


def _term(term: calendar.TermView) -> tuple[date | int | None, ...]:
    return term.first_on, term.last_on, term.break_from, term.break_to, term.school_days
