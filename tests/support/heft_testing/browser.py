"""Somebody at a browser without JavaScript. Every page they are given is checked; a failure says how to mend it."""

from typing import Any

from flask import Flask
from lxml.etree import _Element as Element
from werkzeug.test import TestResponse

from heft_platform import clock
from heft_platform.accounts import services as accounts
from heft_platform.demo import opening
from heft_platform.extensions import db
from heft_testing.every_page import check_address, check_headers, check_page
from heft_testing.page import Page as Page
from heft_testing.page import as_it_stands, text_of

LONGEST_CHAIN = 5


class Browser:
    """Visits, follows, answers and presses, and carries the cookie."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client = app.test_client()
        self.page: Page

    def sign_in_as(self, slug: str) -> Page:
        self.visit("/demo")
        button = self.page.first(f"//button[@value='{slug}']")
        assert button is not None, f"Nobody called {slug} on the demonstration’s page"
        return self._send(button)

    def is_signed_in_as(self, slug: str) -> None:
        """Hold the cookie of somebody of the cast who has signed in, without the pages on the way."""
        with self.app.app_context():
            session = db.session()
            token = accounts.begin_session(session, person_id=opening.id_of(slug), now=clock.now())
            session.commit()
            db.session.remove()
        with self.client.session_transaction() as cookie:
            cookie["_user_id"] = token

    def visit(self, path: str, *, status: int = 200) -> Page:
        return self._answered(self.client.get(path), status)

    def follow(self, words: str, *, status: int = 200) -> Page:
        """Follow a link of the page at hand by its words."""
        return self.visit(self.page.link(words), status=status)

    def press(self, words: str, /, *, status: int = 200, nth: int = 0, **answers: Any) -> Page:
        """Answer the form that has a button with these words, and press it.

        Answers are by name; a list chooses several. What is not answered is sent as it stands on the page.
        """
        every = self.page.all("//button")
        buttons = [one for one in every if text_of(one).startswith(words)]
        assert buttons, f"No button “{words}” on {self.page.path}: {[text_of(one) for one in every]}"
        return self._send(buttons[nth], status=status, **answers)

    def post(self, path: str, *, status: int = 200, **answers: Any) -> Page:
        """Send answers to an address, as a page that has been open for long would."""
        tokens = self.page.all("//input[@name='csrf_token']/@value")
        sent = {**answers, "csrf_token": tokens[0] if tokens else ""}
        return self._answered(self.client.post(path, data=sent), status)

    def send(self, form: Element, button: Element | None = None, /, **answers: Any) -> TestResponse:
        """Send a form as it stands on the page, but for these answers; return what is answered, and follow nothing."""
        files = {name: value for name, value in answers.items() if isinstance(value, tuple)}
        sent = {**as_it_stands(form), **answers}
        if button is not None and button.get("name"):
            sent[button.get("name")] = button.get("value", "")
        elsewhere = button.get("formaction") if button is not None else None
        path = elsewhere or form.get("action") or self.page.path
        if form.get("method", "get").lower() == "get":
            return self.client.get(path, query_string=sent)
        response = self.client.post(path, data=sent, content_type="multipart/form-data" if files else None)
        response.request.environ["wsgi.input"].close()  # a large file lies on disk while it is sent
        return response

    def _send(self, button: Element, *, status: int = 200, **answers: Any) -> Page:
        form = next(button.iterancestors("form"))
        return self._answered(self.send(form, button, **answers), status)

    def _answered(self, response: TestResponse, status: int) -> Page:
        for _ in range(LONGEST_CHAIN):
            check_headers(response)
            if response.status_code not in {302, 303}:
                break
            check_address(response.headers["Location"])
            response = self.client.get(response.headers["Location"])
        self.page = Page(response)
        assert self.page.status == status, (
            f"{self.page.path} answered {self.page.status}, not {status}: {self.page.heading}. {self.page.problems}"
        )
        if response.mimetype == "text/html":
            check_page(self.app, self.page)
        return self.page
