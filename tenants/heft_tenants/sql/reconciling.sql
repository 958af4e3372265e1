-- The reconciler's doors: find what cannot be, and mend it. For the workers' role alone.
--
--   fence.reconcile()                    the outbox against what is due, of all organisations: codes and numbers, no rows
--   fence.look_after(org, cluster, s)    a lease of s seconds on looking after one organisation: its pass, as for any other
--                                        work; null if somebody is at it, or the organisation has left
--   fence.looked_after(pass)             it is done, and leaves nothing behind: an archive of the organisation stays equal to it
--   fence.missing_from_boxes(orgs, ids)  which of our own letters are not in their receivers' boxes: in the sender's context
set local role heft_owner;
grant delete on owned.outbox to heft_fence;
set local role heft_fence;
drop function if exists fence.discrepancies(interval), fence.mend();  -- older ones, which looked at every letter each time

create function fence.reconcile() returns table (what text, found bigint, mended bigint)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare n bigint;
begin
  insert into fence.due(org_id, outbox_id, queue, due_at, ready)
  select o.org_id, o.id, o.queue, greatest(o.not_before, clock_timestamp()), false from owned.outbox o
   where o.state in ('waiting', 'stuck') and not exists (select from fence.due d where d.org_id = o.org_id and d.outbox_id = o.id)
      on conflict do nothing;
  get diagnostics n = row_count;
  return query select 'waiting_and_nowhere_due', n, n;

  delete from fence.due d using owned.outbox o
   where o.org_id = d.org_id and o.id = d.outbox_id and o.state not in ('waiting', 'stuck');
  get diagnostics n = row_count;
  return query select 'due_and_ended', n, n;

  delete from fence.due d where not exists (select from owned.outbox o where o.org_id = d.org_id and o.id = d.outbox_id);
  get diagnostics n = row_count;
  return query select 'due_and_never_asked_for', n, n;

  -- Whoever claims takes back what ran out, in any queue. Two minutes later nobody has claimed anything.
  update fence.due d set ready = true, lease = null
    from (select w.org_id, w.outbox_id from fence.due w
           where w.lease is not null and w.due_at < clock_timestamp() - interval '2 minutes' for update skip locked) w
   where d.org_id = w.org_id and d.outbox_id = w.outbox_id;
  get diagnostics n = row_count;
  return query select 'lease_never_taken_back', n, n;

  -- Its time has come and its queue's own workers do not do it: no reconciler can mend that.
  return query select 'due_for_an_hour', count(*), 0::bigint from fence.due d where d.due_at < clock_timestamp() - interval '1 hour';
end $$;

create function fence.look_after(of_org int, of_cluster int, for_seconds int) returns bytea
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare nothing uuid := '00000000-0000-0000-0000-000000000000'; work uuid; pass bytea;
begin
  if exists (select from shared.organisation o where o.org_id = of_org and o.left_at is not null) then return null; end if;
  insert into owned.outbox(org_id, id, cluster_id, queue, kind, ref)
  values (of_org, gen_random_uuid(), of_cluster, 'chores', 'ground.look_after', nothing) on conflict (org_id, kind, ref, step) do nothing;
  select o.id into strict work from owned.outbox o
   where o.org_id = of_org and o.kind = 'ground.look_after' and o.ref = nothing and o.step = '' and o.cluster_id = of_cluster;
  update owned.outbox o set state = 'waiting', ended_at = null
   where o.org_id = of_org and o.id = work and o.state not in ('waiting', 'stuck');
  insert into fence.due(org_id, outbox_id, queue, due_at, ready) values (of_org, work, 'chores', clock_timestamp(), true) on conflict do nothing;
  update fence.due d set ready = false, tries = d.tries + 1, due_at = clock_timestamp() + make_interval(secs => for_seconds),
         lease = sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))
   where d.org_id = of_org and d.outbox_id = work and (d.lease is null or d.due_at <= clock_timestamp()) returning d.lease into pass;
  return pass;
end $$;

create function fence.looked_after(pass bytea) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare d record;
begin
  delete from fence.due w where w.lease = pass and w.org_id = fence.org() returning w.org_id, w.outbox_id into d;
  if not found then raise exception 'the lease is lost' using errcode = 'HF001'; end if;
  delete from owned.outbox o where o.org_id = d.org_id and o.id = d.outbox_id and o.kind = 'ground.look_after';
  if not found then raise exception 'this is other work' using errcode = 'HF002'; end if;
end $$;

create function fence.missing_from_boxes(orgs int[], ids uuid[]) returns setof uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select x.id from unnest(orgs, ids) x(org, id)
   where fence.org() is not null
     and not exists (select from letterbox.letter l where l.org_id = x.org and l.from_org = fence.org() and l.id = x.id)
$$;
revoke all on function fence.reconcile(), fence.look_after(int, int, int), fence.looked_after(bytea), fence.missing_from_boxes(int[], uuid[]) from public;
grant execute on function fence.reconcile(), fence.look_after(int, int, int), fence.looked_after(bytea), fence.missing_from_boxes(int[], uuid[]) to heft_worker;
set local role none;
