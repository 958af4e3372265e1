-- Each key knows for whom it is good no more, so that whoever verifies a token looks at one row: organisations that have
-- left. Told by shared.organisation in the transaction in which one leaves or comes back.
set local check_function_bodies = off;
set local role heft_fence;
create function fence.leavers() returns int[]
language sql stable set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(o.org_id order by o.org_id), '{}') from shared.organisation o where o.left_at is not null
$$;
create function fence.tell_keys_who_left() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  lock table fence.ctx_key in share row exclusive mode;  -- of two that leave at once, the second sees the first
  update fence.ctx_key set not_for = fence.leavers();
  return null;
end $$;
create function fence.tell_key_who_left() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  new.not_for := fence.leavers();
  return new;
end $$;
revoke all on function fence.leavers(), fence.tell_keys_who_left(), fence.tell_key_who_left() from public;
grant execute on function fence.tell_keys_who_left() to heft_owner;      -- to make the trigger
create trigger tell_key_who_left before insert on fence.ctx_key for each row execute function fence.tell_key_who_left();
set local role heft_owner;
create trigger tell_keys_who_left after update on shared.organisation
  for each statement execute function fence.tell_keys_who_left();
set local role none;
