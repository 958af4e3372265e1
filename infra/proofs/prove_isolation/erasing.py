"""Attacks on the one door through which letters go: each side its own copy, by its own people, and never without a trace."""

from prove_isolation.attackers import SCHOOL
from prove_isolation.ground import Ground
from prove_isolation.oracles import letter
from prove_isolation.techniques import STOPPED, Found, technique
from prove_isolation.ways import ask, finds_nothing, refused, run

OWN_THREAD = "(select thread_id from owned.sent_letter where id = <own_id>)"
ERASE_OWN = f"select fence.erase_thread(<authority>, {OWN_THREAD}, 'asked_to')"


def _erases_the_others_copy(ground: Ground) -> Found:
    """Erase our copy, and count what the receiver has."""
    count = "select count(*) from letterbox.letter where from_org = %s"
    before = ground.look(count, SCHOOL)
    with ground.inside("school") as connection:
        answers = run(ground, connection, [ERASE_OWN])
        if answers[-1].error or answers[-1].rows == [(0,)]:
            return Found(void=f"nothing was erased: {answers[-1].said}")
        ask(connection, "commit")
    return STOPPED if ground.look(count, SCHOOL) == before else Found(gain="the receiver’s copy is gone")


TECHNIQUES = (
    technique(
        "erasing.others_copy",
        "Erase another organisation’s copy of letters, by naming it or its thread.",
        *(
            finds_nothing(
                "select fence.erase_thread(<authority>, t.thread_id, 'asked_to') from (values (<victim_id>::uuid)) t(thread_id)",
                "select fence.erase_thread(<victim>, <victim_id>, 'asked_to')",
                f"select fence.erase_thread(<own>, {OWN_THREAD}, 'asked_to')",
                who=who,
            )
            for who in ("school", "agency", "abroad")
        ),
        _erases_the_others_copy,
    ),
    technique(
        "erasing.as_others",
        "Erase letters as a visitor, a worker, an administrator, or as nobody.",
        *(
            refused(ERASE_OWN, "select fence.not_erased()", who=who)
            for who in (
                "nobody",
                "visitor",
                "visitor with letters",
                "worker",
                "worker with a lease",
                "administrator",
                "sign-in",
            )
        ),
    ),
    technique(
        "erasing.half_of_it",
        "Erase one letter of a thread, its documents alone, or what tells of it.",
        refused(
            "delete from owned.sent_letter where id = <own_id>",
            "delete from owned.sent_attachment",
            "delete from letterbox.attachment",
        ),
        refused(
            "delete from owned.erased_letter",
            "update owned.erased_letter set why = 'asked_to', erased_at = now()",
            "truncate owned.erased_letter",
            after=[ERASE_OWN],
        ),
    ),
    technique(
        "erasing.plant_a_trace",
        "Say that a letter was erased that was not, or that another’s was.",
        refused(
            *(
                "insert into owned.erased_letter(org_id, from_org, id, to_org, thread_id, kind, sent_at, copies, why, erased_by, erased_at)"
                f" values ({org}, {sender}, <own_id>, <authority>, <new>, 'request', now(), '{{}}', 'asked_to', <own_id>, now())"
                for org, sender in (("<own>", "<own>"), ("<authority>", "<own>"), ("<victim>", "<own>"))
            )
        ),
        refused(f"select fence.erase_thread(<authority>, {OWN_THREAD}, 'for fun')"),
    ),
    technique(
        "erasing.said_again",
        "Send an erased letter anew, or into its thread, so that the other side has what we deny.",
        refused(
            letter(id_="<own_id>"),
            letter(thread="(select thread_id from owned.erased_letter where id = <own_id> limit 1)"),
            after=[ERASE_OWN],
        ),
    ),
    technique(
        "erasing.read_traces",
        "Read what another organisation has erased.",
        *(
            finds_nothing(f"select * from owned.erased_letter where org_id <> {org}", who=who)
            for who, org in (
                ("school", "<own>"),
                ("authority", "<authority>"),
                ("worker with a lease", "<own>"),
            )
        ),
        refused("select * from owned.erased_letter", who="visitor with letters"),
    ),
)
