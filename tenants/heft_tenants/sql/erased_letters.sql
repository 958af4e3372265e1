-- Erasing: one organisation's own copy of a thread, all of it, by a person of its own, and never without what tells of it.
-- Nobody else can delete a letter while its organisation is here, and nothing here reaches the other side's copy.
set local role heft_owner;
create policy erase on owned.sent_letter     to heft_fence using (org_id = (select fence.org()));
create policy erase on owned.sent_attachment to heft_fence using (org_id = (select fence.org()));
create policy erase on owned.erased_letter   to heft_fence using (org_id = (select fence.org())) with check (org_id = (select fence.org()));
create policy sent  on owned.erased_letter   for select to heft_fence using (from_org = (select fence.org()));
create policy erase on letterbox.letter      for delete to heft_fence using (org_id = (select fence.org()));
create policy erase on letterbox.attachment  for delete to heft_fence using (org_id = (select fence.org()));
create policy doors on letterbox.attachment  for select to heft_fence using (org_id = (select fence.org()));
grant select (org_id, to_org, id, thread_id, kind, sent_at), delete on owned.sent_letter to heft_fence;
grant select (org_id, letter_id), delete on owned.sent_attachment to heft_fence;
grant select (thread_id, kind), delete on letterbox.letter to heft_fence;
grant select (org_id, from_org, letter_id, copy_id), delete on letterbox.attachment to heft_fence;
grant select, insert on owned.erased_letter to heft_fence;

set local role heft_fence;
create function fence.erase_thread(other int, thread uuid, why text) returns int
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare own int := fence.org(); erased int;
begin
  if own is null or fence.person() is null then
    raise exception 'letters are erased by a person of their organisation' using errcode = 'insufficient_privilege'; end if;
  insert into owned.erased_letter(org_id, from_org, id, to_org, thread_id, kind, sent_at, copies, why, erased_by, erased_at)
  select own, own, s.id, s.to_org, s.thread_id, s.kind, s.sent_at, '{}', why, fence.person(), clock_timestamp()
    from owned.sent_letter s where s.org_id = own and s.to_org = other and s.thread_id = thread
  union all
  select own, l.from_org, l.id, own, l.thread_id, l.kind, l.sent_at,
         array(select a.copy_id from letterbox.attachment a where a.org_id = own and a.from_org = l.from_org and a.letter_id = l.id order by 1),
         why, fence.person(), clock_timestamp()
    from letterbox.letter l where l.org_id = own and l.from_org = other and l.thread_id = thread;
  get diagnostics erased = row_count;
  delete from owned.sent_attachment a using owned.sent_letter s
   where s.org_id = own and s.to_org = other and s.thread_id = thread and a.org_id = own and a.letter_id = s.id;
  delete from owned.sent_letter s where s.org_id = own and s.to_org = other and s.thread_id = thread;
  delete from letterbox.attachment a using letterbox.letter l
   where l.org_id = own and l.from_org = other and l.thread_id = thread and a.org_id = own and a.from_org = other and a.letter_id = l.id;
  delete from letterbox.letter l where l.org_id = own and l.from_org = other and l.thread_id = thread;
  return erased;
end $$;
-- What was said once is not said anew under the same id, nor in a thread of which only the other side knows how it went.
create function fence.not_erased() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from owned.erased_letter e where e.org_id = new.org_id
                and (e.id = new.id or e.thread_id = new.thread_id and new.to_org in (e.from_org, e.to_org))) then
    raise exception 'this side has erased its copy' using errcode = 'HF007';
  end if;
  return new;
end $$;
-- A letter that its receiver has erased is missing from no box.
create or replace function fence.missing_from_boxes(orgs int[], ids uuid[]) returns setof uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select x.id from unnest(orgs, ids) x(org, id)
   where fence.org() is not null
     and not exists (select from letterbox.letter l where l.org_id = x.org and l.from_org = fence.org() and l.id = x.id)
     and not exists (select from owned.erased_letter e where e.org_id = x.org and e.from_org = fence.org() and e.id = x.id)
$$;
revoke all on function fence.erase_thread(int, uuid, text), fence.not_erased() from public;
grant execute on function fence.erase_thread(int, uuid, text) to heft_app;
grant execute on function fence.not_erased() to heft_owner;      -- to make the trigger

set local role heft_owner;
create trigger not_erased before insert on owned.sent_letter for each row execute function fence.not_erased();
set local role none;
