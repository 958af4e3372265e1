"""Attacks on who one is to the pages: cookies, another organisation, another site."""

from flask import Flask
from flask.sessions import SecureCookieSessionInterface

from heft_testing.screens import SCREENS
from prove_isolation.attackers import SCHOOL, VICTIM
from prove_isolation.ground import Ground
from prove_isolation.pages import everybody, over_http
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
            path = address(ground.app, rule, ground.ids, school="oakfield", method="POST")
            person.client.post(path, data={"confirm": "yes"}, headers={"Origin": "https://elsewhere.example"})
    changed = ground.what_changed()
    return Found(gain=f"another site had {', '.join(changed)} changed") if changed else STOPPED


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
)
