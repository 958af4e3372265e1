-- Post, for what goes with a letter: the sender's row drops one into the receiver's box, with the length and the kind that the
-- sender's own file has. Only a worker says that a copy is there: a request never waits for the store, so it cannot know.
set local role heft_owner;
create policy stamp on owned.file for select to heft_fence using (org_id = (select fence.org()));
create policy stamp on owned.file_copy for select to heft_fence using (org_id = (select fence.org()));
grant select (org_id, id, octets, media_type) on owned.file to heft_fence;
grant select (org_id, id, file_id) on owned.file_copy to heft_fence;
grant update (digest, made_at) on owned.file_copy to heft_worker;
grant insert on letterbox.attachment to heft_fence;

set local role heft_fence;
create function fence.post_attachment() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into letterbox.attachment(org_id, from_org, letter_id, no, name, copy_id, digest, octets, media_type)
  select new.to_org, new.org_id, new.letter_id, new.no, new.name, new.copy_id, new.digest, f.octets, f.media_type
    from owned.file_copy c join owned.file f on f.org_id = c.org_id and f.id = c.file_id
   where c.org_id = new.org_id and c.id = new.copy_id;
  if not found then raise exception 'an attachment without a file' using errcode = 'foreign_key_violation'; end if;
  return null;
end $$;
revoke all on function fence.post_attachment() from public;
grant execute on function fence.post_attachment() to heft_owner;     -- to make the trigger

set local role heft_owner;
create trigger post after insert on owned.sent_attachment for each row execute function fence.post_attachment();
set local role none;
