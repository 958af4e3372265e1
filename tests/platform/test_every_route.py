"""What holds for every route, also for those that are not yet written."""

import re

import pytest
from flask import Flask

from heft_platform.permissions import DEEDS_OF_ROLE, Deed
from heft_testing.browser import Browser

pytestmark = pytest.mark.proof

OPEN_TO_EVERYBODY = {
    "static",
    "health.healthz",
    "accounts.accessibility",
    "accounts.choose_password",
    "accounts.choose_password_page",
    "accounts.help_page",
    "accounts.hidden_again",
    "accounts.index",
    "accounts.privacy",
    "accounts.shown_again",
    "accounts.sign_in",
    "accounts.sign_in_page",
    "accounts.signed_out",
    "demo.mail",
    "demo.people",
    "demo.sign_in_as",
}


def test_every_route_names_a_deed(the_application: Flask) -> None:
    silent = [
        name
        for name, view in the_application.view_functions.items()
        if name != "static" and not hasattr(view, "deed")
    ]

    assert silent == [], "begin the view with @requires(Deed.…), @signed_in_only or @public"


def test_what_is_open_to_everybody_is_on_this_list(the_application: Flask) -> None:
    open_ = {
        name for name, view in the_application.view_functions.items() if getattr(view, "deed", None) is None
    }

    assert open_ == OPEN_TO_EVERYBODY


def test_every_deed_is_somebodys(the_application: Flask) -> None:
    asked = {
        view.deed
        for view in the_application.view_functions.values()
        if isinstance(getattr(view, "deed", None), Deed)
    }  # type: ignore[attr-defined]
    given = set().union(*DEEDS_OF_ROLE.values())

    assert asked <= given


def test_every_parameter_of_an_address_is_typed_or_a_reference(the_application: Flask) -> None:
    allowed = {"school", "reference", "request_reference", "day", "filename", "token"}
    allowed |= {"area", "kind", "tool"}  # codes of ours, from a list
    untyped = {
        name
        for rule in the_application.url_map.iter_rules()
        for kind, name in re.findall(r"<(?:(\w+):)?(\w+)>", rule.rule)
        if not kind
    }

    assert untyped <= allowed


@pytest.mark.parametrize("method", ["get", "post"])
def test_somebody_who_is_not_signed_in_gets_nowhere(app: Flask, method: str) -> None:
    browser = Browser(app)
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if method.upper() not in (rule.methods or ()) or rule.endpoint in OPEN_TO_EVERYBODY:
            continue
        path = adapter.build(
            rule.endpoint, {name: _made_up(rule, name) for name in rule.arguments}, method=method.upper()
        )
        response = getattr(browser.client, method)(path)
        assert response.status_code in {303, 400}, f"{method} {path} answered {response.status_code}"


def _made_up(rule: object, name: str) -> object:
    converter = rule._converters[name]  # type: ignore[attr-defined]
    made = {"UUIDConverter": "00000000-0000-7000-8000-000000000000", "IntegerConverter": 1}
    return made.get(type(converter).__name__, "x")
