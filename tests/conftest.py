"""What every test may ask for."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy.orm import Session

from heft_platform import clock
from heft_platform.accounts import hashing
from heft_platform.app import create_app, keep_for_good
from heft_platform.config import Settings, for_sqlalchemy
from heft_platform.demo import base, opening
from heft_tenants.context import Kind
from heft_tenants.file_keys import MasterKeys
from heft_testing.browser import Browser
from heft_testing.database import ServerOfTests, environment, let_go, server_of_tests
from heft_testing.doing import Started
from heft_testing.places import PLACES, Asked, Places

pytest_plugins = ["heft_testing.run_of_tests"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--postgres", metavar="FOLDER", help="the folder of another PostgreSQL’s programs")
    parser.addoption(
        "--pictures", action="store_true", help="keep pictures of all screens in var/screenshots"
    )
    parser.addoption(
        "--without-superuser", action="store_true", help="prepare and migrate as on managed PostgreSQL"
    )


@pytest.fixture(scope="session")
def server(pytestconfig: pytest.Config) -> Iterator[ServerOfTests]:
    programs = pytestconfig.getoption("postgres")
    with (
        environment(**{"HEFT_PG_BINDIR": programs} if programs else {}),
        server_of_tests(has_superuser=not pytestconfig.getoption("without_superuser")) as running,
    ):
        yield running


@pytest.fixture(scope="session")
def settings(server: ServerOfTests, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(
        data=tmp_path_factory.mktemp("data"),
        secret_key="for tests",
        role_urls={role: for_sqlalchemy(url) for role, url in server.role_urls.items()},
        signer=server.signer,
        master_keys=MasterKeys({1: bytes(range(32))}),
        redis_url="redis://127.0.0.1:1/0",
        smtp_url=None,
        s3_endpoint=None,
        s3_bucket=None,
        sentry_dsn=None,
        demo=True,
        service_name="Pastoral support",
    )


@pytest.fixture(scope="session", autouse=True)
def quick_hashes() -> Iterator[None]:
    """Let hashing a password take a hundredth of the time: no test is about how long it takes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hashing, "_hasher", PasswordHasher(time_cost=1, memory_cost=64))
        patch.setattr(hashing, "_NOBODYS", hashing.hash_password("nobody has this password"))
        yield


@pytest.fixture(scope="session")
def the_application(settings: Settings, server: ServerOfTests, quick_hashes: None) -> Iterator[Flask]:
    """The one application of the run. Tests ask for `app`, whose database is as it was."""
    app = create_app(settings)
    with app.app_context():
        opening.open_clusters()
        base.load()
    let_go(app)
    server.keep_as_template()
    keep_for_good()
    yield app
    let_go(app)


@pytest.fixture(scope="session")
def places(the_application: Flask, server: ServerOfTests) -> Places:
    return Places(the_application, server)


@pytest.fixture
def app(the_application: Flask, places: Places, request: pytest.FixtureRequest) -> Flask:
    """The application with a database as it was at first: the cast and nothing else, or as far on as the test asks.

    It is chosen here and not in the fixtures that follow, so that nobody who has signed in is forgotten.
    """
    furthest = next((place for place in PLACES if place in request.fixturenames), None)
    if furthest:
        places.begin_at(furthest)
    else:
        places.begin_as_it_begins()
    return the_application


@pytest.fixture
def started(app: Flask, places: Places) -> Started:
    """A programme that Sam Patel has started for Maya Brown of Oakfield: it is being prepared."""
    place: Started = places.kept["started"]
    return place


@pytest.fixture
def running(app: Flask, places: Places) -> Started:
    """The same programme with a target and a commitment of school, agreed by everyone."""
    place: Started = places.kept["running"]
    return place


@pytest.fixture
def asked(app: Flask, places: Places) -> Asked:
    """The running programme, with a request that Fellside has and has not acknowledged."""
    place: Asked = places.kept["asked"]
    return place


@pytest.fixture
def offered(app: Flask, places: Places) -> Asked:
    """The running programme, with a request that waits for the headteacher's approval."""
    place: Asked = places.kept["offered"]
    return place


@pytest.fixture
def joined(app: Flask, places: Places) -> Started:
    """The running programme, joined by Niamh Doherty, who may read plan and notes, and add notes."""
    place: Started = places.kept["joined"]
    return place


@pytest.fixture
def told(app: Flask) -> None:
    """The demonstration's story: Jay Smith of Oakfield is in the middle of a programme."""


@pytest.fixture
def told_of_others(app: Flask) -> None:
    """The demonstration’s whole story: the other pupils of Oakfield have programmes in every state as well."""


@pytest.fixture
def lived_in(app: Flask, places: Places) -> dict[str, str]:
    """Something of everything; the ids that the paths in `heft_testing.screens` name in braces."""
    place: dict[str, str] = places.kept["lived_in"]
    return place


@pytest.fixture
def browser_of(app: Flask) -> Callable[[str], Browser]:
    """Somebody of the cast at their browser, signed in."""

    def sign_in(slug: str) -> Browser:
        browser = Browser(app)
        browser.is_signed_in_as(slug)
        return browser

    return sign_in


@pytest.fixture
def at_oakfield(browser_of: Callable[[str], Browser]) -> Browser:
    return browser_of("sam-patel")


@pytest.fixture
def at_hillside(browser_of: Callable[[str], Browser]) -> Browser:
    return browser_of("bronwen-hughes")


@pytest.fixture
def acting_as(app: Flask) -> Callable[..., AbstractContextManager[Session]]:
    """Work as somebody of the cast without a page: `with acting_as("sam-patel") as session:`."""

    @contextmanager
    def act(slug: str, kind: Kind = "org") -> Iterator[Session]:
        with app.app_context(), opening.acting_as(slug, kind) as session:
            yield session

    return act


@pytest.fixture
def today_is() -> Callable[..., AbstractContextManager[None]]:
    """Let it be another moment: `with today_is(datetime(2027, 1, 4, 9, tzinfo=UTC)):`."""
    return clock.stopped_at


@pytest.fixture
def project() -> Path:
    """The folder of the whole project."""
    return Path(__file__).resolve().parent.parent
