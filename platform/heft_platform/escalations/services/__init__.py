"""What may be done with a request, on either side."""

from heft_platform.escalations import letters  # noqa: F401  (so that the kinds of letters are known)
from heft_platform.escalations.services.answering import (
    PromiseInThePastError,
    TriageView,
    acknowledge,
    add_triage_note,
    answer,
    ask_school,
    close_request,
    letter_arrived,
    raise_again,
    read_request,
    worklist,
)
from heft_platform.escalations.services.asking import (
    NotTheirsToAskError,
    approve,
    drop_draft,
    refresh_pack,
    reply,
    send_back,
    send_for_approval,
    withdraw,
    write_request,
)
from heft_platform.escalations.services.enclosing import (
    enclose,
    open_attachment,
    open_enclosure,
    prepare_again,
    take_out,
)
from heft_platform.escalations.services.erasing import (
    AlreadyErasedError,
    NotEndedError,
    erase_own_request,
    erase_received_request,
)
from heft_platform.escalations.services.leaving import open_threads
from heft_platform.escalations.services.lost import look_after_promises
from heft_platform.escalations.services.own_requests import (
    ChangedSinceShownError,
    NotAwaitedError,
    request_that_takes_enclosures,
)
from heft_platform.escalations.services.own_views import (
    RequestView,
    read_own_request,
    requests_of_programme,
)
from heft_platform.escalations.services.waiting import (
    FOR_APPROVAL,
    SENT,
    SENT_BACK,
    requests_waiting,
    threads_waiting_for_school_asked,
)
from heft_platform.escalations.services.wording import LetterView

__all__ = [
    "FOR_APPROVAL",
    "SENT",
    "SENT_BACK",
    "AlreadyErasedError",
    "ChangedSinceShownError",
    "LetterView",
    "NotAwaitedError",
    "NotEndedError",
    "NotTheirsToAskError",
    "PromiseInThePastError",
    "RequestView",
    "TriageView",
    "acknowledge",
    "add_triage_note",
    "answer",
    "approve",
    "ask_school",
    "close_request",
    "drop_draft",
    "enclose",
    "erase_own_request",
    "erase_received_request",
    "letter_arrived",
    "look_after_promises",
    "open_attachment",
    "open_enclosure",
    "open_threads",
    "prepare_again",
    "raise_again",
    "read_own_request",
    "read_request",
    "refresh_pack",
    "reply",
    "request_that_takes_enclosures",
    "requests_of_programme",
    "requests_waiting",
    "send_back",
    "send_for_approval",
    "take_out",
    "threads_waiting_for_school_asked",
    "withdraw",
    "worklist",
    "write_request",
]
