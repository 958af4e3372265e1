"""The pages of one large school that are measured, and the making of its documents."""

import gc
from collections.abc import Callable, Mapping
from statistics import median
from time import perf_counter

from flask import Flask

from bench_programmes.counting import Taken, measure
from bench_programmes.school import OAKFIELD, school_days_until
from heft_platform import clock
from heft_platform.app import keep_for_good
from heft_platform.documents.packing import build_pack
from heft_platform.documents.paper import Paper, paper_of_pack
from heft_platform.documents.pdf import make_pdf
from heft_platform.documents.word import make_word
from heft_platform.extensions import db
from heft_platform.programmes import services as programmes
from heft_tenants.context import Context, working_as
from heft_testing.browser import Browser
from heft_testing.page import Page

STORY = "/s/oakfield/programmes/{story}"
PAGES = {
    "today": "/s/oakfield/today",
    "pupil_list": "/s/oakfield/pupils",
    "programme": STORY,
    "review": STORY + "/review",
    "pack": STORY + "/packs/review?for=school",
    "chronology": STORY + "/packs/chronology?for=school",
    "numbers": "/s/oakfield/numbers",
}
REPORTS = "/s/oakfield/reports/{story}/"
SAVE = "save_days_report"
TIMES_MADE = 5


def measured(app: Flask, ids: Mapping[str, str], *, times: int) -> dict[str, Taken]:
    """Measure every page, as the pastoral lead who sees the most; and the whole day's report, as it is saved."""
    last = school_days_until(clock.today())[-1].isoformat()
    sam = Browser(app)
    sam.is_signed_in_as("sam-patel")
    keep_for_good()  # as the server does before its first page
    taken = {name: measure(_reading(sam, path.format_map(ids)), times=times) for name, path in PAGES.items()}
    return {**taken, SAVE: measure(*_saving(sam, REPORTS.format_map(ids) + last), times=times)}


def _reading(browser: Browser, path: str) -> Callable[[], None]:
    def read() -> None:
        answer = browser.client.get(path)
        assert answer.status_code == 200, f"{path}: {answer.status}"

    return read


def _saving(browser: Browser, path: str) -> tuple[Callable[[], None], Callable[[], None]]:
    """Return how a day's report is saved, and how its form is filled in before: with other scores than it has."""
    form: dict[str, str] = {}

    def fill_in() -> None:
        form.update(_with_other_scores(browser.visit(path)))
        gc.collect()  # what was made of the page to read it is not the server's to clear away

    def save() -> None:
        answer = browser.client.post(path, data=form)
        assert answer.status_code == 303, answer.status

    return save, fill_in


def _with_other_scores(page: Page) -> dict[str, str]:
    form = {
        str(field["name"]): str(field.get("value", ""))
        for field in page.soup.select("form[method=post] input[type=hidden]")
    }
    for field in page.soup.select("form[method=post] select"):
        chosen = field.select_one("option[selected]")
        form[str(field["name"])] = "1" if chosen is not None and chosen.get("value") == "0" else "0"
    return form


def seconds_of_documents(app: Flask, reference: str) -> tuple[float, float]:
    """Return how long a worker takes for one programme as Word and as PDF, from reading it to the file.

    Read as a member of the school: a worker’s way in, by a lease, is measured with the outbox.
    """
    return _middle(app, reference, make_word), _middle(app, reference, make_pdf)


def _middle(app: Flask, reference: str, make: Callable[[Paper], bytes]) -> float:
    taken = []
    for _ in range(1 + TIMES_MADE):  # the first warms up
        began = perf_counter()
        with app.app_context(), working_as(Context(kind="org", org=OAKFIELD, cluster=1)):
            today = clock.today()
            programme = programmes.read_programme(db.session(), reference=reference, today=today)
            assert programme is not None
            pack = build_pack(
                db.session(), programme=programme, kind="review", audience="school", today=today
            )
            db.session.remove()
        make(paper_of_pack(pack, organisation="Oakfield", made_by="Sam Patel", made_at=clock.now()))
        taken.append(perf_counter() - began)
    return median(taken[1:])
