-- An entry into the trail. Organisation, person and gate are those of the context and not of the caller; who they are is
-- proved once for an entry. It holds the organisation's head until commit, so it is called last.
set local role heft_fence;
create or replace function fence.record(action text, thing text, thing_id uuid default null, pupil_id uuid default null, detail jsonb default '{}')
returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare f text[] := fence.claims(); ours int := f[3]::int; head record; r owned.trail;
begin
  if ours is null then raise exception 'a trail without an organisation' using errcode = 'insufficient_privilege'; end if;
  loop
    select h.seq, h.hash into head from owned.trail_head h where h.org_id = ours for update;
    exit when found;
    insert into owned.trail_head values (ours, 0, '\x') on conflict do nothing;
  end loop;
  r := row(ours, head.seq + 1, clock_timestamp(), nullif(f[5], '0')::uuid, nullif(f[7], '0')::uuid, action, thing, thing_id, pupil_id, detail, null);
  r.hash := fence.trail_hash(head.hash, r);
  insert into owned.trail select r.*;
  update owned.trail_head h set seq = r.seq, hash = r.hash where h.org_id = ours;
  return r.seq;
end $$;
revoke all on function fence.record(text, text, uuid, uuid, jsonb) from public;
grant execute on function fence.record(text, text, uuid, uuid, jsonb) to heft_app, heft_visitor, heft_worker, heft_admin;
set local role none;
