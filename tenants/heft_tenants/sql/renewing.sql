-- A drain's fifth door: keep a lease for longer while its work is outside, where no transaction holds the row. A lease that
-- ran out and was taken away is renewed by nobody.
set local role heft_fence;
create function fence.renew(pass bytea, for_seconds double precision) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update fence.due w set due_at = clock_timestamp() + make_interval(secs => least(for_seconds, 600)) where w.lease = pass;
  if not found then raise exception 'the lease is lost' using errcode = 'HF001'; end if;
end $$;
revoke all on function fence.renew(bytea, double precision) from public;
grant execute on function fence.renew(bytea, double precision) to heft_worker;
set local role none;
