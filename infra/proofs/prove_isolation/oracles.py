"""Attacks that learn one bit at a time: what is there for somebody else must answer like what is there for nobody."""

import psycopg

from heft_platform.models import Table
from heft_tenants.engine import ExtendedCursor
from prove_isolation.ground import Ground
from prove_isolation.techniques import STOPPED, Found, Way, technique
from prove_isolation.ways import TYPED, alike, like_ones_own, refused, run
from prove_isolation.writing import note

LETTER = (
    "insert into owned.sent_letter(org_id, to_org, id, cluster_id, thread_id, kind, schema_version, content, sent_by)"
    " values (<own>, {to}, {id}, 1, {thread}, 'request', 1, '{{}}', <own_id>) {more}"
)
OPENED = "insert into shared.organisation(org_id, cluster_id, kind, slug, name) values ({org}, 1, 'school', 'z', 'z')"
LOOK = "explain (analyze, buffers, timing off, costs off, summary off) "
ANY_SCAN: tuple[tuple[str, ...], ...] = (
    (),
    ("set local enable_seqscan = off",),
    (
        "set local enable_seqscan = off",
        "set local enable_indexscan = off",
        "set local enable_indexonlyscan = off",
    ),
)


def letter(to: str = "<authority>", id_: str = "<new>", thread: str = "<new>", more: str = "") -> str:
    return LETTER.format(to=to, id=id_, thread=thread, more=more)


def _pupil(upn: str) -> str:
    return like_ones_own("pupil", upn=upn)


def _a_upn(ground: Ground) -> str:
    (upn,) = ground.look("select upn from owned.pupil where org_id = <victim> order by upn limit 1")[0]
    return f"'{upn}'"


def _id_of_an_arrival(ground: Ground) -> str:
    (id_,) = ground.look(
        "select id from letterbox.letter l where org_id = <authority> and from_org = <victim>"
        " and exists (select from owned.outbox o where o.org_id = l.org_id and o.id = l.id) limit 1"
    )[0]
    return f"'{id_}'"


def _never_executed(ground: Ground) -> Found:
    """In the database itself; the engine that the application has refuses the word."""
    with ground.connect("app", cursor_factory=ExtendedCursor) as engine:
        for statement in (
            "explain select 1",
            "/* x */ ExPlain (analyze) select 1",
            "prepare p as explain select 1",
        ):
            try:
                engine.execute(statement.encode())
            except psycopg.errors.InsufficientPrivilege:
                continue
            return Found(leak=f"the engine lets it pass: {statement}")
    seen = []
    for upn in (_a_upn(ground), "'nobody’s'"):
        with ground.inside("school") as connection:
            for scan in ("indexscan", "indexonlyscan", "bitmapscan"):
                connection.execute(f"set local enable_{scan} = off".encode())
            shown = connection.execute(
                f"{LOOK} select 1 from owned.pupil where upn = any (array[{upn}])".encode()
            )
            seen.append("never executed" in str(shown.fetchall()))
    return Found(gain="the plan tells whether any school has this number") if seen[0] != seen[1] else STOPPED


def _plans(real: str, unreal: str, table: str) -> tuple[Way, ...]:
    return tuple(
        alike(
            f"{LOOK} select 1 from {table} where {real}",
            f"{LOOK} select 1 from {table} where {unreal}",
            before=[*scans, *(f"{LOOK} select 1 from {table} where {one}" for one in (real, unreal))],
        )
        for scans in ANY_SCAN
    )


def _estimates_of_every_table(ground: Ground) -> Found:
    """How much the victim has and how much its largest programme has, table by table."""
    pairs = {"org_id": ("<victim>", "999"), "programme_id": ("<scored>", "<nothing>")}
    with ground.inside("school") as connection:
        for table, made in sorted(Table.metadata.tables.items()):
            for column, values in pairs.items():
                if column not in made.columns or not table.startswith(("owned.", "letterbox.")):
                    continue
                there, nowhere = (
                    run(ground, connection, [f"explain select * from {table} where {column} = {value}"])[-1]
                    for value in values
                )
                if there.error or nowhere.error:
                    return Found(void=f"{table}: {there.error or nowhere.error}")
                if TYPED.sub("…", there.said) != TYPED.sub("…", nowhere.said):
                    return Found(
                        gain=f"{table}.{column} told apart: {there.said[:100]} | {nowhere.said[:100]}"
                    )
    return STOPPED


def _gates_alike(ground: Ground) -> Found:
    said = []
    for programme, grant in (
        ("<victim_id>", "<grant>"),
        ("<nothing>", "<grant>"),
        ("<programme>", "<nothing>"),
    ):
        context = ground.attackers["visitor"].context
        assert context is not None
        token = ground.minted(
            *(1, "visitor", context.org, context.cluster, context.person.hex if context.person else 0),
            *(ground.said(one).strip("'").replace("-", "") for one in (programme, grant)),
            *(2_000_000_000, "0" * 16),
        )
        with ground.connect("visitor") as connection:
            try:
                connection.execute("select fence.login(%s)", [token])
                said.append("let in")
            except psycopg.Error as error:
                said.append(str(error).splitlines()[0])
    if "let in" in said:
        return Found(leak=f"let in: {said}")
    return Found(gain=str(said)) if len(set(said)) > 1 else STOPPED


TECHNIQUES = (
    technique(
        "oracles.foreign_key",
        "Learn from a foreign key’s error whether an id exists elsewhere.",
        alike(note("<own>", "<victim_id>"), note("<own>", "<nothing>")),
        alike(
            "insert into owned.message(org_id, id, person_id, kind, reference, about_id) values (<own>, <new>, <victim_id>, 'x', 'x', <new>)",
            "insert into owned.message(org_id, id, person_id, kind, reference, about_id) values (<own>, <new>, <nothing>, 'x', 'x', <new>)",
        ),
    ),
    technique(
        "oracles.unique",
        "Learn from a unique key’s error whether another school has this pupil number.",
        alike(lambda ground: _pupil(_a_upn(ground)), _pupil("'UPN-of-nobody'")),
        alike(
            lambda ground: _pupil(_a_upn(ground)) + " on conflict do nothing",
            _pupil("'UPN-of-nobody'") + " on conflict do nothing",
        ),
    ),
    technique(
        "oracles.primary_key",
        "Learn from a collision of primary keys whether an id exists elsewhere.",
        alike(
            "insert into owned.calendar_change(org_id, id, day, kind, reason) values (<own>, <victim_id>, '2027-01-01', 'inset', '')",
            "insert into owned.calendar_change(org_id, id, day, kind, reason) values (<own>, <nothing>, '2027-01-01', 'inset', '')",
        ),
    ),
    technique(
        "oracles.organisation",
        "Learn whether an organisation of another cluster exists.",
        alike(letter("<abroad>"), letter("999")),
        alike(
            "select count(*) from shared.organisation where org_id = <abroad>",
            "select count(*) from shared.organisation where org_id = 999",
        ),
    ),
    technique(
        "oracles.letter",
        "Learn from sending whether a letter of others has this id or this thread.",
        alike(letter(id_="<victim_id>"), letter(id_="<nothing>")),
        alike(
            letter(id_="<victim_id>", more="on conflict do nothing"),
            letter(id_="<nothing>", more="on conflict do nothing"),
        ),
        alike(letter(thread="<victim_id>"), letter(thread="<nothing>")),
        alike(
            letter(
                id_="<victim_id>", more="on conflict (org_id, id) do update set content = excluded.content"
            ),
            letter(id_="<nothing>", more="on conflict (org_id, id) do update set content = excluded.content"),
        ),
    ),
    technique(
        "oracles.outbox",
        "Learn from asking for work whether another organisation asked for the same.",
        alike(
            "insert into owned.outbox(org_id, id, cluster_id, queue, kind, ref, asked_by)"
            " values (<own>, <victim_id>, 1, 'mail', 'canary.planted', <victim_id>, <own_id>)",
            "insert into owned.outbox(org_id, id, cluster_id, queue, kind, ref, asked_by)"
            " values (<own>, <nothing>, 1, 'mail', 'canary.planted', <nothing>, <own_id>)",
        ),
    ),
    technique(
        "oracles.cancel",
        "Learn from cancelling, repeating or settling work whether it exists elsewhere.",
        alike("select fence.cancel(<victim_id>)", "select fence.cancel(<nothing>)"),
        alike("select fence.try_again(<victim_id>)", "select fence.try_again(<nothing>)"),
    ),
    technique(
        "oracles.gate",
        "Learn from a refused gate whether the programme or the grant exists.",
        _gates_alike,
    ),
    technique(
        "oracles.estimates",
        "Read from the planner’s estimates how much another organisation has.",
        *(
            alike(
                f"explain select * from {table} where {real}", f"explain select * from {table} where {unreal}"
            )
            for table, real, unreal in (
                ("owned.sent_letter", "to_org = <authority>", "to_org = 999"),
                ("letterbox.letter", "from_org = <victim>", "from_org = 999"),
                ("letterbox.letter", "programme_id = <programme>", "programme_id = <nothing>"),
            )
        ),
        _estimates_of_every_table,
    ),
    technique(
        "oracles.plans",
        "Read from EXPLAIN ANALYZE how many rows were passed over, or which pages were touched.",
        *_plans("id = <victim_id>", "id = <nothing>", "owned.programme"),
        *_plans(
            "org_id = <victim> and id = <victim_id>", "org_id = <victim> and id = <nothing>", "owned.pupil"
        ),
    ),
    technique(
        "oracles.plans_of_letters",
        "Count others’ letters in the same way, in the boxes.",
        *(
            way
            for real, unreal in (
                ("id = <victim_id>", "id = <nothing>"),
                ("from_org = <victim>", "from_org = 999"),
                ("org_id = <authority> and from_org = <victim>", "org_id = <authority> and from_org = 999"),
                ("thread_id = <victim_id>", "thread_id = <nothing>"),
                ("programme_id = <programme>", "programme_id = <nothing>"),
            )
            for way in _plans(real, unreal, "letterbox.letter")
        ),
    ),
    technique(
        "oracles.never_executed",
        "See in a plan that the fence was never asked, because no row of anybody’s passed a test before it.",
        _never_executed,
        known="the database tells one bit a statement, whether any organisation has a row like this, to whoever sends a whole"
        " EXPLAIN past the engine; the engine that every connection of the application has refuses the word",
    ),
    technique(
        "oracles.id_of_an_arrival",
        "Learn from sending under an id that one knows whether the receiver has another’s letter of that id.",
        alike(lambda ground: letter(id_=_id_of_an_arrival(ground)), letter(id_="<nothing>")),
        known="a receiver’s work about a letter has the letter’s id, which nobody can guess (74 random bits): whoever was told one"
        " learns that it arrived, and nothing else",
    ),
    technique(
        "oracles.number_of_organisations",
        "As an administrator, learn from a number that is taken whether another cluster has an organisation.",
        alike(OPENED.format(org="<abroad>"), OPENED.format(org="4711"), who="administrator"),
        known="organisations are numbered one after the other in the whole service, so that no number is ever given again: an"
        " administrator’s own next one tells as much",
    ),
    technique(
        "oracles.size_of_the_box",
        "Learn from a full minute of letters how many others have sent.",
        refused(
            "select letters from owned.postage where org_id <> <own>", "update owned.postage set letters = 0"
        ),
    ),
)
