"""Attacks on leaving: what has left and goes on, and erasing what has not left."""

from prove_isolation.attackers import AUTHORITY, SCHOOL
from prove_isolation.ground import Ground
from prove_isolation.oracles import letter
from prove_isolation.techniques import STOPPED, Found, technique
from prove_isolation.ways import ask, judged, refused, run, sees

EVERYBODY = ("school", "visitor", "administrator", "sign-in", "worker", "worker with a lease")


def _after_leaving(ground: Ground) -> Found:
    """An organisation that has left sees nothing more: not with a token of its own, nor with a lease on its work."""
    ground.look("update shared.organisation set left_at = now() where org_id = %s", SCHOOL)
    ground.what_changed()
    found = STOPPED
    for name in ("school", "worker with a lease"):
        who = ground.attackers[name]
        with ground.connect(who.role) as connection:
            try:
                ground.begin_transaction(connection, who)
            except Exception:  # noqa: BLE001, S112  (whichever refusal it is)
                continue
            answer = ask(connection, "select body from owned.note")
            if answer.rows:
                found = Found(leak=f"{name} goes on reading")
    ground.begin_again()
    return found


def _meanwhile(ground: Ground) -> Found:
    """From the moment that it has left, also in a transaction that is open."""
    with ground.inside("school") as connection:
        ground.look("update shared.organisation set left_at = now() where org_id = %s", SCHOOL)
        ground.what_changed()
        answers = run(ground, connection, ["select body from owned.note"])
    wrong = judged(ground, ground.attackers["nobody"], answers)
    ground.begin_again()
    return wrong or STOPPED


def _into_a_box_of_who_has_left(ground: Ground) -> Found:
    """Nobody would read it there, and nobody could answer for it."""
    ground.look("update shared.organisation set left_at = now() where org_id = %s", AUTHORITY)
    found = refused(letter(), letter(to="<authority>", thread="<own_id>"))(ground)
    ground.begin_again()
    return found


TECHNIQUES = (
    technique("leaving.goes_on", "Work on as an organisation that has left.", _after_leaving, _meanwhile),
    technique(
        "leaving.write_to_it",
        "Send a letter to an organisation that has left.",
        _into_a_box_of_who_has_left,
    ),
    technique(
        "leaving.become_the_eraser",
        "Become the role that erases.",
        *(refused("set role heft_eraser", who=who) for who in EVERYBODY),
    ),
    technique(
        "leaving.name_the_victim",
        "Name another organisation as the one that leaves, and delete.",
        sees(
            "select set_config('heft.leaving', '<victim>', true)",
            "select body from owned.note where org_id <> <own>",
        ),
        *(
            refused(
                "delete from owned.note where org_id = <victim>",
                "delete from letterbox.letter where org_id = <victim>",
                "delete from owned.programme",
                after=["select set_config('heft.leaving', '<victim>', true)"],
                who=who,
            )
            for who in EVERYBODY
        ),
        refused("select fence.leaving()"),
    ),
    technique(
        "leaving.send_another_away",
        "Write that another organisation has left, so that it stands still and can be erased.",
        *(
            refused("update shared.organisation set left_at = now(), erased_at = now()", who=who)
            for who in ("school", "visitor", "worker", "worker with a lease", "sign-in")
        ),
        refused(
            "update shared.organisation set left_at = now() where org_id = <victim>",
            "update shared.organisation set erased_at = null, left_at = null",
            "update shared.organisation set name = 'x' where cluster_id = 2",
            "update shared.organisation set cluster_id = 2",
            who="administrator",
        ),
        sees(
            "update shared.organisation set left_at = now() where org_id = <abroad> or true returning name",
            who="authority",
        ),
    ),
)
