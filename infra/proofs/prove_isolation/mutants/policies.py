"""Mistakes of policies."""

from collections.abc import Mapping, Sequence

MINE = "org_id = (select fence.org())"

MISTAKES: Mapping[str, Sequence[str]] = {
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
        "drop policy author on owned.note",
        "alter policy author on owned.triage_note with check (true)",
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
}
