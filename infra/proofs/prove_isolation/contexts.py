"""Attacks on who one is: contexts that are missing, forged, stretched, stolen or doubled."""

import hashlib
import os
import time
from uuid import UUID

import psycopg
from psycopg import sql

from prove_isolation.attackers import SCHOOL, VICTIM
from prove_isolation.ground import Ground
from prove_isolation.planting import id_of_org
from prove_isolation.techniques import STOPPED, Found, Way, technique
from prove_isolation.ways import cannot_begin, judged, refused, run, sees

NOTES = "select body from owned.note"
FORGED = "replace(current_setting('heft.ctx'), '|org|<own>|', '|org|<victim>|')"
OTHER_ROLES = (
    *("heft_owner", "heft_fence", "heft_eraser", "heft_signin", "postgres"),
    *("pg_read_all_data", "pg_write_all_data"),
)
A_PERSON = id_of_org(VICTIM).hex


def fields(
    *, key_id: object = 1, kind: str = "org", org: object = VICTIM, person: str = A_PERSON, seconds: int = 60
) -> tuple[object, ...]:
    """Return what a token says, for whoever would sign it."""
    return (key_id, kind, org, 1, person, "0", "0", int(time.time()) + seconds, os.urandom(8).hex())


def _edited(ground: Ground) -> str:
    return ground.token("school").replace(f"|org|{SCHOOL}|", f"|org|{VICTIM}|")


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


def _cannot_log_in(ground: Ground) -> Found:
    for role in ("heft_owner", "heft_fence", "heft_eraser", "postgres"):
        url = ground.server.role_urls["app"].replace("heft_app:", f"{role}:", 1)
        try:
            psycopg.connect(url, connect_timeout=5).close()
        except psycopg.OperationalError:
            continue
        return Found(gain=f"logged in as {role}")
    return STOPPED


def _two_contexts(*between: str) -> Way:
    """Be the school, and in the same transaction present the victim's valid token too."""

    def way(ground: Ground) -> Found:
        with ground.inside("school") as connection:
            answers = run(ground, connection, between)
            if answers and answers[-1].error:
                return STOPPED
            token = ground.token("victim")
            presented = (
                f"select set_config('heft.ctx', '{token}', true)"
                if not between
                else f"select fence.login('{token}')"
            )
            answers = run(ground, connection, [presented, "select fence.org()"])
            if answers[-1].error:
                return STOPPED
            return Found(gain=f"inside organisation {answers[-1].rows[0][0]} with a second valid token")

    return way


def _rolled_back_into_the_first(ground: Ground) -> Found:
    with ground.inside("victim") as connection:
        token = ground.token("school")
        run(
            ground,
            connection,
            ["savepoint a", f"select set_config('heft.ctx', '{token}', true)", "rollback to a"],
        )
        (org,) = run(ground, connection, ["select fence.org()"])
        if org.rows == [(VICTIM,)]:
            return Found(gain="back in the first context, after a second valid token was presented")
    return STOPPED


def _forged_before_connecting(ground: Ground) -> Found:
    with ground.connect("app", options=f"-c heft.ctx={_edited(ground)}") as connection:
        answers = run(ground, connection, [NOTES])
    return judged(ground, ground.attackers["nobody"], answers) or STOPPED


def _poisons_the_role(ground: Ground) -> Found:
    with ground.inside("school") as connection:
        for statement in (
            "alter role current_user set statement_timeout = '1ms'",
            "alter role current_user password 'x'",
        ):
            answer = run(ground, connection, [statement])[-1]
            if answer.error is None:
                return Found(gain=f"accepted: {statement}")
    return STOPPED


TECHNIQUES = (
    technique(
        "contexts.none",
        "Ask for rows without saying for whom one works.",
        *(sees(NOTES, "select * from letterbox.letter", who=who) for who in ("nobody", "worker")),
        sees("select body from owned.note", who="visitor without a gate"),
        sees("select * from shared.organisation", who="administrator without a context"),
    ),
    technique(
        "contexts.garbage",
        "Put garbage where the context stands.",
        *(
            sees(f"select set_config('heft.ctx', '{said}', false)", NOTES, who="nobody")
            for said in ("", "abc", "0", "-1", "1 or 1=1", "1|org|2|1", "|" * 70, "2" * 200)
        ),
    ),
    technique(
        "contexts.forged",
        "Change the organisation in one’s own token with an injected set_config.",
        sees(f"select set_config('heft.ctx', {FORGED}, true)", NOTES),
        cannot_begin("school", _edited),
    ),
    technique(
        "contexts.forged_in_one_statement",
        "Forge the context in the first half of a statement and read in the second.",
        sees(
            f"with s as materialized (select set_config('heft.ctx', {FORGED}, true) x)"
            " select n.body from s, lateral (select body from owned.note where length(s.x) > 0) n"
        ),
        sees(f"select body from owned.note where set_config('heft.ctx', {FORGED}, true) <> ''"),
    ),
    technique(
        "contexts.forged_kind",
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
        "contexts.forged_cluster",
        "Change the cluster in one’s own token, to read what another cluster shares.",
        sees(
            "select set_config('heft.ctx', replace(current_setting('heft.ctx'), '|org|<own>|1|', '|org|<own>|2|'), true)",
            "select label from shared.template",
        ),
    ),
    technique(
        "contexts.forged_person",
        "Change the person in one’s own token, to write in a colleague’s name.",
        cannot_begin(
            "school",
            lambda ground: ground.token("school").replace(id_of_org(SCHOOL).hex, UUID(int=7).hex),
        ),
    ),
    technique(
        "contexts.signed_with_another_key",
        "Sign a token with a key of one’s own, an empty one, or with no signature at all.",
        *(
            cannot_begin("nobody", lambda ground, key=key: ground.minted(*fields(), key=key))  # type: ignore[misc]
            for key in (b"guessed", b"", bytes(32))
        ),
        cannot_begin("nobody", lambda _: "|".join(map(str, fields()))),
        cannot_begin("nobody", lambda _: "|".join(map(str, fields())) + "|" + "0" * 64),
    ),
    technique(
        "contexts.unknown_key",
        "Name a key that the fence does not know, or one that was retired.",
        cannot_begin("nobody", lambda ground: ground.minted(*fields(key_id=7))),
        cannot_begin("nobody", _retired),
    ),
    technique(
        "contexts.expired",
        "Present a token again after its minute.",
        cannot_begin("nobody", lambda ground: ground.minted(*fields(seconds=-1))),
    ),
    technique(
        "contexts.stretched",
        "Move the end of one’s own expired token into the future.",
        cannot_begin("nobody", _stretched),
    ),
    technique(
        "contexts.other_fields",
        "Move the bars of one’s own token, so that the same letters say something else.",
        cannot_begin(
            "school", lambda ground: ground.token("school").replace(f"|org|{SCHOOL}|1|", f"|org|{SCHOOL}1||")
        ),
        cannot_begin("school", lambda ground: ground.token("school").replace("|org|", "|org||", 1)),
        cannot_begin("school", lambda ground: ground.token("school") + "|" + "0" * 64),
    ),
    technique(
        "contexts.token_of_another_role",
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
        "contexts.token_of_the_system",
        "Make a worker’s token without a lease, with the fence’s own function or a guess.",
        refused(
            "select fence.present('work', <victim>, 1, null, null, null)",
            "select fence.present('org', <victim>, 1, null, null, null)",
        ),
        refused("select fence.present('work', <victim>, 1, null, null, null)", who="worker"),
        cannot_begin("worker", lambda ground: ground.minted(*fields(kind="work"), key=b"guessed")),
    ),
    technique(
        "contexts.read_the_key",
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
        "contexts.change_the_key",
        "Add a key of one’s own to the fence, or replace its key.",
        refused(
            r"insert into fence.ctx_key values (8, '\x00', '\x00', 'infinity')",
            r"update fence.ctx_key set ikey = '\x00'",
            "delete from fence.ctx_key",
            "create or replace function fence.org() returns int language sql as 'select <victim>'",
        ),
    ),
    technique(
        "contexts.activity",
        "Read another connection’s token from pg_stat_activity.",
        steals_from("select query from pg_stat_activity"),
        known_without_superuser="the view cannot be taken from everybody without a superuser: a token stands in the text of its"
        " BEGIN for its minute, visible to connections of the same role; one role serves one kind of process",
    ),
    technique(
        "contexts.activity_functions",
        "Read it from the functions below that view.",
        steals_from("select query from pg_stat_get_activity(null)"),
        steals_from("select pg_stat_get_backend_activity(i) from pg_stat_get_backend_idset() i"),
        known_without_superuser="as contexts.activity",
    ),
    technique(
        "contexts.row_security_off",
        "Switch row security off for the session.",
        sees("set local row_security = off", NOTES),
        sees("set row_security to off", "select content from letterbox.letter"),
    ),
    technique(
        "contexts.set_role",
        "Become the owner, the fence, another login role or a superuser.",
        *(
            refused(*(f"set role {role}" for role in OTHER_ROLES), who=who)
            for who in ("school", "visitor", "administrator", "worker")
        ),
    ),
    technique(
        "contexts.session_authorization",
        "Become somebody else by session authorization.",
        refused("set session authorization postgres", "set session authorization heft_owner"),
        sees(
            "reset session authorization", "reset role", "select body from owned.note where org_id <> <own>"
        ),
    ),
    technique(
        "contexts.log_in_as_owner",
        "Log in as the owner of the tables, as the fence or as the superuser, with a known password.",
        _cannot_log_in,
    ),
    technique(
        "contexts.second_login",
        "Sign in to the fence twice in one transaction.",
        refused(lambda ground: f"select fence.login('{ground.token('victim')}')"),
        refused(
            lambda ground: f"select fence.login('{ground.token('victim')}')",
            after=["select fence.login('')"],
        ),
    ),
    technique(
        "contexts.second_token",
        "Write a second valid token over the first.",
        _two_contexts(),
        known="the setting is open to its session; it takes a second token, validly signed, and the engine mints one for each"
        " transaction: the signer is never in reach of a statement",
    ),
    technique(
        "contexts.savepoint",
        "Return to an earlier context by rolling back to a savepoint.",
        _rolled_back_into_the_first,
        known="as contexts.second_token: it needs two valid tokens in one transaction, and the engine mints one",
    ),
    technique(
        "contexts.reset_all",
        "Clear the context with RESET ALL and sign in again in the same transaction.",
        _two_contexts("reset all"),
        known="as contexts.second_token: RESET ALL leaves no context at all, and a second one needs a second valid token",
    ),
    technique(
        "contexts.after_reset_all",
        "Clear the context with RESET ALL, and read without one.",
        sees("reset all", "select body from owned.note"),
        sees("discard temp", "reset heft.ctx", "select body from owned.note"),
    ),
    technique(
        "contexts.after_commit",
        "Commit in the middle, and go on outside the context.",
        sees("commit", NOTES, "select content from letterbox.letter"),
    ),
    technique(
        "contexts.forged_slot",
        "Plant a forged context for later connections: on the role, the database, a function, the connection itself.",
        refused(
            "create function owned.z() returns int language sql set heft.ctx = 'x' as 'select 1'",
            lambda ground: f"alter database heft set heft.ctx = '{_edited(ground)}'",
            "alter system set heft.ctx = 'x'",
            "alter role heft_worker set heft.ctx = 'x'",
        ),
        _forged_before_connecting,
    ),
    technique(
        "contexts.poison_the_role",
        "Change one’s own role’s settings or password, so that others’ connections fail.",
        _poisons_the_role,
        known="PostgreSQL lets every role change its own settings and password: it may lock the service out, and it shows nobody"
        " anything; our settings are sent at connecting and win, and the lint names what was left",
    ),
)
