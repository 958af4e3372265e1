"""Mistakes of roles, privileges and functions."""

from collections.abc import Mapping, Sequence

ANSWERS_ONE = "language sql security definer set search_path = pg_catalog as 'select 1'"
DATABASE = "do $$ begin execute format('{} on database %I {}', current_database()); end $$"

MISTAKES: Mapping[str, Sequence[str]] = {
    "login role is privileged or a member": (
        "alter role heft_app bypassrls",
        "grant heft_owner to heft_app",
        "alter role heft_visitor createrole",
        "alter role heft_signin replication",
        "alter role heft_worker superuser",
        "grant pg_read_all_data to heft_worker",
    ),
    "somebody is a member of a login role": ("grant heft_signin to heft_fence",),
    "can log in or is privileged": (
        "alter role heft_owner login",
        "alter role heft_fence bypassrls",
        "alter role heft_eraser login",
    ),
    "login role owns an object": (
        "grant create on schema owned to heft_app; alter table owned.note owner to heft_app",
    ),
    "forbidden privilege": (
        "grant truncate on owned.note to heft_app",
        "grant references on owned.note to heft_app",
        "grant trigger on owned.note to heft_visitor",
        "grant truncate on shared.template to heft_admin",
        "grant maintain on owned.note to heft_app",
    ),
    "privilege to PUBLIC": (
        "grant select on owned.note to public",
        "grant select (name) on shared.cluster to public",
    ),
    "default privileges": ("alter default privileges in schema owned grant select on tables to heft_app",),
    "TEMP or CREATE on the database": (
        DATABASE.format("grant temp", "to heft_app"),
        DATABASE.format("grant temp", "to public"),
        DATABASE.format("grant create", "to heft_worker"),
    ),
    "procedural language": ("grant usage on language plpgsql to heft_app",),
    "may set the slot": ("grant set on parameter backtrace_functions to heft_app",),
    "setting drift": (
        "alter role heft_app set statement_timeout = '1ms'",
        "do $$ begin execute format('alter database %I set search_path = public', current_database()); end $$",
        "alter role all set row_security = off",
    ),
    # leaving
    "could not leave this table": (
        "drop policy leave on owned.note",
        "alter policy leave on owned.note using (true)",
        "revoke delete on owned.note from heft_eraser",
    ),
    "eraser reaches more": ("create policy z on shared.template to heft_eraser using (true)",),
    "eraser may do more than read and delete": ("grant update on owned.note to heft_eraser",),
    "eraser may delete what is not one": ("grant delete on shared.template to heft_eraser",),
    "who is no migrator may become the eraser": ("grant heft_eraser to heft_owner",),
    # code
    "SECURITY DEFINER without pinned search_path": (
        "set role heft_fence; create function fence.z() returns int language sql security definer as 'select 1'",
        "alter function fence.claims() reset all",
    ),
    "SECURITY DEFINER not owned by heft_fence": (f"create function fence.z() returns int {ANSWERS_ONE}",),
    "SECURITY DEFINER outside schema fence": (f"create function owned.z() returns int {ANSWERS_ONE}",),
    "dynamic SQL in SECURITY DEFINER": (
        "create function fence.z() returns int language plpgsql security definer set search_path = pg_catalog"
        " as $$ begin execute 'select 1'; return 1; end $$",
    ),
    "function executable by PUBLIC": (
        "create function owned.z() returns int language sql as 'select 1'",
        "grant execute on function fence.claim(text, int, int, int, int) to public",
    ),
    "IMMUTABLE function reads a setting": (
        "create function fence.z() returns int language sql immutable as $$ select current_setting('x')::int $$",
        "alter function fence.claims() immutable",
    ),
    "view without security_invoker": ("create view owned.z as select 1 as a",),
    "materialized view": ("create materialized view owned.z as select 1 as a",),
    "sequence": (
        "create sequence owned.z",
        "create table owned.z (org_id int not null, id bigint generated always as identity, primary key (org_id, id))",
    ),
    "extension that opens other ways in": (
        "set local allow_system_table_mods = on; update pg_extension set extname = 'dblink' where extname = 'plpgsql'",
    ),
    "foreign server": ("create foreign data wrapper z; create server z foreign data wrapper z",),
    "dangerous catalog function": (
        "grant execute on function pg_terminate_backend(int, bigint) to public",
        "grant execute on function pg_try_advisory_lock(bigint) to public",
        "grant execute on function lo_get(oid) to public",
        "grant execute on function query_to_xml(text, bool, bool, text) to public",
    ),
    "catalog view open": ("grant select on pg_stat_activity to public", "grant select on pg_stats to public"),
}
