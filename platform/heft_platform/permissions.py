"""Who may do what. One function decides for pages, lists, exports, downloads and jobs alike: `can`."""

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import abort, g, redirect, url_for

from heft_tenants.visibility import Visibility

P = ParamSpec("P")
R = TypeVar("R")


class Deed(StrEnum):
    """What a person may do."""

    ADD_NOTES = "add notes"
    ANSWER_REQUESTS = "answer requests"
    APPROVE_REQUESTS = "approve requests"
    ASK_AUTHORITY = "ask the authority for help"
    DO_ACTIONS = "do what one was asked to do"
    ERASE_LETTERS = "erase our copy of letters"
    EXTEND_TEMPLATES = "extend templates for the school"
    EXPORT_PROGRAMMES = "export programmes"
    HOLD_MEETINGS = "hold meetings"
    IMPORT_PUPILS = "import pupils"
    IMPORT_RECORDS = "import behaviour, attendance and suspensions"
    INVITE_AGENCIES = "invite agencies"
    JOIN_CASES = "join cases"
    KEEP_ACTIONS = "keep the list of actions"
    KEEP_CALENDAR = "keep the school’s calendar"
    KEEP_CATALOGUE = "keep the catalogue of help"
    KEEP_DIRECTORY = "keep the directory"
    KEEP_SESSIONS = "keep sessions, rewards and commitments"
    KEEP_TARGET_BANK = "keep the cluster’s target bank"
    KEEP_TERM_DATES = "keep the cluster’s term dates"
    LEAD_PROGRAMMES = "see what everybody in the school is late with"
    OPEN_SCHOOLS = "open schools"
    OPERATE = "see the work behind the pages, and have it tried again"
    PUBLISH_TEMPLATES = "publish templates"
    READ_AUDIT = "read who looked"
    READ_CALENDAR = "read the calendar"
    READ_DIRECTORY = "read the directory"
    READ_HELP_IN_CLASS = "read what helps a pupil in class"
    READ_LEGAL = "read legal advice and papers of panels"
    READ_NUMBERS = "read the school’s numbers"
    READ_PROGRAMMES = "read programmes"
    READ_PUPILS = "read pupils"
    READ_RECORDS = "read behaviour, attendance and suspensions"
    READ_SAFEGUARDING = "read what only the safeguarding lead may"
    READ_SENSITIVE = "read what is sensitive"
    READ_TEMPLATES = "read templates"
    RECORD_BEHAVIOUR = "record behaviour"
    SCORE_REPORTS = "score daily reports"
    SEE_TODAY = "see what needs doing"
    WRITE_MEASURES = "write scores of measures"
    WRITE_PICTURE = "write the picture of a pupil"
    WRITE_PROGRAMMES = "write programmes"
    WRITE_PROVISION = "write what help a pupil gets"
    WRITE_RECORDS = "record attendance and suspensions"
    WRITE_SENCO_COMMENTS = "write the SENCO’s comments"


_EVERYBODY = frozenset({Deed.READ_DIRECTORY, Deed.READ_TEMPLATES})
_SCHOOL_STAFF = _EVERYBODY | {
    Deed.DO_ACTIONS,
    Deed.READ_CALENDAR,
    Deed.READ_HELP_IN_CLASS,
    Deed.RECORD_BEHAVIOUR,
    Deed.SCORE_REPORTS,
    Deed.SEE_TODAY,
}
_CASE_STAFF = _SCHOOL_STAFF | {
    Deed.ADD_NOTES,
    Deed.EXPORT_PROGRAMMES,
    Deed.HOLD_MEETINGS,
    Deed.KEEP_ACTIONS,
    Deed.KEEP_SESSIONS,
    Deed.READ_PROGRAMMES,
    Deed.READ_PUPILS,
    Deed.READ_RECORDS,
    Deed.WRITE_PICTURE,
    Deed.WRITE_PROGRAMMES,
    Deed.WRITE_PROVISION,
}
_LEADS = _CASE_STAFF | {
    Deed.ASK_AUTHORITY,
    Deed.EXTEND_TEMPLATES,
    Deed.IMPORT_PUPILS,
    Deed.IMPORT_RECORDS,
    Deed.INVITE_AGENCIES,
    Deed.KEEP_CALENDAR,
    Deed.KEEP_CATALOGUE,
    Deed.LEAD_PROGRAMMES,
    Deed.READ_AUDIT,
    Deed.READ_NUMBERS,
    Deed.READ_SENSITIVE,
    Deed.WRITE_MEASURES,
    Deed.WRITE_RECORDS,
}

DEEDS_OF_ROLE: dict[str, frozenset[Deed]] = {
    "teacher": frozenset(_SCHOOL_STAFF),
    "key_worker": frozenset(_CASE_STAFF),
    "pastoral_lead": frozenset(_LEADS),
    "senco": frozenset(_LEADS | {Deed.WRITE_SENCO_COMMENTS}),
    "dsl": frozenset(_LEADS | {Deed.ERASE_LETTERS, Deed.READ_SAFEGUARDING}),
    "head": frozenset(_LEADS | {Deed.APPROVE_REQUESTS, Deed.ERASE_LETTERS, Deed.READ_LEGAL}),
    "inclusion_officer": _EVERYBODY | {Deed.ANSWER_REQUESTS, Deed.ERASE_LETTERS},
    "outreach_worker": _EVERYBODY | {Deed.JOIN_CASES},
    "cluster_administrator": _EVERYBODY
    | {
        Deed.KEEP_DIRECTORY,
        Deed.KEEP_TARGET_BANK,
        Deed.KEEP_TERM_DATES,
        Deed.OPEN_SCHOOLS,
        Deed.OPERATE,
        Deed.PUBLISH_TEMPLATES,
    },
    # Inside a gate; what exactly may be read or added is the grant's, and the database's to judge.
    "visitor": frozenset({Deed.READ_PROGRAMMES, Deed.ADD_NOTES}),
}

# What is told of a pupil, from harmless to most guarded, and the deed of those who may be told it.
DEED_OF_CLASS = {
    Visibility.BRIEFING_SAFE: Deed.READ_HELP_IN_CLASS,
    Visibility.PASTORAL: Deed.READ_PUPILS,
    Visibility.SENSITIVE: Deed.READ_SENSITIVE,
    Visibility.SAFEGUARDING: Deed.READ_SAFEGUARDING,
    Visibility.LEGAL: Deed.READ_LEGAL,
}


def can(role: str | None, deed: Deed) -> bool:
    """Say whether somebody in this role may do a deed on what the fence lets them see.

    Whose things are seen is decided before: by the context, and by the database. A thing that is not theirs was never
    loaded, so it cannot be asked about.
    """
    return role is not None and deed in DEEDS_OF_ROLE.get(role, frozenset())


def classes_seen(role: str | None) -> frozenset[Visibility]:
    """Return the visibility classes of what somebody in this role may be told of a pupil."""
    return frozenset(visibility for visibility, deed in DEED_OF_CLASS.items() if can(role, deed))


def role_at_hand() -> str | None:
    """Return as what the person of this request works here; None if nobody is signed in, or has no place here."""
    return getattr(g, "role", None)


def may(deed: Deed) -> bool:
    """Say whether the person of this request can do a deed here."""
    return can(role_at_hand(), deed)


def requires(deed: Deed) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let a route run only for people who can do a deed. To all others the page does not exist."""

    def guard(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            if not may(deed):
                abort(404)
            return view(*args, **kwargs)

        guarded.deed = deed  # type: ignore[attr-defined]
        return guarded

    return guard


def public(view: Callable[P, R]) -> Callable[P, R]:
    """Let everybody use a route, signed in or not."""
    view.deed = None  # type: ignore[attr-defined]
    return view


def signed_in_only(view: Callable[P, R]) -> Callable[P, R]:
    """Let everybody who is signed in use a route, whatever their role and place."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        if g.signed_in is None:
            return redirect(url_for("accounts.sign_in_page"), code=303)  # type: ignore[return-value]
        return view(*args, **kwargs)

    guarded.deed = "signed in"  # type: ignore[attr-defined]
    return guarded
