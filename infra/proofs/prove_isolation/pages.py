"""Attacks over HTTP, each with both belts and with either of them off: neither may be needed."""

import re
from collections.abc import Callable, Sequence

from prove_isolation.ground import NOBODY, Ground
from prove_isolation.people import (
    CRITERION_ALONE,
    HOME,
    ONE_EACH,
    PEOPLE,
    SHOWN,
    VICTIMS_PAGES,
    Belts,
    Person,
    address,
    wearing,
)
from prove_isolation.techniques import STOPPED, Found, Way, technique

VARIES = re.compile(
    r'(?<=name="csrf_token" value=")[^"]*|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b(?:PSP|REQ)-\w{6}'
)
STRANGERS = tuple(slug for slug in PEOPLE if slug not in {"", "niamh-doherty"})

# What the cluster shares is there for every school of it.
CLUSTERS = {"draft", "example", "extended", "next_version", "school", "team", "template", "term"}
INJECTED = (
    "' or 1=1 --",
    "%",
    "_",
    "canary",
    "Maya",
    "Jay",
    "\\",
    '"',
    "1' union select 1 --",
    "{{ config }}",
    "{{ 7*191 }}",
)


def over_http(attack: Callable[[Ground], Found], belts: Sequence[Belts] = ONE_EACH) -> Way:
    """Try it with each choice of belts, each on a fresh copy."""

    def way(ground: Ground) -> Found:
        for worn in belts:
            with wearing(ground, worn):
                found = attack(ground)
            if found != STOPPED:
                return Found(**{what: f"{said} ({worn})" for what, said in vars(found).items() if said})
        return STOPPED

    return way


def everybody(visit: Callable[[Person], None], *slugs: str) -> Callable[[Ground], Found]:
    """Have several people try the same, one after the other."""

    def attack(ground: Ground) -> Found:
        for slug in slugs or STRANGERS:
            person = Person(ground, slug)
            visit(person)
            if (found := person.found()) != STOPPED:
                return found
        return STOPPED

    return attack


def _opens_victims_pages(person: Person) -> None:
    for screen in VICTIMS_PAGES:
        person.get(screen.path.format(**person.ground.ids))


def _opens_them_at_home(person: Person) -> None:
    home = HOME[person.slug]
    for screen in VICTIMS_PAGES:
        person.get(screen.path.format(**person.ground.ids).replace("/s/oakfield/", f"/s/{home}/"))


def _opens_every_page_of_its_own(person: Person) -> None:
    for screen in SHOWN:
        path = screen.path.replace("/s/oakfield/", f"/s/{HOME.get(person.slug, 'oakfield')}/")
        if "{" not in path:
            person.get(path)


def _searches(person: Person) -> None:
    home = HOME[person.slug]
    for said in INJECTED:
        for path in (
            f"/s/{home}/pupils",
            f"/s/{home}/programmes",
            f"/s/{home}/reports",
            "/directory",
            "/directory/schools",
        ):
            person.get(
                path,
                query_string={
                    "words": said,
                    "q": said,
                    "day": said,
                    "page": said,
                    "year": said,
                    "show": said,
                },
            )
        person.post(f"/s/{home}/pupils", {"words": said, "q": said})


def posts_everything(grounds: Callable[[Person], Sequence[str]]) -> Callable[[Person], None]:
    def visit(person: Person) -> None:
        for rule in person.app.url_map.iter_rules():
            if "POST" not in (rule.methods or ()) or not rule.arguments:
                continue
            for school in grounds(person):
                person.post(address(person.ground, rule, school=school, method="POST"))

    return visit


def _gets_everything(person: Person) -> None:
    for rule in person.app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or not rule.arguments or rule.endpoint == "static":
            continue
        for school in ("oakfield", HOME.get(person.slug, "hillside")):
            answer = person.get(address(person.ground, rule, school=school, method="GET"))
            of_oneself = (
                (answer.request.path.startswith(("/la/", "/cluster/")) and "authority" in PEOPLE[person.slug])
                or (
                    answer.request.path.startswith(f"/s/{HOME.get(person.slug)}/")
                    and answer.request.path.endswith(".xlsx")
                )  # whose words were looked through
                or (answer.request.path.startswith("/library/") and "abroad" not in PEOPLE[person.slug])
            )
            if answer.status_code == 200 and "text/html" not in answer.content_type and not of_oneself:
                person.leak = f"{person.slug} fetched a file from {answer.request.path}"


def _told_apart(ground: Ground) -> Found:
    """What is there at the victim’s is answered in the same words as what never was."""
    nothing = {name: id_ if name in CLUSTERS else str(NOBODY) for name, id_ in ground.ids.items()} | {
        "programme": "PSP-222222",
        "story": "PSP-222222",
        "request": "REQ-222222",
        "waiting_request": "REQ-222222",
        "day": ground.ids["day"],
    }
    for slug in ("bronwen-hughes", "priya-nair", "marcus-bennett"):
        person = Person(ground, slug)
        for screen in VICTIMS_PAGES:
            for school in {"oakfield", HOME.get(slug, "oakfield")}:
                path = screen.path.replace("/s/oakfield/", f"/s/{school}/")
                if "{" not in path:
                    continue
                there, nowhere = (person.get(path.format(**ids)) for ids in (ground.ids, nothing))
                words = [VARIES.sub("", one.get_data(as_text=True)) for one in (there, nowhere)]
                if there.status_code != nowhere.status_code or words[0] != words[1]:
                    return Found(gain=f"{slug} tells {path} apart: {there.status_code} {nowhere.status_code}")
    return STOPPED


def _names_the_victims_ids(ground: Ground) -> Found:
    """Put ids of the victim’s people and things into one’s own forms."""
    person = Person(ground, "bronwen-hughes")
    ground.what_changed()
    ids = ground.ids
    victims = {name: str(row[0]) for name, row in _victims_ids(ground).items()}
    pupils = re.findall(
        r'href="(/s/hillside/pupils/[0-9a-f-]{36})"', person.get("/s/hillside/pupils").get_data(as_text=True)
    )
    if not pupils:
        return Found(void="the school has no pupil of its own")
    for said in (
        {
            "template_id": ids["template"],
            "key_worker_id": victims["member"],
            "triggers": "exclusion_risk",
            "why_not_ready": "x",
            "concern": "x",
        },
        {"template_id": victims["programme"], "key_worker_id": victims["member"], "concern": "x"},
    ):
        person.post(
            f"{pupils[0]}/start",
            {**said, "first_meeting_on-day": 30, "first_meeting_on-month": 11, "first_meeting_on-year": 2026},
        )
    person.post("/s/hillside/pupils/import", {"import_id": ids["import"], "id": ids["import"]})
    found = person.found()
    if found != STOPPED:
        return found
    named = ground.look(
        "select id from owned.programme where org_id = <own> and key_worker_id = %s", victims["member"]
    )
    return Found(gain="a programme of one’s own names another school’s worker") if named else STOPPED


def _victims_ids(ground: Ground) -> dict[str, tuple[object, ...]]:
    return {
        "member": ground.look(
            "select person_id from owned.member where org_id = <victim> and role = 'key_worker' limit 1"
        )[0],
        "programme": ground.look("select id from owned.programme where org_id = <victim> limit 1")[0],
    }


def owner_sees(ground: Ground) -> Found:
    """The control: whoever may, sees canaries on these pages. Without them, nobody’s silence would show anything."""
    sam = Person(ground, "sam-patel")
    seen = 0
    for screen in VICTIMS_PAGES:
        if screen.who == "sam-patel":
            answer = sam.get(screen.path.format(**ground.ids))
            if answer.status_code != screen.status:
                return Found(void=f"the victim’s own page fails: {answer.request.path} {answer.status_code}")
            seen += "canary-2-" in answer.get_data(as_text=True)
    return STOPPED if seen > 8 else Found(void=f"only {seen} pages of the victim hold a canary")


AT_HOME = tuple(HOME)


TECHNIQUES = (
    technique(
        "pages.victims_address",
        "Open every page of another school by its address, with every id of that school.",
        over_http(owner_sees),
        over_http(everybody(_opens_victims_pages)),
    ),
    technique(
        "pages.ids_at_home",
        "Open them on one’s own ground, with the other school’s ids in the address.",
        over_http(everybody(_opens_them_at_home, *AT_HOME)),
        short=[over_http(everybody(_opens_them_at_home, "bronwen-hughes"), [CRITERION_ALONE])],
    ),
    technique(
        "pages.every_route",
        "Get every route there is, files too, with another school’s ids, on its ground and on one’s own.",
        over_http(everybody(_gets_everything)),
    ),
    technique(
        "pages.deeds",
        "Post to every route there is, on the other school’s ground and on one’s own, with its ids.",
        over_http(
            everybody(posts_everything(lambda person: ("oakfield", HOME[person.slug])), "bronwen-hughes")
        ),
        over_http(everybody(posts_everything(lambda _: ("oakfield",)), "owen-parry")),
    ),
    technique(
        "pages.lists",
        "Look for others’ rows in all of one’s own lists.",
        over_http(
            everybody(
                _opens_every_page_of_its_own,
                "bronwen-hughes",
                "marcus-bennett",
                "priya-nair",
                "niamh-doherty",
            )
        ),
    ),
    technique(
        "pages.searches",
        "Search with quotes, wildcards, template words and the other school’s names.",
        over_http(everybody(_searches, *AT_HOME)),
    ),
    technique(
        "pages.ids_in_forms",
        "Put the other school’s ids into one’s own forms.",
        over_http(_names_the_victims_ids),
    ),
    technique(
        "pages.told_apart",
        "Learn from the answer whether another school has this programme, pupil or file.",
        over_http(_told_apart),
    ),
)
