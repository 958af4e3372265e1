"""Attacks with requests that no page of ours makes."""

from prove_isolation.attackers import VICTIM
from prove_isolation.ground import Ground
from prove_isolation.pages import everybody, over_http
from prove_isolation.people import HOME, ONE_EACH, VICTIMS_PAGES, Person
from prove_isolation.techniques import STOPPED, Found, technique

METHODS = ("PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "TRACE")


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


def _kept_by_a_cache(ground: Ground) -> Found:
    """A page of the victim may be kept nowhere on its way."""
    person = Person(ground, "sam-patel")
    for screen in VICTIMS_PAGES:
        if screen.who == "sam-patel":
            answer = person.get(screen.path.format(**ground.ids))
            if "no-store" not in answer.headers.get("Cache-Control", ""):
                return Found(gain=f"may be kept by a cache: {answer.request.path}")
    return STOPPED


TECHNIQUES = (
    technique(
        "odd_requests.paths",
        "Reach the other school by odd spellings of the address.",
        over_http(everybody(_odd_paths, "bronwen-hughes")),
    ),
    technique(
        "odd_requests.headers",
        "Reach it by headers that a proxy might have set.",
        over_http(everybody(_odd_headers, "bronwen-hughes")),
    ),
    technique(
        "odd_requests.other_methods",
        "Ask with methods that the pages do not have.",
        over_http(everybody(_other_methods, "bronwen-hughes")),
    ),
    technique(
        "odd_requests.static",
        "Climb out of the folder of static files.",
        over_http(_climbs_out_of_static, ONE_EACH[:1]),
    ),
    technique(
        "odd_requests.caches",
        "Take the victim’s page from a cache on its way.",
        over_http(_kept_by_a_cache, ONE_EACH[:1]),
    ),
)
