"""Attacks that write: into others’ rows, past keys, through the owner’s rights, into what all share."""

import psycopg

from prove_isolation.ground import Ground
from prove_isolation.techniques import STOPPED, Found, Way, technique
from prove_isolation.ways import ask, judged, like_ones_own, refused, sees

NOTE = (
    "insert into owned.note(org_id, programme_id, id, author_id, author_name, section, body)"
    " values ({org}, {programme}, <new>, {author}, 'x', 2, 'planted')"
)
A_COLLEAGUE = "(select person_id from owned.member where person_id <> <own_id> limit 1)"
EVERYBODY = (
    "school",
    "authority",
    "abroad",
    "visitor",
    "administrator",
    "worker",
    "worker with a lease",
    "sign-in",
)


def note(org: str, programme: str, author: str = "<own_id>") -> str:
    return NOTE.format(org=org, programme=programme, author=author)


def _changes_every_table(verb: str) -> Way:
    """Change or remove all of everybody else’s rows of every table; whether anything is gone is looked at afterwards."""

    def way(ground: Ground) -> Found:
        for name in EVERYBODY:
            who = ground.attackers[name]
            own = who.context.org if who.context else who.lease_of or 0
            with ground.inside(name) as connection:
                for table in ground.tables:
                    if not table.startswith(("owned", "letterbox")):
                        continue
                    statement = verb.format(table=table, own=own)
                    connection.execute("savepoint a")
                    answer = ask(connection, statement)
                    connection.execute("rollback to a")
                    if answer.count > 0:
                        return Found(leak=f"{name}: {statement} touched {answer.count} rows")
                    if wrong := judged(ground, who, [answer]):
                        return wrong
        return STOPPED

    return way


def _writes_every_table_as(*names: str, schemas: tuple[str, ...]) -> Way:
    def way(ground: Ground) -> Found:
        for table in ground.tables:
            if table.partition(".")[0] not in schemas:
                continue
            (column,) = ground.look(
                "select attname from pg_attribute where attrelid = %s::regclass and attnum = 1", table
            )[0]
            for name in names:
                found = refused(
                    f"update {table} set {column} = {column}",
                    f"delete from {table}",
                    f"insert into {table} select * from {table}",
                    who=name,
                )(ground)
                if found != STOPPED:
                    return found
        return STOPPED

    return way


TECHNIQUES = (
    technique(
        "writing.insert_elsewhere",
        "Insert a row into another organisation.",
        refused(
            note("<victim>", "<victim_id>"),
            note("<victim>", "<victim_id>", "<victim_id>"),
            "insert into owned.member(org_id, person_id, name, role) values (<victim>, <new>, 'x', 'dsl')",
            "insert into owned.outbox(org_id, id, cluster_id, queue, kind, ref)"
            " values (<victim>, <new>, 1, 'mail', 'mail.send', <new>)",
        ),
        refused(note("<victim>", "<victim_id>"), who="worker with a lease"),
    ),
    technique(
        "writing.push_a_row",
        "Push one’s own row over to another organisation by changing whose it is.",
        refused(
            "update owned.target set org_id = <victim>",
            "update owned.member set org_id = <victim>",
            "update owned.outbox set org_id = <victim>",
            "update owned.programme set org_id = <victim>, id = <new>",
        ),
    ),
    technique(
        "writing.change_elsewhere",
        "Change others’ rows in every table.",
        _changes_every_table("update {table} set org_id = org_id where org_id <> {own}"),
        sees("update owned.target set statement = 'x' where programme_id = <victim_id>"),
        sees("update owned.pupil set family_name = 'x' where org_id = <victim> or true"),
    ),
    technique(
        "writing.remove_elsewhere",
        "Remove others’ rows from every table.",
        _changes_every_table("delete from {table} where org_id <> {own}"),
    ),
    technique(
        "writing.join_and_change",
        "Reach others’ rows in MERGE, UPDATE … FROM and DELETE … USING.",
        sees(
            "with x as (update owned.target n set statement = n.statement from owned.note o where o.org_id = <victim>"
            " returning o.body) select * from x"
        ),
        sees(
            "merge into owned.target n using (select * from owned.programme where org_id = <victim>) s"
            " on n.programme_id = s.id when matched then update set statement = 'x'"
        ),
        sees(
            "delete from owned.score s using owned.target t where t.org_id <> <own> and s.points >= 0 and s.org_id <> <own>"
        ),
    ),
    technique(
        "writing.conflict",
        "Take over another’s row by its key with ON CONFLICT DO UPDATE.",
        sees(
            like_ones_own(
                "pupil",
                id_="<victim_id>",
                upn="'x'",
                more="on conflict (org_id, id) do update set given_name = excluded.given_name returning family_name",
            )
        ),
    ),
    technique(
        "writing.child_of_another",
        "Hang a row of one’s own on another organisation’s programme, pupil or person.",
        refused(note("<own>", "<programme>"), note("<own>", "<victim_id>")),
        refused(
            "insert into owned.message(org_id, id, person_id, kind, reference, about_id)"
            " values (<own>, <new>, <victim_id>, 'x', 'x', <new>)",
            like_ones_own("request", reference="'x'", thread_id="<new>", programme_id="<victim_id>"),
            like_ones_own("programme", reference="'x'", state="'closed'", pupil_id="<victim_id>"),
        ),
    ),
    technique(
        "writing.colleagues_name",
        "Write a note or a remark in a colleague’s name.",
        *(
            refused(like_ones_own(table, author_id=A_COLLEAGUE))
            for table in ("note", "triage_note", "meeting_remark")
        ),
        refused(like_ones_own("note", author_id=A_COLLEAGUE), who="worker with a lease"),
    ),
    technique(
        "writing.cascade",
        "Have a foreign key’s action reach over the border with the owner’s rights.",
        lambda ground: (
            Found(gain=f"there is {found[0][0]}")
            if (
                found := ground.look(
                    "select conname from pg_constraint where contype = 'f' and connamespace::regnamespace::text"
                    " in ('owned', 'shared', 'ident', 'letterbox')"
                    " and (confdeltype not in ('a', 'r') or confupdtype not in ('a', 'r'))"
                )
            )
            else STOPPED
        ),
        refused("delete from owned.programme", "delete from owned.pupil"),
    ),
    technique(
        "writing.truncate",
        "Truncate tables, which asks no row security.",
        *(
            refused(
                "truncate owned.note cascade",
                "truncate shared.template",
                "truncate letterbox.letter",
                "truncate fence.due",
                who=who,
            )
            for who in ("school", "administrator", "worker", "sign-in")
        ),
    ),
    technique(
        "writing.copy_in",
        "Copy rows in from outside.",
        refused(
            "copy owned.note from '/etc/passwd'",
            "copy letterbox.letter from stdin",
            "copy owned.note from stdin",
            meant=(
                psycopg.errors.FeatureNotSupported,
            ),  # which PostgreSQL says of every table with row security
        ),
    ),
    technique(
        "writing.triggers_and_rules",
        "Put a trigger, rule, policy or foreign key of one’s own on a table of all.",
        refused(
            "create trigger z after insert on owned.note for each row execute function suppress_redundant_updates_trigger()",
            "create rule z as on insert to owned.note do also notify x",
            "create table owned.z (x int references shared.organisation)",
            "create policy z on owned.note using (true)",
            "create index z on owned.note (body)",
            "create statistics owned.z on org_id, body from owned.note",
        ),
    ),
    technique(
        "writing.lower_the_fence",
        "Take the fence down, or one of its parts.",
        *(
            refused(
                "alter table owned.note disable row level security",
                "alter table owned.note no force row level security",
                "drop policy fence on owned.note",
                "alter policy fence on owned.note using (true)",
                "alter table owned.note disable trigger all",
                "alter table owned.note owner to heft_app",
                "drop trigger freeze_keys on owned.note",
                "alter function fence.org() owner to heft_app",
                "alter role heft_app bypassrls",
                "alter table owned.note alter org_id set statistics 100",
                who=who,
            )
            for who in ("school", "administrator", "worker")
        ),
        refused("truncate owned.note", after=["grant all on owned.note to heft_app"]),
    ),
    technique(
        "writing.without_triggers",
        "Switch triggers and foreign keys off for the session.",
        refused("set session_replication_role = replica", "set local session_replication_role = 'local'"),
    ),
    technique(
        "writing.shadow_a_table",
        "Put a temporary table or another search path before the tables of the fence.",
        refused(
            "create temp table ctx_key (kid int, ikey bytea, okey bytea, not_after timestamptz)",
            "create temp table visit_grant (x int)",
            "create temp table note (like owned.note)",
            "create temp view note as select 1",
            "select 1 into temp z",
        ),
        sees(
            "set local search_path = public, pg_temp, owned, fence",
            "select body from owned.note where org_id <> <own>",
        ),
    ),
    technique(
        "writing.objects_of_ones_own",
        "Make a schema, table, function, type, cast, operator or procedure.",
        *(
            refused(
                "create schema z",
                "create table owned.z (a int)",
                "create table public.z (a int)",
                "create function public.z() returns int language sql as 'select 1'",
                "create function fence.z() returns int language sql as 'select 1'",
                "create type owned.z as enum ('a')",
                "create domain public.z as int",
                "create operator public.=== (leftarg = int, rightarg = int, function = int4eq)",
                "create aggregate public.z(int) (sfunc = int4pl, stype = int)",
                "create event trigger z on ddl_command_start execute function suppress_redundant_updates_trigger()",
                "create role z",
                who=who,
            )
            for who in ("school", "visitor", "administrator", "sign-in", "worker")
        ),
        refused("create database z", after=["commit"]),
    ),
    technique(
        "writing.procedural_language",
        "Run a block in a procedural language.",
        refused("do $$ begin end $$", "do language plpgsql $$ begin perform 1; end $$"),
        refused("do $$ begin end $$", who="worker"),
        known_without_superuser="the language belongs to the provider: a block runs with the caller’s rights, under the same fence",
    ),
    technique(
        "writing.shared",
        "Write what the cluster shares, as somebody who is not its administrator.",
        _writes_every_table_as("school", "authority", "worker", "visitor", schemas=("shared",)),
    ),
    technique(
        "writing.identity",
        "Write who people are and where they belong, without being the sign-in role.",
        _writes_every_table_as("school", "visitor", "administrator", "worker", schemas=("ident",)),
    ),
    technique(
        "writing.another_cluster",
        "Move a row of one’s own into another cluster, or use what another cluster shares.",
        refused(
            "update owned.programme set cluster_id = 2",
            "update owned.programme set template_id = <abroad_id>",
            "update owned.visit_grant set cluster_id = 2",
        ),
    ),
    technique(
        "writing.lock",
        "Lock a table of all, so that others wait.",
        refused(
            "lock table owned.note in access exclusive mode",
            "lock table letterbox.letter in access exclusive mode",
            "lock table owned.target in access exclusive mode",
        ),
        known="whoever may change rows of a table may lock it, and PostgreSQL cannot take that away: others wait for at most their"
        " lock_timeout of five seconds, and idle_in_transaction_session_timeout ends it; nothing is seen or changed",
    ),
    technique(
        "writing.comment_and_label",
        "Leave a message on a shared object, or change how it is kept.",
        refused("comment on table owned.note is 'x'", "alter table owned.note set (fillfactor = 50)"),
    ),
)
