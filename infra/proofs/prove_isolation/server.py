"""Attacks on the server below the tables: files, statistics, locks, other connections, the stream of changes."""

import psycopg

from prove_isolation.ground import Ground
from prove_isolation.reading import OURS
from prove_isolation.techniques import STOPPED, Found, technique
from prove_isolation.ways import (
    nothing_in_the_catalogue,
    refused,
    run,
    sees,
)


def _listens(ground: Ground) -> Found:
    with ground.connect("app") as ear, ground.connect("app") as mouth:
        ear.execute("listen somebody")
        try:
            mouth.execute("notify somebody, 'heard'")
        except psycopg.errors.InsufficientPrivilege:
            return STOPPED
        heard = next(ear.notifies(timeout=1, stop_after=1), None)
    return Found(gain="a notice of another connection was heard") if heard else STOPPED


def _ends_another_connection(ground: Ground) -> Found:
    with ground.connect("app") as other:
        number = other.info.backend_pid
        return refused(f"select pg_cancel_backend({number})", f"select pg_terminate_backend({number})")(
            ground
        )


def _knocks_at_every_door(ground: Ground) -> Found:
    """Call every function of the fence that people’s roles may call, with the victim’s ids and with guesses."""
    doors = ground.look(
        "select p.oid::regprocedure::text, p.proname, oidvectortypes(p.proargtypes) from pg_proc p"
        " where pronamespace = 'fence'::regnamespace and prorettype <> 'trigger'::regtype order by 1"
    )
    for name in ("agency", "abroad", "visitor", "administrator", "nobody", "school"):
        ground.watch(ground.attackers[name].org, visiting=name == "visitor")
        for signature, function, types in doors:
            said = ", ".join(GUESSES.get(one, "null") for one in types.split(", ") if one)
            with ground.inside(name) as connection:
                answers = run(
                    ground, connection, [f"select x::text from fence.{function}({said}) x", "commit"]
                )
            if leak := ground.leak_in(answers[0].text, ground.attackers[name]):
                return Found(leak=f"{signature}: {leak}")
            if ground.what_changed():
                return Found(leak=f"{name} changed something of others with {signature}")
    return STOPPED


GUESSES = {
    "uuid": "<victim_id>",
    "integer": "<victim>",
    "bytea": r"'\x00'::bytea",
    "text": "'a.b'",
    "jsonb": "'{}'::jsonb",
    "interval": "interval '100 years'",
    "boolean": "true",
    "double precision": "1e9",
    "bigint": "<victim>",
    "timestamp with time zone": "now()",
}

TECHNIQUES = (
    technique(
        "server.every_door",
        "Call every function of the fence, with others’ ids and with guesses.",
        _knocks_at_every_door,
    ),
    technique(
        "server.files",
        "Read the server’s files, or have it run a program.",
        refused(
            "copy owned.note from program 'id'",
            "copy (select 1) to program 'id'",
            "copy (select 1) to '/tmp/z'",
            "select pg_read_file('PG_VERSION')",
            "select pg_read_binary_file('global/pg_authid')",
            "select pg_ls_dir('.')",
            "select pg_stat_file('PG_VERSION')",
            "select lo_import('/etc/passwd')",
            "select pg_current_logfile()",
            "load 'auto_explain'",
        ),
    ),
    technique(
        "server.toast",
        "Read the parts of long texts from the tables that hold them.",
        lambda ground: next(
            (
                found
                for (toast,) in ground.look(
                    "select 'pg_toast.' || t.relname from pg_class c join pg_class t on t.oid = c.reltoastrelid"
                    f" where c.relnamespace::regnamespace::text in {OURS}"
                )
                if (found := refused(f"select * from {toast}")(ground)) != STOPPED
            ),
            STOPPED,
        ),
    ),
    technique(
        "server.statistics",
        "Read common values of the victim’s columns from the statistics.",
        sees(
            "select attname, most_common_vals::text from pg_stats where schemaname in ('owned', 'letterbox')"
        ),
        refused("select stavalues1::text from pg_statistic", "select * from pg_statistic_ext_data"),
    ),
    technique(
        "server.counters",
        "Read sizes and counters that tell how much there is.",
        refused("select relname, n_live_tup from pg_stat_user_tables"),
        refused("select pg_relation_size('owned.note')", "select pg_total_relation_size('owned.pupil')"),
        refused(
            "select pg_stat_get_live_tuples('owned.note'::regclass)",
            "select pg_database_size(current_database())",
        ),
        refused("select reltuples from pg_class where oid = 'owned.note'::regclass and relpages >= 0"),
        known="pg_class must stay readable and tells how many rows a table had at its last analyse, of all organisations together",
    ),
    technique(
        "server.listen",
        "Listen for the notices of other connections.",
        _listens,
        known="LISTEN and NOTIFY cannot be taken from a role: nothing of ours is ever sent by NOTIFY, so there is nothing to hear",
    ),
    technique(
        "server.advisory_locks",
        "Probe and hold locks that others use.",
        refused(
            "select pg_try_advisory_lock(2)",
            "select pg_advisory_lock(2)",
            "select pg_advisory_xact_lock_shared(2)",
            "select * from pg_locks",
            "select * from pg_lock_status()",
        ),
        known_without_superuser="functions of PostgreSQL’s cannot be taken from everybody without a superuser; nothing at run time uses these"
        " locks, so they tell and stop nothing",
    ),
    technique(
        "server.large_objects",
        "Write and read large objects, which know no row security.",
        refused(
            "select lo_from_bytea(0, 'x')",
            "select lo_create(0)",
            "select lo_get(1)",
            "select lo_open(1, 262144)",
            "select * from pg_largeobject_metadata",
        ),
        refused("select * from pg_largeobject"),
        known_without_superuser="as server.advisory_locks; nothing of ours is a large object",
    ),
    technique(
        "server.end_others",
        "Cancel or end other connections.",
        _ends_another_connection,
        known_without_superuser="as server.advisory_locks; connections of the same role only: it stops others and shows nothing",
    ),
    technique(
        "server.replication",
        "Read the stream of changes of all organisations.",
        refused(
            "select pg_create_logical_replication_slot('z', 'test_decoding')",
            "select pg_create_physical_replication_slot('z')",
            "create publication z for all tables",
            "create subscription z connection 'dbname=heft' publication z with (connect = false)",
            "select pg_logical_emit_message(true, 'x', 'x')",
        ),
        known_without_superuser="pg_logical_emit_message writes a message that only whoever replicates reads",
    ),
    technique(
        "server.snapshots",
        "Hand a snapshot to another connection, or look into prepared transactions.",
        refused("select pg_export_snapshot()", "select * from pg_prepared_xacts"),
        known_without_superuser="a snapshot says which transactions are under way, and nothing of what is in them",
    ),
    technique(
        "server.extensions",
        "Bring in an extension or a server that opens other ways.",
        refused(
            "create extension dblink with schema pg_catalog",
            "create extension pageinspect with schema pg_catalog",
            "create extension pg_stat_statements with schema pg_catalog",
            "create foreign data wrapper z",
        ),
        nothing_in_the_catalogue(
            "select extname from pg_extension where extname <> 'plpgsql' union all select srvname from pg_foreign_server"
        ),
    ),
    technique(
        "server.roles_and_passwords",
        "Read other roles’ passwords and settings.",
        refused(
            "select rolpassword from pg_authid",
            "select passwd from pg_shadow",
            "select * from pg_db_role_setting",
            "select * from pg_hba_file_rules",
            "select * from pg_user_mapping",
        ),
        known_without_superuser="the settings of roles hold no password and no row",
    ),
    technique(
        "server.sequences",
        "Read or set a sequence, whose numbers tell everybody’s volume.",
        nothing_in_the_catalogue(
            "select oid::regclass::text from pg_class where relkind = 'S' and relnamespace::regnamespace::text"
            " not in ('pg_catalog', 'information_schema')"
        ),
        refused("create sequence owned.z"),
    ),
)
