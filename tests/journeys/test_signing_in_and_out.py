"""Who comes in, and how they go: the cookie is worth what its row in the database is worth."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from argon2 import PasswordHasher
from flask import Flask

from heft_platform import clock
from heft_platform.accounts import services as accounts
from heft_platform.accounts.services.signing_in import TRIES_FOR_AN_ACCOUNT
from heft_platform.app import create_app
from heft_platform.config import Settings
from heft_platform.demo import opening
from heft_platform.extensions import db
from heft_testing.browser import Browser, Page
from heft_testing.database import ServerOfTests, let_go
from heft_testing.doing import Started, end_every_session

BrowserOf = Callable[[str], Browser]
TodayIs = Callable[..., AbstractContextManager[None]]
SAM = "sam-patel@oakfield.example"
MOMENT = clock.now() + timedelta(hours=1)  # the cast has been here for a while


def sign_in(browser: Browser, *, status: int = 200, email: str = SAM, password: str = "") -> Page:
    browser.visit("/sign-in")
    return browser.press("Sign in", status=status, email=email, password=password or opening.DEMO_PASSWORD)


def test_after_signing_in_one_is_where_one_wanted_to_go(app: Flask) -> None:
    browser = Browser(app)
    assert browser.visit("/s/oakfield/pupils?class_name=5B").path == "/sign-in"

    page = browser.press("Sign in", email="  Sam-Patel@Oakfield.example ", password=opening.DEMO_PASSWORD)

    assert page.path == "/s/oakfield/pupils"
    assert page.response.request.query_string == b"class_name=5B"


@pytest.mark.parametrize(
    "wanted", ["//elsewhere.example/s/x", "https://elsewhere.example/", "/\\elsewhere.example"]
)
def test_signing_in_leads_to_no_other_site(app: Flask, wanted: str) -> None:
    browser = Browser(app)
    with browser.client.session_transaction() as cookie:
        cookie["after_sign_in"] = wanted

    assert sign_in(browser).path == "/s/oakfield/today"


def test_what_is_missing_is_marked_in_every_field(app: Flask) -> None:
    browser = Browser(app)
    browser.visit("/sign-in")
    page = browser.press("Sign in", status=422)

    assert page.problems == ["Enter your e-mail address", "Enter your password"]
    assert all("govuk-input--error" in page.field(label).get("class") for label in ("E-mail", "Password"))


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(app: Flask) -> None:
    answers = []
    for email in (SAM, "nobody@oakfield.example"):
        page = sign_in(Browser(app), status=422, email=email, password="not the password")
        assert page.value_of("E-mail address") == email
        assert page.value_of("Password") == ""
        answers.append(page.problems)

    assert answers == [["Check your e-mail address and password"]] * 2


def test_after_too_many_tries_the_right_password_waits_too_for_this_person_alone(
    app: Flask, today_is: TodayIs
) -> None:
    browser, too_many = Browser(app), "Too many tries. Wait 15 minutes and try again"
    with today_is(MOMENT):
        for _ in range(TRIES_FOR_AN_ACCOUNT):
            sign_in(browser, status=422, password="a guess")
        assert sign_in(browser, status=422).problems == [too_many]
        assert sign_in(Browser(app), status=422).problems == [too_many], "counted in the database"
        assert sign_in(Browser(app), email="ruth-okonjo@oakfield.example").path == "/s/oakfield/today"

    with today_is(MOMENT + timedelta(minutes=16)):
        assert sign_in(browser).path == "/s/oakfield/today"


def test_tries_are_counted_for_addresses_that_nobody_has_too(app: Flask) -> None:
    browser = Browser(app)
    for _ in range(TRIES_FOR_AN_ACCOUNT):
        sign_in(browser, status=422, email="nobody@oakfield.example", password="a guess")

    page = sign_in(browser, status=422, email="nobody@oakfield.example", password="a guess")

    assert page.problems == ["Too many tries. Wait 15 minutes and try again"], "or it would tell who is known"


def test_a_password_is_kept_as_argon2id(app: Flask, server: ServerOfTests) -> None:
    with psycopg.connect(server.superuser_url) as superuser:
        kept = superuser.execute("select distinct split_part(password_hash, '$', 2) from ident.person")
        assert kept.fetchall() == [("argon2id",)]


def test_guessing_a_password_is_made_expensive() -> None:
    assert PasswordHasher().memory_cost >= 19 * 1024, "in KiB, as OWASP asks"
    assert PasswordHasher().time_cost >= 2


def test_signing_out_ends_the_row_and_every_copy_of_the_cookie(at_oakfield: Browser) -> None:
    copy = Browser(at_oakfield.app)
    with at_oakfield.client.session_transaction() as ours, copy.client.session_transaction() as theirs:
        theirs["_user_id"] = ours["_user_id"]
    assert copy.visit("/s/oakfield/pupils").heading == "Pupils"

    at_oakfield.visit("/s/oakfield/pupils")
    assert at_oakfield.press("Sign out").heading == "You are signed out"

    for browser in (at_oakfield, copy):
        assert browser.visit("/s/oakfield/pupils").path == "/sign-in"


@pytest.mark.parametrize(
    ("visits_after", "path"),
    [
        ((timedelta(minutes=110), timedelta(minutes=220)), "/s/oakfield/pupils"),
        ((timedelta(hours=2, minutes=1),), "/sign-in"),
        (
            tuple(timedelta(minutes=110) * n for n in range(1, 8)),
            "/sign-in",
        ),  # in use, but for more than 12 hours
    ],
)
def test_a_session_ends_by_itself(
    app: Flask, today_is: TodayIs, visits_after: tuple[timedelta, ...], path: str
) -> None:
    browser = Browser(app)
    with today_is(MOMENT):
        browser.is_signed_in_as("sam-patel")

    for after in visits_after:
        with today_is(MOMENT + after):
            page = browser.visit("/s/oakfield/pupils")

    assert page.path == path


def test_what_was_typed_before_the_session_ended_waits_until_one_has_signed_in(
    at_oakfield: Browser, running: Started
) -> None:
    at_oakfield.visit(running.path)
    end_every_session(at_oakfield)

    page = at_oakfield.press(
        "Save to Oakfield Primary", status=401, body="Walked out twice.\nCame back alone."
    )
    assert "What you typed is still here" in page.text
    at_oakfield.press("Sign in", status=422, email=SAM, password="a slip of the finger")
    page = at_oakfield.press("Sign in", email=SAM, password=opening.DEMO_PASSWORD)

    assert page.heading == "What you typed is still here"
    assert "Walked out twice." in page.text
    assert "Came back alone." in at_oakfield.press("Save it now").text


def test_what_was_typed_is_shown_to_nobody_else_who_signs_in(at_oakfield: Browser, running: Started) -> None:
    at_oakfield.visit(running.path)
    end_every_session(at_oakfield)
    at_oakfield.press("Save to Oakfield Primary", status=401, body="Walked out twice.")

    page = at_oakfield.press(
        "Sign in", email="bronwen-hughes@hillside.example", password=opening.DEMO_PASSWORD
    )

    assert page.path == "/s/hillside/today"
    assert "Walked out twice." not in page.response.get_data(as_text=True)


@pytest.mark.parametrize(
    "path", ["https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example"]
)
def test_what_was_typed_is_sent_to_no_other_site(app: Flask, path: str) -> None:
    browser = Browser(app)
    browser.visit("/sign-in")

    page = browser.post("/sign-in", email=SAM, password=opening.DEMO_PASSWORD, typed_path=path)

    assert page.path == "/s/oakfield/today"


def test_each_sign_in_begins_a_session_of_its_own(app: Flask) -> None:
    browser = Browser(app)
    with browser.client.session_transaction() as cookie:
        cookie["_user_id"] = "a token that somebody chose for Sam"

    sign_in(browser)

    with browser.client.session_transaction() as cookie:
        assert cookie["_user_id"] != "a token that somebody chose for Sam"


def test_somebody_with_two_schools_chooses_one_and_changes_over(app: Flask) -> None:
    with app.app_context():
        accounts.add_person(
            db.session(),
            org_id=3,
            name="Sam Patel",
            email=SAM,
            role="senco",
            password_hash=None,
            today=clock.today(),
        )
        db.session.commit()
    browser = Browser(app)

    browser.visit("/directory")
    page = sign_in(browser)
    assert page.heading == "Where are you working?", (
        "what all share is read for the organisation that is chosen"
    )
    page = sign_in(Browser(app))
    assert page.heading == "Where are you working?"
    assert browser.press("Continue", status=422).problems == ["Select where you are working"]
    assert browser.press("Continue", organisation="3").path == "/s/hillside/today"

    assert "Maya Brown" in browser.visit("/s/oakfield/pupils").text
    assert "Maya Brown" not in browser.visit("/s/hillside/pupils").text
    browser.visit("/choose-organisation")
    browser.press("Continue", status=404, organisation="6")


@pytest.mark.parametrize("path", ["/demo", "/demo/mail"])
@pytest.mark.parametrize(
    "came_by",
    [{"REMOTE_ADDR": "192.0.2.7"}, {"HTTP_X_FORWARDED_FOR": "127.0.0.1"}, {"HTTP_FORWARDED": "for=::1"}],
)
def test_one_click_works_on_this_machine_alone(app: Flask, path: str, came_by: dict[str, str]) -> None:
    client = app.test_client()

    assert client.get(path, environ_overrides=came_by).status_code == 404


def test_without_the_demonstration_one_click_does_not_exist(app: Flask, settings: Settings) -> None:
    for_real = create_app(replace(settings, demo=False))
    try:
        browser = Browser(for_real)
        for path in ("/demo", "/demo/mail"):
            assert browser.client.get(path, base_url="https://localhost").status_code == 404
        answer = browser.client.get("/sign-in", base_url="https://localhost")
        assert b"/demo" not in answer.data
        said = {"csrf_token": _token_in(answer.get_data(as_text=True)), "person": "sam-patel"}
        head = {"Referer": "https://localhost/sign-in"}
        tried = browser.client.post("/demo", data=said, base_url="https://localhost", headers=head)
        assert tried.status_code == 404
        (cookie,) = answer.headers.getlist("Set-Cookie")
        assert cookie.startswith("__Host-heft=")
        assert all(word in cookie for word in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"))
    finally:
        let_go(for_real)


def test_a_form_from_another_site_changes_nothing(at_oakfield: Browser) -> None:
    before = at_oakfield.visit("/s/oakfield/pupils")

    answer = at_oakfield.client.post("/sign-out", data={})

    assert answer.status_code == 400
    assert at_oakfield.visit("/s/oakfield/pupils").heading == before.heading


def test_every_address_that_changes_something_asks_for_the_forms_token(
    lived_in: dict[str, str], app: Flask, browser_of: BrowserOf
) -> None:
    sam, adapter = browser_of("sam-patel"), app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if "POST" not in (rule.methods or ()):
            continue
        values: dict[str, Any] = {name: _made_up(rule, name) for name in rule.arguments}
        path = adapter.build(rule.endpoint, values, method="POST")
        assert sam.client.post(path, data={}).status_code in {400, 404}, path


def _made_up(rule: Any, name: str) -> object:
    kinds = {"UUIDConverter": "00000000-0000-7000-8000-000000000000", "IntegerConverter": 1}
    return kinds.get(type(rule._converters[name]).__name__, "oakfield" if name == "school" else "x")


def _token_in(page: str) -> str:
    return page.partition('name="csrf_token" value="')[2].partition('"')[0]
