-- Post: the sender's copy drops the letter into the receiver's box. The functions belong to the fence, because no login
-- role may write into a box; row security holds here too, and asks for the sender's own organisation.
set local role heft_owner;
create policy sender on owned.sent_letter as restrictive for insert to heft_app, heft_worker
  with check (sent_by is not distinct from (select fence.person()));                       -- nobody sends in a colleague's name
create policy stamp on owned.postage to heft_fence using (org_id = (select fence.org())) with check (org_id = (select fence.org()));
create policy gate  on owned.visit_grant for select to heft_fence using (org_id = (select fence.org()));
grant select, insert, update on owned.postage to heft_fence;
grant select (org_id, programme_id, id, pupil_id, person_id, reads, adds, starts_at, expires_at, revoked_at) on owned.visit_grant to heft_fence;
grant insert (org_id, from_org, id, cluster_id, thread_id, kind, schema_version, content, programme_id, sent_at) on letterbox.letter to heft_fence;

set local role heft_fence;
create function fence.post_letter() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into letterbox.letter(org_id, from_org, id, cluster_id, thread_id, kind, schema_version, content, programme_id, sent_at)
  values (new.to_org, new.org_id, new.id, new.cluster_id, new.thread_id, new.kind, new.schema_version, new.content, new.programme_id, new.sent_at);
  return null;
end $$;
-- Counts at commit, so that two people of one organisation who send at once wait for each other's commit only. The
-- minute is the clock's, not the transaction's, and never goes back.
create function fence.stamp_letter() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into owned.postage as p(org_id, minute, letters) values (new.org_id, date_trunc('minute', clock_timestamp(), 'UTC'), 1)
  on conflict (org_id) do update set minute = greatest(p.minute, excluded.minute),
    letters = case when excluded.minute > p.minute then 1 else p.letters + 1 end;
  return null;
end $$;
revoke all on function fence.post_letter(), fence.stamp_letter() from public;
grant execute on function fence.post_letter(), fence.stamp_letter() to heft_owner;         -- to make the triggers

set local role heft_owner;
create trigger post after insert on owned.sent_letter for each row execute function fence.post_letter();
create constraint trigger stamp after insert on owned.sent_letter deferrable initially deferred
  for each row execute function fence.stamp_letter();
set local role none;
