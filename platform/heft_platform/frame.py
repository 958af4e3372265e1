"""What stands around every page: who is working, where, and where else they can go."""

from dataclasses import dataclass

from flask import current_app, g, request, url_for

from heft_platform import words
from heft_platform.accounts import answers_are_hidden
from heft_platform.accounts.services import Place, SignedIn
from heft_platform.permissions import Deed, can, may
from heft_tenants.tables import Section

SECTION_WORDS = {
    Section.SUMMARY: "summary",
    Section.PLAN: "plan",
    Section.SCORES: "daily reports and progress",
    Section.MEETINGS: "reviews",
    Section.NOTES: "notes",
    Section.DOCUMENTS: "documents",
    Section.LETTERS: "letters",
}
NAVIGATION = (
    ("Today", "today.index", Deed.SEE_TODAY),
    ("Pupils", "pupils.index", Deed.READ_PUPILS),
    ("Programmes", "programmes.index", Deed.READ_PROGRAMMES),
    ("Daily reports", "daily_reports.index", Deed.SCORE_REPORTS),
    ("Actions", "actions.index", Deed.DO_ACTIONS),
    ("Records", "records.index", Deed.RECORD_BEHAVIOUR),
    ("Worklist", "escalations.worklist", Deed.ANSWER_REQUESTS),
    ("My cases", "cases.index", Deed.JOIN_CASES),
    ("Invitations", "cases.invitations", Deed.JOIN_CASES),
    ("Schools", "cluster.index", Deed.OPEN_SCHOOLS),
    ("Term dates", "calendar.terms", Deed.KEEP_TERM_DATES),
    ("Templates", "library.index", Deed.READ_TEMPLATES),
    ("Target bank", "target_bank.cluster_index", Deed.KEEP_TARGET_BANK),
    ("Directory", "agencies.index", Deed.READ_DIRECTORY),
    ("Work", "operations.index", Deed.OPERATE),
)
ACCOUNT = (
    ("School calendar", "calendar.index", Deed.READ_CALENDAR),
    ("Help in class", "picture.help_in_class", Deed.READ_HELP_IN_CLASS),
    ("Target bank", "target_bank.index", Deed.WRITE_PROGRAMMES),
    ("Numbers", "numbers.index", Deed.READ_NUMBERS),
    ("Lists as spreadsheets", "lists.index", Deed.READ_PUPILS),
    ("Who looked", "audit.index", Deed.READ_AUDIT),
)

# The pages inside a programme, in the order of the work.
INSIDE = (
    ("Overview", "programmes.overview", Deed.READ_PROGRAMMES),
    ("Plan", "plans.plan", Deed.READ_PROGRAMMES),
    ("Rewards", "rewards.index", Deed.KEEP_SESSIONS),
    ("Daily reports", "daily_reports.configuration", Deed.KEEP_SESSIONS),
    ("Sessions", "sessions.index", Deed.KEEP_SESSIONS),
    ("Progress", "sessions.progress", Deed.KEEP_SESSIONS),
    ("Meetings", "meetings.index", Deed.HOLD_MEETINGS),
    ("Actions", "actions.of_programme", Deed.KEEP_ACTIONS),
    ("Print", "documents.centre", Deed.EXPORT_PROGRAMMES),
    ("People and access", "cases.access", Deed.INVITE_AGENCIES),
)


@dataclass(frozen=True, kw_only=True)
class Link:
    """A way to somewhere."""

    text: str
    href: str
    is_here: bool = False


@dataclass(frozen=True, kw_only=True)
class Gate:
    """What a visitor is told on every page inside a school."""

    school: str
    agency: str
    sections: str
    adds_notes: bool
    until: str
    leave_href: str


@dataclass(frozen=True, kw_only=True)
class Frame:
    """Everything that the page's frame shows."""

    service: str
    strip: str
    home: str
    person: str | None
    place: Place | None
    can_change_place: bool
    navigation: tuple[Link, ...]
    account: tuple[Link, ...]
    gate: Gate | None
    is_hidden: bool  # what was saved is not said meanwhile, on no page: it may name somebody
    is_demo: bool

    @property
    def here(self) -> str:
        return next((link.text for link in self.navigation if link.is_here), "Menu")


def frame_of_request() -> Frame:
    """Work out the frame for the request at hand, signed in or not.

    From a hidden screen one goes on, and nowhere else: by any other way, what waits there would be left behind.
    """
    is_hidden = answers_are_hidden()
    who: SignedIn | None = None if is_hidden else g.get("signed_in")
    place: Place | None = None if is_hidden else g.get("place") or (who.chosen_place if who else None)
    settings = current_app.config["SETTINGS"]
    return Frame(
        service=settings.service_name,
        strip=place.cluster_name if place else "Heft",
        home=url_for("accounts.index"),
        person=f"{who.name}, {place.role_words}" if who and place else who.name if who else None,
        place=place,
        can_change_place=bool(who and len(who.places) > 1),
        navigation=_links(NAVIGATION, place) if who and place else (),
        account=_links(ACCOUNT, place) if who and place else (),
        gate=_gate(place) if g.get("visit") and place else None,
        is_hidden=is_hidden,
        is_demo=settings.demo,
    )


def _links(choices: tuple[tuple[str, str, Deed], ...], place: Place) -> tuple[Link, ...]:
    """Return ways to the pages that exist and that the person may see, in the order of the choices.

    A page is below the way whose address its own begins with: what is inside a programme is below “Programmes”.
    """
    ways = [
        (text, endpoint, _href(endpoint, place))
        for text, endpoint, deed in choices
        if endpoint in current_app.view_functions and can(place.role, deed)
    ]
    above = [href for _, _, href in ways if f"{request.path}/".startswith(f"{href}/")]
    return tuple(
        Link(text=text, href=href, is_here=href in above if above else _is_here(endpoint))
        for text, endpoint, href in ways
    )


def ways_in(reference: str, here: str) -> list[tuple[str, str, bool]]:
    """Return the pages inside a programme that exist and that the person may see: words, address, is it this one."""
    return [
        (text, url_for(endpoint, reference=reference), text == here)
        for text, endpoint, deed in INSIDE
        if endpoint in current_app.view_functions and may(deed)
    ]


def _is_here(endpoint: str) -> bool:
    return request.endpoint is not None and request.endpoint.partition(".")[0] == endpoint.partition(".")[0]


def _href(endpoint: str, place: Place) -> str:
    needs_school = current_app.url_map.is_endpoint_expecting(endpoint, "school")
    return url_for(endpoint, school=place.slug) if needs_school else url_for(endpoint)


def _gate(place: Place) -> Gate:
    visit = g.visit
    shown = [said for section, said in SECTION_WORDS.items() if visit.reads & section]
    return Gate(
        school=visit.school_name,
        agency=place.name,
        sections=words.list_of(shown),
        adds_notes=bool(visit.adds & Section.NOTES),
        until=words.last_day(visit.until),
        leave_href=url_for("cases.index"),
    )
