-- What breaks a rule of the fence: every row that is returned is a fault. One statement, PostgreSQL 15 to 18; it reads the catalogue
-- alone. The four doors of the fence that look beyond one organisation are named where they are let pass: they return leases,
-- counts, hashes and who has left, and no row.
with
v as (select current_setting('server_version_num')::int n),
app(role, may) as (values ('heft_app', array['owned','shared','letterbox','fence']), ('heft_visitor', array['owned','shared','letterbox','fence']), ('heft_admin', array['shared','fence']),
  ('heft_signin', array['ident']), ('heft_worker', array['owned','shared','letterbox','fence'])),
r as (select a.role, a.may, p.* from app a join pg_roles p on p.rolname = a.role),
s as (select oid, nspname from pg_namespace where nspname in ('owned','shared','ident','letterbox','fence')),
o as (select c.oid, n.nspname, c.relname, c.relkind, c.relowner, c.relrowsecurity, c.relforcerowsecurity, c.reloptions, n.nspname||'.'||c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'),
t as (select * from o where relkind in ('r','p') and nspname in ('owned','shared','ident','letterbox')),
col as (select t.oid, a.attname, a.attnum, a.attnotnull, a.attgenerated, a.attstattarget from t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped),
-- what excludes each other is told apart by a range of one number: no operator class that comes with Postgres excludes equal ones
ix as (select t.nspname, t.name, i.indisunique or i.indisexclusion as indisunique, i.indisprimary, ci.relname as index, t.oid,
         coalesce((select attname::text from pg_attribute where attrelid = t.oid and attnum = i.indkey[0]),
                  substring(pg_get_indexdef(i.indexrelid, 1, true) from '^int4range\((\w+), \1, ''\[\]''::text\)$')) as first, i.indkey from t join pg_index i on i.indrelid = t.oid join pg_class ci on ci.oid = i.indexrelid),
fk as (select k.*, a.nspname as fs, a.name as fname, b.nspname as ts, b.relname as trel,
         (select array_agg(x.attname::text||'>'||y.attname) from unnest(k.conkey, k.confkey) u(f, g) join pg_attribute x on x.attrelid = k.conrelid and x.attnum = f join pg_attribute y on y.attrelid = k.confrelid and y.attnum = g) as pairs
       from pg_constraint k join t a on a.oid = k.conrelid join o b on b.oid = k.confrelid where k.contype = 'f'),
pol as (select p.polname, p.polcmd, p.polpermissive, p.polroles, t.nspname, t.relname, t.name||'.'||p.polname as obj,
          coalesce(pg_get_expr(p.polqual, p.polrelid), '') as q, coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '') as c from pg_policy p join t on t.oid = p.polrelid),
pr as (select pol.*, r.role from pol join r on r.oid = any(pol.polroles)),
og as (select o.oid, o.name, o.relrowsecurity as rls from o where o.name <> 'shared.organisation' and o.nspname in ('owned','shared','letterbox','fence') and o.relkind in ('r','p')
       and exists (select 1 from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any(k.conkey) where k.conrelid = o.oid and k.contype = 'p' and a.attname = 'org_id')),
fn as (select p.oid, p.oid::regprocedure::text as name, p.prosecdef, p.proconfig, p.provolatile, p.prosrc, p.proowner from pg_proc p join s on s.oid = p.pronamespace)
-- kinds
select 'table of none of the four kinds' as what, name as obj from o where relkind in ('r','p','f') and nspname not in ('owned','shared','ident','letterbox') and not (nspname = 'fence' and relname in ('ctx_key', 'due')) and relname <> 'alembic_version'
union all select 'table without RLS and FORCE', name from t where not (relrowsecurity and relforcerowsecurity)
union all select 'not owned by heft_owner', name from t where relowner::regrole::text <> 'heft_owner'
union all select 'role reaches a schema that is not its business: '||role, nspname from r, s where has_schema_privilege(r.oid, s.oid, 'USAGE') and nspname <> all(may)
union all select 'CREATE on schema: '||role, n.nspname from r, pg_namespace n where has_schema_privilege(r.oid, n.oid, 'CREATE')
union all select 'role reaches a table of a kind that is not its business: '||role, name from r, o where nspname <> all(may) and relkind in ('r','p','v','m','f') and (has_any_column_privilege(r.oid, o.oid, 'SELECT,INSERT,UPDATE') or has_table_privilege(r.oid, o.oid, 'DELETE'))
union all select 'role reads the keys: '||role, name from r, o where nspname = 'fence' and relkind = 'r' and (has_any_column_privilege(r.oid, o.oid, 'SELECT,INSERT,UPDATE') or has_table_privilege(r.oid, o.oid, 'DELETE'))
union all select 'visitor may update or delete', name from r, t where role = 'heft_visitor' and (has_any_column_privilege(r.oid, t.oid, 'UPDATE') or has_table_privilege(r.oid, t.oid, 'DELETE'))
union all select 'letter may be changed or deleted: '||x.role, name from (select role, oid from r union all select 'heft_fence', 'heft_fence'::regrole) x, t where (nspname = 'letterbox' or name ~ '^owned\.sent_') and (has_any_column_privilege(x.oid, t.oid, 'UPDATE') or x.role <> 'heft_fence' and has_table_privilege(x.oid, t.oid, 'DELETE'))
union all select 'erasing reaches more than one''s own copy of a letter', obj from pol where (nspname = 'letterbox' or relname ~ '^sent_|^erased_letter$') and 'heft_fence'::regrole = any(polroles) and polcmd in ('d', '*') and q <> '(org_id = ( SELECT fence.org() AS org))'
union all select 'function of the fence that erases letters other than erase_thread', name from fn where prosrc ~* 'delete\s+from\s+(only\s+)?(letterbox\.|owned\.(sent_|erased_letter))' and name <> 'fence.erase_thread(integer,uuid,text)'
union all select 'what tells of an erased letter may be written, changed or removed: '||x.role, name from (select role, oid from r union all select 'heft_fence', 'heft_fence'::regrole) x, t where name = 'owned.erased_letter' and (x.role <> 'heft_fence' and has_any_column_privilege(x.oid, t.oid, 'INSERT') or has_any_column_privilege(x.oid, t.oid, 'UPDATE') or has_table_privilege(x.oid, t.oid, 'DELETE'))
union all select 'erased letter can be sent anew', name from t where name = 'owned.sent_letter' and not exists (select 1 from pg_trigger g where g.tgrelid = t.oid and g.tgname = 'not_erased' and g.tgenabled = 'O' and g.tgtype = 7 and g.tgqual is null
    and g.tgfoid = to_regproc('fence.not_erased') and (select prosecdef from pg_proc where oid = g.tgfoid))
union all select 'login role may insert into a box: '||role, name from r, t where nspname = 'letterbox' and has_any_column_privilege(r.oid, t.oid, 'INSERT')
union all select 'fence reads more of a box than which letters there are', t.name||'.'||attname from t join col on col.oid = t.oid where nspname = 'letterbox' and attname not in ('id', 'org_id', 'from_org', 'sent_at', 'letter_id', 'thread_id', 'kind', 'copy_id') and has_column_privilege('heft_fence', t.oid, attnum, 'SELECT')
union all select 'visitor may see a table of letters other than letter and sent_letter, or write one', name from r, t where role = 'heft_visitor' and (nspname = 'letterbox' or name ~ '^owned\.(sent_|triage|postage)') and (has_any_column_privilege(r.oid, t.oid, 'INSERT') or relname not in ('letter','sent_letter') and has_any_column_privilege(r.oid, t.oid, 'SELECT'))
union all select 'sender may set the clock', t.name||'.'||attname from r, t join col on col.oid = t.oid where role = 'heft_app' and name ~ '^owned\.sent_' and attname ~ '_at$' and has_column_privilege(r.oid, t.oid, attnum, 'INSERT')
union all select 'box not filled by the sender''s copy', name from t where nspname = 'letterbox' and not exists (select 1 from pg_trigger g where g.tgrelid = to_regclass('owned.sent_'||t.relname) and g.tgname = 'post' and g.tgenabled = 'O' and g.tgtype = 5
    and g.tgqual is null and g.tgfoid = to_regproc('fence.post_'||t.relname) and (select prosecdef from pg_proc where oid = g.tgfoid))
union all select 'letters reach who has left', name from t where nspname = 'letterbox' and not exists (select 1 from pg_trigger g where g.tgrelid = t.oid and g.tgname = 'receiver_is_here' and g.tgenabled = 'O' and g.tgtype = 7
    and g.tgqual is null and g.tgfoid = to_regproc('fence.receiver_is_here'))
union all select 'keys are good for who has left', want.t from (values ('shared.organisation', 'tell_keys_who_left', 16), ('fence.ctx_key', 'tell_key_who_left', 7)) want(t, trigger, type)
   where to_regclass(want.t) is not null and not exists (select 1 from pg_trigger g where g.tgrelid = to_regclass(want.t) and g.tgname = want.trigger and g.tgenabled = 'O' and g.tgtype = want.type
    and g.tgattr = '' and g.tgqual is null and g.tgfoid = to_regproc('fence.'||want.trigger) and (select prosecdef from pg_proc where oid = g.tgfoid))
union all select 'no limit on letters', 'owned.postage' where not exists (select 1 from pg_trigger g where g.tgrelid = to_regclass('owned.sent_letter') and g.tgname = 'stamp' and g.tgenabled = 'O' and g.tgtype = 5 and g.tgqual is null and g.tgfoid = to_regproc('fence.stamp_letter'))
    or not exists (select 1 from pg_constraint k where k.conrelid = to_regclass('owned.postage') and k.contype = 'c' and pg_get_constraintdef(k.oid) ~ '^CHECK \(\(letters <= \d+\)\)$')
union all select 'counter of letters may be written by a login role: '||role, name from r, t where name = 'owned.postage' and (has_any_column_privilege(r.oid, t.oid, 'INSERT,UPDATE') or has_table_privilege(r.oid, t.oid, 'DELETE'))
union all select 'content without a digest that the database works out', t.name from t join col on col.oid = t.oid and attname = 'content' where not exists (select 1 from col d where d.oid = t.oid and d.attname = 'digest' and d.attgenerated = 's' and d.attnotnull)
union all select 'content without a limit of length', t.name from t join col on col.oid = t.oid and attname = 'content' where nspname = 'owned' and not exists (select 1 from pg_constraint k where k.conrelid = t.oid and k.contype = 'c' and col.attnum = any(k.conkey) and pg_get_constraintdef(k.oid) ~ 'octet_length\(\(content\)::text\) <= \d+')
union all select 'shared table written outside an administrator context: '||role, name from r, t where nspname = 'shared' and role <> 'heft_admin' and (has_any_column_privilege(r.oid, t.oid, 'INSERT,UPDATE') or has_table_privilege(r.oid, t.oid, 'DELETE'))
-- files
union all select 'public key of an organisation may be written by a login role: '||role, name from r, t where name = 'shared.published_key' and (has_any_column_privilege(r.oid, t.oid, 'INSERT,UPDATE') or has_table_privilege(r.oid, t.oid, 'DELETE'))
union all select 'public key not published by the fence', t.name from t where name = 'owned.file_key' and not exists (select 1 from pg_trigger g where g.tgrelid = t.oid and g.tgname = 'publish' and g.tgenabled = 'O' and g.tgtype = 5 and g.tgqual is null
    and g.tgfoid = to_regproc('fence.publish_key') and (select prosecdef from pg_proc where oid = g.tgfoid))
union all select 'key or content of a file may be changed: '||role, t.name from r, t where name in ('owned.file_key', 'owned.file_piece') and has_any_column_privilege(r.oid, t.oid, 'UPDATE')
union all select 'copy said to be there by other than a worker: '||role, t.name||'.'||attname from r, t join col on col.oid = t.oid where name = 'owned.file_copy' and attname in ('digest', 'made_at') and (has_column_privilege(r.oid, t.oid, attnum, 'INSERT') or role <> 'heft_worker' and has_column_privilege(r.oid, t.oid, attnum, 'UPDATE'))
-- keys
union all select 'Owned table without org_id not null', name from t where nspname = 'owned' and not exists (select 1 from col where col.oid = t.oid and attname = 'org_id' and attnotnull)
union all select 'Shared table without cluster_id not null', name from t where nspname = 'shared' and not exists (select 1 from col where col.oid = t.oid and attname = 'cluster_id' and attnotnull)
union all select 'table without primary key', name from t where not exists (select 1 from ix where ix.oid = t.oid and indisprimary)
union all select 'Owned index does not start with org_id', index from ix where nspname = 'owned' and first is distinct from 'org_id'
union all select 'Shared unique index without cluster_id (existence oracle)', index from ix where nspname = 'shared' and indisunique and index <> 'pk_organisation' and first is distinct from 'cluster_id' and not exists (select 1 from col where col.oid = ix.oid and attnum = any(indkey) and attname = 'cluster_id')
union all select 'Letterbox table without org_id and from_org not null', name from t where nspname = 'letterbox' and (select count(*) from col where col.oid = t.oid and attname in ('org_id','from_org') and attnotnull) < 2
union all select 'Letterbox index does not start with org_id (EXPLAIN counts)', index from ix where nspname = 'letterbox' and first is distinct from 'org_id'
union all select 'Letterbox unique index does not start with receiver and sender (existence oracle)', index from ix where nspname = 'letterbox' and indisunique and (first is distinct from 'org_id' or (select attname from pg_attribute where attrelid = ix.oid and attnum = indkey[1]) is distinct from 'from_org')
union all select 'FK between Owned tables without org_id on both sides', fname||'.'||conname from fk where fs = 'owned' and ts = 'owned' and not 'org_id>org_id' = any(pairs)
union all select 'FK from Owned to Shared without org_id or cluster_id', fname||'.'||conname from fk where fs = 'owned' and ts = 'shared' and not (pairs && array['cluster_id>cluster_id'] or (trel = 'organisation' and pairs && array['org_id>org_id']))
union all select 'FK from Owned to Letterbox without receiver and sender', fname||'.'||conname from fk where fs = 'owned' and ts = 'letterbox' and not pairs @> array['org_id>org_id','from_org>from_org']
union all select 'FK between Letterbox tables without receiver and sender', fname||'.'||conname from fk where fs = 'letterbox' and ts = 'letterbox' and not pairs @> array['org_id>org_id','from_org>from_org']
union all select 'FK from Letterbox to Shared without cluster_id', fname||'.'||conname from fk where fs = 'letterbox' and ts = 'shared' and not 'cluster_id>cluster_id' = any(pairs)
union all select 'Letterbox table not tied to the cluster by both organisations', name from t where nspname = 'letterbox' and not exists (select 1 from fk where conrelid = t.oid and ts = 'letterbox')
    and not (exists (select 1 from fk where conrelid = t.oid and ts = 'shared' and pairs @> array['from_org>org_id','cluster_id>cluster_id']) and exists (select 1 from fk where conrelid = t.oid and ts = 'shared' and pairs @> array['org_id>org_id','cluster_id>cluster_id']))
union all select 'sender''s copy not tied to the cluster by both organisations', t.name from t where name = 'owned.sent_letter'
    and not (exists (select 1 from fk where conrelid = t.oid and ts = 'shared' and pairs @> array['to_org>org_id','cluster_id>cluster_id']) and exists (select 1 from fk where conrelid = t.oid and ts = 'shared' and pairs @> array['org_id>org_id','cluster_id>cluster_id']))
union all select 'FK between kinds that must not refer: '||fs||' to '||ts, fname||'.'||conname from fk where (fs, ts) not in (('owned','owned'),('owned','shared'),('owned','letterbox'),('letterbox','letterbox'),('letterbox','shared'),('shared','shared'),('ident','ident'))
union all select 'FK with an action (CASCADE, SET NULL, SET DEFAULT)', fname||'.'||conname from fk where confdeltype not in ('a','r') or confupdtype not in ('a','r')
union all select 'FK or check not validated', conname from pg_constraint k join t on t.oid = k.conrelid where not convalidated
union all select 'statistics that tell an organisation, a case or a file (EXPLAIN)', t.name||'.'||attname from t join col on col.oid = t.oid where (nspname = 'letterbox' or nspname = 'owned' and (relname ~ '^sent_' or attname in ('org_id','from_org','programme_id','letter_id','digest'))) and attstattarget is distinct from 0
union all select 'statistics over several columns (EXPLAIN)', stxname::text from pg_statistic_ext x join t on t.oid = x.stxrelid where t.nspname in ('owned','letterbox')
union all select 'Owned table without freeze_keys trigger', name from t where nspname = 'owned' and not exists (select 1 from pg_trigger g where g.tgrelid = t.oid and g.tgname = 'freeze_keys' and g.tgenabled = 'O')
-- policies
union all select 'policy TO PUBLIC', obj from pol where 0 = any(polroles)
union all select 'policy calls the fence un-wrapped (not an initplan)', obj from pol where regexp_replace(q||c, 'SELECT fence\.', '', 'g') ~ 'fence\.'
union all select 'policy reads another table', obj from pol where replace(q||c, 'IS DISTINCT FROM', '') ~ '\mFROM\M'
union all select 'Owned table without the fence', name from t, (values ('heft_app'), ('heft_worker')) x(inside) where nspname = 'owned' and not exists (select 1 from pr where pr.nspname = 'owned' and pr.relname = t.relname and role = x.inside and polcmd = '*' and q = '(org_id = ( SELECT fence.org() AS org))' and c = q)
union all select 'permissive policy for '||role||' on an Owned table other than the fence', obj from pr where nspname = 'owned' and role in ('heft_app', 'heft_worker') and polpermissive and (q <> '(org_id = ( SELECT fence.org() AS org))' or c <> q)
union all select 'Letterbox table without exactly read and post', name from t where nspname = 'letterbox' and (
       not exists (select 1 from pr where pr.nspname = 'letterbox' and pr.relname = t.relname and role = 'heft_app' and polcmd = 'r' and q = '(org_id = ( SELECT fence.org() AS org))')
    or not exists (select 1 from pol where pol.nspname = 'letterbox' and pol.relname = t.relname and polroles = array['heft_fence'::regrole::oid] and polcmd = 'a' and c = '(from_org = ( SELECT fence.org() AS org))')
    or exists (select 1 from pol where pol.nspname = 'letterbox' and pol.relname = t.relname and polpermissive and not ('heft_app'::regrole::oid = any(polroles) and polname = 'read' and polroles <@ array['heft_app'::regrole::oid, 'heft_worker'::regrole::oid]) and not (polroles = array['heft_fence'::regrole::oid] and polname = 'post') and not (polroles = array['heft_eraser'::regrole::oid] and polname = 'leave') and not (polroles = array['heft_fence'::regrole::oid] and polname = 'doors' and polcmd = 'r') and not (polroles = array['heft_fence'::regrole::oid] and polname = 'erase' and polcmd = 'd') and not (polroles = array['heft_visitor'::regrole::oid] and polname = 'visit')))
union all select 'visitor''s policy on letters is not exactly org, case and section 128', obj from pr where (nspname = 'letterbox' or relname ~ '^sent_') and role = 'heft_visitor'
    and (polcmd <> 'r' or q <> '((org_id = ( SELECT fence.org() AS org)) AND (programme_id = ( SELECT fence.programme() AS programme)) AND ((( SELECT fence.reads() AS reads) & 128) <> 0))')
union all select 'sender''s copy may carry a colleague''s name', t.name from t where name = 'owned.sent_letter' and not exists (select 1 from pr where pr.nspname = 'owned' and pr.relname = t.relname and role = 'heft_app' and polcmd = 'a' and not polpermissive and c = '(NOT (sent_by IS DISTINCT FROM ( SELECT fence.person() AS person)))')
union all select 'what somebody wrote may carry a colleague''s name', t.name from t join col on col.oid = t.oid and attname = 'author_id' where nspname = 'owned' and not exists (select 1 from pr where pr.nspname = 'owned' and pr.relname = t.relname and role = 'heft_app' and polcmd = 'a' and not polpermissive and c = '(author_id = ( SELECT fence.person() AS person))')
union all select 'policy for the fence without the organisation', obj from pol where 'heft_fence'::regrole = any(polroles) and obj not in ('owned.outbox.doors', 'letterbox.letter.doors', 'owned.trail_head.heads', 'shared.organisation.has_left') and (q <> '' and not q ~ '(org_id|from_org) = \( SELECT fence\.org\(\)' or c <> '' and not c ~ '(org_id|from_org) = \( SELECT fence\.org\(\)')
union all select 'visitor policy without org, case and section', obj from pr where nspname in ('owned','letterbox') and role = 'heft_visitor' and not (q||c ~ 'org_id = \( SELECT fence\.org\(\)' and q||c ~ '= \( SELECT fence\.(programme|pupil)\(\)' and q||c ~ 'SELECT fence\.(reads|adds)\(\)')
union all select 'policy on a Shared table without cluster', obj from pr where nspname = 'shared' and (q <> '' and not q ~ 'cluster_id = \( SELECT fence\.cluster\(\)' or c <> '' and not c ~ 'cluster_id = \( SELECT fence\.cluster\(\)')
union all select 'policy for a role that is not the sign-in role on Identity', obj from pr where nspname = 'ident' and role <> 'heft_signin'
union all select 'policy for a role the fence does not know', obj from pol where exists (select 1 from unnest(polroles) x where x <> 0 and x::regrole::text not in (select role from app union all select 'heft_fence' union all select 'heft_eraser'))
union all select 'privilege without a policy for the role: '||role, name from r, t where has_any_column_privilege(r.oid, t.oid, 'SELECT,INSERT,UPDATE') and not exists (select 1 from pr where pr.nspname = t.nspname and pr.relname = t.relname and pr.role = r.role)
-- leaving: rows of one organisation, and no others, can be erased, by the eraser and nobody else
union all select 'organisation could not leave this table: see heft_tenants.fences.let_leave', name from og where not rls
    or not exists (select 1 from pg_policy p where p.polrelid = og.oid and p.polname = 'leave' and p.polcmd = '*' and p.polpermissive and p.polroles = array['heft_eraser'::regrole::oid]
      and pg_get_expr(p.polqual, p.polrelid) = '(org_id = ( SELECT fence.leaving() AS leaving))' and p.polwithcheck is null)
    or not has_table_privilege('heft_eraser', og.oid, 'SELECT') or not has_table_privilege('heft_eraser', og.oid, 'DELETE')
union all select 'eraser reaches more than the organisation that leaves', o.name||'.'||p.polname from pg_policy p join o on o.oid = p.polrelid where 'heft_eraser'::regrole = any(p.polroles) and p.polrelid not in (select oid from og)
    and not (o.name = 'shared.organisation' and pg_get_expr(p.polqual, p.polrelid) = '(org_id = (NULLIF(current_setting(''heft.leaving''::text, true), ''''::text))::integer)' and p.polwithcheck is null)
union all select 'eraser may do more than read and delete', o.name||'.'||a.attname from o join pg_attribute a on a.attrelid = o.oid and a.attnum > 0 and not a.attisdropped where relkind in ('r','p') and (has_column_privilege('heft_eraser', o.oid, a.attnum, 'INSERT')
    or has_column_privilege('heft_eraser', o.oid, a.attnum, 'UPDATE') and not (o.name = 'shared.organisation' and a.attname in ('left_at', 'erased_at')))
union all select 'eraser may delete what is not one organisation''s', o.name from o where relkind in ('r','p') and has_table_privilege('heft_eraser', o.oid, 'DELETE') and o.oid not in (select oid from og)
union all select 'somebody who is no migrator may become the eraser', m.member::regrole::text from pg_auth_members m where m.roleid = 'heft_eraser'::regrole and m.member::regrole::text in (select role from app union all values ('heft_owner'), ('heft_fence'))
-- roles and privileges
union all select 'login role is privileged or a member of something', role from r where rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication or exists (select 1 from pg_auth_members m where m.member = r.oid)
union all select 'somebody is a member of a login role', role from r where exists (select 1 from pg_auth_members m where m.roleid = r.oid and not (select rolsuper from pg_roles where oid = m.member) and coalesce((to_jsonb(m)->>'set_option')::bool or (to_jsonb(m)->>'inherit_option')::bool, true))
union all select 'owner, fence or eraser role can log in or is privileged', rolname from pg_roles where rolname in ('heft_owner','heft_fence','heft_eraser') and (rolcanlogin or rolsuper or rolbypassrls)
union all select 'login role owns an object', name from o join r on r.oid = o.relowner
union all select 'forbidden privilege '||p||' to '||role, name from r, t, v, unnest(array['TRUNCATE','REFERENCES','TRIGGER'] || case when v.n >= 170000 then array['MAINTAIN'] else '{}' end) p where has_table_privilege(r.oid, t.oid, p)
union all select 'privilege to PUBLIC', name from o where exists (select 1 from pg_class c, aclexplode(c.relacl) x where c.oid = o.oid and x.grantee = 0) or exists (select 1 from pg_attribute a, aclexplode(a.attacl) x where a.attrelid = o.oid and x.grantee = 0)
union all select 'default privileges', defaclrole::regrole::text from pg_default_acl
union all select 'TEMP or CREATE on the database: '||role, current_database()::text from r where has_database_privilege(r.oid, current_database(), 'TEMP') or has_database_privilege(r.oid, current_database(), 'CREATE')
union all select 'login role may use a procedural language', role||' '||lanname from r, pg_language l where lanpltrusted and lanname <> 'sql' and has_language_privilege(r.oid, l.oid, 'USAGE') and lanname not in ('internal','c')
union all select 'login role may set the slot', role from r, v where has_parameter_privilege(r.oid, 'backtrace_functions', 'SET')
union all select 'per-role setting drift', d.setrole::regrole::text||' '||array_to_string(setconfig, ';') from pg_db_role_setting d where setrole in (select oid from r) or exists (select 1 from unnest(setconfig) x where x ~ '^(backtrace_functions|heft\.|row_security|search_path)')
-- code
union all select 'SECURITY DEFINER without pinned search_path', name from fn where prosecdef and not exists (select 1 from unnest(proconfig) x where x like 'search_path=%')
union all select 'SECURITY DEFINER not owned by heft_fence', name from fn where prosecdef and proowner::regrole::text <> 'heft_fence'
union all select 'SECURITY DEFINER outside schema fence', p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace where prosecdef and n.nspname not in ('fence','pg_catalog','information_schema')
union all select 'dynamic SQL in SECURITY DEFINER', name from fn where prosecdef and prosrc ~* '\mexecute\M'
union all select 'function executable by PUBLIC', name from fn where has_function_privilege('public', oid, 'execute')
union all select 'IMMUTABLE function reads a setting', name from fn where provolatile = 'i' and prosrc ~* 'current_setting'
union all select 'view without security_invoker', name from o where relkind = 'v' and not coalesce(array_to_string(reloptions, ',') ~ 'security_invoker=(true|on)', false)
union all select 'materialized view', name from o where relkind = 'm'
union all select 'sequence', name from o where relkind = 'S'
union all select 'foreign table, server or extension that opens other ways in', extname::text from pg_extension where extname in ('dblink','postgres_fdw','file_fdw','adminpack','pageinspect','pg_buffercache','pgrowlocks','pg_visibility','lo','plpython3u','plperlu')
union all select 'foreign server', srvname::text from pg_foreign_server
union all select 'dangerous catalog function open to PUBLIC', oid::regprocedure::text from pg_proc where pronamespace = 'pg_catalog'::regnamespace and (proname ~ '^lo_|^pg_(try_)?advisory_' or proname in ('pg_notify','pg_terminate_backend','pg_cancel_backend','pg_stat_get_activity','pg_stat_get_backend_activity','pg_lock_status','query_to_xml','table_to_xml','schema_to_xml','database_to_xml','query_to_xml_and_xmlschema','table_to_xml_and_xmlschema','schema_to_xml_and_xmlschema','database_to_xml_and_xmlschema','pg_relation_size','pg_stat_get_live_tuples')) and has_function_privilege('public', oid, 'execute')
union all select 'catalog view open to PUBLIC', x from unnest(array['pg_stat_activity','pg_locks','pg_stats','pg_stats_ext','pg_stat_all_tables','pg_roles']) x where has_table_privilege('public', 'pg_catalog.'||x, 'select')
union all select 'minor release with known row-security holes', current_setting('server_version') from v where n between 150000 and 150013 or n between 160000 and 160009 or n between 170000 and 170005
order by 1, 2;
