"""Pages through the whole application, asked for by people who have signed in, and the same read through a gate."""

from collections.abc import Callable, Mapping
from uuid import UUID

from flask import Flask
from sqlalchemy import select

from bench_isolation.pairs import Ratio, Ratios, ratio_of, ratios_of
from heft_platform.demo.opening import id_of
from heft_platform.extensions import db
from heft_platform.plans import services as plans
from heft_platform.programmes import services as programmes
from heft_tenants.context import Context, working_as
from heft_tenants.gates import VisitGrant
from heft_testing.browser import Browser

PSP = "/s/oakfield/programmes/{story}"
READ = {
    "what needs doing today": ("sam-patel", "/s/oakfield/today"),
    "the pupils": ("sam-patel", "/s/oakfield/pupils"),
    "a programme": ("sam-patel", PSP),
    "its plan": ("sam-patel", PSP + "/plan"),
    "a lesson's report": ("carl-dunne", "/s/oakfield/reports/{programme}/{day}/1"),
    "the authority's worklist": ("marcus-bennett", "/la/worklist"),
    "a request": ("marcus-bennett", "/la/requests/{request}"),
}
WRITTEN = "a note is written"
TIMES = 4  # each page in each pair


def compare_pages(first: Flask, second: Flask, ids: Mapping[str, str], *, pairs: int) -> Ratios:
    """Ask both applications for the same pages, in turn."""
    return ratios_of(_ways(first, ids), _ways(second, ids), pairs=pairs, times=TIMES)


def _ways(app: Flask, ids: Mapping[str, str]) -> dict[str, Callable[[], None]]:
    browsers = {slug: Browser(app) for slug, _ in READ.values()}
    for slug, browser in browsers.items():
        browser.is_signed_in_as(slug)
    ways = {what: _reading(browsers[slug], path.format_map(ids)) for what, (slug, path) in READ.items()}
    return {**ways, WRITTEN: _writing(browsers["sam-patel"], PSP.format_map(ids))}


def _reading(browser: Browser, path: str) -> Callable[[], None]:
    def read() -> None:
        answer = browser.client.get(path)
        assert answer.status_code == 200, f"{path}: {answer.status}"

    return read


def _writing(browser: Browser, path: str) -> Callable[[], None]:
    page = browser.visit(path)
    token = page.soup.select_one("input[name=csrf_token]")
    assert token is not None
    typed = {"csrf_token": str(token["value"]), "body": "Came in calmly."}

    def write() -> None:
        answer = browser.client.post(path + "/notes", data=typed)
        assert answer.status_code == 303, answer.status

    return write


def compare_gate(app: Flask, ids: Mapping[str, str], *, pairs: int) -> Ratio:
    """Read the targets of a programme in a transaction of its own: through the gate, and as the school itself."""
    with app.app_context():
        grant = _grant(ids["programme"])
        school = Context(kind="org", org=grant.org_id, cluster=grant.cluster_id, person=id_of("sam-patel"))
        visitor = Context(
            kind="visitor",
            org=grant.org_id,
            cluster=grant.cluster_id,
            person=grant.person_id,
            programme=grant.programme_id,
            grant=grant.id,
        )
        return ratio_of(
            lambda: _targets(visitor, grant.programme_id),
            lambda: _targets(school, grant.programme_id),
            pairs=pairs,
            times=50,
        )


def _grant(reference: str) -> VisitGrant:
    with working_as(Context(kind="org", org=2, cluster=1)):
        session = db.session()
        programme_id = programmes.programme_id_of(session, reference=reference)
        grant = session.scalars(select(VisitGrant).where(VisitGrant.programme_id == programme_id)).first()
        assert grant is not None
        session.expunge(grant)
        db.session.remove()
    return grant


def _targets(context: Context, programme_id: UUID) -> None:
    with working_as(context):
        found = plans.targets_by_programme(db.session(), programme_ids=[programme_id])
        assert found[programme_id]
        db.session.remove()
