-- The fence: whose work is this? The signed token is the setting, and every accessor verifies it, so that a forged value
-- is worth nothing. Needs no superuser. Policies call the accessors as (select fence.org()), once for each statement.
set local check_function_bodies = off;  -- the gate's table comes with a later migration
set local role heft_fence;

create table fence.ctx_key(kid int primary key, ikey bytea not null, okey bytea not null, not_after timestamptz not null);
revoke all on fence.ctx_key from public;

create function fence.org()       returns int  language sql stable parallel safe as $$ select (fence.claims())[3]::int $$;
create function fence.cluster()   returns int  language sql stable parallel safe as $$ select (fence.claims())[4]::int $$;
create function fence.person()    returns uuid language sql stable parallel safe as $$ select nullif((fence.claims())[5], '0')::uuid $$;
create function fence.programme() returns uuid language sql stable parallel safe as $$ select nullif((fence.claims())[6], '0')::uuid $$;
create function fence.visit()     returns uuid language sql stable parallel safe as $$ select nullif((fence.claims())[7], '0')::uuid $$;

-- The grant that the token names, only while it is live; nulls otherwise.
create function fence.gate() returns record
language plpgsql stable parallel safe security definer set search_path = pg_catalog, pg_temp as $$
declare f text[] := fence.claims(); g record;
begin
  select pupil_id, reads, adds, expires_at into g from owned.visit_grant
   where org_id = f[3]::int and programme_id = f[6]::uuid and id = f[7]::uuid and person_id = f[5]::uuid
     and revoked_at is null and now() >= starts_at and now() < expires_at;
  return g;
end $$;
create function fence.pupil() returns uuid
language plpgsql stable parallel safe set search_path = pg_catalog, pg_temp as $$ declare g record; begin g := fence.gate(); return g.pupil_id; end $$;
create function fence.reads() returns int
language plpgsql stable parallel safe set search_path = pg_catalog, pg_temp as $$ declare g record; begin g := fence.gate(); return g.reads; end $$;
create function fence.adds() returns int
language plpgsql stable parallel safe set search_path = pg_catalog, pg_temp as $$ declare g record; begin g := fence.gate(); return g.adds; end $$;
create function fence.until() returns timestamptz
language plpgsql stable parallel safe set search_path = pg_catalog, pg_temp as $$ declare g record; begin g := fence.gate(); return g.expires_at; end $$;

-- Presented with BEGIN. It refuses early; what defends is that every accessor verifies again.
create function fence.login(token text) returns boolean
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  if coalesce(token, '') = '' then return false; end if;
  if coalesce(current_setting('heft.ctx', true), '') <> '' then
    raise exception 'one context per transaction' using errcode = 'insufficient_privilege';
  end if;
  perform set_config('heft.ctx', token, true);
  perform fence.org();
  if split_part(token, '|', 2) = 'visitor' and fence.reads() is null then
    raise exception 'grant is not live' using errcode = 'HF003';
  end if;
  return true;
end $$;

revoke all on all functions in schema fence from public;
grant execute on function fence.login(text) to heft_app, heft_visitor, heft_admin;
grant execute on function fence.claims(), fence.gate(), fence.org(), fence.cluster(), fence.person(), fence.programme(), fence.visit(),
  fence.pupil(), fence.reads(), fence.adds(), fence.until() to heft_app, heft_visitor, heft_admin, heft_worker;

set local role heft_owner;
create function owned.freeze_keys() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if new.org_id <> old.org_id then raise exception 'org_id is immutable'; end if;
  return new;
end $$;
revoke execute on function owned.freeze_keys() from public;
set local role none;
