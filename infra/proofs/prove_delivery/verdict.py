"""What became of every letter: counted by the database's superuser, who has no part in what is proved."""

from dataclasses import dataclass, field

from breakable.faults import Breaking
from breakable.ground import Ground
from breakable.people import Said

WORDS = "coalesce(content->>'words', '')"
EQUAL = "l.org_id = s.to_org and l.from_org = s.org_id and l.id = s.id and l.digest = s.digest"

LOST = {
    "sent letters that are in no box": f"""select count(*) from owned.sent_letter s
        where not exists (select 1 from letterbox.letter l where {EQUAL})""",
    "letters whose arrival was not dealt with": """select count(*) from letterbox.letter l where not exists
        (select 1 from owned.outbox o where o.org_id = l.org_id and o.kind = 'letter.arrived' and o.ref = l.id and o.state = 'done')""",
    "letters of which nobody was told": """select count(*) from letterbox.letter l where l.kind in ('request.asked', 'request.replied')
        and not exists (select 1 from owned.message m where m.org_id = l.org_id and m.about_id = l.id)""",
    "requests that arrived and that the authority does not know": """select count(*) from letterbox.letter l
        where l.kind = 'request.sent'
        and not exists (select 1 from owned.triage t where t.org_id = l.org_id and t.letter_id = l.id)""",
    "messages that never went out": "select count(*) from owned.message where sent_at is null",
    "requests without their promise’s clock": """select count(*) from owned.triage t where not exists
        (select 1 from owned.outbox o where o.org_id = t.org_id and o.kind = 'request.overdue' and o.ref = t.id)""",
    "work that is left": """select count(*) from owned.outbox
        where state in ('waiting', 'stuck') and not_before <= clock_timestamp()""",
    "work that was given up": "select count(*) from owned.outbox where state = 'dead'",
    "files that were asked for and are neither ready nor failed": """select count(*) from owned.export
        where state not in ('ready', 'failed')""",
    "discrepancies that the reconciler names": """select coalesce(sum(found), 0)::bigint from fence.reconcile()
        where what <> 'due_for_an_hour'""",
}
DOUBLED = {
    "letters sent twice": f"""select count(*) from (select 1 from owned.sent_letter where {WORDS} like 'letter %'
        group by org_id, {WORDS} having count(*) > 1) x""",
    "letters that are twice in a box": """select count(*) from (select 1 from letterbox.letter group by org_id, id having count(*) > 1) x""",
    "arrivals of one letter": """select count(*) from (select 1 from owned.outbox where kind = 'letter.arrived'
        group by org_id, ref having count(*) > 1) x""",
    "messages of one matter to one person": """select count(*) from (select 1 from owned.message
        group by org_id, person_id, kind, about_id having count(*) > 1) x""",
}
GHOSTS = {
    "letters that nobody sent": f"""select count(*) from letterbox.letter l
        where not exists (select 1 from owned.sent_letter s where {EQUAL})""",
    "arrivals of no letter": """select count(*) from owned.outbox o where o.kind = 'letter.arrived'
        and not exists (select 1 from letterbox.letter l where l.org_id = o.org_id and l.id = o.ref)""",
    "promises that rang early": "select count(*) from owned.triage where raised_again_at is not null",
}
TOLD_AFTER = """select coalesce(percentile_disc(0.99) within group (order by extract(epoch from o.ended_at - l.sent_at)), 0)::float
    from letterbox.letter l join owned.outbox o on o.org_id = l.org_id and o.ref = l.id and o.kind = 'letter.arrived'
    where o.state = 'done'"""


@dataclass(kw_only=True)
class Verdict:
    """Counts by what they are, for what must be nothing; and how many letters there were."""

    committed: int = 0
    acknowledged: int = 0
    told_after_p99: float = (
        0.0  # seconds from a letter's commit until its receiver had dealt with its arrival
    )
    lost: dict[str, int] = field(default_factory=dict)
    doubled: dict[str, int] = field(default_factory=dict)
    ghosts: dict[str, int] = field(default_factory=dict)

    @property
    def wrong(self) -> dict[str, int]:
        return {
            what: how_many
            for counts in (self.lost, self.doubled, self.ghosts)
            for what, how_many in counts.items()
            if how_many
        }


def is_everything_done(ground: Ground) -> bool:
    left = ground.sql(
        "select (select count(*) from owned.outbox where state in ('waiting', 'stuck') and not_before <= clock_timestamp())"
        " + (select count(*) from owned.message where sent_at is null)"
    )
    return left == [(0,)]


def counted(ground: Ground) -> dict[str, int]:
    """Count, by what they are, the things in the database that must not be."""
    return {what: ground.sql(how)[0][0] for what, how in (LOST | DOUBLED | GHOSTS).items()}


def verdict_on(ground: Ground, breaking: Breaking, said: Said) -> Verdict:
    """Count everything once it is quiet."""
    found = counted(ground)
    kept = {
        words
        for (words,) in ground.sql(f"select {WORDS} from owned.sent_letter where {WORDS} like 'letter %'")
    }
    keys = {
        key for (key,) in ground.sql("select org_id || '-' || id from owned.outbox where kind = 'mail.send'")
    }
    exports = {str(one) for (one,) in ground.sql("select id from owned.export")}
    taken = set(ground.mail.taken)
    mailed = {
        key
        for (key,) in ground.sql(
            "select o.org_id || '-' || o.id from owned.outbox o join owned.message m on m.org_id = o.org_id and m.id = o.ref"
            " where o.kind = 'mail.send' and m.sent_at is not null"
        )
    }
    return Verdict(
        committed=ground.sql("select count(*) from owned.sent_letter")[0][0],
        acknowledged=len(said.acknowledged),
        told_after_p99=round(ground.sql(TOLD_AFTER)[0][0], 2),
        lost={what: found[what] for what in LOST}
        | {
            "letters that a page acknowledged and nobody kept": len(said.acknowledged - kept),
            "files that a page promised and nobody knows": len(said.exports - exports),
            "messages said to be sent that no mail server took": len(mailed - taken),
        },
        doubled={what: found[what] for what in DOUBLED},
        ghosts={what: found[what] for what in GHOSTS}
        | {
            "letters that nobody wrote": len(kept - said.asked),
            "mails under a key of no message": len(taken - keys),
            "forged jobs that ran": int(breaking.ran.exists()),
            "webhooks of forged jobs": breaking.hooked,
        },
    )
