"""Mistakes that a migration, an operator or an upgrade could make, and what the lint must say of each."""

from collections.abc import Mapping, Sequence

from prove_isolation.mutants.mutant import Mutant

MINE = "org_id = (select fence.org())"
TABLE = "create table owned.z (org_id int not null, id uuid not null, x uuid, primary key (org_id, id))"
BOX = (
    "create table letterbox.z (org_id int not null, from_org int not null, id uuid, cluster_id int, d bytea,"
    " primary key (org_id, from_org, id))"
)
POST = "drop trigger post on owned.sent_letter; create trigger post "
ANSWERS_ONE = "language sql security definer set search_path = pg_catalog as 'select 1'"
DATABASE = "do $$ begin execute format('{} on database %I {}', current_database()); end $$"

# What the lint must say: the mistakes, each on its own.
MISTAKES: Mapping[str, Sequence[str]] = {
    # kinds
    "table of none of the four kinds": ("create table public.z (a int)",),
    "table without RLS and FORCE": (
        "alter table owned.note disable row level security",
        "alter table owned.note no force row level security",
        "alter table letterbox.letter disable row level security",
        "alter table shared.template no force row level security",
    ),
    "not owned by heft_owner": ("alter table owned.note owner to postgres",),
    "role reaches a schema that is not its business": (
        "grant usage on schema ident to heft_app",
        "grant usage on schema owned to heft_signin",
        "grant usage on schema owned to heft_admin",
        "grant usage on schema letterbox to heft_admin",
    ),
    "CREATE on schema": (
        "grant create on schema owned to heft_app",
        "grant create on schema public to heft_worker",
    ),
    "role reaches a table of a kind that is not its business": (
        "grant select on ident.person to heft_app",
        "grant select on owned.programme to heft_admin",
        "grant select (body) on owned.note to heft_signin",
        "grant select on letterbox.letter to heft_signin",
    ),
    "role reads the keys": (
        "grant select on fence.ctx_key to heft_app",
        "grant select on fence.due to heft_worker",
    ),
    # letters
    "letter may be changed or deleted": (
        "grant update (content) on letterbox.letter to heft_app",
        "grant delete on letterbox.letter to heft_app",
        "grant update on letterbox.letter to heft_worker",
        "grant update (content) on owned.sent_letter to heft_app",
        "grant delete on owned.sent_letter to heft_app",
        "grant update (content) on letterbox.letter to heft_fence",
        "grant delete on owned.sent_letter to heft_fence",
        "grant update on letterbox.attachment to heft_app",
        "grant delete on owned.sent_attachment to heft_app",
    ),
    "login role may insert into a box": (
        "grant insert on letterbox.letter to heft_app",
        "grant insert (content) on letterbox.letter to heft_worker",
        "grant insert (kind) on letterbox.letter to heft_visitor",
        "grant insert (name) on letterbox.attachment to heft_app",
        "grant insert on letterbox.attachment to heft_worker",
    ),
    "fence reads more of a box": (
        "grant select on letterbox.letter to heft_fence",
        "grant select (content) on letterbox.letter to heft_fence",
    ),
    "visitor may see a table of letters": (
        "grant select on owned.triage to heft_visitor",
        "grant insert (kind) on owned.sent_letter to heft_visitor",
        "grant select on owned.postage to heft_visitor",
        "grant select (body) on owned.triage_note to heft_visitor",
        "grant select on letterbox.attachment to heft_visitor",
        "grant select (name) on owned.sent_attachment to heft_visitor",
    ),
    "sender may set the clock": (
        "grant insert (sent_at) on owned.sent_letter to heft_app",
        "grant insert on owned.sent_letter to heft_app",
        "grant insert on owned.sent_attachment to heft_app",
    ),
    "box not filled by the sender": (
        "drop trigger post on owned.sent_letter",
        "alter table owned.sent_letter disable trigger post",
        "alter table owned.sent_letter enable replica trigger post",
        "alter table owned.sent_attachment enable replica trigger post",
        "drop trigger post on owned.sent_attachment",
        "alter function fence.post_letter() security invoker",
        BOX,
        POST
        + "after insert on owned.sent_letter for each row when (new.kind <> 'secret') execute function fence.post_letter()",
        POST + "after update on owned.sent_letter for each row execute function fence.post_letter()",
        POST + "after insert on owned.sent_letter for each row execute function fence.stamp_letter()",
        POST + "after insert on owned.sent_letter for each statement execute function fence.post_letter()",
    ),
    "no limit on letters": (
        "drop trigger stamp on owned.sent_letter",
        "alter table owned.sent_letter disable trigger stamp",
        "alter table owned.postage drop constraint ck_postage_too_many_letters_in_a_minute",
        "alter table owned.postage drop constraint ck_postage_too_many_letters_in_a_minute;"
        " alter table owned.postage add check (letters <= 200 or true)",
    ),
    "counter of letters may be written": (
        "grant update (letters) on owned.postage to heft_app",
        "grant delete on owned.postage to heft_app",
        "grant insert on owned.postage to heft_app",
        "grant update on owned.postage to heft_worker",
    ),
    "content without a digest": (
        "alter table letterbox.letter alter digest drop expression",
        "alter table owned.sent_letter drop column digest",
        "alter table letterbox.letter alter digest drop not null",
    ),
    "content without a limit of length": (
        "alter table owned.sent_letter drop constraint ck_sent_letter_letter_too_long",
        "alter table owned.sent_letter drop constraint ck_sent_letter_letter_too_long;"
        " alter table owned.sent_letter add constraint ck_sent_letter_letter_too_long check (length(kind) < 90)",
    ),
    "shared table written outside an administrator": (
        "grant insert on shared.template to heft_app",
        "grant update (label) on shared.template to heft_visitor",
        "grant delete on shared.team to heft_worker",
    ),
    # keys
    "Owned table without org_id not null": (
        "create table owned.z (id uuid primary key)",
        "alter table owned.invitation drop constraint pk_invitation; alter table owned.invitation alter org_id drop not null",
    ),
    "Shared table without cluster_id not null": ("create table shared.z (id uuid primary key)",),
    "table without primary key": ("create table owned.z (org_id int not null)",),
    "Owned index does not start with org_id": (
        "create index z on owned.note (written_at)",
        "create unique index z on owned.pupil (upn)",
        "create table owned.z (id uuid, org_id int not null, primary key (id, org_id))",
    ),
    "Shared unique index without cluster_id": (
        "create unique index z on shared.template (key, version, label)",
    ),
    "Letterbox table without org_id and from_org": (
        "create table letterbox.z (org_id int not null, id uuid, from_org int, primary key (org_id, id))",
        "create table letterbox.z (from_org int not null, id uuid primary key)",
    ),
    "Letterbox index does not start with org_id": (
        "create index z on letterbox.letter (from_org, id)",
        "create index z on letterbox.letter (sent_at)",
        "create index z on letterbox.letter (digest)",
        "create index z on letterbox.attachment (digest)",
    ),
    "Letterbox unique index does not start": (
        "create unique index z on letterbox.letter (id)",
        "create unique index z on letterbox.letter (org_id, id)",
        "create unique index z on letterbox.letter (from_org, org_id, id)",
        "create unique index z on letterbox.letter (org_id, thread_id, from_org, id)",
    ),
    "FK between Owned tables without org_id": (
        f"{TABLE}; alter table owned.programme add constraint zz unique (id);"
        " alter table owned.z add foreign key (x) references owned.programme (id)",
    ),
    "FK from Owned to Shared without": (
        "alter table shared.template add constraint zz unique (id);"
        " alter table owned.programme add foreign key (template_id) references shared.template (id)",
    ),
    "FK from Owned to Letterbox without": (
        f"alter table letterbox.letter add constraint zz unique (org_id, id); {TABLE};"
        " alter table owned.z add foreign key (org_id, x) references letterbox.letter (org_id, id)",
        f"alter table letterbox.letter add constraint zz unique (id); {TABLE};"
        " alter table owned.z add foreign key (x) references letterbox.letter (id)",
        "alter table owned.sent_letter add foreign key (to_org, org_id, id)"
        " references letterbox.letter (org_id, from_org, id) not valid",
    ),
    "FK between Letterbox tables without": (
        f"alter table letterbox.letter add constraint zz unique (org_id, id); {BOX};"
        " alter table letterbox.z add foreign key (org_id, id) references letterbox.letter (org_id, id)",
    ),
    "FK between kinds that must not refer: letterbox to owned": (
        "alter table letterbox.letter add foreign key (from_org, id) references owned.sent_letter (org_id, id) not valid",
        f"{BOX}; alter table letterbox.z add foreign key (from_org, id) references owned.file (org_id, id)",
    ),
    "FK from Letterbox to Shared without": (
        f"{BOX}; alter table letterbox.z add foreign key (from_org) references shared.organisation (org_id)",
    ),
    "Letterbox table not tied": (
        BOX,
        "alter table letterbox.letter drop constraint fk_letter_from_org_cluster_id",
        "alter table letterbox.letter drop constraint fk_letter_org_id_cluster_id",
        "alter table letterbox.letter drop constraint fk_letter_org_id_cluster_id; alter table letterbox.letter"
        " add foreign key (from_org, cluster_id) references shared.organisation (org_id, cluster_id)",
    ),
    "copy not tied to the cluster": (
        "alter table owned.sent_letter drop constraint fk_sent_letter_to_org_cluster_id",
        "alter table owned.sent_letter drop constraint fk_sent_letter_org_id_cluster_id",
    ),
    "FK between kinds that must not refer": (
        "alter table owned.member add foreign key (person_id) references ident.person not valid",
        "alter table ident.membership add foreign key (org_id) references shared.organisation not valid",
    ),
    "FK with an action": (
        "alter table owned.target add foreign key (org_id, programme_id) references owned.programme (org_id, id) on delete cascade",
        "alter table owned.target add foreign key (org_id, programme_id) references owned.programme (org_id, id) on update cascade",
        "alter table owned.target add foreign key (org_id, programme_id) references owned.programme (org_id, id) on delete set null",
    ),
    "FK or check not validated": (
        "alter table owned.target add foreign key (org_id, programme_id) references owned.programme (org_id, id) not valid",
    ),
    "statistics that tell": (
        "alter table owned.note alter org_id set statistics 100",
        "alter table owned.note alter programme_id set statistics 1",
        "alter table letterbox.letter alter kind set statistics 100",
        "alter table owned.sent_letter alter to_org set statistics -1",
        "alter table letterbox.letter alter digest set statistics 1",
        "alter table owned.file alter digest set statistics 1",
    ),
    "statistics over several columns": ("create statistics owned.zz on org_id, state from owned.programme",),
    "Owned table without freeze_keys": (
        "drop trigger freeze_keys on owned.note",
        "alter table owned.note disable trigger freeze_keys",
    ),
    # policies
    "policy TO PUBLIC": ("create policy z on owned.note using (true)",),
    "policy calls the fence un-wrapped": (
        "create policy z on owned.note as restrictive to heft_app using (org_id = fence.org())",
        "create policy z on owned.note as restrictive for insert to heft_app with check (org_id = fence.org())",
    ),
    "policy reads another table": (
        "create policy z on owned.note as restrictive to heft_app"
        " using (exists (select 1 from owned.programme p where p.id = programme_id))",
    ),
    "Owned table without the fence": (
        "drop policy fence on owned.note",
        "alter policy fence on owned.note using (org_id = (select fence.org()) or org_id = 0)",
        "alter policy fence on owned.note to heft_worker",
        "alter policy fence on owned.note to heft_app",
    ),
    "on an Owned table other than the fence": (
        "create policy z on owned.note to heft_app using (true)",
        "create policy z on owned.note for select to heft_app using (section = 2)",
        "create policy z on owned.note to heft_worker using (true)",
    ),
    "Letterbox table without exactly read and post": (
        "drop policy read on letterbox.letter",
        "alter policy read on letterbox.letter using (true)",
        f"alter policy read on letterbox.letter using ({MINE} or from_org = (select fence.org()))",
        "alter policy post on letterbox.letter with check (true)",
        f"alter policy post on letterbox.letter with check ({MINE})",
        "create policy z on letterbox.letter for select to heft_app using (from_org = (select fence.org()))",
        "create policy z on letterbox.letter for insert to heft_app with check (from_org = (select fence.org()))",
        f"create policy z on letterbox.letter for delete to heft_app using ({MINE})",
        "drop policy post on letterbox.letter",
        "create policy z on letterbox.letter for select to heft_fence using (from_org = (select fence.org()))",
        "alter policy post on letterbox.letter to heft_fence, heft_app",
        "create policy z on letterbox.letter for select to heft_worker using (true)",
        "alter policy read on letterbox.attachment using (true)",
        "drop policy post on letterbox.attachment",
    ),
    "visitor's policy on letters": (
        f"alter policy visit on letterbox.letter using (({MINE} or from_org = (select fence.org()))"
        " and programme_id = (select fence.programme()) and (select fence.reads()) & 128 <> 0)",
        f"alter policy visit on owned.sent_letter using ({MINE} and programme_id = (select fence.programme())"
        " and (select fence.reads()) & 1 <> 0)",
        f"create policy z on owned.sent_attachment for select to heft_visitor using ({MINE}"
        " and (select fence.programme()) is not null and (select fence.reads()) & 128 <> 0)",
    ),
    "colleague's name": (
        "drop policy sender on owned.sent_letter",
        "alter policy sender on owned.sent_letter with check (true)",
    ),
    "policy for the fence without the organisation": (
        "alter policy stamp on owned.postage using (true)",
        "alter policy gate on owned.visit_grant using (true)",
        "create policy z on owned.note for select to heft_fence using (true)",
    ),
    "visitor policy without org, case and section": (
        f"create policy z on owned.note for select to heft_visitor using ({MINE})",
        f"create policy z on owned.note for select to heft_visitor using ({MINE} and programme_id = (select fence.programme()))",
        f"create policy z on letterbox.letter for select to heft_visitor using ({MINE} and programme_id = (select fence.programme()))",
    ),
    "policy on a Shared table without cluster": (
        "create policy z on shared.template for select to heft_app using (true)",
        "alter policy admin on shared.template using (true)",
        "alter policy admin on shared.template with check (true)",
    ),
    "not the sign-in role on Identity": (
        "create policy z on ident.person for select to heft_app using (true)",
    ),
    "policy for a role the fence does not know": ("create policy z on owned.note to postgres using (true)",),
    "privilege without a policy": ("grant select on owned.invitation to heft_visitor",),
    "visitor may update or delete": (
        "grant update (body) on owned.note to heft_visitor",
        "grant delete on owned.note to heft_visitor",
    ),
    # roles and privileges
    "login role is privileged or a member": (
        "alter role heft_app bypassrls",
        "grant heft_owner to heft_app",
        "alter role heft_visitor createrole",
        "alter role heft_signin replication",
        "alter role heft_worker superuser",
        "grant pg_read_all_data to heft_worker",
    ),
    "somebody is a member of a login role": ("grant heft_signin to heft_fence",),
    "can log in or is privileged": (
        "alter role heft_owner login",
        "alter role heft_fence bypassrls",
        "alter role heft_eraser login",
    ),
    "login role owns an object": (
        "grant create on schema owned to heft_app; alter table owned.note owner to heft_app",
    ),
    "forbidden privilege": (
        "grant truncate on owned.note to heft_app",
        "grant references on owned.note to heft_app",
        "grant trigger on owned.note to heft_visitor",
        "grant truncate on shared.template to heft_admin",
    ),
    "privilege to PUBLIC": (
        "grant select on owned.note to public",
        "grant select (name) on shared.cluster to public",
    ),
    "default privileges": ("alter default privileges in schema owned grant select on tables to heft_app",),
    "TEMP or CREATE on the database": (
        DATABASE.format("grant temp", "to heft_app"),
        DATABASE.format("grant temp", "to public"),
        DATABASE.format("grant create", "to heft_worker"),
    ),
    "procedural language": ("grant usage on language plpgsql to heft_app",),
    "may set the slot": ("grant set on parameter backtrace_functions to heft_app",),
    "setting drift": (
        "alter role heft_app set statement_timeout = '1ms'",
        "do $$ begin execute format('alter database %I set search_path = public', current_database()); end $$",
        "alter role all set row_security = off",
    ),
    # leaving
    "could not leave this table": (
        "drop policy leave on owned.note",
        "alter policy leave on owned.note using (true)",
        "revoke delete on owned.note from heft_eraser",
    ),
    "eraser reaches more": ("create policy z on shared.template to heft_eraser using (true)",),
    "eraser may do more than read and delete": ("grant update on owned.note to heft_eraser",),
    "eraser may delete what is not one": ("grant delete on shared.template to heft_eraser",),
    "who is no migrator may become the eraser": ("grant heft_eraser to heft_owner",),
    # code
    "SECURITY DEFINER without pinned search_path": (
        "set role heft_fence; create function fence.z() returns int language sql security definer as 'select 1'",
        "alter function fence.claims() reset all",
    ),
    "SECURITY DEFINER not owned by heft_fence": (f"create function fence.z() returns int {ANSWERS_ONE}",),
    "SECURITY DEFINER outside schema fence": (f"create function owned.z() returns int {ANSWERS_ONE}",),
    "dynamic SQL in SECURITY DEFINER": (
        "create function fence.z() returns int language plpgsql security definer set search_path = pg_catalog"
        " as $$ begin execute 'select 1'; return 1; end $$",
    ),
    "function executable by PUBLIC": (
        "create function owned.z() returns int language sql as 'select 1'",
        "grant execute on function fence.claim(text, int, int, int, int) to public",
    ),
    "IMMUTABLE function reads a setting": (
        "create function fence.z() returns int language sql immutable as $$ select current_setting('x')::int $$",
        "alter function fence.claims() immutable",
    ),
    "view without security_invoker": ("create view owned.z as select 1 as a",),
    "materialized view": ("create materialized view owned.z as select 1 as a",),
    "sequence": (
        "create sequence owned.z",
        "create table owned.z (org_id int not null, id bigint generated always as identity, primary key (org_id, id))",
    ),
    "foreign server": ("create foreign data wrapper z; create server z foreign data wrapper z",),
    "dangerous catalog function": (
        "grant execute on function pg_terminate_backend(int, bigint) to public",
        "grant execute on function pg_try_advisory_lock(bigint) to public",
        "grant execute on function lo_get(oid) to public",
        "grant execute on function query_to_xml(text, bool, bool, text) to public",
    ),
    "catalog view open": ("grant select on pg_stat_activity to public", "grant select on pg_stats to public"),
}

OPEN_WITHOUT_SUPERUSER = {"dangerous catalog function", "catalog view open", "procedural language"}

MUTANTS = tuple(
    Mutant(
        id=statement,
        statements=(statement,),
        lint=lint,
        needs_superuser=lint in OPEN_WITHOUT_SUPERUSER,
    )
    for lint, statements in MISTAKES.items()
    for statement in statements
)
