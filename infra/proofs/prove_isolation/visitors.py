"""Attacks from inside a gate: more of the school than the grant opens."""

from prove_isolation.gates import grant
from prove_isolation.ground import Ground
from prove_isolation.techniques import STOPPED, Found, technique
from prove_isolation.ways import ask, finds_nothing, judged, refused, run, sees
from prove_isolation.writing import note


def _sections(ground: Ground) -> Found:
    """Count, table by table, the case’s rows that the visitor’s sections do not open."""
    for name in ("visitor", "visitor with letters"):
        who = ground.attackers[name]
        with ground.inside(name) as connection:
            for table in ground.tables:
                kind, _, short = table.partition(".")
                if kind not in {"owned", "letterbox"} or short in who.reads:
                    continue
                connection.execute("savepoint a")
                answer = ask(connection, f"select count(*) from {table}")
                connection.execute("rollback to a")
                if answer.rows and answer.rows != [(0,)]:
                    return Found(leak=f"{name} counted {answer.rows[0][0]} rows of {table}")
    return STOPPED


def _columns(ground: Ground) -> Found:
    """Ask for every column that no visitor may read, of every table."""
    from heft_platform.models import Table  # noqa: PLC0415

    for mapper in Table.registry.mappers:
        model = mapper.class_
        if model.__visit__ is None:
            continue
        hidden = [
            c.name for c in model.__table__.columns if c.name not in {"org_id", *model.__visit__.columns}
        ]
        way = refused(
            *(f"select count({name}) from {model.__table__.fullname}" for name in hidden), who="visitor"
        )
        if (found := way(ground)) != STOPPED:
            return found
    return STOPPED


def _visitors_work(ground: Ground) -> Found:
    """What a visitor asks for is asked in their own name, through their own gate, of their own case."""
    ask_for = (
        "insert into owned.outbox(org_id, id, cluster_id, queue, kind, ref, asked_by, visit_programme_id, visit_id)"
        " values (<victim>, <new>, 1, 'exports', 'documents.export', <new>, {by}, {programme}, {grant})"
    )
    for by, programme, which in (
        ("<victim_id>", "<programme>", "<grant>"),
        ("<person>", "<victim_id>", "<grant>"),
        ("<person>", "<programme>", "<nothing>"),
        ("<person>", "null", "null"),
    ):
        found = refused(ask_for.format(by=by, programme=programme, grant=which), who="visitor")(ground)
        if found != STOPPED:
            return found
    return STOPPED


def visitor_note(
    org: str = "<victim>", programme: str = "<programme>", author: str = "<person>", section: int = 2
) -> str:
    return note(org, programme, author).replace(", 2, 'planted'", f", {section}, 'planted'")


def _is_the_control(ground: Ground) -> Found:
    """The gate does open: without this, nothing above would show anything."""
    with ground.inside("visitor") as connection:
        answers = run(ground, connection, ["select statement from owned.target", visitor_note()])
    seen = judged(ground, ground.attackers["school"], answers[:1])
    if seen is None or answers[-1].error:
        return Found(void=f"the visitor sees nothing of the case: {answers[-1].said}")
    return STOPPED


TECHNIQUES = (
    technique(
        "visitors.other_programme",
        "As a visitor, read another programme of the school and its pupils.",
        _is_the_control,
        finds_nothing(
            "select * from owned.note where programme_id = <victim_id>",
            "select id from owned.programme where id <> <programme>",
            "select given_name from owned.pupil where id <> <pupil>",
            "select statement from owned.target where programme_id <> <programme>",
            who="visitor",
        ),
        sees(
            "select body from owned.note where body = '' or 1=1",
            "select given_name from owned.pupil",
            who="visitor",
        ),
    ),
    technique(
        "visitors.other_school",
        "As a visitor, read another school.",
        finds_nothing(
            "select id from owned.programme where org_id <> <victim>",
            "select id from owned.pupil where org_id = <own>",
            who="visitor",
        ),
    ),
    technique(
        "visitors.sections",
        "As a visitor, read sections of the case that were not granted: scores, meetings, letters, files.",
        _sections,
    ),
    technique(
        "visitors.safeguarding",
        "As a visitor, read or add notes of the case in a section that was not granted: safeguarding above all.",
        finds_nothing("select body from owned.note where section = 64", who="visitor"),
        finds_nothing("select body from owned.note where section in (2, 64)", who="visitor with letters"),
        refused(visitor_note(section=64), who="visitor"),
    ),
    technique(
        "visitors.columns",
        "As a visitor, read columns that no visitor may: pupil number, birthday, needs, authors of letters.",
        _columns,
    ),
    technique(
        "visitors.staff",
        "As a visitor, read the school’s people, its other visitors, its trail and its outbox.",
        *(
            refused(f"select * from owned.{table}", who="visitor")
            for table in (
                *("member", "visit_grant", "trail", "outbox", "triage", "postage", "invitation"),
                *("request", "export", "message", "pupil_import"),
            )
        ),
    ),
    technique(
        "visitors.letters_of_other_cases",
        "As a visitor who may see the case’s letters, read those of other cases.",
        sees(
            "select content from owned.sent_letter",
            "select content from letterbox.letter",
            "select content from owned.sent_letter where id = <victim_id>",
            who="visitor with letters",
        ),
        finds_nothing(
            "select id from owned.sent_letter where programme_id is distinct from <programme>",
            who="visitor with letters",
        ),
    ),
    technique(
        "visitors.write_letters",
        "As a visitor, write a letter in the school’s name.",
        refused(
            "insert into owned.sent_letter(org_id, to_org, id, cluster_id, thread_id, kind, schema_version, content, sent_by)"
            " values (<victim>, <authority>, <new>, 1, <new>, 'request', 1, '{}', <person>)",
            who="visitor with letters",
        ),
    ),
    technique(
        "visitors.add_elsewhere",
        "As a visitor, add a note to another programme, another school, or a section that may only be read.",
        refused(
            visitor_note(programme="<victim_id>"),
            visitor_note(org="<own>", programme="<own_id>"),
            visitor_note(section=4),
            visitor_note(section=8),
            visitor_note(section=0),
            visitor_note(section=66),
            who="visitor",
        ),
        refused(visitor_note(), who="visitor with letters"),
    ),
    technique(
        "visitors.another_author",
        "As a visitor, add a note in another’s name.",
        refused(visitor_note(author="<victim_id>"), who="visitor"),
    ),
    technique(
        "visitors.edit",
        "As a visitor, change or delete notes, also one’s own.",
        refused(
            "update owned.note set body = 'x'",
            "delete from owned.note",
            "update owned.programme set concern = 'x'",
            "update owned.target set statement = 'x'",
            "insert into owned.target(org_id, programme_id, id, place, statement, success, measure, version)"
            " values (<victim>, <programme>, <new>, 9, 'x', 'x', 'x', 1)",
            who="visitor",
        ),
    ),
    technique(
        "visitors.grant_oneself",
        "As a visitor, grant oneself more, or make the grant last.",
        refused(
            grant(org="<victim>", programme="<programme>"),
            "update owned.visit_grant set expires_at = now() + interval '1 year'",
            "update owned.visit_grant set reads = 255",
            "update owned.visit_grant set revoked_at = null, revoked_by = null",
            who="visitor",
        ),
    ),
    technique(
        "visitors.work_asked_for",
        "As a visitor, ask for work in another’s name, of another case, or without a gate.",
        _visitors_work,
    ),
)
