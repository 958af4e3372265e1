"""Attacks through and around the gate: visitors, their grants, and the school that gives them."""

from uuid import UUID

import psycopg

from heft_tenants.context import Context
from prove_isolation.attackers import SCHOOL, VICTIM
from prove_isolation.ground import Ground
from prove_isolation.planting import id_of_org
from prove_isolation.techniques import STOPPED, Found, Way, technique
from prove_isolation.ways import ask, cannot_begin, finds_nothing, judged, refused, run, sees
from prove_isolation.writing import note

GRANT = (
    "insert into owned.visit_grant(org_id, programme_id, id, cluster_id, pupil_id, agency_id, person_id, reads, adds,"
    " granted_by, expires_at) values ({org}, {programme}, <new>, 1, {programme}, {agency}, <own_id>, {reads}, {adds},"
    " <own_id>, now() + interval '{days} days')"
)


def grant(
    org: str = "<own>",
    programme: str = "<own_id>",
    agency: str = "<agency>",
    reads: int = 1,
    adds: int = 0,
    days: int = 30,
) -> str:
    return GRANT.format(org=org, programme=programme, agency=agency, reads=reads, adds=adds, days=days)


def through(*, last: int = 0, **other: object) -> Way:
    """Go through the gate with another grant of the same case, by its last digit, or with something else changed."""

    def make(ground: Ground) -> str:
        said: dict[str, object] = {
            "kind": "visitor",
            "org": VICTIM,
            "cluster": 1,
            "person": ground.joined.person,
            "programme": ground.joined.programme,
            "grant": UUID(int=ground.joined.grant.int ^ last),
        }
        return ground.signer.mint(Context(**(said | other)))  # type: ignore[arg-type]

    return cannot_begin("visitor without a gate", make)


def _opened_and_shut(change: str) -> Way:
    """The gate shuts between two transactions of one connection."""

    def way(ground: Ground) -> Found:
        who = ground.attackers["visitor"]
        with ground.connect("visitor") as connection:
            ground.begin_transaction(connection, who)
            before = connection.execute("select count(*) from owned.programme").fetchone()
            connection.execute("commit")
            ground.look(
                f"update owned.visit_grant set {change} where org_id = %s and id = %s",
                VICTIM,
                ground.joined.grant,
            )
            ground.what_changed()  # what the school did
            try:
                ground.begin_transaction(connection, who)
                after = connection.execute("select count(*) from owned.programme").fetchone()
            except psycopg.errors.RaiseException as error:
                after = (0,) if error.sqlstate == "HF003" else None
            except psycopg.Error as error:
                after = (0,) if error.sqlstate == "HF003" else None
        ground.begin_again()
        if before != (1,) or after is None:
            return Found(void=f"before {before}, after {after}")
        return Found(leak="the gate was shut, and let in") if after != (0,) else STOPPED

    return way


def _old_token(ground: Ground) -> Found:
    """A token that was made while the gate was open is worth nothing once it is shut, also in an open transaction."""
    with ground.inside("visitor") as connection:
        ground.look(
            "update owned.visit_grant set revoked_at = now(), revoked_by = granted_by where id = %s",
            ground.joined.grant,
        )
        ground.what_changed()
        answer = ask(connection, "select body from owned.note")
    ground.begin_again()
    return Found(leak="the open transaction went on reading") if answer.rows else STOPPED


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
        "gates.other_programme",
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
        "gates.other_school",
        "As a visitor, read another school.",
        finds_nothing(
            "select id from owned.programme where org_id <> <victim>",
            "select id from owned.pupil where org_id = <own>",
            who="visitor",
        ),
    ),
    technique(
        "gates.sections",
        "As a visitor, read sections of the case that were not granted: scores, meetings, letters, files.",
        _sections,
    ),
    technique(
        "gates.safeguarding",
        "As a visitor, read or add notes of the case in a section that was not granted: safeguarding above all.",
        finds_nothing("select body from owned.note where section = 64", who="visitor"),
        finds_nothing("select body from owned.note where section in (2, 64)", who="visitor with letters"),
        refused(visitor_note(section=64), who="visitor"),
    ),
    technique(
        "gates.columns",
        "As a visitor, read columns that no visitor may: pupil number, birthday, needs, authors of letters.",
        _columns,
    ),
    technique(
        "gates.staff",
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
        "gates.letters_of_other_cases",
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
        "gates.write_letters",
        "As a visitor, write a letter in the school’s name.",
        refused(
            "insert into owned.sent_letter(org_id, to_org, id, cluster_id, thread_id, kind, schema_version, content, sent_by)"
            " values (<victim>, <authority>, <new>, 1, <new>, 'request', 1, '{}', <person>)",
            who="visitor with letters",
        ),
    ),
    technique(
        "gates.add_elsewhere",
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
        "gates.another_author",
        "As a visitor, add a note in another’s name.",
        refused(visitor_note(author="<victim_id>"), who="visitor"),
    ),
    technique(
        "gates.edit",
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
        "gates.grant_oneself",
        "As a visitor, grant oneself more, or make the grant last.",
        refused(
            grant(org="<victim>", programme="<programme>"),
            "update owned.visit_grant set expires_at = now() + interval '1 year'",
            "update owned.visit_grant set reads = 255",
            "update owned.visit_grant set revoked_at = null, revoked_by = null",
            who="visitor",
        ),
    ),
    technique("gates.expired", "Go through a gate that has ended.", through(last=2)),
    technique("gates.too_early", "Go through a gate that opens tomorrow.", through(last=3)),
    technique("gates.revoked", "Go through a gate that the school has shut.", through(last=4)),
    technique(
        "gates.anothers",
        "Go through a gate that was opened for somebody else.",
        through(last=5),
        through(person=id_of_org(3)),
        through(person=None),
    ),
    technique(
        "gates.other_case",
        "Go through one’s own gate into another programme or another school.",
        through(programme=id_of_org(VICTIM)),
        through(org=SCHOOL),
        through(org=SCHOOL, programme=id_of_org(SCHOOL)),
    ),
    technique(
        "gates.no_grant",
        "Go through no gate at all.",
        through(grant=None),
        through(grant=UUID(int=0)),
        through(programme=None),
    ),
    technique(
        "gates.shut_between",
        "Go on reading after the school has shut the gate between two transactions.",
        _opened_and_shut("revoked_at = now(), revoked_by = granted_by"),
        _opened_and_shut("expires_at = now()"),
    ),
    technique(
        "gates.shut_meanwhile",
        "Go on reading in a transaction that was open when the school shut the gate.",
        _old_token,
    ),
    technique(
        "gates.work_asked_for",
        "As a visitor, ask for work in another’s name, of another case, or without a gate.",
        _visitors_work,
    ),
    technique(
        "gates.grant_elsewhere",
        "As a school, open a gate into another school’s programme.",
        refused(
            grant(org="<victim>", programme="<programme>"),
            grant(programme="<programme>"),
            grant(programme="<victim_id>"),
        ),
    ),
    technique(
        "gates.grant_abroad",
        "As a school, open a gate to an agency of another cluster, or one that does not exist.",
        refused(grant(agency="<abroad>"), grant(agency="999")),
    ),
    technique(
        "gates.grant_too_much",
        "As a school, grant the safeguarding section, adding without reading, or for two years.",
        refused(grant(reads=65), grant(reads=1, adds=2), grant(days=730), grant(days=-1)),
    ),
    technique(
        "gates.stretch_a_grant",
        "As a school, change a grant afterwards, so that its history is lost.",
        refused(
            "update owned.visit_grant set expires_at = now() + interval '9 days'",
            "update owned.visit_grant set reads = 127",
            "update owned.visit_grant set person_id = <own_id>",
            "delete from owned.visit_grant",
        ),
    ),
    technique(
        "gates.agencys_cases",
        "As another agency or a school, read which cases an agency has.",
        finds_nothing("select * from owned.agency_case where org_id <> <own>"),
        finds_nothing("select * from owned.agency_case where org_id = <agency>", who="abroad"),
        finds_nothing("select * from owned.invitation where org_id <> <agency>", who="agency"),
    ),
    technique(
        "gates.agency_at_home",
        "As the agency, in its own context, read the school that its people visit.",
        finds_nothing(
            "select p.* from owned.agency_case c join owned.programme p on p.id = c.programme_id and p.org_id <> c.org_id",
            "select g.* from owned.visit_grant g where g.agency_id = <agency> and org_id <> <agency>",
            who="agency",
        ),
    ),
)
