-- The audit trail: one chain for each organisation, written in the transaction of the deed it tells of. The only way in is
-- fence.record() (recording.sql).
set local role heft_owner;
create policy chain on owned.trail to heft_fence using (org_id = (select fence.org())) with check (org_id = (select fence.org()));
create policy chain on owned.trail_head to heft_fence using (org_id = (select fence.org())) with check (org_id = (select fence.org()));
create policy heads on owned.trail_head for select to heft_fence using (true);
grant select, insert on owned.trail to heft_fence;
grant select, insert, update on owned.trail_head to heft_fence;
set local role none;

set local role heft_fence;
-- What a row says, in one unambiguous text: a JSON array, time in microseconds, no session setting involved.
create function fence.trail_hash(before bytea, r owned.trail) returns bytea
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select sha256(before || convert_to(jsonb_build_array(r.org_id, r.seq, (extract(epoch from r.at) * 1000000)::bigint, r.person_id, r.visit_id,
    r.action, r.thing, r.thing_id, r.pupil_id, r.detail)::text, 'UTF8'))
$$;
-- Every head, for the hourly anchor outside the database: numbers and hashes, no content.
create function fence.trail_heads() returns table (org_id int, seq bigint, hash bytea)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$ select h.org_id, h.seq, h.hash from owned.trail_head h $$;
revoke all on function fence.trail_hash(bytea, owned.trail), fence.trail_heads() from public;
grant execute on function fence.trail_heads() to heft_worker;
grant execute on function fence.trail_hash(bytea, owned.trail) to heft_app, heft_worker;
set local role none;

-- The check, run in each organisation's context (a chore of its own) or over all as superuser (after a restore).
-- A row here is a row that was changed, that stands in the wrong place, or that follows one that is gone.
set local role heft_fence;
create function fence.trail_breaks() returns table (org_id int, seq bigint)
language sql stable set search_path = pg_catalog, pg_temp as $$
  select t.org_id, t.seq from (
    select t.*, lag(t.hash, 1, '\x'::bytea) over w as before, lag(t.seq, 1, 0::bigint) over w as seq_before
      from owned.trail t window w as (partition by t.org_id order by t.seq)) t
   where t.seq <> t.seq_before + 1
      or t.hash <> fence.trail_hash(t.before, row(t.org_id, t.seq, t.at, t.person_id, t.visit_id, t.action, t.thing, t.thing_id, t.pupil_id, t.detail, null)::owned.trail)
$$;
revoke all on function fence.trail_breaks() from public;
grant execute on function fence.trail_breaks() to heft_app, heft_worker;
set local role none;
-- A cut tail and a chain rewritten from its start have no break. The head betrays the first, and the anchor both:
--   last seq and hash of owned.trail = owned.trail_head; and every anchored (org_id, seq, hash) is still in owned.trail.
