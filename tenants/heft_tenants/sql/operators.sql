-- The operators' doors: how the work of one cluster stands, what does not get done and why, and “try that again”.
-- Numbers, ids, kinds and codes: never a text, a name, or what the work is about. Each asks for the cluster of the
-- administrator's context that calls it; without one there is nothing to see, and nothing to do.
--
--   fence.standing()               one row for each queue with work in it
--   fence.in_trouble(at_most)      what is stuck or dead, then what has failed and waits for its next try; the oldest first
--   fence.try_again_for(org, id)   have one piece that failed done now; false: it is under way, ended well, or there is none such here
set local role heft_owner;
grant select(last_error, ended_at) on owned.outbox to heft_fence;
set local role heft_fence;
drop function if exists fence.standing();                            -- an older one counted all clusters together

create function fence.standing()
returns table (queue text, timers bigint, paused bigint, due bigint, under_way bigint, stuck bigint, dead bigint, oldest_seconds double precision)
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  select x.queue,
         count(*) filter (where x.is_open and x.due_at > n.t and not x.leased and x.tries = 0),           -- its time is to come
         count(*) filter (where x.is_open and x.due_at > n.t and not x.leased and x.tries > 0),           -- until its next try
         count(*) filter (where x.is_open and x.due_at <= n.t),                                           -- also: its lease ran out
         count(*) filter (where x.is_open and x.due_at > n.t and x.leased),
         count(*) filter (where x.state = 'stuck'), count(*) filter (where x.state = 'dead'),
         coalesce(max(extract(epoch from n.t - x.due_at)) filter (where x.is_open and x.due_at <= n.t), 0)::double precision
    from (select clock_timestamp() t) n,
         (select o.queue, o.state, true is_open, d.due_at, d.lease is not null leased, d.tries
            from fence.due d join owned.outbox o on o.org_id = d.org_id and o.id = d.outbox_id
           where o.cluster_id = fence.cluster() and o.state in ('waiting', 'stuck')
          union all
          select o.queue, o.state, false, null, false, 0 from owned.outbox o
           where o.cluster_id = fence.cluster() and o.state = 'dead') x
   group by x.queue
$$;

create function fence.in_trouble(at_most int)
returns table (org_id int, id uuid, queue text, kind text, state text, code text, tries int, under_way boolean,
               asked_at timestamptz, next_at timestamptz, ended_at timestamptz)
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  select o.org_id, o.id, o.queue, o.kind, o.state, o.last_error, coalesce(d.tries, 0), coalesce(d.lease is not null, false),
         o.asked_at, d.due_at, o.ended_at
    from owned.outbox o left join fence.due d on d.org_id = o.org_id and d.outbox_id = o.id
   where o.cluster_id = fence.cluster()
     and (o.state in ('stuck', 'dead') or o.state = 'waiting' and o.last_error is not null)
   order by o.state = 'waiting', o.asked_at, o.org_id, o.id limit least(at_most, 1000)
$$;

create function fence.try_again_for(of_org int, which uuid) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare of_queue text;
begin
  if not exists (select from owned.outbox o where o.org_id = of_org and o.id = which and o.cluster_id = fence.cluster()
                    and (o.state in ('stuck', 'dead') or o.last_error is not null)) then       -- a timer waits for its time
    return false; end if;
  update fence.due d set due_at = clock_timestamp(), tries = 0 where d.org_id = of_org and d.outbox_id = which and d.lease is null;
  if found then return true; end if;
  update owned.outbox o set state = 'waiting', ended_at = null
   where o.org_id = of_org and o.id = which and o.state = 'dead' returning o.queue into of_queue;
  if not found then return false; end if;
  insert into fence.due(org_id, outbox_id, queue, due_at, ready) values (of_org, which, of_queue, clock_timestamp(), true);
  return true;
end $$;
revoke all on function fence.standing(), fence.in_trouble(int), fence.try_again_for(int, uuid) from public;
grant execute on function fence.standing(), fence.in_trouble(int), fence.try_again_for(int, uuid) to heft_admin;
set local role none;
