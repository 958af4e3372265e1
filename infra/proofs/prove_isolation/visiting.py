"""Attacks over HTTP as a visitor: the rest of the school, other sections, after the end."""

from collections.abc import Callable

from prove_isolation.ground import Ground
from prove_isolation.pages import everybody, over_http, posts_everything
from prove_isolation.people import VICTIMS_PAGES, Person
from prove_isolation.techniques import Found, technique


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


TECHNIQUES = (
    technique(
        "visiting.elsewhere",
        "As a visitor, open the school’s other programmes and its own pages.",
        over_http(everybody(_visits_other_programmes, "niamh-doherty")),
    ),
    technique(
        "visiting.sections",
        "As a visitor, open every page of the case, also of sections that were not granted.",
        over_http(everybody(_visits_the_whole_case, "niamh-doherty")),
    ),
    technique(
        "visiting.deeds",
        "As a visitor, post to every route of the case.",
        over_http(everybody(posts_everything(lambda _: ("oakfield",)), "niamh-doherty")),
    ),
    technique(
        "visiting.after_the_end",
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
