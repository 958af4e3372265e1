"""Rules of every run: proofs after tests, the browser last, no requirement that does not exist, nothing skipped where it counts."""

import gc
import os
import time
from collections.abc import Container, Sequence

import hypothesis
import pytest

import chromium
from heft_platform.app import keep_for_good
from heft_testing.requirements import all_requirements, shown_by

MUST_BE_WHOLE = os.environ.get("CI", "").lower() in {"1", "true"}
KINDS = ("", "proof", "browser")  # in the order in which they run; most tests are of no kind
SELDOM = (200_000, 20, 50)  # objects that are new, and rounds, until those that are older are looked through
NEEDS_EVERYTHING = "lived_in"  # where something of everything is: what begins there is a proof
IN_WORDS = {"": "Without the browser and the proofs", "proof": "The proofs", "browser": "The browser"}

hypothesis.settings.register_profile("heft", deadline=None)  # no test is about how long it takes
hypothesis.settings.load_profile("heft")


def pytest_itemcollected(item: pytest.Item) -> None:
    if NEEDS_EVERYTHING in getattr(item, "fixturenames", ()):
        item.add_marker("proof")


@pytest.hookimpl(trylast=True)  # after the order was shuffled
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    refuse_unknown_requirements(items)
    items.sort(key=lambda test: KINDS.index(kind_of(test.keywords)))
    if chromium.find() is None:
        for test in items:
            if kind_of(test.keywords) == "browser":
                test.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


def pytest_collection_finish(session: pytest.Session) -> None:
    """Spare the collector what was collected: a tenth of the run went by with it."""
    refuse_spread_groups(session)
    keep_for_good()
    gc.set_threshold(*SELDOM)


def refuse_unknown_requirements(items: Sequence[pytest.Item]) -> None:
    known = all_requirements()
    for test in items:
        if unknown := shown_by(test) - known.keys():
            raise pytest.UsageError(
                f"{test.nodeid}: tests/requirements.md has no {', '.join(sorted(unknown))}"
            )


def refuse_spread_groups(session: pytest.Session) -> None:
    """Refuse a pytest and a pytest-xdist that do not understand each other, as 9.2 and 3.8: they spread groups in silence."""
    if session.config.getoption("loadgroup", default=False):
        for test in session.items:
            if test.get_closest_marker("xdist_group") and "@" not in test.nodeid:
                raise pytest.UsageError(f"{test.nodeid} would not run where the rest of its group does")


def kind_of(keywords: Container[str]) -> str:
    """Return the kind of a test, by the names it is known by."""
    return next((kind for kind in reversed(KINDS) if kind in keywords), "")


def pytest_configure(config: pytest.Config) -> None:
    gc.set_threshold(*SELDOM)  # what is collected now stays: there is nothing to be found
    config.pluginmanager.register(TimeOfEachKind())


class TimeOfEachKind:
    """Says how long the tests of each kind took, whichever process ran them: until the last of them, since the last of the kind before."""

    def __init__(self) -> None:
        self.started = time.monotonic()
        self.ended: dict[str, float] = {}
        self.short = 0.0  # seconds that the processes worked on the short versions of proofs

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.ended[kind_of(report.keywords)] = time.monotonic()
        self.short += report.duration if "short" in report.keywords else 0

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        before = self.started
        for kind in KINDS:
            if kind in self.ended:
                terminalreporter.write_line(f"{IN_WORDS[kind]}: {max(self.ended[kind] - before, 0):.1f} s.")
                before = self.ended[kind]
        if self.short:
            processes = terminalreporter.config.getoption("numprocesses", default=None) or 1
            terminalreporter.write_line(
                f"The short versions of ./infra/prove: {self.short / processes:.1f} s of it, in {processes} processes."
            )


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
