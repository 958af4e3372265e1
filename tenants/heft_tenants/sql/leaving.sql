-- Leaving: the one way in which rows of an organisation are ever erased. heft_eraser cannot log in and belongs to nobody
-- but the migrator; it reads and deletes, and never writes. Its policies, one for each table, let it see the rows of the
-- organisation that its transaction names, and none before that organisation has left. Run by `heft database prepare`.
set local check_function_bodies = off;
set local role heft_fence;
create or replace function fence.leaving() returns int
language sql stable set search_path = pg_catalog, pg_temp as $$
  select o.org_id from shared.organisation o
   where o.org_id = nullif(current_setting('heft.leaving', true), '')::int and o.left_at is not null
$$;
-- A letter to somebody who has left would be a row that nobody erases.
create or replace function fence.receiver_is_here() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from shared.organisation o where o.org_id = new.org_id and o.left_at is not null) then
    raise exception 'the receiver has left' using errcode = 'HF005';
  end if;
  return new;
end $$;
revoke all on function fence.leaving(), fence.receiver_is_here() from public;
grant execute on function fence.leaving() to heft_eraser;
grant execute on function fence.receiver_is_here() to heft_owner;      -- to make the trigger
set local role none;
