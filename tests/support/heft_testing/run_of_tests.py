"""Rules of every run: the browser last, no requirement that does not exist, and nothing skipped where it counts."""

import os
import time
from collections.abc import Sequence

import pytest

import chromium
from heft_testing.requirements import all_requirements, shown_by

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


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(TimeWithoutBrowser())


class TimeWithoutBrowser:
    """Says how long everything but the browser's tests took, whichever process ran them."""

    def __init__(self) -> None:
        self.started = self.ended = time.monotonic()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if "browser" not in report.keywords:
            self.ended = time.monotonic()

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        terminalreporter.write_line(f"Without the browser: {self.ended - self.started:.1f} s.")


def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if (
        MUST_BE_WHOLE
        and reporter
        and reporter.stats.get("skipped")
        and session.exitstatus == pytest.ExitCode.OK
    ):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if MUST_BE_WHOLE and terminalreporter.stats.get("skipped"):
        terminalreporter.write_line("Tests were skipped, which is a failure where CI=true.")
