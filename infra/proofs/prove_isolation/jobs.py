"""Attacks on work: leases guessed, forged and stolen, work of others ended."""

from prove_isolation.attackers import VICTIM
from prove_isolation.ground import Ground
from prove_isolation.techniques import STOPPED, Found, technique
from prove_isolation.ways import alike, ask, finds_nothing, refused, run, sees

OUTBOX = (
    "insert into owned.outbox(org_id, id, cluster_id, queue, kind, ref, asked_by{more})"
    " values (<own>, <new>, 1, 'mail', 'mail.send', <new>, <own_id>{values})"
)

MISSING = "select fence.missing_from_boxes(array[<victim>], array['{}'::uuid])"
LEASES = tuple(rf"'\x{bytes([last]).hex() * 32}'::bytea" for last in (0, 1, 254, 255))


def _expired_lease(ground: Ground) -> Found:
    """A lease that ran out and was given to somebody else lets nobody in any more."""
    ground.look(
        "update fence.due set due_at = clock_timestamp() - interval '1 second' where org_id = %s", VICTIM
    )
    ground.what_changed()
    with ground.connect("worker") as connection:
        answers = run(
            ground,
            connection,
            ["select * from fence.claim('canary', 0, 10, 5)", "select * from fence.enter(<victim_lease>)"],
        )
    ground.begin_again()
    if not answers[0].error and len(answers) > 1 and answers[1].rows:
        return Found(leak="entered with a lease that had run out")
    return STOPPED


def _enters_twice(ground: Ground) -> Found:
    """One transaction is one organisation’s, also for a worker who holds two leases."""
    with ground.inside("worker with a lease") as connection:
        answer = ask(connection, ground.said("select * from fence.enter(<victim_lease>)"))
        if answer.rows:
            return Found(leak="inside two organisations in one transaction")
    with ground.inside("worker with a lease") as connection:
        answers = run(ground, connection, ["reset all", "select fence.org()", "select body from owned.note"])
        if answers[1].rows != [(None,)] or answers[2].rows:
            return Found(leak="after RESET ALL a context was left")
    return STOPPED


def _settles_another(ground: Ground) -> Found:
    """Inside one organisation, end the work of another with its lease in hand."""
    with ground.inside("worker with a lease") as connection:
        answer = ask(connection, ground.said("select fence.settle(<victim_lease>)"))
    return Found(leak="ended another organisation’s work from inside one’s own") if answer.rows else STOPPED


def _wrong_door(ground: Ground) -> Found:
    """A visitor’s work needs the visitor’s role, and a member’s the worker’s."""
    with ground.connect("visitor") as connection:
        answers = run(
            ground,
            connection,
            ["begin", "select * from fence.enter(<own_lease>)", "select body from owned.note"],
        )
    return Found(leak="entered as a visitor with a member’s lease") if len(answers) > 2 else STOPPED


def _operates_another_cluster(ground: Ground) -> Found:
    """What was given up in one cluster is nothing that another’s administrator sees, counts or begins again."""
    ground.look("delete from fence.due")
    ground.look("update owned.outbox set state = 'dead', ended_at = now() where cluster_id = 1")
    ground.what_changed()
    found = finds_nothing(
        "select org_id from fence.in_trouble(1000) where org_id < 5",
        "select dead from fence.standing() where dead > 0",
        "select x from fence.try_again_for(<victim>, <victim_id>) x where x",
        who="administrator abroad",
    )(ground)
    ground.begin_again()
    return found


def _looks_after_two(ground: Ground) -> Found:
    """A pass for looking after the victim is a lease like any other: it opens no second organisation."""
    with ground.inside("worker with a lease") as connection:
        answers = run(
            ground,
            connection,
            ["select * from fence.enter(fence.look_after(<victim>, 1, 60))", "select body from owned.note"],
        )
        if len(answers) > 1:
            return Found(leak="inside two organisations in one transaction")
    return STOPPED


TECHNIQUES = (
    technique(
        "jobs.guessed_lease",
        "Enter an organisation with a lease that was guessed.",
        *(
            refused(
                *(f"select * from fence.enter({lease})" for lease in (*LEASES, "''::bytea", "null::bytea")),
                who=who,
            )
            for who in ("worker", "visitor without a gate")
        ),
    ),
    technique(
        "jobs.enter_as_others",
        "Enter with a lease as a role whose work that is not.",
        *(
            refused("select * from fence.enter(<victim_lease>)", who=who)
            for who in ("school", "nobody", "administrator", "administrator without a context", "sign-in")
        ),
        _wrong_door,
    ),
    technique("jobs.expired_lease", "Enter with a lease that ran out and was taken away.", _expired_lease),
    technique(
        "jobs.enter_twice",
        "Enter a second organisation in the same transaction, with a lease for each.",
        _enters_twice,
    ),
    technique(
        "jobs.read_leases",
        "Read leases: who waits for what, and the passes themselves.",
        *(
            refused("select lease from fence.due", "select * from fence.due", who=who)
            for who in ("school", "visitor", "worker", "worker with a lease", "administrator", "sign-in")
        ),
    ),
    technique(
        "jobs.change_leases",
        "Write leases of one’s own, or make work due again.",
        *(
            refused(
                "update fence.due set lease = null",
                "delete from fence.due",
                "insert into fence.due(org_id, outbox_id, queue, due_at, ready) values (<victim>, <new>, 'mail', now(), true)",
                who=who,
            )
            for who in ("school", "worker")
        ),
    ),
    technique(
        "jobs.without_a_lease",
        "As a worker without a lease, read or write any organisation.",
        finds_nothing(
            "select * from owned.member",
            "select * from owned.outbox",
            "select * from letterbox.letter",
            who="worker",
        ),
        refused(
            "update owned.outbox set state = 'done'",
            "insert into owned.member(org_id, person_id, name, role) values (<victim>, <new>, 'x', 'dsl')",
            who="worker",
        ),
    ),
    technique(
        "jobs.beyond_the_lease",
        "As a worker with a lease of one organisation, read or write another.",
        sees(
            "select * from owned.note where org_id = <victim> or true",
            "select content from letterbox.letter",
            "update owned.target set statement = 'x' where org_id = <victim>",
            who="worker with a lease",
        ),
    ),
    technique(
        "jobs.settle_others",
        "End another organisation’s work: by a guess, from another role, from inside one’s own organisation.",
        *(refused("select fence.settle(<victim_lease>)", who=who) for who in ("school", "nobody")),
        refused(*(f"select fence.settle({lease})" for lease in LEASES), who="worker"),
        refused("select fence.settle(<victim_lease>)", who="administrator"),
        _settles_another,
    ),
    technique(
        "jobs.postpone_others",
        "Put another organisation’s work off for years.",
        refused("select fence.postpone(<victim_lease>, 1e9, false, 'x')"),
        refused("select fence.postpone(<victim_lease>, 1e9, false, 'x')", who="visitor"),
        refused(*(f"select fence.postpone({lease}, 1e9, false, 'x')" for lease in LEASES), who="worker"),
    ),
    technique(
        "jobs.renew_others",
        "Keep another organisation’s work for oneself, so that nobody does it.",
        *(
            refused("select fence.renew(<victim_lease>, 1e9)", who=who)
            for who in ("school", "nobody", "visitor", "administrator", "sign-in")
        ),
        refused(*(f"select fence.renew({lease}, 1e9)" for lease in (*LEASES, "null::bytea")), who="worker"),
    ),
    technique(
        "jobs.cancel_others",
        "Cancel another organisation’s work, or have it done again.",
        sees(
            "select fence.cancel(<victim_id>)",
            "select fence.cancel(id) from owned.outbox where org_id <> <own>",
        ),
        sees("select fence.try_again(<victim_id>)"),
        refused("select fence.cancel(<victim_id>)", who="visitor"),
        refused("select fence.try_again(<victim_id>)", who="worker"),
    ),
    technique(
        "jobs.claim_as_others",
        "Take leases as a role that is no worker.",
        *(
            refused(
                "select count(*) from fence.claim('mail', 100, 10, 5)",
                "select * from fence.reconcile()",
                who=who,
            )
            for who in ("school", "nobody", "visitor", "administrator", "sign-in")
        ),
    ),
    technique(
        "jobs.write_the_outcome",
        "Write oneself that work was done, failed or never was.",
        *(
            refused(
                "update owned.outbox set state = 'done', ended_at = now()",
                "delete from owned.outbox",
                "update owned.outbox set queue = 'escalations'",
                OUTBOX.format(more=", state, ended_at", values=", 'done', now()"),
                who=who,
            )
            for who in ("school", "worker with a lease")
        ),
    ),
    technique(
        "jobs.in_anothers_name",
        "Ask for work in another organisation’s name or through somebody’s gate.",
        refused(
            OUTBOX.format(more="", values="").replace("values (<own>", "values (<victim>"),
            OUTBOX.format(more=", visit_programme_id, visit_id", values=", <programme>, <grant>"),
        ),
    ),
    technique(
        "jobs.text_in_the_outbox",
        "Hide a text in the outbox, where only codes may stand.",
        refused(
            OUTBOX.format(more="", values="").replace("'mail.send'", "'Maya Brown was seen'"),
            OUTBOX.format(more="", values="").replace("'mail'", "'gossip'"),
        ),
    ),
    technique(
        "jobs.counts",
        "Learn from the doors of the bell and the reconciler how much work others have.",
        *(
            refused(
                "select * from fence.waiting('mail')",
                who=who,
            )
            for who in ("school", "visitor", "administrator", "sign-in")
        ),
    ),
    technique(
        "jobs.reconcilers_doors",
        "Go through the reconciler’s doors: a pass into an organisation, and where letters are missing.",
        *(
            refused(
                "select * from fence.reconcile()",
                "select fence.look_after(<victim>, 1, 60)",
                "select fence.looked_after(<victim_lease>)",
                "select fence.missing_from_boxes(array[<victim>], array[<victim_id>::uuid])",
                who=who,
            )
            for who in ("school", "nobody", "visitor", "administrator", "sign-in")
        ),
        *(
            refused(
                "select fence.look_after(<victim>, 2, 60)",
                "select fence.look_after(0, 1, 60)",
                "select fence.looked_after(<victim_lease>)",
                who=who,
            )
            for who in ("worker", "worker with a lease")
        ),
        refused("select fence.looked_after(<own_lease>)", who="worker with a lease"),
        _looks_after_two,
        alike(
            lambda ground: MISSING.format(
                ground.look("select id from letterbox.letter where org_id = %s and from_org = 1", VICTIM)[0][
                    0
                ]
            ),
            MISSING.format("0b0d1e55-0000-7000-8000-000000000000"),
            who="worker with a lease",
        ),
    ),
    technique(
        "jobs.operators_doors",
        "Go through the operators’ doors as somebody who operates nothing, or another cluster.",
        *(
            refused(
                "select * from fence.standing()",
                "select * from fence.in_trouble(1000)",
                "select fence.try_again_for(<victim>, <victim_id>)",
                who=who,
            )
            for who in ("school", "visitor", "sign-in", "worker", "worker with a lease")
        ),
        finds_nothing(
            "select * from fence.standing()",
            "select * from fence.in_trouble(1000)",
            who="administrator without a context",
        ),
        _operates_another_cluster,
    ),
)
