"""Attacks on the trail: edited, cut, rewritten, written in another’s name."""

from prove_isolation.ground import Ground
from prove_isolation.techniques import STOPPED, Found, Way, technique
from prove_isolation.ways import finds_nothing, refused, run, sees

BREAKS = """
    select seq from fence.trail_breaks() where org_id = <own> union all
    select h.seq from owned.trail_head h left join owned.trail t on t.org_id = h.org_id and t.seq = h.seq and t.hash = h.hash
     where h.org_id = <own> and t.seq is null union all
    select t.seq from owned.trail t join owned.trail_head h on h.org_id = t.org_id and t.seq > h.seq where t.org_id = <own>"""
EVERYBODY = ("school", "visitor", "worker with a lease", "administrator", "sign-in")


def _takes_whose_it_is_from_the_context(ground: Ground) -> Found:
    """Whatever is said to fence.record, the entry stands in the context’s organisation, person and gate."""
    for name in ("school", "visitor"):
        who = ground.attackers[name].context
        assert who is not None
        with ground.inside(name) as connection:
            run(
                ground,
                connection,
                [
                    """select fence.record('x.forged', 'x', <victim_id>, <victim_id>, '{"org_id": 1, "person_id": "x"}')""",
                    "commit",
                ],
            )
        written = ground.look("select org_id, person_id, visit_id from owned.trail where action = 'x.forged'")
        if written != [(who.org, who.person, who.grant)]:
            return Found(leak=f"written as {written}")
        ground.begin_again()
    return STOPPED


def _betrayed(*changes: str) -> Way:
    """Somebody who got past everything else changes the trail: the chain or its head must betray it."""

    def way(ground: Ground) -> Found:
        for change in changes:
            for table in ("trail", "trail_head"):
                ground.look(f"delete from owned.{table} where org_id = <own>")
            with ground.inside("school") as connection:
                run(ground, connection, ["select fence.record('x.done', 'x')"] * 3 + ["commit"])
            if before := ground.look(BREAKS):
                return Found(void=f"the trail was broken before: {before}")
            ground.look(change)
            broken = ground.look(BREAKS)
            ground.begin_again()
            if not broken:
                return Found(gain=f"nobody would see: {change}")
        return STOPPED

    return way


TECHNIQUES = (
    technique(
        "trail.edit",
        "Change an entry of the trail.",
        *(
            refused(
                "update owned.trail set action = 'x.y'", "update owned.trail set person_id = null", who=who
            )
            for who in EVERYBODY
        ),
    ),
    technique(
        "trail.delete",
        "Remove entries, or cut off the end.",
        *(refused("delete from owned.trail", "truncate owned.trail", who=who) for who in EVERYBODY),
    ),
    technique(
        "trail.insert",
        "Write an entry past the fence’s function.",
        *(
            refused(
                "insert into owned.trail(org_id, seq, at, action, thing, detail, hash)"
                r" values (<own>, 99999, now(), 'x.y', 'x', '{}', '\x00')",
                who=who,
            )
            for who in EVERYBODY
        ),
    ),
    technique(
        "trail.head",
        "Move the head of the chain, so that a cut is not seen.",
        *(
            refused("update owned.trail_head set seq = 0", "delete from owned.trail_head", who=who)
            for who in EVERYBODY
        ),
    ),
    technique(
        "trail.rewrite",
        "Rewrite entries with every right there is: the chain must tell.",
        _betrayed(
            "update owned.trail set action = 'x.nothing' where org_id = <own> and action = 'x.done'",
            "update owned.trail set at = at - interval '1 second' where org_id = <own> and seq = (select max(seq) from owned.trail where org_id = <own>)",
            # one entry, with its own fingerprint worked out anew
            "update owned.trail set action = 'x.nothing' where org_id = <own> and seq = 2; update owned.trail t"
            " set hash = fence.trail_hash((select hash from owned.trail p where p.org_id = t.org_id and p.seq = 1),"
            " row(t.org_id, t.seq, t.at, t.person_id, t.visit_id, t.action, t.thing, t.thing_id, t.pupil_id, t.detail, null))"
            " where org_id = <own> and seq = 2",
            "update owned.trail set detail = '{\"a\": 1}' where org_id = <own> and action = 'x.done'",
        ),
    ),
    technique(
        "trail.cut",
        "Cut entries out of the middle or off the end with every right there is: the head must tell.",
        _betrayed(
            "delete from owned.trail where org_id = <own> and seq = (select max(seq) from owned.trail where org_id = <own>)",
            "delete from owned.trail where org_id = <own> and seq = (select max(seq) - 1 from owned.trail where org_id = <own>)",
        ),
    ),
    technique(
        "trail.in_anothers_name",
        "Record a deed in another organisation’s, person’s or gate’s name.",
        _takes_whose_it_is_from_the_context,
        refused("select fence.record('x.y', 'x')", who="nobody"),
        refused("select fence.record('x.y', 'x')", who="worker"),
        refused("select fence.record('x.y', 'x')", who="sign-in"),
    ),
    technique(
        "trail.read_others",
        "Read others’ trail: who did what, and how much.",
        finds_nothing(
            "select * from owned.trail where org_id <> <own>",
            "select * from owned.trail_head where org_id <> <own>",
        ),
        refused("select * from owned.trail", who="visitor"),
        refused("select * from fence.trail_heads()"),
        refused("select * from fence.trail_heads()", who="administrator"),
        sees("select * from fence.trail_breaks()"),
    ),
    technique(
        "trail.odd_action",
        "Record an action with odd characters or a text in its place.",
        refused(
            "select fence.record('Maya was here', 'x')",
            "select fence.record('x', 'x')",
            "select fence.record('', 'x')",
        ),
    ),
)
