-- The public key of an organisation is copied to where its cluster reads it, by the fence and by nobody else: whoever could
-- write there could put their own key in its place, and be sent copies that they can open.
set local role heft_owner;
create policy publish on shared.published_key for insert to heft_fence
  with check (org_id = (select fence.org()) and cluster_id = (select fence.cluster()));
grant insert on shared.published_key to heft_fence;
revoke insert, update on shared.published_key from heft_admin;

set local role heft_fence;
create function fence.publish_key() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into shared.published_key(cluster_id, org_id, id, public_key) values (new.cluster_id, new.org_id, new.id, new.public_key);
  return null;
end $$;
revoke all on function fence.publish_key() from public;
grant execute on function fence.publish_key() to heft_owner;         -- to make the trigger

set local role heft_owner;
create trigger publish after insert on owned.file_key for each row execute function fence.publish_key();
set local role none;
