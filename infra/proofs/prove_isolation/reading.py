"""Attacks that read others’ rows: by any statement, through errors, functions, plans and views."""

from prove_isolation.ground import Ground
from prove_isolation.techniques import STOPPED, Found, technique
from prove_isolation.ways import (
    alike,
    ask,
    finds_nothing,
    judged,
    nothing_in_the_catalogue,
    refused,
    run,
    sees,
)

OURS = "('owned', 'shared', 'ident', 'letterbox', 'fence')"

EVERYBODY = (
    "school",
    "authority",
    "agency",
    "abroad",
    "visitor",
    "visitor with letters",
    "administrator",
    "worker",
    "worker with a lease",
    "nobody",
    "sign-in",
)


def _reads_every_table(ground: Ground) -> Found:
    """Whoever it is: no row of any table in which there is somebody else's canary, and none of another organisation."""
    for name in EVERYBODY:
        who = ground.attackers[name]
        with ground.inside(name) as connection:
            for table in ground.tables:
                connection.execute("savepoint a")
                answer = ask(connection, f"select t::text from {table} t")
                connection.execute("rollback to a")
                if wrong := judged(ground, who, [answer]):
                    return wrong
    return STOPPED


def _asks_for_other_organisations(ground: Ground) -> Found:
    for name in EVERYBODY:
        who = ground.attackers[name]
        own = who.context.org if who.context else who.lease_of or 0
        with ground.inside(name) as connection:
            for table in ground.tables:
                if not table.startswith(("owned", "letterbox")):
                    continue
                connection.execute("savepoint a")
                answer = ask(connection, f"select count(*) from {table} where org_id <> {own}")
                connection.execute("rollback to a")
                if answer.rows and answer.rows != [(0,)]:
                    return Found(leak=f"{name} counted {answer.rows} rows of others in {table}")
    return STOPPED


def _generic_plan(ground: Ground) -> Found:
    with ground.connect("app") as connection:
        connection.execute("set plan_cache_mode = force_generic_plan")
        found: dict[str, str] = {}
        for name in ("victim", "school"):
            ground.begin_transaction(connection, ground.attackers[name])
            rows = connection.execute(
                "select body from owned.note where length(body) > %s", (1,), prepare=True
            )
            found[name] = str(rows.fetchall())
            connection.execute("commit")
    if "canary" not in found["victim"]:
        return Found(void="the victim sees nothing either")
    return Found(leak=ground.leak_in(found["school"], ground.attackers["school"]))


def _own_function(ground: Ground) -> Found:
    with ground.inside("school") as connection:
        answers = run(
            ground,
            connection,
            [
                "create function pg_temp.tell(text) returns bool language sql cost 0.0000001"
                " as $$ select set_config('a.a', $1, false) <> '' $$",
                "select count(*) from owned.note where pg_temp.tell(body)",
                "select current_setting('a.a')",
            ],
        )
    return judged(ground, ground.attackers["school"], answers) or STOPPED


TECHNIQUES = (
    technique(
        "reading.every_table",
        "Read every table there is, as everybody there is.",
        _reads_every_table,
    ),
    technique(
        "reading.by_organisation",
        "Ask every table for the rows of all other organisations, as everybody there is.",
        _asks_for_other_organisations,
    ),
    technique(
        "reading.or_true",
        "Inject a predicate that is always true: ' or 1=1 --.",
        sees("select body from owned.note where body = 'x' or 1=1 --"),
        sees("select content from letterbox.letter where from_org = <victim> or true"),
    ),
    technique(
        "reading.union",
        "Join the victim’s rows on with union, a subselect or a common table expression.",
        sees(
            "select body from owned.note where org_id = <victim> union all select given_name from owned.pupil where org_id <> <own>"
        ),
        sees(
            "select (select string_agg(body, ' ') from owned.note n where n.org_id <> p.org_id) from owned.pupil p"
        ),
        sees(
            "with recursive r as (select * from owned.note union select n.* from owned.note n, r) select body from r"
        ),
        sees(
            "select m.name, n.body from owned.member m full join owned.note n on n.author_id = m.person_id"
            " where n.org_id <> <own>"
        ),
    ),
    technique(
        "reading.error_of_a_cast",
        "Have a cast fail on the victim’s text, so that the error tells it.",
        sees("select * from owned.note where body::int > 0 and org_id = <victim>"),
        sees("select 1 from letterbox.letter where (content->>'text')::int > 0 and org_id <> <own>"),
        sees("select body::uuid from owned.note where org_id <> <own>"),
    ),
    technique(
        "reading.error_of_a_division",
        "Have a division by nought fail when the victim’s row is met.",
        finds_nothing("select 1/0 from owned.note where org_id = <victim>"),
        alike(
            "select 1/(case when org_id = <victim> then 0 else 1 end) from owned.note",
            "select 1/(case when org_id = 77 then 0 else 1 end) from owned.note",
        ),
    ),
    technique(
        "reading.own_function",
        "Have a cheap function of one’s own called with the victim’s rows before the fence is asked.",
        _own_function,
    ),
    technique(
        "reading.leaky_functions",
        "Call PostgreSQL’s own functions that tell their arguments before the fence is asked.",
        sees(
            "select count(*) from owned.note where set_config('a.a', body, false) <> ''",
            "select current_setting('a.a')",
        ),
        sees("select 1 from owned.note where xmlparse(content body) is not null and org_id <> <own>"),
        sees("select 1 from owned.note where body::jsonb is not null and org_id <> <own>"),
    ),
    technique(
        "reading.statement_in_a_function",
        "Have a function of PostgreSQL’s run a statement that it is given as a text.",
        sees(
            "select * from ts_stat('select to_tsvector(''simple'', body) from owned.note where org_id <> <own>')"
        ),
        sees(
            "select query_to_xml('select body from owned.note where org_id <> <own>', true, false, '')::text"
        ),
        sees("select table_to_xml('owned.note', true, false, '')::text"),
        sees("select cursor_to_xml('k', 9, true, false, '')::text"),
        sees("select database_to_xml(true, false, '')::text", who="sign-in"),
    ),
    technique(
        "reading.copy_out",
        "Copy tables out.",
        *(
            sees(f"copy {what} to stdout", who=who)
            for what in ("owned.note", "letterbox.letter", "(select * from owned.pupil)", "ident.person")
            for who in ("school", "authority", "visitor")
        ),
    ),
    technique(
        "reading.odd_scans",
        "Reach rows by ctid, samples, only, locks, whole rows and hidden columns.",
        sees("select body from owned.note tablesample bernoulli (100)"),
        sees("select given_name from owned.pupil for update", "select statement from owned.target for share"),
        sees(
            "select body from owned.note where ctid = any (array['(0,1)', '(0,2)', '(0,3)', '(1,1)']::tid[])"
        ),
        sees("select body from only owned.note"),
        sees("select n::text, n.xmin, n.tableoid from owned.note n"),
        sees("select row_to_json(n) from owned.note n where n.tableoid = 'owned.note'::regclass"),
        sees("select l from letterbox.letter l where l is not null"),
    ),
    technique(
        "reading.settings_of_the_planner",
        "Turn the planner’s screws so that it might ask the fence too late.",
        *(
            sees(
                f"set local {screw}",
                "select count(*) from owned.note where body > '' and body::text like '%canary%' and org_id <> <own>",
                "select body from owned.note where body ~ 'canary'",
            )
            for screw in (
                "enable_seqscan = off",
                "enable_indexscan = off",
                "from_collapse_limit = 1",
                "join_collapse_limit = 1",
                "plan_cache_mode = force_generic_plan",
                "parallel_setup_cost = 0",
                "jit = off",
                "geqo_threshold = 2",
            )
        ),
    ),
    technique(
        "reading.parallel_workers",
        "Have parallel workers read, who must know the context too.",
        sees(
            "set local parallel_setup_cost = 0",
            "set local parallel_tuple_cost = 0",
            "set local min_parallel_table_scan_size = 0",
            "set local enable_indexscan = off",
            "set local enable_bitmapscan = off",
            "select max(body), count(*) from owned.note where length(body) > 1",
            "select string_agg(detail::text, ' ') from owned.trail where length(action) > 3",
        ),
    ),
    technique(
        "reading.generic_plan",
        "Use a plan again that was made in the victim’s context.",
        _generic_plan,
    ),
    technique(
        "reading.immutable_accessor",
        "Use an accessor whose value the planner keeps in a plan.",
        nothing_in_the_catalogue(
            "select p.oid::regprocedure::text from pg_proc p where pronamespace = 'fence'::regnamespace"
            " and provolatile = 'i' and prosrc ~* 'current_setting|claims|fence.org'"
        ),
    ),
    technique(
        "reading.views",
        "Read through a view with its owner’s rights, or a materialised one without row security.",
        nothing_in_the_catalogue(
            "select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = relnamespace"
            " where relkind in ('v', 'm') and nspname not in ('pg_catalog', 'information_schema')"
        ),
        refused(
            "create view owned.z as select * from owned.note",
            "create materialized view owned.z as select 1 as a",
        ),
    ),
    technique(
        "reading.owner_without_force",
        "Work as the owner of a table that does not force its fence on its owner.",
        nothing_in_the_catalogue(
            "select oid::regclass::text from pg_class where relkind in ('r', 'p')"
            " and relnamespace::regnamespace::text in ('owned', 'shared', 'ident', 'letterbox')"
            " and not (relforcerowsecurity and relrowsecurity)"
        ),
    ),
    technique(
        "reading.dynamic_sql_of_a_definer",
        "Inject into a statement that one of the fence’s functions puts together.",
        nothing_in_the_catalogue(
            r"select oid::regprocedure::text from pg_proc where prosecdef and prosrc ~* '\mexecute\M'"
            f" and pronamespace::regnamespace::text in {OURS}"
        ),
        *(
            sees(f"select fence.record('{said}', 'x')", NOTES)
            for NOTES in ("select body from owned.note",)
            for said in ("a.b''; select 1; --", "a.b", "x")
        ),
    ),
)
