"""Requests that wait for the school: for the headteacher’s word, for another look, or for an answer to the authority."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import Select, case

from heft_platform.escalations.models import Request
from heft_platform.escalations.threads import state_after
from heft_platform.waiting import those_that_wait
from heft_tenants.letters import kinds_asked
from heft_tenants.together import Question

SENT, FOR_APPROVAL, SENT_BACK = 0, 1, 2


def requests_waiting() -> Select[Any]:
    """Read the requests that were sent, wait for approval or came back; `words` is the reference, `thing_id` the thread.

    Which of those that were sent wait for the school, `threads_waiting_for_school_asked` tells.
    """
    stage = case(
        (Request.state == "sent", SENT), (Request.state == "for_approval", FOR_APPROVAL), else_=SENT_BACK
    )
    came_back = (Request.state == "draft") & (Request.sent_back != "")
    return those_that_wait(
        "request",
        thing_id=Request.thread_id,
        programme_id=Request.programme_id,
        words=Request.reference,
        number=stage,
    ).where(Request.state.in_(("sent", "for_approval")) | came_back)


def threads_waiting_for_school_asked(thread_ids: Collection[UUID]) -> Question[frozenset[UUID]]:
    """Ask for those threads in which the authority has asked and the school has not answered. No letter is read."""
    return kinds_asked(thread_ids).then(
        lambda kinds: frozenset(one for one in thread_ids if state_after(kinds[one]) == "Waiting for school")
    )
