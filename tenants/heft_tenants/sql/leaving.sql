-- Leaving: the one way in which rows of an organisation are ever erased. heft_eraser cannot log in and belongs to nobody
-- but the migrator; it reads and deletes, and never writes. Its policies, one for each table, let it see the rows of the
-- organisation that its transaction names, and none before that organisation has left.
set local check_function_bodies = off;
set local role heft_fence;
create or replace function fence.leaving() returns int
language sql stable set search_path = pg_catalog, pg_temp as $$
  select o.org_id from shared.organisation o
   where o.org_id = nullif(current_setting('heft.leaving', true), '')::int and o.left_at is not null
$$;
revoke all on function fence.leaving() from public;
grant execute on function fence.leaving() to heft_eraser;
set local role none;
