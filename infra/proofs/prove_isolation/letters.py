"""Attacks on sending: in whose name, whereto, when, how often, how much."""

import threading
import time

import psycopg

from prove_isolation.attackers import AUTHORITY, SCHOOL
from prove_isolation.ground import Ground
from prove_isolation.oracles import letter
from prove_isolation.techniques import STOPPED, Found, Way, technique
from prove_isolation.ways import ask, refused, run, sees

MANY = (
    "insert into owned.sent_letter(org_id, to_org, id, cluster_id, thread_id, kind, schema_version, content, sent_by)"
    " select <own>, <authority>, gen_random_uuid(), 1, gen_random_uuid(), 'request', 1, '{{}}', <own_id>"
    " from generate_series(1, {number})"
)

NOW = "set constraints all immediate"  # what a commit does


def _too_many(*statements: str) -> Way:
    """Send more than two hundred in a minute; the counter is emptied before."""

    def way(ground: Ground) -> Found:
        _empty_the_counter(ground)
        with ground.inside("school") as connection:
            answers = run(ground, connection, statements)
        last = answers[-1]
        if isinstance(last.error, psycopg.errors.CheckViolation):
            return STOPPED
        if last.error is None:
            return Found(gain="more than two hundred letters in a minute")
        return Found(void=str(last.error))

    return way


def _empty_the_counter(ground: Ground) -> None:
    """Begin to count anew well within a minute of every clock’s: the limit holds for each minute by itself."""
    while ground.look("select extract(second from clock_timestamp()) not between 2 and 55")[0][0]:
        time.sleep(0.5)
    ground.look(
        "update owned.postage set letters = 0, minute = now() - interval '1 hour' where org_id = %s", SCHOOL
    )


def _eight_at_once(ground: Ground) -> Found:
    _empty_the_counter(ground)
    before = _arrived(ground)

    def send() -> None:
        for _ in range(6):
            with ground.inside("school") as connection:
                run(ground, connection, [MANY.format(number=9), "commit"])

    senders = [threading.Thread(target=send) for _ in range(8)]
    for one in senders:
        one.start()
    for one in senders:
        one.join()
    sent = _arrived(ground) - before
    if sent == 0:
        return Found(void="no letter was sent")
    return Found(gain=f"{sent} letters in a minute over eight connections") if sent > 200 else STOPPED


def _arrived(ground: Ground) -> int:
    return int(ground.look("select count(*) from letterbox.letter where from_org = %s", SCHOOL)[0][0])


def _floods_the_outbox(ground: Ground) -> Found:
    """Each letter makes one row of work at its receiver’s, and nothing else may."""
    _empty_the_counter(ground)
    before = ground.look("select count(*) from owned.outbox where org_id = %s", AUTHORITY)[0][0]
    with ground.inside("school") as connection:
        for statement in (MANY.format(number=150), NOW, MANY.format(number=150), "commit"):
            ask(connection, ground.said(statement))
    after = ground.look("select count(*) from owned.outbox where org_id = %s", AUTHORITY)[0][0]
    return (
        Found(gain=f"{after - before} rows in another’s outbox in a minute")
        if after - before > 200
        else STOPPED
    )


TECHNIQUES = (
    technique(
        "letters.forged_sender",
        "Send in another organisation’s name, or answer oneself in the authority’s.",
        refused(
            letter().replace("values (<own>,", "values (<victim>,"),
            letter(to="<own>").replace("values (<own>,", "values (<authority>,"),
        ),
        refused(letter(), who="nobody"),
        refused(letter(), after=["reset all"]),
    ),
    technique(
        "letters.colleagues_name",
        "Send in a colleague’s name, or in nobody’s.",
        refused(
            letter().replace("'{}', <own_id>", "'{}', null"),
            letter().replace(
                "'{}', <own_id>",
                "'{}', (select person_id from owned.member where person_id <> <own_id> limit 1)",
            ),
        ),
    ),
    technique(
        "letters.across_clusters",
        "Send to another cluster, claim another cluster, or send to nobody or to oneself.",
        refused(
            letter(to="<abroad>"),
            letter(to="<abroad>").replace(", 1, <new>", ", 2, <new>"),
            letter().replace(", 1, <new>", ", 2, <new>"),
            letter(to="999"),
            letter(to="<own>"),
        ),
    ),
    technique(
        "letters.clock",
        "Set a letter’s clock back.",
        refused(
            letter()
            .replace("content, sent_by)", "content, sent_by, sent_at)")
            .replace("<own_id>)", "<own_id>, now() - interval '9 days')")
        ),
    ),
    technique(
        "letters.digest",
        "Give a letter a fingerprint of one’s own.",
        refused(
            letter()
            .replace("content, sent_by)", "content, sent_by, digest)")
            .replace("<own_id>)", "<own_id>, sha256('x'))"),
            meant=(psycopg.errors.GeneratedAlways,),
        ),
    ),
    technique(
        "letters.too_long",
        "Send a letter that is too long for its reader.",
        refused(letter().replace("'{}'", "jsonb_build_object('text', repeat('x', 262144))")),
    ),
    technique(
        "letters.odd_kind",
        "Send a kind with odd characters, that might be a path or a word of SQL elsewhere.",
        refused(
            *(
                letter().replace("'request'", f"'{kind}'")
                for kind in ("Request; x", "../x", "", "x" * 61, "a b")
            )
        ),
    ),
    technique(
        "letters.sent_twice",
        "Send the same letter twice, to have it arrive twice.",
        refused(letter(id_="<own_id>"), letter(id_="<own_id>", more="on conflict do nothing")),
    ),
    technique(
        "letters.anothers_id",
        "Send a letter with the id or the thread of another’s, to stand in its place.",
        sees(
            letter(id_="<victim_id>"),
            "select content from letterbox.letter",
            "select content from owned.sent_letter",
        ),
        sees(letter(thread="<victim_id>")),
    ),
    technique(
        "letters.too_many",
        "Send more letters in a minute than a school may.",
        _too_many(MANY.format(number=201), NOW),
        _too_many(MANY.format(number=201), "commit"),
        _too_many(MANY.format(number=200), NOW, letter(more="on conflict do nothing")),
        _too_many(
            MANY.format(number=200), NOW, "set local time zone interval '59 seconds'", MANY.format(number=1)
        ),
    ),
    technique(
        "letters.too_many_at_once",
        "Send too many over eight connections at once.",
        _eight_at_once,
    ),
    technique(
        "letters.counter",
        "Reset, remove or plant the counter of letters.",
        refused(
            "update owned.postage set letters = 0",
            "delete from owned.postage",
            "insert into owned.postage values (<own>, '2000-01-01', -999)",
            "insert into owned.postage values (<victim>, now(), 200)",
        ),
        refused("commit", after=[letter(), "reset all"]),
    ),
    technique(
        "letters.flood_an_outbox",
        "Fill another organisation’s outbox with arrivals.",
        _floods_the_outbox,
    ),
)
