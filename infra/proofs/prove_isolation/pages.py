"""Attacks over HTTP, each with both belts and with either of them off: neither may be needed."""

import re
from collections.abc import Callable, Sequence

from flask import Flask
from flask.sessions import SecureCookieSessionInterface

from heft_testing.browser import VARIES
from heft_testing.screens import SCREENS
from prove_isolation.attackers import SCHOOL, VICTIM
from prove_isolation.ground import NOBODY, Ground
from prove_isolation.people import HOME, ONE_EACH, PEOPLE, VICTIMS_PAGES, Belts, Person, address, wearing
from prove_isolation.techniques import STOPPED, Found, Way, technique

STRANGERS = tuple(slug for slug in PEOPLE if slug not in {"", "niamh-doherty"})
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
METHODS = ("PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "TRACE")


def over_http(attack: Callable[[Ground], Found], belts: Sequence[Belts] = ONE_EACH) -> Way:
    """Try it with each choice of belts, each on a fresh copy."""

    def way(ground: Ground) -> Found:
        for worn in belts:
            with wearing(ground, worn):
                found = attack(ground)
            if found.leak or found.gain or found.void:
                said = f"{found.leak or found.gain or found.void} ({worn})"
                return Found(
                    leak=said if found.leak else "",
                    gain=said if found.gain and not found.leak else "",
                    void=said if found.void and not (found.leak or found.gain) else "",
                )
        return STOPPED

    return way


def _everybody(visit: Callable[[Person], None], *slugs: str) -> Callable[[Ground], Found]:
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
    for screen in SCREENS:
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


def _posts_everything(grounds: Callable[[Person], Sequence[str]]) -> Callable[[Person], None]:
    def visit(person: Person) -> None:
        for rule in person.app.url_map.iter_rules():
            if "POST" not in (rule.methods or ()) or not rule.arguments:
                continue
            for school in grounds(person):
                person.post(address(person.app, rule, person.ground.ids, school=school, method="POST"))

    return visit


def _gets_everything(person: Person) -> None:
    for rule in person.app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or not rule.arguments or rule.endpoint == "static":
            continue
        for school in ("oakfield", HOME.get(person.slug, "hillside")):
            answer = person.get(address(person.app, rule, person.ground.ids, school=school, method="GET"))
            of_oneself = answer.request.path.startswith("/la/") and "authority" in PEOPLE[person.slug]
            if answer.status_code == 200 and "text/html" not in answer.content_type and not of_oneself:
                person.leak = f"{person.slug} fetched a file from {answer.request.path}"


def _without_signing_in(ground: Ground) -> Found:
    person = Person(ground, "")
    for screen in SCREENS:
        if screen.path.startswith(("/s/", "/la/", "/outreach/", "/cluster/", "/directory", "/library")):
            answer = person.get(screen.path.format(**ground.ids))
            if answer.status_code == 200:
                return Found(gain=f"answered to nobody: {answer.request.path}")
    return person.found()


def _forges_the_cookie(ground: Ground) -> Found:
    """Name somebody in the cookie: unsigned, signed with other keys, or with what one knows of them."""
    sam = ground.look(
        "select person_id from ident.membership m join ident.person p on p.id = m.person_id where p.email like 'sam-patel%%'"
    )
    tokens = (str(sam[0][0]), sam[0][0].hex, "sam-patel", "1", "' or 1=1 --", "../", ground.token("victim"))
    for key in ("", "secret", "dev", "change me", None):
        for token in tokens:
            person = Person(ground, "")
            serializer = SecureCookieSessionInterface().get_signing_serializer(_keyed(ground, key))
            if serializer is None:
                continue
            person.client.set_cookie("heft", str(serializer.dumps({"_user_id": token, "_fresh": True})))
            answer = person.get("/s/oakfield/pupils")
            if person.leak or answer.status_code == 200:
                return Found(leak=f"signed in with a forged cookie: {token[:20]}")
    return STOPPED


def _keyed(ground: Ground, key: str | None) -> Flask:
    """Return an application with another secret; with none said, with ours: then the token itself must be worth nothing."""
    other = Flask("other")
    other.secret_key = ground.app.secret_key if key is None else key
    return other


def _replays_a_cookie(ground: Ground) -> Found:
    """A cookie that was copied is worth nothing after its owner has signed out."""
    owner = Person(ground, "sam-patel")
    stolen = owner.client.get_cookie("heft")
    if stolen is None or owner.get("/s/oakfield/pupils").status_code != 200:
        return Found(void="the owner is not signed in")
    owner.post("/sign-out")
    thief = Person(ground, "")
    thief.client.set_cookie("heft", stolen.value)
    answer = thief.get("/s/oakfield/pupils")
    return (
        Found(leak="a cookie works after signing out") if thief.leak or answer.status_code == 200 else STOPPED
    )


def _chooses_another_organisation(person: Person) -> None:
    for org in (VICTIM, 1, 999, -1, f"{SCHOOL} or 1=1"):
        person.post("/choose-organisation", {"org": org, "org_id": org, "organisation": org})
        person.get("/s/oakfield/pupils")
        person.get("/library/templates")


def _odd_paths(person: Person) -> None:
    home = HOME.get(person.slug, "hillside")
    for path in (
        f"/s/{home}/../oakfield/pupils",
        f"/s/{home}/%2e%2e/oakfield/pupils",
        f"/s/{home}%2f..%2foakfield/pupils",
        "//s/oakfield/pupils",
        "/S/oakfield/pupils",
        "/s/OAKFIELD/pupils",
        "/s/oakfield%00/pupils",
        "/s/oakfield%20/pupils",
        f"/s/{home}/pupils;school=oakfield",
        f"/s/{home}/pupils?school=oakfield",
        f"/s/oakfield/pupils?school={home}",
        f"/s/{home},oakfield/pupils",
        "/s/oakfield/pupils/",
        "/./s/oakfield/pupils",
        f"/s/{home}/pupils#/s/oakfield",
        "/s/%6fakfield/pupils",
    ):
        person.get(path)


def _odd_headers(person: Person) -> None:
    home = HOME.get(person.slug, "hillside")
    for name, said in (
        ("X-Original-URL", "/s/oakfield/pupils"),
        ("X-Rewrite-URL", "/s/oakfield/pupils"),
        ("X-Forwarded-Prefix", "/s/oakfield"),
        ("X-Forwarded-User", "sam-patel"),
        ("X-Forwarded-For", "127.0.0.1"),
        ("X-HTTP-Method-Override", "DELETE"),
        ("X-Organisation", str(VICTIM)),
        ("X-Org-Id", str(VICTIM)),
        ("Authorization", "Bearer admin"),
        ("Host", "oakfield.example"),
        ("Accept", "application/json"),
        ("Range", "bytes=0-100000"),
    ):
        for path in (f"/s/{home}/pupils", "/s/oakfield/pupils"):
            person.get(path, headers={name: said})


def _other_methods(person: Person) -> None:
    for screen in VICTIMS_PAGES:
        path = screen.path.format(**person.ground.ids)
        for method in METHODS:
            person._looked_through(person.client.open(path, method=method))  # noqa: SLF001  (its own kind of visit)


def _climbs_out_of_static(ground: Ground) -> Found:
    person = Person(ground, "bronwen-hughes")
    for path in (
        "/static/../config.py",
        "/static/%2e%2e/config.py",
        "/static/..%2fconfig.py",
        "/static/....//config.py",
        "/static//etc/passwd",
        "/static/govuk/../../app.py",
        "/static/%00",
    ):
        answer = person.get(path)
        if answer.status_code == 200:
            return Found(gain=f"fetched {path}")
    return STOPPED


def _without_the_forms_token(ground: Ground) -> Found:
    """Another site has the victim’s own browser post, which has no token of ours."""
    person = Person(ground, "sam-patel")
    ground.watch(SCHOOL)  # here it is the victim whose rows must stay
    for rule in ground.app.url_map.iter_rules():
        if "POST" in (rule.methods or ()) and rule.arguments and rule.rule.startswith("/s/"):
            path = address(ground.app, rule, ground.ids, school="oakfield", method="POST")
            person.client.post(path, data={"confirm": "yes"}, headers={"Origin": "https://elsewhere.example"})
    changed = ground.what_changed()
    return Found(gain=f"another site had {', '.join(changed)} changed") if changed else STOPPED


def _kept_by_a_cache(ground: Ground) -> Found:
    """A page of the victim may be kept nowhere on its way."""
    person = Person(ground, "sam-patel")
    for screen in VICTIMS_PAGES:
        if screen.who == "sam-patel":
            answer = person.get(screen.path.format(**ground.ids))
            if "no-store" not in answer.headers.get("Cache-Control", ""):
                return Found(gain=f"may be kept by a cache: {answer.request.path}")
    return STOPPED


def _told_apart(ground: Ground) -> Found:
    """What is there at the victim’s is answered in the same words as what never was."""
    nothing = {name: str(NOBODY) for name in ground.ids} | {
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


def _visits_other_programmes(person: Person) -> None:
    ids = {**person.ground.ids, "programme": person.ground.ids["story"]}
    for screen in VICTIMS_PAGES:
        path = screen.path.format(**ids)
        if person.ground.ids["programme"] not in path:
            person.get(path)


def _visits_the_whole_case(person: Person) -> None:
    for screen in VICTIMS_PAGES:
        person.get(screen.path.format(**person.ground.ids))


def _visits_after_the_end(change: str) -> Callable[[Ground], Found]:
    def attack(ground: Ground) -> Found:
        niamh = Person(ground, "niamh-doherty")
        path = "/s/oakfield/programmes/{programme}".format(**ground.ids)
        if niamh.get(path).status_code != 200:
            return Found(void="the visitor cannot see the case")
        ground.look(change)
        ground.what_changed()
        for screen in VICTIMS_PAGES:
            answer = niamh.get(screen.path.format(**ground.ids))
            if answer.status_code == 200:
                return Found(leak=f"{answer.request.path} opens after the end")
        return niamh.found()

    return attack


def _owner_sees(ground: Ground) -> Found:
    """The control: whoever may, sees canaries on these pages. Without them, nobody’s silence would show anything."""
    sam = Person(ground, "sam-patel")
    seen = 0
    for screen in VICTIMS_PAGES:
        if screen.who == "sam-patel":
            seen += "canary-2-" in sam.get(screen.path.format(**ground.ids)).get_data(as_text=True)
    return STOPPED if seen > 8 else Found(void=f"only {seen} pages of the victim hold a canary")


AT_HOME = tuple(HOME)

TECHNIQUES = (
    technique(
        "pages.victims_address",
        "Open every page of another school by its address, with every id of that school.",
        over_http(_owner_sees),
        over_http(_everybody(_opens_victims_pages)),
    ),
    technique(
        "pages.ids_at_home",
        "Open them on one’s own ground, with the other school’s ids in the address.",
        over_http(_everybody(_opens_them_at_home, *AT_HOME)),
    ),
    technique(
        "pages.every_route",
        "Get every route there is, files too, with another school’s ids, on its ground and on one’s own.",
        over_http(_everybody(_gets_everything)),
    ),
    technique(
        "pages.deeds",
        "Post to every route there is, on the other school’s ground and on one’s own, with its ids.",
        over_http(
            _everybody(_posts_everything(lambda person: ("oakfield", HOME[person.slug])), "bronwen-hughes")
        ),
        over_http(_everybody(_posts_everything(lambda _: ("oakfield",)), "owen-parry")),
    ),
    technique(
        "pages.lists",
        "Look for others’ rows in all of one’s own lists.",
        over_http(
            _everybody(
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
        over_http(_everybody(_searches, *AT_HOME)),
    ),
    technique(
        "pages.ids_in_forms",
        "Put the other school’s ids into one’s own forms.",
        over_http(_names_the_victims_ids),
    ),
    technique(
        "pages.not_signed_in",
        "Open every page without having signed in.",
        over_http(_without_signing_in),
    ),
    technique(
        "pages.forged_cookie",
        "Forge the cookie that says who one is.",
        over_http(_forges_the_cookie, ONE_EACH[:1]),
    ),
    technique(
        "pages.old_cookie",
        "Use a copied cookie after its owner has signed out.",
        over_http(_replays_a_cookie, ONE_EACH[:1]),
    ),
    technique(
        "pages.choose_organisation",
        "Choose an organisation to which one does not belong.",
        over_http(_everybody(_chooses_another_organisation)),
    ),
    technique(
        "pages.odd_paths",
        "Reach the other school by odd spellings of the address.",
        over_http(_everybody(_odd_paths, "bronwen-hughes")),
    ),
    technique(
        "pages.odd_headers",
        "Reach it by headers that a proxy might have set.",
        over_http(_everybody(_odd_headers, "bronwen-hughes")),
    ),
    technique(
        "pages.other_methods",
        "Ask with methods that the pages do not have.",
        over_http(_everybody(_other_methods, "bronwen-hughes")),
    ),
    technique(
        "pages.static",
        "Climb out of the folder of static files.",
        over_http(_climbs_out_of_static, ONE_EACH[:1]),
    ),
    technique(
        "pages.cross_site",
        "Have the victim’s own browser post from another site.",
        over_http(_without_the_forms_token, ONE_EACH[:1]),
    ),
    technique(
        "pages.caches",
        "Take the victim’s page from a cache on its way.",
        over_http(_kept_by_a_cache, ONE_EACH[:1]),
    ),
    technique(
        "pages.told_apart",
        "Learn from the answer whether another school has this programme, pupil or file.",
        over_http(_told_apart),
    ),
    technique(
        "pages.visitor_elsewhere",
        "As a visitor, open the school’s other programmes and its own pages.",
        over_http(_everybody(_visits_other_programmes, "niamh-doherty")),
    ),
    technique(
        "pages.visitor_sections",
        "As a visitor, open every page of the case, also of sections that were not granted.",
        over_http(_everybody(_visits_the_whole_case, "niamh-doherty")),
    ),
    technique(
        "pages.visitor_deeds",
        "As a visitor, post to every route of the case.",
        over_http(_everybody(_posts_everything(lambda _: ("oakfield",)), "niamh-doherty")),
    ),
    technique(
        "pages.visitor_after_the_end",
        "As a visitor, go on after the school has shut the gate, the agency the case, or one has left the agency.",
        over_http(
            _visits_after_the_end("update owned.visit_grant set revoked_at = now(), revoked_by = granted_by")
        ),
        over_http(
            _visits_after_the_end("update owned.agency_case set state = 'ended', ended_on = current_date")
        ),
        over_http(
            _visits_after_the_end(
                "update ident.membership set ends_on = current_date - 1 where org_id = <agency>"
            )
        ),
    ),
)
