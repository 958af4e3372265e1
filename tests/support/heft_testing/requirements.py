"""What Heft must do, and which tests show that it does. Run as a program it prints what is not shown yet."""

import contextlib
import io
import re
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[2]
ITEM = re.compile(r"^- \*\*(S\d{3}-\d{2})\*\* (.*)$", re.MULTILINE)


def all_requirements() -> dict[str, str]:
    """Return every item of tests/requirements.md by its id."""
    return dict(ITEM.findall((TESTS / "requirements.md").read_text()))


def shown_by(test: pytest.Item) -> set[str]:
    """Return the ids that a test says it shows."""
    return {str(id_) for marker in test.iter_markers("requirement") for id_ in marker.args}


class Collector:
    """Listens to pytest while it gathers the tests, and runs none of them."""

    def __init__(self) -> None:
        self.shown: set[str] = set()

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        for test in session.items:
            self.shown |= shown_by(test)


def print_what_is_missing(shown: Iterable[str]) -> None:
    wanted = all_requirements()
    missing = [id_ for id_ in wanted if id_ not in set(shown)]
    for id_ in missing:
        print(f"{id_} {wanted[id_]}")
    print(f"covered {len(wanted) - len(missing)} of {len(wanted)}")


def main() -> int:
    collector = Collector()
    with contextlib.redirect_stdout(io.StringIO()) as said:
        code = pytest.main(["--collect-only", "-q", str(TESTS)], plugins=[collector])
    if code:
        print(said.getvalue(), file=sys.stderr)
        return int(code)
    print_what_is_missing(collector.shown)
    return 0


if __name__ == "__main__":
    sys.exit(main())
