"""Damage to what the database holds, as after a bad repair: done by somebody who may do anything, whom nothing stops.

Each is named as the reconciler must name it. They go together in a database where something of everything is.
"""

from typing import Any

import psycopg

NEW_WORK = (
    "insert into owned.outbox(org_id, id, cluster_id, queue, kind, ref)"
    " values ({org}, gen_random_uuid(), 1, '{queue}', '{kind}', gen_random_uuid())"
)
NO_WORK = (
    "with gone as (delete from owned.outbox where kind = '{kind}' returning id)"
    " delete from fence.due where outbox_id in (select id from gone)"
)
NOT_DUE = "delete from fence.due where outbox_id in (select id from owned.outbox where kind = '{kind}')"
LEASED_AND_LEFT = (
    "update fence.due set ready = false, lease = '\\x00', due_at = now() - interval '3 minutes'"
    " where outbox_id in (select id from owned.outbox where kind = '{kind}')"
)
LONG_DUE = (
    "update fence.due set due_at = now() - interval '2 hours'"
    " where outbox_id in (select id from owned.outbox where kind = '{kind}')"
)
NEVER_ASKED_FOR = (
    "insert into fence.due(org_id, outbox_id, queue, due_at, ready)"
    " values (2, gen_random_uuid(), 'mail', now(), true)"
)
OLDEST_LETTER = (
    "delete from letterbox.letter where id in (select id from letterbox.letter order by sent_at limit 1)"
)
ANOTHER_EXPORT = (
    "insert into owned.export(org_id, id, programme_id, programme_reference, form, state, asked_by, asker_name, tries,"
    " made_at, digest) select org_id, gen_random_uuid(), programme_id, programme_reference, form, 'ready', asked_by,"
    " asker_name, 1, now(), sha256('a file') from owned.export limit 1"
)


def new_work(kind: str, *, queue: str = "escalations", org: int = 2) -> str:
    """Return the statement that makes work of which nobody knows what it is about."""
    return NEW_WORK.format(org=org, queue=queue, kind=kind)


DAMAGES = {
    "waiting_and_nowhere_due": (new_work("test.not_due"), NOT_DUE.format(kind="test.not_due")),
    "due_and_ended": (
        new_work("test.ended"),
        "update owned.outbox set state = 'done', ended_at = now() where kind = 'test.ended'",
    ),
    "due_and_never_asked_for": (NEVER_ASKED_FOR,),
    "lease_never_taken_back": (new_work("test.left"), LEASED_AND_LEFT.format(kind="test.left")),
    "due_for_an_hour": (new_work("test.long", queue="exports"), LONG_DUE.format(kind="test.long")),
    "letter_that_nobody_took_in": (NO_WORK.format(kind="letter.arrived"),),
    "arrival_of_no_letter": (new_work("letter.arrived"),),
    "letter_in_no_box": (OLDEST_LETTER,),
    "promise_without_a_clock": (NO_WORK.format(kind="request.overdue"),),
    "message_that_nobody_sends": (
        NO_WORK.format(kind="mail.send"),
        "update owned.message set sent_at = null where kind = 'request.new'",
    ),
    "export_that_nobody_makes": (
        NO_WORK.format(kind="documents.export"),
        "update owned.export set state = 'making', digest = null, made_at = null",
    ),
    "import_that_nobody_does": (
        "update owned.record_import set state = 'importing', confirmed_at = now() where state = 'waiting'",
    ),
    "export_kept_for_ever": (ANOTHER_EXPORT,),
    "file_that_nobody_moves": ("update owned.file set state = 'landed'",),  # though its work is done
    "copy_that_nobody_makes": ("update owned.file_copy set digest = null, made_at = null",),
}
CANNOT_BE_MENDED = {"due_for_an_hour", "arrival_of_no_letter", "letter_in_no_box"}


def damage(superuser: psycopg.Connection[Any], *statements: str) -> None:
    """Do damage. What is inserted is still announced by its triggers; what is changed or deleted meets no key."""
    for statement in statements:
        triggers = "origin" if statement.startswith("insert") else "replica"
        superuser.execute(f"set session_replication_role = {triggers}".encode())
        superuser.execute(statement.encode())
