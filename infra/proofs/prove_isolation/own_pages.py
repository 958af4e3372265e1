"""Attacks on one’s own ground: its lists and figures must hold nobody else’s rows, and its forms must take nobody else’s ids."""

import re
from collections.abc import Iterator, Mapping

from bs4 import BeautifulSoup, Tag
from werkzeug.test import TestResponse

from heft_platform.lists.sheets import SHEETS
from heft_platform.models import Table
from prove_isolation.attackers import SCHOOL, VICTIM
from prove_isolation.ground import Ground
from prove_isolation.pages import VARIES, everybody, over_http
from prove_isolation.people import HOME, ONE_EACH, SHOWN, VICTIMS_PAGES, Person, wearing, words_in
from prove_isolation.techniques import STOPPED, Found, technique

UUID_TEXT = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
READERS = ("bronwen-hughes", "priya-nair", "marcus-bennett", "owen-parry")
FEWEST = 15  # pages that were read, and ids that were put into forms: with fewer, little was tried


def _addresses(person: Person) -> Iterator[str]:
    """Give every list and every page of one’s own that needs no id."""
    home = HOME.get(person.slug)
    for screen in SHOWN:
        if "{" not in screen.path and (home or not screen.path.startswith("/s/")):
            yield screen.path.replace("/s/oakfield/", f"/s/{home}/")
    if home:
        for kind in SHEETS:
            if kind != "who-looked":  # which says when each of these was read
                yield f"/s/{home}/lists/{kind}.xlsx"


def _reads_spreadsheets(person: Person) -> None:
    """Ask for every list as a spreadsheet, for all and for the victim’s pupil alone."""
    for kind in SHEETS:
        for pupil in (
            "",
            f"?pupil={person.ground.ids['pupil']}",
            f"?pupil={person.ground.ids['story_pupil']}",
        ):
            person.get(f"/s/{HOME[person.slug]}/lists/{kind}.xlsx{pupil}")
    person.get("/library/templates.xlsx")
    person.get("/directory/services.xlsx")


def _reads_the_same_with_one_belt(ground: Ground) -> Found:
    """A figure that is worked out of everybody’s rows holds no canary: it is another one when a belt is off."""
    read: dict[tuple[str, str], str] = {}
    for worn in ONE_EACH:
        with wearing(ground, worn):
            for slug in READERS:
                person = Person(ground, slug)
                for path in _addresses(person):
                    answer = person.client.get(path)
                    words = f"{answer.status_code} {VARIES.sub('', words_in(answer.get_data()))}"
                    answer.close()
                    if read.setdefault((slug, path), words) != words:
                        return Found(leak=f"{slug} reads something else at {path} ({worn})")
    return STOPPED if len(read) > FEWEST else Found(void=f"only {len(read)} pages were read")


def _names_others_in_every_form(ground: Ground) -> Found:
    """At Oakfield, where everything has happened: whatever a form names is Hillside’s instead."""
    sam = Person(ground, "sam-patel")
    ground.watch(VICTIM)
    instead = _instead(ground)
    named = 0
    for screen in VICTIMS_PAGES:
        if screen.who != "sam-patel":
            continue
        path = screen.path.format(**ground.ids)
        page = BeautifulSoup(sam.get(path).get_data(as_text=True), "html.parser")
        for form in page.select("form[method=post]"):
            typed, others = _typed(form, instead)
            if others:
                _send(sam, str(form.get("action") or path), typed)
                named += others
    if (found := sam.found()) != STOPPED:
        return found
    if named < FEWEST:
        return Found(void=f"only {named} ids were put into forms")
    if there := _where(ground, set(instead.values())):
        return Found(gain=f"rows of one’s own name another school’s: {', '.join(there)}")
    return STOPPED


def _send(person: Person, path: str, typed: Mapping[str, list[str]]) -> TestResponse:
    token = person.client.get("/help").get_data(as_text=True).partition('name="csrf_token" value="')[2]
    return person._looked_through(  # noqa: SLF001  (its own kind of post)
        person.client.post(path, data={**typed, "csrf_token": token.partition('"')[0]})
    )


def _typed(form: Tag, instead: Mapping[str, str]) -> tuple[dict[str, list[str]], int]:
    """Return what a form would send, with something of another’s for each thing of one’s own, and how many there were."""
    typed: dict[str, list[str]] = {}
    for one in form.select("input[name], textarea[name], select[name]"):
        options = [str(option.get("value") or "") for option in one.select("option")]
        said = next((value for value in options if value in instead), (options or [""])[-1])
        if one.name == "input":
            said = str(one.get("value") or "")
        elif one.name == "textarea":
            said = one.get_text() or "Said so"
        chosen = typed.setdefault(str(one["name"]), [])
        if one.get("type") != "radio" or not chosen or said in instead:
            chosen[:] = [said] if one.get("type") == "radio" else [*chosen, said]
    others = sum(value in instead for values in typed.values() for value in values)
    return {name: [instead.get(value, value) for value in values] for name, values in typed.items()}, others


def _instead(ground: Ground) -> dict[str, str]:
    """Return for each id of Oakfield’s one of Hillside’s of the same table, or of one of its pupils."""
    pupil = str(ground.look("select id from owned.pupil where org_id = %s limit 1", SCHOOL)[0][0])
    instead: dict[str, str] = {}
    for name, table in sorted(Table.metadata.tables.items()):
        column = "person_id" if name == "owned.member" else "id"
        if not name.startswith("owned.") or column not in table.columns:
            continue
        others = ground.look(f"select {column} from {name} where org_id = %s order by 1 limit 1", SCHOOL)
        for (own,) in ground.look(f"select {column} from {name} where org_id = %s", VICTIM):
            instead.setdefault(str(own), str(others[0][0]) if others else pupil)
    here = set(instead)
    return {own: other for own, other in instead.items() if other not in here}


def _where(ground: Ground, others: set[str]) -> list[str]:
    """Return the tables of Oakfield’s in which something of these stands."""
    return [
        name
        for name in sorted(Table.metadata.tables)
        if name.startswith("owned.")
        and any(
            others & set(UUID_TEXT.findall(row))
            for (row,) in ground.look(f"select t::text from {name} t where org_id = %s", VICTIM)
        )
    ]


TECHNIQUES = (
    technique(
        "own_pages.spreadsheets",
        "Ask for every list of one’s own as a spreadsheet, also for another school’s pupil, and unpack it.",
        over_http(everybody(_reads_spreadsheets, *HOME)),
    ),
    technique(
        "own_pages.one_belt",
        "Read others’ numbers out of the figures of one’s own pages: all must read the same with either belt off.",
        _reads_the_same_with_one_belt,
    ),
    technique(
        "own_pages.forms",
        "Put another school’s ids into every form of one’s own pages.",
        over_http(_names_others_in_every_form, ONE_EACH[:2]),
    ),
)
