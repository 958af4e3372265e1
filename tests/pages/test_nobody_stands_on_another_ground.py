"""Every address with something of one organisation in it, tried by everybody who belongs elsewhere."""

from typing import Any

import pytest
from flask import Flask

from heft_testing.browser import Browser
from heft_testing.places import Places
from heft_testing.screens import OURS, SCREENS, Screen

pytestmark = pytest.mark.proof

STRANGERS = {
    "/s/oakfield/": ("bronwen-hughes", "marcus-bennett", "owen-parry", "priya-nair"),
    "/la/": ("sam-patel", "niamh-doherty", "owen-parry", "priya-nair"),
    "/outreach/": ("sam-patel", "marcus-bennett", "priya-nair"),
    "/cluster/": ("sam-patel", "marcus-bennett", "niamh-doherty", "priya-nair"),
}
CLOSED = [screen for screen in SCREENS if screen.path.startswith(tuple(STRANGERS)) and screen.status == 200]
OF_ITS_CLUSTER = {
    "template-preview",
    "extension",
    "extension-guidance",
    "extension-newer",
}  # each school has its own
OF_OAKFIELD = [
    screen
    for screen in CLOSED
    if screen.path.startswith("/s/oakfield/") and "{" in screen.path and screen.name not in OF_ITS_CLUSTER
]
NIL = "00000000-0000-7000-8000-000000000000"
ID_OF = {  # what stands in an address, by what the lived-in cluster calls it
    "action_id": "action",
    "asked_id": "asked",
    "commitment_id": "commitment",
    "consequence_id": "consequence",
    "day": "day",
    "import_id": "import",
    "invited_id": "invited",
    "pupil_id": "pupil",
    "record_id": "incident",
    "reference": "programme",
    "request_reference": "request",
    "reward_id": "reward",
    "milestone_id": "milestone",
    "target_id": "target",
    "timetable_id": "timetable",
    "template_id": "extended",
}
NOTHING = {
    "area": "sen",
    "entry_id": NIL,
    "example_id": NIL,
    "intervention_id": NIL,
    "provision_id": NIL,
    "number": 1,
    "part_id": NIL,
    "registration_id": NIL,
    "answer_file_id": NIL,
    "enclosure_id": NIL,
    "grant_id": NIL,
    "invitation_id": NIL,
    "measure_id": NIL,
    "message_id": NIL,
    "change_id": NIL,
    "step_id": NIL,
    "term_id": NIL,
    "period": 1,
    "kind": "plan",
    "place": "roles",
    "tool": "sdq",
}
# A list that was imported leaves nothing behind, so its second confirmation cannot be told from another school's file:
# both are led to their own list of pupils, which says that no such file waits.
SAYS_THE_SAME_OF_WHAT_NEVER_WAS = {"pupils.confirm", "records.confirm"}
OF_THE_CLUSTER = [
    screen for screen in SCREENS if screen.path.startswith(("/directory/teams", "/library/templates/"))
]


@pytest.fixture(scope="module")
def ids(places: Places) -> dict[str, str]:
    ids: dict[str, str] = places.begin_at("lived_in")
    return ids


@pytest.fixture(scope="module")
def nothing_there(the_application: Flask, ids: dict[str, str]) -> str:
    """What is answered at an address where there never was anything."""
    return _at(the_application, "bronwen-hughes").visit("/s/hillside/programmes/PSP-222222", status=404).text


@pytest.mark.parametrize("screen", CLOSED, ids=lambda screen: screen.name)
def test_a_stranger_finds_nothing_and_is_told_nothing(
    the_application: Flask, ids: dict[str, str], nothing_there: str, screen: Screen
) -> None:
    area = next(area for area in STRANGERS if screen.path.startswith(area))
    for slug in STRANGERS[area]:
        page = _at(the_application, slug).visit(screen.path.format(**ids), status=404)
        assert page.text == nothing_there


@pytest.mark.parametrize("screen", OF_OAKFIELD, ids=lambda screen: screen.name)
def test_what_is_oakfields_is_not_found_on_hillsides_ground(
    the_application: Flask, ids: dict[str, str], nothing_there: str, screen: Screen
) -> None:
    path = screen.path.format(**ids).replace("/s/oakfield/", "/s/hillside/")

    assert _at(the_application, "bronwen-hughes").visit(path, status=404).text == nothing_there


@pytest.mark.parametrize("name", sorted(OF_ITS_CLUSTER))
def test_of_a_template_that_both_have_hillside_is_shown_nothing_that_oakfield_added(
    the_application: Flask, ids: dict[str, str], name: str
) -> None:
    path = next(screen.path for screen in SCREENS if screen.name == name).format(**ids)

    assert "Dinner lady" in _at(the_application, "sam-patel").visit(f"{OURS.format(**ids)}/ours").text
    bronwen = _at(the_application, "bronwen-hughes")
    assert "Dinner lady" not in bronwen.visit(path.replace("/s/oakfield/", "/s/hillside/")).text


def test_no_deed_is_done_from_another_ground(the_application: Flask, ids: dict[str, str]) -> None:
    bronwen, tried = _at(the_application, "bronwen-hughes"), 0
    bronwen.visit("/s/hillside/pupils")
    token = bronwen.page.soup.find("input", attrs={"name": "csrf_token"})["value"]  # type: ignore[index]
    for rule in the_application.url_map.iter_rules():
        if "POST" not in (rule.methods or ()) or not rule.rule.startswith("/s/<school>/"):
            continue
        values = {name: ids.get(ID_OF.get(name, ""), NOTHING.get(name)) for name in rule.arguments}
        of_something = rule.arguments & (ID_OF.keys() - {"template_id"})  # which is Hillside’s as well
        for school in ("oakfield", "hillside") if of_something else ("oakfield",):
            path = _path(the_application, rule.endpoint, values | {"school": school})
            answer = bronwen.client.post(path, data={"csrf_token": token, "confirm": "yes"})
            expected = (
                303 if rule.endpoint in SAYS_THE_SAME_OF_WHAT_NEVER_WAS and school == "hillside" else 404
            )
            assert answer.status_code == expected, f"{path} answered {answer.status_code}"
            tried += 1

    assert tried > 40


@pytest.mark.parametrize("screen", OF_THE_CLUSTER, ids=lambda screen: screen.name)
def test_what_a_cluster_shares_is_not_found_in_another(
    the_application: Flask, ids: dict[str, str], nothing_there: str, screen: Screen
) -> None:
    page = _at(the_application, "priya-nair").visit(screen.path.format(**ids), status=404)

    assert page.text == nothing_there


def _path(app: Flask, endpoint: str, values: dict[str, Any]) -> str:
    adapter = app.url_map.bind("localhost")
    return adapter.build(endpoint, values, method="POST")


def _at(app: Flask, slug: str) -> Browser:
    browser = Browser(app)
    browser.is_signed_in_as(slug)
    return browser
