-- The doors of the outbox: the only ways to the work of every organisation, for a role that can read none.
--
--   owned.outbox   what is to be done: an Owned table, fenced like any other
--   fence.due      when it is next to be tried and who has it: no kind, no subject, no person. The fence's own table, like
--                  its keys: no login role reads it. Small: a row stays only while something is left to do
--   fence.*        the doors
set local role heft_owner;
create policy visit on owned.outbox for insert to heft_visitor     -- a visitor asks for what the gate lets through
  with check (org_id = (select fence.org()) and visit_programme_id = (select fence.programme()) and visit_id = (select fence.visit())
              and asked_by = (select fence.person()) and (select fence.reads()) <> 0);
create policy doors on owned.outbox to heft_fence using (true) with check (true);    -- the functions below, which return
create policy doors on letterbox.letter for select to heft_fence using (true);       -- leases and counts, and no rows
grant insert(org_id, id, cluster_id, queue, kind, ref, step, asked_by, visit_programme_id, visit_id) on owned.outbox to heft_visitor;
grant select(org_id, id, cluster_id, queue, kind, ref, step, asked_by, visit_programme_id, visit_id, not_before, state, asked_at),
      insert(org_id, id, cluster_id, queue, kind, ref), update(state, last_error, ended_at) on owned.outbox to heft_fence;
grant select(id, org_id, from_org, sent_at) on letterbox.letter to heft_fence;        -- not the content

-- ---------- when, and who has it ----------
set local role heft_fence;
create table fence.due(
  org_id     int  not null,
  outbox_id  uuid not null,
  queue      text not null,
  due_at     timestamptz not null,                               -- timer, next try and end of lease in one column
  ready      boolean not null,                                   -- its time has come and nobody has it
  turn       smallint not null default 0,                        -- how many of this organisation's stood before it
  tries      int not null default 0,                             -- counted when claimed: also when the process dies
  stuck      boolean not null default false,
  lease      bytea,                                              -- the pass into the organisation; null: nobody has it
  primary key (org_id, outbox_id));
create index due_in_turn  on fence.due (queue, turn, due_at) where ready;
create index due_in_time  on fence.due (due_at) where not ready;
create index due_by_org   on fence.due (org_id, queue, ready);
create index due_by_lease on fence.due (lease) where lease is not null;
alter table fence.due set (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);
revoke all on fence.due from public;

create function fence.falls_due() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into fence.due(org_id, outbox_id, queue, due_at, ready, turn)
  select new.org_id, new.id, new.queue, new.not_before, new.not_before <= clock_timestamp(),
         case when new.queue = 'escalations' then 0 else                  -- safety: strictly first come, first served
           (select count(*) from (select 1 from fence.due d
                                   where d.org_id = new.org_id and d.queue = new.queue and d.ready limit 20) x) end;
  return null;
end $$;

-- A letter needs no carrying: it is before its receiver at commit. What the receiver does about it is the receiver's
-- own work, and this is the only way in which one organisation puts a row into another's outbox.
create function fence.letter_arrives() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into owned.outbox(org_id, id, cluster_id, queue, kind, ref)
  select new.org_id, new.id, new.cluster_id, 'escalations', 'letter.arrived', new.id;
  return null;
end $$;

-- The context for whoever holds a lease: the fence signs the token itself, so no worker has the key. (Variant R of the fence.)
create function fence.present(as_kind text, org int, cluster int, person uuid, programme uuid, visit uuid) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare k record; body text;
begin
  if coalesce(current_setting('heft.ctx', true), '') <> '' then
    raise exception 'one context per transaction' using errcode = 'insufficient_privilege'; end if;
  select c.kid, c.ikey, c.okey into strict k from fence.ctx_key c where c.not_after > now() order by c.kid desc limit 1;
  body := concat_ws('|', k.kid, as_kind, org, cluster, coalesce(replace(person::text, '-', ''), '0'), coalesce(replace(programme::text, '-', ''), '0'),
    coalesce(replace(visit::text, '-', ''), '0'), extract(epoch from clock_timestamp())::bigint + 60, replace(gen_random_uuid()::text, '-', ''));
  perform set_config('heft.ctx', body || '|' || encode(sha256(k.okey || sha256(k.ikey || convert_to(body, 'UTF8'))), 'hex'), true);
  if visit is not null and fence.reads() is null then
    raise exception 'grant is not live' using errcode = 'HF003'; end if;
end $$;

-- ---------- the four doors of the drain ----------
-- 1. Claim: leases for what is due, in turn. Commit before you enter, so that tries survives your death. A row that has
--    failed twice goes alone, so that poison takes no neighbour with it, and for longer each time.
create function fence.claim(of_queue text, at_most int, for_seconds int, alarm_after int, each_org int default null)
returns table (lease bytea, tries int, visiting boolean)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare failed_before int;
begin
  update fence.due d set ready = true, lease = null                  -- timers whose time has come, leases that ran out
    from (select w.org_id, w.outbox_id from fence.due w where not w.ready and w.due_at <= clock_timestamp()
           order by w.due_at limit 200 for update skip locked) w
   where d.org_id = w.org_id and d.outbox_id = w.outbox_id;
  select d.tries into failed_before from fence.due d where d.queue = of_queue and d.ready order by d.turn, d.due_at limit 1;
  if failed_before >= 2 then at_most := 1; end if;
  return query
  with pick as (
    select d.org_id, d.outbox_id from fence.due d
     where d.queue = of_queue and d.ready and (d.tries < 2 or at_most = 1)
       and (each_org is null or each_org > (select count(*) from fence.due o
             where o.org_id = d.org_id and o.queue = of_queue and not o.ready and o.lease is not null))
     order by d.turn, d.due_at limit at_most for update skip locked),
  taken as (
    update fence.due d set ready = false, tries = d.tries + 1, stuck = d.stuck or d.tries >= alarm_after,
           lease = sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())),                -- 244 random bits
           due_at = clock_timestamp() + make_interval(secs => for_seconds * least(power(2, greatest(d.tries - 1, 0)), 6))
      from pick p where d.org_id = p.org_id and d.outbox_id = p.outbox_id
    returning d.org_id, d.outbox_id, d.lease, d.tries, d.stuck),
  shown as (
    update owned.outbox o set state = 'stuck' from taken t
     where t.stuck and o.org_id = t.org_id and o.id = t.outbox_id and o.state = 'waiting')
  select t.lease, t.tries, o.visit_id is not null
    from taken t join owned.outbox o on o.org_id = t.org_id and o.id = t.outbox_id;
end $$;

-- 2. Enter: the first statement of the work's transaction. The lease is the pass: it locks the row, so that the lease
--    cannot be taken away before commit, and gives the context of the row's organisation, and of no other.
create function fence.enter(pass bytea) returns table (org_id int, outbox_id uuid, kind text, ref uuid, step text, tries int)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare d record; o record;
begin
  select w.org_id, w.outbox_id, w.tries into d from fence.due w where w.lease = pass for update;
  if not found then raise exception 'the lease is lost' using errcode = 'HF001'; end if;
  select x.cluster_id, x.kind, x.ref, x.step, x.asked_by, x.visit_programme_id, x.visit_id into strict o
    from owned.outbox x where x.org_id = d.org_id and x.id = d.outbox_id;
  if (o.visit_id is not null) <> (session_user = 'heft_visitor') then  -- a visitor's work is done with a visitor's rights
    raise exception 'the other role does this' using errcode = 'HF002'; end if;
  perform fence.present(case when o.visit_id is null then 'work' else 'visitor' end, d.org_id, o.cluster_id, o.asked_by, o.visit_programme_id, o.visit_id);
  return query select d.org_id, d.outbox_id, o.kind, o.ref, o.step, d.tries;
end $$;

-- 3. Settle: the last statement of the work's transaction. (Alone, for work that can never be done: 'dead', 'cancelled'.)
create function fence.settle(pass bytea, as_state text default 'done', why text default null) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare d record;
begin
  if as_state not in ('done', 'dead', 'cancelled') then raise exception 'no such end: %', as_state; end if;
  delete from fence.due w where w.lease = pass and (fence.org() is null or w.org_id = fence.org())
   returning w.org_id, w.outbox_id into d;
  if not found then raise exception 'the lease is lost' using errcode = 'HF001'; end if;
  update owned.outbox o set state = as_state, last_error = why, ended_at = clock_timestamp()
   where o.org_id = d.org_id and o.id = d.outbox_id;
end $$;

-- 4. Postpone: give the row back, to be tried again later. In a transaction of its own, after the work's has failed.
create function fence.postpone(pass bytea, for_seconds double precision, as_stuck boolean, why text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare d record;
begin
  update fence.due w set ready = false, lease = null, stuck = as_stuck, due_at = clock_timestamp() + make_interval(secs => for_seconds)
   where w.lease = pass returning w.org_id, w.outbox_id into d;
  if not found then raise exception 'the lease is lost' using errcode = 'HF001'; end if;
  update owned.outbox o set state = case when as_stuck then 'stuck' else 'waiting' end, last_error = why
   where o.org_id = d.org_id and o.id = d.outbox_id;
end $$;

-- ---------- people's doors: their own organisation's rows only ----------
create function fence.cancel(which uuid) returns boolean             -- false: too late, or never was
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from fence.due where org_id = fence.org() and outbox_id = which;      -- waits for a worker that is at it
  update owned.outbox set state = 'cancelled', ended_at = clock_timestamp()
   where org_id = fence.org() and id = which and state in ('waiting', 'stuck');
  return found;
end $$;
create function fence.try_again(which uuid) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare of_queue text;
begin
  update fence.due set due_at = clock_timestamp(), tries = 0 where org_id = fence.org() and outbox_id = which and lease is null;
  if found then return true; end if;
  update owned.outbox set state = 'waiting', ended_at = null
   where org_id = fence.org() and id = which and state in ('dead', 'cancelled') returning queue into of_queue;
  if not found then return false; end if;
  insert into fence.due(org_id, outbox_id, queue, due_at, ready) values (fence.org(), which, of_queue, clock_timestamp(), true);
  return true;
end $$;

-- ---------- the bell's door: numbers, no rows ----------
create function fence.waiting(of_queue text) returns table (due bigint, oldest_seconds double precision)
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  select count(*), coalesce(max(extract(epoch from clock_timestamp() - x.due_at)), 0)::double precision
    from ((select d.due_at from fence.due d where d.queue = of_queue and d.ready order by d.turn, d.due_at limit 500)
          union all
          (select d.due_at from fence.due d where not d.ready and d.due_at <= clock_timestamp() and d.queue = of_queue limit 500)) x
$$;
revoke all on function fence.falls_due(), fence.letter_arrives(), fence.present(text, int, int, uuid, uuid, uuid), fence.claim(text, int, int, int, int),
  fence.enter(bytea), fence.settle(bytea, text, text), fence.postpone(bytea, double precision, boolean, text), fence.cancel(uuid), fence.try_again(uuid),
  fence.waiting(text) from public;
grant execute on function fence.claim(text, int, int, int, int), fence.postpone(bytea, double precision, boolean, text), fence.waiting(text) to heft_worker;
grant execute on function fence.enter(bytea), fence.settle(bytea, text, text) to heft_worker, heft_visitor;
grant execute on function fence.cancel(uuid), fence.try_again(uuid) to heft_app;
grant execute on function fence.falls_due(), fence.letter_arrives() to heft_owner;    -- to make the two triggers
set local role none;

set local role heft_owner;
create trigger falls_due after insert on owned.outbox for each row execute function fence.falls_due();
create trigger letter_arrives after insert on letterbox.letter for each row execute function fence.letter_arrives();
set local role none;
