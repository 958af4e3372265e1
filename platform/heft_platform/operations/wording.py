"""How the work behind the pages is called, and what can be done about what went wrong with it."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class QueueWords:
    """What a queue is for, and within how many seconds its work is promised to be done."""

    title: str
    within: int


QUEUES = {
    "escalations": QueueWords(title="Safety: requests, answers and their clocks", within=60),
    "mail": QueueWords(title="Messages: e-mails", within=300),
    "exports": QueueWords(title="Documents: programmes as files, and files of records", within=600),
    "chores": QueueWords(title="Tidying: documents stored and removed, checks", within=86_400),
}
KINDS = {
    "documents.export": "Make a programme into a file",
    "documents.forget": "Remove a file that was made and has expired",
    "files.copy": "Copy a document for its receiver",
    "files.forget": "Remove a document that was taken out",
    "files.forget_received": "Remove the documents of letters that were erased",
    "files.move": "Put a document into the store",
    "ground.look_after": "Look for work that was lost",
    "letter.arrived": "Show a letter that arrived",
    "mail.send": "Send an e-mail",
    "programme.goes_on": "Go on with a programme after a pause",
    "records.import": "Import a file of behaviour, attendance or suspensions",
    "request.overdue": "Tell that an answer is late",
    "today.nudge": "Tell people what comes up",
}


@dataclass(frozen=True, kw_only=True)
class Reason:
    """Why work failed, and what whoever operates the service can do."""

    why: str
    do: str


_OUTSIDE = Reason(
    why="The mail server or the store refused it, or did not answer.",
    do="Look at both. What waits is tried again by itself when they answer.",
)
_DATABASE = Reason(
    why="The database was away or too busy.",
    do="Look at the database. What waits is tried again by itself when it answers.",
)
REASONS = {
    "kept_dying": Reason(
        why="The worker stopped each time it was at this.",
        do="Look at the memory that workers have, and at their log. Then try it again.",
    ),
    "lettermissingerror": Reason(
        why="The letter that it is about is not there.",
        do="Ask for help at once: a letter cannot be lost.",
    ),
    "no_such_export": Reason(
        why="What was asked for is not there any more.",
        do="There is nothing to mend: whoever asked for it can ask again.",
    ),
    "notinstoreerror": Reason(
        why="The store does not have the document.",
        do="See that the right store is named in the settings, then try it again.",
    ),
    "storefullerror": Reason(why="The store is full.", do="Make room in the store, then try it again."),
    "storeunavailableerror": Reason(
        why="The store did not answer.",
        do="Look at the store. What waits is tried again by itself when it answers.",
    ),
    "took_too_long": Reason(
        why="It took longer than it may, and was ended.",
        do="Look at what it waits for: the store, the mail server. Then try it again.",
    ),
    "unknownkinderror": Reason(
        why="The workers do not know this kind of work.", do="Start workers of the newest version."
    ),
}
# Codes of connections and of PostgreSQL, by how they begin; the first that fits.
_BEGINNINGS = (
    ("connection", _OUTSIDE),
    ("gaierror", _OUTSIDE),
    ("oserror", _OUTSIDE),
    ("timeout", _OUTSIDE),
    ("08", _DATABASE),
    ("40", _DATABASE),
    ("53", _DATABASE),
    ("55", _DATABASE),
    ("57", _DATABASE),
)
_NEVER_SAID = Reason(why="It has not come back to say.", do="Look at the workers’ log.")


def queue_words(queue: str) -> QueueWords:
    return QUEUES[queue]


def kind_words(kind: str) -> str:
    """Say what a kind of work does; a kind of another version of the software is called by its own name."""
    return KINDS.get(kind, f"Work of the kind “{kind}”")


def reason_of(code: str | None) -> Reason:
    """Say why work failed, from the code that it left."""
    if code is None:
        return _NEVER_SAID
    of_beginning = (reason for beginning, reason in _BEGINNINGS if code.startswith(beginning))
    return REASONS.get(code) or next(of_beginning, None) or _unforeseen(code)


def _unforeseen(code: str) -> Reason:
    return Reason(
        why=f"Nobody foresaw it: “{code}”.",
        do="Look for this word among the error reports. Then try it again.",
    )
