"""Functions of the fence with a few words changed: a check that is forgotten, or that asks the wrong thing."""

from prove_isolation.mutants.mutant import Mutant, rewritten

CLAIMS, GATE, LOGIN, ENTER = "fence.claims()", "fence.gate()", "fence.login(text)", "fence.enter(bytea)"
SETTLE, POSTPONE = "fence.settle(bytea,text,text)", "fence.postpone(bytea,double precision,boolean,text)"
PRESENT, POST, STAMP = (
    "fence.present(text,int,int,uuid,uuid,uuid)",
    "fence.post_letter()",
    "fence.stamp_letter()",
)
NOT_ERASED = "fence.not_erased()"
RECORD, HASH = "fence.record(text,text,uuid,uuid,jsonb)", "fence.trail_hash(bytea,owned.trail)"
ANY_LEASE = "where w.lease = (select lease from fence.due where lease is not null order by org_id limit 1)"
OWN_MAC = "sha256(outer_pad || sha256(inner_pad || convert_to(body, 'UTF8')))"
MAC = f" or {OWN_MAC} <> decode(right(token, 64), 'hex')"


def door(id_: str, function: str, said: str, says: str, *attacks: str) -> Mutant:
    return Mutant(id=id_, statements=(rewritten(function, said, says),), attacks=attacks)


MUTANTS = (
    # the token
    door(
        "tokens: the signature is not checked",
        CLAIMS,
        MAC,
        "",
        "tokens.forged",
        "tokens.signed_with_another_key",
    ),
    door(
        "tokens: the end is not checked",
        CLAIMS,
        "f[8]::bigint < extract(epoch from clock_timestamp())\n     or ",
        "",
        "tokens.expired",
    ),
    door(
        "tokens: the kind is not checked",
        CLAIMS,
        "f[2] is distinct from (case",
        "f[2] is null and '' <> (case",
        "tokens.of_another_role",
    ),
    door("tokens: a retired key is good", CLAIMS, " and k.not_after > now()", "", "tokens.unknown_key"),
    door(
        "tokens: only the first half of the signature is compared",
        CLAIMS,
        "decode(right(token, 64), 'hex')",
        OWN_MAC,
        "tokens.signed_with_another_key",
    ),
    door(
        "tokens: an organisation that has left goes on",
        CLAIMS,
        "f[3]::int = any (k.not_for)",
        "false",
        "leaving.goes_on",
    ),
    door(
        "leaving: keys are not told",
        "fence.tell_keys_who_left()",
        "not_for = fence.leavers()",
        "not_for = not_for",
        "leaving.goes_on",
    ),
    door(
        "leaving: letters go on",
        "fence.receiver_is_here()",
        "o.left_at is not null",
        "o.left_at is null and o.left_at is not null",
        "leaving.write_to_it",
    ),
    door(
        "leaving: a context cannot be taken away",
        CLAIMS,
        "raise exception 'the organisation has left' using errcode = 'HF004';",
        "null;",
        "leaving.goes_on",
    ),
    door(
        "tokens: two sign-ins in one transaction",
        LOGIN,
        "coalesce(current_setting('heft.ctx', true), '') <> ''",
        "false",
        "contexts.second_login",
    ),
    door(
        "accessors: kept by the planner", "fence.org()", "STABLE", "IMMUTABLE", "reading.immutable_accessor"
    ),
    # the gate
    door(
        "gate: shut gates are open",
        GATE,
        "and revoked_at is null ",
        "",
        "gates.revoked",
        "gates.shut_between",
    ),
    door("gate: ended gates are open", GATE, "and now() < expires_at", "", "gates.expired"),
    door("gate: tomorrow’s gates are open", GATE, "and now() >= starts_at ", "", "gates.too_early"),
    door("gate: anybody’s gates are open", GATE, " and person_id = f[5]::uuid", "", "gates.anothers"),
    door(
        "gate: a gate opens every programme", GATE, "and programme_id = f[6]::uuid ", "", "gates.other_case"
    ),
    door(
        "gate: any gate of the programme will do",
        GATE,
        "and id = f[7]::uuid ",
        "",
        "gates.no_grant",
        "gates.expired",
    ),
    # work
    door(
        "work: any lease lets in",
        ENTER,
        "where w.lease = pass",
        "where w.lease is not null",
        "jobs.guessed_lease",
    ),
    door(
        "work: two organisations in one transaction",
        PRESENT,
        "coalesce(current_setting('heft.ctx', true), '') <> ''",
        "false",
        "jobs.enter_twice",
    ),
    door("work: any lease settles", SETTLE, "where w.lease = pass", ANY_LEASE, "jobs.settle_others"),
    door(
        "work: a lease settles from inside another organisation",
        SETTLE,
        " and (fence.org() is null or w.org_id = fence.org())",
        "",
        "jobs.settle_others",
    ),
    door(
        "work: any lease renews",
        "fence.renew(bytea,double precision)",
        "where w.lease = pass",
        ANY_LEASE,
        "jobs.renew_others",
    ),
    door("work: any lease postpones", POSTPONE, "where w.lease = pass", ANY_LEASE, "jobs.postpone_others"),
    door(
        "work: others’ work can be cancelled",
        "fence.cancel(uuid)",
        "org_id = fence.org() and ",
        "",
        "jobs.cancel_others",
    ),
    door(
        "work: others’ work can be repeated",
        "fence.try_again(uuid)",
        "where org_id = fence.org() and outbox_id = which and lease is null",
        "where outbox_id = which",
        "jobs.cancel_others",
    ),
    door(
        "reconciler: any work can be made undone and forgotten",
        "fence.looked_after(bytea)",
        " and o.kind = 'ground.look_after'",
        "",
        "jobs.reconcilers_doors",
    ),
    door(
        "reconciler: whose letters are missing is not asked",
        "fence.missing_from_boxes(integer[],uuid[])",
        "l.from_org = fence.org() and ",
        "",
        "jobs.reconcilers_doors",
    ),
    door(
        "operators: work of all clusters is counted",
        "fence.standing()",
        "where o.cluster_id = fence.cluster()",
        "where fence.cluster() is not null",
        "jobs.operators_doors",
    ),
    door(
        "operators: what fails is shown of all clusters",
        "fence.in_trouble(integer)",
        "where o.cluster_id = fence.cluster()",
        "where fence.cluster() is not null",
        "jobs.operators_doors",
    ),
    door(
        "operators: others’ work can be repeated",
        "fence.try_again_for(integer,uuid)",
        " and o.cluster_id = fence.cluster()",
        "",
        "jobs.operators_doors",
    ),
    door(
        "work: a lease that ran out is good until somebody else has it",
        "fence.claim(text,int,int,int,int)",
        "set ready = true, lease = null",
        "set ready = true",
        "jobs.expired_lease",
    ),
    # letters
    door(
        "letters: words are lost on the way",
        POST,
        "new.content",
        "new.content - 'text'",
        "boxes.other_words_in_the_box",
    ),
    door("letters: two moments", POST, "new.sent_at)", "clock_timestamp())", "boxes.other_words_in_the_box"),
    door(
        "letters: a copy for whoever is first",
        POST,
        "values (new.to_org, new.org_id",
        "values (2, new.org_id",
        "boxes.other_words_in_the_box",
    ),
    door("letters: the minute is the session’s", STAMP, ", 'UTC')", ")", "letters.too_many"),
    door(
        "letters: the counter never grows",
        STAMP,
        "p.letters + 1",
        "p.letters",
        "letters.too_many_at_once",
        "letters.too_many",
    ),
    # erasing one's own copy
    door("erasing: the same letter is sent again", NOT_ERASED, "e.id = new.id or ", "", "erasing.said_again"),
    door(
        "erasing: the thread goes on",
        NOT_ERASED,
        " or e.thread_id = new.thread_id and new.to_org in (e.from_org, e.to_org)",
        "",
        "erasing.said_again",
    ),
    # the trail
    door(
        "trail: the person is whoever is said",
        RECORD,
        "nullif(f[5], '0')::uuid",
        "thing_id",
        "trail.in_anothers_name",
    ),
    door("trail: the gate is forgotten", RECORD, "nullif(f[7], '0')::uuid", "null", "trail.in_anothers_name"),
    door("trail: the chain leaves out what was done", HASH, "r.action, ", "", "trail.rewrite"),
    door(
        "trail: the chain leaves out when",
        HASH,
        "(extract(epoch from r.at) * 1000000)::bigint, ",
        "",
        "trail.rewrite",
    ),
    door("trail: the chain leaves out the detail", HASH, ", r.detail", "", "trail.rewrite"),
    door("trail: links are not chained", HASH, "sha256(before || ", "sha256('' || ", "trail.rewrite"),
)
