"""Rules of every run: the browser last, no requirement that does not exist, and nothing skipped where it counts."""

import os
import time
from collections.abc import Sequence

import pytest

import chromium
from heft_testing.requirements import all_requirements, shown_by

STARTED = pytest.StashKey[float]()
WITHOUT_BROWSER = pytest.StashKey[float]()
MUST_BE_WHOLE = os.environ.get("CI", "").lower() in {"1", "true"}


@pytest.hookimpl(trylast=True)  # after the order was shuffled
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    refuse_unknown_requirements(items)
    items.sort(key=is_for_browser)
    if chromium.find() is None:
        for test in filter(is_for_browser, items):
            test.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


def refuse_unknown_requirements(items: Sequence[pytest.Item]) -> None:
    known = all_requirements()
    for test in items:
        if unknown := shown_by(test) - known.keys():
            raise pytest.UsageError(
                f"{test.nodeid}: tests/requirements.md has no {', '.join(sorted(unknown))}"
            )


def is_for_browser(test: pytest.Item) -> bool:
    return test.get_closest_marker("browser") is not None


def pytest_sessionstart(session: pytest.Session) -> None:
    session.config.stash[STARTED] = time.monotonic()


def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    if not is_for_browser(item) and (nextitem is None or is_for_browser(nextitem)):
        item.config.stash[WITHOUT_BROWSER] = time.monotonic() - item.config.stash[STARTED]


def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if (
        MUST_BE_WHOLE
        and reporter
        and reporter.stats.get("skipped")
        and session.exitstatus == pytest.ExitCode.OK
    ):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if seconds := config.stash.get(WITHOUT_BROWSER, None):
        terminalreporter.write_line(f"Without the browser: {seconds:.1f} s.")
    if MUST_BE_WHOLE and terminalreporter.stats.get("skipped"):
        terminalreporter.write_line("Tests were skipped, which is a failure where CI=true.")
