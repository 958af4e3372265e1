"""A school takes back an invitation; and whoever answers at the same moment, both sides end up with the same."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from threading import Barrier
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from heft_platform import clock
from heft_platform.cases import services as cases
from heft_platform.demo.opening import id_of
from heft_platform.programmes import services as programmes
from heft_tenants.refusals import Refused
from heft_testing.browser import Browser
from heft_testing.database import ServerOfTests
from heft_testing.doing import Started, do_all_work, invite_a_team

ActingAs = Callable[..., AbstractContextManager[Session]]
BOTH_SIDES = """select i.state, c.state, (select count(*) from owned.visit_grant where revoked_at is null)
    from owned.invitation i join owned.agency_case c on c.thread_id = i.thread_id"""
SHUT, OPEN = ("withdrawn", "ended", 0), ("accepted", "open", 1)


@pytest.fixture
def niamh(browser_of: Callable[[str], Browser]) -> Browser:
    return browser_of("niamh-doherty")


@pytest.fixture
def invited(at_oakfield: Browser, niamh: Browser, running: Started) -> Started:
    """A programme to which a team is invited, with Niamh at the invitation and Sam at the page of access."""
    invite_a_team(at_oakfield, running, sections=("PLAN",))
    do_all_work(at_oakfield)
    niamh.visit("/outreach/invitations")
    niamh.follow("M.B. at Oakfield Primary")
    at_oakfield.visit(running.path + "/access")
    return running


def test_what_was_taken_back_opens_nothing(
    at_oakfield: Browser, niamh: Browser, invited: Started, server: ServerOfTests
) -> None:
    page = at_oakfield.press("Take back")
    assert "The invitation is taken back. " in page.text
    assert "Taken back" in page.text

    page = niamh.press("Join this case")  # the letter is not opened yet
    do_all_work(at_oakfield)

    assert server.run(BOTH_SIDES) == [SHUT]
    niamh.visit(invited.path, status=404)
    assert "No invitations wait" in niamh.visit("/outreach/invitations").text


def test_an_invitation_that_is_read_later_says_that_it_is_over(
    at_oakfield: Browser, niamh: Browser, invited: Started
) -> None:
    at_oakfield.press("Take back")
    do_all_work(at_oakfield)

    page = niamh.press("Join this case", status=422)

    assert page.problems == ["This invitation was answered, taken back or is over"]


def test_what_was_answered_is_not_taken_back(
    at_oakfield: Browser, niamh: Browser, invited: Started, server: ServerOfTests
) -> None:
    niamh.press("Join this case")
    do_all_work(at_oakfield)

    page = at_oakfield.press("Take back")

    assert page.messages == [
        "This invitation was answered or taken back meanwhile. See below what became of it."
    ]
    assert server.run(BOTH_SIDES) == [OPEN]


def test_an_invitation_that_arrives_after_it_was_taken_back_stands_nowhere(
    at_oakfield: Browser, niamh: Browser, running: Started, server: ServerOfTests
) -> None:
    invite_a_team(at_oakfield, running, sections=("PLAN",))
    at_oakfield.visit(running.path + "/access")
    at_oakfield.press("Take back")
    do_all_work(at_oakfield)

    assert "No invitations wait" in niamh.visit("/outreach/invitations").text
    assert server.run("select count(*) from owned.agency_case") == [(0,)]


@pytest.mark.parametrize("first", ["accepts", "withdraws", "at once"])
def test_whoever_is_first_both_sides_come_to_the_same(
    at_oakfield: Browser, invited: Started, acting_as: ActingAs, server: ServerOfTests, first: str
) -> None:
    ((invitation_id, case_id),) = server.run(
        "select i.id, c.id from owned.invitation i join owned.agency_case c on c.thread_id = i.thread_id"
    )
    deeds = [lambda: _accept(acting_as, case_id), lambda: _withdraw(acting_as, invited, invitation_id)]
    if first == "at once":
        _together(deeds)
    else:
        for deed in deeds if first == "accepts" else reversed(deeds):
            deed()
    do_all_work(at_oakfield)

    assert server.run(BOTH_SIDES) in ([SHUT], [OPEN])


def _accept(acting_as: ActingAs, case_id: UUID) -> None:
    with acting_as("niamh-doherty") as session:
        cases.accept(
            session,
            case_id=case_id,
            person_id=id_of("niamh-doherty"),
            person_name="Niamh Doherty",
            today=clock.today(),
        )


def _withdraw(acting_as: ActingAs, programme: Started, invitation_id: UUID) -> None:
    with acting_as("sam-patel") as session:
        found = programmes.read_programme(session, reference=programme.reference, today=clock.today())
        assert found is not None
        cases.withdraw_invitation(session, programme=found, invitation_id=invitation_id, today=clock.today())


def _together(deeds: list[Callable[[], None]]) -> None:
    ready = Barrier(len(deeds))

    def do(deed: Callable[[], None]) -> None:
        ready.wait()
        try:
            deed()
        except Refused:
            return

    with ThreadPoolExecutor(len(deeds)) as both:
        list(both.map(do, deeds))
