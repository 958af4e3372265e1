"""Attacks on the signed token: forged, stretched, stolen, of another role; and on the key that signs it."""

import hashlib
import os
import time
from uuid import UUID

from psycopg import sql

from prove_isolation.attackers import SCHOOL, VICTIM
from prove_isolation.contexts import NOTES, edited
from prove_isolation.ground import Ground
from prove_isolation.planting import id_of_org
from prove_isolation.techniques import STOPPED, Found, Way, technique
from prove_isolation.ways import cannot_begin, judged, refused, run, sees

FORGED = "replace(current_setting('heft.ctx'), '|org|<own>|', '|org|<victim>|')"

A_PERSON = id_of_org(VICTIM).hex


def fields(
    *, key_id: object = 1, kind: str = "org", org: object = VICTIM, person: str = A_PERSON, seconds: int = 60
) -> tuple[object, ...]:
    """Return what a token says, for whoever would sign it."""
    return (key_id, kind, org, 1, person, "0", "0", int(time.time()) + seconds, os.urandom(8).hex())


def _stretched(ground: Ground) -> str:
    said = ground.minted(*fields(org=SCHOOL, seconds=-5)).split("|")
    said[7] = str(int(said[7]) + 3600)
    return "|".join(said)


def _retired(ground: Ground) -> str:
    key = hashlib.sha256(b"a key that was retired").digest()
    inner, outer = (bytes(byte ^ pad for byte in key.ljust(64, b"\0")) for pad in (0x36, 0x5C))
    ground.look(
        "insert into fence.ctx_key values (9, %s, %s, now() - interval '1 minute') on conflict do nothing",
        inner,
        outer,
    )
    ground.what_changed()  # what we did ourselves
    return ground.minted(*fields(key_id=9), key=key)


def steals_from(question: str) -> Way:
    """Look, as one connection, at what another one is just saying."""

    def way(ground: Ground) -> Found:
        with ground.connect("app") as other, ground.inside("school") as connection:
            other.execute(sql.SQL("begin; select fence.login({})").format(ground.token("victim")))
            answers = run(ground, connection, [question])
            if wrong := judged(ground, ground.attackers["school"], answers):
                return wrong
            stolen = f"|org|{VICTIM}|" in answers[-1].text.replace(question, "")
        return Found(gain="the other connection's token in the text of its statement") if stolen else STOPPED

    return way


TECHNIQUES = (
    technique(
        "tokens.garbage",
        "Put garbage where the context stands.",
        *(
            sees(f"select set_config('heft.ctx', '{said}', false)", NOTES, who="nobody")
            for said in ("", "abc", "0", "-1", "1 or 1=1", "1|org|2|1", "|" * 70, "2" * 200)
        ),
    ),
    technique(
        "tokens.forged",
        "Change the organisation in one’s own token with an injected set_config.",
        sees(f"select set_config('heft.ctx', {FORGED}, true)", NOTES),
        cannot_begin("school", edited),
    ),
    technique(
        "tokens.forged_in_one_statement",
        "Forge the context in the first half of a statement and read in the second.",
        sees(
            f"with s as materialized (select set_config('heft.ctx', {FORGED}, true) x)"
            " select n.body from s, lateral (select body from owned.note where length(s.x) > 0) n"
        ),
        sees(f"select body from owned.note where set_config('heft.ctx', {FORGED}, true) <> ''"),
    ),
    technique(
        "tokens.forged_kind",
        "Turn one’s own token into an administrator’s, a visitor’s or a worker’s.",
        *(
            sees(
                f"select set_config('heft.ctx', replace(current_setting('heft.ctx'), '|org|', '|{kind}|'), true)",
                "select label from shared.template",
            )
            for kind in ("admin", "visitor", "work")
        ),
        cannot_begin("school", lambda ground: ground.token("school").replace("|org|", "|admin|")),
    ),
    technique(
        "tokens.forged_cluster",
        "Change the cluster in one’s own token, to read what another cluster shares.",
        sees(
            "select set_config('heft.ctx', replace(current_setting('heft.ctx'), '|org|<own>|1|', '|org|<own>|2|'), true)",
            "select label from shared.template",
        ),
    ),
    technique(
        "tokens.forged_person",
        "Change the person in one’s own token, to write in a colleague’s name.",
        cannot_begin(
            "school",
            lambda ground: ground.token("school").replace(id_of_org(SCHOOL).hex, UUID(int=7).hex),
        ),
    ),
    technique(
        "tokens.signed_with_another_key",
        "Sign a token with a key of one’s own, an empty one, or with no signature at all.",
        *(
            cannot_begin("nobody", lambda ground, key=key: ground.minted(*fields(), key=key))  # type: ignore[misc]
            for key in (b"guessed", b"", bytes(32))
        ),
        cannot_begin("nobody", lambda _: "|".join(map(str, fields()))),
        cannot_begin("nobody", lambda _: "|".join(map(str, fields())) + "|" + "0" * 64),
    ),
    technique(
        "tokens.unknown_key",
        "Name a key that the fence does not know, or one that was retired.",
        cannot_begin("nobody", lambda ground: ground.minted(*fields(key_id=7))),
        cannot_begin("nobody", _retired),
    ),
    technique(
        "tokens.expired",
        "Present a token again after its minute.",
        cannot_begin("nobody", lambda ground: ground.minted(*fields(seconds=-1))),
    ),
    technique(
        "tokens.stretched",
        "Move the end of one’s own expired token into the future.",
        cannot_begin("nobody", _stretched),
    ),
    technique(
        "tokens.other_fields",
        "Move the bars of one’s own token, so that the same letters say something else.",
        cannot_begin(
            "school", lambda ground: ground.token("school").replace(f"|org|{SCHOOL}|1|", f"|org|{SCHOOL}1||")
        ),
        cannot_begin("school", lambda ground: ground.token("school").replace("|org|", "|org||", 1)),
        cannot_begin("school", lambda ground: ground.token("school") + "|" + "0" * 64),
    ),
    technique(
        "tokens.of_another_role",
        "Present one role’s valid token to another role.",
        *(
            cannot_begin(who, lambda ground, whose=whose: ground.token(whose))  # type: ignore[misc]
            for who, whose in (
                ("school", "visitor"),
                ("school", "administrator"),
                ("visitor without a gate", "victim"),
                ("administrator without a context", "victim"),
                ("worker", "victim"),
            )
        ),
        refused("select fence.org()", who="sign-in"),
    ),
    technique(
        "tokens.of_the_system",
        "Make a worker’s token without a lease, with the fence’s own function or a guess.",
        refused(
            "select fence.present('work', <victim>, 1, null, null, null)",
            "select fence.present('org', <victim>, 1, null, null, null)",
        ),
        refused("select fence.present('work', <victim>, 1, null, null, null)", who="worker"),
        cannot_begin("worker", lambda ground: ground.minted(*fields(kind="work"), key=b"guessed")),
    ),
    technique(
        "tokens.read_the_key",
        "Read the key that signs contexts, or the text of a function that holds it.",
        *(
            refused(
                "select * from fence.ctx_key", "table fence.ctx_key", "copy fence.ctx_key to stdout", who=who
            )
            for who in ("school", "worker", "administrator", "sign-in")
        ),
        refused(
            lambda ground: (
                f"select prosrc from pg_proc where prosrc like '%{ground.signer.pads()[0].hex()[:24]}%'"
            )
        ),
    ),
    technique(
        "tokens.change_the_key",
        "Add a key of one’s own to the fence, or replace its key.",
        refused(
            r"insert into fence.ctx_key values (8, '\x00', '\x00', 'infinity')",
            r"update fence.ctx_key set ikey = '\x00'",
            "delete from fence.ctx_key",
            "create or replace function fence.org() returns int language sql as 'select <victim>'",
        ),
    ),
    technique(
        "tokens.activity",
        "Read another connection’s token from pg_stat_activity.",
        steals_from("select query from pg_stat_activity"),
        known_without_superuser="the view cannot be taken from everybody without a superuser: a token stands in the text of its"
        " BEGIN for its minute, visible to connections of the same role; one role serves one kind of process",
    ),
    technique(
        "tokens.activity_functions",
        "Read it from the functions below that view.",
        steals_from("select query from pg_stat_get_activity(null)"),
        steals_from("select pg_stat_get_backend_activity(i) from pg_stat_get_backend_idset() i"),
        known_without_superuser="as tokens.activity",
    ),
)
