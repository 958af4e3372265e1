"""Attacks on letters: others’ boxes, forged senders, letters without a copy, changed words, too many of them."""

import threading

import psycopg

from prove_isolation.attackers import AUTHORITY, SCHOOL
from prove_isolation.ground import Ground
from prove_isolation.oracles import letter
from prove_isolation.techniques import STOPPED, Found, Way, technique
from prove_isolation.ways import ask, finds_nothing, like_ones_own, refused, run, sees

BOX = (
    "insert into letterbox.letter(org_id, from_org, id, cluster_id, thread_id, kind, schema_version, content, sent_at)"
    " values ({to}, {sender}, <new>, 1, <new>, 'request', 1, '{{}}', now()) {more}"
)
MANY = (
    "insert into owned.sent_letter(org_id, to_org, id, cluster_id, thread_id, kind, schema_version, content, sent_by)"
    " select <own>, <authority>, gen_random_uuid(), 1, gen_random_uuid(), 'request', 1, '{{}}', <own_id>"
    " from generate_series(1, {number})"
)
NOW = "set constraints all immediate"  # what a commit does


def box(to: str = "<authority>", sender: str = "<own>", more: str = "") -> str:
    return BOX.format(to=to, sender=sender, more=more)


def _copies_differ(ground: Ground) -> Found:
    """Send words that a careless copy might change, and compare what both sides have."""
    words = r"""'{"text": "é \u20ac \\x41 \"  \n"}'"""
    with ground.inside("school") as connection:
        sent = run(ground, connection, [letter().replace("'{}'", words), "commit"])
    if sent[-1].error:
        return Found(void=str(sent[-1].error))
    differ = ground.look(
        "select l.id from letterbox.letter l full join owned.sent_letter s on s.id = l.id and s.to_org = l.org_id"
        " where coalesce(s.org_id, l.from_org) = %s and coalesce(s.id, l.id)::text not like 'cacacaca%%' and"
        " (l.id, l.content, l.digest, l.sent_at, l.kind, l.thread_id, l.from_org) is distinct from"
        " (s.id, s.content, s.digest, s.sent_at, s.kind, s.thread_id, s.org_id)",
        SCHOOL,
    )
    untrue = ground.look(
        "select id from letterbox.letter where from_org = %s and digest <> sha256(convert_to(content::text, 'UTF8'))",
        SCHOOL,
    )
    return Found(leak="the two copies of a letter differ") if differ or untrue else STOPPED


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
        "letters.own_in_the_box",
        "Read one’s own letter in its receiver’s box: directly, joined to one’s copy, or in the same transaction.",
        finds_nothing(
            "select * from letterbox.letter where from_org = <own>",
            "select l.* from owned.sent_letter s join letterbox.letter l on l.from_org = s.org_id and l.id = s.id",
        ),
        refused("select * from letterbox.letter where org_id <> <own>", after=[letter()]),
    ),
    technique(
        "letters.of_others",
        "Read a letter between two others: by its id, its thread, its receiver or its sender.",
        *(
            finds_nothing(
                "select content from letterbox.letter where id = <victim_id>",
                "select content from letterbox.letter where org_id = <authority> and from_org = <victim>",
                "select content from owned.sent_letter where thread_id = <victim_id>",
                who=who,
            )
            for who in ("school", "agency", "abroad")
        ),
    ),
    technique(
        "letters.senders_copy",
        "Read, as the receiver, the copy that the sender keeps and who wrote it.",
        finds_nothing("select sent_by from owned.sent_letter where org_id <> <authority>", who="authority"),
    ),
    technique(
        "letters.senders_ground",
        "Read, as the receiver, what the letter was about: programme, notes, files of the sender.",
        finds_nothing(
            "select p.* from letterbox.letter l join owned.programme p on p.id = l.programme_id and p.org_id = l.from_org",
            "select n.* from letterbox.letter l join owned.note n on n.org_id = l.from_org",
            "select * from owned.request where org_id <> <authority>",
            who="authority",
        ),
    ),
    technique(
        "letters.receivers_ground",
        "Read, as the sender, what the receiver makes of a letter.",
        finds_nothing(
            "select * from owned.triage where org_id <> <own>",
            "select * from owned.triage_note where org_id <> <own>",
            "select * from owned.agency_case where org_id <> <own>",
        ),
    ),
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
            .replace("<own_id>)", "<own_id>, sha256('x'))")
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
        "letters.without_a_copy",
        "Put a letter into a box without having sent it.",
        *(
            refused(box(sender=sender), box(to="<victim>", sender=sender), who=who)
            for who, sender in (
                ("school", "<own>"),
                ("authority", "<authority>"),
                ("visitor", "<victim>"),
                ("administrator", "<authority>"),
                ("sign-in", "<own>"),
                ("worker", "<own>"),
                ("worker with a lease", "<own>"),
            )
        ),
        refused(box(to="<own>", sender="<authority>")),
    ),
    technique(
        "letters.box_and_conflict",
        "Try the box with RETURNING, ON CONFLICT, MERGE or COPY.",
        refused(
            box(more="returning content"),
            box(more="on conflict do nothing"),
            box(
                more="on conflict (org_id, from_org, id) do update set content = excluded.content returning content"
            ),
            "merge into letterbox.letter l using (select 1) s on l.org_id = <authority> when matched then update set content = '{}'",
            "copy letterbox.letter (org_id, from_org) from stdin",
        ),
    ),
    technique(
        "letters.other_words_in_the_box",
        "Send one thing, and put another into the box.",
        refused(box(), after=[letter()]),
        _copies_differ,
    ),
    technique(
        "letters.copy_without_a_letter",
        "Keep a copy of a letter that never arrives, with its trigger off.",
        refused(
            "alter table owned.sent_letter disable trigger post",
            "drop trigger post on owned.sent_letter",
            "set session_replication_role = replica",
            "select fence.post_letter()",
            "select fence.letter_arrives()",
        ),
    ),
    technique(
        "letters.changed",
        "Change a letter that was sent, on either side.",
        *(
            refused(
                "update owned.sent_letter set content = '{}'",
                "update owned.sent_letter set to_org = <agency>",
                "update owned.sent_letter set sent_at = now()",
                "update letterbox.letter set content = '{}'",
                who=who,
            )
            for who in ("school", "authority", "visitor with letters", "worker with a lease", "administrator")
        ),
        refused(
            letter(id_="<own_id>", more="on conflict (org_id, id) do update set content = excluded.content")
        ),
    ),
    technique(
        "letters.withdrawn_by_deleting",
        "Delete a letter that was sent, on either side.",
        *(
            refused("delete from owned.sent_letter", "delete from letterbox.letter", who=who)
            for who in ("school", "authority", "visitor with letters", "worker with a lease", "administrator")
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
    technique(
        "letters.others_triage",
        "Have a triage of a letter between two others, or in the receiver’s name.",
        *(
            refused(
                like_ones_own(
                    "triage", org_id=org, from_org=sender, letter_id="<victim_id>", reference="'REQ-x'"
                ),
                who=who,
            )
            for who, org, sender in (
                ("school", "<own>", "<victim>"),
                ("agency", "<agency>", "<victim>"),
                ("school", "<authority>", "<own>"),
            )
        ),
    ),
)
