"""Attacks on who one is to the pages: cookies, another organisation, another site."""

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeSerializer
from werkzeug.test import TestResponse

from heft_platform import clock
from heft_platform.accounts.hashing import hash_password
from heft_testing.screens import SCREENS
from prove_isolation.attackers import SCHOOL, VICTIM
from prove_isolation.ground import Ground
from prove_isolation.pages import VARIES, everybody, over_http
from prove_isolation.people import ONE_EACH, Person, address
from prove_isolation.techniques import STOPPED, Found, technique


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


def _without_the_forms_token(ground: Ground) -> Found:
    """Another site has the victim’s own browser post, which has no token of ours."""
    person = Person(ground, "sam-patel")
    ground.watch(SCHOOL)  # here it is the victim whose rows must stay
    for rule in ground.app.url_map.iter_rules():
        if "POST" in (rule.methods or ()) and rule.arguments and rule.rule.startswith("/s/"):
            path = address(ground, rule, school="oakfield", method="POST")
            person.client.post(path, data={"confirm": "yes"}, headers={"Origin": "https://elsewhere.example"})
    changed = ground.what_changed()
    return Found(gain=f"another site had {', '.join(changed)} changed") if changed else STOPPED


KEPT = 303
A_PASSWORD, ANOTHER = "three random words", "not the right one"


def _signs_in(ground: Ground, email: str, password: str, person: Person | None = None) -> TestResponse:
    return (person or Person(ground, "")).post("/sign-in", {"email": email, "password": password})


def _has_a_password(ground: Ground) -> str:
    """Give the victim’s worker a password, and return their address."""
    (email,) = ground.look("select email from ident.person where email like 'sam-patel%%'")[0]
    ground.look(
        "update ident.person set password_hash = %s where email = %s", hash_password(A_PASSWORD), email
    )
    return str(email)


def _tells_addresses_apart(ground: Ground) -> Found:
    known = _has_a_password(ground)
    said = [_signs_in(ground, email, ANOTHER) for email in (known, "nobody@nowhere.example")]
    words = [VARIES.sub("", one.get_data(as_text=True)) for one in said]
    if (
        said[0].status_code != said[1].status_code
        or words[0].replace(known, "nobody@nowhere.example") != words[1]
    ):
        return Found(gain="a known address is answered in other words")
    return STOPPED


def _guesses(ground: Ground) -> Found:
    """Try many passwords, from one browser and from many: then the right one does not help either."""
    email = _has_a_password(ground)
    if _signs_in(ground, email, A_PASSWORD).status_code != KEPT:
        return Found(void="the right password does not sign in")
    for _ in range(12):
        _signs_in(ground, email, ANOTHER)
    answer = _signs_in(ground, email.upper(), A_PASSWORD)
    return Found(gain="guessing goes on") if answer.status_code == KEPT else STOPPED


def _opens_first_password_links(ground: Ground) -> Found:
    """A link for a first password: of whoever has one, signed with other keys, moved to somebody else, or too old."""
    ground.look("update ident.person set password_hash = null where email like 'bronwen-hughes%%'")
    (new,), (old,) = (
        ground.look(f"select id from ident.person where email like '{slug}%%'")[0]
        for slug in ("bronwen-hughes", "owen-parry")
    )
    secret, until = ground.app.config["SECRET_KEY"], clock.now().timestamp() + 3600
    ground.look("update ident.person set password_hash = 'x' where id = %s", old)

    def link(key: str, person: object, ends: float, salt: str = "first password") -> str:
        return "/choose-password/" + str(URLSafeSerializer(key, salt=salt).dumps([str(person), int(ends)]))

    if Person(ground, "").get(link(secret, new, until)).status_code != 200:
        return Found(void="a link that is good does not open")
    for forged in (
        link(secret, old, until),
        link(secret, new, until - 7200),
        link(secret, new, until, "short link"),
        *(link(key, new, until) for key in ("", "secret", "dev")),
        link(secret, new, until)[:-1],
    ):
        person = Person(ground, "")
        answers = person.get(forged), person.post(forged, {"password": "another long password"})
        if any(one.status_code in {200, KEPT} for one in answers):
            return Found(leak=f"a password was chosen for somebody: {forged[:60]}")
    return STOPPED


def _fixes_the_cookie(ground: Ground) -> Found:
    """Give the victim a cookie of one’s own before they sign in: it must not be theirs afterwards."""
    email = _has_a_password(ground)
    thief = Person(ground, "")
    thief.get("/sign-in")
    planted = thief.client.get_cookie("heft")
    victim = Person(ground, "")
    if planted is not None:
        victim.client.set_cookie("heft", planted.value)
    if _signs_in(ground, email, A_PASSWORD, victim).status_code != KEPT:
        return Found(void="the victim cannot sign in")
    answer = thief.get("/s/oakfield/pupils")
    return Found(leak="signed in with the victim") if answer.status_code == 200 or thief.leak else STOPPED


def _is_sent_elsewhere(ground: Ground) -> Found:
    """Lead somebody through the sign-in to a page of one’s own."""
    email = _has_a_password(ground)
    for path in ELSEWHERE:
        person = Person(ground, "")
        person.get(path)
        led = _signs_in(ground, email, A_PASSWORD, person).headers.get("Location", "/")
        if not led.startswith("/") or led.startswith(("//", "/\\")):
            return Found(gain=f"led to {led} by {path}")
        ground.look("delete from ident.sign_in_tries")
    return STOPPED


ELSEWHERE = (
    "/sign-in?next=https://elsewhere.example/",
    "/s/oakfield/pupils?next=//elsewhere.example/",
    "/s//elsewhere.example/pupils",
    "/la//elsewhere.example",
    "/s/%2f%2felsewhere.example/pupils",
    "/library/%5celsewhere.example",
    "//elsewhere.example/s/oakfield/pupils",
)


TECHNIQUES = (
    technique(
        "signing_in.not_signed_in",
        "Open every page without having signed in.",
        over_http(_without_signing_in),
    ),
    technique(
        "signing_in.forged_cookie",
        "Forge the cookie that says who one is.",
        over_http(_forges_the_cookie, ONE_EACH[:1]),
    ),
    technique(
        "signing_in.old_cookie",
        "Use a copied cookie after its owner has signed out.",
        over_http(_replays_a_cookie, ONE_EACH[:1]),
    ),
    technique(
        "signing_in.choose_organisation",
        "Choose an organisation to which one does not belong.",
        over_http(everybody(_chooses_another_organisation)),
    ),
    technique(
        "signing_in.cross_site",
        "Have the victim’s own browser post from another site.",
        over_http(_without_the_forms_token, ONE_EACH[:1]),
    ),
    technique(
        "signing_in.told_apart",
        "Learn from a refused sign-in whether somebody has an account.",
        over_http(_tells_addresses_apart, ONE_EACH[:1]),
    ),
    technique(
        "signing_in.guesses",
        "Try one password after the other.",
        over_http(_guesses, ONE_EACH[:1]),
    ),
    technique(
        "signing_in.first_password",
        "Choose a first password for somebody: with a link that was used, forged, stretched or made for something else.",
        over_http(_opens_first_password_links, ONE_EACH[:1]),
    ),
    technique(
        "signing_in.fixed_cookie",
        "Have somebody sign in with a cookie that one knows.",
        over_http(_fixes_the_cookie, ONE_EACH[:1]),
    ),
    technique(
        "signing_in.sent_elsewhere",
        "Lead somebody through the sign-in to another site.",
        over_http(_is_sent_elsewhere, ONE_EACH[:1]),
    ),
)
