-- Whose work is this? Verified wherever it is read, so that a forged token is worth nothing, and nor is a token of an
-- organisation that has left, from the moment that this is committed.
set local check_function_bodies = off;
set local role heft_fence;
-- kid | kind | org | cluster | person | programme | grant | expires | nonce | HMAC-SHA256, in hexadecimal
create or replace function fence.claims() returns text[]
language plpgsql stable parallel safe security definer set search_path = pg_catalog, pg_temp as $$
declare
  token text := current_setting('heft.ctx', true);
  body text := left(token, -65);
  f text[] := string_to_array(body, '|');
  inner_pad bytea; outer_pad bytea; has_left boolean;
begin
  if coalesce(token, '') = '' then return null; end if;
  select k.ikey, k.okey, f[3]::int = any (k.not_for) into inner_pad, outer_pad, has_left
    from fence.ctx_key k where k.kid = f[1]::int and k.not_after > now();
  if not found or sha256(outer_pad || sha256(inner_pad || convert_to(body, 'UTF8'))) <> decode(right(token, 64), 'hex') then
    raise exception 'context rejected' using errcode = 'insufficient_privilege';
  end if;
  if f[8]::bigint < extract(epoch from clock_timestamp())
     or f[2] is distinct from (case session_user when 'heft_app' then 'org' when 'heft_visitor' then 'visitor'
                                                 when 'heft_admin' then 'admin' when 'heft_worker' then 'work' end) then
    raise exception 'context rejected' using errcode = 'insufficient_privilege';
  end if;
  if has_left then
    raise exception 'the organisation has left' using errcode = 'HF004';
  end if;
  return f;
end $$;
set local role none;
