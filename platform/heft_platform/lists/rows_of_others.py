"""The rows of lists of those who work at no school: the authority, its cluster’s administrator, an agency."""

from sqlalchemy.orm import Session

from heft_platform.calendar import services as calendar
from heft_platform.cases import services as cases
from heft_platform.escalations import services as escalations
from heft_platform.full_lists import FullList
from heft_platform.lists.rows_of_school import examples
from heft_platform.lists.sheet import ListAsked
from heft_platform.target_bank import services as target_bank
from heft_platform.words import list_of
from heft_tenants.tables import Section

SEEN = (
    (Section.PLAN, "plan"),
    (Section.SCORES, "daily reports and progress"),
    (Section.MEETINGS, "reviews"),
    (Section.NOTES, "notes"),
)
STATES = {"joining": "Joining", "open": "Open", "ended": "Ended"}


def worklist(session: Session, _: ListAsked) -> FullList:
    """Return every request that came to the authority, the most urgent first."""
    return FullList(
        headings=(
            *("Request", "School", "Asked for", "Arrived", "Status", "Raised again"),
            *("Acknowledge by", "Answer by", "Officer"),
        ),
        rows=(
            (
                *(one.reference, one.school, ", ".join(one.asks) or "Our copy is erased", one.arrived_at),
                *(one.thread.words, one.was_raised_again),
                one.acknowledge_by if one.thread.is_open and not one.thread.promised_on else None,
                *(one.thread.promised_on if one.thread.is_open else None, one.officer),
            )
            for one in escalations.worklist(session)
        ),
    )


def my_cases(session: Session, asked: ListAsked) -> FullList:
    """Return the cases of whoever asks: initials, and no name."""
    lines = cases.my_cases(session, person_id=asked.person_id) if asked.person_id else []
    return FullList(
        headings=(
            *("Pupil", "School", "Programme", "State", "May see", "May add notes", "Until"),
            *("Ended on", "Visits", "Last there"),
        ),
        rows=(
            (
                *(one.initials, one.school, one.programme_reference, STATES.get(one.state, one.state)),
                list_of([words for section, words in SEEN if one.sections & section]) or "summary only",
                *(one.adds_notes, one.until_on, one.ended_on, one.visits, one.entered_at),
            )
            for one in lines
        ),
    )


def bank_of_cluster(session: Session, _: ListAsked) -> FullList:
    """Return the cluster’s examples of targets, those that were taken out at the end."""
    return examples(target_bank.examples_of_cluster(session))


def term_dates(session: Session, _: ListAsked) -> FullList:
    """Return the terms that every school of the cluster follows."""
    return FullList(
        headings=("School year", "Term", "Begins", "Half-term from", "Half-term to", "Ends", "School days"),
        rows=[
            (
                *(year.name, term.name, term.first_on, term.break_from, term.break_to),
                *(term.last_on, term.school_days),
            )
            for year in calendar.school_years(session)
            for term in year.terms
        ],
    )
