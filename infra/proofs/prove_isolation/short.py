"""Some of each group, for the tests: what would show first if the fence had a hole."""

SHORT_TECHNIQUES = (
    *("contexts.none", "contexts.forged", "contexts.signed_with_another_key", "contexts.expired"),
    *(
        "contexts.token_of_another_role",
        "contexts.read_the_key",
        "contexts.set_role",
        "contexts.second_login",
    ),
    *("reading.every_table", "reading.by_organisation", "reading.or_true", "reading.union"),
    *("reading.error_of_a_cast", "reading.generic_plan", "reading.advisory_locks"),
    *(
        "writing.insert_elsewhere",
        "writing.push_a_row",
        "writing.change_elsewhere",
        "writing.remove_elsewhere",
    ),
    *("writing.lower_the_fence", "writing.child_of_another"),
    *("oracles.foreign_key", "oracles.unique", "oracles.letter"),
    *(
        "letters.of_others",
        "letters.forged_sender",
        "letters.without_a_copy",
        "letters.other_words_in_the_box",
    ),
    *("letters.changed", "letters.anothers_id"),
    *("gates.other_programme", "gates.sections", "gates.columns", "gates.revoked", "gates.anothers"),
    *("gates.other_case", "gates.add_elsewhere", "gates.grant_too_much"),
    *(
        "jobs.guessed_lease",
        "jobs.enter_twice",
        "jobs.read_leases",
        "jobs.settle_others",
        "jobs.forged_function",
    ),
    *("trail.edit", "trail.in_anothers_name"),
    *("storage.climb", "storage.another_seal", "storage.published_keys"),
    *("leaving.goes_on", "leaving.name_the_victim"),
    *("pool.cursor", "pool.context", "pool.stacked", "pool.swapped_statement"),
    *("pages.ids_at_home", "links.copied"),
)
SHORT_MUTANTS = {
    "alter table owned.note disable row level security",
    "grant select on fence.ctx_key to heft_app",
    "create policy z on owned.note to heft_worker using (true)",
    "drop trigger post on owned.sent_letter",
    "tokens: the signature is not checked",
    "gate: shut gates are open",
    "work: any lease lets in",
    "engine: cursors stay open",
    "worker: a job runs what it says",
    "store: keys are paths",
}
