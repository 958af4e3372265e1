-- Roles, schemas, and what is taken from everybody. Run by `heft database prepare`, before the first migration and after
-- every upgrade of the server; it may be run again at any time.
--
-- As a superuser, or on managed PostgreSQL as a role that may create roles and owns the database: there the revokes on
-- pg_catalog do nothing but warn, and `heft database check` names what they left open.

do $$ declare r text; begin
  foreach r in array array['heft_owner', 'heft_fence', 'heft_eraser'] loop        -- own everything, and erase; never log in
    if not exists (select 1 from pg_roles where rolname = r) then
      execute format('create role %I nologin noinherit nosuperuser nobypassrls', r);
    end if;
  end loop;
  foreach r in array array['heft_app', 'heft_visitor', 'heft_admin', 'heft_signin', 'heft_worker'] loop
    if not exists (select 1 from pg_roles where rolname = r) then                 -- log in, own nothing, are members of nothing
      execute format('create role %I login noinherit nosuperuser nobypassrls nocreatedb nocreaterole connection limit 60', r);
    end if;
  end loop;
  if not (select rolsuper from pg_roles where rolname = current_user) then        -- the migrator must be able to become the owners
    execute format('grant heft_owner, heft_fence, heft_eraser to %I', current_user);
  end if;
end $$;

-- ---------- the database, the schema public, procedural languages ----------
do $$ begin
  execute format('revoke all on database %I from public', current_database());    -- no CONNECT, no TEMP
  execute format('grant connect on database %I to heft_app, heft_visitor, heft_admin, heft_signin, heft_worker', current_database());
end $$;
revoke all on schema public from public;
revoke usage on language plpgsql from public;
grant usage on language plpgsql to heft_fence, heft_owner;

-- ---------- name spaces that know no row security ----------
-- large objects, advisory locks, notifications, other sessions, whole tables as XML, counters that tell a volume
do $$ declare f regprocedure; v text; begin
  for f in select oid from pg_proc where pronamespace = 'pg_catalog'::regnamespace and (
       proname ~ '^(lo_|lo(open|close|read|write|creat|lseek|tell|unlink|truncate)|loread|lowrite|be_lo)'
    or proname ~ '^pg_(try_)?advisory_'
    or proname in (
       'pg_notify', 'pg_listening_channels', 'pg_cancel_backend', 'pg_terminate_backend',
       'pg_stat_get_activity', 'pg_stat_get_backend_activity', 'pg_lock_status',
       'query_to_xml', 'table_to_xml', 'cursor_to_xml', 'database_to_xml', 'schema_to_xml',
       'query_to_xmlschema', 'table_to_xmlschema', 'query_to_xml_and_xmlschema', 'table_to_xml_and_xmlschema',
       'schema_to_xml_and_xmlschema', 'database_to_xml_and_xmlschema',
       'pg_export_snapshot', 'pg_logical_emit_message',
       'pg_relation_size', 'pg_table_size', 'pg_total_relation_size', 'pg_indexes_size', 'pg_database_size',
       'pg_stat_get_live_tuples', 'pg_stat_get_tuples_inserted', 'pg_stat_get_numscans'))
  loop
    begin
      execute format('revoke execute on function %s from public', f);
    exception when insufficient_privilege then raise warning 'not revoked: %', f;
    end;
  end loop;
  foreach v in array array[
    'pg_stat_activity', 'pg_locks', 'pg_stats', 'pg_stats_ext', 'pg_stats_ext_exprs', 'pg_stat_all_tables', 'pg_stat_user_tables',
    'pg_stat_replication', 'pg_largeobject_metadata', 'pg_db_role_setting', 'pg_prepared_xacts', 'pg_roles']
  loop
    begin
      execute format('revoke select on pg_catalog.%I from public', v);
    exception when insufficient_privilege then raise warning 'not revoked: %', v;
    end;
  end loop;
end $$;

-- ---------- one schema for each kind of table, one for the fence ----------
create schema if not exists owned     authorization heft_owner;
create schema if not exists shared    authorization heft_owner;
create schema if not exists ident     authorization heft_owner;
create schema if not exists letterbox authorization heft_owner;
create schema if not exists fence     authorization heft_fence;
set role heft_owner;
grant usage on schema owned     to heft_app, heft_visitor, heft_worker, heft_fence, heft_eraser;
grant usage on schema shared    to heft_app, heft_visitor, heft_worker, heft_admin, heft_fence, heft_eraser;
grant usage on schema ident     to heft_signin;
grant usage on schema letterbox to heft_app, heft_visitor, heft_worker, heft_fence, heft_eraser;
reset role;
set role heft_fence;
grant usage on schema fence to heft_app, heft_visitor, heft_admin, heft_worker, heft_owner, heft_eraser;
reset role;
