"""Attacks on what was sent: others’ boxes, letters without a copy, changed words."""

from prove_isolation.attackers import SCHOOL
from prove_isolation.ground import Ground
from prove_isolation.oracles import letter
from prove_isolation.techniques import STOPPED, Found, technique
from prove_isolation.ways import finds_nothing, like_ones_own, refused, run

BOX = (
    "insert into letterbox.letter(org_id, from_org, id, cluster_id, thread_id, kind, schema_version, content, sent_at)"
    " values ({to}, {sender}, <new>, 1, <new>, 'request', 1, '{{}}', now()) {more}"
)


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


TECHNIQUES = (
    technique(
        "boxes.own_in_the_box",
        "Read one’s own letter in its receiver’s box: directly, joined to one’s copy, or in the same transaction.",
        finds_nothing(
            "select * from letterbox.letter where from_org = <own>",
            "select l.* from owned.sent_letter s join letterbox.letter l on l.from_org = s.org_id and l.id = s.id",
        ),
        refused("select * from letterbox.letter where org_id <> <own>", after=[letter()]),
    ),
    technique(
        "boxes.of_others",
        "Read a letter between two others: by its id, its thread, its receiver or its sender.",
        *(
            finds_nothing(
                "select content from letterbox.letter where id = <victim_id>",
                "select content from letterbox.letter where org_id = <authority> and from_org = <victim>",
                "select content from owned.sent_letter where thread_id = <victim_id> and org_id = <victim>",
                who=who,
            )
            for who in ("school", "agency", "abroad")
        ),
    ),
    technique(
        "boxes.senders_copy",
        "Read, as the receiver, the copy that the sender keeps and who wrote it.",
        finds_nothing("select sent_by from owned.sent_letter where org_id <> <authority>", who="authority"),
    ),
    technique(
        "boxes.senders_ground",
        "Read, as the receiver, what the letter was about: programme, notes, files of the sender.",
        finds_nothing(
            "select p.* from letterbox.letter l join owned.programme p on p.id = l.programme_id and p.org_id = l.from_org",
            "select n.* from letterbox.letter l join owned.note n on n.org_id = l.from_org",
            "select * from owned.request where org_id <> <authority>",
            who="authority",
        ),
    ),
    technique(
        "boxes.receivers_ground",
        "Read, as the sender, what the receiver makes of a letter.",
        finds_nothing(
            "select * from owned.triage where org_id <> <own>",
            "select * from owned.triage_note where org_id <> <own>",
            "select * from owned.agency_case where org_id <> <own>",
        ),
    ),
    technique(
        "boxes.without_a_copy",
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
        "boxes.box_and_conflict",
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
        "boxes.other_words_in_the_box",
        "Send one thing, and put another into the box.",
        refused(box(), after=[letter()]),
        _copies_differ,
    ),
    technique(
        "boxes.copy_without_a_letter",
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
        "boxes.changed",
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
        "boxes.withdrawn_by_deleting",
        "Delete a letter that was sent, on either side.",
        *(
            refused("delete from owned.sent_letter", "delete from letterbox.letter", who=who)
            for who in ("school", "authority", "visitor with letters", "worker with a lease", "administrator")
        ),
    ),
    technique(
        "boxes.others_triage",
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
