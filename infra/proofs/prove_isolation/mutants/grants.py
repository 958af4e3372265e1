"""Privileges, policies and constraints that are a little too wide: right by every rule of the catalogue, and wrong."""

from prove_isolation.mutants.mutant import Mutant

VISITOR = "org_id = (select fence.org()) and programme_id = (select fence.programme())"


def wider(statement: str, *attacks: str) -> Mutant:
    return Mutant(id=statement, statements=(statement,), attacks=attacks)


def without(table: str, constraint: str, *attacks: str) -> Mutant:
    return wider(f"alter table owned.{table} drop constraint {constraint}", *attacks)


MUTANTS = (
    # the trail
    wider("grant update on owned.trail to heft_app", "trail.edit"),
    wider("grant delete on owned.trail to heft_worker", "trail.delete"),
    wider("grant insert on owned.trail to heft_app", "trail.insert"),
    wider("grant update on owned.trail_head to heft_app", "trail.head"),
    # what functions whom
    wider(
        "grant execute on function fence.present(text, int, int, uuid, uuid, uuid) to heft_worker",
        "tokens.of_the_system",
    ),
    wider(
        "grant execute on function fence.claim(text, int, int, int, int) to heft_app", "jobs.claim_as_others"
    ),
    wider("grant execute on function fence.enter(bytea) to heft_app", "jobs.enter_as_others"),
    wider("grant execute on function fence.settle(bytea, text, text) to heft_app", "jobs.settle_others"),
    wider(
        "grant execute on function fence.postpone(bytea, double precision, boolean, text) to heft_visitor",
        "jobs.postpone_others",
    ),
    wider("grant execute on function fence.waiting(text) to heft_app", "jobs.counts"),
    wider("grant execute on function fence.look_after(int, int, int) to heft_app", "jobs.reconcilers_doors"),
    wider("grant execute on function fence.standing() to heft_app", "jobs.operators_doors"),
    wider("grant execute on function fence.trail_heads() to heft_app", "trail.read_others"),
    wider("grant execute on function fence.try_again(uuid) to heft_worker", "jobs.cancel_others"),
    # letters that are erased
    wider("grant insert on owned.erased_letter to heft_app", "erasing.plant_a_trace"),
    wider("grant delete on owned.sent_letter to heft_app", "erasing.half_of_it"),
    without("erased_letter", "ck_erased_letter_why", "erasing.plant_a_trace"),
    # the outbox
    wider("grant insert (state, ended_at) on owned.outbox to heft_app", "jobs.write_the_outcome"),
    wider("grant update (state, ended_at) on owned.outbox to heft_worker", "jobs.write_the_outcome"),
    without("outbox", "ck_outbox_kind", "jobs.text_in_the_outbox"),
    wider(
        "alter policy visit on owned.outbox with check (org_id = (select fence.org())"
        " and visit_programme_id = (select fence.programme()) and (select fence.reads()) <> 0)",
        "visitors.work_asked_for",
    ),
    # the gate
    wider("grant update on owned.visit_grant to heft_app", "gates.stretch_a_grant"),
    wider("grant delete on owned.visit_grant to heft_app", "gates.stretch_a_grant"),
    without("visit_grant", "ck_visit_grant_safeguarding_never_leaves", "gates.grant_too_much"),
    without("visit_grant", "ck_visit_grant_adding_needs_reading", "gates.grant_too_much"),
    without("visit_grant", "ck_visit_grant_within_a_year", "gates.grant_too_much"),
    without("visit_grant", "fk_visit_grant_agency_id_cluster_id", "gates.grant_abroad"),
    without("visit_grant", "fk_visit_grant_org_id_programme_id_pupil_id", "gates.grant_elsewhere"),
    wider("grant select (upn) on owned.pupil to heft_visitor", "visitors.columns"),
    wider("grant select (sent_by) on owned.sent_letter to heft_visitor", "visitors.columns"),
    wider(
        f"alter policy visit on owned.note using ({VISITOR} and (select fence.reads()) <> 0)",
        "visitors.safeguarding",
    ),
    wider(
        f"alter policy visit on owned.score using ({VISITOR} and (select fence.reads()) & 1 <> 0)",
        "visitors.sections",
    ),
    wider(
        f"alter policy visit_add on owned.note with check ({VISITOR} and (select fence.adds()) & section <> 0)",
        "visitors.another_author",
    ),
    wider(
        f"alter policy visit_add on owned.note with check ({VISITOR} and author_id = (select fence.person())"
        " and (select fence.reads()) & section <> 0)",
        "visitors.add_elsewhere",
    ),
    wider(
        "alter policy visit on owned.milestone using (org_id = (select fence.org())"
        " and (select fence.programme()) is not null and (select fence.reads()) & 1 <> 0)",
        "everywhere.other_cases",
    ),
    # what any table would take, and what it would tell
    wider("alter policy fence on owned.entry_tick with check (true)", "everywhere.inserted"),
    wider("grant update (statement) on owned.target to heft_visitor", "everywhere.written"),
    wider("create unique index z on owned.entry_tick (id)", "everywhere.told_apart"),
    wider("drop policy author on owned.meeting_remark", "writing.colleagues_name"),
    wider("create index z on owned.programme (id)", "oracles.plans"),
    wider("create index z on letterbox.letter (from_org)", "oracles.plans_of_letters"),
    wider(
        "alter table owned.trail alter org_id set statistics 100; analyze owned.trail", "oracles.estimates"
    ),
    wider(
        "alter table owned.score alter programme_id set statistics 100; analyze owned.score",
        "oracles.estimates",
    ),
    # keys and letters
    without("note", "fk_note_org_id_programme_id", "writing.child_of_another"),
    without("message", "fk_message_org_id_person_id", "writing.child_of_another"),
    without("sent_letter", "ck_sent_letter_kind", "letters.odd_kind"),
    wider(
        "alter table owned.sent_letter drop constraint ck_sent_letter_to_another;"
        " alter table letterbox.letter drop constraint ck_letter_from_another",
        "letters.across_clusters",
    ),
    wider(
        "alter table owned.postage drop constraint ck_postage_too_many_letters_in_a_minute;"
        " alter table owned.postage add check (letters <= 20000)",
        "letters.too_many",
    ),
    wider("grant update (digest, made_at) on owned.file_copy to heft_app", "attachments.not_there_yet"),
    without("file_copy", "fk_file_copy_org_id_file_id", "attachments.anothers_file"),
    without("sent_attachment", "ck_sent_attachment_so_many_at_most", "attachments.too_many"),
    wider("grant update on shared.organisation to heft_admin", "leaving.send_another_away"),
    wider("grant insert on shared.published_key to heft_admin", "storage.published_keys"),
    wider("grant update on owned.file_key to heft_app", "storage.keys_in_the_database"),
)
