"""Owen sees what is stuck and why, has it tried again, and learns nothing of what it is about."""

import json
from collections.abc import Callable
from uuid import UUID

import pytest
from click.testing import CliRunner, Result

from heft_platform.operations.commands import jobs
from heft_platform.operations.wording import KINDS
from heft_platform.operations.wording import QUEUES as QUEUES_IN_WORDS
from heft_testing.browser import Browser
from heft_workers.doings import DOINGS
from heft_workers.drain import drain_queue
from heft_workers.queues import QUEUES

Ask = Callable[..., UUID]
PAGE = "/cluster/work"
REFUSED, AGAIN = "no_such_thing", "Try again"


@pytest.fixture
def owen(browser_of: Callable[[str], Browser]) -> Browser:
    return browser_of("owen-parry")


@pytest.fixture
def given_up(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> UUID:
    """An e-mail that was given up, and would go now."""
    with monkeypatch.context() as before:
        before.setitem(DOINGS, "mail.send", DOINGS["test.is_refused"])
        ref = ask("mail.send", queue="mail")
        drain_queue(QUEUES["mail"], for_seconds=1)
    monkeypatch.setitem(DOINGS, "mail.send", DOINGS["test.counts"])
    return ref


@pytest.fixture
def run(owen: Browser) -> Callable[..., Result]:
    return lambda *words: CliRunner().invoke(jobs, words)


def test_every_queue_and_kind_has_words() -> None:
    assert set(QUEUES_IN_WORDS) == set(QUEUES)
    assert set(KINDS) == {kind for kind in DOINGS if not kind.startswith("test.")}


def test_where_nothing_fails_it_says_so(owen: Browser) -> None:
    page = owen.visit(PAGE)

    assert "Nothing is stuck." in page.text
    assert "Safety: requests, answers and their clocks" in page.text
    assert "Late." not in page.text


def test_what_was_given_up_is_seen_and_done_when_it_is_tried_again(
    owen: Browser, given_up: UUID, counted: Callable[[UUID], int], child: str
) -> None:
    page = owen.visit(PAGE)
    assert "Send an e-mail" in page.text
    assert "Oakfield Primary" in page.text
    assert f"Nobody foresaw it: “{REFUSED}”." in page.text
    assert str(given_up) not in page.text, "that is what it is about"

    page = owen.press(AGAIN)
    assert "It is tried again now." in page.text
    drain_queue(QUEUES["mail"], for_seconds=1)

    assert counted(given_up) == 1
    assert "Nothing is stuck." in owen.visit(PAGE).text


def test_whoever_presses_twice_changes_nothing_the_second_time(
    owen: Browser, given_up: UUID, counted: Callable[[UUID], int]
) -> None:
    owen.visit(PAGE)
    still_open = owen.page
    owen.press(AGAIN)
    drain_queue(QUEUES["mail"], for_seconds=1)

    owen.page = still_open
    page = owen.press(AGAIN)

    assert "It is being done at this moment, or was done meanwhile. Nothing was changed." in page.text
    drain_queue(QUEUES["mail"], for_seconds=1)
    assert counted(given_up) == 1


def test_all_of_it_is_tried_again_at_once(owen: Browser, ask: Ask, given_up: UUID) -> None:
    ask("test.is_refused", queue="mail")
    drain_queue(QUEUES["mail"], for_seconds=1)
    owen.visit(PAGE)

    assert "2 pieces of work are tried again now." in owen.press("Try all of it again").text


def test_safety_that_is_stuck_raises_the_alarm(
    owen: Browser, ask: Ask, leases_run_out: Callable[[], None], child: str
) -> None:
    ask("test.fails")
    for _ in range(QUEUES["escalations"].alarm_after):
        drain_queue(QUEUES["escalations"], for_seconds=1)
        leases_run_out()

    page = owen.visit(PAGE)

    assert "1 piece of safety work is stuck." in page.text
    assert child not in page.text


def test_who_tried_again_is_on_the_record(
    owen: Browser, given_up: UUID, look: Callable[..., list[tuple[str]]]
) -> None:
    owen.visit(PAGE)
    owen.press(AGAIN)

    assert look("select action from owned.trail where org_id = 1 order by seq desc limit 1") == [
        ("work.tried_again",)
    ]


def test_the_command_says_the_same_and_ends_with_1(
    given_up: UUID,
    run: Callable[..., Result],
    look: Callable[..., list[tuple[UUID]]],
    counted: Callable[[UUID], int],
) -> None:
    ((work_id,),) = look("select id from owned.outbox where state = 'dead'")

    listed = run("list", "--cluster", "fellside")
    as_json = json.loads(run("list", "--cluster", "fellside", "--json").output)

    assert listed.exit_code == 1
    assert f"{work_id}  Send an e-mail, for Oakfield Primary" in listed.output
    assert [one["id"] for one in as_json["stuck"]] == [str(work_id)]

    assert (
        "1 piece of work will be tried again now."
        in run("retry", str(work_id), "--cluster", "fellside").output
    )
    drain_queue(QUEUES["mail"], for_seconds=1)
    assert counted(given_up) == 1
    assert run("list", "--cluster", "fellside").exit_code == 0


def test_a_monitor_that_names_no_cluster_does_not_read_that_something_is_stuck(
    run: Callable[..., Result],
) -> None:
    assert run("list").exit_code == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("list",), "Say which cluster is meant, with --cluster. There are: fellside, "),
        (
            ("retry", "--cluster", "fellside"),
            "Name one piece of work, as `heft jobs list` does, or say --all.",
        ),
        (
            ("retry", "00000000-0000-7000-8000-000000000000", "--cluster", "fellside"),
            "Nothing that failed has this id",
        ),
    ],
)
def test_a_command_that_cannot_be_done_says_what_to_do(
    run: Callable[..., Result], words: tuple[str, ...], said: str
) -> None:
    refused = run(*words)

    assert refused.exit_code != 0
    assert said in refused.output
