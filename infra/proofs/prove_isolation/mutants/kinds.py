"""Mistakes of kinds and of letters: what a table is, who may touch it, and what fills a box."""

from collections.abc import Mapping, Sequence

BOX = (
    "create table letterbox.z (org_id int not null, from_org int not null, id uuid, cluster_id int, d bytea,"
    " primary key (org_id, from_org, id))"
)
POST = "drop trigger post on owned.sent_letter; create trigger post "

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
        "grant update (content) on owned.sent_letter to heft_fence",
        "grant update on letterbox.attachment to heft_app",
        "grant delete on owned.sent_attachment to heft_app",
    ),
    "erasing reaches more than one's own copy": (
        "alter policy erase on letterbox.letter using (true)",
        "alter policy erase on letterbox.attachment using (from_org = (select fence.org()))",
        "alter policy erase on owned.sent_letter using (true)",
        "create policy z on letterbox.letter for delete to heft_fence using (true)",
    ),
    "function of the fence that erases letters other than erase_thread": (
        "create function fence.tidy() returns void language sql as 'delete from letterbox.letter'",
    ),
    "what tells of an erased letter may be written": (
        "grant update (why) on owned.erased_letter to heft_app",
        "grant delete on owned.erased_letter to heft_worker",
        "grant insert on owned.erased_letter to heft_worker",
        "grant delete on owned.erased_letter to heft_fence",
    ),
    "erased letter can be sent anew": (
        "drop trigger not_erased on owned.sent_letter",
        "alter table owned.sent_letter disable trigger not_erased",
        "alter function fence.not_erased() security invoker",
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
    "keys are good for who has left": (
        "drop trigger tell_keys_who_left on shared.organisation",
        "alter table shared.organisation disable trigger tell_keys_who_left",
        "drop trigger tell_key_who_left on fence.ctx_key",
        "alter function fence.tell_keys_who_left() security invoker",
    ),
    "letters reach who has left": (
        "drop trigger receiver_is_here on letterbox.letter",
        "alter table letterbox.letter disable trigger receiver_is_here",
        "drop trigger receiver_is_here on letterbox.attachment",
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
    "public key of an organisation may be written": (
        "grant insert on shared.published_key to heft_admin",
        "grant update (public_key) on shared.published_key to heft_admin",
        "grant delete on shared.published_key to heft_worker",
    ),
    "public key not published by the fence": (
        "drop trigger publish on owned.file_key",
        "alter table owned.file_key disable trigger publish",
        "alter function fence.publish_key() security invoker",
    ),
    "key or content of a file may be changed": (
        "grant update (private_key) on owned.file_key to heft_app",
        "grant update on owned.file_piece to heft_worker",
    ),
    "copy said to be there by other than a worker": (
        "grant update (digest) on owned.file_copy to heft_app",
        "grant insert (digest) on owned.file_copy to heft_worker",
    ),
    "shared table written outside an administrator": (
        "grant insert on shared.template to heft_app",
        "grant update (label) on shared.template to heft_visitor",
        "grant delete on shared.team to heft_worker",
    ),
}
